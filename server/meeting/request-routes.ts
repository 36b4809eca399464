/** Requests on the web (đường dẫn đơn đề nghị): for hamlet and commune by right. Taking in and answering are commands at the door. */
import * as z from 'zod';
import { mayOrThrow, route, type Server } from '../http/route.ts';
import { viewRequest, viewRequests } from './requests.ts';

const ofArea = z.strictObject({ areaId: z.string().max(40) });

export function requestRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/requests',
    params: ofArea,
    handle: async (context, { params: { areaId } }) => {
      mayOrThrow(context, 'read-requests', areaId);
      return viewRequests(context, areaId);
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/requests/:requestId',
    params: ofArea.extend({ requestId: z.uuid() }),
    handle: async (context, { params: { areaId, requestId } }) => {
      mayOrThrow(context, 'read-requests', areaId);
      return viewRequest(context, areaId, requestId);
    },
  });
}

/** Requests on the web (đường dẫn đơn đề nghị): for hamlet and commune by right. Taking in and answering are commands at the door. */
import * as z from 'zod';
import { inFileName } from '../../core/kernel/text.ts';
import { rightsPaperText } from '../../words/rights-paper.ts';
import { mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { viewRequest, viewRequests } from './requests.ts';
import { readRightsPaper, rightsMarkup } from './rights-paper.ts';

type Typeset = (markup: string) => Promise<Uint8Array>;

const ofArea = z.strictObject({ areaId: z.string().max(40) });

export function requestRoutes(server: Server, typeset: Typeset): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/requests/:requestId/answer-paper',
    params: ofArea.extend({ requestId: z.uuid() }),
    handle: async (context, { params: { areaId, requestId } }) => {
      mayOrThrow(context, 'answer-request', areaId);
      const paper = await readRightsPaper(context, areaId, requestId);
      const bytes = await typeset(rightsMarkup(paper));
      const name = `${rightsPaperText('vi', 'file')}-${inFileName(paper.request.row.number)}.pdf`;
      return sendFile(context.reply, { name, type: 'application/pdf', bytes });
    },
  });
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

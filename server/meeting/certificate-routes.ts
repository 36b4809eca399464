/**
 * Certificates of a commune over the network (đường dẫn giấy chứng nhận): how they stand, and giving them out for a whole decision. One
 * household's are commands at the door; printing is a long list of the room report.
 */
import * as z from 'zod';
import { SHEETS } from '../../core/meeting/certificate.ts';
import type { CertificatesView } from '../../core/meeting/certificate-views.ts';
import { daySchema } from '../../core/ledger/fields.ts';
import type { ReadTree } from '../access/areas.ts';
import { logLook } from '../access/read-log.ts';
import { type Context, mayOrThrow, route, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import type { Submit } from '../ledger/door.ts';
import { CertificateRunner } from './certificate-runner.ts';
import { endCertificateJob } from './certificate-store.ts';
import { askIssue, type CertificatesAsked, getRunningJob, viewCertificates } from './certificates.ts';

const ofArea = z.strictObject({ areaId: z.string().max(40) });
const wish = z.strictObject({ decisionId: z.uuid(), issuedOn: daySchema, sheet: z.enum(SHEETS) });

export function certificateRoutes(server: Server, readTree: ReadTree, door: Submit): void {
  const runner = new CertificateRunner(server, readTree, door);
  server.app.addHook('onReady', async () => runner.wake());
  server.app.addHook('onClose', () => runner.close());
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/certificates',
    params: ofArea,
    query: z.strictObject({ decision: z.uuid().optional(), hamlet: z.string().max(40).optional(), part: z.enum(['job']).optional() }),
    handle: (context, { params: { areaId }, query: { decision, hamlet, part } }): Promise<CertificatesView> =>
      look(context, { communeId: areaId, decisionId: decision ?? null, hamletId: hamlet ?? null, names: part !== 'job' }),
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/areas/:areaId/certificates/issue',
    params: ofArea,
    body: wish,
    perMinute: 30,
    handle: async (context, { params: { areaId: communeId }, body }): Promise<CertificatesView> => {
      await asActor(context.db, context.scope, (tx) => askIssue({ ...context, tx }, { communeId, ...body }));
      runner.wake();
      const { decisionId } = body;
      return asActor(context.db, context.scope, (tx) => look({ ...context, tx }, { communeId, decisionId, hamletId: null, names: false }));
    },
  });
  route(server, {
    method: 'POST',
    url: '/api/areas/:areaId/certificates/stop',
    params: ofArea,
    body: z.strictObject({ decisionId: z.uuid() }),
    handle: async (context, { params: { areaId: communeId }, body: { decisionId } }): Promise<CertificatesView> => {
      mayOrThrow(context, 'issue-certificate', communeId);
      const { jobId } = await getRunningJob(context.tx, { communeId, decisionId });
      await endCertificateJob(context.tx, jobId, { state: 'stopped', problem: null, now: context.now });
      return look(context, { communeId, decisionId, hamletId: null, names: false });
    },
  });
}

async function look(context: Context, asked: CertificatesAsked): Promise<CertificatesView> {
  mayOrThrow(context, 'print-certificate', asked.communeId);
  const view = await viewCertificates(context, asked);
  const rows = view.lines.length + (view.job?.refusals.length ?? 0);
  if (rows > 0) await logLook(context, { kind: 'export', purpose: 'certificates', areaId: asked.communeId, rows });
  return view;
}

/**
 * Postings and objections on the web (đường dẫn niêm yết, phản ánh): for the desk by right, and for everybody where a list hangs and
 * what became of one's own objection. Putting up, taking in, sending and answering are commands at the door.
 */
import * as z from 'zod';
import type { PostingsAnswer } from '../../core/meeting/posting-views.ts';
import { inFileName } from '../../core/kernel/text.ts';
import { logLook } from '../access/read-log.ts';
import { mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { incomeText } from '../../words/income.ts';
import { postingText } from '../../words/posting.ts';
import { unlessBlind } from '../interview/blind.ts';
import { namedByLaw } from '../register/restricted.ts';
import { readIncomePaper } from './income.ts';
import { incomeMarkup } from './income-paper.ts';
import { viewObjection, viewObjections } from './objections.ts';
import { readWallPaper, viewPostings } from './postings.ts';
import { viewLeftWalls } from './left-walls.ts';
import { wallMarkup } from './wall-paper.ts';
import { wallPictureRoutes } from './wall-pictures.ts';

export type Typeset = (markup: string) => Promise<Uint8Array>;

const ofArea = z.strictObject({ areaId: z.string().max(40) });
/** Of an opening list; else the round whose list hangs. */
const ofRound = z.strictObject({ round: z.uuid().optional() });

/** The paper of what was found by income. */
function incomePaperRoute(server: Server, typeset: Typeset, portal: string | null): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/requests/:requestId/income-paper',
    params: ofArea.extend({ requestId: z.uuid() }),
    handle: async (context, { params: { areaId, requestId } }) => {
      mayOrThrow(context, 'print-certificate', areaId);
      const at = portal ?? `${context.request.protocol}://${context.request.host}`;
      const paper = await readIncomePaper(context, { areaId, requestId, portal: at });
      const bytes = await typeset(incomeMarkup(paper));
      return sendFile(context.reply, {
        name: `${incomeText('vi', 'paper.file')}-${inFileName(paper.number)}.pdf`,
        type: 'application/pdf',
        bytes,
      });
    },
  });
}

/** `portal`: where papers are checked, as a browser writes it; null: where this server is asked. */
export function postingRoutes(server: Server, typeset: Typeset, portal: string | null): void {
  incomePaperRoute(server, typeset, portal);
  wallPictureRoutes(server);
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/postings',
    params: ofArea,
    query: ofRound,
    handle: async (context, { params: { areaId }, query: { round } }): Promise<PostingsAnswer> => {
      mayOrThrow(context, 'post-list', areaId);
      const left = round === undefined ? await viewLeftWalls(context, areaId) : [];
      return { view: await viewPostings(context, areaId, round), left, today: context.today };
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/postings/paper',
    params: ofArea,
    query: ofRound,
    handle: async (context, { params: { areaId }, query: { round } }) => {
      mayOrThrow(context, 'post-list', areaId);
      const paper = await readWallPaper(context, areaId, round);
      await unlessBlind(context, { hamletIds: [areaId], roundId: null });
      await logLook(context, { kind: 'export', hamletId: areaId, purpose: 'posting', rows: paper.rows.length });
      await namedByLaw(context, 'posting', paper.householdIds);
      const bytes = await typeset(wallMarkup(paper));
      const name = `${postingText('vi', 'wall.file')}-${inFileName(paper.hamletName)}-${paper.year}.pdf`;
      return sendFile(context.reply, { name, type: 'application/pdf', bytes });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/objections',
    params: ofArea,
    handle: async (context, { params: { areaId } }) => {
      mayOrThrow(context, 'read-objections', areaId);
      return viewObjections(context, areaId);
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/objections/:objectionId',
    params: ofArea.extend({ objectionId: z.uuid() }),
    // Which household it is about, where it does not say and somebody has found it: who may be sent there depends on it.
    query: z.strictObject({ household: z.uuid().optional() }),
    handle: async (context, { params: { areaId, objectionId }, query: { household } }) => {
      mayOrThrow(context, 'read-objections', areaId);
      return viewObjection(context, areaId, { objectionId, householdId: household ?? null });
    },
  });
}

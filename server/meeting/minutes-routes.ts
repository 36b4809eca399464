/**
 * Minutes on the web (đường dẫn biên bản họp dân): for the officer and the chair of the commune. A hamlet's minutes are a look at its
 * households, and are logged; so is the paper. Setting it is handed in, since reports are a later room.
 */
import * as z from 'zod';
import { inFileName } from '../../core/kernel/text.ts';
import { daySchema } from '../../core/ledger/fields.ts';
import { meetingsOf } from '../../core/meeting/agreement.ts';
import type { CommuneMeetings } from '../../core/meeting/views.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { unlessBlind } from '../interview/blind.ts';
import { viewMeetings, viewMinutes } from './minutes.ts';
import { minutesMarkup } from './minutes-paper.ts';

type Typeset = (markup: string) => Promise<Uint8Array>;

const ofArea = z.strictObject({ areaId: z.string().max(40) });
/** Of an opening list; else the round that is open. */
const ofRound = z.strictObject({ round: z.uuid().optional() });

export function minutesRoutes(server: Server, typeset: Typeset): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/meetings',
    params: ofArea,
    query: ofRound,
    handle: async (context, { params: { areaId }, query: { round } }): Promise<CommuneMeetings> => {
      mayOrThrow(context, 'open-meetings', areaId);
      return viewMeetings(context, areaId, round);
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/minutes',
    params: ofArea,
    query: ofRound,
    handle: (context, { params: { areaId }, query: { round } }): Promise<HamletMinutes> => look(context, areaId, round),
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/minutes/:heldOn/paper',
    params: ofArea.extend({ heldOn: daySchema }),
    query: ofRound,
    handle: async (context, { params: { areaId, heldOn }, query: { round } }) => {
      const view = await look(context, areaId, round);
      await unlessBlind(context, { hamletIds: [areaId], roundId: view.round.roundId });
      const meetings = meetingsOf(view.records).filter((one) => one.heldOn === heldOn);
      if (meetings.length === 0) throw notFound();
      const bytes = await typeset(minutesMarkup(view, meetings));
      const name = `bien-ban-hop-dan-${inFileName(view.hamletName)}-${heldOn}.pdf`;
      return sendFile(context.reply, { name, type: 'application/pdf', bytes });
    },
  });
}

async function look(context: Context, hamletId: string, roundId: string | undefined): Promise<HamletMinutes> {
  mayOrThrow(context, 'open-meetings', hamletId);
  const view = await viewMinutes(context, hamletId, roundId);
  await logLook(context, { kind: 'export', purpose: 'minutes', hamletId, rows: view.households.length });
  return view;
}

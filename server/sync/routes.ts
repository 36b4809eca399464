/**
 * The pull on the web (đồng bộ xuống máy): `GET /api/device`, `GET /api/pull?cursors=book:version,…`. Only what the signed-in person may
 * see, masked by the catalogue for the hamlet it lies in. Only posts of hamlets and communes keep households on a device; what
 * was sent is a look, and is logged for each hamlet.
 */
import * as z from 'zod';
import { readersAt } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { sealedBatchSchema } from '../../core/sync/box.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import { type Cursors, cursorsSchema } from '../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView } from '../../core/views.ts';
import { phoneSaid } from '../access/phones.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem } from '../http/problem.ts';
import { type ContextWithoutTx, route, routeWithoutTransaction, type Server, whileAsked } from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import { MOST_BYTES, PER_MINUTE, takeCommands } from '../ledger/routes.ts';
import { type DeviceParts, postIn, reachOfDevice, viewDevice } from './device.ts';
import { clashRoutes } from './clashes.ts';
import type { HandIn } from './hand-in.ts';
import { handoverRoutes } from './handovers.ts';
import { maskHousehold, withhold } from './mask.ts';
import { packedAnswer } from './packed.ts';
import { pull } from './pull.ts';
import { quarantineRoute } from './quarantine.ts';
import type { SealKey } from './seal-key.ts';
import type { PulledHousehold } from './store.ts';
import { type Asker, type Places, turns } from './turns.ts';
import type { Post, Sight } from './withheld.ts';

export interface SyncOptions extends DeviceParts {
  readonly sealKey: SealKey;
  readonly handIn: HandIn;
}

/** Together fewer than the server has connections: whoever works at a desk does not wait for the phones of a province. */
const PULLS: Places = { atOnce: 3, ofOne: 2 };
const BATCHES: Places = { atOnce: 6, ofOne: 3 };

export function syncRoutes(server: Server, { sealKey, handIn, ...parts }: SyncOptions): void {
  route(server, {
    method: 'GET',
    url: '/api/device',
    handle: async (context) => {
      const view: DeviceView = {
        ...(await viewDevice(context, parts)),
        sealKey: sealKey.publicKey,
        handIn: handIn.wordFor(context.actor.accountId, phoneSaid(context.request)),
      };
      return packedAnswer(context.request, context.reply, view);
    },
  });
  sealedRoute(server, sealKey);
  quarantineRoute(server, { sealKey, handIn });
  handoverRoutes(server);
  clashRoutes(server);
  const inTurn = turns(PULLS);
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/pull',
    query: z.strictObject({ cursors: z.string().max(12_000).optional() }),
    handle: async (context, { query }) => {
      const cursors = parseCursors(query.cursors ?? '');
      return packedAnswer(context.request, context.reply, await inTurn(askerOf(context), () => pullFor(context, cursors)));
    },
  });
}

const askerOf = (context: ContextWithoutTx): Asker => ({ accountId: context.actor.accountId, signal: whileAsked(context) });

async function pullFor(context: ContextWithoutTx, cursors: Cursors) {
  const { db, actor, tree, today } = context;
  const readersIn = (hamletId: string) => readersAt(actor, { areaPath: areaPath(tree, hamletId, today), date: today });
  const show = (row: PulledHousehold, hamletId: string, sight: Sight) => withhold(maskHousehold(row, readersIn(hamletId)), sight);
  const post = (hamletId: string): Post => postIn(context, hamletId);
  const answer = await pull(db, { ...context.scope, reach: reachOfDevice(context) }, { cursors, post, show });
  await logSent(
    context,
    answer.books.flatMap((book) => ('rows' in book && book.rows.length > 0 ? [book] : [])),
  );
  return answer;
}

/** Commands sealed on a phone, from the session of the person for whom they were sealed; one that does not open is answered by itself. */
function sealedRoute(server: Server, sealKey: SealKey): void {
  const inTurn = turns(BATCHES);
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/sealed',
    bodyLimit: MOST_BYTES,
    perMinute: PER_MINUTE,
    body: sealedBatchSchema,
    handle: async (context, { body }): Promise<CommandsAnswer> => {
      const opened = body.commands.map(({ commandId, box }) => {
        const command = sealKey.open(box, placeOfBox(context.actor.accountId, commandId));
        return { commandId, command: isCommand(command, commandId) ? command : null };
      });
      const commands = opened.flatMap(({ command }) => command ?? []);
      const { answers } = await inTurn(askerOf(context), () => takeCommands(server, context, commands));
      const found = new Map(answers.map((answer) => [answer.commandId, answer]));
      const closed = { answer: 'refused', problem: { code: 'sealed-for-another' } } as const;
      return { answers: opened.map(({ commandId }) => found.get(commandId) ?? { commandId, ...closed }) };
    },
  });
}

function isCommand(value: unknown, commandId: string): value is object {
  return typeof value === 'object' && value !== null && 'commandId' in value && value.commandId === commandId;
}

async function logSent(
  context: ContextWithoutTx,
  sent: readonly { readonly hamletId: string; readonly rows: readonly unknown[] }[],
): Promise<void> {
  if (sent.length === 0) return;
  await asActor(context.db, context.scope, async (tx) => {
    for (const { hamletId, rows } of sent)
      await logLook({ ...context, tx }, { kind: 'export', purpose: 'device', hamletId, rows: rows.length });
  });
}

function parseCursors(text: string) {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split(':'));
  const parsed = cursorsSchema.safeParse(Object.fromEntries(pairs.map(([bookId, version]) => [bookId, Number(version ?? 'x')])));
  if (!parsed.success) throw new HttpProblem(400, 'malformed', { path: 'cursors' });
  return parsed.data;
}

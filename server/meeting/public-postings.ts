/**
 * For everybody (cho mọi người): where lists hang and until when, an objection lodged without signing in, and what became of it by its
 * number and secret. Nobody's name goes out, and what comes in is taken by the one door as the program's own act.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod';
import { type AreaTree, areaAbove, areasOn } from '../../core/kernel/areas.ts';
import { childrenInOrder } from '../../core/kernel/area-order.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { receiptNumber } from '../../core/meeting/receipt.ts';
import { AGAINST, MATTERS, OBJECTION_KINDS } from '../../core/meeting/posting-codes.ts';
import type { PublicObjection, PublicPostings, Receipt } from '../../core/meeting/posting-views.ts';
import type { CommandProblem } from '../../core/sync/envelope.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type OpenContextWithoutTx, openRouteWithoutTransaction, type Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import { findPostingRound, readGates } from '../interview/rounds.ts';
import { submit } from '../ledger/door.ts';
import { secretPrint } from '../ledger/objections.ts';
import { stateOf } from './objections.ts';
import type { SecretOf } from './receipt-secret.ts';

export type ReadTree = (tx: Tx) => Promise<AreaTree>;

/** A person lodges few; the portal asks for all its readers from one address, and counts each reader's itself. */
const LODGED_PER_MINUTE = 60;
const ASKED_PER_MINUTE = 120;

const lodged = z.strictObject({
  objectionId: z.uuid(),
  hamletId: z.string().max(40),
  kind: z.enum(OBJECTION_KINDS),
  matter: z.enum(MATTERS),
  against: z.enum(AGAINST).nullable(),
  text: z.string().trim().min(1).max(2_000),
  name: z.string().trim().min(1).max(100).nullable(),
  contact: z.string().trim().min(1).max(200).nullable(),
});

export function publicPostingRoutes(server: Server, readTree: ReadTree, secretOf: SecretOf): void {
  openRouteWithoutTransaction(server, {
    method: 'GET',
    url: '/api/public/postings',
    perMinute: 6_000,
    handle: (context) => asActor(context.db, publicScope(context.today), (tx) => viewPublicPostings(tx, context.today, readTree)),
  });
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/public/objections',
    perMinute: LODGED_PER_MINUTE,
    body: lodged,
    handle: (context, { body }) => lodge(context, { body, secret: secretOf(body) }, readTree),
  });
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/public/objections/state',
    perMinute: ASKED_PER_MINUTE,
    body: z.strictObject({ number: z.string().max(40), secret: z.string().max(40) }),
    handle: (context, { body }) => asActor(context.db, publicScope(context.today), (tx) => stateBy(tx, body)),
  });
}

async function viewPublicPostings(tx: Tx, today: PlainDate, readTree: ReadTree): Promise<PublicPostings> {
  const standing = await findPostingRound(tx);
  if (standing === null) return { roundId: null, communes: [] };
  const { roundId } = standing.round;
  const tree = await readTree(tx);
  const gates = await readGates(tx, roundId);
  const { rows } = await sql<{ hamletId: string; place: 'hamlet' | 'commune-office'; where: string; startsOn: string; endsOn: string }>`
    select hamlet_id as "hamletId", place, place_name as "where", starts_on as "startsOn", ends_on as "endsOn"
      from public_postings(${roundId}::uuid) order by starts_on, place`.execute(tx);
  const communes = areasOn(tree, today, 'commune').filter(({ areaId }) => gates.has(areaId));
  return {
    roundId,
    communes: communes.map(({ areaId, name }) => ({
      ...{ areaId, name },
      hamlets: childrenInOrder(tree, areaId, today).map((hamlet) => ({
        ...{ areaId: hamlet.areaId, name: hamlet.name },
        postings: rows
          .filter(({ hamletId }) => hamletId === hamlet.areaId)
          .map(({ place, where, startsOn, endsOn }) => ({ place, where, startsOn, endsOn })),
      })),
    })),
  };
}

interface Sent {
  readonly body: z.output<typeof lodged>;
  readonly secret: string;
}

async function lodge(context: OpenContextWithoutTx, { body, secret }: Sent, readTree: ReadTree): Promise<Receipt> {
  const { db, today, now } = context;
  const { roundId, communeId } = await asActor(db, publicScope(today), async (tx) => {
    const standing = await findPostingRound(tx);
    if (standing === null) throw new HttpProblem(409, 'round-without-posting');
    const tree = await readTree(tx);
    const commune = isAreaId(body.hamletId) ? areaAbove(tree, body.hamletId, today, 'commune') : null;
    if (commune === null) throw notFound();
    return { roundId: standing.round.roundId, communeId: commune.areaId };
  });
  const payload = { ...body, roundId, communeId, about: null, via: 'portal', lodgedOn: today, secret };
  const command = { commandId: randomUUID(), kind: 'lodge-objection', v: 1, at: now, payload };
  const [answer] = await submit(db, 'system', [command], { now, today });
  const problem = answer === undefined ? { code: 'not-storable' } : answer.problem;
  const { kind, objectionId } = body;
  const number = receiptNumber({ objectionId, kind, lodgedOn: today });
  const stored = await asActor(db, publicScope(today), (tx) => findState(tx, { number, secret }));
  // Its receipt again, where the very same was taken before: the secret is another's for any other text.
  if (stored === null || (problem && problem.code !== 'objection-exists'))
    throw new HttpProblem(409, problem?.code ?? 'not-storable', detailsOf(problem));
  return { number, secret, dueOn: stored.dueOn };
}

/** What a sentence about the refusal names. */
export function detailsOf(problem: CommandProblem | undefined): Readonly<Record<string, string | number>> {
  const told = Object.entries(problem ?? {}).filter((entry): entry is [string, string | number] =>
    ['string', 'number'].includes(typeof entry[1]),
  );
  return Object.fromEntries(told.filter(([key]) => key !== 'code'));
}

/** As people copy it: small letters, spaces, the letters that look like figures. */
export const asWritten = (text: string): string => text.toUpperCase().replace(/\s+/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** Throws `not-found`, whichever of the two is wrong. */
async function stateBy(tx: Tx, asked: Asked): Promise<PublicObjection> {
  const found = await findState(tx, asked);
  if (found === null) throw notFound();
  return found;
}

interface Asked {
  readonly number: string;
  readonly secret: string;
}

async function findState(tx: Tx, { number, secret }: Asked): Promise<PublicObjection | null> {
  const { rows } = await sql<Omit<PublicObjection, 'state'> & { revisitOn: string | null }>`
    select kind, matter, lodged_on as "lodgedOn", due_on as "dueOn", revisit_on as "revisitOn", answered_on as "answeredOn", outcome
      from public_objection(${number.toUpperCase().replace(/\s+/g, '')}, ${secretPrint(asWritten(secret))})`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const { revisitOn, ...seen } = row;
  return { ...seen, state: stateOf({ answeredOn: row.answeredOn, revisitOn }) };
}

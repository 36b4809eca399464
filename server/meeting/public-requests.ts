/**
 * For everybody (cho mọi người): a request lodged without signing in, and what became of it by its number and secret. Nobody's name and
 * no class goes out; what comes in is taken by the one door as the program's own act.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import * as z from 'zod';
import { areaAbove, areasOn } from '../../core/kernel/areas.ts';
import { childrenInOrder } from '../../core/kernel/area-order.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { Receipt } from '../../core/meeting/posting-views.ts';
import { requestState } from '../../core/meeting/request.ts';
import { requestNumber } from '../../core/meeting/request-number.ts';
import { REQUEST_FORMS, type RequestOutcome } from '../../core/meeting/request-codes.ts';
import type { PublicPlaces, PublicRequest } from '../../core/meeting/request-views.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type OpenContextWithoutTx, openRouteWithoutTransaction, type Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { secretPrint } from '../ledger/objections.ts';
import { asWritten, detailsOf, type ReadTree } from './public-postings.ts';
import type { SecretOf } from './receipt-secret.ts';

/** The portal asks for all its readers from one address, and counts each reader's itself. */
const LODGED_PER_MINUTE = 60;
const ASKED_PER_MINUTE = 120;

const lodged = z.strictObject({
  requestId: z.uuid(),
  hamletId: z.string().max(40),
  form: z.enum(REQUEST_FORMS),
  name: z.string().trim().min(1).max(100),
  address: z.string().trim().min(1).max(300).nullable(),
  contact: z.string().trim().min(1).max(200).nullable(),
  text: z.string().trim().min(1).max(2_000),
});

export function publicRequestRoutes(server: Server, readTree: ReadTree, secretOf: SecretOf): void {
  openRouteWithoutTransaction(server, {
    method: 'GET',
    url: '/api/public/places',
    perMinute: 6_000,
    handle: (context) => asActor(context.db, publicScope(context.today), (tx) => viewPlaces(tx, context.today, readTree)),
  });
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/public/requests',
    perMinute: LODGED_PER_MINUTE,
    body: lodged,
    handle: (context, { body }) => lodge(context, { body, secret: secretOf(body) }, readTree),
  });
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/public/requests/state',
    perMinute: ASKED_PER_MINUTE,
    body: z.strictObject({ number: z.string().max(40), secret: z.string().max(40) }),
    handle: (context, { body }) => asActor(context.db, publicScope(context.today), (tx) => stateBy(tx, body)),
  });
}

async function viewPlaces(tx: Tx, today: PlainDate, readTree: ReadTree): Promise<PublicPlaces> {
  const tree = await readTree(tx);
  return {
    communes: areasOn(tree, today, 'commune').map(({ areaId, name }) => ({
      ...{ areaId, name },
      hamlets: childrenInOrder(tree, areaId, today).map((hamlet) => ({ areaId: hamlet.areaId, name: hamlet.name })),
    })),
  };
}

interface Sent {
  readonly body: z.output<typeof lodged>;
  readonly secret: string;
}

async function lodge({ db, today, now }: OpenContextWithoutTx, { body, secret }: Sent, readTree: ReadTree): Promise<Receipt> {
  const communeId = await asActor(db, publicScope(today), async (tx) => {
    const tree = await readTree(tx);
    const commune = isAreaId(body.hamletId) ? areaAbove(tree, body.hamletId, today, 'commune') : null;
    if (commune === null) throw notFound();
    return commune.areaId;
  });
  const payload = { ...body, communeId, via: 'portal', dossier: null, lodgedOn: today, secret } as const;
  const command = { commandId: randomUUID(), kind: 'lodge-request', v: 1, at: now, payload };
  const [answer] = await submit(db, 'system', [command], { now, today });
  const problem = answer === undefined ? { code: 'not-storable' } : answer.problem;
  const isKnown = problem?.code === 'request-exists';
  const number = isKnown ? String(problem['number']) : requestNumber(payload);
  const stored = await asActor(db, publicScope(today), (tx) => findState(tx, { number, secret }));
  // Its receipt again, where the very same was taken before: the secret is another's for any other text.
  if (stored === null || (problem && !isKnown)) throw new HttpProblem(409, problem?.code ?? 'not-storable', detailsOf(problem));
  return { number, secret, dueOn: stored.dueOn };
}

/** Throws `not-found`, whichever of the two is wrong. */
async function stateBy(tx: Tx, asked: Asked): Promise<PublicRequest> {
  const found = await findState(tx, asked);
  if (found === null) throw notFound();
  return found;
}

interface Asked {
  readonly number: string;
  readonly secret: string;
}

async function findState(tx: Tx, { number, secret }: Asked): Promise<PublicRequest | null> {
  const { rows } = await sql<Omit<PublicRequest, 'state'> & { outcome: RequestOutcome | null; decided: boolean }>`
    select form, lodged_on as "lodgedOn", due_on as "dueOn", answered_on as "answeredOn", outcome, refusal, execute_by as "executeBy",
           done_on as "doneOn", decided, paper_withdrawn_on as "paperWithdrawnOn"
      from public_request(${number.toUpperCase().replace(/\s+/g, '')}, ${secretPrint(asWritten(secret))})`.execute(tx);
  const [row] = rows;
  if (row === undefined) return null;
  const { outcome, decided, ...seen } = row;
  return { ...seen, state: requestState(outcome, { decided, done: row.doneOn !== null }) };
}

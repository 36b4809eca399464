/**
 * Signing in over the network, step by step (đăng nhập, đặt mật khẩu, xác thực hai lớp): each step answers either with the session
 * that was opened or with the next step. Until then the cookie opens nothing.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { SetUpAnswer, SignInAnswer } from '../../core/access/views.ts';
import type { SignInStep } from '../../core/access/second-factor.ts';
import { uuidFrom } from '../../core/kernel/ids.ts';
import type { SessionView } from '../../core/views.ts';
import { HttpProblem } from '../http/problem.ts';
import { type Context, openRouteWithoutTransaction, type OpenContextWithoutTx, type Server } from '../http/route.ts';
import { asActor, type Db, enterScope, publicScope, type Tx } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { deviceOf } from './device.ts';
import type { Entrance } from './enter.ts';
import { getInstallation } from './installation.ts';
import type { Keys } from './keys.ts';
import { beginSetUp, checkSetUp, confirmSetUp, type Own, trySecondFactor } from './second-factor.ts';
import {
  type At,
  choosePassword,
  findWaiting,
  giveMark,
  giveToken,
  goOn,
  isChosen,
  readFirstCode,
  readMark,
  readToken,
  signIn,
  signOut,
  takeToken,
  usernameOf,
} from './sign-in.ts';
import type { WaitingRow } from './store.ts';

export type Describe = (context: Pick<Context, 'tx' | 'actor' | 'displayName' | 'tree' | 'today'>) => Promise<SessionView>;

export interface SignInRoutesOptions {
  readonly describe: Describe;
  readonly entrance: Entrance;
  /** Most sign-ins of one address in a minute. */
  readonly signInsPerMinute: number;
  readonly keys: Keys;
}

const credentials = z.strictObject({ username: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) });
const newPassword = z.strictObject({ password: z.string().min(1).max(200) });
const number = z.strictObject({ number: z.string().trim().min(6).max(20) });
const SMALL = 4_096;

export function signInRoutes(server: Server, options: SignInRoutesOptions): void {
  const limits = { method: 'POST', bodyLimit: SMALL, perMinute: options.signInsPerMinute } as const;
  openRouteWithoutTransaction(server, {
    ...limits,
    url: '/api/sign-in',
    body: credentials,
    handle: async ({ db, today, now, request, reply }, { body }): Promise<SignInAnswer<SessionView>> => {
      const at = { today, now };
      const [username, secure] = [usernameOf(body.username), server.secure(request)];
      const known = options.keys.deviceIn(readMark(request, secure), username);
      const { token, step } = await signIn(db, at, { ...body, device: deviceOf(request), known });
      const answer = await answerFor(db, at, { token, step }, options);
      giveToken(reply, token, secure);
      if (known === null) giveMark(reply, options.keys.markFor(username), secure);
      return answer;
    },
  });
  openRouteWithoutTransaction(server, {
    ...limits,
    url: '/api/sign-in/password',
    body: newPassword,
    handle: async (context, { body }): Promise<SignInAnswer<SessionView>> => {
      const { token, waiting, at } = await comeToChoose(server, context, body.password);
      if (waiting === null) return answerFor(context.db, at, { token, step: null }, options);
      if (body.password.trim().toLowerCase() === waiting.username) throw new HttpProblem(400, 'password-as-before');
      const before = await readFirstCode(context.db, at, waiting.accountId);
      await choosePassword(context.db, at, { accountId: waiting.accountId, password: body.password, token, before });
      return advance(context, { token, accountId: waiting.accountId, confirmed: false }, options);
    },
  });
  openRouteWithoutTransaction(server, {
    ...limits,
    url: '/api/sign-in/second-factor',
    body: number,
    handle: async (context, { body }): Promise<SignInAnswer<SessionView>> => {
      const { token, waiting } = await comeBack(server, context, 'second-factor');
      const at = { today: context.today, now: context.now };
      await checkSecondFactor(context.db, at, { accountId: waiting.accountId, keys: options.keys }, body.number);
      return advance(context, { token, accountId: waiting.accountId, confirmed: true }, options);
    },
  });
  setUpRoutes(server, options, limits);
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/sign-out',
    handle: async ({ db, today, now, request, reply }) => {
      const token = readToken(request, server.secure(request));
      if (token !== null) await signOut(db, { today, now }, token);
      takeToken(reply, server.secure(request));
      return {};
    },
  });
}

/** Where the second factor must be set up before the session opens. */
function setUpRoutes(
  server: Server,
  options: SignInRoutesOptions,
  limits: { readonly method: 'POST'; readonly bodyLimit: number; readonly perMinute: number },
): void {
  openRouteWithoutTransaction(server, {
    ...limits,
    url: '/api/sign-in/set-up',
    handle: async (context) => {
      const { waiting } = await comeBack(server, context, 'set-up');
      const own = { accountId: waiting.accountId, keys: options.keys };
      return asActor(context.db, publicScope(context.today), async (tx) => beginSetUp(tx, own, await labelOf(tx, waiting)));
    },
  });
  openRouteWithoutTransaction(server, {
    ...limits,
    url: '/api/sign-in/set-up/confirm',
    body: number,
    handle: async (context, { body }): Promise<SetUpAnswer<SessionView>> => {
      const { token, waiting } = await comeBack(server, context, 'set-up');
      const { accountId } = waiting;
      const at = { today: context.today, now: context.now };
      const recoveryCodes = await turnOn(context.db, at, { accountId, keys: options.keys }, body.number);
      return { recoveryCodes, ...(await advance(context, { token, accountId, confirmed: true }, options)) };
    },
  });
}

export async function labelOf(tx: Tx, { username }: { readonly username: string }): Promise<{ username: string; issuer: string }> {
  return { username, issuer: `Vươn ${(await getInstallation(tx)).provinceName}` };
}

/**
 * The ledger first, then the change, so that none is without its event; of several at once one turns it on, and it is told once.
 * Throws `second-factor-wrong`, `second-factor-exists`.
 */
export async function turnOn(db: Db, at: At, own: Own, number: string): Promise<string[]> {
  const { accountId } = own;
  const checked = await asActor(db, publicScope(at.today), (tx) => checkSetUp(tx, own, at.now, number));
  const told = createHash('sha256').update('second factor on').update(accountId).update(checked.secret).digest();
  await tellFactor(db, at, { accountId, on: true }, uuidFrom(told.subarray(0, 16)));
  return asActor(db, publicScope(at.today), (tx) => confirmSetUp(tx, accountId, at.now, checked));
}

/** Somebody's own act, in the book of the province, where their post may not reach. Told already under the same id: not told again. */
export async function tellFactor(
  db: Db,
  { today, now }: At,
  { accountId, on }: { accountId: string; on: boolean },
  commandId: string = randomUUID(),
): Promise<void> {
  const told = { commandId, kind: 'second-factor-turned', v: 1, at: now, payload: { accountId, on } };
  const [answer] = await submit(db, 'system', [told], { now, today });
  if (answer?.answer === 'taken' || answer?.answer === 'known' || answer?.problem?.code === 'command-id-reused') return;
  throw new HttpProblem(403, answer?.problem?.code ?? 'not-storable');
}

/** Throws `second-factor-wrong` or `second-factor-locked`; the try is counted whatever the answer. */
export async function checkSecondFactor(db: Db, at: At, own: Own, typed: string): Promise<void> {
  const tried = await asActor(db, publicScope(at.today), (tx) => trySecondFactor(tx, { ...own, now: at.now }, typed));
  if (tried === 'right') return;
  if ('minutes' in tried) throw new HttpProblem(429, 'second-factor-locked', { minutes: tried.minutes });
  throw new HttpProblem(401, 'second-factor-wrong', { left: tried.left });
}

interface Back {
  readonly token: string;
  readonly waiting: WaitingRow;
  readonly at: At;
}

/** The sign-in that waits for this step; throws `not-signed-in` for any other. */
async function comeBack(server: Server, context: Asking, step: SignInStep): Promise<Back> {
  const { db, today, now, request } = context;
  const token = readToken(request, server.secure(request));
  const waiting = await asActor(db, publicScope(today), (tx) => findWaiting(tx, token, now));
  if (token === null || waiting.step !== step) throw new HttpProblem(401, 'not-signed-in');
  return { token, waiting, at: { today, now } };
}

/** `waiting` null: pressed twice, and the first press was through. */
async function comeToChoose(
  server: Server,
  context: Asking,
  password: string,
): Promise<Back | (Omit<Back, 'waiting'> & { readonly waiting: null })> {
  try {
    return await comeBack(server, context, 'new-password');
  } catch (refused) {
    const [token, at] = [readToken(context.request, server.secure(context.request)), { today: context.today, now: context.now }];
    if (token === null || !(await isChosen(context.db, at, token, password))) throw refused;
    return { token, waiting: null, at };
  }
}

type Asking = Pick<OpenContextWithoutTx, 'db' | 'today' | 'now'> & { readonly request: FastifyRequest; readonly reply: FastifyReply };

async function advance(
  { db, today, now }: Asking,
  known: { token: string; accountId: string; confirmed: boolean },
  options: SignInRoutesOptions,
): Promise<SignInAnswer<SessionView>> {
  const at = { today, now };
  const step = await asActor(db, publicScope(today), (tx) => goOn(tx, at, known.token, known));
  return answerFor(db, at, { token: known.token, step }, options);
}

async function answerFor(
  db: Db,
  at: At,
  came: { token: string; step: SignInStep | null },
  options: SignInRoutesOptions,
): Promise<SignInAnswer<SessionView>> {
  return came.step === null ? { session: await describeToken(db, at, came.token, options) } : { step: came.step };
}

function describeToken(db: Db, at: At, token: string, options: SignInRoutesOptions): Promise<SessionView> {
  return asActor(db, publicScope(at.today), async (tx) => {
    const signedIn = await options.entrance.enterWithToken(tx, token, at);
    if (signedIn === null) throw new HttpProblem(403, 'grant-not-in-force');
    await enterScope(tx, signedIn.scope);
    return options.describe({ ...signedIn, today: at.today, tx });
  });
}

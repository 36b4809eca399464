/**
 * Signing in and out (đăng nhập, đăng xuất): a name and a password become a session; too many wrong tries lock the name for
 * a while, whether such an account exists or not, except in browsers in which that person has signed in before: strangers cannot
 * lock anybody out of their own. The browser keeps a random token in a cookie that scripts cannot read.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { nextStep, type SignInStep } from '../../core/access/second-factor.ts';
import { type Instant, instantOf, millisOf, type PlainDate } from '../../core/kernel/dates.ts';
import { HttpProblem } from '../http/problem.ts';
import { asActor, type Db, publicScope, type Tx } from '../http/transaction.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { hasSecondFactor } from './second-factor.ts';
import { readSignInRule } from './installation.ts';
import * as store from './store.ts';

/** Wrong tries within the window before the name is locked, and for how long. */
export const LOCKOUT = { tries: 5, windowMinutes: 15, lockMinutes: 15 } as const;
/** A session ends after so long without a request, and in any case after the second; a sign-in half done after the third. */
export const SESSION = { idleHours: 12, wholeDays: 7, stepMinutes: 15 } as const;
/** A code on a slip must reach its hamlet, and be used, within this time. */
export const FIRST_CODE_DAYS = 14;

const MINUTE = 60_000;
const DAY = 86_400_000;
const ago = (now: Instant, millis: number): Instant => instantOf(millisOf(now) - millis);

/** Until when a code that is given now is good. */
export function firstCodeUntil(now: Instant): Instant {
  return instantOf(millisOf(now) + FIRST_CODE_DAYS * DAY);
}

export interface At {
  readonly today: PlainDate;
  readonly now: Instant;
}

export interface Came {
  readonly token: string;
  /** What is still to do before the session opens anything; null: signed in. */
  readonly step: SignInStep | null;
}

export interface Given {
  readonly username: string;
  readonly password: string;
  readonly device: string;
  /** The browser's own name, where it has signed in as this person before; its tries are counted apart from strangers'. */
  readonly known: string | null;
}

export const usernameOf = (typed: string): string => typed.trim().toLowerCase();

/** A new session. Throws `sign-in-failed` or `sign-in-locked`, which say nothing of whether the name exists, or `first-code-over`. */
export async function signIn(db: Db, at: At, given: Given): Promise<Came> {
  const username = usernameOf(given.username);
  const whose = given.known === null ? `name ${username}` : `device ${given.known} ${username}`;
  const asNobody = <T>(work: (tx: Tx) => Promise<T>) => asActor(db, publicScope(at.today), work);
  const { attempt, account } = await asNobody(async (tx) => ({
    attempt: await store.countAttempt(tx, { whose, limit: LOCKOUT.tries, ...windowAt(at.now) }),
    account: await store.findAccount(tx, username),
  }));
  if (attempt.lockedUntil !== null) throw locked(attempt.lockedUntil, at.now);
  if (!(await checkPassword(account?.passwordHash ?? null, given.password)) || account === null) {
    const left = LOCKOUT.tries - attempt.failures;
    if (left > 0) throw new HttpProblem(401, 'sign-in-failed', { left });
    const { lockedUntil } = windowAt(at.now);
    await asNobody((tx) => store.lockAttempts(tx, whose, lockedUntil));
    throw locked(lockedUntil, at.now);
  }
  if (account.firstCodeUntil !== null && account.firstCodeUntil < at.now) throw new HttpProblem(403, 'first-code-over');
  const token = randomBytes(32).toString('base64url');
  return asNobody(async (tx) => {
    await store.forgetAttempts(tx, whose);
    await store.forgetOldAttempts(tx, ago(at.now, DAY));
    await store.endOldSessions(tx, {
      createdBefore: ago(at.now, SESSION.wholeDays * DAY),
      lastSeenBefore: ago(at.now, SESSION.idleHours * 60 * MINUTE),
    });
    const step = await stepOf(tx, at, { accountId: account.accountId, firstCode: account.firstCodeUntil !== null, confirmed: false });
    const { accountId } = account;
    await store.addSession(tx, { tokenHash: hashToken(token), accountId, now: at.now, step, device: given.device });
    return { token, step };
  });
}

async function stepOf(tx: Tx, at: At, known: { accountId: string; firstCode: boolean; confirmed: boolean }): Promise<SignInStep | null> {
  const [grants, rule, factor] = [
    await store.readGrants(tx, known.accountId),
    await readSignInRule(tx),
    await hasSecondFactor(tx, known.accountId),
  ];
  const { firstCode, confirmed } = known;
  return nextStep({ grants, date: at.today, rule, firstCode, hasSecondFactor: factor, confirmed });
}

/** The session of a sign-in that waits for this step, for a while; throws `not-signed-in`. */
export async function findWaiting(tx: Tx, token: string | null, now: Instant): Promise<store.WaitingRow> {
  const waiting = token === null ? null : await store.findWaiting(tx, hashToken(token));
  if (waiting === null || waiting.createdAt < ago(now, SESSION.stepMinutes * MINUTE)) throw new HttpProblem(401, 'not-signed-in');
  return waiting;
}

/** The session goes on to what comes next. */
export async function goOn(tx: Tx, at: At, token: string, known: { accountId: string; confirmed: boolean }): Promise<SignInStep | null> {
  const step = await stepOf(tx, at, { ...known, firstCode: false });
  await store.setStep(tx, hashToken(token), step);
  return step;
}

const LEAST_SIGNS = 10;

/**
 * Sets or replaces a password and ends the account's sessions; at least 10 signs, blanks not counted. With `firstCodeUntil` it is a code
 * from a slip, which opens nothing but the choice of an own password.
 */
export async function setPassword(db: Db, at: At, given: { accountId: string; password: string; firstCodeUntil?: Instant }): Promise<void> {
  const passwordHash = await hashLongEnough(given.password);
  await asActor(db, publicScope(at.today), async (tx) => {
    const firstCodeUntil = given.firstCodeUntil ?? null;
    await store.savePassword(tx, { accountId: given.accountId, passwordHash, now: at.now, firstCodeUntil });
    await store.endSessions(tx, given.accountId);
  });
}

/** A first code; of several given at once one wins, and the others are told by false. */
export async function giveCodeTo(
  db: Db,
  at: At,
  given: { accountId: string; code: string; until: Instant; before: string | null },
): Promise<boolean> {
  const { accountId, code, until, before } = given;
  const passwordHash = await hashLongEnough(code);
  return asActor(db, publicScope(at.today), async (tx) => {
    const won = await store.saveFirstCode(tx, { accountId, passwordHash, now: at.now, firstCodeUntil: until, before });
    if (won) await store.endSessions(tx, accountId);
    return won;
  });
}

async function hashLongEnough(password: string): Promise<string> {
  if ([...password.replaceAll(/\s/gu, '')].length < LEAST_SIGNS) throw new HttpProblem(400, 'password-too-short');
  return hashPassword(password);
}

/**
 * The person's own choice in place of what they came with: of several who came with the same, one wins. Throws `password-as-before`,
 * or `password-set-elsewhere` where somebody was first.
 */
export async function choosePassword(
  db: Db,
  at: At,
  given: { accountId: string; password: string; token: string; before: string | null },
): Promise<void> {
  const { accountId, before, token } = given;
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asActor(db, publicScope(at.today), work);
  const mine = hashToken(token);
  if (before !== null) {
    if (await checkPassword(before, given.password)) throw new HttpProblem(400, 'password-as-before');
    const passwordHash = await hashLongEnough(given.password);
    const won = await inTx(async (tx) => {
      const replaced = await store.replacePassword(tx, { accountId, passwordHash, now: at.now, before });
      if (replaced) await store.endOtherSessions(tx, accountId, mine);
      return replaced;
    });
    if (won) return;
  }
  // Pressed twice: the same password, set a moment ago.
  const there = await inTx((tx) => store.readCredential(tx, accountId));
  if (there !== null && there.firstCodeUntil === null && (await checkPassword(there.passwordHash, given.password))) return;
  await inTx((tx) => store.endSession(tx, mine));
  throw new HttpProblem(409, 'password-set-elsewhere');
}

/** Pressed twice, and the first press was through: this session was opened within the time of the step, by that very password. */
export async function isChosen(db: Db, at: At, token: string, password: string): Promise<boolean> {
  const credential = await asActor(db, publicScope(at.today), async (tx) => {
    const session = await findSession(tx, token, at.now);
    const over = session === null || session.createdAt < ago(at.now, SESSION.stepMinutes * MINUTE);
    return over ? null : store.readCredential(tx, session.accountId);
  });
  return credential !== null && credential.firstCodeUntil === null && checkPassword(credential.passwordHash, password);
}

/** The code from a slip that is still to be replaced; null: it was, or there is none. */
export async function readFirstCode(db: Db, at: At, accountId: string): Promise<string | null> {
  const credential = await asActor(db, publicScope(at.today), (tx) => store.readCredential(tx, accountId));
  return credential === null || credential.firstCodeUntil === null ? null : credential.passwordHash;
}

/** The session of a token while it lasts and waits for nothing. Only in a transaction that runs for nobody. */
export async function findSession(tx: Tx, token: string, now: Instant): Promise<store.SessionRow | null> {
  const tokenHash = hashToken(token);
  const session = await store.findSession(tx, tokenHash);
  if (session === null) return null;
  const over = session.createdAt < ago(now, SESSION.wholeDays * DAY) || session.lastSeenAt < ago(now, SESSION.idleHours * 60 * MINUTE);
  if (over) return null;
  // One write in five minutes is enough to know that somebody is there.
  if (session.lastSeenAt < ago(now, 5 * MINUTE)) await store.touchSession(tx, tokenHash, now);
  return session;
}

// ---- the cookie ----------------------------------------------------------------------------------------------------

/** `__Host-` makes the browser demand https, the whole host and no other path; it cannot be had over plain http. */
export const cookieName = (secure: boolean): string => (secure ? '__Host-vuon' : 'vuon');

export function readToken(request: FastifyRequest, secure: boolean): string | null {
  const token = request.cookies[cookieName(secure)];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : null;
}

export function giveToken(reply: FastifyReply, token: string, secure: boolean): void {
  const maxAge = SESSION.wholeDays * (DAY / 1000);
  void reply.setCookie(cookieName(secure), token, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge });
}

export function takeToken(reply: FastifyReply, secure: boolean): void {
  void reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'strict', secure });
}

const KNOWN_DAYS = 365;
const knownName = (secure: boolean): string => (secure ? '__Host-vuon-known' : 'vuon-known');

/** The mark of a browser that has signed in before; stays when the session ends. */
export function readMark(request: FastifyRequest, secure: boolean): string {
  return request.cookies[knownName(secure)] ?? '';
}

export function giveMark(reply: FastifyReply, mark: string, secure: boolean): void {
  const maxAge = KNOWN_DAYS * (DAY / 1000);
  void reply.setCookie(knownName(secure), mark, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge });
}

export async function signOut(db: Db, at: At, token: string): Promise<void> {
  await asActor(db, publicScope(at.today), (tx) => store.endSession(tx, hashToken(token)));
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function windowAt(now: Instant) {
  return { now, since: ago(now, LOCKOUT.windowMinutes * MINUTE), lockedUntil: instantOf(millisOf(now) + LOCKOUT.lockMinutes * MINUTE) };
}

function locked(until: string, now: Instant): HttpProblem {
  const left = Date.parse(until) - millisOf(now);
  return new HttpProblem(429, 'sign-in-locked', { minutes: Math.max(1, Math.ceil(left / MINUTE)) });
}

/**
 * Signing in and out (đăng nhập, đăng xuất): a name and a password become a session; too many wrong tries lock the name for
 * a while, whether such an account exists or not. The browser keeps a random token in a cookie that scripts cannot read.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Instant, instantOf, millisOf, type PlainDate } from '../../core/kernel/dates.ts';
import { HttpProblem } from '../http/problem.ts';
import { asActor, type Db, publicScope, type Tx } from '../http/transaction.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import * as store from './store.ts';

/** Wrong tries within the window before the name is locked, and for how long. */
export const LOCKOUT = { tries: 5, windowMinutes: 15, lockMinutes: 15 } as const;
/** A session ends after so long without a request, and in any case after the second. */
export const SESSION = { idleHours: 12, wholeDays: 7 } as const;

const MINUTE = 60_000;
const DAY = 86_400_000;
const ago = (now: Instant, millis: number): Instant => instantOf(millisOf(now) - millis);

export interface At {
  readonly today: PlainDate;
  readonly now: Instant;
}

/** The new session's token. Throws `sign-in-failed` or `sign-in-locked`; both say nothing of whether the name exists. */
export async function signIn(db: Db, at: At, given: { username: string; password: string }): Promise<string> {
  const username = given.username.trim().toLowerCase();
  const asNobody = <T>(work: (tx: Tx) => Promise<T>) => asActor(db, publicScope(at.today), work);
  const { attempt, account } = await asNobody(async (tx) => ({
    attempt: await store.countAttempt(tx, { username, limit: LOCKOUT.tries, ...windowAt(at.now) }),
    account: await store.findAccount(tx, username),
  }));
  if (attempt.lockedUntil !== null) throw locked(attempt.lockedUntil, at.now);
  if (!(await checkPassword(account?.passwordHash ?? null, given.password)) || account === null) {
    throw new HttpProblem(401, 'sign-in-failed', { left: LOCKOUT.tries - attempt.failures });
  }
  const token = randomBytes(32).toString('base64url');
  await asNobody(async (tx) => {
    await store.forgetAttempts(tx, username);
    await store.forgetOldAttempts(tx, ago(at.now, DAY));
    await store.endOldSessions(tx, {
      createdBefore: ago(at.now, SESSION.wholeDays * DAY),
      lastSeenBefore: ago(at.now, SESSION.idleHours * 60 * MINUTE),
    });
    await store.addSession(tx, { tokenHash: hashToken(token), accountId: account.accountId, now: at.now });
  });
  return token;
}

/** Sets or replaces a password and ends the account's sessions. For the command line; at least 10 signs. */
export async function setPassword(db: Db, at: At, given: { accountId: string; password: string }): Promise<void> {
  if ([...given.password].length < 10) throw new HttpProblem(400, 'password-too-short');
  const passwordHash = await hashPassword(given.password);
  await asActor(db, publicScope(at.today), async (tx) => {
    await store.savePassword(tx, { accountId: given.accountId, passwordHash, now: at.now });
    await store.endSessions(tx, given.accountId);
  });
}

/** The session of a token while it lasts. Only in a transaction that runs for nobody. */
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

export async function signOut(db: Db, at: At, token: string): Promise<void> {
  await asActor(db, publicScope(at.today), (tx) => store.endSession(tx, hashToken(token)));
}

function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function windowAt(now: Instant) {
  return { now, since: ago(now, LOCKOUT.windowMinutes * MINUTE), lockedUntil: instantOf(millisOf(now) + LOCKOUT.lockMinutes * MINUTE) };
}

function locked(until: string, now: Instant): HttpProblem {
  const left = Date.parse(until) - millisOf(now);
  return new HttpProblem(429, 'sign-in-locked', { minutes: Math.max(1, Math.ceil(left / MINUTE)) });
}

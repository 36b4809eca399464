/**
 * One's own account (tài khoản của tôi): password, second factor, sessions. Nobody else's is reached from here; sensitive changes
 * ask for the password or a number again, so that an open screen is not enough.
 */
import * as z from 'zod';
import { isGreat } from '../../core/access/second-factor.ts';
import type { OwnAccountView } from '../../core/access/views.ts';
import { formatInstantVi, instantOf } from '../../core/kernel/dates.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type ContextWithoutTx, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { endSessionById, readAccounts, readSessions, type StoredAccount } from './account-store.ts';
import { holdsLater, viewPost } from './accounts.ts';
import { readSignInRule } from './installation.ts';
import { checkPassword } from './passwords.ts';
import type { Keys } from './keys.ts';
import { beginSetUp, hasSecondFactor, removeSecondFactor } from './second-factor.ts';
import { choosePassword, hashToken, LOCKOUT, readToken, windowAt } from './sign-in.ts';
import { checkSecondFactor, labelOf, tellFactor, turnOn } from './sign-in-routes.ts';
import * as store from './store.ts';

const number = z.strictObject({ number: z.string().trim().min(6).max(20) });
const limits = { method: 'POST', bodyLimit: 4_096, perMinute: 30 } as const;

export function ownRoutes(server: Server, keys: Keys): void {
  const tokenOf = ({ request }: ContextWithoutTx): string => readToken(request, server.secure(request)) ?? '';
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/me',
    handle: async (context): Promise<OwnAccountView> => {
      const { username, displayName, posts } = await ownAccount(context);
      const asked = await asActor(context.db, publicScope(context.today), async (tx) => ({
        sessions: await readSessions(tx, context.actor.accountId, hashToken(tokenOf(context))),
        secondFactor: await hasSecondFactor(tx, context.actor.accountId),
        rule: await readSignInRule(tx),
      }));
      return {
        ...{ username, displayName, sessions: asked.sessions, secondFactor: asked.secondFactor },
        posts: posts.filter((post) => holdsLater(post, context.today)).map((post) => viewPost(context, post)),
        secondFactorDemanded: asked.rule === 'demanded' && isGreat(context.actor.grants, context.today),
      };
    },
  });
  routeWithoutTransaction(server, {
    ...limits,
    url: '/api/me/password',
    body: z.strictObject({ current: z.string().min(1).max(200), password: z.string().min(1).max(200) }),
    handle: async (context, { body }) => {
      const { accountId, username } = await ownAccount(context);
      const before = await checkOwnPassword(context, { accountId, password: body.current });
      if (body.password.trim().toLowerCase() === username) throw new HttpProblem(400, 'password-as-before');
      await choosePassword(context.db, context, { accountId, password: body.password, token: tokenOf(context), before });
      return {};
    },
  });
  routeWithoutTransaction(server, {
    ...limits,
    url: '/api/me/sessions/end',
    body: z.strictObject({ sessionId: z.uuid() }),
    handle: async (context, { body }) => {
      await asActor(context.db, publicScope(context.today), (tx) => endSessionById(tx, context.actor.accountId, body.sessionId));
      return {};
    },
  });
  factorRoutes(server, keys);
}

function factorRoutes(server: Server, keys: Keys): void {
  routeWithoutTransaction(server, {
    ...limits,
    url: '/api/me/second-factor/set-up',
    body: z.strictObject({ current: z.string().min(1).max(200) }),
    handle: async (context, { body }) => {
      const own = await ownAccount(context);
      await checkOwnPassword(context, { accountId: own.accountId, password: body.current });
      return asActor(context.db, publicScope(context.today), async (tx) =>
        beginSetUp(tx, { accountId: own.accountId, keys }, await labelOf(tx, own)),
      );
    },
  });
  routeWithoutTransaction(server, {
    ...limits,
    url: '/api/me/second-factor/confirm',
    body: number,
    handle: async ({ db, today, now, actor }, { body }) => ({
      recoveryCodes: await turnOn(db, { today, now }, { accountId: actor.accountId, keys }, body.number),
    }),
  });
  routeWithoutTransaction(server, {
    ...limits,
    url: '/api/me/second-factor/remove',
    body: number,
    handle: async (context, { body }) => {
      const { db, today, actor } = context;
      await checkSecondFactor(db, context, { accountId: actor.accountId, keys }, body.number);
      await tellFactor(db, context, { accountId: actor.accountId, on: false });
      await asActor(db, publicScope(today), (tx) => removeSecondFactor(tx, actor.accountId));
      return {};
    },
  });
}

async function ownAccount({ db, scope, actor }: ContextWithoutTx): Promise<StoredAccount> {
  const [own] = await asActor(db, scope, (tx) => readAccounts(tx, [actor.accountId]));
  if (own === undefined) throw notFound();
  return own;
}

/**
 * Wrong tries lock as those of the sign-in page do, each account's own. What is stored of the right one, or throws `password-wrong` or
 * `password-locked`.
 */
async function checkOwnPassword(context: ContextWithoutTx, given: { accountId: string; password: string }): Promise<string | null> {
  const { db, today, now } = context;
  const whose = `own ${given.accountId}`;
  const { attempt, stored } = await asActor(db, publicScope(today), async (tx) => ({
    attempt: await store.countAttempt(tx, { whose, limit: LOCKOUT.tries, ...windowAt(now) }),
    stored: (await store.readCredential(tx, given.accountId))?.passwordHash ?? null,
  }));
  if (attempt.lockedUntil !== null) throw ownLocked(attempt.lockedUntil);
  if (!(await checkPassword(stored, given.password))) {
    const left = LOCKOUT.tries - attempt.failures;
    if (left > 0) throw new HttpProblem(401, 'password-wrong', { left });
    const { lockedUntil } = windowAt(now);
    await asActor(db, publicScope(today), (tx) => store.lockAttempts(tx, whose, lockedUntil));
    throw ownLocked(lockedUntil);
  }
  await asActor(db, publicScope(today), (tx) => store.forgetAttempts(tx, whose));
  return stored;
}

function ownLocked(until: string): HttpProblem {
  return new HttpProblem(429, 'password-locked', { until: formatInstantVi(instantOf(Date.parse(until))) });
}

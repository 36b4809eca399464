/**
 * Who asks (người gửi yêu cầu): from the cookie to the actor with their posts, and the scope that the database is told.
 * Made once per server, handed to the routes by server/main.ts.
 */
import type { FastifyRequest } from 'fastify';
import { inForce } from '../../core/access/may.ts';
import { reachOf } from '../../core/access/reach.ts';
import type { Enter, SignedIn } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { keepAreaTree } from './areas.ts';
import { deviceOf } from './device.ts';
import { admitPhone, phoneSaid } from './phones.ts';
import { type At, findSession, hashToken, readToken } from './sign-in.ts';

export interface Entrance {
  readonly enter: Enter;
  /** For the answer to a sign-in, whose request has no cookie yet. */
  readonly enterWithToken: (tx: Tx, token: string, at: At) => Promise<SignedIn | null>;
}

export function makeEntrance(secure: (request: FastifyRequest) => boolean): Entrance {
  const readTree = keepAreaTree();
  const enterWithToken: Entrance['enterWithToken'] = async (tx, token, { today, now }) => {
    const session = await findSession(tx, token, now);
    // Whoever holds no post today has nothing to do here; the sign-in page says why.
    if (session === null || !session.grants.some((grant) => inForce(grant, today))) return null;
    const tree = await readTree(tx);
    const actor = { accountId: session.accountId, grants: session.grants };
    const scope = { accountId: session.accountId, reach: reachOf(actor, tree, today), today };
    return { actor, displayName: session.displayName, tree, scope };
  };
  const enter: Enter = async (tx, request, at) => {
    const token = readToken(request, secure(request));
    const signedIn = token === null ? null : await enterWithToken(tx, token, at);
    // Several people share a phone: what one of them kept there is not sent or fetched as another who signed in since.
    const meant = request.headers['x-vuon-account'];
    if (token === null || signedIn === null || (meant !== undefined && signedIn.actor.accountId !== meant)) return null;
    const phoneId = phoneSaid(request);
    if (phoneId === null) return signedIn;
    const { accountId } = signedIn.actor;
    const coming = { phoneId, accountId, tokenHash: hashToken(token), device: deviceOf(request), now: at.now };
    return (await admitPhone(tx, coming)) ? signedIn : null;
  };
  return { enter, enterWithToken };
}

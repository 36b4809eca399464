/**
 * Sign-in, sign-out, who am I, and the log of reads (đường dẫn đăng nhập và nhật ký). What a session is told about the
 * round comes in as `describe`, since rounds are a later room.
 */
import * as z from 'zod';
import { reveal, shownRead } from '../../core/shown.ts';
import type { SessionView } from '../../core/views.ts';
import { HttpProblem } from '../http/problem.ts';
import { type Context, mayOrThrow, openRouteWithoutTransaction, readersIn, route, type Server } from '../http/route.ts';
import { asActor, type Db, enterScope, publicScope } from '../http/transaction.ts';
import type { Entrance } from './enter.ts';
import { getInstallation } from './installation.ts';
import { logLook, readLog } from './read-log.ts';
import { type At, giveToken, readToken, signIn, signOut, takeToken } from './sign-in.ts';

export type Describe = (context: Pick<Context, 'tx' | 'actor' | 'displayName' | 'tree' | 'today'>) => Promise<SessionView>;

export interface AccessRoutesOptions {
  readonly describe: Describe;
  readonly entrance: Entrance;
  /** Most sign-ins of one address in a minute. */
  readonly signInsPerMinute: number;
}

const PAGE = 100;
const credentials = z.strictObject({ username: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) });

export function accessRoutes(server: Server, options: AccessRoutesOptions): void {
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/sign-in',
    body: credentials,
    bodyLimit: 4_096,
    perMinute: options.signInsPerMinute,
    handle: async ({ db, today, now, request, reply }, { body }) => {
      const at = { today, now };
      const token = await signIn(db, at, body);
      const session = await describeToken(db, at, token, options);
      giveToken(reply, token, server.secure(request));
      return { session };
    },
  });
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
  route(server, { method: 'GET', url: '/api/session', handle: (context) => options.describe(context) });
  logRoute(server);
}

/** `GET /api/read-log?household=&before=`: for the auditor of the whole province; reading it is itself a look. */
function logRoute(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/read-log',
    query: z.strictObject({ household: z.uuid().optional(), before: z.coerce.number().int().positive().optional() }),
    handle: async (context, { query }) => {
      const { provinceId } = await getInstallation(context.tx);
      mayOrThrow(context, 'read-log', provinceId);
      const lines = await readLog(context.tx, { before: query.before ?? null, householdId: query.household ?? null, limit: PAGE });
      await logLook(context, { kind: 'log', purpose: 'audit', rows: lines.length, areaId: provinceId });
      const readers = readersIn(context, provinceId);
      return {
        lines: lines.flatMap((line) => reveal(shownRead, readers, line) ?? []),
        next: lines.length === PAGE ? (lines.at(-1)?.readId ?? null) : null,
      };
    },
  });
}

function describeToken(db: Db, at: At, token: string, options: AccessRoutesOptions): Promise<SessionView> {
  return asActor(db, publicScope(at.today), async (tx) => {
    const signedIn = await options.entrance.enterWithToken(tx, token, at);
    if (signedIn === null) throw new HttpProblem(403, 'grant-not-in-force');
    await enterScope(tx, signedIn.scope);
    return options.describe({ ...signedIn, today: at.today, tx });
  });
}

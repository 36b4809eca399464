/**
 * Sign-in, sign-out, who am I, and the log of reads (đường dẫn đăng nhập và nhật ký). What a session is told about the
 * round comes in as `describe`, since rounds are a later room.
 */
import * as z from 'zod';
import { reveal, shownRead } from '../../core/shown.ts';
import { mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import { accountRoutes, type AccountRoutesOptions } from './account-routes.ts';
import { getInstallation } from './installation.ts';
import { ownRoutes } from './own-routes.ts';
import { logLook, readLog } from './read-log.ts';
import { signInRoutes, type SignInRoutesOptions } from './sign-in-routes.ts';

export type { Describe } from './sign-in-routes.ts';

export type AccessRoutesOptions = SignInRoutesOptions & AccountRoutesOptions;

const PAGE = 100;

export function accessRoutes(server: Server, options: AccessRoutesOptions): void {
  signInRoutes(server, options);
  ownRoutes(server);
  accountRoutes(server, options);
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

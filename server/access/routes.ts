/**
 * Sign-in, sign-out, who am I, and the log of reads (đường dẫn đăng nhập và nhật ký). What a session is told about the
 * round comes in as `describe`, since rounds are a later room.
 */
import * as z from 'zod';
import { inForce, ROLES_OF_ACTION } from '../../core/access/may.ts';
import type { AuditLine, AuditView, UnusualLine } from '../../core/access/views.ts';
import { periodAt } from '../../core/kernel/areas.ts';
import { addDays, date, dayInVietnam, instantOf } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { reveal, shownAudit, shownRead } from '../../core/shown.ts';
import { forbidden } from '../http/problem.ts';
import { type Context, mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import { readBlindOf } from '../ledger/back-checks.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { findNamed, type FoundUnusual, readLooks, readPurposes, readUnusual, readWritten, type StoredLine } from './audit.ts';
import { accountRoutes, type AccountRoutesOptions } from './account-routes.ts';
import { hamletRoutes } from './hamlets.ts';
import { getInstallation } from './installation.ts';
import { ownRoutes } from './own-routes.ts';
import { logLook, readLog } from './read-log.ts';
import { signInRoutes, type SignInRoutesOptions } from './sign-in-routes.ts';

export type { Describe } from './sign-in-routes.ts';

export type AccessRoutesOptions = SignInRoutesOptions & AccountRoutesOptions;

const PAGE = 100;

export function accessRoutes(server: Server, options: AccessRoutesOptions): void {
  signInRoutes(server, options);
  ownRoutes(server, options.keys);
  accountRoutes(server, options);
  hamletRoutes(server, options.readRows);
  route(server, { method: 'GET', url: '/api/session', handle: (context) => options.describe(context) });
  logRoute(server);
  auditRoute(server);
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
      const tells = await silence(context);
      const lines = await readLog(context.tx, { before: query.before ?? null, householdId: query.household ?? null, limit: PAGE });
      await logLook(context, { kind: 'log', purpose: 'audit', rows: lines.length, areaId: provinceId });
      const readers = readersIn(context, provinceId);
      return {
        lines: lines.filter(tells).flatMap((line) => reveal(shownRead, readers, line) ?? []),
        next: lines.length === PAGE ? (lines.at(-1)?.readId ?? null) : null,
      };
    },
  });
}

/** `GET /api/log`: the auditor's page, for the area of their post; reading it is itself a look. */
function auditRoute(server: Server): void {
  // The day after the last one must be a day too.
  const day = z.iso
    .date()
    .refine((text) => text < '9999')
    .optional();
  route(server, {
    method: 'GET',
    url: '/api/log',
    query: z.strictObject({
      part: z.enum(['reads', 'events', 'unusual']),
      by: z.string().trim().toLowerCase().max(100).optional(),
      household: z.string().trim().max(64).optional(),
      purpose: z.string().max(200).optional(),
      from: day,
      to: day,
      before: z.coerce.number().int().positive().optional(),
    }),
    handle: async (context, { query }): Promise<AuditView> => {
      const areaId = auditedArea(context);
      mayOrThrow(context, 'read-log', areaId);
      const none = { lines: [], unusual: [], purposes: await readPurposes(context.tx), next: null };
      if (query.part === 'unusual') {
        const found = await readUnusual(context.tx, context);
        await logLook(context, { kind: 'log', purpose: 'audit', rows: found.length, areaId });
        return { ...none, unusual: found.map((each) => viewUnusual(context, each)) };
      }
      const { by = null, household = '', purpose = null, from = null, to, before = null } = query;
      const until = to === undefined ? null : addDays(date(to), 1);
      const households = household === '' ? null : await findNamed(context.tx, household);
      const read = query.part === 'reads' ? readLooks : readWritten;
      const lines = await read(context.tx, { by, households, purpose, from, until, before, limit: PAGE });
      await logLook(context, { kind: 'log', purpose: 'audit', rows: lines.length, areaId });
      const next = lines.length === PAGE ? (lines.at(-1)?.id ?? null) : null;
      const tells = await silence(context);
      return { ...none, lines: lines.filter(tells).flatMap((line) => viewLine(context, line, areaId) ?? []), next };
    },
  });
}

/** Of a household that this person is to ask once more, what was written and looked at since its round began tells what was found in it. */
async function silence({ tx, actor }: Context): Promise<(line: { readonly householdId: string | null; readonly at: string }) => boolean> {
  const blind = await readBlindOf(sqlOfKysely(tx), actor);
  return ({ householdId, at }) => {
    const since = householdId === null ? undefined : blind.get(householdId)?.since;
    return since === undefined || dayInVietnam(instantOf(Date.parse(at))) < since;
  };
}

/** The area of the person's own post as an auditor; row security keeps to it. */
function auditedArea({ actor, today }: Context): string {
  const post = actor.grants.find((grant) => ROLES_OF_ACTION['read-log'].includes(grant.role) && inForce(grant, today));
  if (post === undefined) throw forbidden('not-your-role');
  return post.areaId;
}

function viewLine(context: Context, line: StoredLine, areaId: string): AuditLine | null {
  const { hamletId, areaId: where, id, at, by, kind, householdId, headName, purpose, rows, whose } = line;
  return reveal(shownAudit, readersIn(context, hamletId ?? areaId), {
    ...{ id, at, by, kind, householdId, headName, purpose, rows, whose },
    areaName: where === null ? null : nameOf(context, where),
  });
}

function viewUnusual(context: Context, { rule, at, by, households, hamletId }: FoundUnusual): UnusualLine {
  return { rule, at: instantOf(at), by, households, areaName: hamletId === null ? null : nameOf(context, hamletId) };
}

function nameOf({ tree, today }: Context, areaId: string): string | null {
  return isAreaId(areaId) ? (periodAt(tree, areaId, today)?.name ?? null) : null;
}

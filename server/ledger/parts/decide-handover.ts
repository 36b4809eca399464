/**
 * A refused form handed to the commune, and the commune's word (chuyển cho xã): kept in the book of the hamlet for which it was
 * written, also by somebody whose post there has ended since, so that nothing they wrote is lost with it.
 */
import { ROLES_OF_ACTION } from '../../../core/access/may.ts';
import { dayInVietnam, parseInstant } from '../../../core/kernel/dates.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { type Handover, type HandoverEvent, handoversOf, MOST_HANDED, type Signed } from '../../../core/sync/handover.ts';
import type { Sql } from '../sql.ts';
import { pathOn } from './areas.ts';
import { type Decided, findHamlet, itself } from './decide-household.ts';
import { accountOf, forbidsTied, refuse, type World } from './world.ts';

export function decideHandover(world: World, command: CommandOf<'handed-over'> | CommandOf<'handover-settled'>): Promise<Decided> {
  return command.kind === 'handed-over' ? handOver(world, command) : settleHandover(world, command);
}

async function handOver(world: World, command: CommandOf<'handed-over'>): Promise<Decided> {
  const { householdId, hamletId, form } = command.payload;
  if (!world.areas.has(hamletId)) return refuse({ code: 'hamlet-unknown' });
  if (!served(world, hamletId)) return refuse({ code: 'not-your-area' });
  const book = world.bookOfArea.get(hamletId);
  if (book?.kind !== 'hamlet' || !world.heads.has(book.bookId)) return refuse({ code: 'not-your-area' });
  if (book.closedAt !== null) return refuse({ code: 'book-closed' });
  // What was forgotten does not come back on a form, wherever it was.
  if (await isErased(world.sql, householdId)) return refuse({ code: 'household-not-present', state: 'erased' });
  if (form.length > MOST_HANDED) return refuse({ code: 'handover-too-long', most: MOST_HANDED });
  const beside = await findBeside(world.sql, command.payload);
  if (beside !== null) return refuse({ code: 'handover-of-another', ...(await signedBy(world.sql, beside)) });
  const stands = await findHandover(world, command.payload);
  const mine = stands === null || (stands.handed.accountId === accountOf(world.who) && stands.handed.householdId === householdId);
  if (!mine) return refuse({ code: 'handover-of-another', ...(await signedBy(world.sql, stands.handed)) });
  if (stands !== null && stands.end === null) return refuse({ code: 'handover-open', ...(await signedBy(world.sql, stands.handed)) });
  note(world, command);
  return ok([itself(book, command, { kind: 'handed-over', body: command.payload })]);
}

/** Held, now or once, a post that keeps lists of this hamlet. */
function served({ who, areas, clock }: World, hamletId: string): boolean {
  if (who === 'system') return true;
  const path = pathOn(areas, hamletId, clock.today);
  return who.actor.grants.some(({ role, areaId }) => ROLES_OF_ACTION['keep-on-device'].includes(role) && path.includes(areaId));
}

/** The first word of the commune stands; who speaks after it is told whose that was. */
async function settleHandover(world: World, command: CommandOf<'handover-settled'>): Promise<Decided> {
  const { payload } = command;
  const hamlet = findHamlet(world, 'settle-handover', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const tied = forbidsTied(world, 'settle-handover', world.dossiers.get(payload.householdId));
  if (tied !== null) return refuse(tied);
  const stands = await findHandover(world, payload);
  if (stands === null || stands.handed.householdId !== payload.householdId) return refuse({ code: 'handover-unknown' });
  if (stands.end !== null) return refuse({ code: 'handover-answered', ...(await signedBy(world.sql, stands.end)) });
  note(world, command);
  return ok([itself(hamlet.value, command, { kind: 'handover-settled', body: payload })]);
}

async function isErased(sql: Sql, householdId: string): Promise<boolean> {
  const [row] = await sql.query<{ erased: boolean }>('select is_erased($1) as erased', [householdId]);
  return row?.erased === true;
}

/** Who used the id first in another hamlet of the commune: one list shows both, so one after the other they are asked. */
async function findBeside(
  sql: Sql,
  { handoverId, hamletId }: { readonly handoverId: string; readonly hamletId: string },
): Promise<Signed | null> {
  await sql.query("select pg_advisory_xact_lock(hashtext('vuon handover ' || $1))", [handoverId]);
  const [row] = await sql.query<Signed & Record<string, unknown>>(
    'select account_id as "accountId", recorded_at as at from handed_over_beside($1, $2)',
    [handoverId, hamletId],
  );
  return row ?? null;
}

/** As it stands in the hamlet's book; null where nothing of it can be read. */
async function findHandover(
  world: World,
  { handoverId, hamletId }: { readonly handoverId: string; readonly hamletId: string },
): Promise<Handover | null> {
  const events = world.handovers.get(hamletId) ?? (await readHandovers(world.sql, hamletId));
  world.handovers.set(hamletId, events);
  return handoversOf(events.filter(({ body }) => body.handoverId === handoverId)).get(handoverId) ?? null;
}

/** All of a hamlet, without what was handed over: read once for a batch, which may hand in hundreds. */
async function readHandovers(sql: Sql, hamletId: string): Promise<HandoverEvent[]> {
  const rows = await sql.query<{ kind: HandoverEvent['kind']; body: string; at: string; accountId: string }>(
    `select e.kind, (p.body::jsonb - 'form')::text as body, e.recorded_at as at, e.account_id as "accountId"
       from event e join payload p on p.event_id = e.event_id
      where e.kind in ('handed-over', 'handover-settled') and e.hamlet_id = $1 order by e.seq`,
    [hamletId],
  );
  return rows.map(({ kind, body, at, accountId }) => ({ kind, body: JSON.parse(body), at, accountId }));
}

/** What this batch adds. The book's head is held: nobody else adds meanwhile. */
function note(world: World, { kind, payload }: CommandOf<'handed-over'> | CommandOf<'handover-settled'>): void {
  const signed = { at: world.clock.now, accountId: accountOf(world.who) };
  // cast: kind and payload belong together
  world.handovers.get(payload.hamletId)?.push({ kind, body: payload, ...signed } as HandoverEvent);
}

async function signedBy(sql: Sql, { accountId, at }: Signed): Promise<{ readonly by: string; readonly day: string }> {
  const [row] = await sql.query<{ by: string }>('select display_name as by from account where account_id = $1', [accountId]);
  const moment = parseInstant(at);
  return { by: row?.by ?? '', day: moment.ok ? dayInVietnam(moment.value) : at.slice(0, 10) };
}

/**
 * Legal holds, and letting go what is over its time (lệnh giữ dữ liệu, hết thời hạn lưu trữ): bodies go by an `erased` event that names no
 * household, with the period and its clause as the ground; what the dry run would not name is refused.
 */
import { isTrimmed, keepRuleOn, retentionGround } from '../../../core/access/retention.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { readOverTime } from '../retention.ts';
import type { Sql } from '../sql.ts';
import { communeOn, loadAreas } from './areas.ts';
import { type Decided, findHamlet } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { dropLooks, leftOf, printOfLooks, putLeft } from './left-over.ts';
import { forbids, refuse, type World } from './world.ts';

export async function setHold(world: World, { payload }: CommandOf<'hold-set'>): Promise<Decided> {
  const office = findOffice(world, 'hold-data', payload.communeId);
  if (!office.ok) return office;
  const { holdId, communeId, aboutHousehold } = payload;
  const [known] = await world.sql.query('select 1 from legal_hold where hold_id = $1', [holdId]);
  if (known !== undefined) return refuse({ code: 'hold-exists' });
  if (aboutHousehold !== null && !(await livesThere(world, communeId, aboutHousehold))) return refuse({ code: 'household-unknown' });
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'hold-set', body: payload } }]);
}

async function livesThere({ sql, areas, clock }: World, communeId: string, householdId: string): Promise<boolean> {
  const [row] = await sql.query<{ hamletId: string }>('select hamlet_id as "hamletId" from household_books(array[$1::uuid])', [
    householdId,
  ]);
  if (row === undefined) return false;
  const commune = communeOn(areas, row.hamletId, clock.today);
  if (commune !== null) return commune === communeId;
  const [there] = await sql.query(
    `select 1 from area_period where area_id = $1 and parent_id = $2 and valid_from <= $3::date and (valid_to is null or $3::date < valid_to)`,
    [row.hamletId, communeId, clock.today],
  );
  return there !== undefined;
}

export async function endHold(world: World, { payload }: CommandOf<'hold-ended'>): Promise<Decided> {
  const office = findOffice(world, 'hold-data', payload.communeId);
  if (!office.ok) return office;
  const { sql, clock } = world;
  const [hold] = await sql.query<{ communeId: string }>(
    'select commune_id as "communeId" from legal_hold where hold_id = $1 and ended_on is null',
    [payload.holdId],
  );
  if (hold === undefined) return refuse({ code: 'hold-unknown' });
  if (hold.communeId !== payload.communeId) {
    const heirs = await readHeirs(sql, hold.communeId, clock.today);
    if (!heirs.includes(payload.communeId)) return refuse({ code: 'hold-unknown' });
    // Of a commune that was cut it keeps what went to each: only who may in all of them ends it.
    const areas = await loadAreas(sql, heirs);
    for (const heir of heirs) {
      const forbidden = forbids({ ...world, areas }, 'hold-data', heir);
      if (forbidden !== null) return refuse(forbidden);
    }
  }
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'hold-ended', body: payload } }]);
}

/** Of a commune that is no more, those that are there on that day. */
async function readHeirs(sql: Sql, communeId: string, day: string): Promise<string[]> {
  const rows = await sql.query<{ areaId: string }>(
    `select area_id as "areaId" from area_period
      where area_id = any (commune_heirs($1)) and valid_from <= $2::date and (valid_to is null or $2::date < valid_to) order by 1`,
    [communeId, day],
  );
  return rows.map(({ areaId }) => areaId);
}

export async function letGo(world: World, { payload }: CommandOf<'apply-retention'>): Promise<Decided> {
  const { hamletId, what, eventIds, office } = payload;
  const hamlet = findHamlet(world, 'erase', hamletId);
  if (!hamlet.ok) return hamlet;
  const { today } = world.clock;
  const over = await readOverTime(world.sql, what, { hamletId, today });
  const named = what === 'access-log' ? (payload.readIds ?? []).map(String) : eventIds;
  const spare = what === 'access-log' ? eventIds.length > 0 : payload.readIds !== undefined;
  const asked = new Set(named);
  // Of what goes only together all or none: with the one gone nobody would find the other any more.
  const going = (over?.sets ?? []).filter((set) => set.every((id) => asked.has(id))).flat();
  if (spare || asked.size === 0 || asked.size !== named.length || going.length !== asked.size) return refuse({ code: 'retention-not-due' });
  // Pictures of households go one by one, each by its own act.
  if (what === 'photos' && !(await areOfWalls(world.sql, hamletId, eventIds))) return refuse({ code: 'retention-not-due' });
  const rule = keepRuleOn(what, today);
  if (rule === null) return refuse({ code: 'retention-not-due' });
  const ground = retentionGround(what, rule.clause);
  const { bookId } = hamlet.value;
  if (what === 'access-log') {
    const looks = { hamletId, before: over?.before ?? today, count: named.length, print: printOfLooks(world, named), ground, office };
    return ok([{ bookId, householdId: null, said: { kind: 'looks-let-go', body: looks }, after: dropLooks(named) }]);
  }
  if (!isTrimmed(what)) return ok([{ bookId, householdId: null, said: { kind: 'erased', body: { eventIds, ground, office } } }]);
  const left = await leftOf(world, what, eventIds);
  const body = { eventIds, ground, office, left: left.map(({ eventId, commitment }) => ({ eventId, commitment })) };
  return ok([{ bookId, householdId: null, said: { kind: 'erased', body }, after: putLeft(what, left) }]);
}

async function areOfWalls(sql: Sql, hamletId: string, ids: readonly string[]): Promise<boolean> {
  const rows = await sql.query('select 1 from wall_picture where hamlet_id = $1 and picture_id = any ($2::uuid[])', [hamletId, ids]);
  return rows.length === ids.length;
}

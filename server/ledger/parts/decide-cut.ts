/**
 * A hamlet is cut (chia tách ấp): all its households move out in one act, its book closes, the new books open citing its last head,
 * and each household moves in where the command puts it. The area tree is told in the same act, by an `areas-loaded` of the province.
 */
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import { notBeforeStay, notInFuture } from '../../../core/register/rules.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Sql } from '../sql.ts';
import type { Plan } from './append.ts';
import type { Decided } from './decide-household.ts';
import { clashesMoved, type HandedOn, readClashing } from './clash-goes-on.ts';
import { carried } from './decide-moves.ts';
import { findProvince } from './decide-office.ts';
import { readDossiers } from './read-dossiers.ts';
import { isHamletKind } from './sound-areas.ts';
import { type Book, openBook, Overtaken, refuse, type World, unreadOf } from './world.ts';

type Payload = CommandOf<'cut-hamlet'>['payload'];

export async function cutHamlet(world: World, { payload }: CommandOf<'cut-hamlet'>): Promise<Decided> {
  const province = findProvince(world, 'manage-areas');
  if (!province.ok) return province;
  const old = world.bookOfArea.get(payload.hamletId);
  if (old === undefined || old.kind !== 'hamlet') return refuse({ code: 'hamlet-unknown' });
  if (old.closedAt !== null) return refuse({ code: 'book-closed' });
  if (!world.heads.has(old.bookId)) throw new Overtaken(`hamlet ${payload.hamletId}`);
  const fault = newAreaFault(world, payload);
  if (fault !== null) return refuse(fault);
  const present = await readPresent(world.sql, old.bookId);
  for (const [id, dossier] of await readDossiers(world.sql, unreadOf(world, present))) world.dossiers.set(id, dossier);
  const unsettled = findUnsettled(payload, present) ?? findUntimely(world, payload, present);
  if (unsettled !== null) return refuse(unsettled);
  const periods = await readPeriods(world.sql, payload);
  world.tellings = new Map([...world.tellings, ...(await readClashing(world.sql, present))]);
  return ok(plan(world, payload, { old, provinceBookId: province.value.bookId, periods }));
}

function newAreaFault(world: World, { into }: Payload): CommandProblem | null {
  const ids = into.flatMap(({ hamlet }) => [hamlet.areaId, hamlet.bookId]);
  if (new Set(ids).size !== ids.length) return { code: 'malformed', path: 'into', fault: 'twice' };
  for (const { hamlet } of into) {
    if (world.areas.get(hamlet.communeId)?.level !== 'commune') return { code: 'area-unknown', areaId: hamlet.communeId };
    if (world.areas.has(hamlet.areaId)) return { code: 'area-exists', areaId: hamlet.areaId };
    if (world.books.has(hamlet.bookId)) return { code: 'book-exists', bookId: hamlet.bookId };
    if (!isHamletKind(hamlet.kind)) return { code: 'area-kind-unknown', areaId: hamlet.areaId };
  }
  return null;
}

/** Every present household goes into exactly one new book, and nobody else does. */
function findUnsettled({ into }: Payload, present: readonly string[]): CommandProblem | null {
  const named = into.flatMap(({ householdIds }) => householdIds);
  const there = new Set(present);
  const left = present.filter((id) => !named.includes(id));
  const wrong = named.length - new Set(named).size + named.filter((id) => !there.has(id)).length;
  return left.length === 0 && wrong === 0 ? null : { code: 'households-not-settled', left: left.length, wrong };
}

function findUntimely(world: World, { on }: Payload, present: readonly string[]): CommandProblem | null {
  const timely = notInFuture(on, world.clock.today);
  if (!timely.ok) return timely.error;
  for (const id of present) {
    const file = world.dossiers.get(id)?.file;
    const fits = file === undefined || file === null ? timely : notBeforeStay(file, on);
    if (!fits.ok) return fits.error;
  }
  return null;
}

interface Ground {
  readonly old: Book;
  readonly provinceBookId: string;
  readonly periods: EventBody<'areas-loaded'>['periods'];
}

function plan(world: World, { hamletId, on, into }: Payload, { old, provinceBookId, periods }: Ground): Plan[] {
  const areas: Plan = {
    bookId: provinceBookId,
    householdId: null,
    said: {
      kind: 'areas-loaded',
      body: {
        areas: into.map(({ hamlet }) => ({ areaId: hamlet.areaId, level: 'hamlet' as const })),
        periods: [...periods, ...into.map(({ hamlet }) => periodOf(hamlet, on))],
        lineage: into.map(({ hamlet }) => ({ fromId: hamletId, toId: hamlet.areaId, on, how: into.length === 1 ? 'whole' : 'part' })),
      },
    },
  };
  const out = into.flatMap(({ hamlet, householdIds }) =>
    householdIds.map((householdId): Plan => {
      const body = { householdId, toBookId: hamlet.bookId, toHamletId: hamlet.areaId, on };
      return { bookId: old.bookId, householdId, said: { kind: 'moved-out', body } };
    }),
  );
  const clashes = into.flatMap(({ hamlet, householdIds }) => clashesOf(world, householdIds, hamlet).flatMap(({ closed }) => closed));
  const successors = into.map(({ hamlet }) => hamlet.bookId);
  const closed: Plan = {
    bookId: old.bookId,
    householdId: null,
    said: { kind: 'book-closed', body: { bookId: old.bookId, on, successors } },
  };
  return [areas, ...clashes, ...out, closed, ...into.flatMap((part) => planNew(world, part, { old, on }))];
}

function planNew(world: World, { hamlet, householdIds }: Payload['into'][number], { old, on }: { old: Book; on: string }): Plan[] {
  const { bookId, areaId } = hamlet;
  openBook(world, { bookId, kind: 'hamlet', areaId, hamletId: areaId, closedAt: null });
  const opened: Plan = {
    bookId,
    householdId: null,
    said: { kind: 'book-opened', body: { bookId, kind: 'hamlet', areaId, cites: [] } },
    cites: old.bookId,
  };
  const moved = householdIds.flatMap((householdId): Plan[] => {
    const file = world.dossiers.get(householdId)?.file;
    if (file === undefined || file === null) return [];
    const from = { fromBookId: old.bookId, fromHamletId: file.hamletId, fromHead: '' };
    const body = { householdId, ...from, hamletId: areaId, address: file.address, file: carried(file), on };
    return [{ bookId, householdId, said: { kind: 'moved-in', body }, cites: old.bookId }];
  });
  return [opened, ...moved, ...clashesOf(world, householdIds, hamlet).flatMap(({ told }) => told)];
}

function clashesOf(world: World, householdIds: readonly string[], { bookId, areaId }: Payload['into'][number]['hamlet']): HandedOn[] {
  return householdIds.flatMap((householdId) => {
    const dossier = world.dossiers.get(householdId);
    if (dossier === undefined || dossier.file === null) return [];
    return [clashesMoved(world, { file: dossier.file, dossier }, { bookId, hamletId: areaId })];
  });
}

function periodOf(hamlet: Payload['into'][number]['hamlet'], on: string): EventBody<'areas-loaded'>['periods'][number] {
  const { areaId, name, kind, communeId, synthetic } = hamlet;
  return { areaId, name, kind, synthetic, from: on, to: null, code: null, areaType: null, parentId: communeId };
}

async function readPresent(sql: Sql, bookId: string): Promise<string[]> {
  const rows = await sql.query<{ household_id: string }>(
    `select household_id from household where book_id = $1 and state = 'present' order by household_id`,
    [bookId],
  );
  return rows.map((row) => row.household_id);
}

/** The old hamlet's period that holds on the day, ended there. */
function readPeriods(sql: Sql, { hamletId, on }: Payload): Promise<EventBody<'areas-loaded'>['periods']> {
  return sql.query<EventBody<'areas-loaded'>['periods'][number] & Record<string, unknown>>(
    `select area_id as "areaId", valid_from as "from", $2::date as "to", code, name, kind, area_type as "areaType",
            parent_id as "parentId", synthetic
       from area_period
      where area_id = $1 and valid_from < $2::date and (valid_to is null or $2::date < valid_to)`,
    [hamletId, on],
  );
}

/**
 * Commands of an office that concern no household (lệnh của cơ quan): installation, areas, accounts, imports. Each runs alone
 * within its batch, and what it changes is read again before the next one.
 */
import { eventIdOf } from '../../../core/ledger/event.ts';
import { toHex } from '../../../core/ledger/chain.ts';
import type { CommandOf, EventKindName } from '../../../core/kinds.ts';
import { uuidFrom } from '../../../core/kernel/ids.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { notInFuture } from '../../../core/register/rules.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Action } from '../../../core/access/action.ts';
import type { Plan } from './append.ts';
import { loadStranded, periodOn } from './areas.ts';
import type { Decided } from './decide-household.ts';
import { CERTIFICATE_EVENTS } from './project-certificate.ts';
import { DRAW_EVENTS } from './project-back-check.ts';
import { FLAG_EVENTS } from './project-flag.ts';
import { HOLD_EVENTS } from './project-hold.ts';
import { INCOME_EVENTS } from './project-income.ts';
import { REQUEST_EVENTS } from './project-request.ts';
import { WALL_EVENTS } from './project-posting.ts';
import { SEAL_EVENTS } from './project-seal.ts';
import { isHamletKind, unsoundAreas } from './sound-areas.ts';
import { type Book, forbids, openBook, Overtaken, refuse, type World } from './world.ts';

/** The office's book, held, if the actor may do this there. */
export function findOffice(world: World, action: Action, areaId: string): Result<Book, CommandProblem> {
  if (!world.areas.has(areaId)) return refuse({ code: 'area-unknown', areaId });
  const forbidden = forbids(world, action, areaId);
  if (forbidden !== null) return refuse(forbidden);
  const book = world.bookOfArea.get(areaId);
  if (book === undefined || book.kind !== 'office') return refuse({ code: 'not-your-area' });
  if (!world.heads.has(book.bookId)) throw new Overtaken(`office ${areaId}`);
  return ok(book);
}

/** The book of the installation's own province. */
export function findProvince(world: World, action: Action): Result<Book, CommandProblem> {
  if (world.installation === null) return refuse({ code: 'not-installed' });
  return findOffice(world, action, world.installation.provinceId);
}

export function createInstallation(world: World, { payload }: CommandOf<'installation-created'>): Decided {
  if (world.who !== 'system') return refuse({ code: 'not-your-role' });
  if (world.installation !== null) return refuse({ code: 'already-installed' });
  const book = openOffice(world, payload.installationId, payload.provinceId);
  return ok([opened(world, book), { bookId: book.bookId, householdId: null, said: { kind: 'installation-created', body: payload } }]);
}

/** Every unit above the hamlets is an office with a book of its own. */
export function loadAreas(world: World, { payload }: CommandOf<'areas-loaded'>): Decided {
  const province = world.installation === null ? null : world.bookOfArea.get(world.installation.provinceId);
  if (world.who !== 'system') {
    const allowed = findProvince(world, 'manage-areas');
    if (!allowed.ok) return allowed;
  }
  if (world.installation === null || province === null || province === undefined) return refuse({ code: 'not-installed' });
  const { installationId } = world.installation;
  const unknown = unknownArea(world, payload);
  if (unknown !== null) return refuse({ code: 'area-unknown', areaId: unknown });
  const unsound = unsoundAreas(world.areas, payload);
  if (unsound !== null) return refuse(unsound);
  const offices = payload.areas.filter((area) => area.level !== 'hamlet' && !world.bookOfArea.has(area.areaId));
  const books = offices.map((area) => openOffice(world, installationId, area.areaId));
  const loaded: Plan = { bookId: province.bookId, householdId: null, said: { kind: 'areas-loaded', body: payload } };
  return ok([loaded, ...books.map((book) => opened(world, book))]);
}

/** The first area that the load names without saying what it is. */
function unknownArea(world: World, payload: CommandOf<'areas-loaded'>['payload']): string | null {
  const known = new Set(payload.areas.map((area) => area.areaId));
  const named = [
    ...payload.periods.flatMap((period) => [period.areaId, ...(period.parentId === null ? [] : [period.parentId])]),
    ...payload.lineage.flatMap((edge) => [edge.fromId, edge.toId]),
  ];
  return named.find((areaId) => !known.has(areaId) && !world.areas.has(areaId)) ?? null;
}

export function addHamlets(world: World, { payload }: CommandOf<'hamlets-added'>): Decided {
  const province = findProvince(world, 'manage-areas');
  if (!province.ok) return province;
  const ids = payload.hamlets.flatMap((hamlet) => [hamlet.areaId, hamlet.bookId]);
  if (new Set(ids).size !== ids.length) return refuse({ code: 'malformed', path: 'hamlets', fault: 'twice' });
  for (const hamlet of payload.hamlets) {
    if (world.areas.get(hamlet.communeId)?.level !== 'commune') return refuse({ code: 'area-unknown', areaId: hamlet.communeId });
    if (world.areas.has(hamlet.areaId)) return refuse({ code: 'area-exists', areaId: hamlet.areaId });
    if (world.books.has(hamlet.bookId)) return refuse({ code: 'book-exists', bookId: hamlet.bookId });
    if (!isHamletKind(hamlet.kind)) return refuse({ code: 'area-kind-unknown', areaId: hamlet.areaId });
  }
  const books = payload.hamlets.map(({ areaId, bookId }) => {
    const book: Book = { bookId, kind: 'hamlet', areaId, hamletId: areaId, closedAt: null };
    openBook(world, book);
    return book;
  });
  const added: Plan = { bookId: province.value.bookId, householdId: null, said: { kind: 'hamlets-added', body: payload } };
  return ok([added, ...books.map((book) => opened(world, book))]);
}

/** Every hamlet whose commune has ended by then is named: none is left below a unit that is no more. */
export async function reformAreas(world: World, { payload }: CommandOf<'areas-reformed'>): Promise<Decided> {
  const { on, hamlets } = payload;
  const timely = notInFuture(on, world.clock.today);
  if (!timely.ok) return timely;
  const ids = hamlets.map(({ areaId }) => areaId);
  if (new Set(ids).size !== ids.length) return refuse({ code: 'malformed', path: 'hamlets', fault: 'twice' });
  for (const { areaId, communeId, kind } of hamlets) {
    if (!isHamletKind(kind)) return refuse({ code: 'area-kind-unknown', areaId });
    const hamlet = world.areas.get(areaId);
    const last = hamlet?.periods.at(-1);
    const stands = hamlet?.level === 'hamlet' && last !== undefined && last.to === null && last.from < on;
    if (!stands) return refuse({ code: 'area-unknown', areaId });
    const holds = world.areas.get(communeId)?.level === 'commune' && periodOn(world.areas, communeId, on) !== null;
    if (!holds) return refuse({ code: 'area-unknown', areaId: communeId });
  }
  const named = new Set(ids);
  const left = (await loadStranded(world.sql, on)).filter((areaId) => !named.has(areaId));
  if (left.length > 0) return refuse({ code: 'hamlets-left-behind', total: left.length, hamlets: left.slice(0, 20) });
  return inProvince(world, 'manage-areas', { kind: 'areas-reformed', body: payload });
}

export function setAreaType(world: World, { payload }: CommandOf<'area-type-set'>): Decided {
  if (world.areas.get(payload.areaId)?.level !== 'commune') return refuse({ code: 'area-unknown', areaId: payload.areaId });
  return inProvince(world, 'manage-areas', { kind: 'area-type-set', body: payload });
}

/** What needs no more than the right to do it in the province. */
export function inProvince(world: World, action: Action, said: Plan['said']): Decided {
  const province = findProvince(world, action);
  return province.ok ? ok([{ bookId: province.value.bookId, householdId: null, said }]) : province;
}

export async function noteImport(world: World, { payload }: CommandOf<'list-imported'>): Promise<Decided> {
  const office = findOffice(world, 'import-list', payload.communeId);
  if (!office.ok) return office;
  const [known] = await world.sql.query('select 1 from import_run where import_id = $1', [payload.importId]);
  if (known !== undefined) return refuse({ code: 'import-exists' });
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'list-imported', body: payload } }]);
}

/** The id follows from installation and area, says neither, and is the same when a half-done load is sent again. */
function openOffice(world: World, installationId: string, areaId: string): Book {
  const bookId = eventIdOf(world.tools.hash, `book ${installationId} ${areaId}`, 0, uuidFrom);
  const book: Book = { bookId, kind: 'office', areaId, hamletId: null, closedAt: null };
  openBook(world, book);
  return book;
}

/** A book's first event; `cites` names the books it continues. */
function opened(world: World, book: Book, cites: readonly string[] = []): Plan {
  const heads = cites.flatMap((bookId) => {
    const head = world.heads.get(bookId);
    return head === undefined ? [] : [{ bookId, version: head.version, head: toHex(head.hash) }];
  });
  const body = { bookId: book.bookId, kind: book.kind, areaId: book.areaId, cites: heads };
  return { bookId: book.bookId, householdId: null, said: { kind: 'book-opened', body } };
}

/** Kinds whose effect is not a household's. */
export const OFFICE_EVENTS = [
  'book-opened',
  'book-closed',
  'installation-created',
  'areas-loaded',
  'hamlets-added',
  'areas-reformed',
  'area-type-set',
  'account-created',
  'grant-given',
  'grant-ended',
  'account-suspended',
  'account-resumed',
  'sign-in-renewed',
  'second-factor-turned',
  'sign-in-rule-set',
  'round-opened',
  'gate-passed',
  'round-closed',
  'round-cancelled',
  'target-set',
  'score-table-set',
  'list-imported',
  'import-undone',
  'list-decided',
  'decision-withdrawn',
  'directive-sent',
  'directive-withdrawn',
  'directive-noted',
  'meeting-held',
  ...WALL_EVENTS,
  ...CERTIFICATE_EVENTS,
  ...REQUEST_EVENTS,
  ...INCOME_EVENTS,
  ...HOLD_EVENTS,
  ...FLAG_EVENTS,
  ...DRAW_EVENTS,
  ...SEAL_EVENTS,
] as const satisfies readonly EventKindName[];

/**
 * The named list of a whole province or district (danh sách chi tiết toàn tỉnh, toàn huyện): made commune by commune, so that no
 * more than one commune's people are held while it is read, set or numbered on. Who asks, how far it is and where parts wait is
 * the callers' (`list-runner.ts`, `vuon report`).
 */
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { AreaPeriod, AreaTree } from '../../core/kernel/areas.ts';
import type { Instant } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { subtotalRow, totalRow } from '../../core/report/forms/table-15.ts';
import type { TableRow } from '../../core/report/views.ts';
import { numberText } from '../../words/locale.ts';
import { reportText } from '../../words/report.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Tx } from '../http/transaction.ts';
import { countBehind, countFigures } from './counting.ts';
import { documentOf, type FileFormat, fileName } from './file.ts';
import { joinPapers, pagesIn } from './join-papers.ts';
import { namedRows } from './named.ts';
import type { Held, ListWork, Part, Run, Sums } from './list-work.ts';
import { source } from './paper.ts';
import { sheetOfParts } from './sheet-worker.ts';
import { countedIn, listedNotes, type TableRequest, viewOf } from './table.ts';
import { listUnits, type Territory } from './territory.ts';
import { typeset } from './typeset.ts';

/** People in one file: a sheet is laid out in memory; whoever needs more takes lists of single communes. */
export const MOST_PEOPLE = 60_000;

export interface ListWish {
  readonly request: Omit<TableRequest, 'table' | 'language'>;
  readonly areaId: string;
  readonly format: FileFormat;
  readonly now: Instant;
}

export interface Unit {
  readonly area: AreaPeriod;
  readonly hamletIds: readonly AreaId[];
}

export const NOTHING_YET: Sums = { households: 0, people: 0, changed: 0, pages: 0, empty: 0 };

/** Only these are made part by part; a commune's list is a file like any other. */
export function isLong({ level }: Territory): boolean {
  return level === 'province' || level === 'district';
}

/** The communes in the order of the tables; districts do not matter here. */
export function unitsOf(tree: AreaTree, territory: Territory): readonly Unit[] {
  return listUnits(tree, territory).filter(({ style }) => style === 'row');
}

/** Throws where the list would be longer than can be made. */
export async function mustFit(tx: Tx, request: ListWish['request']): Promise<number> {
  const counts = await countFigures(tx, countedIn(request), ['poorPeople']);
  const people = [...counts.values()].reduce((sum, each) => sum + (each.poorPeople ?? 0), 0);
  if (people > MOST_PEOPLE)
    throw new HttpProblem(422, 'list-too-many-people', { people: numberText('vi', people), most: numberText('vi', MOST_PEOPLE) });
  return people;
}

/** The list as the maker makes it, commune by commune. */
export function tableWork(run: Run, wish: ListWish): ListWork {
  const units = unitsOf(wish.request.tree, wish.request.territory);
  return {
    count: units.length,
    makePart: (place, before) => {
      const unit = units[place];
      if (unit === undefined) throw new HttpProblem(410, 'list-gone');
      return makePart(run, wish, { unit, place, of: units.length }, before);
    },
    file: (parts, sums) => listFile(run, wish, parts, sums),
    name: () => listName(run, wish),
  };
}

/** One commune of the list; reads in one transaction, sets outside of it. */
export async function makePart(run: Run, wish: ListWish, { unit, place, of }: PlacedUnit, before: Sums): Promise<Part> {
  const { request, format } = wish;
  const read = await run(async (tx) => {
    const at = { ...countedIn(request), hamletIds: unit.hamletIds };
    const named = await namedRows(tx, { ...request, at, on: request.territory.on, language: 'vi', after: before });
    const sums = { households: named.households, people: named.rows.length, changed: named.changed };
    const all = added(before, sums);
    const last = place === of - 1;
    const rows = [
      ...(named.rows.length === 0 ? [] : [subtotalRow(unit.area.name, partText(sums)), ...named.rows]),
      ...(last ? [totalRow(reportText('vi', 'total'), partText(all))] : []),
    ];
    const frame = format === 'pdf' && rows.length > 0 ? await frameOf(tx, wish, { rows, sums: all, last }) : null;
    return { sums, rows, frame };
  });
  if (format === 'pdf' && read.frame === null) return { ...read.sums, pages: 0, bytes: NO_PAGES };
  if (read.frame === null) return { ...read.sums, pages: 0, bytes: await pack(Buffer.from(JSON.stringify(read.rows))) };
  const piece = { head: before.pages === 0, foot: place === of - 1, fromPage: before.pages + 1 };
  const bytes = await typeset(source(documentOf(read.frame, around(wish)), piece), { joinable: true });
  return { ...read.sums, pages: pagesIn(bytes), bytes };
}

interface PlacedUnit {
  readonly unit: Unit;
  readonly place: number;
  readonly of: number;
}

function partText({ households, people }: Pick<Sums, 'households' | 'people'>): string {
  return reportText('vi', 'list.part', { households: numberText('vi', households), people: numberText('vi', people) });
}

/** Where nobody is listed there is nothing to set. */
const NO_PAGES = new Uint8Array();

function added(before: Sums, part: Omit<Held, 'pages'>): Omit<Sums, 'pages'> {
  return {
    households: before.households + part.households,
    people: before.people + part.people,
    changed: before.changed + part.changed,
    empty: before.empty + (part.people === 0 ? 1 : 0),
  };
}

interface Framed {
  readonly rows: readonly TableRow[];
  readonly sums: Omit<Sums, 'pages'>;
  /** Notes tell of the whole list, so they wait for its end. */
  readonly last: boolean;
}

async function frameOf(tx: Tx, { request }: ListWish, { rows, sums, last }: Framed) {
  const whole = { ...request, table: 15 as const, language: 'vi' as const };
  const away = last ? (await countBehind(tx, countedIn(request), 'poorHouseholds')) - sums.households : 0;
  return viewOf(tx, whole, { rows, notes: last ? [...emptyNotes(sums), ...listedNotes('vi', { away, changed: sums.changed })] : [] });
}

function emptyNotes({ empty }: Pick<Sums, 'empty'>): readonly string[] {
  return empty === 0 ? [] : [reportText('vi', 'note.list-without', { units: numberText('vi', empty) })];
}

function around({ request, areaId, now }: ListWish) {
  return { tree: request.tree, now, areaId, date: request.territory.on };
}

/** The whole file, piece by piece; `parts` in their order, read when they are needed. */
async function* listFile(run: Run, wish: ListWish, parts: () => AsyncIterable<Uint8Array>, sums: Sums): AsyncGenerator<Uint8Array> {
  if (wish.format === 'pdf') return yield* joinPapers(parts());
  const frame = await run((tx) => frameOf(tx, wish, { rows: [], sums, last: true }));
  yield await sheetOfParts(documentOf(frame, around(wish)), unpacked(parts()));
}

async function* unpacked(parts: AsyncIterable<Uint8Array>): AsyncGenerator<readonly TableRow[]> {
  // cast: what was packed above
  for await (const bytes of parts) yield JSON.parse((await unpack(bytes)).toString('utf8')) as readonly TableRow[];
}

const pack = promisify(deflateRaw);
const unpack = promisify<Uint8Array, Buffer>(inflateRaw);

/** As every table is named; the round's year with it. */
async function listName(run: Run, wish: ListWish): Promise<string> {
  return fileName(await run((tx) => frameOf(tx, wish, { rows: [], sums: NOTHING_YET, last: false })), wish.format);
}

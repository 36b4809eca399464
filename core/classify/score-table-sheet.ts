/**
 * A score table as a spreadsheet (bảng điểm B1 trong bảng tính): one row for each region, area type, item and option with its
 * points. Says what of it can be taken, which rows come back and why, what is missing, and how it differs from the table in
 * force. Opening the file is the server's; whether the table may be set is asked of `score-table-record.ts` at the door.
 */
import { parseDateVi } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { foldVi } from '../kernel/text.ts';
import { findTitles, type TextRow } from '../kernel/text-sheet.ts';
import { importedTableId } from './score-table-record.ts';
import { AREA_TYPES, type AreaType, type Item, ITEM_NAMES, ITEMS, MOST_POINTS, type ScoreRow, type ScoreTable } from './score-table.ts';
import type { TABLE_STATUSES } from './table-status.ts';
import type { RulebookId } from './verdict.ts';

/** The regions for which the national table has points of their own; the register's province lies in the last one. */
export const REGIONS = ['NMM', 'RRD', 'NCC', 'CH', 'SE', 'MKD'] as const;

/** What the table says of itself. Null: not said. */
export interface TableFacts {
  readonly version: number | null;
  readonly status: (typeof TABLE_STATUSES)[number] | null;
  readonly source: string | null;
  readonly approver: string | null;
  readonly approvedOn: string | null;
}

/** How people write items and options, folded. An option's words mean something only within its item. */
export interface TableNames {
  readonly items: ReadonlyMap<string, Item>;
  readonly options: ReadonlyMap<Item, ReadonlyMap<string, string>>;
}

/** `code` is a code of words/problems, `told` what the row says there. */
export interface RefusedScore {
  readonly line: number;
  readonly code: string;
  readonly told: string;
}

export interface ScorePlace {
  readonly item: Item;
  readonly option: string;
  readonly areaType: AreaType;
}

export interface ChangedScore extends ScorePlace {
  readonly was: number;
  readonly now: number;
}

export interface TablePlan {
  readonly facts: TableFacts;
  /** Whole and ready to be set; null while rows come back, points are missing, or version, status or source is not said. */
  readonly table: ScoreTable | null;
  readonly rows: readonly ScoreRow[];
  readonly refused: readonly RefusedScore[];
  /** Places for which no row gives points. */
  readonly missing: readonly ScorePlace[];
  readonly changed: readonly ChangedScore[];
  readonly same: number;
  /** Rows of other regions, which are not needed here. */
  readonly otherRegions: number;
  /** Which of the facts the table must still be told. */
  readonly unsaid: readonly (keyof TableFacts)[];
}

export interface TableAsked {
  readonly rulebook: RulebookId;
  readonly names: TableNames;
  readonly inForce: ScoreTable;
  /** Said by the person beside the sheet; goes before what its cells say only where these say nothing. */
  readonly given: TableFacts;
}

const COLUMNS = ['region', 'areaType', 'item', 'option', 'points', 'source', 'version', 'status', 'approver', 'approvedOn'] as const;
type ColumnName = (typeof COLUMNS)[number];
const NEEDED: readonly ColumnName[] = ['region', 'areaType', 'item', 'option', 'points'];

const TITLES: Readonly<Record<ColumnName, RegExp>> = {
  region: /^(vung|region)\b/,
  areaType: /^(khu vuc|thanh thi|loai (dia ban|khu vuc)|area)/,
  item: /^(noi dung|chi tieu|ten chi tieu|item)/,
  option: /^(muc|lua chon|phuong an|option)/,
  points: /^(diem|so diem|points)/,
  source: /^(nguon|can cu|source)/,
  version: /^((so )?(phien )?ban( so)?|version)$/,
  status: /^(trang thai|tinh trang|status)/,
  approver: /^((nguoi|co quan) (phe )?duyet|approver)/,
  approvedOn: /^(ngay (phe )?duyet|approved)/,
};

const AREA_WORDS: readonly (readonly [AreaType, RegExp])[] = [
  ['urban', /^(thanh thi|do thi|tt|urban)$/],
  ['rural', /^(nong thon|nt|rural)$/],
];

const REGION_WORDS: readonly (readonly [(typeof REGIONS)[number], RegExp])[] = [
  ['MKD', /^((vung )?(dong bang song cuu long|dbscl)|mkd)$/],
  ['RRD', /^((vung )?(dong bang song hong|dbsh)|rrd)$/],
  ['SE', /^((vung )?dong nam bo|se)$/],
  ['CH', /^((vung )?tay nguyen|ch)$/],
  ['NMM', /^((vung )?(trung du va mien nui|mien nui|trung du).*|nmm)$/],
  ['NCC', /^((vung )?(bac trung bo|duyen hai).*|ncc)$/],
];

const STATUS_WORDS: readonly (readonly [(typeof TABLE_STATUSES)[number], RegExp])[] = [
  ['official', /^(chinh thuc|official)$/],
  ['illustrative', /^(minh hoa|tam tinh|illustrative)$/],
];

const LONGEST = 300;

type Cell = (column: ColumnName) => string;

export function planTable(rows: readonly TextRow[], asked: TableAsked): Result<TablePlan, { readonly code: 'score-sheet-titles' }> {
  const found = findTitles(rows, TITLES, (columns) => NEEDED.every((column) => columns[column] !== undefined));
  if (found === null) return fail({ code: 'score-sheet-titles' });
  const reader = new Reader(asked);
  for (const row of rows.slice(found.next)) {
    const cell: Cell = (column) => tidy(row.cells[found.columns[column] ?? -1] ?? '');
    if (COLUMNS.some((column) => cell(column) !== '')) reader.add(row.line, cell);
  }
  return ok(reader.plan());
}

function tidy(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

type Said = { -readonly [K in keyof TableFacts]: TableFacts[K] };

class Reader {
  private readonly asked: TableAsked;
  private readonly said: Said = { version: null, status: null, source: null, approver: null, approvedOn: null };
  private readonly rows = new Map<string, ScoreRow>();
  private readonly refused: RefusedScore[] = [];
  private otherRegions = 0;

  constructor(asked: TableAsked) {
    this.asked = asked;
  }

  add(line: number, cell: Cell): void {
    const region = wordOf(REGION_WORDS, cell('region'));
    if (region !== null && region !== 'MKD') {
      this.otherRegions += 1;
      return;
    }
    const read = region === null ? fail({ code: 'score-cell-region', told: cell('region') }) : this.read(cell);
    if (!read.ok) {
      this.refused.push({ line, code: read.error.code, told: read.error.told.slice(0, 80) });
      return;
    }
    const key = keyOf(read.value);
    if (this.rows.has(key)) this.refused.push({ line, code: 'score-cell-repeats', told: cell('option').slice(0, 80) });
    else this.rows.set(key, read.value);
  }

  private read(cell: Cell): Result<ScoreRow, Omit<RefusedScore, 'line'>> {
    const { names } = this.asked;
    const areaType = wordOf(AREA_WORDS, cell('areaType'));
    if (areaType === null) return fail({ code: 'score-cell-area', told: cell('areaType') });
    const item = itemNamed(cell('item'), names);
    if (item === null) return fail({ code: 'score-cell-item', told: cell('item') });
    const option = optionNamed(item, cell('option'), names);
    if (option === null) return fail({ code: 'score-cell-option', told: cell('option') });
    const points = pointsIn(cell('points'));
    if (points === null) return fail({ code: 'score-cell-points', told: cell('points') });
    const differs = this.hear(cell);
    if (differs !== null) return fail(differs);
    const source = cell('source') || this.asked.given.source || '';
    if (source.length > LONGEST) return fail({ code: 'score-cell-source', told: source });
    return ok({ item, option, areaType, points, source });
  }

  /** Every row says the same of the table, or nothing. */
  private hear(cell: Cell): Omit<RefusedScore, 'line'> | null {
    const version = cell('version').replace(/^(bản|phiên bản)\s+/iu, '');
    const heard: [keyof TableFacts, string, TableFacts[keyof TableFacts]][] = [
      ['version', version, /^[1-9]\d{0,3}$/.test(version) ? Number(version) : null],
      ['status', cell('status'), wordOf(STATUS_WORDS, cell('status'))],
      ['approver', cell('approver'), cell('approver').length <= 200 ? cell('approver') : null],
      ['approvedOn', cell('approvedOn'), dayIn(cell('approvedOn'))],
    ];
    for (const [fact, told, value] of heard) {
      if (told === '') continue;
      if (value === null) return { ...FACT_CODES[fact], told };
      if (this.said[fact] !== null && this.said[fact] !== value) return { code: 'score-cell-differs', told };
    }
    for (const [fact, told, value] of heard) if (told !== '') Object.assign(this.said, { [fact]: value });
    return null;
  }

  plan(): TablePlan {
    const { rulebook, inForce, given } = this.asked;
    const rows = [...this.rows.values()].toSorted((a, b) => placeOf(a) - placeOf(b));
    const facts: TableFacts = {
      version: this.said.version ?? given.version,
      status: this.said.status ?? given.status,
      source: given.source ?? (rows.find(({ source }) => source !== '')?.source || null),
      approver: this.said.approver ?? given.approver,
      approvedOn: this.said.approvedOn ?? given.approvedOn,
    };
    const missing = PLACES.filter((place) => !this.rows.has(keyOf(place)));
    const before = new Map(inForce.rows.map((row) => [keyOf(row), row.points]));
    const changed = rows.flatMap(({ item, option, areaType, points }) => {
      const was = before.get(keyOf({ item, option, areaType }));
      return was === undefined || was === points ? [] : [{ item, option, areaType, was, now: points }];
    });
    const unsaid = unsaidOf(facts);
    const whole = missing.length === 0 && this.refused.length === 0 && unsaid.length === 0;
    const { refused, otherRegions } = this;
    return {
      ...{ facts, rows, refused, missing, changed, otherRegions, unsaid, same: rows.length - changed.length },
      table: whole ? tableOf(rulebook, facts, rows) : null,
    };
  }
}

const FACT_CODES: Readonly<Record<keyof TableFacts, Pick<RefusedScore, 'code'>>> = {
  version: { code: 'score-cell-version' },
  status: { code: 'score-cell-status' },
  source: { code: 'score-cell-source' },
  approver: { code: 'score-cell-approver' },
  approvedOn: { code: 'score-cell-day' },
};

/** An illustrative table needs no approval. */
function unsaidOf({ version, status, source, approver, approvedOn }: TableFacts): (keyof TableFacts)[] {
  const needed: [keyof TableFacts, unknown][] = [
    ['version', version],
    ['status', status],
    ['source', source],
  ];
  if (status === 'official') needed.push(['approver', approver], ['approvedOn', approvedOn]);
  return needed.flatMap(([fact, value]) => (value === null ? [fact] : []));
}

function tableOf(rulebook: RulebookId, facts: TableFacts, rows: readonly ScoreRow[]): ScoreTable | null {
  const { version, status, source, approver, approvedOn } = facts;
  if (version === null || status === null || source === null) return null;
  const sourced = rows.map((row) => ({ ...row, source: row.source === '' ? source : row.source }));
  return { id: importedTableId(rulebook), version, status, region: 'MKD', source, approver, approvedOn, rows: sourced };
}

/** Every place that a rulebook needs points for, in the order in which people read the table. */
export const PLACES: readonly ScorePlace[] = ITEM_NAMES.flatMap((item) =>
  AREA_TYPES.flatMap((areaType) => ITEMS[item].map((option) => ({ item, option, areaType }))),
);
const ORDER = new Map(PLACES.map((place, at) => [keyOf(place), at]));

function placeOf(place: ScorePlace): number {
  return ORDER.get(keyOf(place)) ?? PLACES.length;
}

function keyOf({ item, option, areaType }: ScorePlace): string {
  return `${item} ${option} ${areaType}`;
}

function wordOf<T>(words: readonly (readonly [T, RegExp])[], text: string): T | null {
  const folded = foldVi(text);
  return words.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

function itemNamed(text: string, { items }: TableNames): Item | null {
  return ITEM_NAMES.find((item) => item === text) ?? items.get(foldVi(text)) ?? null;
}

function optionNamed(item: Item, text: string, { options }: TableNames): string | null {
  return ITEMS[item].find((option) => option === text) ?? options.get(item)?.get(foldVi(text)) ?? null;
}

/** A whole number; a sheet may write it with a decimal part of zeros. */
function pointsIn(text: string): number | null {
  const found = /^(\d{1,3})([.,]0{1,2})?$/.exec(text);
  const points = Number(found?.[1] ?? Number.NaN);
  return Number.isInteger(points) && points <= MOST_POINTS ? points : null;
}

function dayIn(text: string): string | null {
  const day = parseDateVi(text);
  return day.ok ? day.value : null;
}

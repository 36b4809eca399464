/**
 * A province's own list of hamlets (danh mục ấp, khóm, khu): which hamlet each row asks for, or why it is refused. The commune is named by
 * its code or its name of today, titles stand in any order with or without marks. The kind is the first word of the name, or follows
 * from the commune's. Opening the file, and adding the hamlets, is the server's.
 */
import { type AreaPeriod, type AreaTree, descendants } from '../kernel/areas.ts';
import type { PlainDate } from '../kernel/dates.ts';
import type { AreaId } from '../kernel/ids.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { foldVi, nameKey } from '../kernel/text.ts';
import { findTitles, type TextRow } from '../kernel/text-sheet.ts';
import { type Fault, findArea, type RefusedRow } from './account-sheet.ts';

export interface WishedHamlet {
  readonly line: number;
  readonly name: string;
  readonly kind: 'ap' | 'khom' | 'khu';
  readonly communeId: AreaId;
  readonly communeName: string;
  /** As old as its commune: nothing says that it came later. */
  readonly from: PlainDate;
}

export interface HamletPlan {
  readonly wished: readonly WishedHamlet[];
  readonly refused: readonly RefusedRow[];
  /** Rows whose hamlet the register has already, or that stand further up in the list. */
  readonly known: number;
  /** The line of the titles. */
  readonly titles: number;
}

const COLUMNS = ['code', 'commune', 'hamlet'] as const;
type ColumnName = (typeof COLUMNS)[number];

const TITLES: Readonly<Record<ColumnName, RegExp>> = {
  code: /^ma( so)? (xa|phuong|don vi)/,
  // "Xã Trà Côn" is no title.
  commune: /^(ten (xa|phuong|don vi).*|(xa|phuong|don vi)([ ,/-]+(xa|phuong|thi tran|hanh chinh|cap xa))*)$/,
  // People outside the province write "thôn".
  hamlet: /^(ten (ap|khom|khu|thon).*|(ap|khom|khu|thon)([ ,/-]+(ap|khom|khu|thon|to dan pho))*)$/,
};

const NAME_MOST = 100;

export function planHamlets(
  rows: readonly TextRow[],
  around: { readonly tree: AreaTree; readonly today: PlainDate },
): Result<HamletPlan, { readonly code: 'hamlet-sheet-titles' }> {
  const found = findTitles(rows, TITLES, ({ code, commune, hamlet }) => (code ?? commune) !== undefined && hamlet !== undefined);
  if (found === null) return fail({ code: 'hamlet-sheet-titles' });
  const wished: WishedHamlet[] = [];
  const refused: RefusedRow[] = [];
  const communeNamed = keptAreas(around);
  const names = new Map<string, Set<string>>();
  let known = 0;
  for (const row of rows.slice(found.next)) {
    const cell = (column: ColumnName): string => (row.cells[found.columns[column] ?? -1] ?? '').trim().replace(/\s+/g, ' ');
    if (COLUMNS.every((column) => cell(column) === '')) continue;
    const read = readRow(cell, communeNamed);
    if (!read.ok) {
      refused.push({ line: row.line, ...read.error });
      continue;
    }
    const { communeId, name } = read.value;
    const taken =
      names.get(communeId) ?? new Set(descendants(around.tree, communeId, around.today, 'hamlet').map((each) => nameKey(each.name)));
    names.set(communeId, taken);
    const key = nameKey(name);
    if (taken.has(key)) known += 1;
    else wished.push({ line: row.line, ...read.value });
    taken.add(key);
  }
  return ok({ wished, refused, known, titles: found.line });
}

type NamedCommune = (said: string) => Result<AreaPeriod, Fault>;

/** Each commune is looked for once, however many rows name it. */
function keptAreas(around: { readonly tree: AreaTree; readonly today: PlainDate }): NamedCommune {
  const kept = new Map<string, Result<AreaPeriod, Fault>>();
  return (said) => {
    const found = kept.get(said) ?? findArea({ commune: said, hamlet: '' }, around);
    kept.set(said, found);
    return found;
  };
}

function readRow(cell: (column: ColumnName) => string, communeNamed: NamedCommune): Result<Omit<WishedHamlet, 'line'>, Fault> {
  const said = cell('code') === '' ? cell('commune') : cell('code');
  if (said === '') return fail({ code: 'account-commune-unknown', told: '' });
  const commune = communeNamed(said);
  if (!commune.ok) return commune;
  const name = cell('hamlet');
  if (name === '' || name.length > NAME_MOST) return fail({ code: 'hamlet-name-missing', told: name.slice(0, 40) });
  const { areaId: communeId, name: communeName, from } = commune.value;
  return ok({ ...nameOf(name, commune.value.kind), communeId, communeName, from });
}

const WORDS = { ap: 'Ấp', khom: 'Khóm', khu: 'Khu' } as const;

function nameOf(name: string, communeKind: string): Pick<WishedHamlet, 'name' | 'kind'> {
  const word = foldVi(/^\S+(?=\s)/.exec(name)?.[0] ?? '');
  const said = (['ap', 'khom', 'khu'] as const).find((kind) => kind === word);
  const kind = said ?? (communeKind === 'xa' ? 'ap' : 'khom');
  return { kind, name: said === undefined ? `${WORDS[kind]} ${name}` : name };
}

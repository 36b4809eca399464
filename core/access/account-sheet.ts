/**
 * A sheet of people and their posts (bảng danh sách người dùng): which account each row asks for, or why it is refused. A province's
 * 752 hamlets come in one sheet: name, post, commune, hamlet, first and last day; titles in any order, with or without marks.
 * Opening the file, and making the accounts, is the server's.
 */
import { type AreaPeriod, type AreaTree, areaAt, areasOn, descendants, levelOf } from '../kernel/areas.ts';
import { formatVi, type PlainDate, parseDateVi } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { foldVi, sameName } from '../kernel/text.ts';
import { findTitles, type TextRow, type Titles } from '../kernel/text-sheet.ts';
import { LEVELS_OF_ROLE, ROLES, type Role } from './role.ts';

export interface WishedAccount {
  readonly line: number;
  readonly displayName: string;
  readonly username: string;
  readonly role: Role;
  readonly areaId: string;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/** `code` is a code of words/problems, `told` what the row says there. */
export interface RefusedRow {
  readonly line: number;
  readonly code: string;
  readonly told: string;
  /** As people write it; for a day that has gone by. */
  readonly day?: string;
}

export interface AccountPlan {
  readonly wished: readonly WishedAccount[];
  readonly refused: readonly RefusedRow[];
  /** Rows for which there is such an account with such a post. */
  readonly known: number;
}

export interface Surroundings {
  readonly tree: AreaTree;
  readonly today: PlainDate;
  readonly usernames: ReadonlySet<string>;
  /** `postKey` of every post that is held today or later. */
  readonly posts: ReadonlySet<string>;
}

export function postKey(displayName: string, role: Role, areaId: string): string {
  return `${foldVi(displayName)}|${role}|${areaId}`;
}

export const ACCOUNT_COLUMNS = ['name', 'username', 'role', 'code', 'commune', 'hamlet', 'from', 'to'] as const;
export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number];

const TITLES: Readonly<Record<AccountColumn, RegExp>> = {
  name: /^(ho( va| dem va| chu dem va)? ten|ten nguoi dung|ten can bo)/,
  username: /^(ten dang nhap|tai khoan|username)/,
  role: /^(vai tro|chuc vu|chuc danh|nhiem vu)/,
  code: /^ma( so)?( don vi| xa| phuong| xa phuong| dia ban)?$/,
  commune: /^(ten )?(xa|phuong|don vi|co quan|dia ban)/,
  hamlet: /^(ten )?(ap|khom|khu)\b/,
  from: /^(tu ngay|tu|bat dau|ngay bat dau|hieu luc tu)/,
  to: /^(den ngay|den|het han|ngay ket thuc|ngay het han)/,
};

/** The words that offices use for each post, tried from the top. */
const ROLE_WORDS: readonly (readonly [Role, RegExp])[] = [
  ['enumerator', /^(ra soat vien|dieu tra vien|nguoi ra soat|can bo ra soat)/],
  ['hamlet-head', /^truong (ap|khom|khu)/],
  ['hamlet-secretary', /^bi thu/],
  ['front-officer', /mat tran/],
  ['association-officer', /\bhoi (phu nu|nong dan|cuu chien binh)|doan thanh nien|doan the/],
  ['bank-officer', /ngan hang/],
  ['council-observer', /hoi dong nhan dan|\bhdnd\b/],
  ['department-officer', /\bso(,| |$)|so nganh/],
  ['commune-chair', /^chu tich/],
  ['commune-officer', /^(cong chuc|can bo) .*(xa|phuong|giam ngheo)|^cong chuc$/],
  ['province-officer', /^can bo (cap )?tinh/],
  ['auditor', /^(kiem tra|giam sat|thanh tra)/],
  ['administrator', /^quan tri/],
];

/** Null where no row names at least the person and the post. */
export function accountTitles(rows: readonly TextRow[]): Titles<AccountColumn> | null {
  return findTitles(rows, TITLES, ({ name, role }) => name !== undefined && role !== undefined);
}

export function planAccounts(
  rows: readonly TextRow[],
  around: Surroundings,
): Result<AccountPlan, { readonly code: 'account-sheet-titles' }> {
  const found = accountTitles(rows);
  if (found === null) return fail({ code: 'account-sheet-titles' });
  const wished: WishedAccount[] = [];
  const refused: RefusedRow[] = [];
  const names = new Set(around.usernames);
  const posts = new Set<string>();
  let known = 0;
  for (const row of rows.slice(found.next)) {
    const cell = (column: AccountColumn): string => (row.cells[found.columns[column] ?? -1] ?? '').trim().replace(/\s+/g, ' ');
    if (ACCOUNT_COLUMNS.every((column) => cell(column) === '')) continue;
    const read = readRow(cell, around, row.line);
    if (!read.ok) {
      refused.push({ line: row.line, ...read.error });
      continue;
    }
    const key = postKey(read.value.displayName, read.value.role, read.value.areaId);
    if (around.posts.has(key)) known += 1;
    else if (posts.has(key)) refused.push({ line: row.line, code: 'account-row-repeats', told: read.value.displayName });
    else {
      const username = nameFor(read.value, names);
      if (username === null) refused.push({ line: row.line, code: 'username-taken', told: read.value.username });
      else wished.push({ ...read.value, username });
      names.add(username ?? '');
      posts.add(key);
    }
  }
  return ok({ wished, refused, known });
}

export type Fault = Omit<RefusedRow, 'line'>;

function readRow(cell: (column: AccountColumn) => string, around: Surroundings, line: number): Result<WishedAccount, Fault> {
  const displayName = cell('name');
  if (displayName === '' || displayName.length > 100) return fail({ code: 'account-name-missing', told: displayName.slice(0, 40) });
  const role = roleNamed(cell('role'));
  if (role === null) return fail({ code: 'account-role-unknown', told: cell('role') });
  const said = cell('commune');
  const code = cell('code') || (isCode(said) ? said : '');
  const area = areaNamed({ code, name: code === said ? '' : said, hamlet: cell('hamlet') }, around);
  if (!area.ok) return area;
  const level = levelOf(around.tree, area.value.areaId);
  if (level === null || !LEVELS_OF_ROLE[role].includes(level)) return fail({ code: 'role-not-for-level', told: area.value.name });
  const from = dayIn(cell('from'), around.today);
  const to = dayIn(cell('to'), null);
  if (!from.ok) return from;
  if (!to.ok) return to;
  const first = from.value ?? around.today;
  if (first < around.today) return fail({ code: 'day-gone-by', told: cell('from'), day: formatVi(first) });
  if (to.value !== null && to.value < first) return fail({ code: 'days-reversed', told: cell('to') });
  const username = cell('username').toLowerCase();
  if (username !== '' && !USERNAME.test(username)) return fail({ code: 'username-malformed', told: username });
  return ok({ line, displayName, username, role, areaId: area.value.areaId, from: first, to: to.value });
}

/** By its id or by the words that offices use. */
export function roleNamed(text: string): Role | null {
  const folded = foldVi(text);
  return ROLES.find((role) => role === folded) ?? ROLE_WORDS.find(([, pattern]) => pattern.test(folded))?.[0] ?? null;
}

/** A commune by its code or its name. */
export function findArea(
  said: { readonly commune: string; readonly hamlet: string },
  around: Pick<Surroundings, 'tree' | 'today'>,
): Result<AreaPeriod, Fault> {
  const code = isCode(said.commune) ? said.commune : '';
  return areaNamed({ code, name: code === '' ? said.commune : '', hamlet: said.hamlet }, around);
}

/** The unit's number in the list of units, with or without its first zeros. */
const isCode = (text: string): boolean => /^\d{1,5}$/.test(text);

/** Without a commune it is the province; without a hamlet it is the commune. */
function areaNamed(
  { code, name, hamlet }: { readonly code: string; readonly name: string; readonly hamlet: string },
  { tree, today }: Pick<Surroundings, 'tree' | 'today'>,
): Result<AreaPeriod, Fault> {
  if (code === '' && name === '') {
    const [province] = areasOn(tree, today, 'province');
    return province === undefined || hamlet !== '' ? fail({ code: 'account-commune-unknown', told: '' }) : ok(province);
  }
  const byCode = code === '' ? null : areaAt(tree, code.padStart(5, '0'), today, 'commune');
  const named = byCode === null ? calledSo(areasOn(tree, today, 'commune'), name) : [byCode];
  const [commune] = named;
  if (commune === undefined) return fail({ code: 'account-commune-unknown', told: code === '' ? name : code });
  if (named.length > 1) return fail({ code: 'account-area-ambiguous', told: name });
  if (hamlet === '') return ok(commune);
  const hamlets = calledSo(descendants(tree, commune.areaId, today, 'hamlet'), hamlet);
  const [found] = hamlets;
  if (found === undefined) return fail({ code: 'account-hamlet-unknown', told: hamlet });
  return hamlets.length > 1 ? fail({ code: 'account-area-ambiguous', told: hamlet }) : ok(found);
}

const KIND = /^(tỉnh|thành phố|xã|phường|thị trấn|ấp|khóm|khu)\s+/iu;
const FOLDED_KIND = /^(tinh|thanh pho|xa|phuong|thi tran|ap|khom|khu)\s+/;

/** Written with its marks, else without: two that differ by marks alone are told apart by them or not at all. */
function calledSo(periods: readonly AreaPeriod[], name: string): readonly AreaPeriod[] {
  const exact = periods.filter((period) => isNamed(period, name));
  const bare = (text: string): string => foldVi(text).trim().replace(FOLDED_KIND, '');
  return exact.length > 0 || name === '' ? exact : periods.filter((period) => bare(period.name) === bare(name));
}

/** With or without the kind before it: "Xã Trà Côn", "Trà Côn". */
function isNamed(period: AreaPeriod, name: string): boolean {
  return name !== '' && (sameName(period.name, name) || sameName(period.name.replace(KIND, ''), name.replace(KIND, '')));
}

function dayIn(text: string, none: PlainDate | null): Result<PlainDate | null, Fault> {
  if (text === '') return ok(none);
  const day = parseDateVi(text);
  return day.ok ? ok(day.value) : fail({ code: 'account-day-unknown', told: text });
}

export const USERNAME = /^[a-z][a-z0-9._-]{2,39}$/;

/** The name that was asked for, if it is free; else one made of the person's own, with a number if need be. */
function nameFor(wished: WishedAccount, taken: ReadonlySet<string>): string | null {
  if (wished.username !== '') return taken.has(wished.username) ? null : wished.username;
  return usernameFor(wished.displayName, taken);
}

export function usernameFor(displayName: string, taken: ReadonlySet<string>): string {
  const letters = foldVi(displayName)
    .replace(/[^a-z]/g, '')
    .slice(0, 32);
  const base = letters.length < 3 ? `nguoidung${letters}` : letters;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!taken.has(name)) return name;
  }
}

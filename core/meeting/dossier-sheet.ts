/**
 * Dossiers of the national public-service portal as a list (hồ sơ từ Cổng Dịch vụ công quốc gia): which request each row is, or why it
 * comes back. Titles stand in any order with or without marks; the layout is ours until the portal's own is known [GAP]. Opening the file
 * and taking them in is the server's.
 */
import { parseDate, parseDateVi, type PlainDate } from '../kernel/dates.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { foldVi } from '../kernel/text.ts';
import { findTitles, type TextRow } from '../kernel/text-sheet.ts';
import { type Hamlet, hamletsCalled } from '../register/import/places.ts';
import { dossierNumberSchema } from './request.ts';
import type { RequestForm } from './request-codes.ts';

export interface WishedDossier {
  readonly line: number;
  readonly dossier: string;
  readonly lodgedOn: PlainDate;
  readonly form: RequestForm;
  readonly name: string;
  readonly hamletId: string;
  readonly address: string | null;
  readonly contact: string | null;
  readonly text: string;
}

export const DOSSIER_FAULTS = [
  'dossier-number',
  'dossier-day',
  'dossier-form',
  'dossier-name',
  'dossier-hamlet',
  'dossier-text',
  'dossier-twice',
] as const;
export type DossierFault = (typeof DOSSIER_FAULTS)[number];

export interface RefusedDossier {
  readonly line: number;
  readonly dossier: string;
  readonly code: DossierFault;
}

export interface DossierPlan {
  readonly wished: readonly WishedDossier[];
  readonly refused: readonly RefusedDossier[];
}

const COLUMNS = ['dossier', 'lodged', 'form', 'name', 'hamlet', 'address', 'contact', 'text'] as const;
type ColumnName = (typeof COLUMNS)[number];

const TITLES: Readonly<Record<ColumnName, RegExp>> = {
  dossier: /^(ma|so)( so)? ho so/,
  lodged: /^ngay (nop|gui|tiep nhan|nhan)/,
  form: /^(mau( don)?|loai don|ten thu tuc|thu tuc)/,
  name: /^(ho (va |, )?(chu dem va )?ten|nguoi (nop|de nghi)|ten nguoi)/,
  hamlet: /^(ten )?(ap|khom|khu|thon)([ ,/-]+(ap|khom|khu|thon|to dan pho))*$/,
  address: /^(dia chi|noi o|cho o)/,
  contact: /^(so )?(dien thoai|lien he)/,
  text: /^(noi dung|ly do)/,
};
const NEEDED = ['dossier', 'lodged', 'form', 'name', 'hamlet'] as const;
const LONGEST: Readonly<Partial<Record<ColumnName, number>>> = { name: 100, address: 300, contact: 200, text: 2_000 };

/** Null where no row names the columns that are needed. */
export function planDossiers(rows: readonly TextRow[], hamlets: readonly Hamlet[]): DossierPlan | null {
  const found = findTitles(rows, TITLES, (columns) => NEEDED.every((column) => columns[column] !== undefined));
  if (found === null) return null;
  const hamletOf = hamletsCalled(hamlets);
  const wished: WishedDossier[] = [];
  const refused: RefusedDossier[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows.slice(found.next)) {
    const cell = (column: ColumnName): string => (cells[found.columns[column] ?? -1] ?? '').normalize('NFC').trim();
    if (COLUMNS.every((column) => cell(column) === '')) continue;
    const read = readRow(cell, hamletOf);
    const code = read.ok ? (seen.has(read.value.dossier) ? 'dossier-twice' : null) : read.error.code;
    if (code === null && read.ok) wished.push({ line, ...read.value });
    else if (code !== null) refused.push({ line, dossier: cell('dossier').slice(0, 60), code });
    if (read.ok) seen.add(read.value.dossier);
  }
  return { wished, refused };
}

interface Fault {
  readonly code: DossierFault;
}
const no = (code: DossierFault) => fail({ code });

function readRow(
  cell: (column: ColumnName) => string,
  hamletOf: (said: string) => Hamlet | null,
): Result<Omit<WishedDossier, 'line'>, Fault> {
  const dossier = dossierNumberSchema.safeParse(cell('dossier'));
  if (!dossier.success) return no('dossier-number');
  const day = dayOf(cell('lodged'));
  if (day === null) return no('dossier-day');
  const form = formOf(cell('form'));
  if (form === null) return no('dossier-form');
  const fits = (column: ColumnName): boolean => cell(column).length <= (LONGEST[column] ?? 0);
  const name = cell('name').replace(/\s+/g, ' ');
  if (name === '' || !fits('name')) return no('dossier-name');
  const hamlet = hamletOf(cell('hamlet'));
  if (hamlet === null) return no('dossier-hamlet');
  if (!fits('address') || !fits('contact') || !fits('text')) return no('dossier-text');
  const told = { address: cell('address') || null, contact: cell('contact') || null, text: cell('text') || cell('form') };
  return ok({ dossier: dossier.data, lodgedOn: day, form, name, hamletId: hamlet.areaId, ...told });
}

/** "20/10/2026", also with a time after it; a true day of the sheet comes as `yyyy-mm-dd`. */
function dayOf(text: string): PlainDate | null {
  const [day = ''] = text.split(/[ T]/);
  const parsed = /^\d{4}-/.test(day) ? parseDate(day) : parseDateVi(day);
  return parsed.ok ? parsed.value : null;
}

/** "Mẫu số 01", "01", or the name of the procedure in words. */
function formOf(text: string): RequestForm | null {
  const folded = foldVi(text);
  const number = /(?:^|\D)0?([14])(?:\D|$)/.exec(folded)?.[1];
  if (folded.includes('thoat') || number === '4') return 'exit';
  return folded.includes('ra soat') || folded.includes('cong nhan ho ngheo') || number === '1' ? 'review' : null;
}

/**
 * What a title of a column means (tên cột trong danh sách): recognised with or without marks, in any order, in the words
 * that provinces use. Columns of law's forms: Circular 07/2021 Annex I and III as provincial systems print them [S 8, 32].
 */
import { foldVi } from '../../kernel/text.ts';

export const LIST_FIELDS = [
  'no',
  'code',
  'headName',
  'memberName',
  'name',
  'relation',
  'birthOfMale',
  'birthOfFemale',
  'birth',
  'sex',
  'ethnicity',
  'citizenId',
  'members',
  'formA',
  'b1',
  'b2',
  'reviewedOn',
  'reviewer',
  'origin',
  'class',
  'year',
  'hamlet',
  'commune',
  'district',
  'province',
  'address',
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

export interface Column {
  readonly field: ListField;
  /** Index of the column, from 0. */
  readonly at: number;
}

/** Tried from the top; the first that fits a title gives its meaning. Titles come folded, with signs as blanks. */
const TITLES: readonly (readonly [ListField, RegExp])[] = [
  ['no', /^(stt|tt|so tt|so thu tu)( ho| thanh vien)?$/],
  ['formA', /\b(phieu|mau) a\b/],
  ['b1', /\bb1\b/],
  ['b2', /\bb2\b/],
  ['code', /^(ma|ma so|so|ma dinh danh) ho( gia dinh| gd| ngheo| dan)?$|^household code$/],
  ['headName', /^(ho( va)? ten |ten )?chu ho( gia dinh)?$|^ho( va)? ten (cua )?chu ho\b/],
  ['memberName', /^(ho( va)? ten|ten) (cua )?(thanh vien|nhan khau|tung nguoi)/],
  ['name', /^(ho( va| chu dem va| dem va)? ten|ten|full name)( khai sinh)?$/],
  ['relation', /^(moi )?quan he\b/],
  ['birthOfMale', /^(ngay( thang)?( nam)? sinh|nam sinh|sinh nam|sinh ngay)( cua)?( chu ho| thanh vien)?( la)? nam$/],
  ['birthOfFemale', /^(ngay( thang)?( nam)? sinh|nam sinh|sinh nam|sinh ngay)( cua)?( chu ho| thanh vien)?( la)? nu$/],
  ['birth', /^(ngay( thang)?( nam)? sinh|nam sinh|sinh nam|sinh ngay)( chu ho| cua chu ho| thanh vien)?( dd mm yyyy)?$/],
  ['sex', /^(gioi tinh|phai|gioi|nam nu)( chu ho| cua chu ho| thanh vien)?( nam nu)?$/],
  ['ethnicity', /^(thanh phan )?dan toc( chu ho| cua chu ho| thanh vien)?$/],
  ['citizenId', /\b(cccd|cmnd|can cuoc|chung minh nhan dan)\b|^(so|ma)( so)? dinh danh( ca nhan)?$/],
  ['members', /^(tong )?so (nhan khau|khau|thanh vien|nguoi)( trong ho| cua ho)?$|^(tong )?nhan khau$|^so nk$/],
  ['reviewedOn', /^(ngay|thoi diem)( thang)?( nam)? (ra soat|dieu tra|phong van|danh gia|lap phieu|thu thap)/],
  [
    'reviewer',
    /^(ho( va)? ten |ten )?(ra soat vien|dieu tra vien|(nguoi|can bo|can bo dieu tra)( thuc hien)? (ra soat|dieu tra|phong van|lap phieu)|nguoi thuc hien)$/,
  ],
  ['origin', /^(phat sinh|dien bien|moi tai cu|ho moi tai cu|nguon goc)\b/],
  [
    'class',
    /^(phan loai|loai|dien|doi tuong|xep loai|ket qua|ket qua (phan loai|ra soat|cuoi cung|xep loai|chinh thuc))( ho| ho ngheo| ho ngheo ho can ngheo| cuoi cung| nam truoc)?$|^ho ngheo (ho )?can ngheo$/,
  ],
  ['year', /^nam( ra soat| danh gia|( cua)? ket qua)?$/],
  ['hamlet', /^(ten )?(thon|ap|khom|khu)( (thon|ap|khom|khu|khu pho|ban|to dan pho))*$|^to dan pho$/],
  ['commune', /^(ten |don vi |ma |ma so )?(xa|phuong|cap xa)( (xa|phuong|thi tran))*$/],
  ['district', /^(ten )?(huyen|quan|cap huyen)( (huyen|quan|thi xa|thanh pho|tp|tx))*$/],
  ['province', /^(ten )?tinh( (thanh pho|tp))?$/],
  ['address', /^(dia chi|noi o|cho o|noi cu tru)\b/],
];

/** Titles that our own sheet of returned rows puts before those of the list, in either language: the reason, and the row beside it. */
const RETURNED = { reason: /^(ly do tra lai|reason for returning)$/, row: /^(dong|row)$/ };

/** What the same sheet writes before the title of a column that was left out. */
const NOT_USED = /^khong dung\b/;

/** Which columns are ours: they say nothing of anybody and are passed over without a word. */
export function returnedAt(titles: readonly string[]): ReadonlySet<number> {
  const reasons = titles.flatMap((title, at) => (RETURNED.reason.test(tidy(title)) ? [at] : []));
  return new Set(reasons.flatMap((at) => (RETURNED.row.test(tidy(titles[at + 1] ?? '')) ? [at, at + 1] : [at])));
}

export function fieldOfTitle(title: string): ListField | null {
  const whole = tidy(title);
  if (NOT_USED.test(whole)) return null;
  const short = tidy(title.replace(/[([].*?[)\]]/g, ' '));
  const fits = (text: string): ListField | null => (text === '' ? null : (TITLES.find(([, pattern]) => pattern.test(text))?.[0] ?? null));
  const last = title.split(JOINT).at(-1) ?? '';
  return fits(whole) ?? fits(short) ?? (last === title || sexOf(last) !== null ? null : fits(tidy(last)));
}

/** Between the title above and the one below, where two rows of titles are told in one. */
export const JOINT = ' – ';

/** "Nam" and "Nữ" of a column split by sex. Without its marks "NAM" may be the year as well: what stands beside it tells. */
export function sexOf(title: string): 'male' | 'female' | null {
  const text = tidy(title);
  return text === 'nu' ? 'female' : text === 'nam' && !/[ăĂ]/.test(title.normalize('NFC')) ? 'male' : null;
}

/** The columns of a row of titles. A field belongs to the first column that names it. */
export function columnsOf(titles: readonly string[]): { readonly columns: readonly Column[]; readonly unused: readonly string[] } {
  const columns: Column[] = [];
  const unused: string[] = [];
  const ours = returnedAt(titles);
  titles.forEach((title, at) => {
    const field = fieldOfTitle(title);
    if (field !== null && !columns.some((column) => column.field === field)) columns.push({ field, at });
    else if (title !== '' && !ours.has(at)) unused.push(title);
  });
  return { columns, unused };
}

function tidy(title: string): string {
  return foldVi(title)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

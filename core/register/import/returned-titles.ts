/**
 * Titles of the sheet of rows that come back (tên cột của bảng trả lại): the list's own wherever they alone say what the column was taken
 * for, else the name that the program has for it. So the corrected sheet is read as the list was, by the same columns, although two rows
 * of titles became one, hidden columns are in sight and what a person said of a column is nowhere in the file.
 */
import { fieldOfTitle, type ListField } from './headers.ts';
import type { TableHead } from './sheet.ts';

export interface TitleWords {
  readonly nameOf: (field: ListField) => string;
  /** Of a column that is not used, though its title would be understood. */
  readonly unused: (title: string) => string;
}

/** Titles by index of column. */
export function titlesToReturn({ kind, titles, columns }: Pick<TableHead, 'kind' | 'titles' | 'columns'>, words: TitleWords): string[] {
  const used = new Map(columns.map(({ at, field }) => [at, field]));
  const seen = new Set<ListField>();
  return titles.map((title, at) => {
    const field = used.get(at) ?? null;
    const reads = fieldOfTitle(title);
    // A list of households with a relation would come back as one of members.
    if (field === null || (kind === 'households' && field === 'relation'))
      return reads === null || (seen.has(reads) && reads !== 'relation') ? title : words.unused(title);
    seen.add(field);
    return reads === field ? title : words.nameOf(field);
  });
}

/** Rows of a province's own lists that could not be taken (dòng bị trả lại khi cài đặt): a sheet for each list, the reason first. */
import { writeFileSync } from 'node:fs';
import { type CellValue, write } from 'hucre';
import { importText } from '../../../words/import.ts';

export interface RefusedRow {
  readonly line: number;
  readonly cells: readonly CellValue[];
  readonly why: string;
}

export interface RefusedRows {
  readonly name: string;
  /** The titles as they stood in the list. */
  readonly titles: readonly CellValue[];
  readonly rows: readonly RefusedRow[];
}

/** Corrected in place the lists can be brought again: the two columns in front are passed over. */
export async function writeRefused(path: string, lists: readonly RefusedRows[]): Promise<void> {
  const sheets = lists
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, titles, rows }) => ({
      name,
      rows: [
        [importText('vi', 'column.reason'), importText('vi', 'column.line'), ...titles],
        ...rows.map(({ line, cells, why }): CellValue[] => [why, line, ...cells]),
      ],
      columns: [{ width: 60 }, { width: 8 }, ...titles.map(() => ({ width: 20 }))],
      freezePane: { rows: 1, columns: 1 },
    }));
  writeFileSync(path, await write({ sheets }), { mode: 0o600 });
}

/** Score tables as they come in (bảng điểm để kiểm thử): the program's own with other points, a number, an approver. */
import { hashOfTable, importedTableId, ownTable, type ScoreTableSet } from '../../core/classify/score-table-record.ts';
import type { ScoreTable } from '../../core/classify/score-table.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { sha256 } from '../../server/ledger/tools.ts';

interface Wish {
  readonly rulebook?: RulebookId;
  readonly version: number;
  readonly status?: ScoreTable['status'];
  /** Of every option instead of the program's own. */
  readonly points?: (own: number) => number;
}

export function tableSet({ rulebook = '2022-2026', version, status = 'official', points = (own) => own }: Wish): ScoreTableSet {
  const own = ownTable(rulebook);
  const table = {
    ...{ ...own, id: importedTableId(rulebook), version, status, source: 'Phụ lục IV' },
    ...{ approver: 'Giám đốc Sở', approvedOn: '2026-08-20' },
    rows: own.rows.map((row) => ({ ...row, points: points(row.points), source: 'Phụ lục IV, mục 1' })),
  };
  return { rulebook, hash: hashOfTable(sha256, rulebook, table), table };
}

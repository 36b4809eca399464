/** The annex of sealed figures as paper and sheet lay it out (phụ lục để in): what changed, then the acts written since. In Vietnamese. */
import { groupVi } from '../../core/kernel/numbers.ts';
import type { AnnexView } from '../../core/report/views.ts';
import { dayText } from '../../words/locale.ts';
import { type ReportKey, reportText } from '../../words/report.ts';

export interface AnnexTable {
  readonly head: readonly string[];
  /** As a program goes on reckoning with it. */
  readonly values: readonly (readonly (string | number)[])[];
  /** As a person reads it. */
  readonly rows: readonly (readonly string[])[];
  /** Columns of numbers. */
  readonly right: readonly number[];
  readonly widths: readonly number[];
}

export function annexSheet({ on, changes, acts }: AnnexView) {
  const text = (key: ReportKey) => reportText('vi', key);
  const changed: AnnexTable = table(
    ['annex.unit', 'annex.figure', 'annex.sealed', 'annex.now', 'annex.difference'],
    changes.map(({ name, figure, sealed, now }) => [name, figure, sealed, now, now - sealed]),
    [3, 5, 1, 1, 1],
  );
  const written: AnnexTable = table(
    ['annex.recorded', 'annex.act', 'annex.of-day', 'annex.where', 'annex.by', 'annex.acts', 'annex.households'],
    acts.map(({ recordedOn, what, day, where, by, acts: of, households }) => [
      ...[dayText('vi', recordedOn), what, day === null ? '' : dayText('vi', day), where, by],
      ...[of, households],
    ]),
    [2, 4, 2, 3, 3, 1, 1],
  );
  return {
    title: reportText('vi', 'annex.title', { day: dayText('vi', on) }),
    lead: changes.length === 0 ? `${text('annex.lead')} ${text('annex.no-change')}` : text('annex.lead'),
    tables: [changed, written].filter(({ rows }) => rows.length > 0),
  };
}

function table(keys: readonly ReportKey[], values: AnnexTable['values'], widths: readonly number[]): AnnexTable {
  return {
    ...{ head: keys.map((key) => reportText('vi', key)), values, widths },
    rows: values.map((row) => row.map((value) => (typeof value === 'number' ? groupVi(value) : value))),
    right: (values[0] ?? []).flatMap((value, i) => (typeof value === 'number' ? [i] : [])),
  };
}

/** Several years in the units of one day as a workbook (bảng chuỗi nhiều năm): a sheet for each count, one for each rate. */
import { formatVi, type PlainDate } from '../../core/kernel/dates.ts';
import { inFileName } from '../../core/kernel/text.ts';
import { MEASURES, type Measure, measured, type SeriesValue, type SeriesView } from '../../core/report/series.ts';
import { seriesText } from '../../words/series.ts';
import { listFile, type ListSheet, type SheetFile } from '../register/list-sheet.ts';

export function seriesSheet(view: SeriesView, today: PlainDate): Promise<SheetFile> {
  return listFile(
    `chuoi-nam-${inFileName(view.area.name)}-${view.on}-lap-${today}.xlsx`,
    MEASURES.map((measure) => sheetOf(view, measure)),
  );
}

function sheetOf(view: SeriesView, measure: Measure): ListSheet {
  const t = (key: Parameters<typeof seriesText>[1], params = {}) => seriesText('vi', key, params);
  const values = [...view.units.flatMap((unit) => unit.values), ...view.totals];
  const written = (value: SeriesValue): number | string => {
    const found = measured(value, measure);
    return found === null ? '–' : measure.endsWith('Rate') ? found / 100 : found;
  };
  return {
    name: t(`measure.${measure}`),
    title: `${t(`measure.${measure}`)}, ${view.area.name}`,
    notes: [
      t('units-of', { day: formatVi(view.on) }),
      ...view.years.flatMap(({ year, end, standing }) =>
        standing === 'open' || standing === 'none' ? [t(standing, { year, day: formatVi(end) })] : [],
      ),
      ...(values.some(({ estimated }) => estimated) ? [t('estimated')] : []),
    ],
    columns: [
      { title: t('unit'), width: 28 },
      ...view.years.flatMap(({ year }) => [
        { title: String(year), width: 12 },
        { title: '', width: 3 },
      ]),
    ],
    rows: [...view.units, { name: t('total'), part: false, values: view.totals }].map((unit) => [
      unit.part ? t('part', { unit: unit.name }) : unit.name,
      ...unit.values.flatMap((value) => [written(value), value.estimated ? '≈' : '']),
    ]),
    totals: true,
  };
}

/**
 * An official table as a file (tệp biểu báo cáo): the view with head and foot of the page around it, as .xlsx or PDF, and
 * the name under which it is kept.
 */
import { type AreaTree, areaAbove, levelOf } from '../../core/kernel/areas.ts';
import { dayInVietnam, type Instant, type PlainDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { inFileName } from '../../core/kernel/text.ts';
import type { TableView } from '../../core/report/views.ts';
import { type ReportKey, reportText } from '../../words/report.ts';
import type { Params } from '../../words/words.ts';
import type { TableDocument } from './document.ts';
import { paperOf } from './paper.ts';
import { sheetOf } from './sheet.ts';
import { layoutFor } from './table.ts';

const FORMATS = {
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: sheetOf },
  pdf: { type: 'application/pdf', make: paperOf },
} as const;

export type FileFormat = keyof typeof FORMATS;

export interface Around {
  readonly tree: AreaTree;
  readonly now: Instant;
  readonly areaId: string;
  readonly date: PlainDate;
}

export async function tableFile(
  view: TableView,
  around: Around,
  format: FileFormat,
): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  const { type, make } = FORMATS[format];
  return { name: fileName(view, format), type, bytes: await make(documentOf(view, around)) };
}

export const typeOf = (format: FileFormat): string => FORMATS[format].type;

/** `Bieu-4-tinh-vinh-long-2023.xlsx`; a draft says so, and what is sealed. */
export function fileName(view: TableView, format: FileFormat): string {
  const stage = view.draft ? '-du-thao' : view.stage.kind === 'sealed' ? '-chot' : '';
  return `Bieu-${view.table}${stage}-${inFileName(view.areaName)}-${view.round.year}.${format}`;
}

/** Papers are in Vietnamese; the commune's office makes the tables of its hamlets too. */
export function documentOf(view: TableView, { tree, now, areaId, date }: Around): TableDocument {
  const text = (key: ReportKey, values?: Params) => reportText('vi', key, values);
  const commune = isAreaId(areaId) && levelOf(tree, areaId) === 'hamlet' ? areaAbove(tree, areaId, date, 'commune') : null;
  const office = commune?.name ?? view.areaName;
  const [year, month, day] = dayInVietnam(now).split('-');
  const layout = layoutFor(view.table, view.rulebook);
  const place = office.replace(/^(Xã|Phường|Thị trấn|Huyện|Thị xã|Thành phố|Tỉnh)\s+/, '');
  return {
    view,
    office: text('page.office-commune', { name: office.toLocaleUpperCase('vi') }),
    motto: [text('page.motto-1'), text('page.motto-2')],
    tableNumber: text('table-number', { table: view.table }),
    subtitle: [
      commune === null ? view.areaName : `${view.areaName}, ${commune.name}`,
      text('year-line', { year: view.round.year }),
      view.stage.text,
    ],
    placeDate: text('page.place-date', { place, day: day ?? '', month: month ?? '', year: year ?? '' }),
    maker: [text('page.maker'), text('page.sign-hint')],
    signatory: [text('page.signatory'), text('page.signatory-office'), text('page.seal-hint')],
    widths: layout.widths,
    paper: layout.paper,
  };
}

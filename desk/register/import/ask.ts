/** What the import pages ask the server for (hỏi máy chủ khi nhập danh sách); shapes are core/register/import/views.ts. */
import type { LegacyEncoding } from '../../../core/kernel/legacy-text.ts';
import type { Problem, Result } from '../../../core/kernel/result.ts';
import type { SheetChoice } from '../../../core/register/import/sheet.ts';
import type { RowKind } from '../../../core/register/import/plan.ts';
import type {
  ImportsView,
  ImportView,
  PlanRowsView,
  ReadingView,
  ReturnedRowsView,
  UndoView,
  UploadView,
} from '../../../core/register/import/views.ts';
import { type Asked, get, post, save, sendBytes } from '../../../ui/api.ts';

const base = (areaId: string): string => `/api/areas/${encodeURIComponent(areaId)}/imports`;

export const askImports = (areaId: string): Asked<ImportsView> => get(base(areaId));

/** All files of one import, one after another; `onFile` is told which is on its way. */
export async function upload(areaId: string, files: readonly File[], onFile: (name: string) => void): Promise<Result<string, Problem>> {
  let draft: string | null = null;
  for (const file of files) {
    onFile(file.name);
    const query: URLSearchParams = new URLSearchParams({ name: file.name, ...(draft === null ? {} : { draft }) });
    const sent: Result<UploadView, Problem> = await sendBytes<UploadView>(`${base(areaId)}/files?${query}`, file);
    if (!sent.ok) return sent;
    draft = sent.value.draftId;
  }
  return draft === null ? { ok: false, error: { code: 'import-not-read' } } : { ok: true, value: draft };
}

export interface Reading {
  readonly choices: readonly SheetChoice[];
  readonly legacy: LegacyEncoding | null;
  /** Of which year results are that do not say it. */
  readonly resultYear: number | null;
  /** Whether households of which the list tells nothing ask to be reviewed. */
  readonly requests: boolean;
}

const draft = (areaId: string, draftId: string): string => `${base(areaId)}/drafts/${draftId}`;

export const askPlan = (areaId: string, draftId: string, reading: Reading): Asked<ImportView> =>
  post(`${draft(areaId, draftId)}/plan`, reading);
/** How far the plan that is being made has come; null when none is. */
export const askReading = (areaId: string, draftId: string): Asked<{ readonly reading: ReadingView | null }> =>
  get(`${draft(areaId, draftId)}/reading`);
export const askDraft = (areaId: string, draftId: string): Asked<ImportView> => get(draft(areaId, draftId));
/** `agreed`: to what changes in years that are decided. */
export const startWriting = (areaId: string, draftId: string, agreed: boolean): Asked<ImportView> =>
  post(`${draft(areaId, draftId)}/run`, { agreed });
const part = (path: string, asked: Record<string, string | number>): string =>
  `${path}?${new URLSearchParams(Object.entries(asked).map(([key, value]) => [key, String(value)]))}`;

export const askRows = (areaId: string, draftId: string, kind: RowKind, after: number): Asked<PlanRowsView> =>
  get(part(`${draft(areaId, draftId)}/rows`, { kind, after }));
export const askReturnedRows = (areaId: string, draftId: string, after: number): Asked<ReturnedRowsView> =>
  get(part(`${draft(areaId, draftId)}/returned-rows`, { after }));

export const saveReturned = (areaId: string, draftId: string): Asked<true> =>
  save(`${draft(areaId, draftId)}/returned`, 'dong-tra-lai.xlsx');

export const saveTemplate = (areaId: string): Asked<true> => save(`${base(areaId)}/template`, 'mau-nhap.xlsx');

export const askUndo = (areaId: string, importId: string): Asked<UndoView> => get(`${base(areaId)}/${importId}/undo`);
export const undo = (areaId: string, importId: string): Asked<UndoView> => post(`${base(areaId)}/${importId}/undo`, {});

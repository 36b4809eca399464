/** What the page of score tables asks the server (hỏi máy chủ về bảng điểm), with its address. */
import type { TableFacts } from '../../core/classify/score-table-sheet.ts';
import type { ScoreTablesView, TableLook } from '../../core/classify/score-table-view.ts';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { type Asked, get, post, save, savePosted } from '../../ui/api.ts';
import type { Language } from '../../words/words.ts';

export const scoreTablePage = '/desk/bang-diem';

export function askScoreTables(): Asked<ScoreTablesView> {
  return get('/api/score-tables');
}

export function saveTableSheet(rulebook: RulebookId): Asked<true> {
  return save(`/api/score-tables/${rulebook}/sheet`, `bang-diem-${rulebook}.xlsx`);
}

export interface BroughtTable {
  readonly rulebook: RulebookId;
  readonly name: string;
  readonly base64: string;
  readonly given: TableFacts;
  readonly lang: Language;
}

export function lookAtTable(brought: BroughtTable): Asked<TableLook> {
  return post('/api/score-tables', { ...brought, want: 'look' });
}

export function setTable(brought: BroughtTable): Asked<TableLook> {
  return post('/api/score-tables', { ...brought, want: 'set' });
}

/** The rows that came back, as a file. */
export function saveRefused(brought: BroughtTable): Asked<true> {
  return savePosted('/api/score-tables', { ...brought, want: 'refused' }, 'dong-bi-tra-lai.xlsx');
}

export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

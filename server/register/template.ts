/**
 * An empty list for a commune to fill in (tệp mẫu nhập danh sách): a sheet of households, one of members, and one that says what each
 * column holds, with the commune's code and its hamlets as the register writes them. Brought back it is recognised without a word.
 */
import { write } from 'hucre';
import { NEEDED, TEMPLATE, type TemplateField, TITLE_OF } from '../../core/register/import/template.ts';
import type { TableKind } from '../../core/register/import/sheet.ts';
import { importText } from '../../words/import.ts';

export interface TemplateOf {
  readonly name: string;
  readonly code: string;
  readonly hamlets: readonly string[];
}

export function templateSheet({ name, code, hamlets }: TemplateOf): Promise<Uint8Array> {
  const list = (kind: TableKind) => ({
    name: importText('vi', `template.${kind}`),
    rows: [TEMPLATE[kind].map((field) => TITLE_OF[field])],
    columns: TEMPLATE[kind].map((field) => ({ width: Math.max(12, TITLE_OF[field].length + 4), numFmt: '@' })),
    freezePane: { rows: 1 },
  });
  const guide = [
    [importText('vi', 'template.of', { commune: name, code })],
    [],
    [importText('vi', 'template.column'), importText('vi', 'template.hint'), importText('vi', 'template.needed')],
    ...(['households', 'members'] as const).flatMap((kind) => [
      [importText('vi', `template.${kind}`)],
      ...TEMPLATE[kind].map((field) => [TITLE_OF[field], importText('vi', `hint.${field}`), NEEDED.has(field) ? 'x' : null]),
    ]),
    [],
    [importText('vi', 'template.hamlets')],
    ...hamlets.map((hamlet) => [hamlet]),
  ];
  const columns = [{ width: 26 }, { width: 90 }, { width: 10 }];
  return write({ sheets: [list('households'), list('members'), { name: importText('vi', 'template.guide'), rows: guide, columns }] });
}

/** Of both lists, each once. */
export function fieldsOf(): TemplateField[] {
  return [...new Set([...TEMPLATE.households, ...TEMPLATE.members])];
}

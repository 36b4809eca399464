/** A short list as a sheet in the body of a request (bảng tính gửi kèm): of people, of hamlets; looked at, or done when `write` is set. */
import { Buffer } from 'node:buffer';
import * as z from 'zod';
import type { Result } from '../../core/kernel/result.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';
import { HttpProblem } from '../http/problem.ts';

/** Opens a sheet: the reader of lists is a later room. */
export type ReadRows = (file: {
  readonly name: string;
  readonly bytes: Uint8Array;
}) => Promise<Result<readonly TextRow[], { readonly code: string }>>;

/** A sheet of a few thousand rows is well below it. */
const SHEET_BYTES = 4 * 1_048_576;

export const SHEET_ROUTE = {
  method: 'POST',
  body: z.strictObject({ name: z.string().max(200), base64: z.base64().max(SHEET_BYTES), write: z.boolean() }),
  bodyLimit: SHEET_BYTES + 65_536,
  perMinute: 30,
} as const;

/** Throws with the file's name where it cannot be read. */
export async function rowsOf(readRows: ReadRows, { name, base64 }: { name: string; base64: string }): Promise<readonly TextRow[]> {
  const rows = await readRows({ name, bytes: Buffer.from(base64, 'base64') });
  if (!rows.ok) throw new HttpProblem(400, rows.error.code, { file: name });
  return rows.value;
}

/** What such a sheet is sent as. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A commune of the mini village into which tests import lists (xã để thử nhập danh sách): who does it, on which day, and
 * workbooks as an office's spreadsheet program writes them, by the second writer. What comes out is the tests' own.
 */
import * as XLSX from '@e965/xlsx';
import { reachOf } from '../../core/access/reach.ts';
import type { AreaTree } from '../../core/kernel/areas.ts';
import { date, type Instant, instantOf, millisOf, parseInstant } from '../../core/kernel/dates.ts';
import { keepAreaTree } from '../../server/access/areas.ts';
import { asActor, type Db } from '../../server/http/transaction.ts';
import type { Who } from '../../server/ledger/door.ts';
import { type ImportWish, type Prepared, prepareImport } from '../../server/register/import.ts';
import type { BroughtFile } from '../../server/register/workbook.ts';
import { type LoadedMini, loadMini, type LoadMiniOptions } from '../village/load.ts';

export const TODAY = date('2026-11-24');
const BEGIN = moment('2026-11-24T03:00:00.000Z');

export interface Imports {
  readonly mini: LoadedMini;
  readonly tree: AreaTree;
  readonly who: (username: string) => Exclude<Who, 'system'>;
  /** Each a second later than the last. */
  readonly wish: (files: readonly BroughtFile[], username?: string) => ImportWish;
  /** Of somebody who says yes to what changes in decided years. */
  readonly prepare: (files: readonly BroughtFile[], username?: string) => Promise<Prepared & { readonly agreed: boolean }>;
}

export async function openImports(db: Db, visited: NonNullable<LoadMiniOptions['visited']> = () => true): Promise<Imports> {
  const mini = await loadMini(db, { passwords: false, now: () => BEGIN, visited });
  const tree = await asActor(db, { accountId: 'public', reach: 'all', today: TODAY }, keepAreaTree());
  let ticks = 0;
  const who = (username: string): Exclude<Who, 'system'> => {
    const account = mini.accounts[username];
    if (account === undefined) throw new Error(`no account ${username}`);
    const actor = { accountId: account.accountId, grants: account.grants };
    return { actor, scope: { accountId: account.accountId, reach: reachOf(actor, tree, TODAY), today: TODAY } };
  };
  const wish = (files: readonly BroughtFile[], username = 'canbo'): ImportWish => {
    ticks += 1;
    return {
      files,
      communeId: mini.village.communeId,
      round: { roundId: mini.rounds.now, year: 2026 },
      tree,
      who: who(username),
      now: instantOf(millisOf(BEGIN) + ticks * 1_000),
      today: TODAY,
    };
  };
  const prepare: Imports['prepare'] = async (files, username) => {
    const prepared = await prepareImport(db, wish(files, username));
    if (!prepared.ok) throw new Error(prepared.error.code);
    return { ...prepared.value, agreed: true };
  };
  return { mini, tree, who, wish, prepare };
}

export function workbook(
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
  type: 'xlsx' | 'biff8' = 'xlsx',
  name = `danh-sach.${type === 'xlsx' ? 'xlsx' : 'xls'}`,
): { name: string; bytes: Uint8Array } {
  const book = XLSX.utils.book_new();
  for (const [title, rows] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), title);
  return { name, bytes: new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: type })) };
}

function moment(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new RangeError(text);
  return parsed.value;
}

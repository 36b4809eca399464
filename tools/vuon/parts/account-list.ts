/**
 * A province's own list of people and their posts (danh sách cán bộ, rà soát viên): what `core/access/account-sheet` understands of it
 * becomes accounts without a code; codes are printed as slips at the desk. Run again it adds only who is missing.
 */
import { randomUUID } from 'node:crypto';
import { planAccounts, postKey } from '../../../core/access/account-sheet.ts';
import type { AreaTree } from '../../../core/kernel/areas.ts';
import { readAccounts } from '../../../server/access/account-store.ts';
import { holdsLater } from '../../../server/access/accounts.ts';
import type { Db } from '../../../server/http/transaction.ts';
import type { TextRow } from '../../../core/kernel/text-sheet.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { EXIT, stopSaying } from '../command.ts';
import { today } from './clock.ts';
import { asSystem } from './installation.ts';
import { act } from './office.ts';
import type { RefusedRows } from './refused-rows.ts';

export async function addAccounts(db: Db, tree: AreaTree, rows: readonly TextRow[]): Promise<{ added: number; refused: RefusedRows }> {
  const all = await asSystem(db, (tx) => readAccounts(tx));
  const posts = all.flatMap(({ displayName, posts: held }) =>
    held.filter((post) => holdsLater(post, today())).map((post) => postKey(displayName, post.role, post.areaId)),
  );
  const usernames = new Set(all.map(({ username }) => username));
  const plan = planAccounts(rows, { tree, today: today(), usernames, posts: new Set(posts) });
  if (!plan.ok) return stopSaying(EXIT.findings, problemsText('vi', plan.error.code));
  for (const { username, displayName, role, areaId, from, to } of plan.value.wished)
    await act(db, 'account-created', { accountId: randomUUID(), username, displayName, grants: [{ role, areaId, from, to }] });
  const byLine = new Map(rows.map((row) => [row.line, row.cells]));
  const first = Math.min(...plan.value.refused.map(({ line }) => line), ...plan.value.wished.map(({ line }) => line));
  const refused = plan.value.refused.map(({ line, code, ...about }) => ({
    line,
    cells: byLine.get(line) ?? [],
    why: isProblemCode(code) ? problemsText('vi', code, about) : code,
  }));
  return {
    added: plan.value.wished.length,
    refused: { name: 'Tài khoản', titles: rows.findLast(({ line }) => line < first)?.cells ?? [], rows: refused },
  };
}

/**
 * To undo an import (hủy một lần nhập danh sách): the door reads what the ledger says of each household named, and takes back
 * only what this import did and nobody has built on. Households that must stay as they are get no event; `withdrawals.ts`
 * says why, before and after.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import type { Sql } from '../sql.ts';
import { readWithdrawals } from '../withdrawals.ts';
import type { Plan } from './append.ts';
import { findHousehold, type Decided } from './decide-household.ts';
import { findOffice } from './decide-office.ts';
import { refuse, type World } from './world.ts';

export function decideUndo(world: World, command: CommandOf<'undo-import'> | CommandOf<'import-undone'>): Promise<Decided> {
  return command.kind === 'undo-import' ? undoImport(world, command) : noteUndone(world, command);
}

async function undoImport(world: World, { payload }: CommandOf<'undo-import'>): Promise<Decided> {
  const office = findOffice(world, 'import-list', payload.communeId);
  if (!office.ok) return office;
  const run = await findRun(world.sql, payload.importId);
  if (run === null || run.communeId !== payload.communeId) return refuse({ code: 'import-unknown' });
  if (run.undone) return refuse({ code: 'import-undone-already' });
  const withdrawals = await readWithdrawals(world.sql, world.tools.hash, payload);
  const plans: Plan[] = [];
  for (const householdId of payload.householdIds) {
    const withdrawal = withdrawals.get(householdId);
    if (withdrawal?.kind !== 'withdraw') continue;
    const found = findHousehold(world, 'import-list', householdId);
    if (!found.ok) return found;
    plans.push({ bookId: found.value.book.bookId, householdId, said: { kind: 'import-withdrawn', body: withdrawal.body } });
  }
  return ok(plans);
}

async function noteUndone(world: World, { payload }: CommandOf<'import-undone'>): Promise<Decided> {
  const office = findOffice(world, 'import-list', payload.communeId);
  if (!office.ok) return office;
  const run = await findRun(world.sql, payload.importId);
  if (run === null || run.communeId !== payload.communeId) return refuse({ code: 'import-unknown' });
  if (run.undone) return refuse({ code: 'import-undone-already' });
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'import-undone', body: payload } }]);
}

async function findRun(sql: Sql, importId: string): Promise<{ communeId: string; undone: boolean } | null> {
  const [row] = await sql.query<{ communeId: string; undone: boolean }>(
    'select commune_id as "communeId", undone_at is not null as undone from import_run where import_id = $1',
    [importId],
  );
  return row ?? null;
}

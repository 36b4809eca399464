/**
 * Undoing an import (hủy một lần nhập danh sách): first what would be taken off, put back and left alone, with the reason; then
 * the same through the door, in parts, and one event in the commune's book at the end. Cut off, it is simply done again.
 */
import type { AreaId } from '../../core/kernel/ids.ts';
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import { fail, ok, type Result } from '../../core/kernel/result.ts';
import { idFromText } from '../../core/register/import/identity.ts';
import type { KeptWhy } from '../../core/register/import/undo.ts';
import { MAX_UNDONE } from '../../core/register/household.ts';
import type { CommandProblem } from '../../core/sync/envelope.ts';
import { asActor, type Db } from '../http/transaction.ts';
import { submit, type Who } from '../ledger/door.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { sha256 } from '../ledger/tools.ts';
import { readWithdrawals } from '../ledger/withdrawals.ts';
import { countWithdrawn, readCodes, readTouched } from './import-store.ts';

export interface UndoWish {
  readonly importId: string;
  readonly communeId: AreaId;
  readonly hamletIds: readonly string[];
  readonly who: Exclude<Who, 'system'>;
  readonly now: Instant;
  readonly today: PlainDate;
}

export interface UndoPlan {
  readonly removed: readonly string[];
  readonly restored: readonly string[];
  readonly kept: readonly { readonly householdId: string; readonly code: string; readonly why: KeptWhy }[];
}

/** Reads and writes nothing. */
export function planUndo(db: Db, wish: UndoWish): Promise<UndoPlan> {
  return asActor(db, wish.who.scope, async (tx) => {
    const touched = [...(await readTouched(tx, wish)).keys()];
    const removed: string[] = [];
    const restored: string[] = [];
    const kept: { householdId: string; why: KeptWhy }[] = [];
    for (const householdIds of parts(touched)) {
      const withdrawals = await readWithdrawals(sqlOfKysely(tx), sha256, { importId: wish.importId, householdIds });
      for (const [householdId, withdrawal] of withdrawals) {
        if (withdrawal.kind === 'kept') kept.push({ householdId, why: withdrawal.why });
        else if (withdrawal.kind === 'withdraw') (withdrawal.body.former === null ? removed : restored).push(householdId);
      }
    }
    const codes = await readCodes(
      tx,
      kept.map((each) => each.householdId),
    );
    return { removed, restored, kept: kept.map((each) => ({ ...each, code: codes.get(each.householdId) ?? '' })) };
  });
}

/** A later import has written on households of this one: undone in the order of writing, none would come back as it was. */
export const undoesLaterFirst = (plan: UndoPlan): boolean => plan.kept.some(({ why }) => why === 'imported-since');

/** `onPart` is told how many households are done. Fails with `import-undo-later-first` and writes nothing. */
export async function runUndo(
  db: Db,
  { wish, plan }: { readonly wish: UndoWish; readonly plan: UndoPlan },
  onPart: (done: number) => void = () => {},
): Promise<Result<true, CommandProblem>> {
  if (undoesLaterFirst(plan)) return fail({ code: 'import-undo-later-first' });
  const all = [...plan.removed, ...plan.restored];
  let done = 0;
  for (const householdIds of parts(all)) {
    const sent = await send(db, wish, { kind: 'undo-import', more: { householdIds } });
    if (!sent.ok) return sent;
    onPart((done += householdIds.length));
  }
  // From the ledger: an undo that was cut off and begun again is one.
  const undone = await asActor(db, wish.who.scope, (tx) => countWithdrawn(tx, wish));
  // Of this run: the next one is told that it was undone before.
  return send(db, wish, { kind: 'import-undone', more: { ...undone, kept: plan.kept.length }, run: all.length });
}

async function send(db: Db, wish: UndoWish, what: { kind: string; more: object; run?: number }): Promise<Result<true, CommandProblem>> {
  const { importId, communeId, now, today } = wish;
  const payload = { importId, communeId, ...what.more };
  const commandId = idFromText(sha256, `undo ${importId} ${what.kind} ${now} ${JSON.stringify(what.more)} ${what.run ?? ''}`);
  const [answer] = await submit(db, wish.who, [{ commandId, kind: what.kind, v: 1, at: now, payload }], { now, today });
  return answer?.problem === undefined ? ok(true) : fail(answer.problem);
}

function parts(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / MAX_UNDONE) }, (_, i) => ids.slice(i * MAX_UNDONE, (i + 1) * MAX_UNDONE));
}

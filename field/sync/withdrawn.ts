/**
 * A phone that was withdrawn, or whose person may keep no list any more (máy bị thu quyền): what it still holds sealed is handed in, unopened, and then all that is
 * theirs here goes. Nothing goes before the server has said of every form that it has it. Needs no PIN and no session.
 */
import type { HandedIn } from '../../core/views.ts';
import { post } from '../../ui/api.ts';
import { dropHandedIn, findPeople, type OutboxRow, outboxOf, type Person, wipe } from './device.ts';
import { addGone, type Gone } from './gone.ts';
import { piecesOf } from './piece.ts';
import { countWaiting } from './pieces.ts';

/** Asks for each person with a list on this phone whether they may still keep it. Who may not is handed in and gone when it returns. */
export async function heedWithdrawals(): Promise<readonly Gone[]> {
  const gone: Gone[] = [];
  for (const person of await findPeople()) {
    if (!person.lock.pin || person.handIn === undefined) continue;
    const handed = await alone(person.accountId, () => heed(person));
    if (handed !== null) gone.push({ accountId: person.accountId, displayName: person.displayName, ...handed });
  }
  if (gone.length > 0) addGone(gone);
  return gone;
}

/** Not while another window sends the same forms. */
async function alone<T>(accountId: string, work: () => Promise<T | null>): Promise<T | null> {
  const { locks } = navigator;
  return locks === undefined
    ? work()
    : locks.request(`vuon-send-${accountId}`, { ifAvailable: true }, (lock) => (lock === null ? null : work()));
}

/** What became of what lay here; null: nothing changed, or the line failed. */
async function heed({ accountId, handIn, phoneId }: Person): Promise<Omit<Gone, 'accountId' | 'displayName'> | null> {
  const send = (commands: readonly object[]) =>
    post<HandedIn>('/api/quarantine', { accountId, word: handIn, commands, ...(phoneId === undefined ? {} : { phoneId }) });
  const asked = await send([]);
  if (!asked.ok || !asked.value.withdrawn) return null;
  let handed = 0;
  for (const piece of piecesOf(formsOf(await outboxOf(accountId)))) {
    const answer = await send(piece.map(({ commandId, box }) => ({ commandId, box })));
    if (!answer.ok || !answer.value.withdrawn) return null;
    const there = answer.value.answers.filter((one) => one.answer === 'taken' || one.answer === 'known').map(({ commandId }) => commandId);
    await dropHandedIn(accountId, there);
    handed += there.length;
  }
  const lost = { reports: (await outboxOf(accountId)).filter(isReport).length, photos: (await countWaiting(accountId)).size };
  const left = await wipe(accountId);
  return left === 0 || handed > 0 ? { handedIn: handed, left, ...lost } : null;
}

/** That something was done; that it arrived and was opened nobody has to tell again. */
const isReport = ({ step, subject, state }: OutboxRow): boolean => step === true && state === 'waiting' && subject.endsWith('|done');

/** Steps of directives are no forms, and stay with their person. */
const formsOf = (rows: readonly OutboxRow[]): readonly OutboxRow[] => rows.filter(({ box, step }) => box !== null && step !== true);

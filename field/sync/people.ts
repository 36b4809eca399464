/**
 * Who may open what lies on this phone (người dùng máy, mã PIN): choosing a PIN, and trying one. A try is written down before it is
 * made, so that ending the app does not win one back; after some in vain each further one waits longer. Sealing is `vault.ts`.
 */
import { changePerson, findPerson, type Person, type Store, Store as OpenStore, takeOver } from './device.ts';
import { askChip, makeChip } from './chip.ts';
import { keyUnderPin, openWithPin, roundsHere, underChip } from './vault.ts';

/** Tries that cost no waiting. */
export const FREE_TRIES = 5;
const FIRST_WAIT = 30_000;
const LONGEST_WAIT = 3_600_000;

/** How long to wait after so many PINs in vain. */
export function waitAfter(wrong: number): number {
  return wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - FREE_TRIES));
}

/** A clock set back does not make the wait longer than it was. */
export function waitLeft({ wrong, waitUntil }: Pick<Person, 'wrong' | 'waitUntil'>, now: number): number {
  return Math.max(0, Math.min(waitUntil - now, waitAfter(wrong)));
}

export type Tried =
  | { readonly opened: Store }
  | { readonly wrong: true /** Tries left before waiting begins. */; readonly left: number; readonly waitMs: number }
  | { readonly waitMs: number; readonly wrong: false }
  /** The screen lock was not confirmed: nothing was tried. */
  | { readonly chip: 'silent' };

export async function tryPin(accountId: string, pin: string): Promise<Tried> {
  const person = await findPerson(accountId);
  if (person === undefined || !person.lock.pin) return { wrong: true, left: 0, waitMs: 0 };
  const now = Date.now();
  const before = waitLeft(person, now);
  if (before > 0) return { wrong: false, waitMs: before };
  const { wrapped, chip } = person.lock;
  const secret = chip === undefined ? null : await askChip(chip);
  if (chip !== undefined && secret === null) return { chip: 'silent' };
  const wrong = person.wrong + 1;
  await changePerson(accountId, { wrong, waitUntil: now + waitAfter(wrong) });
  const key = await openWithPin(pin, accountId, wrapped, secret);
  if (key === null) return { wrong: true, left: Math.max(0, FREE_TRIES - wrong), waitMs: waitAfter(wrong) };
  await changePerson(accountId, { wrong: 0, waitUntil: 0 });
  const opened = new OpenStore(person, key);
  await takeOver(opened);
  return { opened };
}

/** From now on the phone's screen lock is asked before the PIN. False: this phone has no such chip, or its person did not confirm. */
export async function lockWithChip(accountId: string): Promise<boolean> {
  const person = await findPerson(accountId);
  if (person === undefined || !person.lock.pin || person.lock.chip !== undefined) return false;
  const made = await makeChip(person.displayName);
  if (made === null) return false;
  const { wrapped } = person.lock;
  const lock = { pin: true, wrapped: await underChip(wrapped, accountId, made.secret), chip: made.chip } as const;
  await changePerson(accountId, { lock });
  return true;
}

/** A key of theirs under the PIN; takes as long as opening it will. Nothing is kept yet. */
export function makeLock(accountId: string, pin: string): Promise<Made> {
  return roundsHere(() => performance.now()).then((rounds) => keyUnderPin(pin, accountId, rounds));
}
type Made = Awaited<ReturnType<typeof keyUnderPin>>;

/** What the person keeps without a PIN goes under the new one. */
export async function choosePin(store: Store, told: Pick<Person, 'displayName' | 'phoneId'>, { key, wrapped }: Made): Promise<Store> {
  const { accountId } = store;
  const lock = { pin: true, wrapped } as const;
  return store.moveTo({ accountId, ...told, lock, generation: crypto.randomUUID(), wrong: 0, waitUntil: 0 }, key);
}

/**
 * What the person at work keeps on this phone, opened (sổ đang mở trên máy): unlocked by their PIN, brought up to date when there is
 * a line, shut again. The data key and all that was opened live in memory only. Storage is loaded when needed, after the
 * first screen of those who keep nothing.
 */
import { type Problem, type Result, fail, ok } from '../../core/kernel/result.ts';
import { emptyInbox, type HeldBook, type Inbox } from '../../core/sync/inbox.ts';
import type { DeviceView, PulledHouseholdView, SessionView } from '../../core/views.ts';
import type { Holding } from '../kept/holding.ts';
import type { Change, Person, Store } from './device.ts';
import type { Act } from './forms.ts';
import { backAgain } from './gone.ts';
import type { Tried } from './people.ts';

/** The list as it lies on the phone: one record for what the server told, one for each book. */
interface KeptDevice {
  readonly device: DeviceView;
  readonly skew: number;
  readonly epoch: string | null;
  /** Phone's clock. */
  readonly broughtAt: number;
}
interface KeptBook {
  readonly bookId: string;
  readonly hamletId: string;
  readonly version: number;
  readonly rows: readonly PulledHouseholdView[];
}

/** How the last talk with the server ended; null: none yet since the app was opened. */
export type Line = 'fresh' | 'no-line' | 'signed-out' | 'withdrawn' | 'too-old' | 'failed';

let store = $state.raw<Store | null>(null);
let holding = $state.raw<Holding | null>(null);
let acts = $state.raw<readonly Act[]>([]);
let broughtAt = $state(0);
let line = $state<Line | null>(null);
let firstKept = false;
let bringing = $state(false);
/** Somebody of this phone wants to sign in with a password instead of opening what lies here. */
let past = false;
let forgotten: string | null = null;

export const keeper = {
  /** Of the person at work; null while nothing is opened. */
  get store(): Store | null {
    return store;
  },
  /** Null for who keeps no list on this phone, or has not opened it. */
  get holding(): Holding | null {
    return holding;
  },
  /** What happened to households and the list does not tell of yet. */
  get acts(): readonly Act[] {
    return acts;
  },
  /** By the phone's clock set right. */
  get broughtAt(): number {
    return broughtAt + (holding?.skew ?? 0);
  },
  get line(): Line | null {
    return line;
  },
  get bringing(): boolean {
    return bringing;
  },
};

const MARK = 'vuon.kept';

/** A list lies on this phone under somebody's PIN: that is asked for before anything else. */
export function mustUnlock(): boolean {
  return store === null && !past && localStorage.getItem(MARK) !== null;
}

export function signInInstead(): void {
  past = true;
}

/** Their PIN is forgotten: after signing in with the password they choose another. */
export function renewPin(accountId: string): void {
  [past, forgotten] = [true, accountId];
}

export function renews(accountId: string): boolean {
  return forgotten === accountId;
}

export async function keepers(): Promise<Person[]> {
  const people = await (await import('./device.ts')).findPeople();
  return people.filter(({ lock }) => lock.pin);
}

export async function unlock(accountId: string, pin: string): Promise<Tried> {
  const { tryPin } = await import('./people.ts');
  const tried = await tryPin(accountId, pin);
  if ('opened' in tried) await read(tried.opened);
  return tried;
}

async function read(opened: Store): Promise<void> {
  const kept = await opened.find<KeptDevice>('device', 'own');
  const books = await opened.all<KeptBook>('book');
  store = opened;
  past = false;
  if (kept === undefined) return;
  const held = books.map(({ bookId, hamletId, version, rows }): [string, HeldBook<PulledHouseholdView>] => [
    bookId,
    { hamletId, version, rows: new Map(rows.map((row) => [row.householdId, row])) },
  ]);
  holding = { device: kept.device, skew: kept.skew, inbox: { epoch: kept.epoch, books: new Map(held) } };
  broughtAt = kept.broughtAt;
  showActs((await (await import('./forms.ts')).readUnsent(opened)).acts);
}

export function showActs(found: readonly Act[]): void {
  if (found.length + acts.length > 0) acts = found;
}

/** For who is signed in and keeps no list here: a store for drafts and forms. Null: theirs lies under a PIN. */
export async function openPlain(accountId: string, displayName: string): Promise<Store | null> {
  if (store?.accountId === accountId) return store;
  const { openWithoutPin } = await import('./device.ts');
  const opened = await openWithoutPin(accountId, displayName);
  if (opened === null && forgotten !== accountId) past = false;
  [store, holding] = [opened, null];
  return opened;
}

/** Begins to keep the list: the server is asked first, so that nobody is given a PIN for nothing. */
export async function beginKeeping(session: SessionView, pin: string): Promise<Result<true, Problem>> {
  const { accountId, displayName } = session;
  const [{ fetchAll }, { choosePin, makeLock }] = await Promise.all([import('./bring.ts'), import('./people.ts')]);
  const phoneId = (await (await import('./device.ts')).findPerson(accountId))?.phoneId ?? crypto.randomUUID();
  // The line and the slow function of the PIN are waited for together.
  const [brought, made] = await Promise.all([
    fetchAll({ accountId, phoneId }, { device: null, inbox: emptyInbox() }),
    makeLock(accountId, pin),
  ]);
  if (!brought.ok) return brought;
  backAgain(accountId);
  if (forgotten === accountId) await (await import('./device.ts')).forgetPin(accountId);
  const plain = await openPlain(accountId, displayName);
  if (plain === null) return fail({ code: 'pin-chosen-already' });
  store = await choosePin(plain, { displayName, phoneId }, made);
  forgotten = null;
  firstKept = true;
  await keep(store, { ...brought.value, before: emptyInbox() });
  localStorage.setItem(MARK, '1');
  const { askToPersist } = await import('./space.svelte.ts');
  await askToPersist();
  line = 'fresh';
  return ok(true);
}

interface News {
  readonly device: DeviceView;
  readonly inbox: Inbox<PulledHouseholdView>;
  readonly before: Inbox<PulledHouseholdView>;
  readonly skew: number;
  readonly erased: readonly string[];
}

async function keep(to: Store, { device, inbox, before, skew, erased }: News): Promise<void> {
  const at = Date.now();
  const { changePerson } = await import('./device.ts');
  const { dropTold, hearHandovers, readUnsent, sendTakenAnew } = await import('./forms.ts');
  // Before the new mark is kept: killed in between, the phone notices again. Under a new PIN nothing is known of the mark before.
  if (before.epoch !== inbox.epoch) await sendTakenAnew(to);
  await changePerson(to.accountId, { skew });
  await (await import('./kept-sent.ts')).dropSent(to.accountId, erased);
  await (await import('./pieces.ts')).dropOldPieces(to.accountId, erased);
  const kept: KeptDevice = { device, skew, epoch: inbox.epoch, broughtAt: at };
  const changed = [...inbox.books].filter(([bookId, book]) => before.books.get(bookId) !== book);
  const gone = [...before.books.keys()].filter((bookId) => !inbox.books.has(bookId));
  await to.change([
    { kind: 'device', id: 'own', value: kept },
    ...changed.map(([bookId, { hamletId, version, rows }]): Change => {
      const value: KeptBook = { bookId, hamletId, version, rows: [...rows.values()] };
      return { kind: 'book', id: bookId, value };
    }),
    ...gone.map((id): Change => ({ kind: 'book', id, value: undefined })),
  ]);
  if (device.handIn !== undefined) await changePerson(to.accountId, { handIn: device.handIn });
  await dropTold(to, inbox);
  await hearHandovers(to, device.handovers ?? [], device.sealKey);
  // Together, so that nobody sees an act twice or not at all.
  const { acts: left } = await readUnsent(to);
  holding = { device, inbox, skew };
  broughtAt = at;
  showActs(left);
}

/** Fetches what changed, when there is a line. `true`: something did. */
export async function bring(): Promise<boolean> {
  if (store === null || holding === null || bringing) return false;
  bringing = true;
  const [to, had] = [store, holding];
  const before = had.inbox;
  try {
    const { fetchAll } = await import('./bring.ts');
    const whose = await (await import('./device.ts')).whoseOf(to.accountId);
    const brought = await fetchAll(whose, had);
    if (store !== to) return false;
    if (!brought.ok) {
      line = lineOf(brought.error);
      if (line === 'withdrawn') await forgetAll(to, before);
      if (line === 'signed-out') await heed();
      return line === 'withdrawn';
    }
    await keep(to, { ...brought.value, before });
    line = 'fresh';
    return true;
  } catch {
    // The phone could not keep it: what it had stays, and is fetched again next time.
    line = 'failed';
    return false;
  } finally {
    bringing = false;
  }
}

/** The list was fetched whole this very moment, for the first time: nobody need ask for news of it. Told once. */
export function takeFirstKept(): boolean {
  const was = firstKept;
  firstKept = false;
  return was;
}

function lineOf({ code }: Problem): Line {
  if (code === 'no-connection') return 'no-line';
  if (code === 'not-signed-in') return 'signed-out';
  if (code === 'app-too-old') return 'too-old';
  return code === 'not-your-role' ? 'withdrawn' : 'failed';
}

/** The right to keep households here is gone: they go, forms not yet sent stay. */
async function forgetAll(from: Store, { books }: Inbox<PulledHouseholdView>): Promise<void> {
  await from.change([...books.keys()].map((id): Change => ({ kind: 'book', id, value: undefined })));
  await (await import('./kept-sent.ts')).hideSent(from.accountId);
  if (holding !== null) holding = { ...holding, inbox: emptyInbox() };
}

/**
 * Somebody of this phone may keep no list any more: what it still held of theirs is with the commune now, and gone from here. Whoever has
 * theirs open is shown the first page.
 */
export async function heed(): Promise<void> {
  const { heedWithdrawals } = await import('./withdrawn.ts');
  const gone = await heedWithdrawals();
  if (gone.length === 0) return;
  if ((await keepers()).length === 0) localStorage.removeItem(MARK);
  if (store === null || gone.some(({ accountId }) => accountId === store?.accountId)) lock();
}

/** Everything opened goes from memory with the page. */
export function lock(): void {
  location.assign('/field/');
}

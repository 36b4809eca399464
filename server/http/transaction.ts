/**
 * Every request is a transaction that begins by saying for whom it runs (giao dịch theo phạm vi người dùng): row security
 * reads these settings, and without them shows nothing. They end with the transaction, so a pooled connection carries
 * nothing over. Which areas a person reaches is core/access.
 */
import { type Kysely, sql, type Transaction } from 'kysely';
import { runPrepared } from '../db/connection.ts';
import type { Scope } from '../db/scope.ts';

export type Db = Kysely<unknown>;
export type Tx = Transaction<unknown>;

/** Nobody is signed in: reaches no household. Sign-in and the public page run so. */
export const publicScope = (today: string): Scope => ({ accountId: 'public', reach: { hamlets: [], communes: [] }, today });

/** Runs `work` in one transaction for that scope; commits when it returns, rolls back when it throws. */
export function asActor<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await enterScope(tx, scope);
    return work(tx);
  });
}

const readBefore = new WeakMap<Tx, Map<unknown, Promise<unknown>>>();

/**
 * What `read` answers under `key`, which is compared by identity, read once in a transaction as long as its reach stays. For
 * transactions that only read: what they write themselves is not seen.
 */
export function readOnce<T>(tx: Tx, key: unknown, read: () => Promise<T>): Promise<T> {
  const before = readBefore.get(tx) ?? new Map<unknown, Promise<unknown>>();
  readBefore.set(tx, before);
  const known = before.get(key) as Promise<T> | undefined; // cast: whoever asks with that key asks for that T
  if (known !== undefined) return known;
  const reading = read();
  before.set(key, reading);
  return reading;
}

/** Sets the scope of the running transaction, also in place of an earlier one. */
export async function enterScope(tx: Tx, scope: Scope): Promise<void> {
  readBefore.delete(tx);
  const reach = scope.reach === 'all' ? { all: 'all', hamlets: '', communes: '' } : lists(scope.reach);
  await runPrepared(
    tx,
    sql`select
    set_config('vuon.account', ${scope.accountId}, true),
    set_config('vuon.reach', ${reach.all}, true),
    set_config('vuon.hamlets', ${reach.hamlets}, true),
    set_config('vuon.communes', ${reach.communes}, true),
    set_config('vuon.today', ${scope.today}, true)`,
  );
}

function lists(reach: { readonly hamlets: readonly string[]; readonly communes: readonly string[] }) {
  return { all: '', hamlets: reach.hamlets.join(','), communes: reach.communes.join(',') };
}

/**
 * Runs `work` as if the person reached everything, and everything else of the transaction as before. For numbers that are one and the same
 * whoever asks, of hamlets that were found within reach first; what it answers is not yet for the person's eyes.
 */
export async function withFullReach<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const [own] = await runPrepared(tx, sql<{ reach: string }>`select coalesce(current_setting('vuon.reach', true), '') as reach`);
  const back = () => setReach(tx, own?.reach ?? '');
  await setReach(tx, 'all');
  const done = await work().catch(async (error: unknown) => {
    // A transaction that failed takes no more statements, and its reach ends with it.
    await back().catch(() => {});
    throw error;
  });
  await back();
  return done;
}

async function setReach(tx: Tx, reach: string): Promise<void> {
  readBefore.delete(tx);
  await runPrepared(tx, sql`select set_config('vuon.reach', ${reach}, true)`);
}

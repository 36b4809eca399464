/**
 * The smallest village in a database, for tests (nạp làng thử): installation, real units, three hamlets, an account for each
 * post with a known password, last year's closed round, this year's open one; all of it through the door.
 */
import { date, type Instant, instantOf, dayInVietnam } from '../../core/kernel/dates.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import type { Db } from '../../server/http/transaction.ts';
import { MINI_COMMUNE, type MiniVillage, type MiniVisits, miniStory, miniVillage } from './mini.ts';
import { type Account, accountSteps, hamletsStep, installationSteps, postAccounts, roundFor } from './office.ts';
import { districtBefore } from './commune.ts';
import { sendSteps } from './send.ts';
import { tell, type Telling } from './story.ts';

/** Of every account that `loadMini` makes. */
export const TEST_PASSWORD = 'hoa-sen-vang-2026';

export interface LoadMiniOptions {
  readonly seed?: string;
  /** Default: the system's clock. */
  readonly now?: () => Instant;
  /** Which of this year's visits are made, by the household's key; default all. */
  readonly visited?: (key: string) => boolean;
  /** Where last year's visits were, if told; default nowhere. */
  readonly heldAt?: MiniVisits['heldAt'];
  /** Do hamlets discuss this year's list before it is decided? Default: no. */
  readonly meetings?: boolean;
  /** Gates and procedure of this year's round, where they are not the usual ones. */
  readonly ways?: Telling['ways'];
  /** Without passwords nobody can sign in, and loading is half a second faster. */
  readonly passwords?: boolean;
}

export interface LoadedMini {
  readonly village: MiniVillage;
  /** By username: rasoat, truongap, bithu, canbo, chutich, canbohuyen, canbotinh, quantri, kiemtra. */
  readonly accounts: Readonly<Record<string, Account>>;
  readonly rounds: { readonly last: string; readonly now: string };
}

/** `db`: as `vuon_app`, on a migrated and empty database. */
export async function loadMini(db: Db, options: LoadMiniOptions = {}): Promise<LoadedMini> {
  const { seed = 'mini', visited = () => true, meetings = false, heldAt } = options;
  const ways = options.ways === undefined ? {} : { ways: options.ways };
  const now = options.now ?? (() => instantOf(Date.now()));
  const village = miniVillage(seed);
  const { communeId, hamlets } = village;
  const accounts = postAccounts(seed, { communeId, hamlets, districtId: districtBefore(MINI_COMMUNE) });
  const enumerator = accounts.find((account) => account.username === 'rasoat');
  if (enumerator === undefined) throw new RangeError('No enumerator among the posts.');
  const cast = { province: 'canbotinh', officer: 'canbo', chair: 'chutich', enumerator: () => enumerator };
  const telling = { cast, opensOn: date('2026-09-01'), meetings, decisionNumber: '125/QĐ-UBND', decidedOn: date('2025-12-10'), ...ways };
  const at = now();
  await sendSteps({ db, accounts, hamlets: [{ communeId, hamlets }], now }, [
    ...installationSteps(seed, at),
    hamletsStep({ seed, communeId, hamlets, at }),
    ...accountSteps(seed, accounts, at),
    ...tell(miniStory(village, { visited, ...(heldAt ? { heldAt } : {}) }), telling),
  ]);
  if (options.passwords !== false) {
    for (const { accountId } of accounts)
      await setPassword(db, { now: now(), today: dayInVietnam(now()) }, { accountId, password: TEST_PASSWORD });
  }
  return {
    village,
    accounts: Object.fromEntries(accounts.map((account) => [account.username, account])),
    rounds: { last: roundFor(seed, 2025).roundId, now: roundFor(seed, 2026).roundId },
  };
}

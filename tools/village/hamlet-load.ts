/**
 * One large hamlet in a database, for measuring (nạp một ấp lớn): so many households of a real commune's sizes with their answers of
 * last year and this, an enumerator of that hamlet alone; all of it through the door.
 */
import { type Instant, dayInVietnam } from '../../core/kernel/dates.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import type { Db } from '../../server/http/transaction.ts';
import { communeFrame, districtBefore } from './commune.ts';
import { companyOf, demonstrationSteps } from './demonstration.ts';
import { TEST_PASSWORD } from './load.ts';
import { MINI_COMMUNE } from './mini.ts';
import { sendSteps } from './send.ts';
import { makeVillage, visitDays } from './village.ts';

export interface LoadedHamlet {
  readonly hamletId: string;
  /** Of the enumerator. */
  readonly username: string;
}

export async function loadHamlet(
  db: Db,
  wish: { readonly seed: string; readonly households: number; readonly now: Instant },
): Promise<LoadedHamlet> {
  const { seed, households, now } = wish;
  const today = dayInVietnam(now);
  const frame = communeFrame(seed, MINI_COMMUNE, today);
  const [first] = 'code' in frame ? [] : frame.hamlets;
  if ('code' in frame || first === undefined) throw new RangeError('The commune is not in the tables.');
  const sizes = frame.hamlets.flatMap((hamlet) => hamlet.sizes).slice(0, households);
  const hamlets = [{ ...first, sizes }];
  const communeId = frame.unit.areaId;
  const { story } = makeVillage({ ...frame, hamlets }, visitDays(today));
  const company = companyOf(seed, { communeId, hamlets, districtId: districtBefore(MINI_COMMUNE) });
  const accounts = [...company.posts, ...company.enumerators];
  await sendSteps({ db, accounts, hamlets: [{ communeId, hamlets }], now: () => now }, demonstrationSteps(story, company, { now, today }));
  const [enumerator] = company.enumerators;
  if (enumerator === undefined) throw new RangeError('A hamlet without an enumerator.');
  await setPassword(db, { now, today }, { accountId: enumerator.accountId, password: TEST_PASSWORD });
  return { hamletId: first.areaId, username: enumerator.username };
}

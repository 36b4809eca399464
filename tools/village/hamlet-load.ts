/**
 * One large hamlet in a database, for measuring (nạp một ấp lớn): so many households of a real commune's sizes with their answers of
 * last year and this, an enumerator of that hamlet alone; all of it through the door.
 */
import type { Answers } from '../../core/interview/answers.ts';
import { type Instant, dayInVietnam } from '../../core/kernel/dates.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import type { Db } from '../../server/http/transaction.ts';
import { chance } from './chance.ts';
import { communeFrame, districtBefore } from './commune.ts';
import { companyOf, demonstrationSteps } from './demonstration.ts';
import { TEST_PASSWORD } from './load.ts';
import { MINI_COMMUNE } from './mini.ts';
import { sendSteps } from './send.ts';
import type { Story, StoryHousehold } from './story.ts';
import { makeVillage, visitDays } from './village.ts';

export interface LoadedHamlet {
  readonly hamletId: string;
  /** Of the enumerator. */
  readonly username: string;
  /** By household, what those still to be visited this year have to tell. */
  readonly truths: ReadonlyMap<string, Answers>;
}

export async function loadHamlet(
  db: Db,
  wish: {
    readonly seed: string;
    readonly households: number;
    readonly now: Instant;
    /** So many on this year's list, none of them visited yet; absent: as it comes, and visited. */
    readonly toVisit?: number;
  },
): Promise<LoadedHamlet> {
  const { seed, households, now, toVisit } = wish;
  const today = dayInVietnam(now);
  const frame = communeFrame(seed, MINI_COMMUNE, today);
  const [first] = 'code' in frame ? [] : frame.hamlets;
  if ('code' in frame || first === undefined) throw new RangeError('The commune is not in the tables.');
  const all = frame.hamlets.flatMap((hamlet) => hamlet.sizes);
  const sizes = toVisit === undefined ? all.slice(0, households) : all;
  const hamlets = [{ ...first, sizes }];
  const communeId = frame.unit.areaId;
  const { story: untold } = makeVillage({ ...frame, hamlets }, visitDays(today));
  const whole = withPlaces(untold);
  const { story, truths } =
    toVisit === undefined ? { story: whole, truths: new Map<string, Answers>() } : beforeVisits(whole, { households, toVisit });
  const company = companyOf(seed, { communeId, hamlets, districtId: districtBefore(MINI_COMMUNE) });
  const accounts = [...company.posts, ...company.enumerators];
  await sendSteps({ db, accounts, hamlets: [{ communeId, hamlets }], now: () => now }, demonstrationSteps(story, company, { now, today }));
  const [enumerator] = company.enumerators;
  if (enumerator === undefined) throw new RangeError('A hamlet without an enumerator.');
  await setPassword(db, { now, today }, { accountId: enumerator.accountId, password: TEST_PASSWORD });
  return { hamletId: first.areaId, username: enumerator.username, truths };
}

/** Each dwelling somewhere in some 4 km of the delta, noted at every visit: what a phone then has to carry at most. */
function withPlaces(story: Story): Story {
  const told = function* (): Generator<StoryHousehold> {
    for (const household of story.households()) {
      const where = chance(story.seed, 'dwelling', household.registered.householdId);
      const heldAt = {
        latE5: where.between(993_000, 997_000),
        lonE5: where.between(10_630_000, 10_634_000),
        accuracyM: where.between(4, 40),
      };
      yield { ...household, visits: household.visits.map((visit) => ({ ...visit, heldAt })) };
    }
  };
  return { ...story, households: told };
}

interface Chosen {
  readonly households: number;
  readonly toVisit: number;
}

/** The story up to this year's list, of those chosen in their order; what its visits would have heard lies beside it. */
function beforeVisits(
  story: Story,
  { households, toVisit }: Chosen,
): { readonly story: Story; readonly truths: ReadonlyMap<string, Answers> } {
  const truths = new Map<string, Answers>();
  const chosen: StoryHousehold[] = [];
  let others = households - toVisit;
  for (const household of story.households()) {
    const { answers = null } = household.visits.find(({ year }) => year === 2026) ?? {};
    if (answers !== null && truths.size < toVisit) {
      truths.set(household.registered.householdId, answers);
      chosen.push({ ...household, visits: household.visits.map((visit) => (visit.year === 2026 ? { ...visit, answers: null } : visit)) });
    } else if (answers === null && others > 0) {
      others -= 1;
      chosen.push(household);
    }
  }
  return { story: { ...story, households: () => chosen }, truths };
}

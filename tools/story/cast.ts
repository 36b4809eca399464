/**
 * Who the story is about (nhân vật của câu chuyện): two hamlets that lay in two communes until July 2025 and in one since, a woman who is
 * on no list, three neighbours with a past on lists, and others. Invented people; all of it goes through the door.
 */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import type { Answers, HouseholdAnswers } from '../../core/interview/answers.ts';
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { areaAt, predecessors } from '../../core/kernel/areas.ts';
import { date, instantOf, type Instant, type PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { REFORM_2025 } from '../../core/kernel/real-units.ts';
import { USUAL_PROCEDURE } from '../../core/meeting/procedure.ts';
import { USUAL_QUICK_FORM } from '../../core/meeting/quick-form.ts';
import type { Round } from '../../core/meeting/round.ts';
import { setPassword } from '../../server/access/sign-in.ts';
import type { Db } from '../../server/http/transaction.ts';
import { madeId, madeUuid } from '../village/chance.ts';
import { districtBefore, realTree } from '../village/commune.ts';
import { homeFrom } from '../village/home.ts';
import {
  type Account,
  accountSteps,
  installationSteps,
  POSTING_GATES,
  postAccounts,
  type Step,
  step,
  yearlyRound,
} from '../village/office.ts';
import { fitTo, personFrom, type Sketch } from '../village/person.ts';
import { sendSteps } from '../village/send.ts';
import { type Hamlet, rosterOf } from '../village/shapes.ts';

const SEED = 'story';
/** Xã Vĩnh Xuân of today: three communes of old Vĩnh Long became it. */
const COMMUNE = '29845';
const REGISTER_BEGINS = date('2021-07-01');
const PAST_TAKEN_OVER = date('2025-12-20');
const REFORM = 'Nghị quyết 1687/NQ-UBTVQH15';

export interface StoryHousehold {
  readonly householdId: string;
  readonly headName: string;
  readonly hamlet: Hamlet;
  /** What is told at the door in a year. */
  readonly answers: (year: 2026 | 2027) => Answers;
}

export interface Cast {
  readonly communeId: AreaId;
  readonly communeName: string;
  /** The first is hers. */
  readonly hamlets: readonly [Hamlet, Hamlet];
  readonly accounts: Readonly<Record<string, Account>>;
  /** Whom the story follows: asks to be reviewed, objects, is recognised, escapes. */
  readonly hero: StoryHousehold;
  /** On the list when the round opens. */
  readonly neighbours: readonly StoryHousehold[];
  readonly rounds: Readonly<Record<2026 | 2027, Round>>;
}

/** The other enumerator of the commune, who goes where the first one was. */
export const SECOND = 'rasoat2';

const hamletOf = (name: string): Hamlet => ({
  areaId: madeId('area', SEED, name),
  bookId: madeId('book', SEED, name),
  name: `Ấp ${name}`,
  kind: 'ap',
});

export function makeCast(): Cast {
  const unit = areaAt(realTree(), COMMUNE, date('2026-10-01'), 'commune');
  if (unit === null) throw new RangeError('The commune is not in the tables.');
  const hamlets = [hamletOf('Vĩnh Tiến'), hamletOf('Gòn')] as const;
  const posts = postAccounts(SEED, { communeId: unit.areaId, hamlets, districtId: districtBefore(COMMUNE) });
  const second: Account = {
    ...{ accountId: madeId('account', SEED, SECOND), username: SECOND, displayName: 'Lâm Thị Kim Ngân' },
    grants: [{ role: 'enumerator', areaId: unit.areaId, from: REFORM_2025, to: null }],
  };
  const round = (year: 2026 | 2027): Round => ({
    ...yearlyRound({ roundId: madeId('round', SEED, year), year }),
    ...{ gates: [...POSTING_GATES], procedure: USUAL_PROCEDURE, quickForm: USUAL_QUICK_FORM },
  });
  return {
    ...{ communeId: unit.areaId, communeName: unit.name, hamlets },
    accounts: Object.fromEntries([...posts, second].map((account) => [account.username, account])),
    hero: household(HERO, hamlets[0]),
    neighbours: NEIGHBOURS.map(({ hamlet, ...one }) => household(one, hamlets[hamlet])),
    rounds: { 2026: round(2026), 2027: round(2027) },
  };
}

interface Told {
  readonly people: readonly Omit<Sketch, 'memberId'>[];
  readonly home: (year: 2026 | 2027) => ReturnType<typeof homeFrom>;
}

const UNINSURED = { healthInsurance: false, internet: false } as const;

/** Three lacks, and points just above the line for sixty fowl that are her neighbour's; a year later a home of another standard. */
const HERO: Told = {
  people: [
    { fullName: 'Trần Thị Mơ', relation: 'head', sex: 'female', birth: '1979-12-05', ...UNINSURED },
    { fullName: 'Lê Văn Đước', relation: 'spouse', sex: 'male', birth: '1977-08-17', ...UNINSURED },
    { fullName: 'Lê Thị Sen', relation: 'child', sex: 'female', birth: '2014-02-28', internet: false },
  ],
  home: (year) => (year === 2026 ? homeFrom('bare', { fridges: 1, powerKwh: 52, poultry: 60, ...WISHES }) : homeFrom('solid')),
};
const WISHES: Pick<HouseholdAnswers, 'causes' | 'supportsWanted'> = { causes: ['no-capital'], supportsWanted: ['credit'] };

/** What the second enumerator finds: the fowl are not hers. */
export function foundAgain({ answers }: StoryHousehold): Answers {
  const first = answers(2026);
  return { ...first, household: { ...first.household, poultry: 8 } };
}

type Past = readonly (readonly [year: number, of: PovertyClass])[];
const YEARS = [2022, 2023, 2024, 2025] as const;

const NEIGHBOURS: readonly (Told & { readonly hamlet: 0 | 1; readonly past: Past })[] = [
  {
    hamlet: 0,
    past: YEARS.map((year) => [year, 'poor']),
    people: [
      { fullName: 'Nguyễn Văn Tám', relation: 'head', sex: 'male', birth: '1979-03-12', ...UNINSURED },
      { fullName: 'Lê Thị Bé', relation: 'spouse', sex: 'female', birth: '1981', ...UNINSURED },
      { fullName: 'Nguyễn Minh Khang', relation: 'child', sex: 'male', birth: '2015-09-02', internet: false },
    ],
    home: () => homeFrom('bare', { fridges: 1, powerKwh: 52, ...WISHES }),
  },
  {
    hamlet: 1,
    past: YEARS.map((year) => [year, year < 2024 ? 'poor' : 'near-poor']),
    people: [
      { fullName: 'Lê Thị Sáu', relation: 'head', sex: 'female', birth: '1984-07-21', ...UNINSURED },
      { fullName: 'Phạm Văn Hòa', relation: 'spouse', sex: 'male', birth: '1986-01-30', internet: false },
      { fullName: 'Phạm Thị Ngọc Nhi', relation: 'child', sex: 'female', birth: '2013-05-11', internet: false },
      { fullName: 'Phạm Minh Nhật', relation: 'child', sex: 'male', birth: '2018-11-25', internet: false },
    ],
    home: () => homeFrom('bare', { toilet: 'septic', waste: 'collected', ...WISHES }),
  },
];

/** On no list in these years. */
const OTHERS: readonly (readonly [name: string, hamlet: 0 | 1])[] = [
  ['Huỳnh Văn Bảy', 0],
  ['Võ Thị Lành', 0],
  ['Thạch Sa Rây', 0],
  ['Đặng Văn Mẫn', 1],
  ['Phan Thị Cúc', 1],
  ['Trương Văn Út', 1],
];

function household({ people, home }: Told, hamlet: Hamlet): StoryHousehold {
  const headName = people[0]?.fullName ?? '';
  const answers = (year: 2026 | 2027): Answers => {
    const on = date(`${year}-10-05`);
    const members = people.map((sketch) => personFrom({ ...sketch, memberId: madeUuid(SEED, 'member', sketch.fullName) }, on));
    return fitTo(phieuB2026, { household: home(year), members }, on);
  };
  return { householdId: madeId('household', SEED, headName), headName, hamlet, answers };
}

/** Everything until the round of 2026 stands open with its list; everybody signs in with `password`. */
export async function loadCast(db: Db, cast: Cast, password: string): Promise<void> {
  const accounts = Object.values(cast.accounts);
  const now = ({ command }: Step) => instantOf(Date.parse(command.at));
  await sendSteps({ db, accounts, hamlets: [{ communeId: cast.communeId, hamlets: cast.hamlets }], now }, [
    ...installationSteps(SEED, moment(REGISTER_BEGINS)),
    ...hamletSteps(cast),
    ...registerSteps(cast),
    ...accountSteps(SEED, accounts, moment(REFORM_2025)),
    ...pastSteps(cast),
    ...roundSteps(cast, 2026),
  ]);
  const at = { now: moment(date('2026-09-01')), today: date('2026-09-01') };
  for (const { accountId } of accounts) await setPassword(db, at, { accountId, password });
}

/** Each in its own old commune, then both in one. */
function* hamletSteps({ communeId, hamlets }: Cast): Generator<Step> {
  const before = predecessors(realTree(), communeId, REGISTER_BEGINS).map(({ areaId }) => areaId);
  const placed = hamlets.map((hamlet, i) => ({ ...hamlet, communeId: before[i] ?? communeId, from: REGISTER_BEGINS, synthetic: true }));
  const added = { seed: SEED, key: 'hamlets', as: 'system', at: moment(REGISTER_BEGINS) };
  yield step({ ...added, kind: 'hamlets-added', payload: { hamlets: placed } });
  const moved = hamlets.map(({ areaId, name, kind }) => ({ areaId, name, kind, communeId }));
  const reformed = { seed: SEED, key: 'reform', as: 'system', at: moment(REFORM_2025) };
  yield step({ ...reformed, kind: 'areas-reformed', payload: { on: REFORM_2025, document: REFORM, hamlets: moved } });
}

function* registerSteps({ hamlets, hero, neighbours }: Cast): Generator<Step> {
  const others = OTHERS.map(([fullName, place]) =>
    household({ people: [{ fullName, relation: 'head', sex: 'male', birth: '1970' }], home: () => homeFrom('solid') }, hamlets[place]),
  );
  for (const { householdId, headName, hamlet, answers } of [hero, ...neighbours, ...others]) {
    const members = answers(2026).members.map(rosterOf);
    const rest = { code: null, address: null, since: REGISTER_BEGINS, source: 'census-roster' as const, weight: 1, listed: null };
    const payload = { householdId, hamletId: hamlet.areaId, headName, members, ...rest };
    yield step({ seed: SEED, key: householdId, as: 'system', kind: 'household-registered', at: moment(REFORM_2025), payload });
  }
}

/** What lists of years before the first round say, taken over when there were some of each year. */
function* pastSteps({ neighbours }: Cast): Generator<Step> {
  for (const [i, { past }] of NEIGHBOURS.entries())
    for (const [year, of] of past) yield pastStep(neighbours[i]?.householdId ?? '', year, of);
}

function pastStep(householdId: string, year: number, of: PovertyClass): Step {
  const unknown = { origin: null, b1: null, b2: null, reviewer: null, formA: null };
  const payload = { ...unknown, householdId, year, class: of, reviewedOn: `${year}-12-14`, source: `Danh sách hộ nghèo năm ${year}` };
  const at = moment(PAST_TAKEN_OVER);
  return step({ seed: SEED, key: `${householdId} ${year}`, as: 'system', kind: 'status-recorded', at, payload });
}

/** A round opens with whoever is poor or near-poor on its list. */
export function* roundSteps(cast: Cast, year: 2026 | 2027): Generator<Step> {
  const round = cast.rounds[year];
  const { roundId } = round;
  const opened = { seed: SEED, key: String(year), as: 'canbotinh', at: moment(date(round.opensOn)) };
  yield step({ ...opened, kind: 'round-opened', payload: { round, communes: [cast.communeId] } });
  for (const { householdId } of year === 2026 ? cast.neighbours : [cast.hero, ...cast.neighbours]) {
    const listed = { seed: SEED, key: `${householdId} ${year}`, as: 'canbo', at: moment(date(round.opensOn)) };
    yield step({ ...listed, kind: 'review-listed', payload: { householdId, roundId, why: 'on-list' } });
  }
}

/** Nine in the morning in Vietnam. */
export function moment(day: PlainDate): Instant {
  return instantOf(Date.parse(`${day}T02:00:00.000Z`));
}

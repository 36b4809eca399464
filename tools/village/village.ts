/**
 * A whole made commune (một xã giả định): every household of the census registered, those under review with full answers
 * of last year and this year, the truth apart. Made household by household from the seed, so that one household's chance
 * never depends on another's. Commands are `steps.ts`.
 */
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Setting } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { phieuB2022 } from '../../core/interview/questionnaires/phieu-b-2022.ts';
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import { addDays, daysBetween, date, type PlainDate } from '../../core/kernel/dates.ts';
import { chance, madeId } from './chance.ts';
import type { CommuneFrame, HamletFrame } from './commune.ts';
import { type Fate, fatesFor, type Review } from './fate.ts';
import { familyFor, type Kin } from './family.ts';
import { livingFor } from './living.ts';
import { fitTo } from './person.ts';
import { rosterOf } from './shapes.ts';
import { steer } from './steer.ts';
import type { Story, StoryHousehold, Visit } from './story.ts';
import { type Truth, truthOf } from './truth.ts';

/** When the visits of each round are made; `now` ends before today. */
export interface VisitDays {
  readonly last: readonly [PlainDate, PlainDate];
  readonly now: readonly [PlainDate, PlainDate];
}

export interface MadeVillage {
  readonly story: Story;
  readonly truth: () => Generator<Truth>;
}

const RULEBOOK = rulebookById('2022-2026');

/** Hamlets at the end of the list where the last visits are still to be made, and how many in each. */
const OPEN_HAMLETS = 2;
const OPEN_VISITS = 6;
/** Visited households where an answer is still missing, so that the class is open. */
const OPEN_CLASSES = 2;

export function makeVillage(frame: CommuneFrame, days: VisitDays): MadeVillage {
  const { seed } = frame;
  const families = frame.hamlets.flatMap((hamlet) => hamlet.sizes.map((size, i) => familyIn(seed, hamlet, { size, i })));
  const fates = fatesFor(seed, families);
  const made = families.map((family, i) => ({ ...family, fate: fates[i] ?? missing() }));
  const open = openVisits(made);
  const households = function* (): Generator<StoryHousehold> {
    let openClasses = OPEN_CLASSES;
    for (const each of made) {
      const household = tellOf({ frame, days }, each, !open.has(each.key));
      const unclear = openClasses > 0 ? unclearNow(household, frame.areaType) : null;
      if (unclear !== null) openClasses -= 1;
      yield unclear ?? household;
    }
  };
  const truth = function* (): Generator<Truth> {
    for (const { key, fate } of made) yield truthOf({ seed, key, householdId: madeId('household', seed, key), tier: fate.truth });
  };
  return { story: { seed, communeId: frame.unit.areaId, hamlets: frame.hamlets, households }, truth };
}

interface Made {
  readonly key: string;
  readonly kin: readonly Kin[];
  readonly hamlet: HamletFrame;
  /** Place in the hamlet, from 0. */
  readonly place: number;
  readonly fate: Fate;
}

function familyIn(seed: string, hamlet: HamletFrame, { size, i }: { size: number; i: number }): Omit<Made, 'fate'> {
  const running = hamlet.firstHousehold + i;
  const key = `household ${running}`;
  const luck = chance(seed, 'ethnicity', key).between(0, 999);
  const ethnicity = luck < hamlet.khmerPermille ? 'khmer' : luck < hamlet.khmerPermille + hamlet.hoaPermille ? 'hoa' : 'kinh';
  return { key, kin: familyFor({ seed, key, size, ethnicity, running }), hamlet, place: i };
}

/** The last few of this year's visits, in the last hamlets; the sample among them is done. */
function openVisits(made: readonly Made[]): ReadonlySet<string> {
  const hamlets = [...new Set(made.map((each) => each.hamlet))].slice(-OPEN_HAMLETS);
  return new Set(
    hamlets.flatMap((hamlet) => {
      const due = made.filter((each) => each.hamlet === hamlet && each.fate.now !== null && each.fate.now.why !== 'sample');
      return due.slice(-OPEN_VISITS).map((each) => each.key);
    }),
  );
}

function tellOf({ frame, days }: { frame: CommuneFrame; days: VisitDays }, made: Made, visited: boolean): StoryHousehold {
  const { seed, unit, areaType } = frame;
  const { key, kin, hamlet, place, fate } = made;
  const members = kin.map(({ memberId, fullName, relation, sex, birth, ethnicity, citizenId }) =>
    rosterOf({ memberId, fullName, relation, sex, birth, ethnicity, citizenId }),
  );
  const registered = {
    householdId: madeId('household', seed, key),
    hamletId: hamlet.areaId,
    code: `${unit.code ?? ''}${String(hamlet.number).padStart(2, '0')}${String(place + 1).padStart(4, '0')}`,
    address: `Tổ ${Math.floor(place / 30) + 1}, ${hamlet.name}`,
    headName: kin[0]?.fullName ?? '',
    members: [...members],
    since: '2025-07-01',
    source: 'census-roster' as const,
    weight: fate.weight,
    listed: null,
  };
  const about = { made, areaType, seed };
  const last = fate.last === null ? null : visitOf(about, fate.last, { year: 2025, days: days.last });
  const due = last === null ? fate.now : dueAfter(last, fate, areaType);
  const now = due === null ? null : visitOf(about, due, { year: 2026, days: days.now });
  const visits = [last, now === null || visited ? now : { ...now, answers: null }].filter((visit) => visit !== null);
  return { registered, past: fate.past, visits };
}

/** This year's list is last year's result, also where answers did not come out as the story wanted. */
function dueAfter(last: Visit, fate: Fate, areaType: 'rural' | 'urban'): Review | null {
  if (last.answers === null || last.why === 'sample') return fate.now;
  const { outcome } = assess(RULEBOOK, last.answers, { areaType, date: last.on });
  const listed = outcome === 'poor' || outcome === 'near-poor';
  if (listed && fate.now?.why !== 'on-list') return { why: 'on-list', tier: outcome === 'poor' ? 'poor' : 'near', wanted: outcome };
  return !listed && fate.now?.why === 'on-list' ? { ...fate.now, why: 'request' } : fate.now;
}

interface About {
  readonly made: Made;
  readonly areaType: 'rural' | 'urban';
  readonly seed: string;
}

function visitOf(
  { made, areaType, seed }: About,
  review: Review,
  when: { year: 2025 | 2026; days: readonly [PlainDate, PlainDate] },
): Visit {
  const { year, days } = when;
  const luck = chance(seed, 'visit', made.key, year);
  const on = addDays(days[0], luck.between(0, Math.max(0, daysBetween(...days))));
  const full = livingFor({ seed, key: made.key, kin: made.kin, tier: review.tier, areaType, on });
  const steered = review.wanted === null ? full : steer(full, review.wanted, { areaType, date: on }, luck);
  return { year, why: review.why, on, answers: fitTo(year === 2025 ? phieuB2022 : phieuB2026, withReasons(steered), on) };
}

/** Serious illness is named as a cause where somebody has it. */
export function withReasons(answers: Answers): Answers {
  const { causes } = answers.household;
  const ill = answers.members.some((member) => member.seriousIllness === true);
  if (!Array.isArray(causes) || causes.length === 0 || !ill || causes.includes('illness')) return answers;
  return { ...answers, household: { ...answers.household, causes: [...causes, 'illness'] } };
}

/** The same household, had nobody been sure of the insurance cards; null where that leaves the class as it is. */
function unclearNow(household: StoryHousehold, areaType: 'rural' | 'urban'): StoryHousehold | null {
  const now = household.visits.find((visit) => visit.year === 2026 && visit.answers !== null && visit.why !== 'sample');
  if (now === undefined || now.answers === null) return null;
  const members = now.answers.members.map((member) =>
    member.healthInsurance === undefined || member.assistance !== 'none' ? member : { ...member, healthInsurance: 'dont-know' as const },
  );
  const answers = { ...now.answers, members };
  const setting: Setting = { areaType, date: now.on };
  if (assess(RULEBOOK, answers, setting).outcome !== null) return null;
  return { ...household, visits: household.visits.map((visit) => (visit === now ? { ...now, answers } : visit)) };
}

/** Rounds begin on 1 September; visits of the open one end the day before today. */
export function visitDays(today: PlainDate): VisitDays {
  const latest = addDays(today, -1);
  const end = latest < date('2026-11-20') ? latest : date('2026-11-20');
  const begin = end < date('2026-09-10') ? addDays(end, -20) : date('2026-09-08');
  return { last: [date('2025-09-08'), date('2025-12-03')], now: [begin, end] };
}

function missing(): never {
  throw new RangeError('A household without a fate.');
}

/**
 * The smallest village (làng thử): 14 households made by hand, each for a reason, in three hamlets of one rural commune.
 * For tests and for learning what the program does. The people are invented; only the ids come from the seed.
 */
import type { CannotEscapeGround, PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { phieuB2022 } from '../../core/interview/questionnaires/phieu-b-2022.ts';
import { phieuB2026 } from '../../core/interview/questionnaires/phieu-b-2026.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import { areaAt } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { madeId, madeUuid } from './chance.ts';
import { realTree } from './commune.ts';
import { MINI_HOUSEHOLDS, type MadeHousehold } from './data/mini-households.ts';
import { fitTo, personFrom } from './person.ts';
import { type Hamlet, type Registered, rosterOf } from './shapes.ts';
import type { Story, StoryHousehold, Visit } from './story.ts';

/** One of today's rural communes of old Vĩnh Long (Xã Vĩnh Xuân); its code is valid from 1 July 2025. */
export const MINI_COMMUNE = '29845';
export const LAST_VISIT = date('2025-10-14');
export const THIS_VISIT = date('2026-10-12');

export interface MiniHousehold {
  readonly key: string;
  /** The reason this household is here, in one sentence. */
  readonly why: string;
  readonly registered: Registered;
  /** Of the year before; null where the household was not visited then. */
  readonly last: Answers | null;
  readonly answers: Answers;
  /** What a careful reader of the rules expects; `null`: undetermined. */
  readonly expected: {
    readonly last: PovertyClass | null;
    readonly now: Readonly<Record<RulebookId, PovertyClass | null>>;
    readonly grounds: readonly CannotEscapeGround[];
  };
}

export interface MiniVillage {
  readonly seed: string;
  readonly communeCode: string;
  readonly communeId: AreaId;
  readonly hamlets: readonly Hamlet[];
  readonly households: readonly MiniHousehold[];
}

export function miniVillage(seed: string): MiniVillage {
  const hamlets = ['Vĩnh Tiến', 'Vĩnh Trinh', 'Gòn'].map((name) => miniHamlet(seed, name));
  const households = MINI_HOUSEHOLDS.map((_, i) => miniHousehold(seed, hamlets, i));
  return { seed, communeCode: MINI_COMMUNE, communeId: communeOf(), hamlets, households };
}

function communeOf(): AreaId {
  const unit = areaAt(realTree(), MINI_COMMUNE, THIS_VISIT, 'commune');
  if (unit === null) throw new RangeError('The commune is not in the tables.');
  return unit.areaId;
}

export interface MiniVisits {
  /** Are this year's visits made? */
  readonly visited: (key: string) => boolean;
  /** Where last year's were; null where it was not told. */
  readonly heldAt?: (key: string) => HeldAt | null;
}

/** The village as a story of two rounds. */
export function miniStory(village: MiniVillage, { visited, heldAt = () => null }: MiniVisits): Story {
  const { seed, communeId, hamlets } = village;
  const households = village.households.map(({ key, registered, last, answers, expected }): StoryHousehold => {
    const before = expected.last === 'poor' || expected.last === 'near-poor' ? expected.last : null;
    const visits: Visit[] = [];
    if (last !== null)
      visits.push({ year: 2025, why: before === null ? 'request' : 'on-list', on: LAST_VISIT, answers: last, heldAt: heldAt(key) });
    visits.push({
      year: 2026,
      why: before !== null ? 'on-list' : key === 'rich' ? 'sample' : 'request',
      on: THIS_VISIT,
      answers: visited(key) ? answers : null,
    });
    return { registered, past: before === null ? [] : [{ year: 2024, class: before }], visits };
  });
  return { seed, communeId, hamlets, households: () => households };
}

function miniHamlet(seed: string, name: string): Hamlet {
  return { areaId: madeId('area', seed, 'mini', name), bookId: madeId('book', seed, 'mini', name), name: `Ấp ${name}`, kind: 'ap' };
}

function miniHousehold(seed: string, hamlets: readonly Hamlet[], at: number): MiniHousehold {
  const made = MINI_HOUSEHOLDS[at];
  const hamlet = hamlets[made?.hamlet ?? 0];
  if (made === undefined || hamlet === undefined) throw new RangeError('No such household.');
  const answers = visit(seed, made, 'now');
  const registered: Registered = {
    householdId: madeId('household', seed, 'mini', made.key),
    hamletId: hamlet.areaId,
    code: `${MINI_COMMUNE}${String(at + 1).padStart(5, '0')}`,
    address: null,
    headName: answers.members.find((m) => m.relation === 'head')?.fullName ?? '',
    members: answers.members.map(rosterOf),
    since: date('2025-07-01'),
    source: 'census-roster',
    weight: 1,
    listed: null,
  };
  const last = made.last === null ? null : visit(seed, made, 'last');
  return { key: made.key, why: made.why, registered, last, answers, expected: made.expected };
}

function visit(seed: string, made: MadeHousehold, year: 'last' | 'now'): Answers {
  const on = year === 'last' ? LAST_VISIT : THIS_VISIT;
  const members = made.people.map(({ last, ...said }, i) => {
    const memberId = madeUuid(seed, 'mini', made.key, 'member', i);
    return personFrom({ memberId, ...said, ...(year === 'last' ? last : {}) }, on);
  });
  const household = year === 'last' ? { ...made.home, ...made.last } : made.home;
  return fitTo(year === 'last' ? phieuB2022 : phieuB2026, { household, members }, on);
}

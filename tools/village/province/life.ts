/**
 * What happens to households within a year (biến động trong năm), and one finished interview, as commands for the door: births, lone
 * people who die, households that merge, split or move to a neighbouring hamlet. Who it happens to is `cast.ts`'s.
 */
import { addDays, date, type PlainDate } from '../../../core/kernel/dates.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import type { HeldAt } from '../../../core/interview/where.ts';
import type { Round } from '../../../core/meeting/round.ts';
import { chance } from '../chance.ts';
import type { Kin } from '../family.ts';
import { type Account, type Step, step } from '../office.ts';
import { rosterOf } from '../shapes.ts';
import { type CommuneCast, type Part, YEARS_AT } from './cast.ts';
import type { PastYear } from './flows.ts';

export interface LifeWish {
  readonly seed: string;
  readonly year: PastYear;
  readonly officer: string;
  readonly cast: CommuneCast;
}

/** In the order of their days. */
export function lifeSteps({ seed, year, officer, cast }: LifeWish): readonly Step[] {
  const about = { seed, as: officer };
  const all = [
    ...cast.parts.flatMap((part) => partSteps(about, part, year)),
    ...cast.splits.flatMap((split) =>
      split.year === year
        ? [splitStep(about, { ...split, leaves: split.family.householdId, on: dayIn(seed, split.householdId, year) })]
        : [],
    ),
  ];
  return all.sort((a, b) => (a.command.at < b.command.at ? -1 : a.command.at > b.command.at ? 1 : 0));
}

interface About {
  readonly seed: string;
  readonly as: string;
}

function partSteps({ seed, as }: About, part: Part, year: PastYear): Step[] {
  const { householdId, placed, family, kin, host } = part;
  const how = placed.way.turns[YEARS_AT[year]]?.how;
  const on = dayIn(seed, part.key, year);
  const key = `${householdId} ${year}`;
  const steps = part.born
    .filter((birth) => birth.on.startsWith(String(year)))
    .map((birth) => {
      const payload = { householdId, member: rosterOf(birth.kin), on: birth.on };
      return step({ seed, key, as, kind: 'member-born', at: momentOf(birth.on), payload });
    });
  if (how === 'died')
    for (const { memberId } of kin)
      steps.push(step({ seed, key, as, kind: 'member-died', at: momentOf(on), payload: { householdId, memberId, on } }));
  if (how === 'merged' && host !== null)
    steps.push(
      step({ seed, key, as, kind: 'merge-households', at: momentOf(on), payload: { householdId, intoHouseholdId: host.householdId, on } }),
    );
  if (how === 'split') steps.push(splitStep({ seed, as }, { householdId, leaves: family.householdId, kin, on }));
  if (placed.came?.year === year) {
    const payload = { householdId, toHamletId: part.hamletId, address: null, on };
    steps.push(step({ seed, key, as, kind: 'move-household', at: momentOf(on), payload }));
  }
  return steps;
}

interface Splitting {
  readonly householdId: string;
  /** The household that they leave. */
  readonly leaves: string;
  readonly kin: readonly Kin[];
  readonly on: PlainDate;
}

function splitStep({ seed, as }: About, { householdId, leaves, kin, on }: Splitting): Step {
  const memberIds = kin.map(({ memberId }) => memberId);
  const payload = {
    householdId: leaves,
    newHouseholdId: householdId,
    memberIds,
    headId: memberIds[0] ?? '',
    code: null,
    address: null,
    on,
  };
  return step({ seed, key: householdId, as, kind: 'split-household', at: momentOf(on), payload });
}

/** Between mid-January and August, before the review. */
function dayIn(seed: string, key: string, year: PastYear): PlainDate {
  return addDays(date(`${year}-01-15`), chance(seed, 'day', key, year).between(0, 215));
}

const momentOf = (day: PlainDate): string => `${day}T03:00:00.000Z`;

export interface Interviewing {
  readonly seed: string;
  readonly round: Round;
  readonly enumerator: Account;
}

export interface Finished {
  readonly householdId: string;
  readonly on: PlainDate;
  readonly answers: Answers;
  readonly heldAt: HeldAt | null;
  /** Spreads the visits over the day. */
  readonly turn: number;
}

export function interviewStep({ seed, round, enumerator }: Interviewing, { householdId, on, answers, heldAt, turn }: Finished): Step {
  const { roundId, questionnaire, year } = round;
  const at = (hour: number, minute: number): string =>
    `${on}T${String(hour - 7).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`;
  const endedAt = at(8 + (turn % 9), turn * 7);
  const payload = {
    ...{ householdId, roundId, questionnaire, answers, interviewedOn: on, startedAt: at(7 + (turn % 9), turn * 7 + 25), endedAt },
    ...(heldAt === null ? {} : { heldAt }),
    ...{ seen: null, enumeratorId: enumerator.accountId },
  };
  return step({ seed, key: `${householdId} ${year}`, as: enumerator.username, kind: 'interview-finished', at: endedAt, payload });
}

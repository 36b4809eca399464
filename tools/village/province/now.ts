/**
 * This year's round in the units of today (đợt rà soát đang mở): the lists of 2023, new requests, suggestions and a weighted sample,
 * visited hamlet by hamlet as far as each has come; some are late. Judged by both rulebooks. Nothing is decided, so answers
 * are steered only where that succeeds.
 */
import type { PovertyClass } from '../../../core/classify/verdict.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import { phieuB2026 } from '../../../core/interview/questionnaires/phieu-b-2026.ts';
import { periodAt } from '../../../core/kernel/areas.ts';
import { addDays, date, daysBetween, type PlainDate } from '../../../core/kernel/dates.ts';
import { REFORM_2025 } from '../../../core/kernel/real-units.ts';
import type { AreaId } from '../../../core/kernel/ids.ts';
import type { Round } from '../../../core/meeting/round.ts';
import { type Chance, chance, madeId } from '../chance.ts';
import type { CommuneFrame } from '../commune.ts';
import { DEMONSTRATION_COMMUNE } from '../demonstration.ts';
import { heldAtIn } from '../dwellings.ts';
import type { Kin } from '../family.ts';
import { AFTER, ASKED, OTHERS, sampleOf, type Why } from '../fate.ts';
import { livingFor } from '../living.ts';
import { type Step, step, yearlyRound } from '../office.ts';
import { fitTo } from '../person.ts';
import { visitDays, withReasons } from '../village.ts';
import { type CommuneCast, kinOn, type Part } from './cast.ts';
import { familiesOf } from './families.ts';
import { classAfter } from './flows.ts';
import { areaTypeOn, belongingOn, communesOn, groundOf, type ProvinceFrame } from './frame.ts';
import { interviewStep } from './life.ts';
import type { Telling } from './stages.ts';
import { type Escape, visitFor } from './visits.ts';

/** Rounds begin on 1 September by rule; where that is still to come, the open one began earlier. */
export function openRound(seed: string, today: PlainDate): Round {
  const earliest = addDays(today, -30);
  const opensOn = earliest < date('2026-09-01') ? earliest : date('2026-09-01');
  return yearlyRound({ roundId: madeId('round', seed, 2026), year: 2026, opensOn });
}

export function openingNow({ frame }: Telling, today: PlainDate): Step {
  const round = openRound(frame.seed, today);
  const payload = { round, communes: communesOn(frame, date(round.opensOn)).map((unit) => unit.areaId) };
  return step({ seed: frame.seed, key: '2026', as: 'canbotinh', kind: 'round-opened', at: `${round.opensOn}T01:00:00.000Z`, payload });
}

/** Of a thousand that are on no list. */
const REQUESTS = 2;
const SUGGESTED = 1;

export interface Asked {
  readonly whys: ReadonlyMap<string, Exclude<Why, 'on-list'>>;
  /** By the household's key; 1 where it is not named. */
  readonly weights: ReadonlyMap<string, number>;
}

/** Who of the others is reviewed this year, and for how many each of the sample stands. */
export function askedOf(seed: string, { others }: CommuneCast): Asked {
  const whys = new Map<string, Exclude<Why, 'on-list'>>();
  for (const key of others) {
    const at = chance(seed, 'asks', key).between(0, 999);
    if (at < REQUESTS + SUGGESTED) whys.set(key, at < REQUESTS ? 'request' : 'suggested');
  }
  const weights = sampleOf(
    seed,
    others.filter((key) => !whys.has(key)),
  );
  for (const key of weights.keys()) whys.set(key, 'sample');
  return { whys, weights };
}

interface Due {
  readonly householdId: string;
  readonly key: string;
  readonly hamletId: AreaId;
  readonly why: Why;
  readonly kin: readonly Kin[];
  readonly wanted: PovertyClass | null;
  readonly escape: Escape | null;
}

export function* nowSteps({ frame, people }: Telling, commune: CommuneFrame, cast: CommuneCast, today: PlainDate): Generator<Step> {
  const { seed } = frame;
  const round = openRound(seed, today);
  const { roundId, opensOn } = round;
  const all = dueOf(frame, commune, cast);
  const officerOf = (hamletId: AreaId): string => people.officer(belongingOn(frame, hamletId, date(opensOn)).communeId);
  const listed = all.map((due) => {
    const payload = { householdId: due.householdId, roundId, why: due.why };
    const at = `${opensOn}T02:00:00.000Z`;
    return step({ seed, key: `${due.householdId} 2026`, as: officerOf(due.hamletId), kind: 'review-listed', at, payload });
  });
  yield* listed.sort((a, b) => (a.as < b.as ? -1 : a.as > b.as ? 1 : 0));
  for (const hamlet of commune.hamlets) {
    const own = all.filter((due) => due.hamletId === hamlet.areaId);
    const visits = own.slice(0, doneOf(frame, hamlet.areaId, own.length)).map((due) => ({ due, on: dayOf(seed, due.key, today) }));
    const inOrder = visits.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const enumerator = people.enumerator(hamlet.areaId);
    const ground = groundOf(frame, hamlet.areaId);
    for (const [turn, { due, on }] of inOrder.entries()) {
      const answers = answersNow(frame, due, on);
      const { householdId } = due;
      const heldAt = heldAtIn({ ...ground, householdId }, 2026);
      yield interviewStep({ seed, round, enumerator }, { householdId, on, answers, heldAt, turn });
    }
  }
}

function dueOf(frame: ProvinceFrame, commune: CommuneFrame, cast: CommuneCast): Due[] {
  const { seed } = frame;
  const { whys } = askedOf(seed, cast);
  const onList = cast.parts.flatMap((part) => dueAgain(seed, part));
  const others = commune.hamlets.flatMap((hamlet) =>
    [...familiesOf(frame, commune, hamlet, { only: new Set(whys.keys()) })].map(({ key, householdId, hamletId, kin }): Due => {
      const why = whys.get(key) ?? 'sample';
      const luck = chance(seed, 'now', key);
      const wanted = why === 'sample' ? null : why === 'suggested' ? 'not-poor' : luck.weighted(ASKED);
      return { householdId, key, hamletId, why, kin, wanted, escape: null };
    }),
  );
  return [...onList, ...others];
}

/** Whoever is on a list is reviewed; now and then one that rose asks again. */
function dueAgain(seed: string, part: Part): Due[] {
  const last = classAfter(part.placed.way, 1);
  const luck = chance(seed, 'now', part.key);
  const { householdId, key, hamletId, escape } = part;
  const about = { householdId, key, hamletId, escape, kin: kinOn(part, date('2026-01-01')) };
  if (last === 'poor' || last === 'near-poor') return [{ ...about, why: 'on-list', wanted: luck.weighted(AFTER[last]) }];
  return last === 'not-poor' && luck.permille(15) ? [{ ...about, why: 'request', wanted: luck.weighted(ASKED) }] : [];
}

/** How many of a hamlet's visits are made: most hamlets are through, some are on the way, some have not begun. */
function doneOf(frame: ProvinceFrame, hamletId: AreaId, due: number): number {
  const luck = chance(frame.seed, 'progress', hamletId);
  // Where people sign in there is something left to do.
  const commune = belongingOn(frame, hamletId, REFORM_2025).communeId;
  if (periodAt(frame.tree, commune, REFORM_2025)?.code === DEMONSTRATION_COMMUNE) return Math.floor((due * luck.between(55, 90)) / 100);
  const at = luck.between(0, 99);
  if (at < 64) return due;
  return at < 92 ? Math.floor((due * luck.between(35, 85)) / 100) : 0;
}

function dayOf(seed: string, key: string, today: PlainDate): PlainDate {
  const [from, to] = visitDays(today).now;
  return addDays(from, chance(seed, 'visit', key, 2026).between(0, Math.max(0, daysBetween(from, to))));
}

/** Attempts at answers of the wanted class; then as they come. */
const ATTEMPTS = 3;

function answersNow(frame: ProvinceFrame, { key, kin, hamletId, wanted, escape }: Due, on: PlainDate): Answers {
  const { seed } = frame;
  const luck = chance(seed, 'answers', key);
  const wish = { seed, key, kin, areaType: areaTypeOn(frame, hamletId, on), on, form: phieuB2026 };
  if (wanted !== null)
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const answers = visitFor({ ...wish, wanted, escape, attempt });
      if (answers !== null) return sometimesUnsure(answers, luck);
    }
  const tier = wanted === 'poor' ? 'poor' : wanted === 'near-poor' ? 'near' : luck.weighted(OTHERS);
  return fitTo(phieuB2026, withReasons(livingFor({ ...wish, tier })), on);
}

/** Of a few households nobody was sure of the insurance cards, so that their class may be open. */
function sometimesUnsure(answers: Answers, luck: Chance): Answers {
  if (!luck.permille(15)) return answers;
  const members = answers.members.map((member) =>
    member.healthInsurance === undefined || member.assistance !== 'none' ? member : { ...member, healthInsurance: 'dont-know' as const },
  );
  return { ...answers, members };
}

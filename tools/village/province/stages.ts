/**
 * The made province told as commands for the door (kể lại thành lệnh), stage by stage in the order of time: founded and registered in
 * 2021, reviewed and decided in 2022 and 2023, reformed in 2024 and 2025. Each stage is streamed commune by commune. What
 * the reviews of 2024 and 2025 brought is not known; statuses stand. The open round is `now.ts`.
 */
import { addDays, date, type PlainDate } from '../../../core/kernel/dates.ts';
import { areaAbove } from '../../../core/kernel/areas.ts';
import type { AreaId, RoundId } from '../../../core/kernel/ids.ts';
import { MERGERS_2024, REFORM_2025 } from '../../../core/kernel/real-units.ts';
import type { Round } from '../../../core/meeting/round.ts';
import { chance, madeId, madeUuid } from '../chance.ts';
import type { CommuneFrame } from '../commune.ts';
import { heldAtIn } from '../dwellings.ts';
import { accountSteps, installationSteps, type Step, step, yearlyRound } from '../office.ts';
import { rosterOf } from '../shapes.ts';
import { type CommuneCast, hamletIn, type Part, YEARS_AT } from './cast.ts';
import type { Family } from './families.ts';
import type { PastYear } from './flows.ts';
import { communesOn, groundOf, type ProvinceFrame, reformedOn, REGISTER_BEGINS } from './frame.ts';
import { interviewStep, lifeSteps } from './life.ts';
import type { People } from './people.ts';
import type { Targets } from './targets.ts';

export interface Telling {
  readonly frame: ProvinceFrame;
  readonly people: People;
  readonly targets: Targets;
}

export function* foundingSteps({ frame, people }: Telling): Generator<Step> {
  const { seed, communes } = frame;
  const at = instant(REGISTER_BEGINS, 8);
  yield* installationSteps(seed, at);
  const hamlets = communes.flatMap(({ unit, hamlets: own }) =>
    own.map(({ areaId, bookId, name, kind }) => ({
      areaId,
      bookId,
      name,
      kind,
      communeId: unit.areaId,
      from: REGISTER_BEGINS,
      synthetic: true,
    })),
  );
  yield step({ seed, key: 'hamlets', as: 'system', kind: 'hamlets-added', at, payload: { hamlets } });
  yield* accountSteps(seed, [...people.posts, ...people.staff], at);
}

/** Every household of a commune and its first year of life; `weights`: of those drawn into the sample of the open round, which stand for others. */
export interface Registering {
  readonly commune: CommuneFrame;
  readonly families: readonly Family[];
  readonly cast: CommuneCast;
  readonly weights: ReadonlyMap<string, number>;
}

export function* registerSteps({ frame, people }: Telling, { commune, families, cast, weights }: Registering): Generator<Step> {
  const { seed } = frame;
  const as = people.officer(commune.unit.areaId);
  for (const { key, householdId, hamletId, code, address, kin } of families) {
    const payload = {
      ...{ householdId, hamletId, code, address, headName: kin[0]?.fullName ?? '' },
      members: kin.map(rosterOf),
      since: REGISTER_BEGINS,
      source: 'census-roster' as const,
      weight: weights.get(key) ?? 1,
      listed: null,
    };
    yield step({ seed, key: householdId, as, kind: 'household-registered', at: REGISTERED_AT, payload });
  }
  for (const part of cast.parts) yield* listedSteps(seed, as, part);
  yield* lifeSteps({ seed, year: 2022, officer: as, cast });
}

const REGISTERED_AT = '2021-07-15T02:00:00.000Z';
const LISTED_AT = '2021-12-20T02:00:00.000Z';

/** Results of earlier years, as lists of those years had them. */
function* listedSteps(seed: string, as: string, { placed, householdId }: Part): Generator<Step> {
  const { first, formerly } = placed.way;
  const results = [
    ...(formerly === null ? [] : [{ year: 2018, class: formerly } as const, { year: 2019, class: 'not-poor' } as const]),
    ...(first === null ? [] : [{ year: 2021, class: first }]),
  ];
  for (const { year, class: classified } of results) {
    const payload = {
      ...{
        householdId,
        year,
        class: classified,
        origin: null,
        b1: null,
        b2: null,
        reviewedOn: `${year}-12-14`,
        reviewer: null,
        formA: null,
      },
      source: `Danh sách hộ nghèo, hộ cận nghèo của năm ${year}`,
    };
    yield step({ seed, key: `${householdId} ${year}`, as, kind: 'status-recorded', at: LISTED_AT, payload });
  }
}

// ---- rounds of past years ------------------------------------------------------------------------------------------

export function pastRound(seed: string, year: PastYear): Round & { readonly roundId: RoundId } {
  const roundId = madeId('round', seed, year);
  return { ...yearlyRound({ roundId, year }), roundId };
}

export function* openingSteps({ frame, targets }: Telling, year: PastYear): Generator<Step> {
  const { seed } = frame;
  const communes = communesOn(frame, date(`${year}-09-01`)).map((unit) => unit.areaId);
  if (year === 2023) yield targetStep(frame, communes[0], targets);
  const payload = { round: pastRound(seed, year), communes };
  yield step({ seed, key: String(year), as: 'system', kind: 'round-opened', at: `${year}-09-01T01:00:00.000Z`, payload });
}

function targetStep({ seed, tree }: ProvinceFrame, communeId: AreaId | undefined, { plannedHundredths }: Targets): Step {
  const province = communeId === undefined ? null : areaAbove(tree, communeId, date('2023-01-20'), 'province');
  if (province === null) throw new RangeError('A commune without a province.');
  const payload = { areaId: province.areaId, year: 2023, reductionHundredths: plannedHundredths, document: 'Kế hoạch giảm nghèo năm 2023' };
  return step({ seed, key: 'target 2023', as: 'system', kind: 'target-set', at: '2023-01-20T02:00:00.000Z', payload });
}

export function closingStep(seed: string, year: PastYear): Step {
  const payload = { roundId: pastRound(seed, year).roundId };
  return step({ seed, key: String(year), as: 'system', kind: 'round-closed', at: `${year}-12-20T02:00:00.000Z`, payload });
}

/**
 * A commune's review: the list, the interviews hamlet by hamlet, the decision; then what happened to households until the next one
 * opens. While a review is open no household that it must decide ends in another.
 */
export function* yearSteps({ frame, people }: Telling, commune: CommuneFrame, cast: CommuneCast, year: PastYear): Generator<Step> {
  const { seed } = frame;
  const { areaId: communeId } = commune.unit;
  const round = pastRound(seed, year);
  const { roundId } = round;
  const officer = people.officer(communeId);
  const due = cast.parts.flatMap((part) => {
    const turn = part.placed.way.turns[YEARS_AT[year]];
    return turn !== null && 'to' in turn ? [{ part, why: turn.how === 'on-list' ? ('on-list' as const) : ('request' as const) }] : [];
  });
  for (const { part, why } of due) {
    const payload = { householdId: part.householdId, roundId, why };
    yield step({
      seed,
      key: `${part.householdId} ${year}`,
      as: officer,
      kind: 'review-listed',
      at: `${year}-09-01T02:00:00.000Z`,
      payload,
    });
  }
  for (const hamlet of commune.hamlets) {
    const enumerator = people.enumerator(hamlet.areaId);
    const visits = due.flatMap(({ part }) => {
      const visit = hamletIn(part, year) === hamlet.areaId ? part.visits[YEARS_AT[year]] : null;
      return visit === null ? [] : [{ householdId: part.householdId, ...visit }];
    });
    const inOrder = visits.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const ground = groundOf(frame, hamlet.areaId);
    for (const [turn, visit] of inOrder.entries()) {
      const heldAt = heldAtIn({ ...ground, householdId: visit.householdId }, year);
      yield interviewStep({ seed, round, enumerator }, { ...visit, heldAt, turn });
    }
  }
  yield* decisionSteps({ seed, round, communeId, officer, chair: people.chair(communeId) });
  if (year === 2022) yield* lifeSteps({ seed, year: 2023, officer, cast });
}

interface Deciding {
  readonly seed: string;
  readonly round: Round;
  readonly communeId: AreaId;
  readonly officer: string;
  readonly chair: string;
}

function* decisionSteps({ seed, round, communeId, officer, chair }: Deciding): Generator<Step> {
  const { roundId, year } = round;
  const luck = chance(seed, 'decision', communeId, year);
  const decidedOn = addDays(date(`${year}-12-04`), luck.between(0, 10));
  const key = `${communeId} ${year}`;
  yield step({
    ...{ seed, key, as: officer, kind: 'gate-passed', at: instant(addDays(decidedOn, -1), 8) },
    payload: { roundId, communeId, from: 'interview', to: 'decision' },
  });
  const number = `${luck.between(80, 480)}/QĐ-UBND-${year}`;
  const payload = { decisionId: madeUuid(seed, 'decision', key), roundId, rulebook: '2022-2026' as const, communeId, number, decidedOn };
  yield step({ seed, key, as: chair, kind: 'decide-list', at: instant(decidedOn, 9), payload });
}

// ---- reforms -------------------------------------------------------------------------------------------------------

export function* reformSteps({ frame }: Telling): Generator<Step> {
  for (const [on, document] of REFORMS) {
    const hamlets = reformedOn(frame, on).map(({ areaId, communeId, name, kind }) => ({ areaId, communeId, name, kind }));
    if (hamlets.length === 0) continue;
    const payload = { on, document, hamlets };
    yield step({ seed: frame.seed, key: on, as: 'system', kind: 'areas-reformed', at: instant(on, 9), payload });
  }
}

const REFORMS: readonly (readonly [PlainDate, string])[] = [
  [MERGERS_2024, 'Sắp xếp đơn vị hành chính cấp xã từ ngày 01/11/2024'],
  [REFORM_2025, 'Nghị quyết 1687/NQ-UBTVQH15'],
];

/** A moment of the day in Vietnam, of an hour from 7 on. */
export function instant(day: PlainDate, hour: number, minute = 0): string {
  return `${day}T${String(hour - 7).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
}

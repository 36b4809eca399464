/**
 * The open round of `bench desk` (đợt rà soát để đo): one household in twenty on the list, most of them interviewed with answers that
 * lie on all sides of the lines, under two standards; and samples of what is then asked for.
 */
import { sql } from 'kysely';
import { drawSeeded } from '../../../core/classify/proof/draw.ts';
import { sampleHousehold } from '../../../core/classify/proof/households.ts';
import { findingsOf } from '../../../core/interview/checks/all.ts';
import { visitOfAnswers } from '../../../core/interview/seal.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import { date, dayInVietnam, type Instant, instantOf } from '../../../core/kernel/dates.ts';
import { MAX_BATCH } from '../../../core/sync/envelope.ts';
import { submit } from '../../../server/ledger/door.ts';
import type { Db } from '../../../server/http/transaction.ts';
import type { BenchHamlet } from '../door.ts';
import { uuidOf } from '../roster.ts';

export const NOW = instantOf(Date.UTC(2023, 10, 15, 2));
const LISTED = 20;
const WAITING = 5;
/** Different answers; each is given by many households. */
const DIFFERENT = 400;

export interface Samples {
  readonly households: number;
  readonly people: number;
  readonly listed: number;
  readonly interviewed: number;
  readonly anyHousehold: readonly string[];
  /** By hamlet and by commune. */
  readonly householdsOf: ReadonlyMap<string, readonly string[]>;
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** A hamlet and its commune. */
export interface BenchPlace {
  readonly areaId: string;
  readonly communeId: string;
}

let sent = 0;
export async function send(db: Db, seed: string, commands: readonly (readonly [string, object])[], at: Instant = NOW): Promise<void> {
  const enveloped = commands.map(([kind, payload]) => ({ commandId: uuidOf(seed, `desk ${++sent}`), kind, v: 1, at, payload }));
  const answers = await submit(db, 'system', enveloped, { now: at, today: dayInVietnam(at) });
  const bad = answers.find(({ answer }) => answer !== 'taken');
  if (bad !== undefined) throw new Error(JSON.stringify(bad));
}

export async function openRound(db: Db, seed: string, hamlets: readonly BenchHamlet[]): Promise<void> {
  const roundId = uuidOf(seed, 'round');
  const round = {
    ...{ roundId, kind: 'yearly', year: 2023, opensOn: '2023-09-01', closesOn: '2023-12-14', rulebooks: ['2022-2026', '2027-2030'] },
    ...{
      questionnaire: 'phieu-b-2026',
      gates: [{ from: 'interview', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 4' }],
    },
  };
  await send(db, seed, [['round-opened', { round, communes: [...new Set(hamlets.map(({ communeId }) => communeId))] }]]);
  const answers = answersMade('2023-10-20');
  let waiting: (readonly [string, object])[] = [];
  const flush = async () => {
    if (waiting.length > 0) await send(db, seed, waiting);
    waiting = [];
  };
  for (const [i, householdId] of (await someHouseholds(db)).entries()) {
    const found = i % 3 === 0 ? 'poor' : 'near-poor';
    waiting.push([
      'status-recorded',
      {
        ...{ householdId, year: 2022, class: found, origin: null, b1: null, b2: null, reviewedOn: '2022-11-20', reviewer: null },
        ...{ formA: null, source: 'bench' },
      },
    ]);
    waiting.push(['review-listed', { householdId, roundId, why: 'request' }]);
    if (i % WAITING !== 0)
      waiting.push([
        'interview-finished',
        {
          ...{ householdId, roundId, questionnaire: 'phieu-b-2026', answers: answers[i % answers.length], interviewedOn: '2023-10-20' },
          ...{
            startedAt: '2023-10-20T02:00:00.000Z',
            endedAt: '2023-10-20T02:40:00.000Z',
            seen: null,
            enumeratorId: uuidOf(seed, 'enumerator'),
          },
        },
      ]);
    if (waiting.length > MAX_BATCH - 3) await flush();
  }
  await flush();
}

/** One in twenty, spread over all hamlets. */
export async function someHouseholds(db: Db): Promise<readonly string[]> {
  return asSystem(db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select id from (select household_id as id, row_number() over (order by hamlet_id, household_id) as n from household) h
       where n % ${LISTED}::int = 0`.execute(tx);
    return rows.map((row) => row.id);
  });
}

export async function asSystem<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('vuon.account', 'system', true), set_config('vuon.reach', 'all', true)`.execute(tx);
    return work(tx);
  });
}

/** In order on each of these days. */
export function answersMade(...days: readonly string[]): readonly Answers[] {
  const draw = drawSeeded(7);
  const made: Answers[] = [];
  while (made.length < DIFFERENT) {
    const { answers, setting } = sampleHousehold(draw);
    if (setting.date > '2023-09-01' || answers.members.length > 4) continue;
    const members = answers.members.map((member, i) => ({ ...member, memberId: uuidOf('bench desk', `member ${made.length} ${i}`) }));
    const whole = { household: answers.household, members };
    const fits = (day: string) => findingsOf(visitOfAnswers(whole, date(day))).every(({ severity }) => severity !== 'hard');
    if (days.every(fits)) made.push(whole);
  }
  return made;
}

/** Hamlets of today with somebody in them, as an installation that exists has them. */
export async function readHamlets(owner: Db): Promise<readonly BenchPlace[]> {
  return asSystem(owner, async (tx) => {
    const { rows } = await sql<{ areaId: string; communeId: string }>`
      select p.area_id as "areaId", p.parent_id as "communeId" from area_period p join area a on a.area_id = p.area_id and a.level = 'hamlet'
       where p.valid_to is null and exists (select from household h where h.hamlet_id = p.area_id)
       order by md5(p.area_id)`.execute(tx);
    return rows;
  });
}

/** Above the commune on that day. */
export async function provinceOf(db: Db, communeId: string, day: string): Promise<string> {
  return asSystem(db, async (tx) => {
    const { rows } = await sql<{ province: string }>`
      with recursive up as (
        select ${communeId}::text as area_id
        union
        select p.parent_id from up join area_period p on p.area_id = up.area_id and p.parent_id is not null
           and p.valid_from <= ${day}::date and (p.valid_to is null or ${day}::date < p.valid_to)
      )
      select up.area_id as province from up join area a on a.area_id = up.area_id and a.level = 'province'`.execute(tx);
    const [found] = rows;
    if (found === undefined) throw new RangeError(`No province above ${communeId}.`);
    return found.province;
  });
}

export async function readSamples(owner: Db): Promise<Samples> {
  return asSystem(owner, async (tx) => {
    const [counts] = (
      await sql<{ households: number; people: number; listed: number; interviewed: number }>`
        select (select count(*)::int from household) as households, (select count(*)::int from member) as people,
               (select count(*)::int from review_list) as listed, (select count(*)::int from interview) as interviewed`.execute(tx)
    ).rows;
    const households = await sql<{ id: string; hamletId: string; communeId: string }>`
      select h.household_id as id, h.hamlet_id as "hamletId", p.parent_id as "communeId"
        from interview i join household h on h.household_id = i.household_id
        join area_period p on p.area_id = h.hamlet_id and p.valid_to is null`.execute(tx);
    const people = await sql<{ name: string; number: string }>`
      select folded as name, citizen_id as number from member where citizen_id is not null
       order by md5(member_id::text) limit 200`.execute(tx);
    const householdsOf = new Map<string, string[]>();
    for (const { id, hamletId, communeId } of households.rows)
      for (const areaId of [hamletId, communeId]) householdsOf.set(areaId, [...(householdsOf.get(areaId) ?? []), id].slice(-50));
    if (counts === undefined) throw new Error('No counts.');
    return {
      ...counts,
      anyHousehold: households.rows.slice(0, 500).map((row) => row.id),
      householdsOf,
      names: people.rows.map((row) => row.name),
      numbers: people.rows.map((row) => row.number),
    };
  });
}

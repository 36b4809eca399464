/**
 * The province that phones sync with (tỉnh để đo đồng bộ): one household in twenty was interviewed in last year's round, and is on the list of
 * this year's, not yet interviewed; each hamlet has an enumerator. All of it through the door.
 */
import { sql } from 'kysely';
import { dayInVietnam, type Instant, instantOf } from '../../../core/kernel/dates.ts';
import { MAX_BATCH } from '../../../core/sync/envelope.ts';
import { setPassword } from '../../../server/access/sign-in.ts';
import type { Db } from '../../../server/http/transaction.ts';
import type { BenchHamlet } from '../door.ts';
import { uuidOf } from '../roster.ts';
import { answersMade, asSystem, NOW, send, someHouseholds } from './desk-round.ts';

export const PASSWORD = 'mat-khau-do-dong-bo';
const LAST_YEAR: Instant = instantOf(Date.UTC(2022, 9, 20, 2));

const GATES = [{ from: 'interview', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 4' }];
const ROUND = { kind: 'yearly', questionnaire: 'phieu-b-2026', gates: GATES };

export async function openRounds(db: Db, seed: string, hamlets: readonly BenchHamlet[]): Promise<void> {
  const communes = [...new Set(hamlets.map(({ communeId }) => communeId))];
  const [before, now] = [uuidOf(seed, 'round 2022'), uuidOf(seed, 'round 2023')];
  const both = ['2022-2026', '2027-2030'];
  const last = { ...ROUND, roundId: before, year: 2022, opensOn: '2022-09-01', closesOn: '2022-12-14', rulebooks: both };
  await send(db, seed, [['round-opened', { round: last, communes }]], LAST_YEAR);
  const households = await someHouseholds(db);
  const answers = answersMade(dayInVietnam(LAST_YEAR), dayInVietnam(NOW));
  const registered = await readMembers(db);
  const visits = households.flatMap((householdId, i) => {
    const { household, members } = answers[i % answers.length] ?? { household: {}, members: [] };
    const own = members.map((member, k) => ({ ...member, memberId: uuidOf(seed, `member ${i} ${k}`) }));
    const gone = (registered.get(householdId) ?? []).map((memberId) => ({ memberId, how: 'left' }));
    const told = { householdId, roundId: before, answers: { household, members: own }, gone };
    return [
      ['review-listed', { householdId, roundId: before, why: 'request' }] as const,
      ['interview-finished', visitOf(seed, told)] as const,
    ];
  });
  for (const piece of piecesOf(visits)) await send(db, seed, piece, LAST_YEAR);
  const round = { ...ROUND, roundId: now, year: 2023, opensOn: '2023-09-01', closesOn: '2023-12-14', rulebooks: both };
  await send(db, seed, [['round-opened', { round, communes }]]);
  const listed = households.map((householdId) => ['review-listed', { householdId, roundId: now, why: 'request' }] as const);
  for (const piece of piecesOf(listed)) await send(db, seed, piece);
}

/** Whom the census left in each household: last year others lived there. */
async function readMembers(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await asSystem(db, (tx) =>
    sql<{ id: string; members: string[] }>`select household_id as id, array_agg(member_id::text) as members from member group by 1`.execute(
      tx,
    ),
  );
  return new Map(rows.map(({ id, members }) => [id, members]));
}

const visitOf = (seed: string, told: object) => ({
  ...{
    ...told,
    questionnaire: 'phieu-b-2026',
    interviewedOn: '2022-10-20',
    seen: null,
    enumeratorId: uuidOf(seed, 'enumerator'),
  },
  ...{ startedAt: '2022-10-20T01:00:00.000Z', endedAt: '2022-10-20T01:40:00.000Z' },
});

function piecesOf<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / MAX_BATCH) }, (_, i) => all.slice(i * MAX_BATCH, (i + 1) * MAX_BATCH));
}

export interface Enumerator {
  readonly accountId: string;
  readonly username: string;
}

/** One for each hamlet, with a password. */
export async function postEnumerators(db: Db, seed: string, hamlets: readonly BenchHamlet[]): Promise<readonly Enumerator[]> {
  const all = hamlets.map(({ areaId }, i) => ({ areaId, accountId: uuidOf(seed, `enumerator ${i}`), username: `rasoat.${i}` }));
  for (const piece of piecesOf(all))
    await send(
      db,
      seed,
      piece.map(({ areaId, accountId, username }) => {
        const grants = [{ role: 'enumerator', areaId, from: '2023-01-01', to: null }];
        return ['account-created', { accountId, username, displayName: `Rà soát viên ${username}`, grants }] as const;
      }),
    );
  const at = { now: NOW, today: dayInVietnam(NOW) };
  const waiting = [...all];
  const work = async (): Promise<void> => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop())
      await setPassword(db, at, { accountId: one.accountId, password: PASSWORD });
  };
  await Promise.all([work(), work(), work()]);
  return all;
}

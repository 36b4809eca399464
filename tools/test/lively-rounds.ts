/** Rounds of the small province that were taken back before they decided anything (đợt đã hủy trong tỉnh thử). */
import type { Kysely } from 'kysely';
import { command, COMMUNES, HAMLETS, id, register, ROUND, take } from './small-province.ts';

/** Households that could not be visited, which no ledger of before 2027 holds: one put on the list, and one standing on it only by its class. */
export async function missVisits(db: Kysely<unknown>): Promise<void> {
  const hamletId = HAMLETS[2];
  const names = ['Vắng', 'Vắng lâu'];
  await take(
    db,
    names.map((name) => register(name, hamletId, 2, name === 'Vắng' ? 'on-list' : null)),
  );
  const recorded = {
    class: 'poor',
    origin: null,
    b1: null,
    b2: null,
    reviewedOn: null,
    reviewer: null,
    formA: null,
    source: 'thử',
  } as const;
  await take(db, [
    command('status-recorded', { householdId: id('household Vắng lâu'), year: 2025, ...recorded }),
    ...names.map((name) =>
      command('not-visited', { householdId: id(`household ${name}`), roundId: ROUND.roundId, why: 'not-found', on: '2026-09-20' }),
    ),
  ]);
}

/** Nor does it hold these: a round that was taken back, and one of a single commune. */
export async function cancelRounds(db: Kysely<unknown>): Promise<void> {
  const rounds = [
    [id('round taken back'), null],
    [id('round of one taken back'), COMMUNES[1]],
  ] as const;
  for (const [roundId, communeId] of rounds) {
    const days = { opensOn: '2026-01-15', closesOn: '2026-01-28' };
    const round = { ...ROUND, ...days, roundId, kind: 'regular' as const, scope: 'requested' as const };
    await take(db, [
      command('round-opened', { round, communes: [...COMMUNES] }),
      command('round-cancelled', { roundId, communeId, reason: 'Mở nhầm tháng' }),
    ]);
  }
}

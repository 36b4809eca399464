/** Rounds of the small province that were taken back before they decided anything (đợt đã hủy trong tỉnh thử). */
import type { Kysely } from 'kysely';
import { command, COMMUNES, id, ROUND, take } from './small-province.ts';

/** What no ledger of before 2027 holds: a round that was taken back, and one of a single commune. */
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

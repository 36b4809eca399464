/** Two rounds within the year of the small province whose figures are sealed, and the province's word on them (chốt số liệu trong tỉnh thử). */
import { type Kysely, sql } from 'kysely';
import { USUAL_SEALING } from '../../core/meeting/sealing.ts';
import { sealHash } from '../../core/report/seal.ts';
import { asActor } from '../../server/http/transaction.ts';
import { sha256 } from '../../server/ledger/tools.ts';
import { CLOCK, command, COMMUNES, HAMLETS, id, ROUND, take } from './small-province.ts';

export async function sealBoth(db: Kysely<unknown>): Promise<void> {
  for (const [name, month, answer] of [
    ['spring', '03', 'approved'],
    ['summer', '06', 'returned'],
  ] as const) {
    const roundId = id(`round of ${name}`);
    const days = { opensOn: `2026-${month}-15`, closesOn: `2026-${month}-28` };
    await take(db, [
      command('round-opened', { round: { ...ROUND, ...days, roundId, kind: 'regular', sealing: USUAL_SEALING }, communes: [COMMUNES[1]] }),
      command('round-closed', { roundId }),
    ]);
    const [book] = await asActor(db, { accountId: id('seal'), reach: 'all', today: CLOCK.today }, async (tx) => {
      const { rows } = await sql<{ hamletId: string; bookId: string; version: number; head: string }>`
        select hamlet_id as "hamletId", book_id as "bookId", version::int, encode(hash, 'hex') as head
          from head where hamlet_id = ${HAMLETS[2]}`.execute(tx);
      return rows;
    });
    if (book === undefined) throw new Error('The small province has a third hamlet.');
    const told = {
      ...{ roundId, communeId: COMMUNES[1], start: '2025-12-31', end: days.closesOn, rulebook: '2022-2026' as const },
      ...{ figures: ['households', 'poorHouseholds'], hamlets: [{ ...book, numbers: [12, 3] }] },
    };
    const sealId = id(`seal of ${name}`);
    await take(db, [
      command('figures-sealed', { ...told, sealId, hash: sealHash(sha256, told) }),
      command('seal-answered', { sealId, communeId: COMMUNES[1], answer, word: 'Số 12/STC' }),
    ]);
  }
}

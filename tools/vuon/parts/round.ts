/** The round a command means (đợt rà soát của lệnh): by its year, else the newest. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../core/kernel/dates.ts';
import { roundSchema, type Round } from '../../../core/meeting/round.ts';
import { findRound, type RoundRow } from '../../../server/report/store.ts';
import type { Tx } from '../../../server/http/transaction.ts';
import { EXIT, numberIn, stop } from '../command.ts';

export interface RoundMeant {
  readonly row: RoundRow;
  readonly round: Round;
}

export async function roundMeant(tx: Tx, year: string | undefined): Promise<RoundMeant> {
  const row = await findRound(
    tx,
    year === undefined ? null : await idOfYear(tx, numberIn(year, { least: 2016, most: 2100, option: '--round' })),
  );
  if (row === null) stop(EXIT.trouble, 'trouble.no-round', { year: year ?? '' });
  return { row, round: roundSchema.parse(row.body) };
}

async function idOfYear(tx: Tx, year: number): Promise<string> {
  const { rows } = await sql<{ roundId: string; opensOn: PlainDate }>`
    select round_id as "roundId", opens_on as "opensOn" from round where year = ${year} and kind <> 'opening' and not cancelled order by kind = 'yearly' desc, opens_on desc limit 1`.execute(
    tx,
  );
  return rows[0]?.roundId ?? stop(EXIT.usage, 'trouble.no-round', { year });
}

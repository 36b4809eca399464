/** Communes whose people take a while to compare (xã đông người), done beforehand one after the other. */
import { sql } from 'kysely';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { Doing } from '../http/beforehand.ts';
import type { Tx } from '../http/transaction.ts';
import { LARGE } from './kept-wholes.ts';

export interface LargeCommune {
  readonly communeId: string;
  readonly hamletIds: readonly string[];
}

/** Each in a transaction of its own, while the server stays. One that fails holds up no other: whoever opens its page is told why. */
export async function eachLargeCommune(
  { asAll, today, goesOn }: Doing,
  work: (tx: Tx, commune: LargeCommune) => Promise<unknown>,
): Promise<void> {
  for (const commune of await asAll((tx) => readLarge(tx, today))) {
    if (!goesOn()) return;
    await asAll((tx) => work(tx, commune)).catch(() => {});
  }
}

async function readLarge(tx: Tx, today: PlainDate): Promise<readonly LargeCommune[]> {
  const { rows } = await sql<LargeCommune>`
    select p.parent_id as "communeId", array_agg(distinct p.area_id) as "hamletIds"
      from area_period p left join household h on h.hamlet_id = p.area_id and h.state = 'present'
     where p.valid_from <= ${today}::date and (p.valid_to is null or ${today}::date < p.valid_to) and p.parent_id is not null
     group by p.parent_id having sum(h.members) > ${LARGE} order by 1`.execute(tx);
  return rows;
}

/**
 * Forms of a round that stand, as whoever checks them reads them (phiếu để kiểm tra): with the newest form of another round before each,
 * the moments and the place that the device told. Those filled in by hand are left out: nobody knows how long they took, or where.
 */
import { sql } from 'kysely';
import type { Form } from '../../core/interview/haste.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export interface Told {
  readonly householdId: string;
  readonly hamletId: string;
  readonly accountId: string;
  readonly name: string;
  readonly areaType: 'rural' | 'urban';
  readonly answers: Form;
  readonly before: Form | null;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly heldAt: HeldAt | null;
}

/** Read at once: a few megabytes, and other requests have their turn in between. */
const AT_ONCE = 250;
const NONE = '00000000-0000-0000-0000-000000000000';
const A_DAY = 86_400;

/** From the first question to the end, down; null where that is no time of an interview. */
export function secondsOf({ startedAt, endedAt }: Pick<Told, 'startedAt' | 'endedAt'>): number | null {
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return seconds >= 0 && seconds < A_DAY ? Math.floor(seconds) : null;
}

export async function* readTold(tx: Tx, roundId: string, hamletIds: readonly string[]): AsyncGenerator<Told> {
  for (let after = NONE; ; ) {
    const page = await readPage(tx, { roundId, hamletIds, after });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < AT_ONCE) return;
    after = last.householdId;
  }
}

interface Page {
  readonly roundId: string;
  readonly hamletIds: readonly string[];
  readonly after: string;
}

function readPage(tx: Tx, { roundId, hamletIds, after }: Page): Promise<readonly Told[]> {
  return runPrepared(
    tx,
    sql<Told>`
    select i.household_id as "householdId", i.hamlet_id as "hamletId", i.account_id as "accountId", coalesce(a.display_name, '') as name,
           i.area_type as "areaType", i.answers, earlier.answers as before,
           p.body::jsonb ->> 'startedAt' as "startedAt", p.body::jsonb ->> 'endedAt' as "endedAt", p.body::jsonb -> 'heldAt' as "heldAt"
      from interview i
      join payload p on p.event_id = i.event_id
      left join account a on a.account_id = i.account_id
      left join lateral (select e.answers from interview e
                          where e.household_id = i.household_id and e.round_id <> i.round_id and e.interviewed_on < i.interviewed_on
                          order by e.interviewed_on desc limit 1) earlier on true
     where i.round_id = ${roundId} and i.hamlet_id = any (${[...hamletIds]}::text[]) and i.household_id > ${after}
       and not p.body::jsonb ? 'paper'
     order by i.household_id limit ${AT_ONCE}`,
  );
}

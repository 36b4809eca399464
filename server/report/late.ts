/**
 * Acts written down after a closed round's day had passed, about days up to it (việc ghi sau khi đóng đợt): read from the ledger itself,
 * in the books of the hamlets, so that nothing can be missed. A correction counts where the household was there already; an import that
 * came and was undone after that day changed nothing. Whoever asks gets the same number: it stands on the table.
 */
import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { EventKindName } from '../../core/kinds.ts';
import { IMPORT_KINDS, importCommandId } from '../../core/register/import/identity.ts';
import { CORRECTING, DATED, type LateAct, type LateCount } from '../../core/report/late.ts';
import type { AnnexAct } from '../../core/report/seal.ts';
import { runPrepared } from '../db/connection.ts';
import { type Tx, withFullReach } from '../http/transaction.ts';
import { sha256 } from '../ledger/tools.ts';

/** Whatever moves the case file of a household, and the results recorded of earlier years. */
const LATE_KINDS = [...DATED, ...CORRECTING] as const satisfies readonly EventKindName[];

/** `end`: the day at whose close the round is counted. */
export interface LateAsked {
  readonly roundId: string;
  readonly end: PlainDate;
  readonly hamletIds: readonly string[];
  /** What was written after the figures of these hamlets were sealed, instead of after the close. */
  readonly sealed?: boolean;
}

export async function countLate(tx: Tx, asked: LateAsked): Promise<LateCount> {
  const within = await reached(tx, asked);
  return sumLate(await withFullReach(tx, () => readLate(tx, within)));
}

/** What one command did to one household, in the book of a hamlet. */
export interface LatePart {
  readonly hamletId: string;
  readonly commandId: string;
  readonly householdId: string;
}

export async function readLate(tx: Tx, asked: LateAsked): Promise<readonly LatePart[]> {
  const { rows } = await sql<LatePart>`
    ${lateActs(asked, sql`e.command_id, e.household_id, e.hamlet_id`, await readUndone(tx, asked))}
    select hamlet_id as "hamletId", command_id as "commandId", household_id as "householdId" from late`.execute(tx);
  return rows;
}

/** Above so many the acts of an annex are told together by kind, day and hand. */
const MOST_NAMED = 500;

/** Those of an annex, each by itself, the newest first. */
export async function actsSince(tx: Tx, asked: LateAsked, most = MOST_NAMED): Promise<readonly AnnexAct[]> {
  const undone = await readUndone(tx, asked);
  const each = await gatherActs(tx, { asked, undone, by: sql`l.command_id`, most: most + 1 });
  return each.length <= most ? each : gatherActs(tx, { asked, undone, by: sql`true`, most: null });
}

interface Gathering {
  readonly asked: LateAsked;
  readonly undone: readonly string[];
  readonly by: RawBuilder<unknown>;
  readonly most: number | null;
}

async function gatherActs(tx: Tx, { asked, undone, by, most }: Gathering): Promise<readonly AnnexAct[]> {
  const { rows } = await sql<AnnexAct>`
    ${lateActs(asked, sql`e.command_id, e.household_id`, undone)}
    select l.kind, (l.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date as "recordedOn", coalesce(a.display_name, '') as by,
           case when count(distinct l.day) = 1 and count(l.day) = count(*) then min(l.day) end as day,
           case when count(distinct l.hamlet_id) = 1 then min(l.hamlet_id) end as "hamletId",
           count(distinct l.command_id)::int as acts, count(distinct l.household_id)::int as households
      from late l left join account a on a.account_id = l.account_id
     group by 1, 2, 3, ${by} order by 2 desc, max(l.seq) desc limit ${most}`.execute(tx);
  return rows;
}

/** One command is one act, in however many books. */
export function sumLate(parts: readonly LatePart[]): LateCount {
  return {
    acts: new Set(parts.map(({ commandId }) => commandId)).size,
    households: new Set(parts.map(({ householdId }) => householdId)).size,
  };
}

/** Null: it is open. Of rounds closed before the moment was kept it is empty. */
export async function closedAt(tx: Tx, roundId: string): Promise<string | null> {
  const rows = await runPrepared(
    tx,
    sql<{ closedAt: string | null }>`select closed_at as "closedAt" from round where round_id = ${roundId}::uuid and state = 'closed'`,
  );
  const [closed] = rows;
  return closed === undefined ? null : (closed.closedAt ?? '');
}

/** Only hamlets within this person's reach. */
async function reached(tx: Tx, asked: LateAsked): Promise<LateAsked> {
  const { rows } = await sql<{ hamletId: string }>`
    select hamlet_id as "hamletId" from head where hamlet_id = any (${[...asked.hamletIds]}::text[])`.execute(tx);
  return { ...asked, hamletIds: rows.map(({ hamletId }) => hamletId) };
}

export interface LateHousehold {
  readonly householdId: string;
  readonly acts: readonly LateAct[];
}

/** By household, whose last act is the newest first; the rows of households elsewhere by now are for others to see. */
export async function pageOfLate(
  tx: Tx,
  asked: LateAsked,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly LateHousehold[]> {
  const within = await reached(tx, asked);
  const { rows } = await withFullReach(tx, async () =>
    sql<LateHousehold>`
    ${lateActs(within, sql`e.command_id, e.household_id`, await readUndone(tx, within))}
    select l.household_id as "householdId",
           json_agg(json_build_object('kind', l.kind, 'day', l.day, 'by', coalesce(a.display_name, ''),
             'recordedAt', to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by l.seq desc) as acts
      from late l left join account a on a.account_id = l.account_id
     group by l.household_id order by max(l.seq) desc offset ${after} limit ${limit}`.execute(tx),
  );
  return rows;
}

/** `at`: the moment. Of sealed figures one for each hamlet's book, with the version at which it was counted. */
const closing = ({ roundId, end, hamletIds, sealed = false }: LateAsked) =>
  sealed
    ? sql`
    select f.book_id, f.version, s.sealed_at as at
      from figure_seal s join figure_sealed f on f.seal_id = s.seal_id
     where s.round_id = ${roundId}::uuid and s.state = 'sealed' and f.hamlet_id = any (${[...hamletIds]}::text[])`
    : sql`
    select greatest(closed_at, (${end}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh') as at
      from round where round_id = ${roundId}::uuid and state = 'closed'`;

/** Condition on `event e` and `c`, the closing. */
const afterIt = ({ sealed = false }: LateAsked) =>
  sealed ? sql`e.book_id = c.book_id and e.version > c.version` : sql`e.recorded_at > c.at`;

const booksOf = ({ hamletIds }: LateAsked) => sql`select book_id from book where hamlet_id = any (${[...hamletIds]}::text[])`;

/** What imports wrote of households after the close and what took it back again: events that changed nothing together. */
async function readUndone(tx: Tx, asked: LateAsked): Promise<readonly string[]> {
  const { rows: withdrawn } = await sql<{ eventId: string; householdId: string; importId: string }>`
    select e.event_id as "eventId", e.household_id as "householdId", p.body::jsonb ->> 'importId' as "importId"
      from (${closing(asked)}) c join event e on ${afterIt(asked)} join payload p on p.event_id = e.event_id
     where e.kind = 'import-withdrawn' and e.book_id in (${booksOf(asked)})`.execute(tx);
  if (withdrawn.length === 0) return [];
  const written = withdrawn.map(({ householdId, importId }) =>
    IMPORT_KINDS.map((kind): string => importCommandId(sha256, importId, { kind, about: householdId })),
  );
  const { rows } = await sql<{ eventId: string; commandId: string; isLate: boolean }>`
    select e.event_id as "eventId", e.command_id as "commandId", bool_or(${afterIt(asked)}) as "isLate"
      from (${closing(asked)}) c cross join event e where e.command_id = any (${written.flat()}::uuid[]) group by 1, 2`.execute(tx);
  const found = Map.groupBy(rows, ({ commandId }) => commandId);
  return withdrawn.flatMap(({ eventId }, i) => {
    const own = (written[i] ?? []).flatMap((commandId) => found.get(commandId) ?? []);
    return own.every(({ isLate }) => isLate) ? [eventId, ...own.map((each) => each.eventId)] : [];
  });
}

/**
 * An open round has no day that has passed. Of one command each household's first event speaks, or its first in each book. A result of an
 * earlier year says something of the round where the household lived here by then.
 */
function lateActs(asked: LateAsked, once: RawBuilder<unknown>, undone: readonly string[]) {
  const { end } = asked;
  return sql`
    with closing as (${closing(asked)}), written as (
      select distinct on (${once}) e.seq, e.command_id, e.household_id, e.hamlet_id, e.kind, e.account_id, e.recorded_at, c.at,
             case e.kind
               when 'interview-finished' then i.interviewed_on
               when 'status-recorded' then (
                 select greatest(s.valid_from, min(r.valid_from)) from residence r where r.household_id = e.household_id)
               when 'household-registered' then (p.body::jsonb ->> 'since')::date
               when 'household-corrected' then null
               when 'member-corrected' then null
               when 'import-withdrawn' then null
               when 'erased' then null
               else (p.body::jsonb ->> 'on')::date
             end as day,
             case e.kind
               when 'household-corrected' then p.body::jsonb ?| array['members', 'people']
               when 'member-corrected' then p.body::jsonb ? 'joined'
               else true
             end as counts
        from closing c
        join event e on ${afterIt(asked)}
        left join payload p on p.event_id = e.event_id
        left join interview i on i.event_id = e.event_id
        left join status s on s.event_id = e.event_id
       where e.kind = any (${[...LATE_KINDS]}::text[])
         and e.book_id in (${booksOf(asked)}) and e.event_id <> all (${[...undone]}::uuid[])
       order by ${once}, e.command_part
    ), late as (
      select w.* from written w
       where case when w.kind = any (${[...CORRECTING]}::text[])
                  then w.counts and exists (select from event f where f.household_id = w.household_id and f.recorded_at <= w.at)
                  else w.day <= ${end}::date end
    )`;
}

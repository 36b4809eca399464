/** What doubts rest on, as it lies in the tables (dữ liệu để hỏi lại): rosters with what is known of each, points of B1, declared ties. */
import { sql } from 'kysely';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { Tie } from '../../core/access/duties.ts';
import type { Home } from '../../core/register/left-out.ts';
import type { EarlierForm } from './parts/new-standard.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export interface Within {
  readonly roundId: string;
  readonly year: number;
  readonly hamletIds: readonly string[];
  readonly today: PlainDate;
}

interface HomeRow {
  readonly householdId: string;
  readonly listed: boolean;
  readonly births: readonly string[];
  readonly wasListed: boolean;
  readonly death: boolean;
  /** Null where no form tells. */
  readonly disabled: boolean | null;
  readonly works: boolean | null;
}

/** Present households, the sample left out: it was visited for the figures. */
export async function readHomes(tx: Tx, { roundId, year, hamletIds, today }: Within): Promise<readonly Home[]> {
  const rows = await runPrepared(
    tx,
    sql<HomeRow>`
    select h.household_id as "householdId", people.births,
           r.household_id is not null or coalesce(s.class in ('poor', 'near-poor'), false) as listed,
           exists (select from status past where past.household_id = h.household_id and past.year < ${year}
                                             and past.class in ('poor', 'near-poor')) as "wasListed",
           exists (select from event e join payload p on p.event_id = e.event_id
                                      join member gone on gone.household_id = e.household_id and gone.state = 'dead'
                                                      and gone.member_id::text = p.body::jsonb ->> 'memberId'
                    where e.household_id = h.household_id and e.kind = 'member-died'
                      and p.body::jsonb ->> 'on' > (${today}::date - interval '1 year')::date::text) as death,
           form.disabled, form.works
      from household h
      join lateral (select array_agg(m.birth) as births from member m where m.household_id = h.household_id and m.state = 'present') people on true
      left join review_list r on r.round_id = ${roundId} and r.household_id = h.household_id
      left join lateral (select class from status where household_id = h.household_id and valid_to is null
                          order by valid_from desc limit 1) s on true
      left join lateral (select bool_or(one ->> 'assistance' = 'disability') as disabled, bool_or(one ->> 'jobStatus' = 'working') as works
                           from (select i.answers from interview i where i.household_id = h.household_id
                                  order by i.interviewed_on desc limit 1) latest
                          cross join lateral jsonb_array_elements(latest.answers -> 'members') one) form on true
     where h.state = 'present' and h.hamlet_id = any (${[...hamletIds]}::text[]) and r.why is distinct from 'sample' and people.births is not null`,
  );
  return rows.map(({ householdId, listed, births, wasListed, death, disabled, works }) => ({
    ...{ householdId, listed, births },
    signs: {
      ...{ 'was-listed': wasListed, death },
      ...(disabled === null ? {} : { disabled }),
      ...(works === null ? {} : { 'nobody-works': !works }),
    },
  }));
}

/** The newest form of an earlier round of each present household, where there is one. */
export async function readEarlierForms(tx: Tx, { roundId, hamletIds }: Within): Promise<readonly EarlierForm[]> {
  const { rows } = await sql<EarlierForm>`
    select distinct on (i.household_id) i.household_id as "householdId", i.answers, i.area_type as "areaType", i.interviewed_on as on
      from interview i join household h on h.household_id = i.household_id and h.state = 'present'
     where i.hamlet_id = any (${[...hamletIds]}::text[])
       and i.interviewed_on < (select opens_on from round where round_id = ${roundId})
     order by i.household_id, i.interviewed_on desc`.execute(tx);
  return rows;
}

/** Points of B1 by the rulebook, where they are not open. */
export async function readPoints(tx: Tx, { roundId, hamletIds }: Within, rulebook: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ householdId: string; points: number }>`
    select household_id as "householdId", b1_min as points from verdict
     where round_id = ${roundId} and rulebook = ${rulebook} and hamlet_id = any (${[...hamletIds]}::text[]) and b1_min = b1_max`.execute(
    tx,
  );
  return new Map(rows.map(({ householdId, points }) => [householdId, points]));
}

export interface TieRow {
  readonly householdId: string;
  readonly tie: Tie;
  readonly who: string;
}

/** Of households that are listed in the round. */
export async function readTied(tx: Tx, { roundId, hamletIds }: Within): Promise<readonly TieRow[]> {
  const { rows } = await sql<TieRow>`
    select t.household_id as "householdId", t.tie, a.display_name as who
      from tie t
      join review_list r on r.household_id = t.household_id and r.round_id = ${roundId} and r.why <> 'sample'
      join account a on a.account_id = t.account_id
     where t.hamlet_id = any (${[...hamletIds]}::text[])
     order by who, t.household_id`.execute(tx);
  return rows;
}

export interface OfficialRow {
  readonly accountId: string;
  readonly name: string;
  readonly householdId: string;
}

/** All declared ties there, of households on the list or not. */
export async function readTies(tx: Tx, { hamletIds }: Pick<Within, 'hamletIds'>): Promise<readonly OfficialRow[]> {
  const { rows } = await sql<OfficialRow>`
    select t.account_id as "accountId", a.display_name as name, t.household_id as "householdId"
      from tie t join account a on a.account_id = t.account_id
     where t.hamlet_id = any (${[...hamletIds]}::text[]) order by 1, 3`.execute(tx);
  return rows;
}

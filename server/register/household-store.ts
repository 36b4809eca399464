/**
 * One household's file in the database (hồ sơ hộ): head, people, history, interviews; nothing masked yet. Row security has
 * already left out a household elsewhere.
 */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { ToldTimes } from '../../core/interview/clock-mark.ts';
import type { shownStatus } from '../../core/shown.ts';
import type { RoundKind } from '../../core/meeting/round.ts';
import type { RequestOfHousehold } from '../../core/meeting/request-views.ts';
import type { WithdrawnResult } from '../../core/meeting/taken-views.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export interface HouseholdFileRow {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly address: string | null;
  readonly hamletId: string;
  readonly people: number;
  readonly state: 'present' | 'moved' | 'merged' | 'dissolved' | 'erased';
  readonly weight: number;
  readonly version: number;
}

/** Whoever lives there or lived there last. */
export async function findHousehold(tx: Tx, householdId: string): Promise<HouseholdFileRow | null> {
  const rows = await runPrepared(
    tx,
    sql<HouseholdFileRow>`
    select household_id as "householdId", code, head_name as "headName", address, hamlet_id as "hamletId", members as people,
           state, weight, version
      from household where household_id = ${householdId}`,
  );
  return rows[0] ?? null;
}

export type MemberRow = RosterMember & { readonly state: 'present' | 'dead' | 'left'; readonly never?: true; readonly restricted?: true };

/** Those present first, each group in the order of the roster. */
export async function readMembers(tx: Tx, householdId: string): Promise<readonly MemberRow[]> {
  const rows = await runPrepared(
    tx,
    sql<Nullable<Omit<MemberRow, 'never' | 'restricted'>> & { readonly never: boolean }>`
    select m.member_id as "memberId", m.full_name as "fullName", m.relation, m.sex, m.birth, m.ethnicity, m.citizen_id as "citizenId", m.state,
           m.state = 'left' and exists (
             select from event e join payload p on p.event_id = e.event_id
              where e.household_id = m.household_id and e.version = m.version and e.kind = 'joining-withdrawn'
                and p.body::jsonb ->> 'memberId' = m.member_id::text) as never
      from member m where m.household_id = ${householdId} order by (m.state = 'present') desc, m.ordinal, m.member_id`,
  );
  return rows.map(({ ethnicity, citizenId, never, ...row }) => ({
    ...row,
    ...(never ? { never } : {}),
    ...(ethnicity === null || ethnicity === undefined ? {} : { ethnicity }),
    ...(citizenId === null || citizenId === undefined ? {} : { citizenId }),
  }));
}

export type StatusHistoryRow = z.output<(typeof shownStatus)['schema']>;
/** Besides, of which round it is; null: of a list of an earlier year. */
export type StatusFileRow = StatusHistoryRow & { readonly roundId: string | null };

/** Newest first; the first one without an end is the current status. */
export async function readStatuses(tx: Tx, householdId: string): Promise<readonly StatusFileRow[]> {
  const rows = await runPrepared(
    tx,
    sql<StatusFileRow>`
    select s.round_id as "roundId", s.year, s.class, s.list, s.origin, s.rulebook, s.valid_from as "validFrom", s.valid_to as "validTo", s.source,
           d.number as decision, d.decided_on as "decidedOn"
      from status s left join decision d on d.decision_id = s.decision_id
     where s.household_id = ${householdId} order by s.valid_from desc, s.valid_to desc nulls first`,
  );
  return rows;
}

export type ResultRow = Pick<StatusFileRow, 'roundId' | 'class' | 'validFrom' | 'validTo'>;

/** By household. */
export async function readResults(tx: Tx, householdIds: readonly string[]): Promise<ReadonlyMap<string, readonly ResultRow[]>> {
  const { rows } = await sql<ResultRow & { readonly householdId: string }>`
    select household_id as "householdId", round_id as "roundId", class, valid_from as "validFrom", valid_to as "validTo"
      from status where household_id = any (${[...householdIds]}::uuid[]) order by valid_from desc, valid_to desc nulls first`.execute(tx);
  return Map.groupBy(rows, ({ householdId }) => householdId);
}

/** From the ledger itself: a household that was forgotten has none. */
export async function readWithdrawn(tx: Tx, householdId: string): Promise<readonly (WithdrawnResult & { readonly roundId: string })[]> {
  return runPrepared(
    tx,
    sql<WithdrawnResult & { readonly roundId: string }>`
    select d.round_id as "roundId", (p.body::jsonb ->> 'year')::int as year, p.body::jsonb ->> 'class' as class, d.number, d.decided_on as "decidedOn",
           d.withdrawn_on as "withdrawnOn", d.withdrawn_number as paper, d.withdrawn_reason as reason
      from event e join payload p on p.event_id = e.event_id
           join decision d on d.decision_id = (p.body::jsonb ->> 'decisionId')::uuid and d.withdrawn_on is not null
     where e.household_id = ${householdId} and e.kind = 'status-withdrawn' order by d.withdrawn_on desc, d.number`,
  );
}

export interface InterviewFileRow {
  readonly roundId: string;
  readonly kind: RoundKind;
  readonly year: number;
  readonly opensOn: string;
  readonly nth: number;
  readonly interviewedOn: string;
  readonly areaType: 'rural' | 'urban';
  readonly by: string;
  readonly version: number;
  /** Between the moments that the form carries; null where its body is gone, or the device's clock jumped by a day or more, a form on paper tells no times. */
  readonly seconds: number | null;
  readonly interviewer: string | null;
  readonly signed: unknown;
  readonly heldAt: unknown;
  /** What tells of the device's clock; null: filled in by hand, or its body is gone. */
  readonly times: ToldTimes | null;
  readonly answers: unknown;
}

/** Newest first. */
export async function readInterviews(tx: Tx, householdId: string): Promise<readonly InterviewFileRow[]> {
  const rows = await runPrepared(
    tx,
    sql<InterviewFileRow>`
    select i.round_id as "roundId", r.kind, r.year, r.opens_on as "opensOn", r.nth, i.interviewed_on as "interviewedOn", i.area_type as "areaType",
           coalesce(a.display_name, '') as "by", i.version, i.answers, p.body::jsonb -> 'paper' ->> 'interviewer' as interviewer, p.body::jsonb -> 'signed' as signed,
           p.body::jsonb -> 'heldAt' as "heldAt",
           case when not p.body::jsonb ? 'paper' then json_build_object(
             'interviewedOn', i.interviewed_on, 'closesOn', r.closes_on,
             'startedOn', ((p.body::jsonb ->> 'startedAt')::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date,
             'endedOn', ((p.body::jsonb ->> 'endedAt')::timestamptz at time zone 'Asia/Ho_Chi_Minh')::date,
             'receivedOn', (i.finished_at at time zone 'Asia/Ho_Chi_Minh')::date,
             'aheadMs', floor(extract(epoch from (p.body::jsonb ->> 'endedAt')::timestamptz - i.finished_at) * 1000)::bigint) end as times,
           case when t.seconds < 86400 and not (t.seconds = 0 and p.body::jsonb ? 'paper') then floor(t.seconds)::int end as seconds
      from interview i join round r on r.round_id = i.round_id left join account a on a.account_id = i.account_id
           left join payload p on p.event_id = i.event_id
           left join lateral (select extract(epoch from (p.body::jsonb ->> 'endedAt')::timestamptz
                                                      - (p.body::jsonb ->> 'startedAt')::timestamptz) as seconds) t on true
     where i.household_id = ${householdId} order by i.interviewed_on desc, r.year desc`,
  );
  return rows;
}

export type RequestOfHouseholdRow = Omit<RequestOfHousehold, 'opens' | 'people' | 'ended'> & { readonly hamletId: string };

/** Requests that were taken up for it, and those that restrict it, of whichever household they were; the latest first. */
export async function readRequestsOf(tx: Tx, householdId: string): Promise<readonly RequestOfHouseholdRow[]> {
  return runPrepared(
    tx,
    sql<RequestOfHouseholdRow>`
    select request_id as "requestId", number, form, commune_id as "communeId", hamlet_id as "hamletId", lodged_on as "lodgedOn", done_on as "doneOn",
           request_id in (select request_id from restrictions_of(${householdId})) as restricts
      from request where household_id = ${householdId}
     union all
    select o.request_id, o.number, 'data-restrict', o.commune_id, o.hamlet_id, o.lodged_on, o.since, true
      from restrictions_of(${householdId}) o
     where not exists (select from request r where r.request_id = o.request_id and r.household_id = ${householdId})
     order by "lodgedOn" desc, number`,
  );
}

type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? T[K] | null : T[K] };

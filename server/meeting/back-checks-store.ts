/** What back-checks rest on, as it lies in the tables (dữ liệu hậu kiểm): draws, the forms that are compared, points near the cut-off. */
import { sql } from 'kysely';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Answers } from '../../core/interview/answers.ts';
import type { CommuneCount } from '../../core/interview/doubts/communes.ts';
import { NEAR } from '../../core/interview/doubts/counts.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { DrawFigures } from '../../core/meeting/back-check-views.ts';
import type { Tx } from '../http/transaction.ts';

export interface DrawStored extends DrawFigures {
  readonly drawId: string;
  readonly communeId: string;
  readonly households: readonly { readonly householdId: string; readonly hamletId: string }[];
}

/** What everybody may know of a draw, on the desk and on the portal alike. */
export function figuresOf({ size, source, announcedOn, seedOn, seed, drawnOn, frame, frameHash, drawn }: DrawFigures): DrawFigures {
  return { size, source, announcedOn, seedOn, seed, drawnOn, frame, frameHash, drawn };
}

/** Of one commune, or of all in reach; the latest first. */
export async function listDraws(
  tx: Tx,
  { roundId, communeId }: { roundId: string; communeId: string | null },
): Promise<readonly DrawStored[]> {
  const { rows } = await sql<DrawStored>`
    select draw_id as "drawId", commune_id as "communeId", size, source, announced_on as "announcedOn", seed_on as "seedOn", seed,
           drawn_on as "drawnOn", frame, frame_hash as "frameHash", jsonb_array_length(households) as drawn, households
      from back_check_draw
     where round_id = ${roundId} and (${communeId}::text is null or commune_id = ${communeId})
     order by announced_on desc, seed_on desc, draw_id`.execute(tx);
  return rows;
}

export interface FirstForm {
  readonly eventId: string;
  readonly hamletId: string;
  readonly interviewedOn: PlainDate;
  readonly answers: Answers;
}

/** Of these events, those whose body is still there. */
export async function readForms(tx: Tx, eventIds: readonly string[]): Promise<ReadonlyMap<string, FirstForm>> {
  const { rows } = await sql<FirstForm>`
    select e.event_id as "eventId", e.hamlet_id as "hamletId", p.body::jsonb ->> 'interviewedOn' as "interviewedOn",
           p.body::jsonb -> 'answers' as answers
      from event e join payload p on p.event_id = e.event_id
     where e.event_id = any (${[...eventIds]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.eventId, row]));
}

/** Who held the form that stands. */
export async function readAskers(tx: Tx, roundId: string, householdIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ householdId: string; name: string }>`
    select i.household_id as "householdId", coalesce(a.display_name, '') as name
      from interview i left join account a on a.account_id = i.account_id
     where i.round_id = ${roundId} and i.household_id = any (${[...householdIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ householdId, name }) => [householdId, name]));
}

export async function readNames(tx: Tx, accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ accountId: string; name: string }>`
    select account_id as "accountId", display_name as name from account where account_id = any (${[...accountIds]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ accountId, name }) => [accountId, name]));
}

export interface Posted {
  readonly accountId: string;
  readonly name: string;
  readonly areaIds: readonly string[];
}

/** Whoever may interview somewhere in these areas today, with where. */
export async function listCheckers(tx: Tx, areaIds: readonly string[], today: string): Promise<readonly Posted[]> {
  const { rows } = await sql<Posted>`
    select a.account_id as "accountId", a.display_name as name, array_agg(distinct g.area_id) as "areaIds"
      from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
     where g.role = 'enumerator' and g.area_id = any (${[...areaIds]}::text[])
       and g.valid_from <= ${today}::date and (g.valid_to is null or ${today}::date <= g.valid_to)
     group by a.account_id, a.display_name`.execute(tx);
  return rows;
}

/** By household whoever held or typed in a form of it in that round, also one that another took the place of: the door refuses them. */
export async function readWhoAsked(tx: Tx, roundId: string, householdIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await sql<{ householdId: string; accountIds: string[] }>`
    select e.household_id as "householdId", array_agg(distinct e.account_id::text) || array_agg(distinct p.body::jsonb ->> 'enumeratorId') as "accountIds"
      from event e join payload p on p.event_id = e.event_id
     where e.household_id = any (${[...householdIds]}::uuid[]) and e.kind = 'interview-finished' and p.body::jsonb ->> 'roundId' = ${roundId}
     group by 1`.execute(tx);
  return new Map(rows.map(({ householdId, accountIds }) => [householdId, accountIds]));
}

/** Of each commune its forms near the cut-off, and those at or below it. */
export async function countNear(
  tx: Tx,
  roundId: string,
  { rulebook, today }: { rulebook: RulebookId; today: string },
): Promise<readonly CommuneCount[]> {
  const { cutOffRural, cutOffUrban } = rulebookById(rulebook).parameters;
  const { rows } = await sql<{ communeId: string; count: number; of: number }>`
    select a.parent_id as "communeId", count(*)::int as of, (count(*) filter (where above <= 0))::int as count
      from (select v.hamlet_id, v.b1_min - case i.area_type when 'rural' then ${cutOffRural.value}::int else ${cutOffUrban.value}::int end as above
              from verdict v join interview i on i.round_id = v.round_id and i.household_id = v.household_id
             where v.round_id = ${roundId} and v.rulebook = ${rulebook} and v.b1_min = v.b1_max) near
      join area_period a on a.area_id = near.hamlet_id and a.valid_from <= ${today}::date and (a.valid_to is null or ${today}::date < a.valid_to)
     where above > ${-NEAR} and above <= ${NEAR} and a.parent_id is not null
     group by a.parent_id order by 1`.execute(tx);
  return rows.map(({ communeId, count, of }) => ({ communeId, near: { count, of } }));
}

export interface FormsAgain {
  readonly communeId: string;
  readonly hamletId: string;
  readonly firstOn: PlainDate;
  readonly againOn: PlainDate;
  /** As they are written. */
  readonly first: string;
  readonly again: string;
}

/** Of each household of these draws the first form asked without the one before, and that one, if its body is still there. */
export async function readFormsAgain(tx: Tx, draws: readonly Pick<DrawStored, 'drawId' | 'communeId'>[]): Promise<readonly FormsAgain[]> {
  const { rows } = await sql<FormsAgain>`
    with again as (
      select distinct on (d.commune_id, e.household_id) d.commune_id, p.body::jsonb as body
        from back_check_draw d
        cross join lateral jsonb_to_recordset(d.households) as drawn ("householdId" uuid)
        join event e on e.household_id = drawn."householdId" and e.kind = 'back-check-finished'
        join payload p on p.event_id = e.event_id
       where d.draw_id = any (${draws.map(({ drawId }) => drawId)}::uuid[]) and p.body::jsonb ->> 'drawId' = d.draw_id::text
         and (p.body::jsonb ->> 'blind')::boolean
       order by d.commune_id, e.household_id, e.seq
    )
    select a.commune_id as "communeId", e.hamlet_id as "hamletId", p.body::jsonb ->> 'interviewedOn' as "firstOn",
           a.body ->> 'interviewedOn' as "againOn", (p.body::jsonb -> 'answers')::text as first, (a.body -> 'answers')::text as again
      from again a
      join event e on e.event_id = (a.body ->> 'of')::uuid
      join payload p on p.event_id = e.event_id`.execute(tx);
  return rows;
}

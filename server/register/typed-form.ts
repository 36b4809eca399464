/**
 * A paper form half typed in on the desk (phiếu giấy đang nhập): kept here after every answer, so that a tab that was closed loses
 * nothing and no desk's machine holds a household's answers. Each person has their own; a finished one is dropped by its page.
 * What the draft says is the page's (desk/interview); here it is only kept.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, mayOrThrow, route, type Server } from '../http/route.ts';
import { findHousehold } from './household-store.ts';

const params = z.strictObject({ householdId: z.uuid() });
/** Far more than a form of sixty people. */
const MOST_BYTES = 400_000;
/** Left lying so long it is forgotten: the visit itself has long been typed in or lost. */
const KEPT_DAYS = 60;

/** Far deeper than any form is nested. */
const DEEPEST = 40;

/** Texts that no database keeps (U+0000, half a character) come from no keyboard. */
function isStorable(value: unknown, deep: number): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return deep > 0 && Object.entries(value).every(([key, each]) => isStorable(key, deep) && isStorable(each, deep - 1));
}

const draftBody = z.strictObject({
  roundId: z.uuid(),
  /** Null: no longer needed. */
  draft: z
    .record(z.string().max(40), z.unknown())
    .refine((draft) => isStorable(draft, DEEPEST))
    .nullable(),
});

export function typedFormRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/households/:householdId/typed-form',
    params,
    query: z.strictObject({ round: z.uuid().optional() }),
    handle: async (context, { params: { householdId }, query: { round } }): Promise<{ draft: unknown }> => {
      await mayType(context, householdId);
      return { draft: round === undefined ? null : await findDraft(context, householdId, round) };
    },
  });
  route(server, {
    method: 'POST',
    url: '/api/households/:householdId/typed-form',
    params,
    body: draftBody,
    bodyLimit: MOST_BYTES,
    handle: async (context, { params: { householdId }, body }): Promise<{ kept: boolean }> => {
      await mayType(context, householdId);
      if (body.draft === null) await dropDraft(context, householdId, body.roundId);
      else if (!(await hasRound(context, body.roundId))) throw new HttpProblem(404, 'round-unknown');
      else await keepDraft(context, householdId, { roundId: body.roundId, draft: body.draft });
      return { kept: body.draft !== null };
    },
  });
}

async function mayType(context: Context, householdId: string): Promise<void> {
  const file = await findHousehold(context.tx, householdId);
  if (file === null || file.state !== 'present') throw notFound();
  mayOrThrow(context, 'type-form', file.hamletId);
}

async function hasRound({ tx }: Context, roundId: string): Promise<boolean> {
  const { rows } = await sql`select from round where round_id = ${roundId}`.execute(tx);
  return rows.length > 0;
}

async function findDraft({ tx, actor }: Context, householdId: string, roundId: string): Promise<unknown> {
  const { rows } = await sql<{ draft: unknown }>`
    select draft from typed_form
     where account_id = ${actor.accountId} and household_id = ${householdId} and round_id = ${roundId}`.execute(tx);
  return rows[0]?.draft ?? null;
}

async function keepDraft(
  { tx, actor, now }: Context,
  householdId: string,
  { roundId, draft }: { readonly roundId: string; readonly draft: Readonly<Record<string, unknown>> },
): Promise<void> {
  await sql`
    insert into typed_form (account_id, household_id, round_id, draft, saved_at)
    values (${actor.accountId}, ${householdId}, ${roundId}, ${JSON.stringify(draft)}::jsonb, ${now})
    on conflict (account_id, household_id, round_id) do update set draft = excluded.draft, saved_at = excluded.saved_at`.execute(tx);
  await sql`delete from typed_form where saved_at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(tx);
}

async function dropDraft({ tx, actor }: Context, householdId: string, roundId: string): Promise<void> {
  await sql`
    delete from typed_form
     where account_id = ${actor.accountId} and household_id = ${householdId} and round_id = ${roundId}`.execute(tx);
}

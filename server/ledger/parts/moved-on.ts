/**
 * What was written of a household in one place and arrives after it has moved to another, out of the writer's reach (hộ đã chuyển đi trước khi
 * phiếu tới): the writer is told so, since when and whereto, as the book that it left says, instead of that the place is not theirs.
 */
import { ACT_KINDS } from '../../../core/acts.ts';
import type { Command } from '../../../core/kinds.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { World } from './world.ts';

const WRITTEN_ON_THE_WAY: readonly string[] = ['interview-finished', ...ACT_KINDS];

/** The refusal as it is, or, of a household that left a book of the actor's, that it did. */
export async function trueReason({ sql, clock }: World, { kind, payload }: Command, problem: CommandProblem): Promise<CommandProblem> {
  if (problem.code !== 'not-your-area' || !WRITTEN_ON_THE_WAY.includes(kind) || !('householdId' in payload)) return problem;
  // Of books out of reach nothing is read.
  const [left] = await sql.query<{ day: string; to: string | null }>(
    `select m.body ->> 'on' as day,
            (select string_agg(p.name, ', ' order by p.area_id <> h.area_id)
               from area_period h join area_period p on p.area_id in (h.area_id, h.parent_id)
              where h.area_id = m.body ->> 'toHamletId'
                and $2::date >= h.valid_from and (h.valid_to is null or $2::date < h.valid_to)
                and $2::date >= p.valid_from and (p.valid_to is null or $2::date < p.valid_to)) as to
       from event e join payload b on b.event_id = e.event_id, lateral (select b.body::jsonb as body) m
      where e.household_id = $1::uuid and e.kind = 'moved-out' order by e.seq desc limit 1`,
    [payload.householdId, clock.today],
  );
  return left === undefined ? problem : { code: 'household-moved-on', day: left.day, to: left.to ?? '–' };
}

/**
 * What was written of a household in one place and arrives after it has moved to another, out of the writer's reach (hộ đã chuyển đi trước khi
 * phiếu tới): the writer is told so, since when and whereto, as the book that it left says, instead of that the place is not theirs.
 */
import { ACT_KINDS } from '../../../core/acts.ts';
import type { Command, CommandOf } from '../../../core/kinds.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { World } from './world.ts';

const WRITTEN_ON_THE_WAY: readonly string[] = ['interview-finished', ...ACT_KINDS];

/**
 * The refusal as it is, or, of a household that left a book of the actor's, that it did; of one whose data are restricted not whereto, nor, to
 * whoever knows nobody of it, who lives there.
 */
export async function trueReason(world: World, { kind, payload }: Command, problem: CommandProblem): Promise<CommandProblem> {
  const { sql, clock } = world;
  if (problem.code === 'members-missing' && kind === 'interview-finished')
    return knowsNobody(world, payload) && (await isRestricted(world, payload.householdId))
      ? { ...problem, members: [], names: '–' }
      : problem;
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
  if (left === undefined) return problem;
  const hidden = await isRestricted(world, String(payload.householdId));
  return { code: 'household-moved-on', day: left.day, to: hidden ? '–' : (left.to ?? '–') };
}

/** Whoever holds the household whole, as they must to visit it, names some who live there. */
function knowsNobody({ dossiers }: World, { householdId, answers, gone = [] }: CommandOf<'interview-finished'>['payload']): boolean {
  const named = new Set([...answers.members, ...gone].map(({ memberId }) => memberId));
  return dossiers.get(householdId)?.file?.members.some(({ memberId }) => named.has(memberId)) === false;
}

async function isRestricted({ sql }: World, householdId: string): Promise<boolean> {
  return (await sql.query('select 1 from restricted_among($1::uuid[])', [[householdId]])).length > 0;
}

/** Numbers of decisions (số quyết định): one is used once in a commune and a calendar year, by a decision or by the paper that withdraws one. */
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { World } from './world.ts';

/** `on`: the day of the paper. */
export async function numberFault(
  { sql }: World,
  { communeId, number, on }: { readonly communeId: string; readonly number: string; readonly on: string },
): Promise<CommandProblem | null> {
  const rows = await sql.query(
    `select 1 from decision
      where commune_id = $1
        and ((number = $2 and extract(year from decided_on) = $3) or (withdrawn_number = $2 and extract(year from withdrawn_on) = $3))`,
    [communeId, number, Number(on.slice(0, 4))],
  );
  return rows.length === 0 ? null : { code: 'decision-number-used' };
}

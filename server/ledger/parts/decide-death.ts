/**
 * A death that was noted by mistake (ghi nhầm người mất): the commune takes it back with its reason, and the person is there again, the
 * same person, as if the death had never been. Of which day it was said the ledger knows.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import type { CaseFile, CaseMember } from '../../../core/register/case-file.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Sql } from '../sql.ts';
import { codeTaken, livesElsewhere } from './claims.ts';
import { type Decided, itself, placeOf } from './decide-household.ts';
import { refuse, type World } from './world.ts';

export async function withdrawDeath(world: World, command: CommandOf<'withdraw-death'>): Promise<Decided> {
  const { householdId, memberId, why } = command.payload;
  const found = placeOf(world, 'settle-handover', householdId);
  if (!found.ok) return found;
  const { file, book } = found.value;
  // With its last member a household ended: it is there again with them.
  if (file.state !== 'present' && file.state !== 'dissolved') return refuse({ code: 'household-not-present', state: file.state });
  const member = file.members.find((one) => one.memberId === memberId);
  if (member === undefined) return refuse({ code: 'member-unknown', memberId });
  const taken = takenSince(world, file, member);
  if (taken !== null) return refuse(taken);
  const on = member.state === 'dead' ? await findDeath(world.sql, { householdId, memberId }) : null;
  if (on === null) return refuse({ code: 'member-not-dead', memberId });
  return ok([itself(book, command, { kind: 'death-withdrawn', body: { householdId, memberId, on, why } })]);
}

/** Meanwhile the person may live elsewhere, or another household bear the code of one that had ended. */
function takenSince(world: World, file: CaseFile, member: CaseMember): CommandProblem | null {
  const { householdId, hamletId, code } = file;
  const others = file.members.filter(({ state }) => state === 'present');
  const elsewhere = livesElsewhere(world, { householdId, file: { ...file, members: others }, members: [...others, member] });
  return elsewhere ?? (file.state === 'dissolved' ? codeTaken(world, { householdId, hamletId, code }) : null);
}

/** The day of the death that was told last, by itself or at a visit; null where none can be read. */
async function findDeath(
  sql: Sql,
  { householdId, memberId }: { readonly householdId: string; readonly memberId: string },
): Promise<string | null> {
  const [row] = await sql.query<{ day: string }>(
    `select coalesce(p.body::jsonb ->> 'on', p.body::jsonb ->> 'interviewedOn') as day
       from event e join payload p on p.event_id = e.event_id
      where e.household_id = $1
        and (e.kind = 'member-died' and p.body::jsonb ->> 'memberId' = $2
          or e.kind = 'interview-finished' and p.body::jsonb -> 'gone' @> jsonb_build_array(jsonb_build_object('memberId', $2::text, 'how', 'dead')))
      order by e.seq desc limit 1`,
    [householdId, memberId],
  );
  return row?.day ?? null;
}

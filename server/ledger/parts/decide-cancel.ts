/**
 * A round is taken back (hủy đợt rà soát) before anything was decided in it: by the province that opened it, or, of a round of requests, by a
 * commune for its own list. What was told in it stays readable; requests on its list wait for the next round.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { scopeOf } from '../../../core/meeting/round-codes.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Decided } from './decide-household.ts';
import { findOffice, findProvince } from './decide-office.ts';
import { notInRound, overOf, refuse, type RoundNow, type World } from './world.ts';

type Payload = CommandOf<'round-cancelled'>['payload'];

export async function cancelRound(world: World, { payload }: CommandOf<'round-cancelled'>): Promise<Decided> {
  const { roundId, communeId } = payload;
  const office = communeId === null ? findProvince(world, 'open-round') : findOffice(world, 'open-decision', communeId);
  if (!office.ok) return office;
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  if (standing.state === 'closed') return refuse(overOf(standing));
  if (communeId !== null && scopeOf(standing.round) === 'whole') return refuse({ code: 'round-of-province' });
  if (communeId !== null && !standing.gates.has(communeId)) return refuse(notInRound(standing, communeId));
  if (namesCitizen(payload.reason)) return refuse({ code: 'request-names-citizen' });
  const free = await isFree(world, payload, standing);
  if (!free.ok) return free;
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'round-cancelled', body: payload } }]);
}

/** Nothing was decided in it, no list of it hangs, and no other list stands in its interviews. */
async function isFree(world: World, { roundId, communeId }: Payload, { round }: RoundNow): Promise<Result<true, CommandProblem>> {
  const above = [...world.rounds.values()].some((other) => other.state === 'open' && other.round.interviewsOf === round.roundId);
  if (communeId === null && above) return refuse({ code: 'round-stood-on' });
  const [decided] = await world.sql.query(
    'select 1 from decision where round_id = $1 and withdrawn_on is null and ($2::text is null or commune_id = $2) limit 1',
    [roundId, communeId],
  );
  if (decided !== undefined) return refuse({ code: 'round-decided-in' });
  const [hangs] = await world.sql.query(
    `select 1 from posting p where p.round_id = $1 and p.taken_down_on is null
        and ($2::text is null or exists (select from area_period a where a.area_id = p.hamlet_id and a.parent_id = $2
                                            and a.valid_from <= $3::date and (a.valid_to is null or $3::date < a.valid_to))) limit 1`,
    [roundId, communeId, world.clock.today],
  );
  return hangs === undefined ? ok(true) : refuse({ code: 'round-hangs' });
}

/**
 * A hamlet's list put up and taken down (niêm yết, gỡ niêm yết): what hangs is what the register would decide now, told by its print;
 * when it ends is counted here in working days, so that no device counts otherwise.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { endsOn } from '../../../core/meeting/procedure.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { readCandidates } from '../candidates.ts';
import { wallsOf } from '../postings.ts';
import { nameWallPicture } from '../wall-pictures.ts';
import { communeOn } from './areas.ts';
import { type Decided, findHamlet } from './decide-household.ts';
import { notInRound, overOf, refuse, type RoundNow, type World } from './world.ts';

type Payload = CommandOf<'post-list'>['payload'];

export async function postList(world: World, { payload }: CommandOf<'post-list'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'post-list', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const standing = await standingOf(world, payload);
  if (!standing.ok) return standing;
  const { round } = standing.value;
  const { roundId, hamletId, postingId, startsOn } = payload;
  if (namesCitizen(payload.where)) return refuse({ code: 'posting-names-citizen' });
  const asked = { roundId, rulebook: round.rulebooks[0] ?? '', hamletIds: [hamletId], day: world.clock.today };
  const [wall] = wallsOf([hamletId], await readCandidates(world.sql, asked));
  if (wall === undefined || wall.print === null) return refuse({ code: 'nothing-to-post' });
  const before = await readPlace(world, payload);
  if (before.some((one) => one.posting_id === postingId)) return refuse({ code: 'posting-exists' });
  if (before.some((one) => one.taken_down_on === null && one.print === wall.print)) return refuse({ code: 'posting-hangs-already' });
  if (before.some((one) => one.taken_down_on === null)) return refuse({ code: 'posting-not-taken-down' });
  const again = before.length > 0;
  const last = endsOn(standing.value.procedure, again ? 'second-posting' : 'posting', startsOn);
  if (!last.ok) return refuse(last.error);
  if (!(await nameWallPicture(world.sql, { ...payload, now: world.clock.now }))) return refuse({ code: 'wall-picture-missing' });
  const body = { ...payload, endsOn: last.value, print: wall.print, again };
  return ok([{ bookId: hamlet.value.bookId, householdId: null, said: { kind: 'list-posted', body } }]);
}

/** The round, if the commune's list hangs in it today and has since the day that is told. */
async function standingOf(world: World, { roundId, hamletId, startsOn }: Payload) {
  const { today } = world.clock;
  const found = procedureOf(world, roundId);
  if (!found.ok) return found;
  const communeId = communeOn(world.areas, hamletId, today);
  const gate = communeId === null ? undefined : found.value.gates.get(communeId);
  if (gate === undefined) return refuse(notInRound(found.value, communeId));
  if (gate !== 'posting') return refuse({ code: 'list-not-at-posting' });
  const [row] = await world.sql.query<{ since: string | null }>(
    `select (since at time zone 'Asia/Ho_Chi_Minh')::date as since from round_commune where round_id = $1 and commune_id = $2`,
    [roundId, communeId],
  );
  const from = row?.since ?? found.value.round.opensOn;
  if (startsOn < from || startsOn > today) return refuse({ code: 'posting-day-out-of-range', day: startsOn, from, to: today });
  return found;
}

/** An open round with the days that posting and objections have in it. */
export function procedureOf(
  world: World,
  roundId: string,
): Result<RoundNow & { readonly procedure: NonNullable<RoundNow['round']['procedure']> }, CommandProblem> {
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  if (standing.state === 'closed') return refuse(overOf(standing));
  const { procedure } = standing.round;
  return procedure === undefined ? refuse({ code: 'round-without-posting' }) : ok({ ...standing, procedure });
}

function readPlace(world: World, { roundId, hamletId, place, postingId }: Payload) {
  return world.sql.query<{ posting_id: string; taken_down_on: string | null; print: string }>(
    `select posting_id, taken_down_on, print from posting
      where posting_id = $4 or (round_id = $1 and hamlet_id = $2 and place = $3)`,
    [roundId, hamletId, place, postingId],
  );
}

export async function takeDownList(world: World, { payload }: CommandOf<'take-down-list'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'post-list', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const [posting] = await world.sql.query<{ starts_on: string; taken_down_on: string | null }>(
    `select starts_on, taken_down_on from posting
      where posting_id = $1 and (hamlet_id = $2 or hamlet_id = any (former_hamlets(array[$2])))`,
    [payload.postingId, payload.hamletId],
  );
  if (posting === undefined) return refuse({ code: 'posting-unknown' });
  if (posting.taken_down_on !== null) return refuse({ code: 'posting-taken-down' });
  const { today } = world.clock;
  if (payload.on < posting.starts_on || payload.on > today)
    return refuse({ code: 'posting-day-out-of-range', day: payload.on, from: posting.starts_on, to: today });
  if (!(await nameWallPicture(world.sql, { ...payload, now: world.clock.now }))) return refuse({ code: 'wall-picture-missing' });
  return ok([{ bookId: hamlet.value.bookId, householdId: null, said: { kind: 'list-taken-down', body: payload } }]);
}

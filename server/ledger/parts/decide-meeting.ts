/**
 * Minutes of a hamlet's meeting (biên bản họp dân): one person's record becomes an event of the hamlet's book, and one for each household
 * that was discussed. Several people may write of one meeting, late and in any order; all of it is kept and put together when it is
 * read. They are taken as long as the round takes interviews.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok } from '../../../core/kernel/result.ts';
import { meetingDayFits, meetingsTaken } from '../../../core/meeting/gates.ts';
import { minutesFault } from '../../../core/meeting/minutes.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { findRecord } from '../meetings.ts';
import { communeOn } from './areas.ts';
import { type Decided, findHamlet } from './decide-household.ts';
import { notInRound, refuse, type World } from './world.ts';

type Payload = CommandOf<'hold-meeting'>['payload'];

export async function holdMeeting(world: World, { payload }: CommandOf<'hold-meeting'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'hold-meeting', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const fault = roundFault(world, payload) ?? minutesFault(payload) ?? wordFault(payload);
  if (fault !== null) return refuse(fault);
  if (await findRecord(world.sql, payload.hamletId, payload.recordId)) return refuse({ code: 'meeting-record-exists' });
  const { unknown, forgotten } = await findMissing(world, payload);
  if (unknown.length > 0) return refuse({ code: 'meeting-household-unknown', total: unknown.length, households: unknown });
  const { points: all, ...head } = payload;
  const points = all.filter(({ householdId }) => !forgotten.has(householdId));
  const leftOut = all.length - points.length;
  const held = leftOut === 0 ? head : { ...head, leftOut };
  const { bookId } = hamlet.value;
  const { recordId, roundId } = payload;
  return ok([
    { bookId, householdId: null, said: { kind: 'meeting-held', body: held } },
    ...points.map((point) => ({
      ...{ bookId, householdId: point.householdId },
      said: { kind: 'household-discussed', body: { recordId, roundId, ...point } } as const,
    })),
  ]);
}

function roundFault(world: World, { roundId, hamletId, heldOn }: Payload): CommandProblem | null {
  const { today } = world.clock;
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return { code: 'round-unknown' };
  const communeId = communeOn(world.areas, hamletId, today);
  const gate = communeId === null ? undefined : standing.gates.get(communeId);
  if (gate === undefined) return notInRound(standing, communeId);
  const taken = meetingsTaken(standing, gate, today);
  if (!taken.ok) return taken.error;
  const timely = meetingDayFits(standing.round, heldOn, today);
  return timely.ok ? null : timely.error;
}

/** Minutes name people by what they are to the meeting, never by the number of their card. */
function wordFault({ chair, secretary, points }: Payload): CommandProblem | null {
  const said = points.flatMap((point) => [point.said ?? '', ...point.corrections.map((one) => one.said)]);
  return [chair, secretary, ...said].some(namesCitizen) ? { code: 'meeting-names-citizen' } : null;
}

interface Missing {
  readonly unknown: readonly string[];
  readonly forgotten: ReadonlySet<string>;
}

/**
 * Unknown: never of this hamlet; and of those discussed whoever had left it by the day of the meeting: of another hamlet its own village speaks.
 * Whoever moved away since is known. Forgotten: of these nothing is kept but that they were in the room, as of those who are forgotten later.
 */
async function findMissing({ sql }: World, { hamletId, heldOn, points, called, came }: Payload): Promise<Missing> {
  const discussed = points.map(({ householdId }) => householdId);
  const named = [...new Set([...discussed, ...came.map(({ householdId }) => householdId), ...called])];
  const rows = await sql.query<{ household_id: string; forgotten: boolean }>(
    `select n.household_id, is_erased(n.household_id) as forgotten
       from unnest($1::uuid[]) as n (household_id)
       left join household_books($1::uuid[]) b on b.household_id = n.household_id
      where b.household_id is null or is_erased(n.household_id)
         or not exists (select from residence r where r.household_id = n.household_id and r.hamlet_id = $2
                           and (r.valid_to is null or r.valid_to > $3 or n.household_id <> all ($4::uuid[])))`,
    [named, hamletId, heldOn, discussed],
  );
  return {
    unknown: rows.flatMap((row) => (row.forgotten ? [] : [row.household_id])),
    forgotten: new Set(rows.flatMap((row) => (row.forgotten ? [row.household_id] : []))),
  };
}

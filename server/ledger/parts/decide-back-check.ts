/**
 * Interviews held once more (hậu kiểm): told, drawn, given to another person, asked. Whoever was given one sends a form as ever; the door keeps
 * it beside the first one, so that no class follows from it, whatever the phone believes.
 */
import { keptApart } from '../../../core/access/duties.ts';
import { drawFrom } from '../../../core/interview/back-check.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok } from '../../../core/kernel/result.ts';
import { toHex } from '../../../core/ledger/chain.ts';
import { interviewDayFits } from '../../../core/meeting/gates.ts';
import { tieOf } from '../../../core/register/tie.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { loadHamletsOf } from './areas.ts';
import { findContradiction } from './decide-clash.ts';
import { type Decided, type Found, findHousehold, itself } from './decide-household.ts';
import { isEnumerator } from './decide-objection.ts';
import { findOffice } from './decide-office.ts';
import { type Check, notInRound, overOf, refuse, type World } from './world.ts';

export async function announceBackCheck(world: World, { payload }: CommandOf<'announce-back-check'>): Promise<Decided> {
  const office = findOffice(world, 'back-check', payload.communeId);
  if (!office.ok) return office;
  const over = listFault(world, payload);
  if (over !== null) return refuse(over);
  if (namesCitizen(payload.source)) return refuse({ code: 'back-check-names-citizen' });
  // Whoever knows the seed when it is told chooses the households by it.
  if (payload.seedOn <= world.clock.today) return refuse({ code: 'back-check-seed-known', today: world.clock.today });
  const rows = await world.sql.query<{ same: boolean }>(
    `select draw_id = $1 as same from back_check_draw where draw_id = $1 or (commune_id = $2 and round_id = $3 and drawn_on is null)
      order by same desc limit 1`,
    [payload.drawId, payload.communeId, payload.roundId],
  );
  if (rows.length > 0) return refuse(rows[0]?.same === true ? { code: 'back-check-exists' } : { code: 'back-check-waits' });
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'back-check-announced', body: payload } }]);
}

/** Everybody reads the seed. Several prizes of a lottery one after another may have as many digits, apart by blanks. */
const CITIZEN_LIKE = /(?<!\d)\d{12}(?!\d)/;

interface Draw {
  readonly [column: string]: unknown;
  readonly roundId: string;
  readonly size: number;
  readonly seedOn: string;
  readonly drawnOn: string | null;
  readonly households: readonly { readonly householdId: string }[];
}

async function findDraw(
  { sql }: World,
  { drawId, communeId }: { readonly drawId: string; readonly communeId: string },
): Promise<Draw | null> {
  const [row] = await sql.query<Draw>(
    `select round_id as "roundId", size, seed_on as "seedOn", drawn_on as "drawnOn", households
       from back_check_draw where draw_id = $1 and commune_id = $2`,
    [drawId, communeId],
  );
  return row ?? null;
}

/**
 * From the households of which a form had come in before the day of the seed, by the server's own days: a form that is sent once more, or under
 * an earlier day, once the number is known takes nobody out and puts nobody in.
 */
export async function drawBackCheck(world: World, { payload }: CommandOf<'draw-back-check'>): Promise<Decided> {
  const { sql, clock } = world;
  const office = findOffice(world, 'back-check', payload.communeId);
  if (!office.ok) return office;
  const told = await findDraw(world, payload);
  if (told === null) return refuse({ code: 'back-check-unknown' });
  if (told.drawnOn !== null) return refuse({ code: 'back-check-drawn-already' });
  const left = listFault(world, { roundId: told.roundId, communeId: payload.communeId });
  if (left !== null) return refuse(left);
  if (CITIZEN_LIKE.test(payload.seed)) return refuse({ code: 'back-check-seed-citizen' });
  if (clock.today < told.seedOn) return refuse({ code: 'back-check-too-early', day: told.seedOn });
  const hamlets = await loadHamletsOf(sql, payload.communeId, [clock.today]);
  const rows = await sql.query<{ household_id: string; hamlet_id: string }>(
    `select i.household_id, h.hamlet_id
       from interview i join household h on h.household_id = i.household_id and h.state = 'present'
      where i.round_id = $1 and h.hamlet_id = any ($2::text[])
        and exists (select from event e join payload p on p.event_id = e.event_id
                     where e.household_id = i.household_id and e.kind = 'interview-finished' and p.body::jsonb ->> 'roundId' = $1::text
                       and (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date < $3::date)
      order by i.household_id`,
    [told.roundId, hamlets, told.seedOn],
  );
  if (rows.length === 0) return refuse({ code: 'back-check-of-nothing' });
  const hamletOf = new Map(rows.map(({ household_id, hamlet_id }) => [household_id, hamlet_id]));
  const ids = [...hamletOf.keys()];
  const hash = (text: string): string => toHex(world.tools.hash(text));
  const households = drawFrom(ids, { seed: payload.seed, size: told.size, hash }).map((householdId) => ({
    householdId,
    hamletId: hamletOf.get(householdId) ?? '',
  }));
  const body = { ...payload, frame: ids.length, frameHash: hash(ids.join('\n')), households };
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'back-check-drawn', body } }]);
}

export async function assignBackCheck(world: World, { payload }: CommandOf<'assign-back-check'>): Promise<Decided> {
  const { drawId, communeId, householdId, accountId } = payload;
  const found = findHousehold(world, 'back-check', householdId);
  if (!found.ok) return found;
  const told = await findDraw(world, { drawId, communeId });
  if (told === null) return refuse({ code: 'back-check-unknown' });
  if (!told.households.some((one) => one.householdId === householdId)) return refuse({ code: 'back-check-not-drawn' });
  const over = listFault(world, { roundId: told.roundId, communeId });
  if (over !== null) return refuse(over);
  const { dossier, file, book } = found.value;
  if (!(await isEnumerator(world, accountId, file.hamletId))) return refuse({ code: 'revisit-by-nobody' });
  if (await didAsk(world, { householdId, accountId, roundId: told.roundId })) return refuse({ code: 'back-check-by-the-same' });
  if (keptApart('interview', tieOf(dossier.ties, accountId)) !== null) return refuse({ code: 'revisit-by-tied' });
  if (await isChecked(world, payload)) return refuse({ code: 'back-check-done' });
  world.checks = [...world.checks, { householdId, roundId: told.roundId, accountId, drawId, communeId }];
  const body = { ...payload, roundId: told.roundId, on: world.clock.today };
  return ok([{ bookId: book.bookId, householdId, said: { kind: 'back-check-assigned', body } }]);
}

/** Why nothing is checked any more of what a commune drew in that round: it is over, or the commune took its list back. Null: it is. */
function listFault({ rounds }: World, { roundId, communeId }: Pick<Check, 'roundId' | 'communeId'>): CommandProblem | null {
  const standing = rounds.get(roundId);
  if (standing === undefined) return { code: 'round-unknown' };
  if (standing.state === 'closed') return overOf(standing);
  return standing.gates.has(communeId) ? null : notInRound(standing, communeId);
}

interface Asker {
  readonly householdId: string;
  readonly accountId: string;
  readonly roundId: string;
}

/** Held or typed in one of the household's forms of this round, also one that another took the place of. */
async function didAsk({ sql }: World, { householdId, accountId, roundId }: Asker): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from event e join payload p on p.event_id = e.event_id
      where e.household_id = $1 and e.kind = 'interview-finished' and p.body::jsonb ->> 'roundId' = $3
        and (e.account_id = $2 or p.body::jsonb ->> 'enumeratorId' = $2::text) limit 1`,
    [householdId, accountId, roundId],
  );
  return rows.length > 0;
}

async function isChecked(
  { sql }: World,
  { householdId, drawId }: { readonly householdId: string; readonly drawId: string },
): Promise<boolean> {
  const rows = await sql.query(
    `select 1 from event e join payload p on p.event_id = e.event_id
      where e.household_id = $1 and e.kind = 'back-check-finished' and p.body::jsonb ->> 'drawId' = $2
        and (p.body::jsonb ->> 'blind')::boolean limit 1`,
    [householdId, drawId],
  );
  return rows.length > 0;
}

type Finished = CommandOf<'interview-finished'>;

/** Null unless whoever sends this form was asked to hold the interview once more. */
export function checkOf({ checks }: World, { householdId, roundId, enumeratorId }: Finished['payload']): Check | null {
  return checks.findLast((one) => one.householdId === householdId && one.roundId === roundId && one.accountId === enumeratorId) ?? null;
}

/** Also after the list was decided: it changes nothing there. Not once the round is closed, or the list was taken back. */
export function finishBackCheck(
  world: World,
  command: Finished,
  { found, check }: { readonly found: Found; readonly check: Check },
): Decided {
  const { payload } = command;
  const standing = world.rounds.get(payload.roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  const over = listFault(world, check);
  if (over !== null) return refuse(over);
  const timely = interviewDayFits(standing.round, payload.interviewedOn, world.clock.today);
  if (!timely.ok) return refuse(timely.error);
  if (payload.endedAt < payload.startedAt) return refuse({ code: 'interview-times-reversed' });
  if (payload.questionnaire !== standing.round.questionnaire) return refuse({ code: 'questionnaire-differs' });
  const contradiction = findContradiction(payload);
  if (contradiction !== null) return refuse(contradiction);
  const { householdId, roundId, questionnaire, answers, interviewedOn, startedAt, endedAt, enumeratorId, heldAt, signed } = payload;
  const body = {
    ...{ householdId, roundId, questionnaire, answers, interviewedOn, startedAt, endedAt, enumeratorId },
    ...(heldAt === undefined ? {} : { heldAt }),
    ...(signed === undefined ? {} : { signed }),
    ...{ drawId: check.drawId, of: found.dossier.interviews.get(roundId)?.eventId ?? null, blind: payload.seen === null },
  };
  return ok([itself(found.book, command, { kind: 'back-check-finished', body })]);
}

/**
 * A request taken in and answered (tiếp nhận, trả lời đơn đề nghị): it lies in the hamlet's book; taken up, the household goes on the
 * round's list because it asked, in the same act. Phiếu A is asked where the round does; who asks to leave must be on a list.
 */
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { addDays, date } from '../../../core/kernel/dates.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok } from '../../../core/kernel/result.ts';
import { barsRequester } from '../../../core/meeting/quick-form.ts';
import { answerFault, requestDue } from '../../../core/meeting/request.ts';
import { requestNumber } from '../../../core/meeting/request-number.ts';
import type { RequestForm } from '../../../core/meeting/request-codes.ts';
import type { Round } from '../../../core/meeting/round.ts';
import { statusOn } from '../../../core/meeting/standing.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { secretPrint } from '../objections.ts';
import type { Plan } from './append.ts';
import { communeOn } from './areas.ts';
import { type Decided, findHamlet, findHousehold, type Found } from './decide-household.ts';
import { takesInterviews } from './decide-review.ts';
import { refuse, type World } from './world.ts';

type Lodged = CommandOf<'lodge-request'>['payload'];
type Answered = CommandOf<'answer-request'>['payload'];

/** Why it is on the list (hộ đề nghị). */
const ASKED = 'request';

/** How long ago a paper may have come that is written down today. */
const LATEST_DAYS = 366;

export async function lodgeRequest(world: World, { payload }: CommandOf<'lodge-request'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'lodge-request', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const fault = formalFault(world, payload);
  if (fault !== null) return refuse(fault);
  const [known] = await world.sql.query<{ number: string | null }>('select request_known($1, $2) as number', [
    payload.requestId,
    payload.dossier,
  ]);
  if (known !== undefined && known.number !== null) return refuse({ code: 'request-exists', number: known.number });
  const due = requestDue(payload, roundThatTakes(world, payload));
  if (!due.ok) return refuse(due.error);
  const { secret, ...told } = payload;
  const body: EventBody<'request-lodged'> = {
    ...{ ...told, number: requestNumber(payload), dueOn: due.value },
    secretPrint: secretPrint(secret),
  };
  return ok([{ bookId: hamlet.value.bookId, householdId: null, said: { kind: 'request-lodged', body } }]);
}

function formalFault(world: World, payload: Lodged): CommandProblem | null {
  const { hamletId, communeId, lodgedOn, via, dossier, text, name, address, contact } = payload;
  const { today } = world.clock;
  if (communeOn(world.areas, hamletId, today) !== communeId) return { code: 'hamlet-unknown' };
  const from = addDays(date(today), -LATEST_DAYS);
  if (lodgedOn < from || lodgedOn > today) return { code: 'request-day-out-of-range', day: lodgedOn, from, to: today };
  if ((via === 'national-portal') !== (dossier !== null)) return { code: 'request-dossier' };
  if (via === 'portal' && world.who !== 'system') return { code: 'not-your-role' };
  return [text, name, address ?? '', contact ?? ''].some(namesCitizen) ? { code: 'request-names-citizen' } : null;
}

/** The open round in which the commune's list still takes households on; the yearly one before others. */
function roundThatTakes(world: World, { communeId }: Lodged): Round | null {
  const taking = [...world.rounds.values()]
    .filter((standing) => takesInterviews(world, standing, communeId))
    .map(({ round }) => round)
    .sort((a, b) => Number(b.kind === 'yearly') - Number(a.kind === 'yearly') || (a.opensOn < b.opensOn ? 1 : -1));
  return taking[0] ?? null;
}

interface Open {
  readonly [column: string]: unknown;
  readonly form: RequestForm;
  readonly answeredOn: string | null;
}

export async function answerRequest(world: World, { payload }: CommandOf<'answer-request'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'answer-request', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const [request] = await world.sql.query<Open>(
    'select form, answered_on as "answeredOn" from request where request_id = $1 and commune_id = $2 and hamlet_id = $3',
    [payload.requestId, payload.communeId, payload.hamletId],
  );
  if (request === undefined) return refuse({ code: 'request-unknown' });
  if (request.answeredOn !== null) return refuse({ code: 'request-answered' });
  const fault = answerFault(payload);
  if (fault !== null) return refuse(fault);
  if ([payload.text, payload.quick?.despite ?? ''].some(namesCitizen)) return refuse({ code: 'request-names-citizen' });
  const said = { kind: 'request-answered', body: payload } as const;
  const { householdId } = payload;
  if (householdId === null) return ok([{ bookId: hamlet.value.bookId, householdId: null, said }]);
  const found = findHousehold(world, 'answer-request', householdId);
  if (!found.ok) return found;
  const lists = listing(world, payload, { found: found.value, form: request.form });
  return lists.ok ? ok([{ bookId: hamlet.value.bookId, householdId, said }, ...lists.value]) : lists;
}

/** On the list of the round, unless it is there already. */
function listing(world: World, payload: Answered, { found, form }: { readonly found: Found; readonly form: RequestForm }): Decided {
  const { file, dossier, book } = found;
  const { today } = world.clock;
  const { householdId, communeId } = payload;
  const roundId = payload.roundId ?? '';
  if (householdId === null || communeOn(world.areas, file.hamletId, today) !== communeId)
    return refuse({ code: 'request-of-another-commune' });
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  const taken = takesInterviews(world, standing, communeId);
  if (!taken) return refuse({ code: 'request-too-late-for-round' });
  const status = statusOn(dossier.statuses, today);
  if (form === 'exit' && (status === null || status.class === 'not-poor')) return refuse({ code: 'request-exit-not-on-list' });
  const bars = barsRequester(form === 'review' ? (standing.round.quickForm ?? null) : null, payload.quick);
  if (bars !== null) return refuse(bars);
  if (dossier.listed.has(roundId)) return ok([]);
  const said: Plan['said'] = { kind: 'review-listed', body: { householdId, roundId, why: ASKED } };
  return ok([{ bookId: book.bookId, householdId, said }]);
}

/**
 * A request taken in and answered (tiếp nhận, trả lời đơn đề nghị): it lies in the hamlet's book; taken up, the household goes on the
 * round's list because it asked, in the same act. Phiếu A is asked where the round does; who asks to leave must be on a list. A right over
 * one's own data is accepted with a day by which it is carried out, or refused by its clause.
 */
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { addDays, date } from '../../../core/kernel/dates.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { roundThatTakes, takesRequests } from '../../../core/meeting/gates.ts';
import { barsRequester } from '../../../core/meeting/quick-form.ts';
import { answerFault, executeDue, liftFault, requestDue } from '../../../core/meeting/request.ts';
import { requestNumber } from '../../../core/meeting/request-number.ts';
import { isDataForm, type RequestForm, type RequestOutcome } from '../../../core/meeting/request-codes.ts';
import type { Round } from '../../../core/meeting/round.ts';
import { takesForm } from '../../../core/meeting/round-codes.ts';
import { statusOn } from '../../../core/meeting/standing.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { secretPrint } from '../objections.ts';
import type { Plan } from './append.ts';
import { communeOn } from './areas.ts';
import { type Decided, findHamlet, findHousehold, type Found } from './decide-household.ts';
import { refuse, type World } from './world.ts';

type Lodged = CommandOf<'lodge-request'>['payload'];
type Answered = CommandOf<'answer-request'>['payload'];

/** Why it is on the list (hộ đề nghị). */
const ASKED = 'request';

/** How long ago a paper may have come that is written down today. */
const LATEST_DAYS = 366;

type OfRequest = 'lodge-request' | 'answer-request' | 'finish-request' | 'lift-restriction';

export function decideRequest(world: World, command: { [K in OfRequest]: CommandOf<K> }[OfRequest]): Promise<Decided> {
  switch (command.kind) {
    case 'lodge-request':
      return lodgeRequest(world, command);
    case 'answer-request':
      return answerRequest(world, command);
    case 'finish-request':
      return finishRequest(world, command);
    case 'lift-restriction':
      return liftRestriction(world, command);
  }
}

async function lodgeRequest(world: World, { payload }: CommandOf<'lodge-request'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'lodge-request', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const fault = formalFault(world, payload);
  if (fault !== null) return refuse(fault);
  const [known] = await world.sql.query<{ number: string | null }>('select request_known($1, $2) as number', [
    payload.requestId,
    payload.dossier,
  ]);
  if (known !== undefined && known.number !== null) return refuse({ code: 'request-exists', number: known.number });
  const due = requestDue(payload, takingRound(world, payload));
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

/** The open round in which the commune's list still takes households on that ask by that form. */
function takingRound(world: World, { communeId, form }: Pick<Lodged, 'communeId' | 'form'>): Round | null {
  const rounds = [...world.rounds.values()].flatMap((standing) => {
    const gate = standing.gates.get(communeId);
    return gate === undefined ? [] : [{ standing, gate }];
  });
  return roundThatTakes(rounds, { form, today: world.clock.today })?.round ?? null;
}

interface Open {
  readonly [column: string]: unknown;
  readonly form: RequestForm;
  readonly answeredOn: string | null;
  readonly outcome: RequestOutcome | null;
  readonly householdId: string | null;
  readonly doneOn: string | null;
}

/** By its hamlet, or a part of what that was, of the commune to which it belongs today, whichever took the request in. */
export async function findRequest(
  world: World,
  { requestId, communeId, hamletId }: Pick<Answered, 'requestId' | 'communeId' | 'hamletId'>,
): Promise<Open | null> {
  if (communeOn(world.areas, hamletId, world.clock.today) !== communeId) return null;
  const [request] = await world.sql.query<Open>(
    `select form, answered_on as "answeredOn", outcome, household_id as "householdId", done_on as "doneOn"
       from request where request_id = $1 and (hamlet_id = $2 or hamlet_id = any (former_hamlets(array[$2::text])))`,
    [requestId, hamletId],
  );
  return request ?? null;
}

async function answerRequest(world: World, { payload }: CommandOf<'answer-request'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'answer-request', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const request = await findRequest(world, payload);
  if (request === null) return refuse({ code: 'request-unknown' });
  if (request.answeredOn !== null) return refuse({ code: 'request-answered' });
  const fault = answerFault(request.form, payload);
  if (fault !== null) return refuse(fault);
  if ([payload.text, payload.quick?.despite ?? ''].some(namesCitizen)) return refuse({ code: 'request-names-citizen' });
  const { householdId } = payload;
  const { bookId } = hamlet.value;
  if (householdId === null) return ok([{ bookId, householdId: null, said: { kind: 'request-answered', body: payload } }]);
  const found = findHousehold(world, 'answer-request', householdId);
  if (!found.ok) return found;
  if (communeOn(world.areas, found.value.file.hamletId, world.clock.today) !== payload.communeId)
    return refuse({ code: 'request-of-another-commune' });
  if (isDataForm(request.form)) {
    const until = executeDue(request.form, world.clock.today);
    if (!until.ok) return refuse(until.error);
    return ok([{ bookId, householdId, said: { kind: 'request-answered', body: { ...payload, executeBy: until.value } } }]);
  }
  const lists = listing(world, payload, { found: found.value, form: request.form });
  return lists.ok ? ok([{ bookId, householdId, said: { kind: 'request-answered', body: payload } }, ...lists.value]) : lists;
}

/** A right that was accepted is carried out: a correction stands in the ledger; what is erased is forgotten with the request itself. */
async function finishRequest(world: World, { payload }: CommandOf<'finish-request'>): Promise<Decided> {
  const hamlet = findHamlet(world, 'answer-request', payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const request = await findRequest(world, payload);
  if (request === null) return refuse({ code: 'request-unknown' });
  if (request.outcome !== 'accepted' || request.householdId !== payload.householdId) return refuse({ code: 'request-not-accepted' });
  if (request.doneOn !== null) return refuse({ code: 'request-answered' });
  const found = findHousehold(world, 'answer-request', payload.householdId);
  if (!found.ok) return found;
  if (namesCitizen(payload.text)) return refuse({ code: 'request-names-citizen' });
  if (request.form === 'data-erase') return refuse({ code: 'request-erase-first' });
  if (request.form === 'data-correct' && !(await wasChanged(world, payload))) return refuse({ code: 'request-not-carried-out' });
  if ((payload.identity !== undefined) === (await wasKnown(world, payload.requestId)))
    return refuse({ code: payload.identity === undefined ? 'request-identity-missing' : 'request-answer-too-much' });
  const whose = restrictedIn(found.value, request.form, payload.memberIds);
  if (!whose.ok) return whose;
  const body: EventBody<'request-finished'> = { ...payload, ...(whose.value === null ? {} : { memberIds: whose.value }) };
  return ok([{ bookId: hamlet.value.bookId, householdId: payload.householdId, said: { kind: 'request-finished', body } }]);
}

/** Whose data are restricted: those named, or all who live there; null where the request is of another kind. */
function restrictedIn({ file }: Found, form: RequestForm, named: string[] | undefined): Result<string[] | null, CommandProblem> {
  if (form !== 'data-restrict') return named === undefined ? ok(null) : refuse({ code: 'request-answer-too-much' });
  const present = file.members.filter(({ state }) => state === 'present').map(({ memberId }) => memberId);
  const stranger = named?.find((memberId) => !present.includes(memberId));
  if (stranger !== undefined) return refuse({ code: 'restriction-not-of-household' });
  const whose = named ?? present;
  return ok(whose.length === 0 ? null : whose);
}

/** Of one accepted before that was asked, whoever carries it out says it. */
async function wasKnown({ sql }: World, requestId: string): Promise<boolean> {
  const [row] = await sql.query(`select 1 from request_words($1) w where w.answered ->> 'identity' is not null`, [requestId]);
  return row !== undefined;
}

/** By the commune where the household lives today, wherever it asked. */
async function liftRestriction(world: World, { payload }: CommandOf<'lift-restriction'>): Promise<Decided> {
  const found = findHousehold(world, 'answer-request', payload.householdId);
  if (!found.ok) return found;
  const fault = liftFault(payload);
  if (fault !== null) return refuse(fault);
  if ([payload.ground, payload.office ?? ''].some(namesCitizen)) return refuse({ code: 'request-names-citizen' });
  const holding = await world.sql.query<{ id: string }>('select request_id as id from restrictions_of($1)', [payload.householdId]);
  if (!holding.some(({ id }) => id === payload.requestId)) return refuse({ code: 'restriction-unknown' });
  const whose = await liftedIn(world, payload);
  if (!whose.ok) return whose;
  const said = { kind: 'restriction-lifted', body: { ...payload, ...whose.value } } as const;
  return ok([{ bookId: found.value.book.bookId, householdId: payload.householdId, said }]);
}

/** Those named, or all whom it holds in this household: who lives elsewhere stays restricted. A restriction that names nobody ends whole. */
async function liftedIn(
  { sql }: World,
  { requestId, householdId, memberIds }: CommandOf<'lift-restriction'>['payload'],
): Promise<Result<{ memberIds?: string[] }, CommandProblem>> {
  const rows = await sql.query<{ id: string }>('select member_id as id from restricted_in($1, $2)', [requestId, householdId]);
  const here = rows.map(({ id }) => id);
  if (memberIds?.some((memberId) => !here.includes(memberId)) === true) return refuse({ code: 'restriction-not-of-household' });
  const whose = memberIds ?? here;
  return ok(whose.length === 0 ? {} : { memberIds: whose });
}

/** Something was written about the household since its request was accepted. */
async function wasChanged(
  { sql }: World,
  { requestId, householdId }: { readonly requestId: string; readonly householdId: string },
): Promise<boolean> {
  const [row] = await sql.query(
    `select 1 from request r join event a on a.event_id = r.answer_event join event e on e.household_id = $2 and e.seq > a.seq
      where r.request_id = $1 and e.kind not like 'request-%' limit 1`,
    [requestId, householdId],
  );
  return row !== undefined;
}

/** On the list of the round, unless it is there already. */
function listing(world: World, payload: Answered, { found, form }: { readonly found: Found; readonly form: RequestForm }): Decided {
  const { dossier, book } = found;
  const { today } = world.clock;
  const { communeId } = payload;
  const [householdId, roundId] = [payload.householdId ?? '', payload.roundId ?? ''];
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  const gate = standing.gates.get(communeId);
  if (!takesForm(standing.round, form)) return refuse({ code: 'request-not-of-round' });
  if (gate === undefined || !takesRequests(standing, gate, { form, today })) return refuse({ code: 'request-too-late-for-round' });
  const status = statusOn(dossier.statuses, today);
  if (form === 'exit' && (status === null || status.class === 'not-poor')) return refuse({ code: 'request-exit-not-on-list' });
  const bars = barsRequester(form === 'review' ? (standing.round.quickForm ?? null) : null, payload.quick);
  if (bars !== null) return refuse(bars);
  if (dossier.listed.has(roundId)) return ok([]);
  const said: Plan['said'] = { kind: 'review-listed', body: { householdId, roundId, why: ASKED } };
  return ok([{ bookId: book.bookId, householdId, said }]);
}

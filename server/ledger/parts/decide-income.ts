/**
 * Income checked, posted and decided (xác định thu nhập qua cửa): each step by the one table of core/meeting/income, never for one's own household
 * or a relative's; the figure in force on the day of the check says what it comes to, and nobody is recognised against it or while it hangs.
 */
import { keptApart, type Tie } from '../../../core/access/duties.ts';
import type { CommandOf, EventBody } from '../../../core/kinds.ts';
import { date } from '../../../core/kernel/dates.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { initialsOf, sealedText, TOKEN_BYTES } from '../../../core/meeting/certificate.ts';
import { hasEnded, incomeChanges, findIncome, incomeRuleOn, passIncome } from '../../../core/meeting/income.ts';
import { paperStatementOf, type SealedPaper, STATEMENT_SIGNS } from '../../../core/meeting/income-paper.ts';
import { mayBeWorker, WORKER_FROM_AGE } from '../../../core/meeting/worker.ts';
import {
  type IncomeAction,
  type IncomeForm,
  type IncomeChange,
  type IncomeState,
  type IncomeWay,
  isIncomeForm,
} from '../../../core/meeting/income-codes.ts';
import { endsOn } from '../../../core/meeting/procedure.ts';
import { statusOn } from '../../../core/meeting/standing.ts';
import { peopleOf } from '../../../core/register/case-file.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { nameWallPicture } from '../wall-pictures.ts';
import { areaTypeOn, communeOn } from './areas.ts';
import { type Decided, findHamlet, findHousehold, type Found } from './decide-household.ts';
import { findRequest } from './decide-request.ts';
import { refuse, type World } from './world.ts';

type IncomeCommand = CommandOf<
  'check-income' | 'post-income' | 'take-down-income' | 'decide-income' | 'withdraw-income' | 'reissue-income'
>;
type Payload = IncomeCommand['payload'];

export function decideByIncome(world: World, command: IncomeCommand): Promise<Decided> {
  switch (command.kind) {
    case 'check-income':
      return checkIncome(world, command);
    case 'post-income':
      return postIncome(world, command);
    case 'take-down-income':
      return takeDownIncome(world, command);
    case 'decide-income':
      return decideIncome(world, command);
    case 'withdraw-income':
      return withdrawIncome(world, command);
    case 'reissue-income':
      return reissueIncome(world, command);
  }
}

interface Case {
  readonly [column: string]: unknown;
  readonly householdId: string;
  readonly memberId: string | null;
  readonly state: IncomeState;
  readonly finding: string;
  readonly checkedOn: string;
  readonly postedFrom: string | null;
  readonly postedUntil: string | null;
  readonly takenDownOn: string | null;
  readonly decidedOn: string | null;
  /** The day of the paper that holds; null where none does. */
  readonly paperOn: string | null;
  /** As it was checked, from the ledger; null once it was forgotten there. */
  readonly checked: EventBody<'income-checked'> | null;
}

interface Standing extends OfRequest {
  readonly found: Found;
}

interface OfRequest {
  readonly bookId: string;
  readonly form: IncomeForm;
  readonly standing: Case | null;
}

/** The request of this commune, and that the table has such a step from where it stands. */
async function caseOf(
  world: World,
  action: IncomeAction,
  payload: Payload,
  outcome: IncomeWay | null,
): Promise<Result<OfRequest, CommandProblem>> {
  const hamlet = findHamlet(world, action, payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const request = await findRequest(world, payload);
  if (request === null || !isIncomeForm(request.form)) return refuse({ code: 'request-unknown' });
  const [standing = null] = await world.sql.query<Case>(
    `select c.household_id as "householdId", c.member_id as "memberId", c.state, c.finding, c.checked_on as "checkedOn",
            c.posted_from as "postedFrom", c.posted_until as "postedUntil", c.taken_down_on as "takenDownOn", c.decided_on as "decidedOn", w.checked,
            (select p.issued_on from income_paper p where p.request_id = c.request_id and p.ended_on is null) as "paperOn"
       from income_case c left join lateral income_words(c.request_id) w on true where c.request_id = $1`,
    [payload.requestId],
  );
  if (request.answeredOn !== null && standing === null) return refuse({ code: 'request-answered' });
  if (request.answeredOn !== null && !hasEnded(standing?.state ?? 'received')) return refuse({ code: 'income-decided-already' });
  const passed = passIncome(request.form, standing?.state ?? 'received', { action, outcome });
  if (!passed.ok) return refuse({ ...passed.error });
  // Checked again it may be of another: the wrong one was chosen, or the two were one.
  if (action !== 'check-income' && standing !== null && standing.householdId !== payload.householdId)
    return refuse({ code: 'income-of-another-household' });
  return ok({ bookId: hamlet.value.bookId, form: request.form, standing });
}

/** Its household as well, present in this commune. */
async function stepOf(
  world: World,
  action: IncomeAction,
  payload: Payload,
  outcome: IncomeWay | null = null,
): Promise<Result<Standing, CommandProblem>> {
  const at = await caseOf(world, action, payload, outcome);
  if (!at.ok) return at;
  const found = findHousehold(world, action, payload.householdId);
  if (!found.ok) return found;
  if (communeOn(world.areas, found.value.file.hamletId, world.clock.today) !== payload.communeId)
    return refuse({ code: 'request-of-another-commune' });
  return ok({ ...at.value, found: found.value });
}

/** A case ends also where its household has moved away, ended or is one with another since; never by those tied to it. */
async function endOf(world: World, payload: Payload, outcome: 'refused' | 'withdrawn'): Promise<Result<OfRequest, CommandProblem>> {
  const at = await caseOf(world, 'decide-income', payload, outcome);
  if (!at.ok || world.who === 'system') return at;
  const [row] = await world.sql.query<{ tie: Tie | null }>('select tied_to($1, $2) as tie', [
    payload.householdId,
    world.who.actor.accountId,
  ]);
  const apart = keptApart('decide-income', row?.tie ?? null);
  return apart === null ? at : refuse({ code: apart });
}

async function checkIncome(world: World, { payload }: CommandOf<'check-income'>): Promise<Decided> {
  const at = await stepOf(world, 'check-income', payload);
  if (!at.ok) return at;
  const { bookId, form, found, standing } = at.value;
  const { householdId, memberId, checkedOn, lines, agricultural, because } = payload;
  const { today } = world.clock;
  const from = standing?.checkedOn ?? '2021-09-01';
  if (checkedOn < from || checkedOn > today) return refuse({ code: 'income-day-out-of-range', day: checkedOn, from, to: today });
  if (because !== null && namesCitizen(because)) return refuse({ code: 'request-names-citizen' });
  const hung = standing?.state === 'posted' || standing?.state === 'taken-down';
  if (hung !== (because !== null)) return refuse({ code: 'income-recheck-why' });
  const worker = found.file.members.find((member) => member.memberId === memberId && member.state === 'present');
  if (form === 'low-income' ? worker === undefined : memberId !== null) return refuse({ code: 'income-worker' });
  if (worker !== undefined && !mayBeWorker(worker.birth, date(checkedOn)))
    return refuse({ code: 'income-worker-young', years: WORKER_FROM_AGE });
  const rule = incomeRuleOn(form, checkedOn);
  if (rule === null) return refuse({ code: 'income-figure-unknown', day: checkedOn });
  const areaType = areaTypeOn(world.areas, found.file.hamletId, checkedOn);
  const people = peopleOf(found.file);
  if (areaType === null || people < 1) return refuse({ code: 'area-type-unknown' });
  const status = statusOn(found.dossier.statuses, today)?.class ?? null;
  const told = findIncome(rule, { lines, people, agricultural, areaType, class: status });
  const body = { ...payload, ...told, people, clause: rule.clause, sure: rule.sure, members: presentIn(found) };
  return ok([{ bookId, householdId, said: { kind: 'income-checked', body } }]);
}

async function postIncome(world: World, { payload }: CommandOf<'post-income'>): Promise<Decided> {
  const at = await stepOf(world, 'post-income', payload);
  if (!at.ok) return at;
  const { bookId, standing } = at.value;
  const { from, householdId } = payload;
  const { today } = world.clock;
  if (standing?.finding !== 'meets') return refuse({ code: 'income-not-met' });
  if (from < standing.checkedOn || from > today)
    return refuse({ code: 'income-day-out-of-range', day: from, from: standing.checkedOn, to: today });
  const until = endsOn({ counts: [] }, 'income-posting', date(from));
  if (!until.ok) return refuse(until.error);
  if (!(await nameWallPicture(world.sql, { ...payload, photo: payload.photo ?? null, now: world.clock.now })))
    return refuse({ code: 'wall-picture-missing' });
  return ok([{ bookId, householdId, said: { kind: 'income-posted', body: { ...payload, until: until.value } } }]);
}

async function decideIncome(world: World, { payload }: CommandOf<'decide-income'>): Promise<Decided> {
  const at =
    payload.outcome === 'refused' ? await endOf(world, payload, 'refused') : await stepOf(world, 'decide-income', payload, payload.outcome);
  if (!at.ok) return at;
  const { bookId, standing } = at.value;
  const { communeId, householdId, outcome, number, clause, text, decidedOn } = payload;
  const { today } = world.clock;
  const recognised = outcome === 'recognised';
  if (recognised ? number === null || clause !== null : number !== null || clause === null)
    return refuse({ code: 'income-answer-incomplete' });
  if (namesCitizen(text)) return refuse({ code: 'request-names-citizen' });
  // Not before the list came down, where it hung.
  const first = standing?.takenDownOn ?? standing?.checkedOn ?? today;
  if (decidedOn < first || decidedOn > today) return refuse({ code: 'income-day-out-of-range', day: decidedOn, from: first, to: today });
  if (recognised && standing?.finding !== 'meets') return refuse({ code: 'income-not-met' });
  const changes = recognised ? changesSince(world, at.value, decidedOn) : [];
  if (changes === null) return refuse({ code: 'income-changed' });
  const unseen = changes.filter((change) => !(payload.seen ?? []).includes(change));
  if (unseen.length > 0) return refuse({ code: 'income-changed-since', changes: unseen.join(' ') });
  const until = standing?.state === 'taken-down' ? standing.postedUntil : null;
  if (recognised && until !== null && decidedOn <= until) return refuse({ code: 'income-hangs', until });
  if (!recognised || number === null) return ok([{ bookId, householdId, said: { kind: 'income-decided', body: payload } }]);
  const paper = await paperOf(world, at.value, { communeId, number, issuedOn: decidedOn });
  if (!paper.ok) return paper;
  return ok([{ bookId, householdId, said: { kind: 'income-decided', body: { ...payload, paper: paper.value } } }]);
}

interface Paper {
  readonly communeId: string;
  readonly number: string;
  readonly issuedOn: string;
}

/** Sealed as a certificate is, under a number that the commune gives once in a year. A door that does not hold the key gives out none. */
async function paperOf(
  { sql, tools, installation }: World,
  { form, found, standing }: OfRequest & { readonly found?: Found },
  { communeId, number, issuedOn }: Paper,
): Promise<Result<SealedPaper, CommandProblem>> {
  const asked = [communeId, number, Number(issuedOn.slice(0, 4))];
  const [row] = await sql.query<{ used: boolean }>('select income_number_used($1, $2, $3) as used', asked);
  if (row?.used === true) return refuse({ code: 'income-number-used' });
  if (tools.seal === undefined || installation === null) return refuse({ code: 'certificate-elsewhere' });
  const worker = found?.file.members.find(({ memberId }) => memberId === standing?.memberId);
  const token = Buffer.from(tools.chance(TOKEN_BYTES)).toString('base64url');
  const statement = paperStatementOf({ demonstration: installation.demonstration, communeId, number, form, issuedOn, token });
  // Letters with marks take nine signs of an address each.
  if (statement.length > STATEMENT_SIGNS) return refuse({ code: 'income-number-long' });
  return ok({
    token,
    statement,
    initials: initialsOf(worker?.fullName ?? found?.file.headName ?? ''),
    ...tools.seal(sealedText(statement)),
  });
}

/** Taken down before its last day it has not hung: then it hangs again. */
async function takeDownIncome(world: World, { payload }: CommandOf<'take-down-income'>): Promise<Decided> {
  const at = await stepOf(world, 'post-income', payload, 'taken-down');
  if (!at.ok) return at;
  const { bookId, standing } = at.value;
  const { on, householdId } = payload;
  const [from, to] = [standing?.postedFrom ?? world.clock.today, world.clock.today];
  if (on < from || on > to) return refuse({ code: 'income-day-out-of-range', day: on, from, to });
  if (!(await nameWallPicture(world.sql, { ...payload, now: world.clock.now }))) return refuse({ code: 'wall-picture-missing' });
  return ok([{ bookId, householdId, said: { kind: 'income-taken-down', body: payload } }]);
}

async function withdrawIncome(world: World, { payload }: CommandOf<'withdraw-income'>): Promise<Decided> {
  const at = await endOf(world, payload, 'withdrawn');
  if (!at.ok) return at;
  const { bookId, standing } = at.value;
  const { on, text, householdId } = payload;
  if (namesCitizen(text)) return refuse({ code: 'request-names-citizen' });
  const [from, to] = [standing?.paperOn ?? standing?.decidedOn ?? world.clock.today, world.clock.today];
  if (on < from || on > to) return refuse({ code: 'income-day-out-of-range', day: on, from, to });
  return ok([{ bookId, householdId, said: { kind: 'income-withdrawn', body: payload } }]);
}

async function reissueIncome(world: World, { payload }: CommandOf<'reissue-income'>): Promise<Decided> {
  const at = await stepOf(world, 'decide-income', payload, 'reissued');
  if (!at.ok) return at;
  const { bookId, standing, found } = at.value;
  const { communeId, number, issuedOn, householdId } = payload;
  const [from, to] = [standing?.paperOn ?? standing?.decidedOn ?? world.clock.today, world.clock.today];
  if (issuedOn < from || issuedOn > to) return refuse({ code: 'income-day-out-of-range', day: issuedOn, from, to });
  const worker = standing?.memberId ?? null;
  if (worker !== null && !presentIn(found).includes(worker)) return refuse({ code: 'income-changed' });
  const paper = await paperOf(world, at.value, { communeId, number, issuedOn });
  if (!paper.ok) return paper;
  return ok([{ bookId, householdId, said: { kind: 'income-reissued', body: { ...payload, paper: paper.value } } }]);
}

const presentIn = ({ file }: Found): string[] =>
  file.members
    .filter(({ state }) => state === 'present')
    .map(({ memberId }) => memberId)
    .sort();

/**
 * What is otherwise since it was checked. `null`: the worker is there no more, the household has come onto a list, or it would come to something
 * else by now; that is checked again.
 */
function changesSince(
  { areas, clock }: World,
  { form, found, standing }: OfRequest & { readonly found?: Found },
  day: string,
): readonly IncomeChange[] | null {
  if (found === undefined || standing === null || standing.checked === null) return null;
  const { file, dossier } = found;
  const members = presentIn(found);
  const status = statusOn(dossier.statuses, clock.today)?.class ?? null;
  const areaType = areaTypeOn(areas, file.hamletId, day);
  const people = peopleOf(file);
  const gone = standing.memberId !== null && !members.includes(standing.memberId);
  if (gone || (status ?? 'not-poor') !== 'not-poor' || areaType === null || people < 1) return null;
  const changes = incomeChanges(form, standing.checked, { day, now: { members, people, areaType, class: status } });
  return changes.includes('finding') ? null : changes;
}

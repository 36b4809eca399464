/**
 * Income checked, posted and decided (xác định thu nhập qua cửa): each step by the one table of core/meeting/income, never for one's own household
 * or a relative's; the figure in force on the day of the check says what it comes to, and nobody is recognised against it or while it hangs.
 */
import { keptApart, type Tie } from '../../../core/access/duties.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { date } from '../../../core/kernel/dates.ts';
import { namesCitizen } from '../../../core/kernel/citizen-id.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { findIncome, incomeRuleOn, passIncome } from '../../../core/meeting/income.ts';
import {
  type IncomeAction,
  type IncomeForm,
  type IncomeOutcome,
  type IncomeState,
  isIncomeForm,
} from '../../../core/meeting/income-codes.ts';
import { endsOn } from '../../../core/meeting/procedure.ts';
import { statusOn } from '../../../core/meeting/standing.ts';
import { peopleOf } from '../../../core/register/case-file.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { areaTypeOn, communeOn } from './areas.ts';
import { type Decided, findHamlet, findHousehold, type Found } from './decide-household.ts';
import { findRequest } from './decide-request.ts';
import { refuse, type World } from './world.ts';

type Payload = CommandOf<'check-income' | 'post-income' | 'decide-income'>['payload'];

interface Case {
  readonly [column: string]: unknown;
  readonly householdId: string;
  readonly memberId: string | null;
  readonly state: IncomeState;
  readonly finding: string;
  readonly checkedOn: string;
  readonly postedUntil: string | null;
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
  outcome: IncomeOutcome | null,
): Promise<Result<OfRequest, CommandProblem>> {
  const hamlet = findHamlet(world, action, payload.hamletId);
  if (!hamlet.ok) return hamlet;
  const request = await findRequest(world, payload);
  if (request === null || !isIncomeForm(request.form)) return refuse({ code: 'request-unknown' });
  const [standing = null] = await world.sql.query<Case>(
    `select household_id as "householdId", member_id as "memberId", state, finding, checked_on as "checkedOn", posted_until as "postedUntil"
       from income_case where request_id = $1`,
    [payload.requestId],
  );
  if (request.answeredOn !== null) return refuse({ code: standing === null ? 'request-answered' : 'income-decided-already' });
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
  outcome: IncomeOutcome | null = null,
): Promise<Result<Standing, CommandProblem>> {
  const at = await caseOf(world, action, payload, outcome);
  if (!at.ok) return at;
  const found = findHousehold(world, action, payload.householdId);
  if (!found.ok) return found;
  if (communeOn(world.areas, found.value.file.hamletId, world.clock.today) !== payload.communeId)
    return refuse({ code: 'request-of-another-commune' });
  return ok({ ...at.value, found: found.value });
}

/** A refusal ends the request also where its household has moved away, ended or is one with another since; never by those tied to it. */
async function refusalOf(world: World, payload: CommandOf<'decide-income'>['payload']): Promise<Result<OfRequest, CommandProblem>> {
  const at = await caseOf(world, 'decide-income', payload, 'refused');
  if (!at.ok || world.who === 'system') return at;
  const [row] = await world.sql.query<{ tie: Tie | null }>('select tied_to($1, $2) as tie', [
    payload.householdId,
    world.who.actor.accountId,
  ]);
  const apart = keptApart('decide-income', row?.tie ?? null);
  return apart === null ? at : refuse({ code: apart });
}

export async function checkIncome(world: World, { payload }: CommandOf<'check-income'>): Promise<Decided> {
  const at = await stepOf(world, 'check-income', payload);
  if (!at.ok) return at;
  const { bookId, form, found, standing } = at.value;
  const { householdId, memberId, checkedOn, lines, agricultural, because } = payload;
  const { today } = world.clock;
  const from = standing?.checkedOn ?? '2021-09-01';
  if (checkedOn < from || checkedOn > today) return refuse({ code: 'income-day-out-of-range', day: checkedOn, from, to: today });
  if (because !== null && namesCitizen(because)) return refuse({ code: 'request-names-citizen' });
  if ((standing?.state === 'posted') !== (because !== null)) return refuse({ code: 'income-recheck-why' });
  const worker = found.file.members.some((member) => member.memberId === memberId && member.state === 'present');
  if (form === 'low-income' ? !worker : memberId !== null) return refuse({ code: 'income-worker' });
  const rule = incomeRuleOn(form, checkedOn);
  if (rule === null) return refuse({ code: 'income-figure-unknown', day: checkedOn });
  const areaType = areaTypeOn(world.areas, found.file.hamletId, checkedOn);
  const people = peopleOf(found.file);
  if (areaType === null || people < 1) return refuse({ code: 'area-type-unknown' });
  const status = statusOn(found.dossier.statuses, today)?.class ?? null;
  const told = findIncome(rule, { lines, people, agricultural, areaType, class: status });
  const body = { ...payload, ...told, people, clause: rule.clause, sure: rule.sure };
  return ok([{ bookId, householdId, said: { kind: 'income-checked', body } }]);
}

export async function postIncome(world: World, { payload }: CommandOf<'post-income'>): Promise<Decided> {
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
  return ok([{ bookId, householdId, said: { kind: 'income-posted', body: { ...payload, until: until.value } } }]);
}

export async function decideIncome(world: World, { payload }: CommandOf<'decide-income'>): Promise<Decided> {
  const at =
    payload.outcome === 'refused' ? await refusalOf(world, payload) : await stepOf(world, 'decide-income', payload, payload.outcome);
  if (!at.ok) return at;
  const { bookId, standing } = at.value;
  const { communeId, householdId, outcome, number, clause, text, decidedOn } = payload;
  const { today } = world.clock;
  const recognised = outcome === 'recognised';
  if (recognised ? number === null || clause !== null : number !== null || clause === null)
    return refuse({ code: 'income-answer-incomplete' });
  if (namesCitizen(text)) return refuse({ code: 'request-names-citizen' });
  const first = standing?.checkedOn ?? today;
  if (decidedOn < first || decidedOn > today) return refuse({ code: 'income-day-out-of-range', day: decidedOn, from: first, to: today });
  if (recognised && standing?.finding !== 'meets') return refuse({ code: 'income-not-met' });
  if (recognised && hasChanged(world, at.value)) return refuse({ code: 'income-changed' });
  const until = standing?.state === 'posted' ? standing.postedUntil : null;
  if (recognised && until !== null && decidedOn <= until) return refuse({ code: 'income-hangs', until });
  if (recognised) {
    const asked = [communeId, number, Number(decidedOn.slice(0, 4))];
    const [row] = await world.sql.query<{ used: boolean }>('select income_number_used($1, $2, $3) as used', asked);
    if (row?.used === true) return refuse({ code: 'income-number-used' });
  }
  return ok([{ bookId, householdId, said: { kind: 'income-decided', body: payload } }]);
}

/** The worker is there no more, or the household has come onto a list since it was checked: what was found is not so any more. */
function hasChanged({ clock }: World, { found, standing }: OfRequest & { readonly found?: Found }): boolean {
  if (found === undefined) return true;
  const worker = standing?.memberId ?? null;
  const gone = worker !== null && !found.file.members.some(({ memberId, state }) => memberId === worker && state === 'present');
  const status = statusOn(found.dossier.statuses, clock.today)?.class ?? 'not-poor';
  return gone || status !== 'not-poor';
}

/**
 * Where a case of income stands and what may happen next (hồ sơ xác định thu nhập): read off the one table of core/meeting, with the figure in
 * force; figures and words come from the ledger by the reader's own reach and the catalogue. And what its paper bears.
 */
import { keptApart } from '../../core/access/duties.ts';
import { shownToAny } from '../../core/access/mask.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { checkAddress } from '../../core/meeting/certificate.ts';
import { hasEnded, incomeChanges, incomeChecked, incomeRuleOn, incomeStepsFrom } from '../../core/meeting/income.ts';
import { type IncomeChange, type IncomeForm, type IncomeState, isIncomeForm } from '../../core/meeting/income-codes.ts';
import type { IncomeCheck, IncomeNext, IncomeView } from '../../core/meeting/income-views.ts';
import { countOn } from '../../core/meeting/procedure.ts';
import { requestLodged } from '../../core/meeting/request.ts';
import { statusOn } from '../../core/meeting/standing.ts';
import { getInstallation } from '../access/installation.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, readersIn } from '../http/route.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { unlessBlindTo } from '../interview/blind.ts';
import { areaName, communeNow } from '../register/rows.ts';
import { findHousehold, readMembers, readStatuses } from '../register/household-store.ts';
import { readOwnTies } from '../register/ties.ts';
import { findIncomeCase, type IncomeStored } from './income-store.ts';
import { pictureOf } from './postings.ts';
import { findRequest, type RequestStored } from './requests-store.ts';

/** Null of a request that is not about income. */
export async function viewIncome(context: Context, areaId: string, request: RequestStored): Promise<IncomeView | null> {
  const { form, requestId } = request;
  if (!isIncomeForm(form)) return null;
  const stored = await findIncomeCase(sqlOfKysely(context.tx), requestId);
  // Its figures, and what has changed since they were found, are of the class.
  if (stored !== null) await unlessBlindTo(context, stored.householdId);
  const state = stored?.state ?? 'received';
  const readers = readersIn(context, areaId);
  const [figures, named] = [
    shownToAny(incomeChecked.fields.lines.rule, readers) === 'full',
    shownToAny(requestLodged.fields.name.rule, readers) === 'full',
  ];
  const changes = await changesOf(context, form, stored);
  return {
    ...{ form, state },
    changes: figures ? (changes ?? []) : [],
    household: stored === null ? null : { householdId: stored.householdId, headName: named ? stored.headName : '' },
    memberId: stored?.memberId ?? null,
    figure: figureIn(context, request, form),
    check: stored?.check && figures ? checkOf(stored, named) : null,
    posted: stored === null ? null : postedOf(context, stored),
    withdrawn: stored?.withdrawn
      ? { on: stored.withdrawn.on, clause: stored.withdrawn.clause, text: named ? stored.withdrawn.text : null }
      : null,
    decided:
      stored?.decidedOn === null || stored === null
        ? null
        : { on: stored.decidedOn, number: stored.number, clause: stored.decidedClause, text: named ? stored.decidedText : null },
    next:
      request.answeredOn === null || hasEnded(state)
        ? await nextOf(context, { request, form, state, stored, again: changes === null || changes.includes('finding') })
        : [],
  };
}

function postedOf({ actor, tree, today }: Context, stored: IncomeStored): IncomeView['posted'] {
  const { postedFrom: from, postedUntil: until, takenDownOn, hamletId, photoUp, photoDown } = stored;
  if (from === null || until === null) return null;
  const looks = may(actor, 'post-list', { areaPath: areaPath(tree, hamletId, today), date: today }).allowed;
  const there = looks ? stored.there : [];
  return {
    ...{ from, until, takenDownOn, hamletId, place: stored.place ?? 'commune-office', where: stored.placeName },
    ...{ photoUp: pictureOf(photoUp, there), photoDown: pictureOf(photoDown, there) },
  };
}

/** `null`: whose household it was is not there any more; that is asked at the door. */
async function changesOf(context: Context, form: IncomeForm, stored: IncomeStored | null): Promise<readonly IncomeChange[] | null> {
  if (stored === null || stored.check === null || stored.decidedOn !== null) return [];
  const { tx, tree, today } = context;
  const household = await findHousehold(tx, stored.householdId);
  if (household === null || household.state !== 'present') return null;
  const areaType = isAreaId(household.hamletId) ? (areaAbove(tree, household.hamletId, today, 'commune')?.areaType ?? null) : null;
  if (areaType === null) return null;
  const members = (await readMembers(tx, stored.householdId)).filter(({ state }) => state === 'present').map(({ memberId }) => memberId);
  const statuses = await readStatuses(tx, stored.householdId);
  const now = statusOn(statuses.toReversed(), today)?.class ?? null;
  if (stored.memberId !== null && !members.includes(stored.memberId)) return null;
  const seen = { day: today, now: { members, people: household.people, areaType, class: now } };
  return incomeChanges(form, stored.check, seen);
}

function checkOf({ check, workerName }: IncomeStored, named: boolean): IncomeCheck | null {
  if (check === null) return null;
  const { checkedOn, people, lines, total, perMonth, finding, over, upTo, clause, sure, because } = check;
  const told = { checkedOn, people, lines, total, perMonth, finding, over, upTo, clause, sure };
  return { ...told, because: named ? because : null, workerName: named ? workerName : null };
}

function figureIn({ tree, today }: Context, { hamletId }: RequestStored, form: IncomeForm): IncomeView['figure'] {
  const rule = incomeRuleOn(form, today);
  const areaType = isAreaId(hamletId) ? (areaAbove(tree, hamletId, today, 'commune')?.areaType ?? null) : null;
  if (rule === null || areaType === null) return null;
  return { over: rule.over?.[areaType] ?? null, upTo: rule.upTo[areaType], clause: rule.clause, sure: rule.sure };
}

interface Standing {
  readonly request: RequestStored;
  readonly form: IncomeForm;
  readonly state: IncomeState;
  readonly stored: IncomeStored | null;
  /** What was found is not so any more: it is checked again, not decided. */
  readonly again: boolean;
}

async function nextOf(context: Context, { request, form, state, stored, again }: Standing): Promise<IncomeNext[]> {
  const { tx, tree, actor, today } = context;
  const here = { areaPath: areaPath(tree, communeNow(context, request), today), date: today };
  const tie = stored === null ? null : ((await readOwnTies(tx, actor.accountId)).get(stored.householdId) ?? null);
  return incomeStepsFrom(form, state).map(({ action, outcome, term, clause, sure }) => {
    const right = may(actor, action, here);
    const waits = outcome === 'recognised' && state === 'taken-down' && today <= (stored?.postedUntil ?? '');
    const unmet = (outcome === 'recognised' || (action === 'post-income' && outcome === null)) && stored?.check?.finding !== 'meets';
    const why = right.allowed
      ? (keptApart(action, tie) ??
        (unmet ? 'income-not-met' : waits ? 'income-hangs' : outcome === 'recognised' && again ? 'income-changed' : null))
      : right.why;
    const count = term === null ? null : countOn({ counts: [] }, term, today);
    return { action, outcome, clause, sure, term: count && { days: count.days, unit: count.unit }, allowed: why === null, why };
  });
}

export interface IncomePaper {
  readonly form: IncomeForm;
  readonly number: string;
  readonly decidedOn: string;
  readonly communeName: string;
  readonly hamletName: string;
  readonly headName: string;
  readonly worker: { readonly name: string; readonly birth: string } | null;
  readonly check: NonNullable<IncomeStored['check']>;
  readonly demonstration: boolean;
  /** What its square holds, and where it is checked; null of a paper that was given out without one. */
  readonly square: { readonly said: string; readonly portal: string } | null;
}

/** Of a case that was recognised. Throws `not-found`. */
export async function readIncomePaper(
  context: Context,
  { areaId, requestId, portal }: { readonly areaId: string; readonly requestId: string; readonly portal: string },
): Promise<IncomePaper> {
  const sql = sqlOfKysely(context.tx);
  const request = await findRequest(sql, requestId);
  const inside = request !== null && areaPath(context.tree, request.hamletId, context.today).includes(areaId);
  const stored = inside ? await findIncomeCase(sql, requestId) : null;
  if (request === null || stored === null || stored.number === null || stored.decidedOn === null || stored.check === null) throw notFound();
  if (!isIncomeForm(request.form) || stored.state !== 'recognised') throw notFound();
  const { householdId, hamletId, workerName, workerBirth } = stored;
  await unlessBlindTo(context, householdId);
  await logLook(context, { kind: 'household', householdId, hamletId, purpose: 'certificate', rows: 1 });
  return {
    ...{
      form: request.form,
      number: stored.number,
      decidedOn: stored.paperOn ?? stored.decidedOn,
      headName: stored.headName,
      check: stored.check,
    },
    communeName: areaName(context, stored.communeId),
    hamletName: areaName(context, hamletId),
    worker: workerName === null ? null : { name: workerName, birth: workerBirth ?? '' },
    demonstration: (await getInstallation(context.tx)).demonstration,
    square: stored.paper === null ? null : { said: checkAddress(portal, stored.paper), portal },
  };
}

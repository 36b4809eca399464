/**
 * Requests for those who take them in and answer them (đơn đề nghị, Mẫu số 01 và 04): those that are late first. Names and words come
 * from the ledger by the reader's own reach and the catalogue.
 */
import { shownToAny } from '../../core/access/mask.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, descendants } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { isOverdueOn } from '../../core/meeting/objection.ts';
import { countOn } from '../../core/meeting/procedure.ts';
import { countedFor, requestAnswered, requestLodged, requestState } from '../../core/meeting/request.ts';
import { isDataForm } from '../../core/meeting/request-codes.ts';
import type { RequestRow, RequestsView, RequestView, RoundCalled } from '../../core/meeting/request-views.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { type Context, readersIn } from '../http/route.ts';
import { withFullReach } from '../http/transaction.ts';
import { blindOf } from '../interview/blind.ts';
import { findTakingRound, getRound, viewRound } from '../interview/rounds.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { readMembers } from '../register/household-store.ts';
import { readEnds, viewEnd } from '../register/restriction-ends.ts';
import { areaName, communeNow, hamletNow, withFormer } from '../register/rows.ts';
import { viewIncome } from './income.ts';
import { countRequests, findRequest, listCopies, listRequests, readRequestWords, type RequestStored } from './requests-store.ts';

export async function viewRequests(context: Context, areaId: string): Promise<RequestsView> {
  const { tx, tree, today } = context;
  const sql = sqlOfKysely(tx);
  const hamlets = isAreaId(areaId) ? hamletsUnder(context, areaId) : [];
  const hamletIds = withFormer(
    context,
    hamlets.map((hamlet) => hamlet.areaId),
  );
  const { open, overdue, answered } = await countRequests(sql, hamletIds, today);
  const named = shows(context, areaId, 'name');
  const rows = await unseen(context, await listRequests(sql, hamletIds));
  if (named && rows.length > 0) await logLook(context, { kind: 'search', areaId, purpose: 'requests', rows: rows.length });
  return {
    today,
    counts: { open, overdue, answered },
    rows: rows.map((row) => viewRow(context, hereToday(context, row, areaId), named)),
    hamlets: hamlets.map((hamlet) => ({
      ...{ areaId: hamlet.areaId, name: hamlet.name },
      communeId: areaAbove(tree, hamlet.areaId, today, 'commune')?.areaId ?? '',
    })),
  };
}

/** Whoever is to ask a household once more is not told what came of its request. */
async function unseen(context: Context, stored: readonly RequestStored[]): Promise<readonly RequestStored[]> {
  const blind = await blindOf(context);
  const hides = ({ householdId, roundId }: RequestStored): boolean =>
    householdId !== null && roundId !== null && blind.get(householdId)?.hidden.has(roundId) === true;
  return stored.map((one) => (hides(one) ? { ...one, result: null, decidedBy: null, decidedOn: null } : one));
}

/** The hamlets below an area, or it itself. */
function hamletsUnder({ tree, today }: Context, areaId: string & Parameters<typeof descendants>[1]) {
  const below = descendants(tree, areaId, today, 'hamlet');
  const own = areaAbove(tree, areaId, today, 'hamlet');
  return below.length > 0 || own === null ? below : [own];
}

/** Under the hamlet to which it belongs today, within `areaId`: its own may have been cut since. */
function hereToday(context: Context, stored: RequestStored, areaId: string, householdHamlet: string | null = null): RequestStored {
  return { ...stored, hamletId: hamletNow(context, { ...stored, householdHamlet }, areaId) };
}

function viewRow(context: Pick<Context, 'tree' | 'today'>, stored: RequestStored, named: boolean): RequestRow {
  const { requestId, number, form, via, dossier, hamletId, lodgedOn, dueOn, answeredOn, outcome, refusal } = stored;
  const { executeBy, doneOn, paperWithdrawnOn, result } = stored;
  const communeId = communeNow(context, stored);
  return {
    ...{
      requestId,
      number,
      form,
      via,
      dossier,
      communeId,
      hamletId,
      lodgedOn,
      dueOn,
      answeredOn,
      refusal,
      executeBy,
      doneOn,
      paperWithdrawnOn,
    },
    communeName: areaName(context, communeId),
    hamletName: areaName(context, hamletId),
    state: requestState(outcome, { decided: result !== null, done: doneOn !== null }),
    overdue:
      isOverdueOn(stored, context.today) || (executeBy !== null && isOverdueOn({ dueOn: executeBy, answeredOn: doneOn }, context.today)),
    name: named ? stored.name : null,
  };
}

export async function viewRequest(context: Context, areaId: string, requestId: string): Promise<RequestView> {
  const { tx } = context;
  const readers = readersIn(context, areaId);
  const sql = sqlOfKysely(tx);
  const told = await findRequest(sql, requestId);
  const [found] = told === null ? [] : await unseen(context, [told]);
  if (found === undefined) throw notFound();
  const words = await readRequestWords(sql, requestId);
  const stored = hereToday(context, found, areaId, words.householdHamlet);
  if (!areaPath(context.tree, stored.hamletId, context.today).includes(areaId)) throw notFound();
  const income = await viewIncome(context, areaId, stored);
  const { hamletId } = stored;
  const householdId = stored.householdId ?? income?.household?.householdId ?? null;
  const looked = householdId === null ? ({ kind: 'search', areaId } as const) : ({ kind: 'household', householdId } as const);
  await logLook(context, { ...looked, hamletId, purpose: 'requests', rows: 1 });
  const named = shows(context, areaId, 'name');
  const said = shows(context, areaId, 'text');
  const taking = await findTakingRound(tx, communeNow(context, stored), { form: stored.form, today: context.today });
  return {
    row: viewRow(context, stored, named),
    address: named ? words.address : null,
    contact: named ? words.contact : null,
    text: said ? words.text : null,
    answer: said ? words.answer : null,
    clause: words.clause,
    done: said ? words.done : null,
    quick: said ? words.quick : null,
    term: await termOf(context, stored, taking),
    household:
      householdId === null
        ? null
        : {
            householdId,
            headName: named ? (words.headName ?? income?.household?.headName ?? '') : '',
            hamletId: words.householdHamlet ?? hamletId,
          },
    people: await peopleToRestrict(context, stored, { named }),
    ended: stored.form !== 'data-restrict' ? [] : (await readEnds(tx, { requestId })).map((end) => viewEnd(readers, end)),
    identity: words.identity,
    copies: await viewCopies(context, stored, words.householdHamlet ?? hamletId),
    result: stored.result,
    income,
    listedIn: stored.roundId === null ? null : calledOf(await getRound(context.tx, stored.roundId)),
    round: taking === null ? null : { ...calledOf(taking), quickForm: stored.form === 'review' ? (taking.round.quickForm ?? null) : null },
  };
}

/** Of a request to restrict that was accepted: the data of one of them, or of all. */
async function peopleToRestrict(
  context: Context,
  stored: RequestStored,
  { named }: { readonly named: boolean },
): Promise<RequestView['people']> {
  const { form, householdId, executeBy, doneOn } = stored;
  if (!named || form !== 'data-restrict' || householdId === null || executeBy === null || doneOn !== null) return [];
  const members = await readMembers(context.tx, householdId);
  return members.filter(({ state }) => state === 'present').map(({ memberId, fullName }) => ({ memberId, fullName }));
}

function calledOf(standing: RoundStanding): RoundCalled {
  const { roundId, kind, year, opensOn, nth } = viewRound(standing);
  return { roundId, kind, year, opensOn, ...(nth === undefined ? {} : { nth }) };
}

/** Of a right over one's data, for whoever answers it. */
async function viewCopies(context: Context, stored: RequestStored, hamletId: string): Promise<RequestView['copies']> {
  const { tx, tree, today, actor } = context;
  const { form, householdId } = stored;
  const here = { areaPath: areaPath(tree, communeNow(context, stored), today), date: today };
  if (!isDataForm(form) || householdId === null || !may(actor, 'answer-request', here).allowed) return null;
  const areaIds = areaPath(tree, hamletId, today);
  const copies = await withFullReach(tx, () => listCopies(sqlOfKysely(tx), { householdId, areaIds }));
  return copies.map(({ at, by, purpose, rows, areaId }) => ({
    ...{ at, by, purpose, rows },
    placeName: areaId === null ? '' : areaName(context, areaId),
  }));
}

/** By the round on whose list it was put; by the one that takes it while it waits. */
async function termOf(
  { tx }: Context,
  { form, lodgedOn, roundId }: RequestStored,
  taking: RoundStanding | null,
): Promise<RequestView['term']> {
  const round = (roundId === null ? taking : await getRound(tx, roundId))?.round;
  const count = countOn(round?.procedure ?? { counts: [] }, countedFor(form), lodgedOn);
  return count === null ? null : { days: count.days, unit: count.unit, clause: count.clause, sure: count.sure };
}

function shows(context: Context, areaId: string, field: 'name' | 'text'): boolean {
  const rule = field === 'name' ? requestLodged.fields.name.rule : requestAnswered.fields.text.rule;
  return shownToAny(rule, readersIn(context, areaId)) === 'full';
}

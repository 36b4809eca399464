/**
 * Interviews held once more, over the network (hậu kiểm): draws of a commune with who asks whom, how far both forms agree and within what;
 * communes of the province beside each other. Telling, drawing and giving are commands at the door. No class follows from any of it.
 */
import * as z from 'zod';
import { areaPath } from '../../core/access/reach.ts';
import { agreementOf, type Checked } from '../../core/interview/back-check.ts';
import { areaAbove } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { sortPeople, sortVi } from '../../core/kernel/text.ts';
import type { BackCheckFinished } from '../../core/meeting/back-check-events.ts';
import type { BackChecksView, CheckView, CommunesBesideView, DrawView } from '../../core/meeting/back-check-views.ts';
import type { Round } from '../../core/meeting/round.ts';
import { hamletsUnder } from '../access/hamlets-under.ts';
import { getInstallation } from '../access/installation.ts';
import { logLooks } from '../access/read-log.ts';
import { type Context, mayOrThrow, route, type Server } from '../http/route.ts';
import { findRoundToShow, viewRound } from '../interview/rounds.ts';
import { type CheckTold, readCheckTold } from '../ledger/back-checks.ts';
import { tablesOfRounds } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { Judge } from '../ledger/tools.ts';
import { readRows } from '../register/list-store.ts';
import { areaName, revealRows } from '../register/rows.ts';
import {
  type DrawStored,
  figuresOf,
  type FirstForm,
  listCheckers,
  listDraws,
  type Posted,
  readAskers,
  readForms,
  readNames,
  readWhoAsked,
} from './back-checks-store.ts';
import { keepBeside } from './communes-beside.ts';

type Judging = Pick<Judge, 'verdict'>;

export function backCheckRoutes(server: Server, judge: Judging): void {
  const beside = keepBeside(server);
  const params = z.strictObject({ areaId: z.string().max(40) });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/back-checks',
    params,
    handle: async (context, { params: { areaId } }): Promise<BackChecksView> => {
      mayOrThrow(context, 'back-check', areaId);
      const standing = await findRoundToShow(context.tx, undefined);
      if (standing === null) return { round: null, draws: [], checkers: [] };
      const { round } = standing;
      const draws = await listDraws(context.tx, { roundId: round.roundId, communeId: areaId });
      const areas = [...areaPath(context.tree, areaId, context.today), ...hamletsUnder(context, areaId)];
      const posted = await listCheckers(context.tx, areas, context.today);
      const checkers = sortPeople(posted, ({ name }) => name).map(({ accountId, name, areaIds }) => {
        const places = sortVi(areaIds, (id) => areaName(context, id)).map((id) => areaName(context, id));
        return { accountId, name, places: places.join(', ') };
      });
      return { round: viewRound(standing), draws: await viewDraws(context, draws, { round, judge, posted }), checkers };
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/back-checks/communes',
    params,
    handle: async (context, { params: { areaId } }): Promise<CommunesBesideView> => {
      const { provinceId } = await getInstallation(context.tx);
      mayOrThrow(context, 'back-check', provinceId);
      mayOrThrow(context, 'back-check', areaId);
      const standing = await findRoundToShow(context.tx, undefined);
      if (standing === null) return { round: null, asOf: null, communes: [] };
      return { round: viewRound(standing), ...(await beside(context, { provinceId, round: standing.round })) };
    },
  });
}

interface Comparing {
  readonly round: Round;
  readonly judge: Judging;
  readonly posted: readonly Posted[];
}

/** What was said of each household, by draw. */
async function toldOf({ tx }: Pick<Context, 'tx'>, draws: readonly DrawStored[]): Promise<readonly CheckTold[]> {
  return readCheckTold(sqlOfKysely(tx), [...new Set(draws.flatMap(({ households }) => households.map(({ householdId }) => householdId)))]);
}

async function viewDraws(context: Context, draws: readonly DrawStored[], comparing: Comparing): Promise<DrawView[]> {
  const { tx, today } = context;
  const told = await toldOf(context, draws);
  const ids = [...new Set(draws.flatMap(({ households }) => households.map(({ householdId }) => householdId)))];
  const rows = await revealRows(context, await readRows(tx, ids, null));
  await logLooks(context, 'fairness', rows);
  const askers = await readAskers(tx, comparing.round.roundId, ids);
  const names = await readNames(tx, [...new Set(told.flatMap(({ assigned }) => assigned?.accountId ?? []))]);
  const mayAsk = await whoMayAsk(context, ids, comparing);
  const agree = await comparer(context, told, comparing);
  return draws.map(({ households, ...draw }) => {
    const own = told.filter(({ assigned, finished }) => (assigned ?? finished)?.drawId === draw.drawId);
    const checks = households.flatMap(({ householdId }): CheckView[] => {
      const row = rows.find((one) => one.householdId === householdId);
      if (row === undefined) return [];
      const { code, headName, hamletName, people } = row;
      const asks = { askedBy: askers.get(householdId) ?? '', mayAsk: mayAsk(row) };
      const given = own.findLast((one) => one.householdId === householdId && one.assigned !== null)?.assigned ?? null;
      const done = doneOf(own, householdId);
      return [
        {
          ...{ householdId, code, headName, hamletName, people, ...asks },
          checker: given === null ? null : (names.get(given.accountId) ?? ''),
          ...{ givenOn: given?.on ?? null, doneOn: done?.interviewedOn ?? null },
        },
      ];
    });
    return { drawId: draw.drawId, ...figuresOf(draw), ...agree(own), due: draw.drawnOn === null && draw.seedOn <= today, checks };
  });
}

/** The door asks the same, and of declared ties besides, which it alone tells. */
async function whoMayAsk(
  { tx, tree, today }: Context,
  ids: readonly string[],
  { round, posted }: Comparing,
): Promise<(row: { readonly householdId: string; readonly hamletId: string }) => readonly string[]> {
  const asked = await readWhoAsked(tx, round.roundId, ids);
  return ({ householdId, hamletId }) => {
    const here = areaPath(tree, hamletId, today);
    const did = asked.get(householdId) ?? [];
    const may = posted.filter(({ accountId, areaIds }) => !did.includes(accountId) && areaIds.some((id) => here.some((one) => one === id)));
    return may.map(({ accountId }) => accountId);
  };
}

/** The first that was asked without the form before. */
const doneOf = (told: readonly CheckTold[], householdId: string): BackCheckFinished | null =>
  told.find((one) => one.householdId === householdId && one.finished?.blind === true)?.finished ?? null;

type Agreed = Pick<DrawView, 'agreement' | 'notBlind'>;

/** Both forms judged by the round's first standard, as each of its day. */
async function comparer(
  context: Context,
  told: readonly CheckTold[],
  { round, judge }: Comparing,
): Promise<(own: readonly CheckTold[]) => Agreed> {
  const done = told.flatMap(({ finished }) => finished ?? []);
  const firsts = await readForms(context.tx, [...new Set(done.flatMap(({ of }) => of ?? []))]);
  const [rulebook] = round.rulebooks;
  const table = rulebook === undefined ? undefined : (await tablesOfRounds(sqlOfKysely(context.tx), [round]))(round).get(rulebook);
  const classOf = (
    answers: FirstForm['answers'],
    { hamletId, on }: { hamletId: string; on: FirstForm['interviewedOn'] },
  ): string | null => {
    const areaType = isAreaId(hamletId) ? areaAbove(context.tree, hamletId, on, 'commune')?.areaType : null;
    return rulebook === undefined || table === undefined || !areaType
      ? null
      : judge.verdict({ rulebook, table }, answers, { areaType, date: on }).outcome;
  };
  return (own) => {
    const seen = own.flatMap(({ finished }) => finished ?? []);
    const households = [...new Set(seen.map(({ householdId }) => householdId))];
    const checked = households.flatMap((householdId): Checked[] => {
      const again = doneOf(own, householdId);
      const first = again === null ? undefined : firsts.get(again.of ?? '');
      if (again === null || first === undefined) return [];
      const { hamletId, interviewedOn } = first;
      const classes = [
        classOf(first.answers, { hamletId, on: interviewedOn }),
        classOf(again.answers, { hamletId, on: again.interviewedOn as FirstForm['interviewedOn'] }),
      ] as const;
      return [{ first: first.answers, again: again.answers, classes }];
    });
    return { agreement: agreementOf(checked), notBlind: seen.filter(({ blind }) => !blind).length };
  };
}

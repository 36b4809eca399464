/**
 * Communes of the province beside each other (so các xã): points near the cut-off over the whole round, and how far back-checks agree. Read and
 * judged once for all who look, both forms of each household aside; a draw is seen at once, what the books of the hamlets say as it was found.
 */
import { createHash } from 'node:crypto';
import { agreementOf, type Agreement } from '../../core/interview/back-check.ts';
import { type CommuneCount, communesThatStandOut } from '../../core/interview/doubts/communes.ts';
import { areaAbove, areasOn, descendants } from '../../core/kernel/areas.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { CommuneBeside, CommunesBesideView } from '../../core/meeting/back-check-views.ts';
import type { Round } from '../../core/meeting/round.ts';
import type { Context, Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { tablesOfRounds } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { type Agreed, aside, type FormOnDay, type ToAgree } from '../register/aside.ts';
import { keepWholes } from '../register/kept-wholes.ts';
import { areaName } from '../register/rows.ts';
import { countNear, type DrawStored, listDraws, readFormsAgain } from './back-checks-store.ts';

interface Asked extends Pick<Context, 'tree' | 'today'> {
  readonly hamletIds: readonly string[];
  readonly round: Round;
  readonly draws: readonly DrawStored[];
}

interface Found {
  readonly counts: readonly CommuneCount[];
  readonly agreed: ReadonlyMap<string, Agreement>;
}

/** The round of today with the draws that there are; the one before is asked for no more. */
const MOST_KEPT = 4;

type Beside = (
  context: Context,
  of: { readonly provinceId: string; readonly round: Round },
) => Promise<Pick<CommunesBesideView, 'asOf' | 'communes'>>;

/** One per server. */
export function keepBeside(server: Server): Beside {
  const kept = keepWholes<Found, Asked>(server, {
    key: ({ round, draws }) => `${round.roundId} ${printOf(draws)}`,
    compare: async (tx, asked) => {
      const [rulebook] = asked.round.rulebooks;
      const counts = rulebook === undefined ? [] : await countNear(tx, asked.round.roundId, { rulebook, today: asked.today });
      return { counts, agreed: new Map(await aside<Agreed>('back-checks-aside', await toAgree(tx, asked))) };
    },
    size: ({ counts }) => counts.reduce((sum, { near }) => sum + near.of, 0),
    most: MOST_KEPT,
  });
  return async (context, { provinceId, round }) => {
    const { tx, tree, today } = context;
    const draws = await listDraws(tx, { roundId: round.roundId, communeId: null });
    const hamletIds = isAreaId(provinceId) ? descendants(tree, provinceId, today, 'hamlet').map(({ areaId }) => areaId) : [];
    const { found, asOf } = await kept(tx, { hamletIds, round, draws, tree, today }, context);
    return { asOf, communes: viewCommunes(context, draws, found) };
  };
}

/** Draws lie in the books of the offices, which no hamlet's book tells of. */
function printOf(draws: readonly DrawStored[]): string {
  return createHash('sha256')
    .update(draws.map(({ drawId, drawnOn }) => `${drawId} ${drawnOn ?? ''}`).join('\n'))
    .digest('hex');
}

async function toAgree(tx: Tx, { round, draws, tree }: Asked): Promise<ToAgree> {
  const [rulebook] = round.rulebooks;
  const table = rulebook === undefined ? undefined : (await tablesOfRounds(sqlOfKysely(tx), [round]))(round).get(rulebook);
  const formOn = (hamletId: string, on: PlainDate, answers: string): FormOnDay => {
    const areaType = isAreaId(hamletId) ? (areaAbove(tree, hamletId, on, 'commune')?.areaType ?? null) : null;
    return { answers, areaType, on };
  };
  const forms = (await readFormsAgain(tx, draws)).map(({ communeId, hamletId, firstOn, againOn, first, again }) => ({
    communeId,
    first: formOn(hamletId, firstOn, first),
    again: formOn(hamletId, againOn, again),
  }));
  return { forms, standard: rulebook === undefined || table === undefined ? null : { rulebook, table } };
}

function viewCommunes(context: Context, draws: readonly DrawStored[], { counts, agreed }: Found): CommuneBeside[] {
  const out = new Map(communesThatStandOut(counts).map((one) => [one.communeId, one]));
  const all = counts.reduce((sum, { near }) => ({ count: sum.count + near.count, of: sum.of + near.of }), { count: 0, of: 0 });
  const communes = areasOn(context.tree, context.today, 'commune').map(({ areaId }): CommuneBeside => {
    const own = counts.find(({ communeId }) => communeId === areaId)?.near ?? { count: 0, of: 0 };
    return {
      ...{ communeId: areaId, communeName: areaName(context, areaId), own },
      others: { count: all.count - own.count, of: all.of - own.of },
      chance: out.get(areaId)?.chance ?? null,
      drawn: draws.filter(({ communeId }) => communeId === areaId).reduce((sum, { households }) => sum + households.length, 0),
      agreement: agreed.get(areaId) ?? agreementOf([]),
    };
  });
  return communes.toSorted((a, b) => (a.chance ?? 2) - (b.chance ?? 2));
}

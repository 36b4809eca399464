/**
 * What the table screen of a unit can show (chọn biểu, chọn đợt): the rounds there are, the unit as it was on the day of the round
 * shown, the units it lists, and those of that time that held its hamlets where a reform has come between.
 */
import { areaAbove } from '../../core/kernel/areas.ts';
import type { ReportChoice } from '../../core/report/views.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { findRound, listRounds } from './store.ts';
import { dayOf, roundView } from './table.ts';
import { listUnits, type Territory, territoryFor, wayTo } from './territory.ts';

export async function reportChoice(context: Context, areaId: string, roundId: string | null): Promise<ReportChoice> {
  const { tx, tree, today } = context;
  const round = await findRound(tx, roundId);
  if (round === null) throw notFound();
  const day = dayOf(round, today);
  const territory = territoryFor(context, 'read-tables', areaId, day);
  const { area, level } = territory;
  const ref = ({ areaId: id, name }: { readonly areaId: string; readonly name: string }) => ({ areaId: id, name });
  const below = listUnits(tree, territory).filter(({ area: unit, style }) => style === 'row' && unit.areaId !== area.areaId);
  return {
    area: { areaId: area.areaId, name: area.name, level },
    crumbs: wayTo(tree, territory),
    round: roundView(round),
    rounds: (await listRounds(tx)).map(roundView),
    below: below.map(({ area: unit }) => ref(unit)),
    former: unitsThen(context, territory, day).map(ref),
  };
}

/** Units of the same level that held the hamlets on that day, other than the unit itself. */
function unitsThen({ tree }: Pick<Context, 'tree'>, { area, level, hamletIds }: Territory, day: Territory['on']) {
  if (level === 'hamlet') return [];
  const found = new Map(hamletIds.flatMap((id) => areaAbove(tree, id, day, level) ?? []).map((unit) => [unit.areaId, unit] as const));
  found.delete(area.areaId);
  return [...found.values()];
}

/**
 * The seals of all communes of a unit (chốt số liệu của mọi xã): how far each is, by whose hand, with which hash, and what is missing until
 * its figures are sealed.
 */
import { areaAbove } from '../../core/kernel/areas.ts';
import type { RoundView } from '../../core/meeting/views.ts';
import type { SealedUnit } from '../../core/report/views.ts';
import type { Context } from '../http/route.ts';
import { readGates } from '../interview/rounds.ts';
import { areaName } from '../register/rows.ts';
import { partedBySeals, type SealRow } from './seals.ts';
import type { Territory } from './territory.ts';

type Asking = Pick<Context, 'tx' | 'tree' | 'today'>;

/** Null for a commune or a hamlet, whose own page says it. Communes as on the day of the figures, in the order of the tree. */
export async function unitsOf(
  context: Asking,
  { round, territory, seals }: { readonly round: RoundView; readonly territory: Territory; readonly seals: readonly SealRow[] },
): Promise<readonly SealedUnit[] | null> {
  if (territory.level !== 'province' && territory.level !== 'district') return null;
  const gates = await readGates(context.tx, round.roundId);
  // Rounds of older years came in as lists: nobody decided in this system, and nothing is left to decide.
  const listsOnly = round.state === 'closed' && ![...gates.values()].includes('closed');
  const commune = (hamletId: Territory['hamletIds'][number]) => areaAbove(context.tree, hamletId, territory.on, 'commune')?.areaId ?? '';
  return [...Map.groupBy(territory.hamletIds, commune)].map(([areaId, hamletIds]) => {
    const decided = listsOnly || gates.get(areaId) === 'closed';
    return { areaId, name: areaName({ ...context, today: territory.on }, areaId), ...standing(seals, hamletIds, decided) };
  });
}

function standing(seals: readonly SealRow[], hamletIds: readonly string[], decided: boolean): Omit<SealedUnit, 'areaId' | 'name'> {
  const own = seals.filter((seal) => seal.hamletIds.some((id) => hamletIds.includes(id)));
  const { open } = partedBySeals(own, hamletIds);
  const [last] = own;
  const told = { hamlets: hamletIds.length, open: open.length };
  const of = (seal: SealRow | undefined) => ({
    ...{ hash: seal?.hash ?? null, by: seal?.sealedBy ?? null, at: seal?.sealedAt ?? null },
    ...{ answeredBy: seal?.answeredBy ?? null, word: seal?.word ?? null },
  });
  if (open.length === 0 && hamletIds.length > 0) return { state: 'sealed', ...told, ...of(own.find(({ state }) => state === 'sealed')) };
  const asked = own.find(({ state }) => state === 'asked');
  if (asked !== undefined) return { state: 'asked', ...told, ...of(asked) };
  if (last?.state === 'returned') return { state: 'returned', ...told, ...of(last) };
  return { state: decided ? 'official' : 'preliminary', ...told, ...of(undefined) };
}

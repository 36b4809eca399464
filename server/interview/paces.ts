/**
 * How the forms of each enumerator came about in a round (phiếu của từng rà soát viên): how many answers stayed as in the form before, how
 * long a form took, how many the rule of core/interview/haste.ts would look at again. For the commune, which checks before it
 * decides; it accuses nobody. Forms filled in by hand are left out: nobody knows how long they took.
 */
import * as z from 'zod';
import { type PaceRow, paceOf } from '../../core/interview/haste.ts';
import type { PacesView } from '../../core/meeting/views.ts';
import { communeOf, hamletsUnder } from '../access/hamlets-under.ts';
import { mayOrThrow, route, type Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findRoundToShow, viewRound } from './rounds.ts';
import { readTold, secondsOf, type Told } from './told-forms.ts';

export function paceRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/paces',
    params: z.strictObject({ areaId: z.string().max(40) }),
    query: z.strictObject({ round: z.uuid().optional() }),
    handle: async (context, { params, query }): Promise<PacesView> => {
      mayOrThrow(context, 'check-interviews', params.areaId);
      const hamletIds = hamletsUnder(context, params.areaId);
      const standing = await findRoundToShow(context.tx, query.round, communeOf(context, params.areaId));
      if (standing === null) return { round: null, rows: [] };
      return { round: viewRound(standing), rows: await readPaces(context.tx, standing.round.roundId, hamletIds) };
    },
  });
}

/** Most unchanged first; those of whom no household had a form before come last. */
async function readPaces(tx: Tx, roundId: string, hamletIds: readonly string[]): Promise<readonly PaceRow[]> {
  const found = new Map<string, Sum>();
  for await (const told of readTold(tx, roundId, hamletIds)) add(found, told);
  const rows = [...found.values()].map(({ minutes, ...sum }): PaceRow => ({ ...sum, minutes: medianOf(minutes) }));
  return rows.toSorted((a, b) => shareOf(b) - shareOf(a) || (a.name < b.name ? -1 : 1));
}

const shareOf = ({ compared, unchanged }: PaceRow): number => (compared === 0 ? -1 : unchanged / compared);

interface Sum extends Omit<PaceRow, 'minutes'> {
  readonly minutes: readonly number[];
}

function add(found: Map<string, Sum>, told: Told): void {
  const { accountId, name, answers, before } = told;
  const pace = paceOf(answers, before, secondsOf(told));
  const sum = found.get(accountId) ?? { accountId, name, forms: 0, again: 0, compared: 0, unchanged: 0, hasty: 0, minutes: [] };
  found.set(accountId, {
    ...{ accountId, name, forms: sum.forms + 1, hasty: sum.hasty + Number(pace.hasty) },
    again: sum.again + Number(pace.unchanged !== null),
    compared: sum.compared + (pace.unchanged === null ? 0 : pace.answers),
    unchanged: sum.unchanged + (pace.unchanged ?? 0),
    minutes: pace.minutes === null ? sum.minutes : [...sum.minutes, pace.minutes],
  });
}

/** The lower one of two in the middle. */
function medianOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;
}

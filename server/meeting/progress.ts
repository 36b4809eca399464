/**
 * The public progress of the round (tiến độ rà soát công khai): per commune, counts only and no name. Runs for nobody, whom
 * row security shows no household, so the counts come from a function of the database that gives these numbers alone.
 */
import { sql } from 'kysely';
import { areasOn } from '../../core/kernel/areas.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import type { PublicProgress } from '../../core/report/views.ts';
import { getInstallation } from '../access/installation.ts';
import type { ReadTree } from '../access/areas.ts';
import type { OpenContext } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { findRoundToShow, gateState, viewRound } from '../interview/rounds.ts';

export interface ProgressOptions {
  readonly readTree: ReadTree;
  readonly provisional: (standing: RoundStanding | null) => boolean;
}

export async function viewProgress({ tx, today }: OpenContext, options: ProgressOptions): Promise<PublicProgress> {
  const { provinceName, demonstration } = await getInstallation(tx);
  const standing = await findRoundToShow(tx, undefined);
  const tree = await options.readTree(tx);
  const counts = new Map((await readProgress(tx, standing?.round.roundId ?? null, today)).map((row) => [row.communeId, row]));
  const gates = standing === null ? new Map<string, string>() : await readGates(tx, standing.round.roundId);
  const communes = areasOn(tree, today, 'commune').filter(({ areaId }) => gates.has(areaId) || counts.has(areaId));
  return {
    province: provinceName,
    round: standing === null ? null : viewRound(standing),
    communes: communes.map(({ areaId, name }) => {
      const { households, listed, interviewed } = counts.get(areaId) ?? { households: 0, listed: 0, interviewed: 0 };
      const gate = gates.get(areaId);
      return { name, households, listed, interviewed, decided: gate === 'closed', gate: gate === undefined ? null : gateState(gate) };
    }),
    provisional: options.provisional(standing),
    demonstration,
  };
}

interface ProgressRow {
  readonly communeId: string;
  readonly households: number;
  readonly listed: number;
  readonly interviewed: number;
}

async function readProgress(tx: Tx, roundId: string | null, today: string): Promise<readonly ProgressRow[]> {
  const { rows } = await sql<ProgressRow>`
    select commune_id as "communeId", households, listed, interviewed from public_progress(${roundId}::uuid, ${today}::date)`.execute(tx);
  return rows;
}

async function readGates(tx: Tx, roundId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ communeId: string; gate: string }>`
    select commune_id as "communeId", gate from round_commune where round_id = ${roundId}`.execute(tx);
  return new Map(rows.map((row) => [row.communeId, row.gate]));
}

/**
 * Draws of interviews that are held once more, for everybody (hậu kiểm công khai): of each round and commune the number, since when it was told
 * where it comes from, how many were drawn of how many, and the print by which anybody who has the list draws again. No name, no household.
 */
import { sql } from 'kysely';
import { areaAbove, periodAt, periodsOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { DrawFigures, PublicBackChecks } from '../../core/meeting/back-check-views.ts';
import { openRouteWithoutTransaction, type Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import type { ReadTree } from '../access/areas.ts';
import { readAllRounds, viewRound } from '../interview/rounds.ts';
import { figuresOf } from './back-checks-store.ts';

export function publicBackCheckRoutes(server: Server, readTree: ReadTree): void {
  openRouteWithoutTransaction(server, {
    method: 'GET',
    url: '/api/public/back-checks',
    perMinute: 6_000,
    handle: ({ db, today }) => asActor(db, publicScope(today), (tx) => viewPublicBackChecks(tx, today, readTree)),
  });
}

/** The latest round first; communes by name as lists have them. */
async function viewPublicBackChecks(tx: Tx, today: PlainDate, readTree: ReadTree): Promise<PublicBackChecks> {
  const { rows } = await sql<DrawFigures & { readonly roundId: string; readonly communeId: string }>`
    select round_id as "roundId", commune_id as "communeId", size, source, announced_on as "announcedOn", seed_on as "seedOn", seed,
           drawn_on as "drawnOn", frame, frame_hash as "frameHash", drawn
      from public_back_checks() order by announced_on desc, seed_on desc, commune_id`.execute(tx);
  if (rows.length === 0) return { rounds: [] };
  const tree = await readTree(tx);
  const nameOf = (areaId: string): string => {
    if (!isAreaId(areaId)) return '';
    const period = periodAt(tree, areaId, today) ?? periodsOf(tree, areaId).at(-1);
    return period?.name ?? areaAbove(tree, areaId, today, 'commune')?.name ?? '';
  };
  const rounds = (await readAllRounds(tx)).map(viewRound).toSorted((a, b) => (a.opensOn < b.opensOn ? 1 : -1));
  return {
    rounds: rounds.flatMap((round) => {
      const own = Map.groupBy(
        rows.filter(({ roundId }) => roundId === round.roundId),
        ({ communeId }) => communeId,
      );
      if (own.size === 0) return [];
      const communes = [...own].map(([communeId, draws]) => ({ name: nameOf(communeId), draws: draws.map(figuresOf) }));
      return [{ round, communes: communes.sort((a, b) => a.name.localeCompare(b.name, 'vi')) }];
    }),
  };
}

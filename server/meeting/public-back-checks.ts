/**
 * Draws of interviews that are held once more, for everybody (hậu kiểm công khai): of each round and commune the number, since when it was told
 * where it comes from, how many were drawn of how many, and the print by which anybody who has the list draws again. No name, no household.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { areaAbove, periodAt, periodsOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { DrawFigures, PublicBackChecks } from '../../core/meeting/back-check-views.ts';
import { type OpenContextWithoutTx, openRouteWithoutTransaction, type Server } from '../http/route.ts';
import { together } from '../http/together.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import { type PlainDate, yearOf } from '../../core/kernel/dates.ts';
import type { ReadTree } from '../access/areas.ts';
import { readAllRounds, viewRound } from '../interview/rounds.ts';
import { figuresOf } from './back-checks-store.ts';

export function publicBackCheckRoutes(server: Server, readTree: ReadTree): void {
  const readAll = together(({ db, today }: OpenContextWithoutTx) =>
    asActor(db, publicScope(today), (tx) => readRoundsDrawn(tx, today, readTree)),
  );
  // The portal asks for all its readers, from one address.
  openRouteWithoutTransaction(server, {
    method: 'GET',
    url: '/api/public/back-checks',
    query: z.strictObject({
      year: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
    }),
    perMinute: 6_000,
    handle: async (context, { query }) =>
      viewYear(await readAll(context), { today: context.today, year: query.year === undefined ? null : Number(query.year) }),
  });
}

/** Of the rounds that began in that year, or without one in this year and the one before. */
function viewYear(all: RoundsDrawn, { today, year }: { readonly today: PlainDate; readonly year: number | null }): PublicBackChecks {
  const latest = yearOf(today) - 1;
  const began = ({ round }: RoundsDrawn[number]): number => Number(round.opensOn.slice(0, 4));
  const years = new Set(all.map(began).filter((one) => one < latest));
  return { year, rounds: all.filter((one) => (year === null ? began(one) >= latest : began(one) === year)), earlier: [...years] };
}

type RoundsDrawn = PublicBackChecks['rounds'];

/** The latest round first; communes by name as lists have them. */
async function readRoundsDrawn(tx: Tx, today: PlainDate, readTree: ReadTree): Promise<RoundsDrawn> {
  const { rows } = await sql<DrawFigures & { readonly roundId: string; readonly communeId: string }>`
    select round_id as "roundId", commune_id as "communeId", size, source, announced_on as "announcedOn", seed_on as "seedOn", seed,
           drawn_on as "drawnOn", frame, frame_hash as "frameHash", drawn
      from public_back_checks() order by announced_on desc, seed_on desc, commune_id`.execute(tx);
  if (rows.length === 0) return [];
  const tree = await readTree(tx);
  const nameOf = (areaId: string): string => {
    if (!isAreaId(areaId)) return '';
    const period = periodAt(tree, areaId, today) ?? periodsOf(tree, areaId).at(-1);
    return period?.name ?? areaAbove(tree, areaId, today, 'commune')?.name ?? '';
  };
  const rounds = (await readAllRounds(tx)).map(viewRound).toSorted((a, b) => (a.opensOn < b.opensOn ? 1 : -1));
  const byRound = Map.groupBy(rows, ({ roundId }) => roundId);
  return rounds.flatMap((round) => {
    const own = Map.groupBy(byRound.get(round.roundId) ?? [], ({ communeId }) => communeId);
    if (own.size === 0) return [];
    const communes = [...own].map(([communeId, draws]) => ({ name: nameOf(communeId), draws: draws.map(figuresOf) }));
    return [{ round, communes: communes.sort((a, b) => a.name.localeCompare(b.name, 'vi')) }];
  });
}

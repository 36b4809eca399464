/**
 * The numbers of a year, of tables and of movements, counted once for each state of a hamlet's past (số liệu giữ theo ấp): every number of
 * any unit at any date is a sum over hamlets. Kept is only what is the same for every reader; what a reader may not see of a household
 * that has moved away is left out when it is asked for. `ANEW` counts everything again.
 */
import { sql } from 'kysely';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { CHANGED_LISTS, type ChangedList } from '../../core/report/changes.ts';
import { countOf, FIGURE_IDS, type FigureId } from '../../core/report/figure-ids.ts';
import type { LateCount } from '../../core/report/late.ts';
import type { Tx } from '../http/transaction.ts';
import { type KeptCounts, keepCounts } from '../register/kept-counts.ts';
import { readChanged } from './changes-store.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { countBehind, type Counted, countFigures, householdsOf, pageOfFigure } from './counting.ts';
import { keepPages } from './kept-pages.ts';
import { closedAt, countLate, type LateAsked, type LatePart, readLate, sumLate } from './late.ts';
import { type Moved, readMoved, tellMoved } from './moved.ts';
import { type Figures, sealedFigures, withSeals } from './seals.ts';

export interface Counting {
  /** By hamlet; one where nothing is counted is absent. Where they are sealed, the sealed numbers. */
  readonly figures: Figures;
  /** As the register has it now, sealed or not. */
  readonly unsealed: Figures;
  /** As the reader sees them, in the order of the hamlets given, then of names. */
  readonly moved: (tx: Tx, at: Counted, list: ChangedList) => Promise<readonly Moved[]>;
  readonly late: (tx: Tx, asked: LateAsked) => Promise<LateCount>;
  /** How many households are behind a figure, whatever it adds up. */
  readonly behind: (tx: Tx, at: Counted, id: FigureId) => Promise<number>;
  /** Some of them, as `pageOfFigure` says. */
  readonly page: typeof pageOfFigure;
}

export const ANEW: Counting = {
  ...{ figures: withSeals(countFigures, sealedFigures(false)), unsealed: countFigures },
  ...{ moved: readMoved, late: countLate, behind: countBehind, page: pageOfFigure },
};

/** The days and standards that people look at in turn. */
const MOST_KEYS = 16;

/** One per server. */
export function keepCounting(): Counting {
  const unsealed = keepFigures();
  const figures = withSeals(unsealed, sealedFigures(true));
  return { figures, unsealed, moved: keepMoved(), late: keepLate(), behind: keepBehind(unsealed), page: keepPages() };
}

// ---- figures -----------------------------------------------------------------------------------------------------------

/** Which table a figure is counted from does not depend on the standard. */
const idsFrom = (from: Clause['from']): readonly FigureId[] => FIGURE_IDS.filter((id) => clausesOf(RULEBOOK_IDS[0]).get(id)?.from === from);

const SOURCES = [
  { ids: idsFrom('home'), key: ({ end }: Counted) => end },
  { ids: idsFrom('line'), key: ({ start, end, rulebook }: Counted) => `${start} ${end} ${rulebook}` },
];

const NOTHING = new Int32Array(0);

function keepFigures(): Figures {
  const sources = SOURCES.map(({ ids, key }) => ({ places: new Map(ids.map((id, place) => [id, place])), kept: keepSource(ids, key) }));
  return async (tx, at, ids) => {
    const found = new Map<string, Partial<Record<FigureId, number>>>();
    for (const { places, kept } of sources) {
      const asked = ids.flatMap((id): [FigureId, number][] => {
        const place = places.get(id);
        return place === undefined ? [] : [[id, place]];
      });
      if (asked.length === 0) continue;
      for (const [hamletId, numbers] of await kept(tx, at, at.hamletIds)) {
        if (numbers.length === 0) continue;
        const counts = found.get(hamletId) ?? {};
        for (const [id, place] of asked) counts[id] = numbers[place] ?? 0;
        found.set(hamletId, counts);
      }
    }
    return found;
  };
}

/** All figures of the source at once: whoever looks at one table looks at the next. */
function keepSource(ids: readonly FigureId[], key: (at: Counted) => string): KeptCounts<Int32Array, Counted> {
  return keepCounts({
    ...{ key, none: NOTHING, past: true, most: MOST_KEYS },
    count: async (tx, at, hamletIds) => {
      const counted = await countFigures(tx, { ...at, hamletIds }, ids);
      return new Map([...counted].map(([hamletId, counts]) => [hamletId, Int32Array.from(ids, (id) => countOf(counts, id))]));
    },
  });
}

function keepBehind(figures: Figures): Counting['behind'] {
  return async (tx, at, id) => {
    const households = householdsOf(at.rulebook, id);
    if (households === null) return countBehind(tx, at, id);
    return [...(await figures(tx, at, [households])).values()].reduce((sum, counts) => sum + countOf(counts, households), 0);
  };
}

// ---- movements ---------------------------------------------------------------------------------------------------------

interface KeptMove {
  readonly list: ChangedList;
  readonly nowIn: string | null;
  readonly seen: Moved;
  /** What is told of it to those who do not reach it any more. */
  readonly unseen: Moved;
}

function keepMoved(): Counting['moved'] {
  const kept: KeptCounts<readonly KeptMove[], Counted> = keepCounts({
    ...{ key: ({ start, end, rulebook }: Counted) => `${start} ${end} ${rulebook}`, none: [], past: true, most: MOST_KEYS },
    count: async (tx, at, hamletIds) => {
      const moves: KeptMove[] = [];
      for (const list of CHANGED_LISTS) moves.push(...(await movesOn(tx, { ...at, hamletIds }, list)));
      return Map.groupBy(moves, ({ seen }) => seen.hamletId);
    },
  });
  return async (tx, at, list) => {
    const byHamlet = await kept(tx, at, at.hamletIds);
    const moves = at.hamletIds.flatMap((hamletId) => byHamlet.get(hamletId)?.filter((move) => move.list === list) ?? []);
    const away = moves.flatMap(({ nowIn, seen }) => (nowIn === null || nowIn === seen.hamletId ? [] : [nowIn]));
    const reached = away.length === 0 ? new Set<string>() : await readReached(tx, away);
    const reaches = ({ nowIn, seen }: KeptMove) => nowIn === seen.hamletId || (nowIn !== null && reached.has(nowIn));
    if (moves.every(reaches)) return moves.map(({ seen }) => seen);
    return [...Map.groupBy(moves, ({ seen }) => seen.hamletId).values()].flatMap((here) => [
      ...here.filter(reaches).map(({ seen }) => seen),
      // Without a name to order them by.
      ...here
        .filter((move) => !reaches(move))
        .map(({ unseen }) => unseen)
        .sort((a, b) => (a.householdId < b.householdId ? -1 : 1)),
    ]);
  };
}

async function movesOn(tx: Tx, at: Counted, list: ChangedList): Promise<readonly KeptMove[]> {
  const rulebook = rulebookById(at.rulebook);
  return (await readChanged(tx, at, list)).flatMap((row) => {
    const seen = tellMoved(rulebook, row, list);
    const unseen = tellMoved(rulebook, { ...row, before: null, after: null }, list);
    return seen === null || unseen === null ? [] : [{ list, nowIn: row.nowIn, seen, unseen }];
  });
}

async function readReached(tx: Tx, hamletIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ hamletId: string }>`
    select hamlet_id as "hamletId" from head where hamlet_id = any (${[...new Set(hamletIds)]}::text[])`.execute(tx);
  return new Set(rows.map(({ hamletId }) => hamletId));
}

// ---- late acts ---------------------------------------------------------------------------------------------------------

function keepLate(): Counting['late'] {
  type Closed = LateAsked & { readonly closed: string };
  const kept: KeptCounts<readonly LatePart[], Closed> = keepCounts({
    ...{ key: ({ roundId, end, closed }: Closed) => `${roundId} ${end} ${closed}`, none: [], past: true, most: MOST_KEYS },
    count: async (tx, asked, hamletIds) => Map.groupBy(await readLate(tx, { ...asked, hamletIds }), ({ hamletId }) => hamletId),
  });
  return async (tx, asked) => {
    const closed = await closedAt(tx, asked.roundId);
    if (closed === null) return { acts: 0, households: 0 };
    return sumLate([...(await kept(tx, { ...asked, closed }, asked.hamletIds)).values()].flat());
  };
}

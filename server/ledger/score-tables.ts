/**
 * The score tables that rounds name (bảng điểm của từng đợt), found by their hash: the program's own, or one that came in and
 * lies in the ledger. What a hash names never changes, so that one found once is kept for the process.
 */
import { hashOfTable, nameTable, type NamedTable, ownTable } from '../../core/classify/score-table-record.ts';
import type { ScoreTable } from '../../core/classify/score-table.ts';
import { RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import { type Round, tableNamedIn } from '../../core/meeting/round.ts';
import type { Sql } from './sql.ts';
import { sha256 } from './tools.ts';
import type { RoundNow } from './parts/world.ts';

type Tables = ReadonlyMap<RulebookId, ScoreTable>;
type Naming = Pick<Round, 'rulebooks' | 'tables'>;

const OWN = new Map(RULEBOOK_IDS.map((id) => [id, nameTable(sha256, id, ownTable(id))]));
/** Oldest first; more than a province ever names at once. */
const KEPT = 64;
const kept = new Map<string, ScoreTable>(RULEBOOK_IDS.map((id) => [ownName(id).hash, ownTable(id)]));

export function ownName(rulebook: RulebookId): NamedTable {
  const own = OWN.get(rulebook);
  if (own === undefined) throw new RangeError(`No rulebook ${rulebook}.`);
  return own;
}

export function isOwn({ rulebook, hash }: NamedTable): boolean {
  return ownName(rulebook).hash === hash;
}

/** Throws where a round names a table that is neither the program's nor in the ledger: nothing may be judged by another. */
export async function tablesOfRounds(sql: Sql, rounds: readonly Naming[]): Promise<(round: Naming) => Tables> {
  const named = rounds.flatMap((round) => round.tables ?? []).filter(({ hash }) => !kept.has(hash));
  if (named.length > 0) await keep(sql, [...new Set(named.map(({ hash }) => hash))]);
  return (round) =>
    new Map(
      round.rulebooks.map((rulebook) => {
        const name = tableNamedIn(round, rulebook) ?? { hash: ownName(rulebook).hash };
        const table = kept.get(name.hash);
        if (table === undefined) throw new Error(`A round names score table ${name.hash} of ${rulebook}, which is nowhere.`);
        return [rulebook, table];
      }),
    );
}

/** As a face gets them. */
export async function listTables(sql: Sql, round: Naming): Promise<{ rulebook: RulebookId; table: ScoreTable }[]> {
  return [...(await tablesOfRounds(sql, [round]))(round)].map(([rulebook, table]) => ({ rulebook, table }));
}

export function tableIn(standing: Pick<RoundNow, 'tables'> | undefined, rulebook: RulebookId): ScoreTable {
  const table = standing?.tables.get(rulebook);
  if (table === undefined) throw new Error(`The round has no score table of ${rulebook}.`);
  return table;
}

async function keep(sql: Sql, hashes: readonly string[]): Promise<void> {
  const rows = await sql.query<{ rulebook: RulebookId; hash: string; body: ScoreTable }>(
    'select rulebook, hash, body from score_table where hash = any ($1::text[])',
    [hashes],
  );
  for (const { rulebook, hash, body } of rows) {
    if (hashOfTable(sha256, rulebook, body) !== hash) throw new Error(`Score table ${hash} is not what its name says.`);
    kept.set(hash, body);
  }
  const spare = [...kept.keys()].filter((hash) => !RULEBOOK_IDS.some((id) => ownName(id).hash === hash) && !hashes.includes(hash));
  for (const hash of spare.slice(0, Math.max(0, kept.size - KEPT))) kept.delete(hash);
}

export interface TableInForce {
  readonly name: NamedTable;
  readonly table: ScoreTable;
}

/** Of each rulebook the table that a round opened now would have: the last that came in, else the program's own. */
export async function tablesInForce(sql: Sql): Promise<ReadonlyMap<RulebookId, TableInForce>> {
  const rows = await sql.query<{ rulebook: RulebookId; hash: string; body: ScoreTable }>(
    'select distinct on (rulebook) rulebook, hash, body from score_table order by rulebook, version desc',
  );
  return new Map(
    RULEBOOK_IDS.map((id) => {
      const row = rows.find(({ rulebook }) => rulebook === id);
      const own = { name: ownName(id), table: ownTable(id) };
      return [id, row === undefined ? own : { name: nameTable(sha256, id, row.body), table: row.body }];
    }),
  );
}

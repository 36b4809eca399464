/**
 * A score table that came in from outside, as the ledger keeps it (bảng điểm B1 được nhập): whole, with who approved it and
 * when, and named by its hash. A round names by it the table of each of its rulebooks; what it names is what is judged with,
 * on the server and on the phone. What a table must hold is `score-table.ts`.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { canonical } from '../ledger/canonical.ts';
import { toHex } from '../ledger/chain.ts';
import type { Hash } from '../ledger/event.ts';
import { daySchema, hashSchema, lineSchema } from '../ledger/fields.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { rulebookById } from './rulebooks.ts';
import { AREA_TYPES, checkTable, ITEM_NAMES, MOST_POINTS, type ScoreTable, type TableProblem } from './score-table.ts';
import { TABLE_STATUSES } from './table-status.ts';
import { RULEBOOK_IDS, type RulebookId } from './verdict.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

const rowSchema = record('score table row', {
  item: operation(z.enum(ITEM_NAMES)),
  option: operation(z.string().max(40)),
  areaType: operation(z.enum(AREA_TYPES)),
  points: operation(z.int().min(0).max(MOST_POINTS)),
  source: operation(lineSchema(300)),
}).schema;

export const scoreTableSchema = record('score table', {
  id: operation(z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/)),
  version: operation(z.int().min(1).max(9_999)),
  status: operation(z.enum(TABLE_STATUSES)),
  region: operation(z.literal('MKD')),
  source: operation(lineSchema(300)),
  approver: field(lineSchema(200).nullable(), RULES.staff),
  approvedOn: operation(daySchema.nullable()),
  rows: operation(z.array(rowSchema).min(1).max(2_000).readonly()),
}).schema;

/** From now on rounds that open judge with this table under that rulebook; those that are open keep theirs. */
export const scoreTableSet = record('score table set', {
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  /** SHA-256 of the rulebook and the canonical text of the table. */
  hash: operation(hashSchema),
  table: operation(scoreTableSchema),
}).schema;
export type ScoreTableSet = z.infer<typeof scoreTableSet>;

/** How a round names a table. */
export const namedTableSchema = z.strictObject({
  rulebook: z.enum(RULEBOOK_IDS),
  id: z.string(),
  version: z.int(),
  status: z.enum(TABLE_STATUSES),
  hash: hashSchema,
});
export type NamedTable = z.infer<typeof namedTableSchema>;

export function hashOfTable(hash: Hash, rulebook: RulebookId, table: ScoreTable): string {
  return toHex(hash(`vuon score table\n${rulebook}\n`, canonical(table)));
}

export function nameTable(hash: Hash, rulebook: RulebookId, table: ScoreTable): NamedTable {
  const { id, version, status } = table;
  return { rulebook, id, version, status, hash: hashOfTable(hash, rulebook, table) };
}

/** The table that the program brings along. */
export function ownTable(rulebook: RulebookId): ScoreTable {
  return rulebookById(rulebook).table;
}

/** The id under which tables that come in for a rulebook are numbered; verdicts name `id@version`. */
export function importedTableId(rulebook: RulebookId): string {
  return `b1-mkd-${rulebook}`;
}

export type SetProblem =
  | TableProblem
  | { readonly code: 'score-table-id' | 'score-table-hash' | 'score-approval-missing' }
  | { readonly code: 'score-approval-in-future'; readonly day: string };

/** Whether the table may be set at all, whatever was set before. An official one has an approver and a day, not after today. */
export function checkTableSet(body: ScoreTableSet, around: { readonly hash: Hash; readonly today: string }): Result<true, SetProblem> {
  const { rulebook, table, hash } = body;
  if (table.id !== importedTableId(rulebook)) return fail({ code: 'score-table-id' });
  if (hash !== hashOfTable(around.hash, rulebook, table)) return fail({ code: 'score-table-hash' });
  const whole = checkTable(table);
  if (!whole.ok) return whole;
  if (table.status === 'official' && (table.approver === null || table.approvedOn === null))
    return fail({ code: 'score-approval-missing' });
  if (table.approvedOn !== null && table.approvedOn > around.today)
    return fail({ code: 'score-approval-in-future', day: table.approvedOn });
  return ok(true);
}

/** A new version may be so far beyond the last one: one mistyped number must not use up all that could follow. */
const VERSIONS_AHEAD = 100;

export interface VersionProblem {
  readonly code: 'score-table-version-used' | 'score-table-version-far';
  /** The last one, or the highest that may follow. */
  readonly version: number;
}

/** What stands against a version after `last`, 0 where none came in yet. */
export function versionFault(version: number, last: number): VersionProblem | null {
  if (version <= last) return { code: 'score-table-version-used', version: last };
  return version > last + VERSIONS_AHEAD ? { code: 'score-table-version-far', version: last + VERSIONS_AHEAD } : null;
}

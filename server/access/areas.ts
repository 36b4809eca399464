/**
 * The area tree that requests use (cây đơn vị): built from the database once and kept while its rows stay the same, which
 * each request checks. Reading it at a date is core/kernel/areas.
 */
import { sql } from 'kysely';
import { AREA_KINDS, AREA_LEVELS, type AreaRows, type AreaTree, buildAreaTree } from '../../core/kernel/areas.ts';
import { date, type PlainDate } from '../../core/kernel/dates.ts';
import { type AreaId, isAreaId } from '../../core/kernel/ids.ts';
import { runPrepared } from '../db/connection.ts';
import type { Tx } from '../http/transaction.ts';

export type ReadTree = (tx: Tx) => Promise<AreaTree>;

/** One per server. */
export function keepAreaTree(): ReadTree {
  let kept: { stamp: string; tree: AreaTree } | undefined;
  return async (tx) => {
    const stamp = await readStamp(tx);
    if (kept?.stamp !== stamp) kept = { stamp, tree: buildAreaTree(await readRows(tx)) };
    return kept.tree;
  };
}

/** Every insert, update or delete of a row changes it. */
async function readStamp(tx: Tx): Promise<string> {
  const rows = await runPrepared(
    tx,
    sql<{ stamp: string }>`
    select (select count(*) || '/' || coalesce(sum(xmin::text::bigint), 0) from area_period) || ' ' ||
           (select count(*) || '/' || coalesce(sum(xmin::text::bigint), 0) from area_lineage) as stamp`,
  );
  return rows[0]?.stamp ?? '';
}

async function readRows(tx: Tx): Promise<AreaRows> {
  const areas = await sql<{ id: string; level: string }>`select area_id as id, level from area`.execute(tx);
  const periods = await sql<PeriodRow>`
    select area_id as "areaId", valid_from as "from", valid_to as "to", code, name, kind, area_type as "areaType",
           parent_id as "parentId", synthetic from area_period`.execute(tx);
  const lineage = await sql<{ from: string; to: string; date: string; how: string }>`
    select from_id as "from", to_id as "to", on_date as date, how from area_lineage where how in ('whole', 'part')`.execute(tx);
  return {
    areas: areas.rows.map(({ id, level }) => ({ id: areaId(id), level: oneOf(AREA_LEVELS, level) })),
    periods: periods.rows.map((row) => ({
      ...row,
      areaId: areaId(row.areaId),
      parentId: row.parentId === null ? null : areaId(row.parentId),
      from: date(row.from),
      to: dateOrNull(row.to),
      kind: oneOf(AREA_KINDS, row.kind),
    })),
    lineage: lineage.rows.map((row) => ({
      from: areaId(row.from),
      to: areaId(row.to),
      date: date(row.date),
      how: row.how === 'whole' ? 'whole' : 'part',
    })),
  };
}

interface PeriodRow {
  readonly areaId: string;
  readonly from: string;
  readonly to: string | null;
  readonly code: string | null;
  readonly name: string;
  readonly kind: string;
  readonly areaType: 'rural' | 'urban' | null;
  readonly parentId: string | null;
  readonly synthetic: boolean;
}

const dateOrNull = (text: string | null): PlainDate | null => (text === null ? null : date(text));

function areaId(text: string): AreaId {
  if (!isAreaId(text)) throw new Error('The database holds an area id of another form.');
  return text;
}

function oneOf<const T extends string>(known: readonly T[], text: string): T {
  const found = known.find((each) => each === text);
  if (found === undefined) throw new Error(`The database holds an area of an unknown kind or level: ${text}`);
  return found;
}

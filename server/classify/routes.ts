/**
 * Score tables over the network (đường dẫn bảng điểm B1): those in force, the sheet to fill in, a sheet looked at, set, or given back
 * with the rows that could not be taken. For whoever may set one; that a table is illustrative or official every page says itself.
 */
import { Buffer } from 'node:buffer';
import * as z from 'zod';
import { TABLE_STATUSES } from '../../core/classify/table-status.ts';
import type { ScoreTablesView, TableLook } from '../../core/classify/score-table-view.ts';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { daySchema, lineSchema } from '../../core/ledger/fields.ts';
import { getInstallation } from '../access/installation.ts';
import { HttpProblem } from '../http/problem.ts';
import { type ContextWithoutTx, mayOrThrow, routeWithoutTransaction, sendFile, type Server } from '../http/route.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { tablesInForce } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { readTextRows } from '../register/sheet-rows.ts';
import { refusedSheet, tableSheet } from './score-sheet.ts';
import { type Looked, lookAtTable, setTable, viewTables } from './score-tables.ts';

/** A table is a few hundred rows. */
const SHEET_BYTES = 2 * 1_048_576;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const rulebook = z.enum(RULEBOOK_IDS);

const sheetBody = z.strictObject({
  rulebook,
  name: z.string().trim().min(1).max(200),
  base64: z.base64().max(SHEET_BYTES),
  given: z.strictObject({
    version: z.int().min(1).max(9_999).nullable(),
    status: z.enum(TABLE_STATUSES).nullable(),
    source: lineSchema(300).nullable(),
    approver: lineSchema(200).nullable(),
    approvedOn: daySchema.nullable(),
  }),
  lang: z.enum(['vi', 'en']).default('vi'),
  /** `look` writes nothing, `set` sets the table when it is whole, `refused` gives the rows back that cannot be taken. */
  want: z.enum(['look', 'set', 'refused']),
});

export function scoreTableRoutes(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/score-tables',
    handle: (context): Promise<ScoreTablesView> => allowed(context, async (tx) => viewTables(tx)),
  });
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/score-tables/:rulebook/sheet',
    params: z.strictObject({ rulebook }),
    handle: async (context, { params }) => {
      const line = await allowed(context, async (tx) => (await tablesInForce(sqlOfKysely(tx))).get(params.rulebook));
      if (line === undefined) throw new HttpProblem(404, 'not-found');
      return sendFile(context.reply, {
        name: `bang-diem-${params.rulebook}.xlsx`,
        type: XLSX,
        bytes: await tableSheet(params.rulebook, line.table, null),
      });
    },
  });
  sheetRoute(server);
}

function sheetRoute(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/score-tables',
    body: sheetBody,
    bodyLimit: SHEET_BYTES + 65_536,
    perMinute: 30,
    handle: async (context, { body }) => {
      await allowed(context, async () => null);
      const rows = await readTextRows({ name: body.name, bytes: Buffer.from(body.base64, 'base64') });
      if (!rows.ok) throw new HttpProblem(400, rows.error.code, { file: body.name });
      const asked = { rulebook: body.rulebook, rows: rows.value, given: body.given, language: body.lang };
      const looked = await allowed(context, (tx) => lookAtTable(tx, asked, context.today));
      if (!looked.ok) throw new HttpProblem(400, looked.error.code);
      if (body.want === 'set') return write(context, looked.value);
      if (body.want === 'look') return looked.value.look;
      const bytes = await refusedSheet(rows.value, looked.value.look.refused);
      if (bytes === null) throw new HttpProblem(404, 'not-found');
      return sendFile(context.reply, { name: 'dong-bi-tra-lai.xlsx', type: XLSX, bytes });
    },
  });
}

async function write(context: ContextWithoutTx, { look, body }: Looked): Promise<TableLook> {
  if (look.state === 'known') return look;
  if (look.problem !== null) throw new HttpProblem(409, look.problem.code, look.problem);
  if (body === null || look.state !== 'ready') throw new HttpProblem(409, 'score-table-not-whole');
  const { db, actor, scope, now, today } = context;
  const problem = await setTable(db, { actor, scope }, body, { now, today });
  if (problem !== null) throw new HttpProblem(409, problem.code, problem);
  return { ...look, state: 'set' };
}

/** In the scope of whoever may set a table; throws for everybody else. */
function allowed<T>(context: ContextWithoutTx, ask: (tx: Tx) => Promise<T>): Promise<T> {
  return asActor(context.db, context.scope, async (tx) => {
    mayOrThrow(context, 'set-score-table', (await getInstallation(tx)).provinceId);
    return ask(tx);
  });
}

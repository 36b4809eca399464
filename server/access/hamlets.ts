/**
 * Hamlets over the network (ấp, khóm, khu qua mạng): how many each commune has, and a province's own list of them, looked at before
 * anything is written. For the administrator; hamlets that move or end are a reform (`areas-reformed`).
 */
import { createHash } from 'node:crypto';
import { type HamletPlan, planHamlets } from '../../core/access/hamlet-sheet.ts';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { HamletSheetView, HamletsView } from '../../core/access/views.ts';
import { areasOn, descendants } from '../../core/kernel/areas.ts';
import { uuidFrom } from '../../core/kernel/ids.ts';
import { nameKey } from '../../core/kernel/text.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type ContextWithoutTx, routeWithoutTransaction, sendFile, type Server } from '../http/route.ts';
import { returnedRows } from './account-sheets.ts';
import { act, readProvince } from './accounts.ts';
import { type ReadRows, rowsOf, SHEET_ROUTE, XLSX } from './sheet-body.ts';

const AT_ONCE = 500;

export function hamletRoutes(server: Server, readRows: ReadRows): void {
  returnedRoute(server, readRows);
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/hamlets',
    handle: async (context): Promise<HamletsView> => {
      await mayManage(context);
      const { tree, today } = context;
      const communes = areasOn(tree, today, 'commune').map(({ areaId, name, code }) => {
        const hamlets = descendants(tree, areaId, today, 'hamlet');
        return { areaId, name, code: code ?? '', hamlets: hamlets.length, synthetic: hamlets.filter((each) => each.synthetic).length };
      });
      return { communes };
    },
  });
  routeWithoutTransaction(server, {
    ...SHEET_ROUTE,
    url: '/api/hamlets/sheet',
    handle: async (context, { body }) => {
      await mayManage(context);
      return hamletsFromSheet(context, await rowsOf(readRows, body), body.write);
    },
  });
}

/** The rows of the list that are refused, each with its reason, to be mended and brought again. */
function returnedRoute(server: Server, readRows: ReadRows): void {
  routeWithoutTransaction(server, {
    ...SHEET_ROUTE,
    url: '/api/hamlets/sheet/returned',
    body: SHEET_ROUTE.body.omit({ write: true }),
    handle: async (context, { body }) => {
      await mayManage(context);
      const rows = await rowsOf(readRows, body);
      const { refused, titles } = planned(context, rows);
      const bytes = await returnedRows(rows, titles, refused);
      if (bytes === null) throw notFound();
      return sendFile(context.reply, { name: 'ap-khom-khu-tra-lai.xlsx', type: XLSX, bytes });
    },
  });
}

function planned(context: ContextWithoutTx, rows: readonly TextRow[]): HamletPlan {
  const plan = planHamlets(rows, context);
  if (!plan.ok) throw new HttpProblem(400, plan.error.code);
  return plan.value;
}

async function mayManage(context: ContextWithoutTx): Promise<void> {
  const { actor, tree, today } = context;
  const path = areaPath(tree, await readProvince(context), today);
  if (!may(actor, 'manage-areas', { areaPath: path, date: today }).allowed) throw new HttpProblem(403, 'not-your-role');
}

/** What the rows ask for, and the same done when `write` is set. Sent twice, the second finds them known. */
async function hamletsFromSheet(context: ContextWithoutTx, rows: readonly TextRow[], write: boolean): Promise<HamletSheetView> {
  const { tree, today } = context;
  const { wished, refused, known } = planned(context, rows);
  if (write) {
    const hamlets = wished.map(({ line: _, communeName: __, ...wish }) => {
      const named = [wish.communeId, nameKey(wish.name), descendants(tree, wish.communeId, today, 'hamlet').length];
      return { ...wish, areaId: idFrom('area', named), bookId: idFrom('book', named), synthetic: false };
    });
    for (let from = 0; from < hamlets.length; from += AT_ONCE)
      await act(context, 'hamlets-added', [{ hamlets: hamlets.slice(from, from + AT_ONCE) }]);
  }
  const added = wished.map(({ line, name, communeName }) => ({ line, name, communeName }));
  return { added, refused, known, written: write };
}

/** The same for the same hamlet beside the same others: of two sheets sent at once the door refuses the later one. */
function idFrom(what: string, named: readonly (string | number)[]): string {
  return uuidFrom(
    createHash('sha256')
      .update(JSON.stringify([what, ...named]))
      .digest()
      .subarray(0, 16),
  );
}

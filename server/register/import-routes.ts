/**
 * The routes of importing lists at the desk (đường dẫn nhập danh sách): upload, dry run, writing, returned rows, undoing, and the
 * imports of before. Each asks whether the person may import into this commune.
 */
import { Readable } from 'node:stream';
import * as z from 'zod';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { type AreaPeriod, ancestors, descendants, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { millisOf } from '../../core/kernel/dates.ts';
import { LEGACY_ENCODINGS } from '../../core/kernel/legacy-text.ts';
import { idSchema } from '../../core/ledger/fields.ts';
import { LIST_FIELDS } from '../../core/register/import/headers.ts';
import { ROW_KINDS } from '../../core/register/import/plan.ts';
import type { ImportsView, ImportView, PlanRowsView, ReturnedRowsView, UndoView, UploadView } from '../../core/register/import/views.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import {
  type Context,
  type ContextWithoutTx,
  mayOrThrow,
  readersIn,
  route,
  routeWithoutTransaction,
  sendFile,
  type Server,
  whileAsked,
} from '../http/route.ts';
import { asActor } from '../http/transaction.ts';
import { type Draft, ImportDesk } from './import-desk.ts';
import { countWithdrawnOf, findOpenRound, type ImportRun, isImport, readRuns, readUnfinished } from './import-store.ts';
import { planUndo, runUndo, undoesLaterFirst, type UndoPlan, type UndoWish } from './import-undo.ts';
import { viewDraft, viewReturned, viewRows } from './import-view.ts';
import { returnedSheet } from './returned.ts';
import { templateSheet } from './template.ts';
import { MAX_FILE_BYTES } from './workbook.ts';

const areaParams = z.strictObject({ areaId: z.string().max(40) });
const draftParams = z.strictObject({ areaId: z.string().max(40), draftId: z.uuid() });
const importParams = z.strictObject({ areaId: z.string().max(40), importId: idSchema });

const choice = z.strictObject({
  sheet: z.string().max(200),
  use: z.boolean().optional(),
  kind: z.enum(['households', 'members']).optional(),
  titlesAt: z.int().min(1).max(2_000_000).optional(),
  fields: z.record(z.string().regex(/^\d{1,3}$/), z.enum(LIST_FIELDS).nullable()).optional(),
  hiddenRows: z.boolean().optional(),
  hiddenColumns: z.boolean().optional(),
});
const planBody = z.strictObject({
  choices: z.array(choice).max(100),
  legacy: z.enum(LEGACY_ENCODINGS).nullable(),
  resultYear: z.int().min(2005).max(2100).nullable().default(null),
  requests: z.boolean().default(false),
});

/** `folder`: where uploads lie until they are read; of this server alone. */
export function importRoutes(server: Server, folder: string | null = null): void {
  const desk = new ImportDesk(() => millisOf(server.clock().now), folder);
  server.app.addHook('onClose', () => desk.close());
  // The body is not read here: it goes to disk as it comes.
  server.app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  listRoute(server);
  templateRoute(server);
  uploadRoute(server, desk);
  draftRoutes(server, desk);
  undoRoutes(server);
}

function listRoute(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/imports',
    params: areaParams,
    handle: async (context, { params }): Promise<ImportsView> => {
      mayOrThrow(context, 'read-household', params.areaId);
      const { tree, today, actor, tx } = context;
      const commune = communeOf(context, params.areaId);
      const answer = may(actor, 'import-list', { areaPath: areaPath(tree, commune.areaId, today), date: today });
      return {
        area: { areaId: commune.areaId, name: commune.name },
        crumbs: [...ancestors(tree, commune.areaId, today)]
          .reverse()
          .concat(commune)
          .map(({ areaId, name }) => ({ areaId, name })),
        round: await findOpenRound(tx),
        allowed: answer.allowed,
        why: answer.allowed ? null : answer.why,
        runs: await runsOf(context, commune),
        unfinished: await readUnfinished(tx, commune.areaId),
      };
    },
  });
}

async function runsOf({ tx, tree, today }: Context, commune: AreaPeriod): Promise<ImportsView['runs']> {
  const runs = await readRuns(tx, commune.areaId);
  const hamletIds = descendants(tree, commune.areaId, today, 'hamlet').map(({ areaId }) => areaId);
  const standing = runs.flatMap(({ importId, undoneAt }) => (undoneAt === null ? [importId] : []));
  const begun = await countWithdrawnOf(tx, { importIds: standing, hamletIds });
  return runs.map((run) => viewRun(run, begun.get(run.importId) ?? null));
}

function templateRoute(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/areas/:areaId/imports/template',
    params: areaParams,
    handle: async (context, { params }) => {
      const commune = communeOf(context, params.areaId);
      mayOrThrow(context, 'import-list', commune.areaId);
      const hamlets = descendants(context.tree, commune.areaId, context.today, 'hamlet').map(({ name }) => name);
      const bytes = await templateSheet({ name: commune.name, code: commune.code ?? '', hamlets });
      return sendFile(context.reply, { name: `mau-nhap-${commune.code ?? ''}.xlsx`, type: XLSX, bytes });
    },
  });
}

function uploadRoute(server: Server, desk: ImportDesk): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/areas/:areaId/imports/files',
    params: areaParams,
    query: z.strictObject({ name: z.string().trim().min(1).max(200), draft: z.uuid().optional() }),
    body: z.custom<Readable>((body) => body instanceof Readable),
    bodyLimit: MAX_FILE_BYTES,
    perMinute: 60,
    handle: async (context, { params, query, body }): Promise<UploadView> => {
      mayOrThrow(context, 'import-list', communeOf(context, params.areaId).areaId);
      const of = { accountId: context.actor.accountId, areaId: params.areaId, draftId: query.draft ?? null };
      const draft = await desk.upload(of, query.name, body);
      return { draftId: draft.draftId, files: draft.files.map((file) => file.name) };
    },
  });
}

function draftRoutes(server: Server, desk: ImportDesk): void {
  const drafts = '/api/areas/:areaId/imports/drafts/:draftId';
  const find: FindDraft = (context, { areaId, draftId }) => {
    mayOrThrow(context, 'import-list', communeOf(context, areaId).areaId);
    return desk.get(draftId, { accountId: context.actor.accountId, areaId });
  };
  const view = (context: ContextWithoutTx, draft: Draft): ImportView => viewDraft(draft, readersIn(context, draft.areaId));
  routeWithoutTransaction(server, {
    method: 'GET',
    url: drafts,
    params: draftParams,
    handle: async (context, { params }) => view(context, find(context, params)),
  });
  routeWithoutTransaction(server, {
    method: 'GET',
    url: `${drafts}/reading`,
    params: draftParams,
    handle: (context, { params }) => Promise.resolve({ reading: find(context, params).reading }),
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: `${drafts}/plan`,
    params: draftParams,
    body: planBody,
    handle: async (context, { params, body }) => {
      const draft = find(context, params);
      const { db, actor, scope, now, today, tree } = context;
      const round = await asActor(db, scope, (tx) => findOpenRound(tx));
      if (round === null) throw new HttpProblem(409, 'no-round-open');
      const communeId = communeOf(context, params.areaId).areaId;
      const signal = whileAsked(context);
      await desk.plan(db, draft, { ...body, communeId, round, tree, who: { actor, scope }, now, today, signal });
      const rows = draft.prepared?.plan.listed.alike.length ?? 0;
      const look = { kind: 'export', purpose: 'duplicates', areaId: params.areaId, rows } as const;
      if (rows > 0) await asActor(db, scope, (tx) => logLook({ ...context, tx }, look));
      return view(context, draft);
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: `${drafts}/run`,
    params: draftParams,
    body: z.strictObject({ agreed: z.boolean().default(false) }).nullish(),
    handle: async (context, { params, body }) => {
      const draft = find(context, params);
      desk.run(context.db, draft, body?.agreed === true);
      return view(context, draft);
    },
  });
  returnedRoute(server, `${drafts}/returned`, find);
  rowsRoutes(server, drafts, find);
}

type FindDraft = (context: ContextWithoutTx, params: z.output<typeof draftParams>) => Draft;

function returnedRoute(server: Server, url: string, find: FindDraft): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url,
    params: draftParams,
    handle: async (context, { params }) => {
      const draft = find(context, params);
      if (draft.prepared === null) throw notFound();
      const refused = [...draft.prepared.plan.refused, ...draft.refused];
      const bytes = await returnedSheet(draft.prepared, refused, whileAsked(context));
      if (bytes === null) throw notFound();
      const look = { kind: 'export', purpose: 'import-returned', rows: refused.length, areaId: params.areaId } as const;
      await asActor(context.db, context.scope, (tx) => logLook({ ...context, tx }, look));
      return sendFile(context.reply, { name: 'dong-tra-lai.xlsx', type: XLSX, bytes });
    },
  });
}

const partQuery = { after: z.coerce.number().int().min(0).max(5_000_000).default(0) };

/** What the preview shows the first of, page by page. */
function rowsRoutes(server: Server, drafts: string, find: FindDraft): void {
  const readersOf = (context: ContextWithoutTx, areaId: string) => readersIn(context, communeOf(context, areaId).areaId);
  routeWithoutTransaction(server, {
    method: 'GET',
    url: `${drafts}/rows`,
    params: draftParams,
    query: z.strictObject({ ...partQuery, kind: z.enum(ROW_KINDS) }),
    handle: async (context, { params, query }): Promise<PlanRowsView> => ({
      rows: viewRows(find(context, params), readersOf(context, params.areaId), query),
    }),
  });
  routeWithoutTransaction(server, {
    method: 'GET',
    url: `${drafts}/returned-rows`,
    params: draftParams,
    query: z.strictObject(partQuery),
    handle: async (context, { params, query }): Promise<ReturnedRowsView> => ({
      rows: viewReturned(find(context, params), readersOf(context, params.areaId), query),
    }),
  });
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const KEPT_SHOWN = 50;

function undoRoutes(server: Server): void {
  const url = '/api/areas/:areaId/imports/:importId/undo';
  const wish = (context: ContextWithoutTx, { areaId, importId }: z.output<typeof importParams>): UndoWish => {
    const commune = communeOf(context, areaId);
    mayOrThrow(context, 'import-list', commune.areaId);
    const { tree, today, now, actor, scope } = context;
    const hamletIds = descendants(tree, commune.areaId, today, 'hamlet').map((hamlet) => hamlet.areaId);
    return { importId, communeId: commune.areaId, hamletIds, who: { actor, scope }, now, today };
  };
  const running = new Map<string, { readonly plan: UndoPlan; done: number }>();
  routeWithoutTransaction(server, {
    method: 'GET',
    url,
    params: importParams,
    handle: async (context, { params }) => {
      const wanted = wish(context, params);
      const now = running.get(`${wanted.communeId} ${wanted.importId}`);
      if (now !== undefined) return viewUndo(now.plan, now.done);
      const plan = await planKnown(context, wanted);
      if (undoesLaterFirst(plan)) throw new HttpProblem(409, 'import-undo-later-first');
      return viewUndo(plan);
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url,
    params: importParams,
    handle: async (context, { params }) => {
      const wanted = wish(context, params);
      const key = `${wanted.communeId} ${wanted.importId}`;
      const plan = await planKnown(context, wanted);
      const now = { plan, done: 0 };
      running.set(key, now);
      const done = await runUndo(context.db, { wish: wanted, plan }, (count) => (now.done = count)).finally(() => running.delete(key));
      if (!done.ok) {
        const { code, ...details } = done.error;
        throw new HttpProblem(409, code, tellable(details));
      }
      return viewUndo(plan);
    },
  });
}

/** Of an import that there was; one of a commune that is no more is known by the households that it wrote. */
async function planKnown({ db }: ContextWithoutTx, wanted: UndoWish): Promise<UndoPlan> {
  const plan = await planUndo(db, wanted);
  const touched = plan.removed.length + plan.restored.length + plan.kept.length > 0;
  if (!touched && !(await asActor(db, wanted.who.scope, (tx) => isImport(tx, wanted)))) throw notFound();
  return plan;
}

/** What its sentence names. */
const tellable = (details: object): Record<string, string | number> =>
  Object.fromEntries(Object.entries(details).filter(([, each]) => typeof each === 'string' || typeof each === 'number'));

function viewUndo({ removed, restored, kept }: UndoPlan, done: number | null = null): UndoView {
  const keptList = kept.slice(0, KEPT_SHOWN).map(({ code, why }) => ({ code, why }));
  const progress = done === null ? null : { done, all: removed.length + restored.length };
  return { removed: removed.length, restored: restored.length, kept: kept.length, keptList, progress };
}

function viewRun({ importId, fileName, at, by, counts, undoneAt, undone }: ImportRun, undoing: number | null): ImportsView['runs'][number] {
  const count = (from: Readonly<Record<string, number>>, key: string): number => from[key] ?? 0;
  return {
    ...{ importId, fileName, at, by, undoneAt, undoing },
    counts: {
      rows: count(counts, 'rows'),
      registered: count(counts, 'registered'),
      updated: count(counts, 'updated'),
      unchanged: count(counts, 'unchanged'),
      refused: count(counts, 'refused'),
    },
    undone:
      undone === null ? null : { removed: count(undone, 'removed'), restored: count(undone, 'restored'), kept: count(undone, 'kept') },
  };
}

function communeOf({ tree, today }: Pick<ContextWithoutTx, 'tree' | 'today'>, areaId: string): AreaPeriod {
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  if (period === null || levelOf(tree, period.areaId) !== 'commune') throw notFound();
  return period;
}

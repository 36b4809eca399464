/**
 * Sealing over the network (chốt số liệu): how far a round's figures are, and the act itself. What is sealed is counted here and goes to
 * the door with the state of every book; whoever wrote meanwhile makes it count again. The province's word goes to the door as any command.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { areaAbove, levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { areaIdSchema, idSchema } from '../../core/ledger/fields.ts';
import { roundSchema } from '../../core/meeting/round.ts';
import { approvalOf } from '../../core/meeting/sealing.ts';
import { countOf, FIGURE_IDS } from '../../core/report/figure-ids.ts';
import { type FiguresSealed, momentOfRound, sealHash } from '../../core/report/seal.ts';
import type { SealsView } from '../../core/report/views.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Context, type ContextWithoutTx, mayOrThrow, route, routeWithoutTransaction, type Server } from '../http/route.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { sha256 } from '../ledger/tools.ts';
import { annexOf } from './annex.ts';
import { ANEW, type Counting } from './kept.ts';
import { decidedIn, isDraft } from './marks.ts';
import { unitsOf } from './seal-units.ts';
import { partedBySeals, readSealsOf, type SealRow } from './seals.ts';
import { stageOf } from './stage.ts';
import { findRound, type RoundRow } from './store.ts';
import { countedIn, dayOf, roundView } from './table.ts';
import { type Territory, territoryFor } from './territory.ts';

export function sealRoutes(server: Server, counting: Counting): void {
  route(server, {
    method: 'GET',
    url: '/api/seals',
    query: z.strictObject({ area: z.string().max(64), round: z.uuid().optional(), lang: z.enum(['vi', 'en']).default('vi') }),
    handle: async (context, { query }): Promise<SealsView> => {
      const row = await findRound(context.tx, query.round ?? null);
      if (row === null) throw notFound();
      const territory = territoryFor(context, 'read-tables', query.area, dayOf(row, context.today));
      return sealsView(context, { row, territory, language: query.lang, counting });
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/seals',
    body: z.strictObject({ sealId: idSchema, communeId: areaIdSchema, roundId: idSchema }),
    handle: async (context, { body }): Promise<CommandAnswer> => {
      mayOrThrow(context, 'seal-figures', body.communeId);
      return seal(context, body);
    },
  });
}

interface Shown {
  readonly row: RoundRow;
  readonly territory: Territory;
  readonly language: 'vi' | 'en';
  readonly counting: Counting;
}

async function sealsView(context: Context, { row, territory, language, counting }: Shown): Promise<SealsView> {
  const { tx, tree, today } = context;
  const round = roundView(row);
  const at = countedIn({ round: row, rulebook: null, today, territory });
  const { hamletIds } = at;
  const draft = isDraft(await decidedIn(tx, round, { tree, territory }));
  const seals = await readSealsOf(tx, round.roundId, hamletIds);
  const { sealed } = partedBySeals(seals, hamletIds);
  const asked = { ...{ counting, at, tree, territory, language, today }, roundId: round.roundId, ids: FIGURE_IDS };
  const open = openIn(seals, hamletIds).length;
  const why = whyNotSeal(context, { row, territory, draft, open });
  return {
    area: { areaId: territory.area.areaId, name: territory.area.name, level: territory.level },
    ...{ round, end: momentOfRound(roundSchema.parse(row.body)).end, approval: approvalOf(roundSchema.parse(row.body)) },
    stage: stageOf({ language, draft, seals, hamletIds }),
    seals: seals.map((one) => viewSeal(context, one, territory)),
    units: await unitsOf(context, { round, territory, seals }),
    open,
    ...{ maySeal: why === null, why },
    annex: sealed.length === 0 ? null : await annexOf(tx, sealed, asked),
  };
}

function viewSeal(context: Context, { hamletIds: _, ...seal }: SealRow, { on }: Territory): SealsView['seals'][number] {
  const { actor, tree, today } = context;
  const commune = isAreaId(seal.communeId) ? areaAbove(tree, seal.communeId, today, 'commune') : null;
  const former = commune ?? (isAreaId(seal.communeId) ? areaAbove(tree, seal.communeId, on, 'commune') : null);
  const province = isAreaId(seal.communeId) ? areaAbove(tree, seal.communeId, today, 'province') : null;
  const answer = may(actor, 'approve-figures', { areaPath: areaPath(tree, province?.areaId ?? '', today), date: today });
  return { ...seal, communeName: former?.name ?? '', mayAnswer: seal.state === 'asked' && answer.allowed };
}

/** Neither sealed nor waiting for the province. */
function openIn(seals: readonly SealRow[], hamletIds: readonly string[]): readonly string[] {
  const held = new Set(seals.filter(({ state }) => state !== 'returned').flatMap((one) => one.hamletIds));
  return hamletIds.filter((id) => !held.has(id));
}

interface Wished {
  readonly row: RoundRow;
  readonly territory: Territory;
  readonly draft: boolean;
  readonly open: number;
}

/** A province's figures are sealed when those of its communes are. */
const OF_COMMUNE = { code: 'seal-of-commune' } as const;

/** The code of what stands in the way of sealing now; null: nothing does. */
function whyNotSeal({ actor, tree, today }: ContextLike, { row, territory, draft, open }: Wished): string | null {
  const answer = may(actor, 'seal-figures', { areaPath: areaPath(tree, territory.area.areaId, today), date: today });
  if (!answer.allowed) return answer.why;
  if (territory.level !== 'commune') return OF_COMMUNE.code;
  if (row.state !== 'closed') return 'seal-round-open';
  if (today <= momentOfRound(roundSchema.parse(row.body)).end) return 'seal-too-early';
  if (draft) return 'seal-undecided';
  return open === 0 ? 'figures-sealed-already' : null;
}

type ContextLike = Pick<Context, 'actor' | 'tree' | 'today'>;
type Body = { readonly sealId: string; readonly communeId: string; readonly roundId: string };

/** How often the numbers are counted again where somebody wrote meanwhile. */
const ATTEMPTS = 5;

/** Sent twice it is known, whatever was written since. */
async function seal(context: ContextWithoutTx, body: Body): Promise<CommandAnswer> {
  const { db, actor, scope, now, today } = context;
  for (let attempt = 1; ; attempt += 1) {
    const counted = await asActor(db, scope, (tx) => countForSeal(context, tx, body));
    if (counted === 'known') return { commandId: body.sealId, answer: 'known' };
    const command = { commandId: body.sealId, kind: 'figures-sealed', v: 1, at: now, payload: counted };
    const [answer] = await submit(db, { actor, scope }, [command], { now, today });
    if (answer === undefined) throw new Error('unreachable: the door answers every command');
    if (answer.problem?.code === 'command-id-reused' || answer.problem?.code === 'seal-exists')
      return { commandId: body.sealId, answer: 'known' };
    if (answer.problem?.code !== 'seal-overtaken' || attempt === ATTEMPTS) return answer;
  }
}

async function countForSeal(context: ContextLike, tx: Tx, { sealId, communeId, roundId }: Body): Promise<FiguresSealed | 'known'> {
  const { today, tree } = context;
  const { rows: known } = await sql`
    select from figure_seal where seal_id = ${sealId}::uuid and commune_id = ${communeId} and round_id = ${roundId}::uuid`.execute(tx);
  if (known.length > 0) return 'known';
  const row = await findRound(tx, roundId);
  if (row === null || !isAreaId(communeId) || levelOf(tree, communeId) !== 'commune') throw notFound();
  const territory = territoryFor(context, 'seal-figures', communeId, dayOf(row, today));
  const draft = isDraft(await decidedIn(tx, roundView(row), { tree, territory }));
  const hamletIds = openIn(await readSealsOf(tx, roundId, territory.hamletIds), territory.hamletIds);
  const why = whyNotSeal(context, { row, territory, draft, open: hamletIds.length });
  if (why !== null) throw new HttpProblem(409, why, { day: momentOfRound(roundSchema.parse(row.body)).end });
  const books = await readBooks(tx, hamletIds);
  const at = { ...countedIn({ round: row, rulebook: null, today, territory }), hamletIds };
  const counts = await ANEW.unsealed(tx, at, FIGURE_IDS);
  const hamlets = books.map((book) => ({ ...book, numbers: FIGURE_IDS.map((id) => countOf(counts.get(book.hamletId) ?? {}, id)) }));
  const { start, end, rulebook } = at;
  const told = { ...{ roundId, communeId, start, end, rulebook }, figures: [...FIGURE_IDS], hamlets };
  return { sealId, ...told, hash: sealHash(sha256, told) };
}

/** As they stand before anything is counted. */
async function readBooks(tx: Tx, hamletIds: readonly string[]): Promise<Omit<FiguresSealed['hamlets'][number], 'numbers'>[]> {
  const { rows } = await sql<{ hamletId: string; bookId: string; version: number; head: string }>`
    select hamlet_id as "hamletId", book_id as "bookId", version::int, encode(hash, 'hex') as head
      from head where hamlet_id = any (${[...hamletIds]}::text[]) order by hamlet_id`.execute(tx);
  return rows;
}

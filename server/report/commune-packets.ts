/**
 * The packets of a whole commune (tập giấy tờ của cả xã, phường): one press asks for the packet of each of its hamlets, a job of its own, so that one that
 * cannot be made holds up no other and a server that was killed goes on where it stopped. What each came to is told hamlet by hamlet; those that
 * are ready are fetched one by one or as one file, hamlet after hamlet.
 */
import { type AreaPeriod, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { childrenInOrder } from '../../core/kernel/area-order.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { inFileName } from '../../core/kernel/text.ts';
import type { Round } from '../../core/meeting/round.ts';
import { packetText } from '../../words/packet.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { blindIn, unlessBlind } from '../interview/blind.ts';
import { joinPapers } from './join-papers.ts';
import type { Asking } from './list-ask.ts';
import { type OwnJob, readListed, readPackets, readPart } from './list-store.ts';
import type { Run } from './list-work.ts';
import { askPacket, mayTakePacket, PACKET_PURPOSE } from './packet-maker.ts';

export interface HamletPacket {
  readonly hamletId: string;
  readonly hamletName: string;
  readonly job: OwnJob | null;
  /** Why none can be made; null where one can. */
  readonly problem: string | null;
}

type Who = Pick<Asking, 'tx' | 'tree' | 'today' | 'actor'>;

function hamletsOf({ tree, today }: Pick<Who, 'tree' | 'today'>, areaId: string): readonly AreaPeriod[] {
  if (!isAreaId(areaId) || levelOf(tree, areaId) !== 'commune' || periodAt(tree, areaId, today) === null) throw notFound();
  return childrenInOrder(tree, areaId, today);
}

/** Throws `no-open-round`. */
async function openRound({ tx }: Pick<Who, 'tx'>): Promise<Round> {
  const standing = await findRoundToShow(tx, undefined);
  if (standing === null || standing.state !== 'open') throw new HttpProblem(409, 'no-open-round');
  return standing.round;
}

/** The newest packet of each hamlet that this person asked for in the round. */
export async function readCommunePackets(context: Who, areaId: string): Promise<readonly HamletPacket[]> {
  mayTakePacket(context, areaId);
  const hamlets = hamletsOf(context, areaId);
  const { roundId } = await openRound(context);
  const ids = hamlets.map((hamlet) => hamlet.areaId);
  const jobs = new Map((await readPackets(context.tx, { areaIds: ids, roundId })).map((job) => [job.areaId, job]));
  const listed = await readListed(context.tx, { areaIds: ids, roundId });
  const rows = hamlets.map(async ({ areaId: hamletId, name: hamletName }) => {
    const job = jobs.get(hamletId) ?? null;
    const empty = job === null && !listed.has(hamletId) ? 'packet-of-nobody' : null;
    const blind = await blindIn(context, { hamletIds: [hamletId], roundId: null });
    return { hamletId, hamletName, job, problem: blind.length > 0 ? 'back-check-first' : empty };
  });
  return Promise.all(rows);
}

type Together = Omit<Asking, 'tx'> & { readonly inTransaction: Run };

/** Each hamlet that has households on the list, or those alone whose packet failed; asked again, one that is being made is the same. */
export async function askCommunePackets({ inTransaction, ...who }: Together, areaId: string, only: 'all' | 'failed'): Promise<void> {
  const rows = await inTransaction((tx) => readCommunePackets({ ...who, tx }, areaId));
  for (const { hamletId, job, problem } of rows) {
    if (problem !== null || (only === 'failed' && job?.state !== 'failed' && job?.state !== 'stopped')) continue;
    await inTransaction((tx) => askPacket({ ...who, tx }, hamletId)).catch(tolerated);
  }
}

/** Its list was emptied meanwhile, or it is another's to print: the others go on, and it is told with the rest. */
function tolerated(error: unknown): void {
  if (!(error instanceof HttpProblem) || !['packet-of-nobody', 'back-check-first'].includes(error.code)) throw error;
}

/** Those that are ready, in the order of lists; a line of the log for each hamlet whose people go out. Throws `list-not-ready`. */
export async function openCommuneFile(context: Context, areaId: string): Promise<{ name: string; jobs: readonly OwnJob[] }> {
  const ready = (await readCommunePackets(context, areaId)).flatMap(({ job }) => (job?.state === 'ready' ? [job] : []));
  if (ready.length === 0) throw new HttpProblem(409, 'list-not-ready');
  await unlessBlind(context, { hamletIds: ready.map((job) => job.areaId), roundId: null });
  for (const job of ready)
    await logLook(context, { kind: 'export', purpose: PACKET_PURPOSE, rows: job.householdIds?.length ?? 0, areaId: job.areaId });
  const { year } = await openRound(context);
  const name = isAreaId(areaId) ? (periodAt(context.tree, areaId, context.today)?.name ?? '') : '';
  return { name: `${packetText('vi', 'file')}-${inFileName(name)}-${year}.pdf`, jobs: ready };
}

/** One after another; a piece at a time. */
export async function* joinedFile(run: Run, jobs: readonly OwnJob[]): AsyncGenerator<Uint8Array> {
  yield* joinPapers(partsOf(run, jobs));
}

async function* partsOf(run: Run, jobs: readonly OwnJob[]): AsyncGenerator<Uint8Array> {
  for (const { jobId, parts } of jobs)
    for (let place = 0; place < parts; place += 1) {
      const bytes = await run((tx) => readPart(tx, jobId, place));
      if (bytes === null) throw new HttpProblem(410, 'list-gone');
      yield bytes;
    }
}

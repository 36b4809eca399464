/**
 * Asking for a long list and fetching it (yêu cầu lập danh sách): the same over the network and on the command line. Who may is
 * asked here; making it is `list-runner.ts`.
 */
import { randomUUID } from 'node:crypto';
import type { RulebookId } from '../../core/classify/verdict.ts';
import { logLook } from '../access/read-log.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { unlessBlind } from '../interview/blind.ts';
import type { FileFormat } from './file.ts';
import { isLong, mustFit, unitsOf } from './list-maker.ts';
import { addJob, type OwnJob, readFilePiece, readJobs } from './list-store.ts';
import type { Run } from './list-work.ts';
import { findRound } from './store.ts';
import { dayOf, roundView, standardOf } from './table.ts';
import { readersOf, territoryFor } from './territory.ts';

/** Of asking and of fetching in the read log. */
export const PURPOSE = 'table-15';

export type Asking = Pick<Context, 'tx' | 'tree' | 'today' | 'now' | 'actor'>;

export interface AskedList {
  readonly area: string;
  readonly round: string | null;
  readonly rulebook: RulebookId | null;
  readonly format: FileFormat;
}

/** The job that makes it: a new one, or the same one of this person that is being made already. */
export async function askList(context: Asking, { area: areaId, round: roundId, rulebook, format }: AskedList): Promise<OwnJob> {
  const { tx, tree, today, now, actor } = context;
  const round = await findRound(tx, roundId);
  if (round === null) throw notFound();
  const territory = territoryFor(context, 'export', areaId, dayOf(round, today));
  if (!isLong(territory)) throw new HttpProblem(400, 'list-is-short');
  await unlessBlind(context, { hamletIds: territory.hamletIds, roundId: null });
  const standard = standardOf(roundView(round), rulebook);
  const same = (await readJobs(tx, { areaId })).find(
    (job) =>
      job.kind === 'table-15' &&
      job.state === 'making' &&
      job.format === format &&
      job.roundId === round.roundId &&
      job.rulebook === standard,
  );
  if (same !== undefined) return same;
  const readers = readersOf(context, territory);
  const rows = await mustFit(tx, { territory, tree, round, rulebook: standard, today, readers });
  const parts = unitsOf(tree, territory).length;
  if (parts === 0) throw new HttpProblem(409, 'list-without-units');
  const jobId = randomUUID();
  const job = { jobId, accountId: actor.accountId, areaId, roundId: round.roundId, rulebook: standard, format, parts, askedAt: now };
  await addJob(tx, job);
  await logLook(context, { kind: 'export', purpose: PURPOSE, rows, areaId });
  return findOwn(context, jobId);
}

/** Throws `list-gone`. */
export async function findOwn({ tx }: Pick<Context, 'tx'>, jobId: string): Promise<OwnJob> {
  const [job] = await readJobs(tx, { jobId });
  if (job === undefined) throw new HttpProblem(404, 'list-gone');
  return job;
}

/** The bytes of a list that is ready, a piece at a time. */
export async function* piecesOf(run: Run, jobId: string): AsyncGenerator<Uint8Array> {
  for (let place = 0; ; place += 1) {
    const bytes = await run((tx) => readFilePiece(tx, jobId, place));
    if (bytes === null) return;
    yield bytes;
  }
}

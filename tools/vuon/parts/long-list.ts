/**
 * The named list of a province or district on the command line (danh sách chi tiết toàn tỉnh): asked for, made commune by commune and
 * fetched as over the network, so that a run that was cut off goes on where it stopped and no more than one commune is held.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { keepAreaTree } from '../../../server/access/areas.ts';
import { logLook } from '../../../server/access/read-log.ts';
import { HttpProblem } from '../../../server/http/problem.ts';
import { asActor, type Db } from '../../../server/http/transaction.ts';
import { askList, type AskedList, findOwn, piecesOf, PURPOSE } from '../../../server/report/list-ask.ts';
import type { Run } from '../../../server/report/list-maker.ts';
import { ListRunner } from '../../../server/report/list-runner.ts';
import type { OwnJob } from '../../../server/report/list-store.ts';
import { say, sentence } from '../command.ts';
import type { ActingPerson } from './actor.ts';
import { now, today } from './clock.ts';

const LOOK_EVERY_MS = 300;

/** Throws HttpProblem where the person may not, or the list cannot be made. */
export async function makeLongList(db: Db, { who, tree }: ActingPerson, wanted: AskedList, out: string): Promise<void> {
  const run: Run = (work) => asActor(db, who.scope, work);
  const asking = { tree, actor: who.actor, today: today() };
  const asked = await run((tx) => askList({ ...asking, tx, now: now() }, wanted));
  const runner = new ListRunner({ db, clock: () => ({ now: now(), today: today() }) }, keepAreaTree());
  try {
    runner.wake();
    await untilReady(run, asked.jobId);
  } finally {
    await runner.close();
  }
  await writeOut(run, asked.jobId, out);
  await run(async (tx) => {
    const { people, areaId } = await findOwn({ tx }, asked.jobId);
    await logLook({ ...asking, tx, now: now() }, { kind: 'export', purpose: PURPOSE, rows: people, areaId });
  });
}

/** Says each commune as it is done, whoever makes it: this process or a server on the same database. */
async function untilReady(run: Run, jobId: string): Promise<void> {
  for (let told = -1; ; ) {
    const job = await run((tx) => findOwn({ tx }, jobId));
    if (job.done !== told) say(sentence('report.list-progress', { done: job.done, parts: job.parts, people: job.people }));
    told = job.done;
    if (isReady(job)) return;
    await pause(LOOK_EVERY_MS);
  }
}

function isReady({ state, problem }: OwnJob): boolean {
  if (state === 'ready' || state === 'making') return state === 'ready';
  throw new HttpProblem(409, problem ?? 'list-gone');
}

/** Under its own name only when it is whole. */
async function writeOut(run: Run, jobId: string, out: string): Promise<void> {
  const half = `${out}.part`;
  try {
    await pipeline(Readable.from(piecesOf(run, jobId)), createWriteStream(half, { mode: 0o600 }));
    await rename(half, out);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
}

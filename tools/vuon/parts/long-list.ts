/**
 * A long list on the command line, such as the named list of a province (danh sách dài): asked for, made part by part and
 * fetched as over the network, so that a run that was cut off goes on where it stopped and no more than one part is held.
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
import { type Asking, findOwn, piecesOf } from '../../../server/report/list-ask.ts';
import type { Run } from '../../../server/report/list-work.ts';
import { ListRunner } from '../../../server/report/list-runner.ts';
import type { OwnJob } from '../../../server/report/list-store.ts';
import { say, sentence } from '../command.ts';
import type { ActingPerson } from './actor.ts';
import { now, today } from './clock.ts';

const LOOK_EVERY_MS = 300;

/** What is asked for, and as what it stands in the read log. */
export interface WantedList {
  readonly ask: (asking: Asking) => Promise<OwnJob>;
  readonly purpose: string;
}

/** How many people it names. Throws HttpProblem where the person may not, or the list cannot be made. */
export async function makeLongList(db: Db, { who, tree }: ActingPerson, { ask, purpose }: WantedList, out: string): Promise<number> {
  const run: Run = (work) => asActor(db, who.scope, work);
  const asking = { tree, actor: who.actor, today: today() };
  const asked = await run((tx) => ask({ ...asking, tx, now: now() }));
  const runner = new ListRunner({ db, clock: () => ({ now: now(), today: today() }) }, keepAreaTree());
  try {
    runner.wake();
    await untilReady(run, asked.jobId);
  } finally {
    await runner.close();
  }
  await writeOut(run, asked.jobId, out);
  return run(async (tx) => {
    const { people, areaId } = await findOwn({ tx }, asked.jobId);
    await logLook({ ...asking, tx, now: now() }, { kind: 'export', purpose, rows: people, areaId });
    return people;
  });
}

/** Says each part as it is done, whoever makes it: this process or a server on the same database. */
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

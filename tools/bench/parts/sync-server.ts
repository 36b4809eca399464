/** Starts the server of `sync-child.ts` and waits for its address (khởi động máy chủ để đo). */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import type { ServerJob } from './sync-child.ts';

const lineSchema = z.union([z.object({ url: z.string() }), z.object({ cpuSeconds: z.number(), megabytes: z.int() })]);

export interface ServerUsed {
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

export interface StartedServer {
  readonly url: string;
  /** Ends it and tells what it used. */
  readonly end: () => Promise<ServerUsed>;
}

export async function startServer(job: ServerJob): Promise<StartedServer> {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, 'sync-child.ts'), JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The server ended with ${await ended}.`);
    return lineSchema.parse(JSON.parse(value));
  };
  const first = await next();
  if (!('url' in first)) throw new Error('The server told no address.');
  const end = async (): Promise<ServerUsed> => {
    child.stdin.end();
    const used = await next();
    await ended;
    if (!('cpuSeconds' in used)) throw new Error('The server told no use.');
    return used;
  };
  return { url: first.url, end };
}

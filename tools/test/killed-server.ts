/**
 * The real server in a process of its own (máy chủ trong tiến trình riêng), to be killed in the middle of its work as a machine that loses its
 * power is: nothing of it runs on, nothing is finished or let go. Started again it finds what the database holds. As a program it is that server.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseInstant } from '../../core/kernel/dates.ts';
import { serve } from '../../server/main.ts';

/** The key that every start has: a server that is started again knows the certificates of the one before. */
const KEY = new Uint8Array(32).fill(7);

export interface OwnServer {
  readonly url: string;
  /** As a person who has just signed in. Throws on anything but 200. */
  readonly as: (username: string, password: string) => Promise<<T>(path: string, body?: object) => Promise<T>>;
  /** SIGKILL; resolves when nothing of it is left. */
  readonly kill: () => Promise<void>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** `now`: its clock stands still there. */
export async function startServer(appUrl: string, now: string): Promise<OwnServer> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), appUrl, now], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]; // cast: a line is a text
  const send = async (path: string, cookie: string, body?: object): Promise<Response> => {
    const headers = { 'x-vuon': '1', origin: url, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    return fetch(url + path, body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) });
  };
  return {
    url,
    as: async (username, password) => {
      const signedIn = await send('/api/sign-in', '', { username, password });
      assert.equal(signedIn.status, 200, await signedIn.text());
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      return async <T>(path: string, body?: object): Promise<T> => {
        const answer = await send(path, cookie, body);
        const text = await answer.text();
        assert.equal(answer.status, 200, `${path}: ${text}`);
        return JSON.parse(text) as T; // cast: the server keeps its shapes
      };
    },
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , appUrl = '', moment = ''] = process.argv;
  const now = parseInstant(moment);
  assert.ok(now.ok);
  const { url } = await serve({
    appUrl,
    key: KEY,
    port: 0,
    now: () => now.value,
    perMinute: 1e6,
    signInsPerMinute: 1e6,
    facesDir: '/nowhere',
  });
  console.log(url);
}

// The real server on a database with the mini village, asked without a socket (hỏi máy chủ trong kiểm thử): what a face's pure
// parts are compared with.

import { type Instant, parseInstant } from '../../core/kernel/dates.ts';
import type { Db } from '../../server/http/transaction.ts';
import { createApp } from '../../server/main.ts';
import { type LoadedMini, loadMini, type LoadMiniOptions, TEST_PASSWORD } from '../village/load.ts';

export type Ask = <T>(path: string, body?: object) => Promise<T>;

export interface Api {
  readonly mini: LoadedMini;
  /** As a person who has just signed in: what the server answers to a path, or to a body sent there. Throws on a refusal. */
  readonly as: (username: string, headers?: Readonly<Record<string, string>>) => Promise<Ask>;
  /** The server ends and another begins on the same database; sessions last. */
  readonly restart: () => Promise<Api>;
  readonly close: () => Promise<void>;
}

export async function openApi(db: Db, options: Pick<LoadMiniOptions, 'visited'> & { readonly now: string }): Promise<Api> {
  const moment = parseInstant(options.now);
  if (!moment.ok) throw new RangeError(`Not a moment: ${options.now}`);
  const now = (): Instant => moment.value;
  const mini = await loadMini(db, { now, ...(options.visited ? { visited: options.visited } : {}) });
  return serve(db, mini, now);
}

async function serve(db: Db, mini: LoadedMini, now: () => Instant): Promise<Api> {
  const app = await createApp({ db, now, perMinute: 1_000_000, signInsPerMinute: 10_000, facesDir: '/nowhere' });
  const as: Api['as'] = async (username, headers = {}) => {
    const payload = { username, password: TEST_PASSWORD };
    const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
    const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };
    return async <T>(path: string, body?: object): Promise<T> => {
      const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, payload: body };
      const answer = await app.inject({ ...sent, url: path, cookies, headers: { 'x-vuon': '1', ...headers } });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json<T>();
    };
  };
  const restart: Api['restart'] = async () => {
    await app.close();
    return serve(db, mini, now);
  };
  return { mini, as, restart, close: () => app.close() };
}

// The real server on a database with the mini village, asked without a socket (hỏi máy chủ trong kiểm thử): what a face's pure
// parts are compared with.

import { type Instant, parseInstant } from '../../core/kernel/dates.ts';
import type { Db } from '../../server/http/transaction.ts';
import { createApp } from '../../server/main.ts';
import { type LoadedMini, loadMini, type LoadMiniOptions, TEST_PASSWORD } from '../village/load.ts';

export interface Api {
  readonly mini: LoadedMini;
  /** As a person who has just signed in: what the server answers to a path. Throws on a refusal. */
  readonly as: (username: string) => Promise<<T>(path: string) => Promise<T>>;
  readonly close: () => Promise<void>;
}

export async function openApi(db: Db, options: Pick<LoadMiniOptions, 'visited'> & { readonly now: string }): Promise<Api> {
  const moment = parseInstant(options.now);
  if (!moment.ok) throw new RangeError(`Not a moment: ${options.now}`);
  const now = (): Instant => moment.value;
  const mini = await loadMini(db, { now, ...(options.visited ? { visited: options.visited } : {}) });
  const app = await createApp({ db, now, perMinute: 1_000_000, signInsPerMinute: 10_000, facesDir: '/nowhere' });
  const as: Api['as'] = async (username) => {
    const payload = { username, password: TEST_PASSWORD };
    const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
    const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };
    return async <T>(path: string): Promise<T> => {
      const answer = await app.inject({ method: 'GET', url: path, cookies });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
      return answer.json<T>();
    };
  };
  return { mini, as, close: () => app.close() };
}

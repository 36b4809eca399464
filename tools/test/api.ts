// The real server on a database with the mini village, asked without a socket (hỏi máy chủ trong kiểm thử): what a face's pure
// parts are compared with.

import { type Instant, parseInstant } from '../../core/kernel/dates.ts';
import type { Db } from '../../server/http/transaction.ts';
import { createApp } from '../../server/main.ts';
import { readable } from './crawl-cases.ts';
import { type LoadedMini, loadMini, type LoadMiniOptions, TEST_PASSWORD } from '../village/load.ts';

export type Ask = <T>(path: string, body?: object) => Promise<T>;

/** Anything but what was asked for. */
export class NotGiven extends Error {
  override readonly name = 'NotGiven';
  readonly status: number;

  constructor(path: string, { statusCode, body }: { readonly statusCode: number; readonly body: string }) {
    super(`${path}: ${statusCode} ${body}`);
    this.status = statusCode;
  }
}

export interface Api {
  readonly mini: LoadedMini;
  /** As the server names them: `GET /api/session`. */
  readonly routes: ReadonlySet<string>;
  /** From here on it is that moment. */
  readonly setNow: (moment: string) => void;
  /** As a person who has just signed in: what the server answers to a path, or to a body sent there. Throws on a refusal. */
  readonly as: (username: string, headers?: Readonly<Record<string, string>>) => Promise<Ask>;
  /** As such a person: the file that the server sends for a path. */
  readonly file: (username: string, path: string) => Promise<Buffer>;
  /** As anybody, who has not signed in. */
  readonly open: <T>(path: string) => Promise<T>;
  /** As such a person: status and what can be read of the answer, be it refused, a sheet or a paper. */
  readonly text: (username: string) => Promise<(path: string) => Promise<string>>;
  /** The server ends and another begins, on the same database where no other is given; sessions last as long as that does. */
  readonly restart: (db?: Db) => Promise<Api>;
  readonly close: () => Promise<void>;
}

export async function openApi(
  db: Db,
  options: Pick<LoadMiniOptions, 'visited' | 'meetings' | 'ways' | 'heldAt'> & { readonly now: string },
): Promise<Api> {
  const clock = { now: momentOf(options.now) };
  const now = (): Instant => clock.now;
  const { visited, ways, heldAt, meetings = false } = options;
  const mini = await loadMini(db, {
    now,
    meetings,
    ...(visited ? { visited } : {}),
    ...(ways ? { ways } : {}),
    ...(heldAt ? { heldAt } : {}),
  });
  const setNow = (moment: string): void => {
    clock.now = momentOf(moment);
  };
  return serve(db, mini, { now, setNow });
}

function momentOf(text: string): Instant {
  const moment = parseInstant(text);
  if (!moment.ok) throw new RangeError(`Not a moment: ${text}`);
  return moment.value;
}

interface Moving {
  readonly now: () => Instant;
  readonly setNow: (moment: string) => void;
}

async function serve(db: Db, mini: LoadedMini, moving: Moving): Promise<Api> {
  const { now, setNow } = moving;
  const routes = new Set<string>();
  const onRoute = ({ method, url }: { readonly method: string; readonly url: string }) => void routes.add(`${method} ${url}`);
  const app = await createApp({ db, now, perMinute: 1_000_000, signInsPerMinute: 10_000, facesDir: '/nowhere', onRoute });
  const signIn = async (username: string) => {
    const payload = { username, password: TEST_PASSWORD };
    const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
    return { vuon: signedIn.cookies[0]?.value ?? '' };
  };
  const file: Api['file'] = async (username, url) => {
    const answer = await app.inject({ url, cookies: await signIn(username) });
    if (answer.statusCode !== 200) throw new NotGiven(url, answer);
    return answer.rawPayload;
  };
  const as: Api['as'] = async (username, headers = {}) => {
    const cookies = await signIn(username);
    return async <T>(path: string, body?: object): Promise<T> => {
      const sent = body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, payload: body };
      const answer = await app.inject({ ...sent, url: path, cookies, headers: { 'x-vuon': '1', ...headers } });
      if (answer.statusCode !== 200) throw new NotGiven(path, answer);
      return answer.json<T>();
    };
  };
  const open = async <T>(url: string): Promise<T> => {
    const answer = await app.inject({ url });
    if (answer.statusCode !== 200) throw new NotGiven(url, answer);
    return answer.json<T>();
  };
  const text: Api['text'] = async (username) => {
    const cookies = await signIn(username);
    return async (url) => {
      const answer = await app.inject({ url, cookies });
      return `${answer.statusCode} ${readable(answer)}`;
    };
  };
  const restart: Api['restart'] = async (other = db) => {
    await app.close();
    return serve(other, mini, moving);
  };
  return { mini, routes, setNow, as, file, open, text, restart, close: () => app.close() };
}

/**
 * Calls to the server's API from a page (gọi máy chủ): JSON in and out, the header that writes need, and every failure as
 * a `Problem` value with a code: no connection, an answer that is no JSON, or what the server named. Shapes of the
 * answers are the view types of core; the server of the same origin is trusted to keep them. Sentences: `problem-text.ts`.
 */
import { type Problem, type Result, fail, ok } from '../core/kernel/result.ts';
import { PHONE_HEADER, PROTOCOL, PROTOCOL_HEADER } from '../core/sync/protocol-version.ts';

export type Asked<T> = Promise<Result<T, Problem>>;

export function get<T>(path: string, signal?: AbortSignal): Asked<T> {
  return ask<T>(path, signal ? { signal } : {});
}

/** What a person kept on a phone is asked and sent for them alone: another person's session on the same phone is none. */
export interface For {
  readonly accountId: string;
  /** Of the phone that keeps their list. */
  readonly phoneId?: string;
}

function headersFor({ accountId, phoneId }: For): Record<string, string> {
  return { 'x-vuon-account': accountId, ...(phoneId === undefined ? {} : { [PHONE_HEADER]: phoneId }) };
}

/** As `get`, for this person only. */
export function getFor<T>(whose: For, path: string): Asked<T> {
  return ask<T>(path, { headers: headersFor(whose) });
}

/** `x-vuon: 1` shows that a page of ours asks, and not a form of another site. */
export function post<T>(path: string, body: unknown, whose?: For): Asked<T> {
  const person: Record<string, string> = whose === undefined ? {} : headersFor(whose);
  return ask<T>(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-vuon': '1', ...person },
  });
}

/** A file as it is: the browser streams it from the disk. */
export function sendBytes<T>(path: string, file: Blob): Asked<T> {
  return ask<T>(path, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', 'x-vuon': '1' } });
}

/** Fetches a file and hands it to the browser to keep under `name`, unless the server names it otherwise. */
export function save(path: string, name: string): Asked<true> {
  return keep(path, {}, name);
}

/** The same of an answer to something sent. */
export function savePosted(path: string, body: unknown, name: string): Asked<true> {
  return keep(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'x-vuon': '1' } }, name);
}

async function keep(path: string, init: RequestInit, name: string): Asked<true> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    return fail({ code: 'no-connection' });
  }
  if (!response.ok) return fail(problemOf(await readJson(response)) ?? { code: `http-${response.status}` });
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = nameOf(response) ?? name;
  link.click();
  URL.revokeObjectURL(address);
  return ok(true);
}

/** The file's own name in UTF-8, as Content-Disposition carries it. */
function nameOf(response: Response): string | null {
  const found = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '');
  return found?.[1] === undefined ? null : decodeURIComponent(found[1]);
}

interface Asking extends RequestInit {
  readonly headers?: Readonly<Record<string, string>>;
}

/** By the page's clock. */
let heardAt = Number.NEGATIVE_INFINITY;

/** When the server last answered (`performance.now()`); before all time where what was asked last got no answer of its. */
export function lastHeard(): number {
  return heardAt;
}

async function ask<T>(path: string, init: Asking): Asked<T> {
  let response: Response;
  const headers = { ...init.headers, [PROTOCOL_HEADER]: String(PROTOCOL) };
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init, headers });
  } catch {
    heardAt = Number.NEGATIVE_INFINITY;
    return fail({ code: 'no-connection' });
  }
  const body = await readJson(response);
  // What is no JSON was said by something on the way, or was cut off.
  heardAt = body === undefined ? Number.NEGATIVE_INFINITY : performance.now();
  if (response.ok) return body === undefined ? fail({ code: 'not-json' }) : ok(body as T);
  return fail(problemOf(body) ?? { code: `http-${response.status}` });
}

/** An empty body (204) is `null`; one that is no JSON is `undefined`. */
async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => undefined);
  if (text === undefined) return undefined;
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null || !('problem' in body)) return null;
  const problem = body.problem;
  if (typeof problem !== 'object' || problem === null || !('code' in problem) || typeof problem.code !== 'string') return null;
  return { ...problem, code: problem.code };
}

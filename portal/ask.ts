/**
 * Asks the public API (hỏi máy chủ): the portal has no other way to the register. The API listens on the same socket on
 * which the reader's request came in, so its address needs no setting; VUON_API_URL names another one.
 */
import type { IncomingMessage } from 'node:http';
import { type Problem, type Result, fail, ok } from '../core/kernel/result.ts';

/** No answer within this time is "not available now": the page must not hang. */
const PATIENCE_MS = 5_000;

export function askApi<T>(request: IncomingMessage | undefined, path: string): Promise<Result<T, Problem>> {
  return ask(request, path, {});
}

/** What a reader sends through a form of the portal. */
export function sendApi<T>(request: IncomingMessage | undefined, path: string, body: unknown): Promise<Result<T, Problem>> {
  const headers = { 'content-type': 'application/json', 'x-vuon': '1' };
  return ask(request, path, { method: 'POST', body: JSON.stringify(body), headers });
}

async function ask<T>(request: IncomingMessage | undefined, path: string, init: RequestInit): Promise<Result<T, Problem>> {
  try {
    const response = await fetch(new URL(path, apiAddress(request)), { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const answer: unknown = await response.json();
    return response.ok ? ok(answer as T) : fail(problemIn(answer) ?? { code: `http-${response.status}` });
  } catch {
    return fail({ code: 'no-connection' });
  }
}

function problemIn(answer: unknown): Problem | null {
  if (typeof answer !== 'object' || answer === null || !('problem' in answer)) return null;
  const { problem } = answer;
  return typeof problem === 'object' && problem !== null && 'code' in problem && typeof problem.code === 'string'
    ? { ...problem, code: problem.code }
    : null;
}

function apiAddress(request: IncomingMessage | undefined): string {
  const given = process.env['VUON_API_URL'];
  if (given !== undefined) return given;
  const { localAddress = '127.0.0.1', localPort = 80 } = request?.socket ?? {};
  return `http://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

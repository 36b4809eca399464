/**
 * Asks the public API (hỏi máy chủ): the portal has no other way to the register. The API listens on the same socket on
 * which the reader's request came in, so its address needs no setting; VUON_API_URL names another one.
 */
import type { IncomingMessage } from 'node:http';
import { type Problem, type Result, fail, ok } from '../core/kernel/result.ts';

/** No answer within this time is "not available now": the page must not hang. */
const PATIENCE_MS = 5_000;

export async function askApi<T>(request: IncomingMessage | undefined, path: string): Promise<Result<T, Problem>> {
  try {
    const response = await fetch(new URL(path, apiAddress(request)), { signal: AbortSignal.timeout(PATIENCE_MS) });
    return response.ok ? ok((await response.json()) as T) : fail({ code: `http-${response.status}` });
  } catch {
    return fail({ code: 'no-connection' });
  }
}

function apiAddress(request: IncomingMessage | undefined): string {
  const given = process.env['VUON_API_URL'];
  if (given !== undefined) return given;
  const { localAddress = '127.0.0.1', localPort = 80 } = request?.socket ?? {};
  return `http://${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

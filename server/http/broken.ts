/** What is no HTTP at all (yêu cầu hỏng): two lengths of one body, a broken piece. Answered as any other problem, before there is a request. */
import type { Socket } from 'node:net';

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

export function answerBroken(error: Error & { readonly code?: string }, socket: Socket): void {
  // The sender is gone.
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify({ problem: { code: 'bad-request' } });
  const head = [
    `HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}`,
    ...['connection: close', 'content-type: application/json; charset=utf-8', `content-length: ${body.length}`, 'cache-control: no-store'],
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

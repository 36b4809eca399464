/**
 * An app too old to understand our answers (ứng dụng quá cũ): what it reads is refused with one code that says what to do, so that
 * it shows nothing wrong. What it sends is taken as ever: what its people wrote must not be lost with it.
 */
import type { FastifyInstance } from 'fastify';
import { OLDEST_READ, PROTOCOL_HEADER, protocolSaid } from '../../core/sync/protocol-version.ts';
import { HttpProblem } from './problem.ts';

/** Who signs in, and whether the server lives, is answered to every app. */
const FOR_EVERY_APP: readonly string[] = ['/api/session', '/api/health'];

export function addProtocol(app: FastifyInstance, oldest: number = OLDEST_READ): void {
  app.addHook('onRequest', async ({ method, url, headers }) => {
    const [path = ''] = url.split('?');
    if (method !== 'GET' || !path.startsWith('/api/') || FOR_EVERY_APP.includes(path)) return;
    const said = protocolSaid(headers[PROTOCOL_HEADER], headers['x-vuon-account'] !== undefined);
    if (said !== null && said < oldest) throw new HttpProblem(426, 'app-too-old', { said, oldest });
  });
}

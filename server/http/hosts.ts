/**
 * One host name for each face (mỗi giao diện một tên miền): the root of a name opens its face, another face's address leads to that
 * face's own name, and the public name answers nothing but what is public. Without such names all faces share one.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.ts';

export const FACES = ['portal', 'desk', 'field'] as const;
export type FaceName = (typeof FACES)[number];

/** As people type them: `https://ban-lam-viec.vuon.example`. */
export type Origins = Readonly<Record<FaceName, string>>;

const OPEN = ['/api/public/', '/api/health'];

export function addHosts(app: FastifyInstance, origins: Origins | undefined): void {
  if (origins === undefined) return;
  app.addHook('onRequest', async (request, reply) => {
    const here = faceOfHost(request, origins);
    if (here === null) return;
    const [path = '/'] = request.url.split('?');
    if (here === 'portal' && path.startsWith('/api/') && !OPEN.some((open) => path.startsWith(open)))
      throw new HttpProblem(404, 'not-found');
    if (path === '/' && here !== 'portal') return reply.redirect(`/${here}/`);
    const face = faceOfPath(path);
    if (face !== null && face !== here) return reply.redirect(`${origins[face]}${request.url}`);
  });
}

/** Null: a name of nobody's, such as this machine's own for the health check. */
export function faceOfHost({ host }: Pick<FastifyRequest, 'host'>, origins: Origins): FaceName | null {
  return FACES.find((face) => new URL(origins[face]).host === host) ?? null;
}

/** Null: what every name answers. */
function faceOfPath(path: string): FaceName | null {
  const [, first = ''] = path.split('/');
  if (first === 'desk' || first === 'field') return first;
  return ['api', 'healthz', 'metrics'].includes(first) ? null : 'portal';
}

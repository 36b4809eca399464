/**
 * What every answer and every write must satisfy, whoever asks (bảo vệ chung): headers that forbid foreign scripts and
 * frames, and the check that a write comes from our own page. Who the person is, and what they may do, comes after.
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faceOfHost, type Origins } from './hosts.ts';
import { HttpProblem } from './problem.ts';

export interface SecurityOptions {
  /** The address people use, as `https://host`, when a proxy stands before the server; else the request's own host counts. */
  readonly publicOrigin?: string | undefined;
  /** Instead of it, one for each face. */
  readonly origins?: Origins | undefined;
}

/**
 * `scripts`: hashes of the inline scripts that a face's own pages carry. Styles of elements are set by the faces
 * (`style-src-attr`), style sheets come from files only.
 */
export function contentSecurityPolicy(scripts: readonly string[] = []): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scripts.map((hash) => `'sha256-${hash}'`)].join(' '),
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Hashes of the inline scripts of a page, as a policy names them. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((found) => found[1] ?? '');
  return scripts.filter((text) => text !== '').map((text) => createHash('sha256').update(text).digest('base64'));
}

/** `asksPlace`: pages of the field app, on which somebody may have the place of a house noted. */
export function commonHeaders(secure: boolean, asksPlace = false): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': `camera=(), microphone=(), geolocation=(${asksPlace ? 'self' : ''}), payment=()`,
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

export function addSecurity(app: FastifyInstance, options: SecurityOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(reply, isSecure(request, options), request.url.startsWith('/field/'));
    if (request.url.startsWith('/api/')) {
      void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'").header('cache-control', 'no-store');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') checkWrite(request, options);
  });
}

/** Does the person's browser speak https with us (perhaps through a proxy)? */
export function isSecure(request: FastifyRequest, options: SecurityOptions): boolean {
  const named = namedOrigin(request, options);
  return named === undefined ? request.protocol === 'https' : named.startsWith('https://');
}

/** The address by which this request's page is known to people; undefined: the request's own. */
function namedOrigin(request: FastifyRequest, { publicOrigin, origins }: SecurityOptions): string | undefined {
  const face = origins === undefined ? null : faceOfHost(request, origins);
  return face === null ? publicOrigin : origins?.[face];
}

/** Pages of the portal that send a plain form, since it has no script. */
export const PORTAL_FORMS: readonly string[] = ['/phan-anh', '/phan-anh/tra-cuu', '/de-nghi', '/de-nghi/tra-cuu', '/quyen-du-lieu'];

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/**
 * A write needs the header `x-vuon: 1`, which no foreign page can send without asking first, and, where the browser says
 * from where it comes, our own origin. A plain form of the portal cannot send the header: there the browser must say it.
 */
function checkWrite(request: FastifyRequest, options: SecurityOptions): void {
  const { origin } = request.headers;
  const isForm = PORTAL_FORMS.includes(request.url.split('?')[0] ?? '');
  if (isForm ? origin === undefined : request.headers['x-vuon'] !== '1') throw new HttpProblem(403, 'wrong-origin');
  const site = request.headers['sec-fetch-site'];
  // Without a name of our own, over plain http, only this machine's: a foreign name that leads here is not ours.
  const named = namedOrigin(request, options);
  if (named === undefined && request.protocol === 'http' && !LOOPBACK.has(request.hostname)) throw new HttpProblem(403, 'wrong-origin');
  const own = named ?? `${request.protocol}://${request.host}`;
  if (origin === undefined ? site !== undefined && site !== 'same-origin' : origin !== own) throw new HttpProblem(403, 'wrong-origin');
}

function setHeaders(reply: FastifyReply, secure: boolean, asksPlace: boolean): void {
  for (const [name, value] of Object.entries(commonHeaders(secure, asksPlace))) void reply.header(name, value);
}

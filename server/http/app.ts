/**
 * The web server without its rooms (máy chủ web): security headers, cookies, limits of requests, answers to failures, the
 * health check, and the faces. Rooms hand in their routes; server/main.ts puts all together and listens.
 */
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { isLost } from '../db/connection.ts';
import { answerBroken } from './broken.ts';
import { addFaces, type FacesOptions } from './faces.ts';
import { addOperations, makeMetrics, type OperationsOptions } from './metrics.ts';
import { HttpProblem } from './problem.ts';
import { addProtocol } from './protocol.ts';
import type { Enter, Server } from './route.ts';
import { addHosts } from './hosts.ts';
import { addSecurity, commonHeaders, isSecure, type SecurityOptions } from './security.ts';
import { closeSilent } from './silent.ts';
import type { Db } from './transaction.ts';

export interface AppOptions extends SecurityOptions, Pick<OperationsOptions, 'metricsToken' | 'pool' | 'onRequest'> {
  readonly db: Db;
  readonly clock: Server['clock'];
  readonly enter: Enter;
  readonly rooms: readonly ((server: Server) => void)[];
  readonly faces: FacesOptions;
  /** Certificate and key, both in PEM: then the server itself speaks https. */
  readonly https?: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses of the proxies that are believed when they name a reader's; those of private networks behind a `publicOrigin`. */
  readonly trustProxy?: string | undefined;
  /** Most requests of one address in a minute. */
  readonly perMinute?: number;
  /** Apps of an older protocol are told to renew themselves (core/sync/protocol-version.ts). */
  readonly oldestProtocol?: number | undefined;
  /** Told of every route as it is added: how the crawl knows them all. */
  readonly onRoute?: (route: { readonly method: string; readonly url: string }) => void;
  /** Told of failures that nobody named: an id to look for, the route, the error; never a person's data. */
  readonly onDefect?: (defect: { readonly id: string; readonly route: string; readonly error: unknown }) => void;
}

export type App = FastifyInstance;

export async function createHttpApp(options: AppOptions): Promise<App> {
  const app: App = Fastify({
    logger: false,
    // cast: the library's types tell servers of http and https apart, its instances do not differ for us
    ...({ https: options.https ?? null } as object),
    // A proxy of our own network names the reader's address, by which requests are limited; nobody else is believed.
    trustProxy:
      options.trustProxy ??
      (options.publicOrigin === undefined && options.origins === undefined ? false : 'loopback, linklocal, uniquelocal'),
    bodyLimit: 1_048_576,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
    requestTimeout: 120_000,
    exposeHeadRoutes: false,
    clientErrorHandler: answerBroken,
    frameworkErrors: (_error, request, reply) => answerUnreadable(request, reply, options),
  });
  closeSilent(app, options.https !== undefined);
  const { onRoute } = options;
  if (onRoute !== undefined) app.addHook('onRoute', ({ method, url }) => [method].flat().forEach((each) => onRoute({ method: each, url })));
  answerFailures(app, options);
  readShallowJson(app);
  addSecurity(app, options);
  addHosts(app, options.origins);
  addProtocol(app, options.oldestProtocol);
  const metrics = makeMetrics();
  const { metricsToken, pool, onRequest } = options;
  addOperations(app, { db: options.db, metrics, metricsToken, pool, onRequest, now: () => options.clock().now });
  await app.register(cookie);
  await app.register(rateLimit, { max: options.perMinute ?? 3_000, timeWindow: 60_000, cache: 10_000, errorResponseBuilder: tooMany });
  app.get('/api/health', { exposeHeadRoute: true }, async () => {
    await sql`select 1`.execute(options.db);
    return { ok: true };
  });
  const server: Server = {
    app,
    db: options.db,
    clock: options.clock,
    enter: options.enter,
    count: metrics.count,
    secure: (request) => isSecure(request, options),
  };
  for (const room of options.rooms) room(server);
  app.all('/api/*', { config: { fallback: true } }, async () => {
    throw new HttpProblem(404, 'not-found');
  });
  await addFaces(app, options.faces);
  return app;
}

/** Deeper than any form of ours. Deep nesting costs a parser far more than its length tells. */
const DEEPEST = 40;

function readShallowJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (isDeeper(body, DEEPEST)) done(new HttpProblem(400, 'bad-request', { where: 'depth' }));
    else void parse(request, body.toString('utf8'), done);
  });
}

const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** One pass over the bytes; brackets inside strings do not count. */
function isDeeper(json: Buffer, most: number): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (inText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENS.has(byte) && ++depth > most) return true;
    else if (CLOSES.has(byte)) depth -= 1;
  }
  return false;
}

function tooMany(_request: FastifyRequest, context: { ttl: number }): HttpProblem {
  return new HttpProblem(429, 'too-many-requests', { seconds: Math.ceil(context.ttl / 1000) });
}

/** An address that is none, such as `/%zz`: a problem to a program, a sentence to a person. */
function answerUnreadable(request: FastifyRequest, reply: FastifyReply, options: AppOptions): void {
  for (const [name, value] of Object.entries(commonHeaders(isSecure(request, options)))) void reply.header(name, value);
  void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'").header('cache-control', 'no-store');
  if (request.url.startsWith('/api/')) void reply.code(400).send({ problem: { code: 'bad-request', where: 'address' } });
  else void reply.code(404).type('text/plain; charset=utf-8').send(options.faces.unknown);
}

/** What the machine lacks, and no defect of ours: nothing was saved, and the same may be sent again once it is mended. */
function surroundingsProblem(error: Error): HttpProblem | null {
  const told = 'code' in error ? String(error.code) : '';
  if (told === '53100' || told === 'ENOSPC') return new HttpProblem(507, 'disk-full');
  return isLost(error) || told === 'ECONNREFUSED' ? new HttpProblem(503, 'database-away') : null;
}

/** Every failure becomes one problem with a code. What nobody named is a defect: it gets an id, and the text stays inside. */
function answerFailures(app: FastifyInstance, options: AppOptions): void {
  app.setErrorHandler(async (error: FastifyError | HttpProblem, request, reply) => {
    // What a file that is not sent now would have been called and packed like.
    for (const name of ['content-type', 'content-disposition', 'content-encoding']) void reply.removeHeader(name);
    if (error instanceof HttpProblem) return reply.code(error.status).send(error.toAnswer());
    if (error.statusCode === 413) return reply.code(413).send({ problem: { code: 'body-too-large' } });
    if (error.statusCode !== undefined && error.statusCode < 500)
      return reply.code(error.statusCode).send({ problem: { code: 'bad-request' } });
    options.onDefect?.({ id: request.id, route: request.routeOptions.url ?? '', error });
    const surroundings = surroundingsProblem(error);
    if (surroundings !== null) return reply.code(surroundings.status).send(surroundings.toAnswer());
    return reply.code(500).send({ problem: { code: 'server-error', id: request.id } });
  });
}

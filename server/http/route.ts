/**
 * How a route is written (đường dẫn API): its input is parsed by schemas, it runs in one transaction of the signed-in
 * person's scope, and asks `mayOrThrow` before it answers. Rooms write their routes with these functions; who is signed in
 * comes in as `Enter` from the room access.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Action } from '../../core/access/action.ts';
import type { Reader } from '../../core/access/catalogue.ts';
import { type Actor, may, readersAt } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import type { AreaTree } from '../../core/kernel/areas.ts';
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import type { Scope } from '../db/scope.ts';
import { forbidden, HttpProblem } from './problem.ts';
import { asActor, type Db, enterScope, publicScope, type Tx } from './transaction.ts';

/** The person of a request, found by the session. */
export interface SignedIn {
  readonly actor: Actor;
  readonly displayName: string;
  readonly tree: AreaTree;
  readonly scope: Scope;
}

/** What a handler may use besides its input. */
export interface Context extends SignedIn {
  readonly tx: Tx;
  readonly today: PlainDate;
  readonly now: Instant;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Without a transaction: for work that opens its own, such as the door. */
export type ContextWithoutTx = Omit<Context, 'tx'> & { readonly db: Db };
export type OpenContext = Pick<Context, 'tx' | 'today' | 'now' | 'request' | 'reply'>;
export type OpenContextWithoutTx = Omit<OpenContext, 'tx'> & { readonly db: Db };

/** Who asks? Runs in a transaction of nobody's scope; null when no session holds. */
export type Enter = (tx: Tx, request: FastifyRequest, at: { today: PlainDate; now: Instant }) => Promise<SignedIn | null>;

/** What routes are made with; `createApp` hands it to each room's function. */
export interface Server {
  readonly app: FastifyInstance;
  readonly db: Db;
  readonly clock: () => { readonly today: PlainDate; readonly now: Instant };
  readonly enter: Enter;
  /** Adds one to a number that operators watch. */
  readonly count: (name: string, labels: Readonly<Record<string, string>>) => void;
  /** Does the browser speak https with us? */
  readonly secure: (request: FastifyRequest) => boolean;
}

type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly params: z.output<P>;
  readonly query: z.output<Q>;
  readonly body: z.output<B>;
};

export interface RouteOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, C> {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Most bytes of the body; Fastify's 1 MiB otherwise. */
  readonly bodyLimit?: number;
  /** Most requests of one address in a minute, when fewer than elsewhere. */
  readonly perMinute?: number;
  readonly handle: (context: C, input: Input<P, Q, B>) => Promise<unknown>;
}

/** A route for signed-in people: one transaction, their scope. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  server: Server,
  spec: RouteOf<P, Q, B, Context>,
): void {
  add(server, spec, async (request, reply, input) => {
    const at = server.clock();
    return server.db.transaction().execute(async (tx) => {
      await enterScope(tx, publicScope(at.today));
      const signedIn = await server.enter(tx, request, at);
      if (signedIn === null) throw new HttpProblem(401, 'not-signed-in');
      await enterScope(tx, signedIn.scope);
      return spec.handle({ ...signedIn, ...at, tx, request, reply }, input);
    });
  });
}

/** A route for signed-in people whose work opens its own transactions. */
export function routeWithoutTransaction<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  server: Server,
  spec: RouteOf<P, Q, B, ContextWithoutTx>,
): void {
  add(server, spec, async (request, reply, input) => {
    const at = server.clock();
    const signedIn = await asActor(server.db, publicScope(at.today), (tx) => server.enter(tx, request, at));
    if (signedIn === null) throw new HttpProblem(401, 'not-signed-in');
    return spec.handle({ ...signedIn, ...at, db: server.db, request, reply }, input);
  });
}

/** A route for everybody whose work opens its own transactions: sign-in, which must count a failure and still refuse. */
export function openRouteWithoutTransaction<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  server: Server,
  spec: RouteOf<P, Q, B, OpenContextWithoutTx>,
): void {
  add(server, spec, (request, reply, input) => spec.handle({ ...server.clock(), db: server.db, request, reply }, input));
}

/** Throws 403 with the reason unless the actor may do it in that area today. An unknown area is not found. */
export function mayOrThrow(context: Pick<Context, 'actor' | 'tree' | 'today'>, action: Action, areaId: string): void {
  const path = areaPath(context.tree, areaId, context.today);
  if (path.length === 0) throw new HttpProblem(404, 'not-found');
  const answer = may(context.actor, action, { areaPath: path, date: context.today });
  if (!answer.allowed) throw forbidden(answer.why);
}

/** As which reader the catalogue treats the actor in that area today. */
export function readersIn(context: Pick<Context, 'actor' | 'tree' | 'today'>, areaId: string): readonly Reader[] {
  return readersAt(context.actor, { areaPath: areaPath(context.tree, areaId, context.today), date: context.today });
}

/** Ends when the one who asked is gone before the answer. */
export function whileAsked({ reply }: Pick<Context, 'reply'>): AbortSignal {
  const gone = new AbortController();
  const end = (): void => {
    if (!reply.raw.writableFinished) gone.abort(new HttpProblem(400, 'upload-cut'));
  };
  if (reply.raw.closed) end();
  else reply.raw.once('close', end);
  return gone.signal;
}

/**
 * A file as an answer: Content-Disposition with a name in UTF-8 and an ASCII one for old programs. To be returned, not sent here: so nobody has it
 * before its look stands in the log, and no transaction waits for a slow line.
 */
export function sendFile(reply: FastifyReply, file: { name: string; type: string; bytes: Uint8Array }): Buffer {
  const plain = file.name.replace(/[^\w.-]+/g, '-');
  void reply
    .header('content-type', file.type)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return Buffer.from(file.bytes);
}

type Run<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = (
  request: FastifyRequest,
  reply: FastifyReply,
  input: Input<P, Q, B>,
) => Promise<unknown>;

function add<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, C>(
  server: Server,
  spec: RouteOf<P, Q, B, C>,
  run: Run<P, Q, B>,
): void {
  server.app.route({
    method: spec.method,
    url: spec.url,
    ...(spec.bodyLimit === undefined ? {} : { bodyLimit: spec.bodyLimit, onRequest: knowsSender(server) }),
    ...(spec.perMinute === undefined ? {} : { config: { rateLimit: { max: spec.perMinute, timeWindow: 60_000 } } }),
    handler: (request, reply) =>
      run(request, reply, {
        params: parseAddress(spec.params, request.params),
        query: parse(spec.query, request.query),
        body: parse(spec.body, request.body),
      }),
  });
}

/** What a stranger may send before it is asked who they are. */
const STRANGERS_BYTES = 1_048_576;

/** A large body is read only from a signed-in person: reading and parsing it holds up everybody else. */
function knowsSender(server: Server) {
  return async (request: FastifyRequest): Promise<void> => {
    const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (length <= STRANGERS_BYTES) return;
    const at = server.clock();
    const signedIn = await asActor(server.db, publicScope(at.today), (tx) => server.enter(tx, request, at));
    if (signedIn === null) throw new HttpProblem(401, 'not-signed-in');
    // Whoever left meanwhile has no address any more by which to count them.
    if (request.raw.socket.destroyed) throw new HttpProblem(400, 'upload-cut');
  };
}

/** An address that no unit, household or file can have is an address of nothing. */
function parseAddress<S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> {
  if (schema === undefined || schema.safeParse(value).success) return parse(schema, value);
  throw new HttpProblem(404, 'not-found');
}

/** Without a schema there is no input: reading it would be a type error. Paths of the faults are told, never values. */
function parse<S extends z.ZodType>(schema: S | undefined, value: unknown): z.output<S> {
  if (schema === undefined) return undefined as z.output<S>;
  const parsed = schema.safeParse(value);
  if (parsed.success && !holdsNul(value)) return parsed.data;
  if (parsed.success) throw new HttpProblem(400, 'bad-request', { where: 'U+0000' });
  throw new HttpProblem(400, 'bad-request', { where: parsed.error.issues.map((issue) => issue.path.join('.')).join(', ') });
}

/** A text of the address or of a form with the character that no database keeps. */
function holdsNul(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Object.values(value).some((each) => typeof each === 'string' && each.includes('\u0000'));
}

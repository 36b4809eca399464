/**
 * Numbers of the running server for whoever watches it (số đo vận hành): requests by route and status, how long they took, answers
 * of the door, connections, rows written. In the text form of Prometheus. Labels are routes and codes, never an address, a name or
 * an id.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { HttpProblem } from './problem.ts';
import type { Db } from './transaction.ts';

/** Seconds; upper ends of the buckets of the durations. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

export interface Metrics {
  /** Adds one to a counter; labels are codes. */
  readonly count: (name: string, labels: Readonly<Record<string, string>>) => void;
  readonly time: (route: string, seconds: number) => void;
  readonly print: () => string;
}

export function makeMetrics(): Metrics {
  const counters = new Map<string, number>();
  const durations = new Map<string, { readonly buckets: number[]; sum: number; count: number }>();
  return {
    count: (name, labels) => {
      const key = `${name}${written(labels)}`;
      counters.set(key, (counters.get(key) ?? 0) + 1);
    },
    time: (route, seconds) => {
      const found = durations.get(route) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 };
      BUCKETS.forEach((end, i) => (found.buckets[i] = (found.buckets[i] ?? 0) + (seconds <= end ? 1 : 0)));
      found.sum += seconds;
      found.count += 1;
      durations.set(route, found);
    },
    print: () => {
      const lines = [...counters].sort().map(([key, value]) => `${key} ${value}`);
      for (const [route, { buckets, sum, count }] of durations) {
        BUCKETS.forEach((end, i) => lines.push(`vuon_request_seconds_bucket${written({ route, le: String(end) })} ${buckets[i] ?? 0}`));
        lines.push(`vuon_request_seconds_bucket${written({ route, le: '+Inf' })} ${count}`);
        lines.push(
          `vuon_request_seconds_sum${written({ route })} ${sum.toFixed(6)}`,
          `vuon_request_seconds_count${written({ route })} ${count}`,
        );
      }
      return `${lines.join('\n')}\n`;
    },
  };
}

function written(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** A finished request in the log: what and how long, not who or whose. */
export interface RequestLine {
  readonly at: string;
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

export interface OperationsOptions {
  readonly db: Db;
  readonly metrics: Metrics;
  /** Lets a reader elsewhere than on this machine see the numbers. */
  readonly metricsToken?: string | undefined;
  readonly pool?: (() => { readonly total: number; readonly idle: number; readonly waiting: number }) | undefined;
  readonly onRequest?: ((line: RequestLine) => void) | undefined;
  readonly now: () => string;
}

/** `GET /healthz` for whoever restarts the server, `GET /metrics` for whoever watches it. */
export function addOperations(app: FastifyInstance, options: OperationsOptions): void {
  const { metrics, onRequest } = options;
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)';
    const seconds = reply.elapsedTime / 1000;
    metrics.count('vuon_requests_total', { method: request.method, route, status: String(reply.statusCode) });
    metrics.time(route, seconds);
    onRequest?.({
      ...{ at: options.now(), id: request.id, method: request.method, route, status: reply.statusCode },
      ms: Math.round(seconds * 1000),
    });
  });
  app.get('/healthz', { exposeHeadRoute: true }, async (_request, reply) => {
    const reached = await sql`select 1`.execute(options.db).then(
      () => true,
      () => false,
    );
    return reply.code(reached ? 200 : 503).send({ ok: reached, database: reached });
  });
  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, options.metricsToken)) throw new HttpProblem(404, 'not-found');
    const text = `${metrics.print()}${poolLines(options)}${await rowLines(options.db)}`;
    return reply.type('text/plain; version=0.0.4; charset=utf-8').header('cache-control', 'no-store').send(text);
  });
}

/** From this machine when nobody stands between, or with the token; anybody else finds no such page. */
function mayRead(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`));
  const forwarded = request.headers['x-forwarded-for'] !== undefined || request.headers['forwarded'] !== undefined;
  return !forwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '127.0.0.1');
}

function poolLines({ pool }: OperationsOptions): string {
  if (pool === undefined) return '';
  return Object.entries(pool())
    .map(([state, count]) => `vuon_connections{state="${state}"} ${count}\n`)
    .join('');
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** As the database itself counts what was added since its statistics began. */
async function rowLines(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string; added: number }>`
    select relname as name, n_tup_ins::int8 as added from pg_stat_user_tables where relname in ('read_log', 'event') order by 1`.execute(
    db,
  );
  return rows.map(({ name, added }) => `vuon_rows_added_total{table="${name}"} ${added}\n`).join('');
}

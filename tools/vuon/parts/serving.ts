/**
 * Serving until told to stop (phục vụ đến khi dừng): one server on a database at a time, the daily root of all books written
 * outside the database, and a clean end on Ctrl-C. Used by `serve` and `demo`.
 */
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { keyFileIn, readKey } from '../../../server/access/keys.ts';
import type { RequestLine } from '../../../server/http/metrics.ts';
import { FACES, type FaceName, type Origins } from '../../../server/http/hosts.ts';
import { listenProblem, serve, type Serving } from '../../../server/main.ts';
import { rollRoot, rootsFileIn } from '../../../server/ledger/root.ts';
import { EXIT, numberIn, stop } from '../command.ts';
import { today } from './clock.ts';
import type { Store } from './store.ts';

export interface Address {
  readonly port: number;
  readonly host: string;
  readonly origin: string | undefined;
  readonly origins?: Origins;
  readonly https?: { readonly cert: string; readonly key: string };
  readonly trustProxy?: string;
  readonly jsonLog: boolean;
}

export const SERVE_OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  origin: { type: 'string' },
  'origin-portal': { type: 'string' },
  'origin-desk': { type: 'string' },
  'origin-field': { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  'trust-proxy': { type: 'string' },
  log: { type: 'string' },
} as const;

const DEFAULT_PORT = '8686';

export function addressOf(values: {
  readonly port?: string | undefined;
  readonly host: string;
  readonly origin?: string | undefined;
  readonly 'origin-portal'?: string | undefined;
  readonly 'origin-desk'?: string | undefined;
  readonly 'origin-field'?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly 'trust-proxy'?: string | undefined;
  readonly log?: string | undefined;
}): Address {
  const port = numberIn(values.port ?? process.env['PORT'] ?? DEFAULT_PORT, { least: 0, most: 65_535, option: '--port' });
  if (values.log !== undefined && values.log !== 'json') stop(EXIT.usage, 'usage.option', { option: '--log' });
  const { cert, key } = values;
  if ((cert === undefined) !== (key === undefined)) stop(EXIT.usage, 'usage.missing', { option: '--cert, --key' });
  return {
    ...{ port, host: values.host, origin: originOf(values.origin, '--origin'), jsonLog: values.log === 'json' },
    ...originsOf(values),
    ...(cert === undefined || key === undefined ? {} : { https: { cert: textOf(cert), key: textOf(key) } }),
    ...(values['trust-proxy'] === undefined ? {} : { trustProxy: values['trust-proxy'] }),
  };
}

/** All three names, or none. */
function originsOf(values: Readonly<Partial<Record<`origin-${FaceName}`, string | undefined>>>): { readonly origins?: Origins } {
  const [portal, desk, field] = FACES.map((face) => originOf(values[`origin-${face}`], `--origin-${face}`));
  if (portal !== undefined && desk !== undefined && field !== undefined) return { origins: { portal, desk, field } };
  if (portal !== undefined || desk !== undefined || field !== undefined)
    stop(EXIT.usage, 'usage.missing', { option: FACES.map((face) => `--origin-${face}`).join(', ') });
  return {};
}

/** Scheme and name, as a browser says it. */
function originOf(told: string | undefined, option: string): string | undefined {
  if (told === undefined) return undefined;
  const url = URL.canParse(told) ? new URL(told) : null;
  return url === null || url.host === '' ? stop(EXIT.usage, 'usage.option', { option }) : url.origin;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return stop(EXIT.trouble, 'file-not-found', { file });
  }
}

/** Holds the database for this server until released or until this process is gone; stops with a sentence if another holds it. */
export async function holdServer(store: Store): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: store.ownerUrl, application_name: 'vuon serve lock' });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(hashtext('vuon serve')) as held`);
  if (rows[0]?.held !== true) {
    await client.end();
    stop(EXIT.trouble, 'serve.already', { folder: store.folder });
  }
  return () => client.end();
}

/** Before what takes long: nobody waits for faces that cannot be served. Throws DatabaseProblem. */
export async function refuseTakenPort({ host, port }: Address): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen({ host, port }), 'listening');
  } catch (error) {
    throw listenProblem(error, { host, port }) ?? error;
  } finally {
    probe.close();
  }
}

export function startServer(store: Store, address: Address): Promise<Serving> {
  return serve({
    appUrl: store.appUrl,
    key: readKey(keyFileIn(store.folder)),
    uploads: join(store.folder, 'uploads'),
    host: address.host,
    port: address.port,
    ...(address.origin === undefined ? {} : { publicOrigin: address.origin }),
    ...(address.origins === undefined ? {} : { origins: address.origins }),
    ...(address.https === undefined ? {} : { https: address.https }),
    ...(address.trustProxy === undefined ? {} : { trustProxy: address.trustProxy }),
    ...(process.env['VUON_METRICS_TOKEN'] ? { metricsToken: process.env['VUON_METRICS_TOKEN'] } : {}),
    // Routes and codes only: no address, no name, no id of a person or a household.
    ...(address.jsonLog ? { onRequest: (line: RequestLine) => process.stdout.write(`${JSON.stringify(line)}\n`) } : {}),
  });
}

/** Resolves when the process is told to stop, with everything that was started stopped. */
export async function untilStopped(store: Store, serving: Serving, onStopping: () => void): Promise<void> {
  const roots = rollDaily(store);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  onStopping();
  // A second signal ends at once; the same Ctrl-C handed on by npm or a shell comes within moments and is not a second one.
  const since = performance.now();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => performance.now() - since > 1_000 && process.exit(EXIT.trouble));
  clearInterval(roots);
  await serving.close();
}

const HOUR = 3_600_000;

/** Today's root at the start and whenever an hour begins another day; one that fails is tried again an hour later. */
function rollDaily(store: Store): NodeJS.Timeout {
  let rolled = '';
  const roll = async (): Promise<void> => {
    const day = today();
    if (day === rolled) return;
    await rollRoot(store.db, { file: rootsFileIn(store.folder), day });
    rolled = day;
  };
  const attempt = (): void => void roll().catch((error: unknown) => console.error(`root ${error instanceof Error ? error.name : ''}`));
  attempt();
  return setInterval(attempt, HOUR);
}

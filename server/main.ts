/**
 * Puts the server together (ghép máy chủ): rooms, rules, faces, clock, and listens. The database comes migrated from the
 * caller (tools/vuon); what each room does is its own file.
 */
import { resolve } from 'node:path';
import { dayInVietnam, type Instant, instantOf } from '../core/kernel/dates.ts';
import type { RoundStanding } from '../core/meeting/gates.ts';
import { tableStatusIn } from '../core/meeting/round.ts';
import { RULEBOOK_IDS, type RulebookId } from '../core/classify/verdict.ts';
import { problemsText } from '../words/problems.ts';
import { mayMoveClock } from '../core/access/moved-clock.ts';
import { keepAreaTree } from './access/areas.ts';
import { makeEntrance } from './access/enter.ts';
import { findInstallation } from './access/installation.ts';
import { freshKey, keysFrom } from './access/keys.ts';
import { accessRoutes } from './access/routes.ts';
import { sealOld } from './access/second-factor.ts';
import { openDatabase } from './db/connection.ts';
import { DatabaseProblem } from './db/problem.ts';
import { type App, type AppOptions, createHttpApp } from './http/app.ts';
import type { Server } from './http/route.ts';
import { isSecure } from './http/security.ts';
import { asActor, type Db, publicScope } from './http/transaction.ts';
import { scoreTableRoutes } from './classify/routes.ts';
import { certificateSealFrom } from './ledger/certificate-seal.ts';
import { makeDoor, TOOLS } from './ledger/door.ts';
import { judgeByRulebooks } from './ledger/judge.ts';
import { commandRoutes } from './ledger/routes.ts';
import { meetingsForPhone } from './meeting/minutes.ts';
import { minutesRoutes } from './meeting/minutes-routes.ts';
import { makeDescribe } from './meeting/session.ts';
import { closingRoutes } from './meeting/closing-routes.ts';
import { certificateRoutes } from './meeting/certificate-routes.ts';
import { decisionRoutes } from './meeting/decision-routes.ts';
import { paceRoutes } from './interview/paces.ts';
import { workloadRoutes } from './interview/workload.ts';
import { postingRoutes } from './meeting/posting-routes.ts';
import { publicCertificateRoutes } from './meeting/public-certificates.ts';
import { publicBackCheckRoutes } from './meeting/public-back-checks.ts';
import { publicPostingRoutes } from './meeting/public-postings.ts';
import { receiptSecrets } from './meeting/receipt-secret.ts';
import { publicRequestRoutes } from './meeting/public-requests.ts';
import { requestRoutes } from './meeting/request-routes.ts';
import { meetingRoutes } from './meeting/routes.ts';
import { fairnessRoutes } from './register/fairness.ts';
import { importRoutes } from './register/import-routes.ts';
import { bulkRoutes } from './register/bulk.ts';
import { registerRoutes } from './register/routes.ts';
import { readTextRows } from './register/sheet-rows.ts';
import { reportRoutes } from './report/routes.ts';
import { standardsRoutes } from './report/standards-routes.ts';
import { typeset } from './report/typeset.ts';
import { handInFrom } from './sync/hand-in.ts';
import { sealKeyFrom } from './sync/seal-key.ts';
import { directivesOf } from './steer/device.ts';
import { steerRoutes } from './steer/routes.ts';
import { todayRoutes } from './steer/today-routes.ts';
import { syncRoutes } from './sync/routes.ts';

type HttpOptions =
  | 'publicOrigin'
  | 'origins'
  | 'perMinute'
  | 'onDefect'
  | 'onRoute'
  | 'https'
  | 'trustProxy'
  | 'metricsToken'
  | 'onRequest'
  | 'oldestProtocol'
  | 'pool';

export interface CreateAppOptions extends Pick<AppOptions, HttpOptions> {
  readonly db: Db;
  /** The moment now; the system's clock by default. A server that listens takes another one for a demonstration alone. */
  readonly now?: () => Instant;
  /** Where tools/build.ts leaves the faces; `.build` of the project by default. */
  readonly facesDir?: string;
  readonly signInsPerMinute?: number;
  /** The key outside the database (access/keys.ts); without one, that of this process, which no other start knows. */
  readonly key?: Uint8Array;
  /** A folder of this server alone for lists on their way in; emptied at the start. One of the system's by default. */
  readonly uploads?: string;
  /** Routes of rooms that are not listed here, such as a test's. */
  readonly moreRooms?: readonly ((server: Server) => void)[];
}

export interface ServeOptions extends Omit<CreateAppOptions, 'db' | 'key'> {
  readonly key: Uint8Array;
  /** Of the role `vuon_app`, as `migrate` returns it. */
  readonly appUrl: string;
  /** Default 127.0.0.1. Another address needs `publicOrigin` to begin with https://. */
  readonly host?: string;
  /** 0: any free port. */
  readonly port: number;
}

export interface Serving {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  readonly app: App;
  /** Answers what is under way, then closes the database. */
  readonly close: () => Promise<void>;
}

const ownKey = freshKey();
const buildFolder = resolve(import.meta.dirname, '../.build');

/** Verdicts rest on a table that is not the official one: of the round's rulebooks, or of any when there is no round. */
export function isProvisional(standing: RoundStanding | null): boolean {
  const ids: readonly RulebookId[] = standing?.round.rulebooks ?? RULEBOOK_IDS;
  return ids.some((id) => tableStatusIn(standing?.round ?? null, id) === 'illustrative');
}

/** Rooms that need nothing from here. */
const PLAIN_ROOMS = [
  (server: Server) => bulkRoutes(server, keepAreaTree()),
  paceRoutes,
  workloadRoutes,
  fairnessRoutes,
  scoreTableRoutes,
  steerRoutes,
] as const;

/** The whole server without listening: `app.inject` for tests. */
export function createApp(options: CreateAppOptions): Promise<App> {
  const now = options.now ?? (() => instantOf(Date.now()));
  const { publicOrigin, origins } = options;
  const entrance = makeEntrance((request) => isSecure(request, { publicOrigin, origins }));
  const describe = makeDescribe(isProvisional);
  const sealKey = sealKeyFrom(options.key ?? ownKey);
  const certificates = certificateSealFrom(options.key ?? ownKey);
  const sealing = makeDoor({ ...TOOLS, seal: certificates.seal });
  const secretOf = receiptSecrets(options.key ?? ownKey);
  const rooms = [
    (server: Server) =>
      accessRoutes(server, {
        ...{ describe, entrance, typeset, readRows: readTextRows, keys: keysFrom(options.key ?? ownKey), origins },
        signInsPerMinute: options.signInsPerMinute ?? 30,
      }),
    (server: Server) => registerRoutes(server, { judge: judgeByRulebooks, provisional: isProvisional, sealKey }, typeset),
    (server: Server) => importRoutes(server, options.uploads),
    (server: Server) => commandRoutes(server, sealing),
    (server: Server) => meetingRoutes(server, { readTree: keepAreaTree(), provisional: isProvisional, judge: judgeByRulebooks }),
    (server: Server) => minutesRoutes(server, typeset),
    (server: Server) => requestRoutes(server, typeset),
    (server: Server) => postingRoutes(server, typeset, origins?.portal ?? publicOrigin ?? null),
    (server: Server) => decisionRoutes(server, typeset),
    (server: Server) => certificateRoutes(server, keepAreaTree(), sealing),
    (server: Server) => closingRoutes(server, { readTree: keepAreaTree(), door: sealing, judge: judgeByRulebooks }),
    (server: Server) => publicCertificateRoutes(server, certificates.publicKey),
    (server: Server) => publicPostingRoutes(server, keepAreaTree(), secretOf),
    (server: Server) => publicBackCheckRoutes(server, keepAreaTree()),
    (server: Server) => publicRequestRoutes(server, keepAreaTree(), secretOf),
    (server: Server) => reportRoutes(server, origins?.portal ?? publicOrigin ?? null),
    (server: Server) => standardsRoutes(server, isProvisional),
    (server: Server) =>
      syncRoutes(server, {
        ...{ describe, directivesOf, meetingsOf: meetingsForPhone },
        sealKey,
        handIn: handInFrom(options.key ?? ownKey),
      }),
    (server: Server) => todayRoutes(server, { readTree: keepAreaTree(), typeset }),
    ...PLAIN_ROOMS,
    ...(options.moreRooms ?? []),
  ];
  return createHttpApp({
    db: options.db,
    clock: () => ({ now: now(), today: dayInVietnam(now()) }),
    enter: entrance.enter,
    rooms,
    faces: {
      folder: options.facesDir ?? buildFolder,
      missing: (face) => problemsText('vi', 'face-not-built', { face }),
      unknown: problemsText('vi', 'not-found'),
    },
    ...{ publicOrigin, origins, https: options.https, trustProxy: options.trustProxy, metricsToken: options.metricsToken },
    ...{ onRequest: options.onRequest, pool: options.pool, oldestProtocol: options.oldestProtocol },
    ...(options.perMinute === undefined ? {} : { perMinute: options.perMinute }),
    ...(options.onRoute === undefined ? {} : { onRoute: options.onRoute }),
    onDefect: options.onDefect ?? printDefect,
  });
}

/** Opens the database, listens. Throws DatabaseProblem (`port-taken` too) with a sentence for the operator. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const host = options.host ?? '127.0.0.1';
  const named = options.origins === undefined ? [options.publicOrigin] : Object.values(options.origins);
  const secure = options.https !== undefined || named.every((origin) => origin?.startsWith('https://') === true);
  if (!isLoopback(host) && !secure) throw new DatabaseProblem('plain-http', host);
  const database = await openDatabase<unknown>(options.appUrl, { max: 12, name: 'vuon serve' });
  try {
    await asActor(database.db, publicScope(dayInVietnam(instantOf(Date.now()))), async (tx) => {
      if (options.now !== undefined && !mayMoveClock(await findInstallation(tx)).ok) throw new DatabaseProblem('clock-moved', '');
      await sealOld(tx, keysFrom(options.key));
    });
    const pool = () => ({ total: database.pool.totalCount, idle: database.pool.idleCount, waiting: database.pool.waitingCount });
    const app = await createApp({ ...options, db: database.db, pool });
    const url = await app.listen({ host, port: options.port });
    const close = async () => {
      await app.close();
      await database.close();
    };
    return { url, app, close };
  } catch (error) {
    await database.close();
    throw listenProblem(error, { host, port: options.port }) ?? error;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Why nothing can listen there, as a sentence for the operator; null: something else failed. */
export function listenProblem(error: unknown, { host, port }: { readonly host: string; readonly port: number }): DatabaseProblem | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return new DatabaseProblem('port-taken', String(port));
  if (code === 'EACCES') return new DatabaseProblem('port-forbidden', String(port));
  return code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' ? new DatabaseProblem('no-such-address', host) : null;
}

/** Ids and codes only: messages of the database may name a person. */
function printDefect({ id, route, error }: { id: string; route: string; error: unknown }): void {
  const name = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  console.error(`defect ${id} ${route} ${name} ${code}\n${error instanceof Error ? stackOnly(error) : ''}`);
}

function stackOnly(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trim().startsWith('at '))
    .join('\n');
}

/**
 * `vuon doctor`: what is wrong with this installation, in plain words (khám bệnh): the program's surroundings, the folder of data, the
 * database, the clock, open rounds, ways in, when books were verified and backed up. Changes nothing; ends with 1 when something needs a person.
 */
import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import { rootsFileIn } from '../../../server/ledger/root.ts';
import { asSystem, findInstallation } from '../parts/installation.ts';
import { type ToolKey, toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, print, readArgs, STORE_OPTIONS } from '../command.ts';
import { today } from '../parts/clock.ts';
import { certificate, type Finding, signIns } from '../parts/find-access.ts';
import { type Store, withStore } from '../parts/store.ts';

const LEAST_NODE = 20;
const LEAST_FREE_GB = 5;
/** A nightly backup is a day old while the next one is written. */
const BACKUP_HOURS = 26;
const ROOT_HOURS = 48;
const CLOCK_SECONDS = 5;
const HOUR = 3_600_000;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const options = {
    ...STORE_OPTIONS,
    backups: { type: 'string' },
    port: { type: 'string' },
    cert: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const;
  const { values } = readArgs(args, options);
  const found = [node(), await port(Number(values.port ?? process.env['PORT'] ?? 8686))];
  await withStore(values.data, async (store) => {
    found.push(
      ...folder(store),
      ...(await database(store)),
      ...(await work(store)),
      ...(await signIns(store)),
      ...(values.cert === undefined ? [] : [certificate(values.cert, Date.now())]),
      roots(store),
      backups(values.backups ?? join(store.folder, '..', 'backups')),
    );
  });
  if (values.json) print(JSON.stringify(found.map(({ ok, key, params = {} }) => ({ ok, code: key.replace('doctor.', ''), ...params }))));
  else
    print(
      found.map(({ ok, key, params }) => `${ok ? '✔' : '✖'} ${toolText('vi', key, params)} (${toolText('en', key, params)})`).join('\n'),
    );
  return found.every(({ ok }) => ok) ? EXIT.ok : EXIT.findings;
}

function node(): Finding {
  const version = process.versions.node;
  const ok = Number(version.split('.')[0]) >= LEAST_NODE;
  return { ok, key: ok ? 'doctor.node' : 'doctor.node-old', params: { version, least: LEAST_NODE } };
}

async function port(number: number): Promise<Finding> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(number, '127.0.0.1', () => server.close(() => resolve(true)));
  });
  // A server of ours that runs is no fault: it is said, and left to the reader.
  return { ok: true, key: free ? 'doctor.port' : 'doctor.port-taken', params: { port: number } };
}

function folder({ folder: path }: Store): Finding[] {
  const rights = ((): boolean => {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
      return (statSync(path).mode & 0o007) === 0 || process.platform === 'win32';
    } catch {
      return false;
    }
  })();
  const { bavail, bsize } = statfsSync(path);
  const free = Math.floor((bavail * bsize) / 1024 ** 3);
  return [
    { ok: rights, key: rights ? 'doctor.folder' : 'doctor.folder-open', params: { folder: path } },
    { ok: free >= LEAST_FREE_GB, key: free >= LEAST_FREE_GB ? 'doctor.space' : 'doctor.space-low', params: { free, least: LEAST_FREE_GB } },
  ];
}

/** Version, encoding, extensions and order were asked before the database was opened: what does not fit stops every command. */
async function database({ db }: Store): Promise<Finding[]> {
  const { rows } = await sql<{ version: string; extensions: string; size: string; now: string }>`
    select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size,
           (select string_agg(extname, ', ' order by extname) from pg_extension where extname <> 'plpgsql') as extensions,
           clock_timestamp() as now`.execute(db);
  const [facts] = rows;
  if (facts === undefined) return [];
  const apart = Math.abs(Date.parse(facts.now) - Date.now()) / 1000;
  const seconds = Math.round(apart);
  return [
    { ok: true, key: 'doctor.database', params: { version: facts.version, extensions: facts.extensions, size: facts.size } },
    { ok: apart < CLOCK_SECONDS, key: apart < CLOCK_SECONDS ? 'doctor.clock' : 'doctor.clock-apart', params: { seconds } },
  ];
}

async function work({ db }: Store): Promise<Finding[]> {
  const installation = await findInstallation(db);
  if (installation === null) return [{ ok: false, key: 'doctor.not-installed' }];
  const { rows } = await asSystem(db, (tx) =>
    sql<{ year: number; closes: string }>`select year, closes_on as closes from round where state = 'open' order by year`.execute(tx),
  );
  const late = rows.filter(({ closes }) => closes < today());
  const first: Finding = { ok: true, key: 'doctor.installed', params: { province: installation.provinceName } };
  if (rows.length === 0) return [first, { ok: true, key: 'doctor.no-round' }];
  const years = rows.map(({ year }) => year).join(', ');
  return [first, { ok: late.length === 0, key: late.length === 0 ? 'doctor.round' : 'doctor.round-late', params: { years } }];
}

/** The server writes the root of all books each day; without it a change of the past is found later. */
function roots({ folder: path }: Store): Finding {
  return age(rootsFileIn(path), ROOT_HOURS, { fine: 'doctor.roots', old: 'doctor.roots-old', none: 'doctor.roots-none' });
}

function backups(path: string): Finding {
  const files = existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
  const newest = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  const keys = { fine: 'doctor.backup', old: 'doctor.backup-old', none: 'doctor.backup-none' } as const;
  if (newest === undefined) return { ok: false, key: keys.none, params: { file: path } };
  return age(newest, BACKUP_HOURS, keys);
}

function age(file: string, most: number, keys: { readonly fine: ToolKey; readonly old: ToolKey; readonly none: ToolKey }): Finding {
  if (!existsSync(file)) return { ok: false, key: keys.none, params: { file } };
  const hours = Math.floor((Date.now() - statSync(file).mtimeMs) / HOUR);
  return { ok: hours < most, key: hours < most ? keys.fine : keys.old, params: { file, hours } };
}

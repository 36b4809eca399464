/**
 * Makes the register again from the ledger alone (dựng lại từ sổ cái): all tables that follow from events are emptied and every
 * event is folded once more, in the order in which it was appended, by the same functions as at the door. What was decided is
 * not judged again; what was erased stays forgotten. One transaction: writers wait, readers see the old rows until the new ones
 * are all there, and a failure leaves all as it was.
 */
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AnyBody } from '../../core/kinds.ts';
import { SYSTEM_ACCOUNT } from '../../core/ledger/event.ts';
import { step } from '../../core/register/case-file.ts';
import { setScope } from '../db/scope.ts';
import { isOfficeSaid, TOOLS } from './door.ts';
import { loadAreas } from './parts/areas.ts';
import { type Dossier, emptyDossier, foldDossier, type Surroundings } from './parts/dossier.ts';
import { projectOffice } from './parts/project-office.ts';
import { readDossiers } from './parts/read-dossiers.ts';
import type { RoundNow } from './parts/world.ts';
import { writeDossiers } from './parts/write-dossiers.ts';
import { tablesOfRounds } from './score-tables.ts';
import { type Sql, sqlOfKysely } from './sql.ts';
import type { Judge } from './tools.ts';

/** Every table that can be made again, each after those it refers to; the counts first, so that they are emptied last. What is not here is the ledger itself, or no fact of the register. */
export const PROJECTIONS = [
  'hamlet_count',
  'round_count',
  'open_count',
  'installation',
  'area',
  'area_period',
  'area_lineage',
  'account',
  'role_grant',
  'round',
  'round_commune',
  'round_cancelled',
  'household',
  'member',
  'residence',
  'tombstone',
  'tie',
  'review_list',
  'interview',
  'verdict',
  'status',
  'rejudged',
  'decision',
  'import_run',
  'target',
  'score_table',
  'sign_in_rule',
  'directive',
  'directive_hamlet',
  'posting',
  'objection',
  'request',
  'restriction',
  'income_case',
  'income_paper',
  'legal_hold',
  'certificate',
  'flag',
  'back_check_draw',
  'figure_seal',
  'figure_sealed',
] as const;

export interface RebuildOptions {
  readonly judge?: Judge;
  readonly onEvents?: (done: number, all: number) => void;
}

export interface Rebuilt {
  readonly events: number;
  /** Events without a body: lawfully erased. */
  readonly withoutBody: number;
}

/** As the owner: the application may not empty tables. */
export function rebuild(ownerDb: Kysely<unknown>, options: RebuildOptions = {}): Promise<Rebuilt> {
  return ownerDb.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: SYSTEM_ACCOUNT, reach: 'all', today: '' });
    // Waits for every batch under way; the next ones wait at their heads.
    await sql.query('lock table head in exclusive mode');
    const epoch = (await readEpoch(sql)) ?? randomUUID();
    const all = await countEvents(sql);
    // Lists, photos and forms beside the register refer to what is made again below.
    await sql.query('set constraints all deferred');
    // Not truncate: that would wait for readers, and they for us.
    for (const table of [...PROJECTIONS].reverse()) await sql.query(`delete from ${table}`);
    const replay = new Replay(sql, epoch, options.judge ?? TOOLS.judge);
    for (let page = await readPage(sql, 0); page.length > 0; page = await readPage(sql, replay.seq)) {
      await replay.add(page);
      options.onEvents?.(replay.events, all);
    }
    return { events: replay.events, withoutBody: replay.withoutBody };
  });
}

interface StoredEvent {
  readonly seq: number;
  readonly bookId: string;
  readonly hamletId: string | null;
  readonly version: number;
  readonly eventId: string;
  readonly kind: AnyBody['kind'];
  readonly householdId: string | null;
  readonly accountId: string;
  readonly recordedAt: string;
  readonly body: string | null;
}

class Replay {
  events = 0;
  withoutBody = 0;
  seq = 0;
  private readonly sql: Sql;
  private readonly epoch: string;
  private around: Surroundings;
  private dossiers = new Map<string, Dossier>();

  constructor(sql: Sql, epoch: string, judge: Judge) {
    this.sql = sql;
    this.epoch = epoch;
    this.around = { judge, areas: new Map(), rounds: new Map() };
  }

  /** Households of the page are read once; acts of offices between them are done at their place. */
  async add(page: readonly StoredEvent[]): Promise<void> {
    const ids = page.flatMap((event) => event.householdId ?? []);
    this.dossiers = await readDossiers(this.sql, [...new Set(ids)]);
    for (const event of page) {
      await this.addOne(event);
      this.events += 1;
      this.seq = event.seq;
    }
    await writeDossiers(this.sql, this.dossiers.values(), { trusted: false });
  }

  private async addOne(event: StoredEvent): Promise<void> {
    const said = saidBy(event);
    if (said === null) {
      this.withoutBody += 1;
      this.passOver(event);
      return;
    }
    if (isOfficeSaid(said)) {
      await projectOffice(this.sql, said, { ...event, epoch: this.epoch });
      await this.look(said.kind);
      return;
    }
    // What was let go over its time names no household, and has no place of its own.
    if (said.kind === 'erased' && event.householdId === null) return;
    if (event.householdId === null || event.hamletId === null) throw new Error(`Event ${event.eventId} names no household.`);
    const { householdId, hamletId, bookId, version, recordedAt, eventId, kind, accountId } = event;
    const dossier = this.dossiers.get(householdId) ?? emptyDossier();
    foldDossier(dossier, { eventId, kind, accountId, at: { householdId, hamletId, bookId, version, recordedAt } }, said, this.around);
    this.dossiers.set(householdId, dossier);
  }

  /** What two told otherwise of a household that is forgotten by now, as it was told of the one that goes on: its version moved by it. */
  private passOver({ kind, householdId, ...event }: StoredEvent): void {
    const dossier = householdId === null ? undefined : this.dossiers.get(householdId);
    if (kind !== 'clash-found' || householdId === null || event.hamletId === null || !dossier?.file) return;
    dossier.file = step(dossier.file, { kind: 'noted' }, { ...event, householdId, hamletId: event.hamletId });
    dossier.dirty = true;
  }

  /** Areas and rounds as they now stand, for the interviews that follow. */
  private async look(kind: AnyBody['kind']): Promise<void> {
    if (AREA_EVENTS.has(kind)) this.around = { ...this.around, areas: await loadAreas(this.sql, await readAreaIds(this.sql)) };
    if (kind === 'round-opened') this.around = { ...this.around, rounds: await readRounds(this.sql) };
  }
}

const AREA_EVENTS: ReadonlySet<string> = new Set(['areas-loaded', 'hamlets-added', 'areas-reformed', 'area-type-set']);

/** Null where the body was erased; `erased` itself says enough by its header. */
function saidBy({ kind, body }: StoredEvent): AnyBody | null {
  // Parsed at the door, trusted inside: kind and body were matched when they were written.
  return body === null ? null : ({ kind, body: JSON.parse(body) } as AnyBody);
}

const PAGE = 2_000;

function readPage(sql: Sql, after: number): Promise<StoredEvent[]> {
  return sql.query<StoredEvent & Record<string, unknown>>(
    `select e.seq, e.book_id as "bookId", e.hamlet_id as "hamletId", e.version, e.event_id as "eventId", e.kind,
            e.household_id as "householdId", e.account_id as "accountId", e.recorded_at as "recordedAt", p.body
       from event e left join payload p on p.event_id = e.event_id
      where e.seq > $1
      order by e.seq limit ${PAGE}`,
    [after],
  );
}

async function readEpoch(sql: Sql): Promise<string | null> {
  const [row] = await sql.query<{ epoch: string }>('select epoch from installation');
  return row?.epoch ?? null;
}

async function countEvents(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ count: number }>('select count(*) from event');
  return row?.count ?? 0;
}

async function readAreaIds(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ area_id: string }>('select area_id from area');
  return rows.map((row) => row.area_id);
}

async function readRounds(sql: Sql): Promise<Map<string, RoundNow>> {
  const rows = await sql.query<{ round_id: string; state: 'open' | 'closed'; body: RoundNow['round'] }>(
    'select round_id, state, body from round',
  );
  const tables = await tablesOfRounds(
    sql,
    rows.map(({ body }) => body),
  );
  return new Map(rows.map((row) => [row.round_id, { round: row.body, state: row.state, gates: new Map(), tables: tables(row.body) }]));
}

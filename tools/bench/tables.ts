/**
 * How fast the official tables of a province are counted (đo tốc độ biểu): a register of the wanted size, whose projected rows
 * (households, residences, statuses, deciding interviews) are put in by COPY and not through the door, since only counting is
 * measured; then the numbers of all nine tables in one pass, each table alone as a request makes it, the named list, and beside
 * them, as the floor, one plain sum over the rows of residence and status. What was drawn is counted again here, and must be
 * what the tables say. Shares of poor households are round numbers, nobody's statistics.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Draw, drawSeeded } from '../../core/classify/proof/draw.ts';
import { sampleHousehold } from '../../core/classify/proof/households.ts';
import type { PovertyClass } from '../../core/classify/verdict.ts';
import { type AreaPeriod, type AreaTree, buildAreaTree } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { type AreaId, isAreaId } from '../../core/kernel/ids.ts';
import { householdFacts2019, realUnits } from '../../core/kernel/real-units.ts';
import { countOf, type Counts, sumCounts } from '../../core/report/figure-ids.ts';
import { columnsOf, figuresIn, formRows } from '../../core/report/forms/form.ts';
import { FORMS } from '../../core/report/forms/forms.ts';
import { TABLE_NUMBERS } from '../../core/report/views.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { asActor, type Tx } from '../../server/http/transaction.ts';
import { type Counted, countFigures } from '../../server/report/counting.ts';
import { namedRows } from '../../server/report/named.ts';
import { linesOf } from '../../server/report/table.ts';
import { type Territory, territoryOf } from '../../server/report/territory.ts';
import { type BenchResult, type BenchRow, machine, median } from './report.ts';
import { uuidOf } from './roster.ts';

export interface BenchTablesOptions {
  /** One register of that size. By default two: the census of 2019 in the 107 communes, and the merged province's. */
  readonly households?: number;
  readonly runs?: number;
  readonly onProgress?: (line: string) => void;
}

const END = date('2023-12-31');
const HOUSEHOLDS_OF_HAMLET = 393;
/** Of all 124 communes, by the census of 2019, rounded. */
const MERGED_PROVINCE = 945_600;
const SYSTEM = { accountId: uuidOf('bench', 'system'), reach: 'all', today: '2024-01-15' } as const;

export async function benchTables(options: BenchTablesOptions = {}): Promise<BenchResult> {
  const census = householdFacts2019().reduce((sum, fact) => sum + fact.households, 0);
  const sizes = options.households === undefined ? [census, MERGED_PROVINCE] : [options.households];
  const rows: BenchRow[] = [];
  for (const households of sizes) rows.push(...(await benchSize(households, options)));
  return { machine: machine(), rows };
}

async function benchSize(households: number, options: BenchTablesOptions): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'vuon-bench-'));
  const own = await startEmbedded({ dataDir: join(folder, 'postgres') });
  try {
    const { appUrl } = await migrate(own.url);
    const app = await openDatabase<unknown>(appUrl, { max: 2, name: 'vuon bench' });
    try {
      return await measure(app.db, own.url, { ...options, households });
    } finally {
      await app.close();
    }
  } finally {
    await own.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type Timed = (work: () => Promise<unknown>) => Promise<number>;

/** Once unmeasured, so that all is in memory; then the median. */
function timer(runs: number): Timed {
  return async (work) => {
    await work();
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const from = performance.now();
      await work();
      times.push(performance.now() - from);
    }
    return median(times);
  };
}

async function measure(
  db: Kysely<unknown>,
  ownerUrl: string,
  { households: n, runs = 5, onProgress = () => {} }: BenchTablesOptions & { readonly households: number },
): Promise<readonly BenchRow[]> {
  const tree = treeWithHamlets(Math.round(n / HOUSEHOLDS_OF_HAMLET));
  const territory = territoryOf(tree, provinceOf2023(tree), END);
  if (territory === null) throw new Error('There is no province on that day.');
  const { hamletIds } = territory;
  await fill(ownerUrl, hamletIds, n);
  onProgress(`${n} households in ${hamletIds.length} hamlets`);
  const at: Counted = { start: date('2022-12-31'), end: END, rulebook: '2022-2026', hamletIds };
  const asSystem = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => asActor(db, SYSTEM, work);
  mustAgree(await asSystem((tx) => countFigures(tx, at, CHECKED)), drawnTotals(n));
  const timed = timer(runs);
  const floor = await timed(() => asSystem((tx) => sql.raw(FLOOR).execute(tx)));
  const row = (name: string, ms: number): BenchRow => ({ name, n, median: ms, unit: 'ms', vs: FLOOR_NAME, ratio: ms / floor });
  const rows = [row('tables of the province', await timed(() => asSystem((tx) => allTables(tx, at, { tree, territory }))))];
  for (const table of TABLE_NUMBERS) {
    if (table === 15) continue;
    const ids = figuresIn(FORMS[table], at.rulebook);
    rows.push(row(`table ${table} alone`, await timed(() => asSystem((tx) => countFigures(tx, at, ids)))));
  }
  const named = { at, tree, on: END, readers: ['above' as const], language: 'vi' as const };
  rows.push(row('named list of the province', await timed(() => asSystem((tx) => namedRows(tx, named)))));
  return [...rows, { name: FLOOR_NAME, n, median: floor, unit: 'ms' }];
}

const FLOOR_NAME = 'one plain sum over residence and status';
const FLOOR = `select (select sum(people) from residence), (select sum(people) from status)`;

const CHECKED = ['households', 'people', 'poorHouseholds', 'poorPeople', 'nearPoorHouseholds', 'poorStart'] as const;

/** Throws where the tables say other numbers than were drawn: a fast wrong answer is none. */
function mustAgree(counts: ReadonlyMap<string, Counts>, drawn: Readonly<Record<(typeof CHECKED)[number], number>>): void {
  const total = sumCounts([...counts.values()], CHECKED);
  for (const id of CHECKED)
    if (countOf(total, id) !== drawn[id]) throw new Error(`The tables count ${countOf(total, id)} of ${id}; ${drawn[id]} were drawn.`);
}

/** Every number of the nine tables: one count, then the rows of each form; of the named list how many it names. */
async function allTables(tx: Tx, at: Counted, { tree, territory }: { tree: AreaTree; territory: Territory }): Promise<number> {
  const forms = Object.values(FORMS);
  const ids = [...new Set([...forms.flatMap((form) => figuresIn(form, at.rulebook)), 'poorPeople' as const])];
  const counts = await countFigures(tx, at, ids);
  const lines = linesOf(counts, { tree, territory, ids, total: '' });
  return forms.reduce(
    (cells, form) => cells + formRows(form, columnsOf(form, at.rulebook), lines, { household: '', person: '' }).length,
    0,
  );
}

// ---- the register ----------------------------------------------------------------------------------------------------

function provinceOf2023(tree: AreaTree): AreaId {
  const [fact] = householdFacts2019();
  const commune = fact === undefined ? undefined : tree.periods.get(fact.areaId)?.[0];
  const district = commune?.parentId ?? null;
  const province = district === null ? null : (tree.periods.get(district)?.[0]?.parentId ?? null);

  if (province === null) throw new Error('The census names no province.');
  return province;
}

/** The real communes of the census, each with its share of hamlets. */
function treeWithHamlets(hamlets: number): AreaTree {
  const units = realUnits();
  const communes = householdFacts2019().map((fact) => fact.areaId);
  const periods = Array.from({ length: hamlets }, (_, place): AreaPeriod => {
    const areaId = uuidOf('bench', `hamlet ${place}`);
    if (!isAreaId(areaId)) throw new Error(areaId);
    const rest = { code: null, kind: 'ap' as const, areaType: null, synthetic: true };
    return {
      areaId,
      from: date('2019-04-01'),
      to: null,
      name: `Ấp ${place + 1}`,
      parentId: communes[place % communes.length] ?? null,
      ...rest,
    };
  });
  return buildAreaTree({
    areas: [...units.areas, ...periods.map(({ areaId }) => ({ id: areaId, level: 'hamlet' as const }))],
    periods: [...units.periods, ...periods],
    lineage: units.lineage,
  });
}

const TABLES = {
  household: 'household_id, book_id, hamlet_id, head_name, head_folded, members, state, weight, source, version, registered_at',
  residence: 'household_id, hamlet_id, people, minority, valid_from, valid_to',
  status:
    'event_id, household_id, round_id, year, rulebook, hamlet_id, class, people, valid_from, valid_to, deprived, groups_mask, grounds_mask, cannot_escape, causes_mask, wanted_mask, source',
  interview:
    'round_id, household_id, hamlet_id, event_id, questionnaire, answers, area_type, interviewed_on, finished_at, account_id, version',
} as const;
type Table = keyof typeof TABLES;

async function fill(ownerUrl: string, hamletIds: readonly string[], households: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`insert into round values ('${ROUND}', 'yearly', 2023, '2023-09-01', '2023-12-14', 'closed', '{}')`);
    for (const table of ['household', 'interview'] as const)
      await client.query(`alter table ${table} alter column ${table === 'household' ? 'book_id' : 'account_id'} drop not null`);
    for (const table of ['household', 'residence', 'status', 'interview'] as const) {
      const lines = linesFor(table, hamletIds, households);
      await pipeline(Readable.from(lines), client.query(copyFrom(`copy ${table} (${TABLES[table]}) from stdin`)));
    }
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

const ROUND = uuidOf('bench', 'round');

interface Drawn {
  readonly draw: Draw;
  readonly people: number;
  /** Held from late 2021, 2022 and 2023; empty for the many that were never listed. */
  readonly classes: readonly PovertyClass[];
}

/** Of a hundred about five were ever listed, three or four are at the end. */
function drawn(n: number): Drawn {
  const draw = drawSeeded(n + 1);
  const people = 1 + draw(6);
  const chances = ['poor', 'near-poor', 'near-poor', 'not-poor'] as const;
  const classes = draw(100) < 5 ? Array.from({ length: 3 }, () => chances[draw(4)] ?? 'not-poor') : [];
  return { draw, people, classes };
}

function drawnTotals(households: number): Record<(typeof CHECKED)[number], number> {
  const total = { households, people: 0, poorHouseholds: 0, poorPeople: 0, nearPoorHouseholds: 0, poorStart: 0 };
  for (let n = 0; n < households; n += 1) {
    const { people, classes } = drawn(n);
    total.people += people;
    if (classes[1] === 'poor') total.poorStart += 1;
    if (classes[2] === 'near-poor') total.nearPoorHouseholds += 1;
    if (classes[2] !== 'poor') continue;
    total.poorHouseholds += 1;
    total.poorPeople += people;
  }
  return total;
}

/** Each table is drawn from the same seed, household by household, so that their rows belong together. */
function* linesFor(table: Table, hamletIds: readonly string[], households: number): Generator<string> {
  const row = (...cells: readonly (string | number | boolean | null)[]) =>
    `${cells.map((cell) => (cell === null ? '\\N' : cell === true ? 't' : cell === false ? 'f' : cell)).join('\t')}\n`;
  for (let n = 0; n < households; n += 1) {
    const { draw, people, classes } = drawn(n);
    const id = numbered(1, n);
    const hamlet = hamletIds[n % hamletIds.length] ?? '';
    if (table === 'household')
      yield row(id, null, hamlet, 'Nguyễn Văn An', `nguyen van an ${n % 977}`, people, 'present', 1, 'census-roster', 1, '2019-04-01');
    if (table === 'residence') {
      const moved = draw(40) === 0;
      if (moved) yield row(id, hamlet, people, false, '2019-04-01', '2023-06-01');
      yield row(id, hamlet, people, draw(40) === 0, moved ? '2023-06-01' : '2019-04-01', null);
    }
    if (table === 'status')
      for (const [place, found] of classes.entries()) {
        const [from, to] = [`${2021 + place}-11-20`, place === 2 ? null : `${2022 + place}-11-20`];
        const masks =
          place === 0
            ? [null, null, null, null, null, null]
            : [draw(4096), draw(8), draw(8), draw(2) === 0 ? 'yes' : 'no', draw(256), draw(64)];
        const standard = place === 0 ? null : '2022-2026';
        yield row(
          numbered(10 + place, n),
          id,
          place === 2 ? ROUND : null,
          2021 + place,
          standard,
          hamlet,
          found,
          people,
          from,
          to,
          ...masks,
          place === 0 ? 'recorded' : 'decision',
        );
      }
    if (table === 'interview' && classes.length > 0) {
      const answers = JSON.stringify(answersFor(draw, n)).replaceAll('\\', '\\\\');
      yield row(ROUND, id, hamlet, numbered(20, n), 'b-2022', answers, 'rural', '2023-10-01', '2023-10-01', null, 2);
    }
  }
}

function answersFor(draw: Draw, n: number): unknown {
  const { answers } = sampleHousehold(draw);
  return { ...answers, members: answers.members.map((member, place) => ({ ...member, memberId: numbered(30 + place, n) })) };
}

function numbered(kind: number, n: number): string {
  const spread = (Math.imul(n + 1, 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `${spread}-0000-4000-8${kind.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
}

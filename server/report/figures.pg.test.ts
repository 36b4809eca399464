/**
 * Every figure on a register of random facts (moves, gaps, statuses of every source, masks, interviews, rosters), put into the
 * tables as they lie: the SQL against the pure definition on many pairs of days. Then the proof that the comparison can fail:
 * each part of each condition, and each condition of the function beneath, is planted wrong in turn and must be noticed.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { drawSeeded } from '../../core/classify/proof/draw.ts';
import { CLASSES, RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { addDays, date, type PlainDate } from '../../core/kernel/dates.ts';
import { uuidFrom } from '../../core/kernel/ids.ts';
import { CHANGED_LISTS, CHANGES } from '../../core/report/changes.ts';
import { countFigures as countPure, type Moment, type Snapshot } from '../../core/report/figure.ts';
import { countOf, FIGURE_IDS, type FigureId } from '../../core/report/figure-ids.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { readFacts } from '../../tools/test/report-facts.ts';
import { reportLines } from '../db/migrations/0130-report-lines.ts';
import { asActor } from '../http/transaction.ts';
import { FIGURE_OF } from './changes.ts';
import { type Clause, type Clauses, clausesOf } from './clauses.ts';
import { countBehind, countFigures, pageOfFigure } from './counting.ts';
import { readMoved } from './moved.ts';

const SEED = Number(process.env['VUON_SEED'] ?? 1);
/** Made from the run's seed, and from one that stays, so that a mistake noticed once is noticed always. */
const RANDOM = { hamlets: ['h1', 'h2'], households: 1_500, seed: SEED };
const FIXED = { hamlets: ['h3', 'h4'], households: 6_000, seed: 7 };
const HAMLETS = [...RANDOM.hamlets, ...FIXED.hamlets];
const START = date('2025-12-20');
const ROUND = idOf('round');
const MOMENTS: readonly Moment[] = [
  { start: addDays(START, 6), end: addDays(START, 14), rulebook: '2022-2026' },
  { start: addDays(START, 3), end: addDays(START, 9), rulebook: '2022-2026' },
  { start: addDays(START, 9), end: addDays(START, 18), rulebook: '2027-2030' },
  { start: addDays(START, 6), end: addDays(START, 9), rulebook: '2027-2030' },
  { start: addDays(START, 12), end: addDays(START, 15), rulebook: '2027-2030' },
  { start: addDays(START, 10), end: addDays(START, 13), rulebook: '2022-2026' },
];

const { app, ownerPool } = await withDatabase();
let facts: Snapshot;
before(async () => {
  await fill();
  facts = await readFacts(ownerPool);
});

function idOf(name: string): string {
  return uuidFrom(createHash('sha256').update(name).digest().subarray(0, 16));
}

// ---- a register of random facts --------------------------------------------------------------------------------------

type Tables = Record<'household' | 'residence' | 'status' | 'interview' | 'member', object[]>;

function make(tables: Tables, { hamlets, households, seed }: typeof RANDOM): void {
  const draw = drawSeeded(seed);
  for (let n = 0; n < households; n += 1) {
    const i = `${hamlets.join()} ${n}`;
    const household_id = idOf(`household ${i}`);
    const pick = picker(draw);
    tables.household.push({ household_id, hamlet_id: pick(hamlets), head_folded: `ho ${draw(50)}` });
    for (const period of periods(draw))
      tables.residence.push({
        household_id,
        hamlet_id: pick(hamlets),
        people: draw(6),
        minority: pick([true, false, null]),
        ...period,
      });
    for (const [place, period] of [...periods(draw), ...instants(draw)].entries())
      tables.status.push({ household_id, ...statusOf(draw, `${i} ${place}`), ...period });
    if (draw(2) === 0)
      tables.interview.push({ household_id, round_id: ROUND, event_id: idOf(`visit ${i}`), answers: { members: people(draw) } });
    for (const [ordinal, person] of people(draw).entries())
      tables.member.push({
        household_id,
        member_id: idOf(`member ${i} ${ordinal}`),
        ordinal,
        state: pick(['present', 'dead', 'left']),
        ...person,
      });
  }
}

async function fill(): Promise<void> {
  const tables: Tables = { household: [], residence: [], status: [], interview: [], member: [] };
  make(tables, RANDOM);
  make(tables, FIXED);
  const client = await ownerPool.connect();
  try {
    // Only some columns matter here.
    await client.query("insert into round values ($1, 'yearly', 2025, '2025-09-01', '2025-12-31', 'closed', '{}')", [ROUND]);
    for (const [table, column] of NEEDED) await client.query(`alter table ${table} alter column ${column} drop not null`);
    for (const [table, rows] of Object.entries(tables)) {
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].join(', ');
      await client.query(`insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
        JSON.stringify(rows),
      ]);
    }
    await client.query('analyze');
  } finally {
    client.release();
  }
}

const NEEDED: readonly (readonly [string, string])[] = [
  ...['book_id', 'head_name', 'members', 'state', 'weight', 'source', 'version', 'registered_at'].map(
    (column) => ['household', column] as const,
  ),
  ...['hamlet_id', 'questionnaire', 'area_type', 'interviewed_on', 'finished_at', 'account_id', 'version'].map(
    (column) => ['interview', column] as const,
  ),
  ...['hamlet_id', 'full_name', 'folded', 'birth', 'version'].map((column) => ['member', column] as const),
  ['status', 'hamlet_id'],
];

type Draw = (below: number) => number;

/** Up to four periods that touch, leave gaps, or are still open; they never overlap. */
function periods(draw: Draw): { valid_from: PlainDate; valid_to: PlainDate | null }[] {
  const days = Array.from({ length: 1 + draw(4) }, () => draw(20)).sort((a, b) => a - b);
  return [...new Set(days)].flatMap((day, place, all) => {
    const next = all[place + 1];
    const valid_from = addDays(START, day);
    if (draw(5) === 0) return [];
    if (next === undefined) return [{ valid_from, valid_to: draw(4) === 0 ? addDays(START, day + 1 + draw(5)) : null }];
    return [{ valid_from, valid_to: addDays(START, draw(4) === 0 ? day + 1 : next) }];
  });
}

/** A status that another of the same day replaced at once. */
function instants(draw: Draw): { valid_from: PlainDate; valid_to: PlainDate }[] {
  const day = addDays(START, draw(20));
  return draw(4) === 0 ? [{ valid_from: day, valid_to: day }] : [];
}

function statusOf(draw: Draw, name: string) {
  const pick = picker(draw);
  const decided = draw(3) !== 0;
  const rest = { event_id: idOf(`status ${name}`), class: pick(CLASSES), people: 1 + draw(5) };
  if (!decided) return { ...rest, rulebook: null, year: pick([2020, 2021, 2021, 2026, 2026, 2027, 2027, 2030, 2031]), source: 'recorded' };
  const masks = { deprived: draw(4096), groups_mask: pick([0, draw(8)]), causes_mask: draw(256), grounds_mask: draw(8) };
  return {
    ...rest,
    ...masks,
    rulebook: pick(RULEBOOK_IDS),
    year: 2025,
    round_id: pick([ROUND, null]),
    cannot_escape: pick(['yes', 'no', 'unknown']),
    source: 'decision',
  };
}

function people(draw: Draw): { relation: string; sex: string }[] {
  const pick = picker(draw);
  return Array.from({ length: 1 + draw(3) }, () => ({
    relation: pick(['head', 'child', 'spouse']),
    sex: pick(['male', 'female', 'dont-know']),
  }));
}

function picker(draw: Draw): <T>(list: readonly T[]) => T {
  return (list) => {
    const found = list[draw(list.length)];
    return found === undefined ? failure() : found;
  };
}

function failure(): never {
  throw new Error('unreachable: an empty list');
}

// ---- comparing -------------------------------------------------------------------------------------------------------

const SYSTEM = { accountId: idOf('system'), reach: 'all', today: '2026-02-01' } as const;

/** Figures whose numbers differ between SQL and definition at that moment. */
async function differing(at: Moment, hamlets: readonly string[], clauses: Clauses = clausesOf(at.rulebook)): Promise<Set<FigureId>> {
  const bySql = await asActor(app, SYSTEM, (tx) => countFigures(tx, { ...at, hamletIds: hamlets }, FIGURE_IDS, clauses));
  const differ = new Set<FigureId>();
  for (const [id, pure] of pureAt(at))
    for (const hamlet of hamlets) if (countOf(bySql.get(hamlet) ?? {}, id) !== (pure.get(hamlet) ?? 0)) differ.add(id);
  return differ;
}

const known = new Map<Moment, ReturnType<typeof countPure>>();
function pureAt(at: Moment): ReturnType<typeof countPure> {
  const found = known.get(at) ?? countPure(facts, at);
  known.set(at, found);
  return found;
}

test('the SQL of every figure equals its definition', async () => {
  for (const at of MOMENTS)
    assert.deepEqual([...(await differing(at, HAMLETS))], [], `from ${at.start} to ${at.end} under ${at.rulebook}, seed ${SEED}`);
  for (let day = 0; day <= 20; day += 4) {
    const at = { start: addDays(START, Math.max(0, day - 5)), end: addDays(START, day), rulebook: RULEBOOK_IDS[day % 2] ?? failure() };
    assert.deepEqual([...(await differing(at, HAMLETS))], [], `until ${at.end}, seed ${SEED}`);
  }
  const never = FIGURE_IDS.filter((id) => MOMENTS.every((at) => [...(pureAt(at).get(id)?.values() ?? [])].every((count) => count === 0)));
  assert.deepEqual(never, [], 'figures that nothing here counts');
});

test('behind a number are as many households, in pages that follow each other', async () => {
  const [at] = MOMENTS;
  assert.ok(at);
  const counted = { ...at, hamletIds: HAMLETS };
  for (const id of ['households', 'poorHouseholds', 'poorDownOther', 'nearPoorFemaleHead', 'poorUpOtherPeople'] as const) {
    await asActor(app, SYSTEM, async (tx) => {
      const total = await countBehind(tx, counted, id);
      const seen: string[] = [];
      for (let after = null as Awaited<ReturnType<typeof pageOfFigure>>[number] | null; ; ) {
        const page = await pageOfFigure(tx, counted, { id, after, limit: 17 });
        seen.push(...page.map(({ householdId }) => householdId));
        if (page.length < 17) break;
        after = page.at(-1) ?? null;
      }
      assert.equal(new Set(seen).size, total, id);
      assert.equal(seen.length, total, id);
      const number = [...(pureAt(at).get(id)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
      if (!id.endsWith('People')) assert.equal(total, number, id);
    });
  }
});

test('the households that came onto a list and left it are those of the figures', async () => {
  for (const at of MOMENTS)
    for (const list of CHANGED_LISTS) {
      const moved = await asActor(app, SYSTEM, (tx) => readMoved(tx, { ...at, hamletIds: HAMLETS }, list));
      for (const change of CHANGES)
        for (const hamlet of HAMLETS) {
          const found = moved.filter(({ hamletId, told }) => hamletId === hamlet && told.change === change).length;
          const where = `${list} ${change} ${hamlet} from ${at.start} to ${at.end}, seed ${SEED}`;
          assert.equal(found, pureAt(at).get(FIGURE_OF[list][change])?.get(hamlet) ?? 0, where);
        }
    }
});

// ---- planted mistakes ------------------------------------------------------------------------------------------------

/** The same condition with one part left out, turned round or changed, and with another size. */
function mistakesIn(clause: Clause): Clause[] {
  const { where, size } = clause;
  const others = where.flatMap((part, place) => {
    const put = (...parts: string[]): Clause => ({ ...clause, where: [...where.slice(0, place), ...parts, ...where.slice(place + 1)] });
    const bit = /& (\d+) <> 0/.exec(part);
    // Those who lack nothing add nothing: left out they only leave the list behind.
    if (part === 'deprived <> 0') return [put('deprived = 0')];
    return [
      put(),
      put(`not (${part})`),
      ...(bit === null
        ? []
        : [put(part.replace(/& \d+/, `& ${bit[1] === '1' ? 2 : 1}`)), put(part.replace(/& \d+/, `& ${Number(bit[1]) | 3}`))]),
      ...(part.includes("'poor'") ? [put(part.replaceAll("'poor'", "'not-poor'"))] : []),
      ...(part.includes("'near-poor'") ? [put(part.replaceAll("'near-poor'", "'poor'"))] : []),
    ];
  });
  const sizes =
    size === '1'
      ? ['2']
      : [
          '1',
          `(${size}) + 1`,
          ...(/_people/.test(size) ? [size.replaceAll('was_', 'x_').replaceAll('now_', 'was_').replaceAll('x_', 'now_')] : []),
        ];
  return [...others, ...sizes.map((other) => ({ ...clause, size: other }))];
}

/** What nobody lacks under the other standard, and bits that already hold both they are mixed with, cannot be planted wrong so. */
function same(a: Clause, b: Clause): boolean {
  return a.size === b.size && a.where.join(' and ') === b.where.join(' and ');
}

test('one wrong part in the condition of any figure is noticed', async () => {
  const survived: string[] = [];
  const planted = new Map(
    RULEBOOK_IDS.map((rulebook) => {
      const right = clausesOf(rulebook);
      return [
        rulebook,
        new Map(
          FIGURE_IDS.map((id) => [id, mistakesIn(right.get(id) ?? failure()).filter((wrong) => !same(wrong, right.get(id) ?? failure()))]),
        ),
      ];
    }),
  );
  const rounds = Math.max(...[...planted.values()].flatMap((each) => [...each.values()].map((wrongs) => wrongs.length)));
  let tried = 0;
  for (let round = 0; round < rounds; round += 1) {
    const noticed = new Map(RULEBOOK_IDS.map((rulebook) => [rulebook, new Set<FigureId>()]));
    for (const at of MOMENTS) {
      const wrong: Clauses = new Map(
        FIGURE_IDS.map((id) => [id, planted.get(at.rulebook)?.get(id)?.[round] ?? clausesOf(at.rulebook).get(id) ?? failure()]),
      );
      for (const id of await differing(at, FIXED.hamlets, wrong)) noticed.get(at.rulebook)?.add(id);
    }
    for (const rulebook of RULEBOOK_IDS) {
      const { indicators } = rulebookById(rulebook);
      for (const id of FIGURE_IDS) {
        const clause = planted.get(rulebook)?.get(id)?.[round];
        const foreign = /Deprived\.(.*)/.exec(id)?.[1];
        if (clause === undefined || (foreign !== undefined && !indicators.some((indicator) => indicator === foreign))) continue;
        tried += 1;
        if (!noticed.get(rulebook)?.has(id)) survived.push(`${id}: ${clause.size} where ${clause.where.join(' and ')}`);
      }
    }
  }
  assert.deepEqual(survived, [], `seed ${SEED}`);
  assert.ok(tried > 1_500, `${tried} planted`);
});

/** Each comparison, each list of classes, each condition of place in the text of the function. */
function mistakesInFunction(): string[] {
  const swaps: readonly (readonly [RegExp, string])[] = [
    [/ <= \$[23]/g, ' < $&'.replace(' <= ', '')],
    [/people > 0/g, 'people >= 0'],
    [/> \$[23]\)/g, '>=$&'],
    [/ in \('poor', 'near-poor'\)/g, " in ('poor')"],
    [/hamlet_id = any \(\$1\)/g, "hamlet_id = 'h1'"],
    [/s\.rulebook = \$4 or/g, 'true or'],
    [/between \$5 and \$6/g, 'between $5 + 1 and $6'],
    [/between \$5 and \$6/g, 'between $5 and $6 - 1'],
    [/and s\.class = b\.class/g, ''],
    [/ and r\.hamlet_id = [ab]\.hamlet_id/g, ''],
    [/ and b\.hamlet_id = a\.hamlet_id/g, ''],
    [/s\.valid_to > s\.valid_from/g, 'true'],
    [/m\.value ->> 'relation' = 'head'/g, 'false'],
    [/ and i\.round_id = b\.round_id/g, ''],
    [/ and m\.state = 'present'/g, ''],
    [/when 'female' then true/g, "when 'female' then false"],
  ];
  const wrongs: string[] = [];
  for (const [pattern, by] of swaps) {
    for (const found of reportLines.matchAll(pattern)) {
      const put = pattern.source.startsWith(' <= ')
        ? found[0].replace('<=', '<')
        : pattern.source.startsWith('> ')
          ? found[0].replace('>', '>=')
          : by;
      wrongs.push(reportLines.slice(0, found.index) + put + reportLines.slice(found.index + found[0].length));
    }
  }
  return wrongs;
}

test('one wrong condition in the function that finds the lines is noticed', async () => {
  const survived: string[] = [];
  const wrongs = mistakesInFunction();
  assert.ok(wrongs.length > 40, `${wrongs.length} planted`);
  try {
    for (const wrong of wrongs) {
      await ownerPool.query(wrong);
      let noticed = false;
      for (const at of MOMENTS) noticed ||= (await differing(at, FIXED.hamlets)).size > 0;
      if (!noticed) survived.push(lineThatDiffers(wrong));
    }
  } finally {
    await ownerPool.query(reportLines);
  }
  assert.deepEqual(survived, [], `seed ${SEED}`);
});

function lineThatDiffers(wrong: string): string {
  const right = reportLines.split('\n');
  const place = wrong.split('\n').findIndex((line, index) => line !== right[index]);
  return `${place}: ${wrong.split('\n')[place]}`;
}

/**
 * What is kept of figures, movements and late acts equals what is counted anew, after every step of a random life: moves between
 * communes, births and deaths and deaths taken back, splits and merges, corrections, visits, decisions, acts about a year long closed,
 * erasure, a reform, a register built again. For every reader, hamlet, commune before and after the reform, district and province.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import Fastify from 'fastify';
import type { AreaLevel, AreaTree } from '../../core/kernel/areas.ts';
import { date, type Instant } from '../../core/kernel/dates.ts';
import type { Round } from '../../core/meeting/round.ts';
import { CHANGED_LISTS } from '../../core/report/changes.ts';
import { FIGURE_IDS } from '../../core/report/figure-ids.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import { type AnyCommand, answersOf, command, id, interview, member, register, ROUND } from '../../tools/test/small-province.ts';
import { keepAreaTree } from '../access/areas.ts';
import type { Scope } from '../db/scope.ts';
import { asActor, type Tx } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { judgeByRulebooks } from '../ledger/judge.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { changesView } from './changes.ts';
import type { Counted } from './counting.ts';
import { figuresOfYear, momentOf } from './figures.ts';
import { ANEW, type Counting, keepCounting } from './kept.ts';
import { findRound } from './store.ts';
import { dayOf, tableView } from './table.ts';
import { territoryOf } from './territory.ts';
import { warmCounting } from './warm.ts';
const SEED = Number(process.env['VUON_SEED'] ?? 1);
const STEPS = 16;
const REFORM = '2025-07-01';
const PROVINCE = 'a8001';
const DISTRICTS = ['a8011', 'a8012'] as const;
/** The first is no more after the reform; the last is there only since. */
const COMMUNES = ['a8101', 'a8102', 'a8103', 'a8104'] as const;
const HAMLETS = [1, 2, 3, 4, 5].map((n) => id(`kept hamlet ${n}`));
const OLD_HOME = [0, 0, 1, 1, 2];
/** Of the hamlets after the reform. */
const NEW_HOME = [3, 1, 1, 3, 2];
const TODAY = '2026-10-01';
const OLD: Round = { ...ROUND, roundId: id('kept round 2025'), year: 2025, opensOn: '2025-09-01', closesOn: '2025-12-14' };
const { app, owner, ownerPool } = await withDatabase();
const NAMES = Array.from({ length: 12 }, (_, i) => `Giữ ${i}`);
const household = (name: string) => id(`household ${name}`);

async function send(commands: readonly AnyCommand[], today: string): Promise<number> {
  const answers = await submit(app, 'system', commands, { now: `${today}T02:00:00.000Z`, today });
  return answers.filter(({ answer }) => answer === 'taken').length;
}

async function takeAll(commands: readonly AnyCommand[], today: string): Promise<void> {
  for (const answer of await submit(app, 'system', commands, { now: `${today}T02:00:00.000Z`, today }))
    assert.equal(answer.answer, 'taken', JSON.stringify(answer));
}

function period(areaId: string, kind: string, over: { parentId: string | null; from?: string; to?: string }) {
  const areaType = kind === 'xa' ? ('rural' as const) : null;
  const { parentId, from = '2020-01-01', to = null } = over;
  return { areaId, from, to, code: areaId.slice(1), name: `Đơn vị ${areaId}`, kind, areaType, parentId, synthetic: false };
}

async function foundOld(): Promise<void> {
  const level = (areaId: string, of: AreaLevel) => ({ areaId, level: of });
  const [one, two, three, four] = COMMUNES;
  await takeAll(
    [
      command('installation-created', {
        ...{
          installationId: id('kept installation'),
          provinceId: PROVINCE,
          provinceCode: '98',
          provinceName: 'Tỉnh Giữ',
          demonstration: true,
        },
      }),
      command('areas-loaded', {
        areas: [
          level(PROVINCE, 'province'),
          ...DISTRICTS.map((areaId) => level(areaId, 'district')),
          ...COMMUNES.map((areaId) => level(areaId, 'commune')),
        ],
        periods: [
          period(PROVINCE, 'tinh', { parentId: null }),
          ...DISTRICTS.map((areaId) => period(areaId, 'huyen', { parentId: PROVINCE, to: REFORM })),
          period(one, 'xa', { parentId: DISTRICTS[0], to: REFORM }),
          ...[two, three].flatMap((areaId, place) => [
            period(areaId, 'xa', { parentId: DISTRICTS[place] ?? PROVINCE, to: REFORM }),
            period(areaId, 'xa', { parentId: PROVINCE, from: REFORM }),
          ]),
          period(four, 'xa', { parentId: PROVINCE, from: REFORM }),
        ],
        lineage: [],
      }),
      command('hamlets-added', {
        hamlets: HAMLETS.map((areaId, place) => ({
          ...{ areaId, bookId: id(`kept book ${place}`), name: `Ấp ${place + 1}`, kind: 'ap', from: '2020-01-01', synthetic: true },
          communeId: COMMUNES[OLD_HOME[place] ?? 0] ?? one,
        })),
      }),
      command('areas-reformed', {
        ...{ on: REFORM, document: 'Nghị quyết thử' },
        hamlets: [0, 1, 3].map((place) => ({
          ...{ areaId: HAMLETS[place] ?? '', communeId: COMMUNES[NEW_HOME[place] ?? 0] ?? four, name: `Ấp ${place + 1} mới`, kind: 'ap' },
        })),
      }),
      command('round-opened', { round: OLD, communes: [two, three, four] }),
    ],
    '2025-09-01',
  );
}
const recorded = (name: string, year: number, found: 'poor' | 'near-poor' | 'not-poor') =>
  command('status-recorded', {
    ...{ householdId: household(name), year, class: found, origin: null, b1: null, b2: null, reviewer: null, formA: null },
    ...{ reviewedOn: `${year}-11-20`, source: 'thử' },
  });
const moved = (name: string, hamlet: string, on: string) =>
  command('move-household', { householdId: household(name), toHamletId: hamlet, address: null, on });
const decided = (round: Round, communeId: string, on: string) =>
  command('decide-list', {
    ...{ decisionId: id(`kept decision ${round.year} ${communeId}`), roundId: round.roundId, rulebook: '2022-2026' as const },
    ...{ communeId, number: `${round.year}/QĐ ${communeId}`, decidedOn: on },
  });

/** Three years of lists, the year 2025 closed, decided in all communes but one; three households have moved to other communes since. */
async function livePast(): Promise<void> {
  const FOUND = ['poor', 'near-poor', 'not-poor'] as const;
  await takeAll(
    NAMES.flatMap((name, i) => [register(name, HAMLETS[i % 5] ?? '', 4), recorded(name, 2023, FOUND[i % 3] ?? 'poor')]),
    '2025-09-02',
  );
  await takeAll(
    NAMES.flatMap((name, i) => [
      recorded(name, 2024, FOUND[(i + 1) % 3] ?? 'poor'),
      command('review-listed', { householdId: household(name), roundId: OLD.roundId, why: 'on-list' }),
    ]),
    '2025-09-03',
  );
  const visit = {
    roundId: OLD.roundId,
    interviewedOn: '2025-10-05',
    startedAt: '2025-10-05T02:00:00.000Z',
    endedAt: '2025-10-05T03:00:00.000Z',
  };
  await takeAll(
    NAMES.map((name, i) => interview(name, { ...visit, answers: answersOf(name, i === 4 ? 'not-poor' : (FOUND[i % 2] ?? 'poor')) })),
    '2025-10-06',
  );
  const [, two, , four] = COMMUNES;
  await takeAll([decided(OLD, two, '2025-11-20'), decided(OLD, four, '2025-11-20')], '2025-11-21');
  await takeAll([command('round-closed', { roundId: OLD.roundId })], '2025-12-20');
  await takeAll([command('round-opened', { round: ROUND, communes: [...COMMUNES.slice(1)] })], '2026-09-01');
  const away = [
    moved('Giữ 0', HAMLETS[4] ?? '', '2026-03-01'),
    moved('Giữ 1', HAMLETS[3] ?? '', '2026-03-01'),
    moved('Giữ 2', HAMLETS[0] ?? '', '2026-04-01'),
  ];
  await takeAll(away, '2026-09-10');
}

await foundOld();
await livePast();
const scope = (name: string, hamlets: readonly number[] | null): Scope => ({
  accountId: id(`kept ${name}`),
  reach: hamlets === null ? 'all' : { hamlets: hamlets.map((place) => HAMLETS[place] ?? ''), communes: [] },
  today: TODAY,
});
const inCommune = (place: number) => NEW_HOME.flatMap((home, hamlet) => (home === place ? [hamlet] : []));
/** The province asks first, so that what it was told lies there when the others ask, and last. */
const ALL = scope('province', null);
const OTHERS: readonly Scope[] = [
  ...[1, 2, 3].map((place) => scope(`commune ${place}`, inCommune(place))),
  scope('hamlets', [0]),
  scope('hamlets', [1, 2]),
];
const UNITS = [PROVINCE, ...DISTRICTS, ...COMMUNES, HAMLETS[0] ?? '', HAMLETS[4] ?? ''];
const kept = keepCounting();
const tree = keepAreaTree();
interface Asked {
  readonly counting: Counting;
  readonly at: AreaTree;
  /** Which of the units are asked for whole pages; the numbers of every hamlet are asked for always. */
  readonly turn: number;
}

async function everything(tx: Tx, { counting, at, turn }: Asked): Promise<unknown> {
  const told: Record<string, unknown> = {};
  const today = date(TODAY);
  for (const year of [2025, 2026, turn % 2 === 0 ? 2024 : 2023]) {
    const moment: Counted = await momentOf(tx, { year, today }, HAMLETS);
    told[`figures ${year}`] = Object.fromEntries([...(await counting.figures(tx, moment, FIGURE_IDS))].sort());
    for (const list of CHANGED_LISTS) told[`moved ${list} ${year}`] = await counting.moved(tx, moment, list);
    const id = FIGURE_IDS[(turn * 7 + year) % FIGURE_IDS.length] ?? 'poorUpOtherPeople';
    for (const each of [id, 'poorPeople', 'poorUpOtherPeople'] as const) told[`${each} ${year}`] = await counting.behind(tx, moment, each);
    const territory = territoryOf(at, UNITS[turn % UNITS.length] ?? PROVINCE, moment.end);
    if (territory === null) continue;
    told[`year ${year}`] = await figuresOfYear(tx, { tree: at, territory, asked: { year, today }, counting });
    told[`changes ${year}`] = await changesView(tx, { tree: at, territory, asked: { year, today }, list: 'poor', counting });
  }
  for (const { roundId } of [OLD, ROUND]) {
    const round = await findRound(tx, roundId);
    assert.ok(round !== null);
    const end = dayOf(round, today);
    told[`late ${roundId}`] = await counting.late(tx, { roundId, end, hamletIds: HAMLETS });
    const territory = territoryOf(at, UNITS[(turn + 1) % UNITS.length] ?? PROVINCE, end);
    assert.ok(territory !== null);
    const rest = { round, today, language: 'vi' as const, rulebook: null, readers: ['above' as const] };
    told[`table ${roundId}`] = await tableView(tx, { table: 2, territory, tree: at, counting, ...rest });
  }
  return told;
}

let compared = 0;
async function same(when: string, readers: readonly Scope[]): Promise<void> {
  for (const reader of [ALL, ...readers, ALL]) {
    const [shown, anew] = await asActor(app, reader, async (tx) => {
      const [at, turn] = [await tree(tx), compared];
      return [await everything(tx, { counting: kept, at, turn }), await everything(tx, { counting: ANEW, at, turn })];
    });
    assert.deepEqual(shown, anew, `${when}, seed ${SEED}, reader ${JSON.stringify(reader.reach)}`);
    compared += 1;
  }
}

async function headOf(hamlet: string): Promise<string> {
  const { rows } = await ownerPool.query(`select encode(hash, 'hex') as hash from head where hamlet_id = $1`, [hamlet]);
  return rows[0].hash;
}

async function poorStart(hamlet: string): Promise<number> {
  return asActor(app, scope('hamlet', [HAMLETS.indexOf(hamlet)]), async (tx) => {
    const at = await momentOf(tx, { year: 2025, today: date(TODAY) }, [hamlet]);
    return (await kept.figures(tx, at, ['poorStart'])).get(hamlet)?.poorStart ?? 0;
  });
}

test('as soon as there is a past', () => same('before anything', OTHERS));

test('what another book says of a household that moved away changes the past of the hamlet that it left', async () => {
  const [first] = HAMLETS;
  assert.ok(first !== undefined);
  const [head, before] = [await headOf(first), await poorStart(first)];
  assert.equal(await send([recorded('Giữ 0', 2024, 'poor')], TODAY), 1);
  assert.equal(await headOf(first), head, 'its own book has not moved');
  assert.equal(await poorStart(first), before + 1);
  await same('after a list told elsewhere', OTHERS);
});

test('of a household out of reach a reader is told that it moved on the list, and not why', async () => {
  const told = async (reader: Scope) =>
    asActor(app, reader, async (tx) => {
      const at = await momentOf(tx, { year: 2025, today: date(TODAY) }, [HAMLETS[1] ?? '']);
      const moves = await kept.moved(tx, at, 'near-poor');
      return moves.filter(({ householdId }) => householdId === household('Giữ 1')).map((move) => move.told);
    });
  const [seen] = await told(ALL);
  const [unseen] = await told(scope('hamlets', [1, 2]));
  assert.ok(seen?.points && seen.why !== null, JSON.stringify(seen));
  assert.equal(unseen?.change, seen.change);
  assert.deepEqual([unseen.points, unseen.why, unseen.lacks], [null, null, []]);
  assert.deepEqual(await told(scope('hamlets', [1, 3])), [seen]);
});

test('a register that was built again is counted again, also where no book has moved', async () => {
  const visits = ['Giữ 0', 'Giữ 4', 'Giữ 9'].map((name) => interview(name, { answers: answersOf(name, 'poor') }));
  const listed = command('review-listed', { householdId: household('Giữ 4'), roundId: ROUND.roundId, why: 'request' });
  await takeAll([listed, ...visits, decided(ROUND, COMMUNES[2], TODAY)], TODAY);
  const points = async () =>
    asActor(app, ALL, async (tx) => {
      const at = await momentOf(tx, { year: 2026, today: date(TODAY) }, HAMLETS);
      const moves = await kept.moved(tx, at, 'poor');
      return moves.find(({ householdId }) => householdId === household('Giữ 4'))?.told.points?.from ?? null;
    });
  assert.notEqual(await points(), null, 'compared with the visit before, which nobody has decided on');
  const stricter = {
    ...judgeByRulebooks,
    verdict: (...asked: Parameters<typeof judgeByRulebooks.verdict>) => ({
      ...judgeByRulebooks.verdict(...asked),
      outcome: 'near-poor' as const,
    }),
  };
  await rebuild(owner, { judge: stricter });
  assert.equal(await points(), null, 'which now says something else than the list of its year');
  await same('after rebuilding by other rules', OTHERS.slice(0, 2));
  await rebuild(owner);
  assert.notEqual(await points(), null);
});

test('once a server listens, this year and every round are counted, hamlet by hamlet', async () => {
  const server = Fastify();
  const wanted = new Set([TODAY, '2025-12-31'].flatMap((end) => HAMLETS.map((hamletId) => `${end} ${hamletId}`)));
  await new Promise<void>((resolve) => {
    const counting: Counting = {
      ...kept,
      moved: async (tx, at, list) => {
        const moves = await kept.moved(tx, at, list);
        for (const hamletId of at.hamletIds) wanted.delete(`${at.end} ${hamletId}`);
        return moves;
      },
    };
    const clock = () => ({ today: date(TODAY), now: `${TODAY}T02:00:00.000Z` as Instant });
    warmCounting({ app: server, db: app, clock, count: () => resolve() }, counting);
    void server.listen({ host: '127.0.0.1', port: 0 });
  });
  assert.deepEqual([...wanted], []);
  await server.close();
  await same('with what was counted beforehand', OTHERS);
});

const DAYS = ['2024-06-01', '2025-06-15', '2025-12-30', '2026-03-01', '2026-09-25'];
const KINDS = [
  ...(['moves', 'moves', 'moves', 'is born', 'dies', 'lives after all', 'leaves', 'splits', 'merges', 'is corrected'] as const),
  ...(['is recorded', 'is visited', 'is visited', 'is visited late', 'goes', 'is erased', 'is decided'] as const),
];

interface Act {
  readonly who: string;
  readonly what: (typeof KINDS)[number];
  readonly other: string;
  readonly hamlet: string;
  readonly on: string;
  readonly place: number;
  readonly found: 'poor' | 'near-poor' | 'not-poor';
}

const drawn: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom(...NAMES),
  other: fc.constantFrom(...NAMES),
  what: fc.constantFrom(...KINDS),
  hamlet: fc.constantFrom(...HAMLETS),
  on: fc.constantFrom(...DAYS),
  place: fc.integer({ min: 1, max: 3 }),
  found: fc.constantFrom('poor', 'near-poor', 'not-poor'),
});

let count = 0;
function commandOf({ who, what, other, hamlet, on, place, found }: Act): AnyCommand {
  const householdId = household(who);
  const child = id(`member ${who} con ${place}`);
  count += 1;
  switch (what) {
    case 'moves':
      return moved(who, hamlet, on);
    case 'is born':
      return command('member-born', { householdId, member: member(`${who} bé ${count}`, 'child', on), on });
    case 'dies':
      return command('member-died', { householdId, memberId: place === 1 ? id(`member ${who}`) : child, on });
    case 'lives after all':
      return command('withdraw-death', { householdId, memberId: place === 1 ? id(`member ${who}`) : child, why: 'ghi nhầm' });
    case 'leaves':
      return command('member-left', { householdId, memberId: child, on });
    case 'splits': {
      const young = { newHouseholdId: id(`household ${who} trẻ ${count}`), memberIds: [child], headId: child };
      return command('split-household', { householdId, ...young, code: null, address: null, on });
    }
    case 'merges':
      return command('merge-households', { householdId, intoHouseholdId: household(other), on });
    case 'is corrected':
      return command('household-corrected', { householdId, people: 4 + place });
    case 'is recorded':
      return recorded(who, 2022 + place, found);
    case 'is visited':
      return interview(who, { answers: answersOf(who, found), overlap: 'merge' });
    case 'is visited late': {
      const day = { interviewedOn: '2025-10-07', startedAt: '2025-10-07T02:00:00.000Z', endedAt: '2025-10-07T03:00:00.000Z' };
      return interview(who, { ...day, roundId: OLD.roundId, answers: answersOf(who, found), overlap: 'merge' });
    }
    case 'goes':
      return command('household-left', { householdId, to: 'nơi khác', on });
    case 'is erased':
      return eraseOf(who);
    case 'is decided':
      return decided(ROUND, COMMUNES[place] ?? '', TODAY);
  }
}

test('after every step of a random life', async () => {
  const runs = fc.sample(fc.array(drawn, { minLength: 2, maxLength: 6 }), { numRuns: STEPS, seed: SEED });
  let taken = 0;
  for (const [run, acts] of runs.entries()) {
    // Some are refused, such as a move of a household that is gone: their batch goes on without them.
    taken += await send(acts.map(commandOf), TODAY);
    await same(`step ${run}: ${JSON.stringify(acts)}`, [OTHERS[run % OTHERS.length] ?? ALL]);
  }
  assert.ok(taken >= STEPS, `${taken} taken`);
});

test('after the last decisions, after the round', async () => {
  await send(
    NAMES.map((name) => interview(name, { answers: answersOf(name, 'poor') })),
    TODAY,
  );
  for (const communeId of COMMUNES.slice(1)) await send([decided(ROUND, communeId, TODAY)], TODAY);
  await same('after the decisions', OTHERS.slice(0, 2));
  await takeAll([command('round-closed', { roundId: ROUND.roundId })], TODAY);
  await same('after the round', OTHERS.slice(0, 2));
});

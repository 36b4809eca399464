/**
 * Two standards side by side on PostgreSQL: households of every kind interviewed through the door, then every number of the view
 * and every list behind it against the pure comparison of each household's own two verdicts, for a hamlet, a commune, the
 * province; and the sheets opened by a second reader.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import { assess } from '../../core/classify/assess.ts';
import { compareVerdicts, type Comparison, DIFFERENCES, MOVES, PAIRS } from '../../core/classify/compare.ts';
import { drawSeeded } from '../../core/classify/proof/draw.ts';
import { sampleHousehold } from '../../core/classify/proof/households.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { INDICATORS } from '../../core/classify/verdict.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { periodAt } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { StandardsFilter, StandardsView } from '../../core/report/standards-view.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { keepAreaTree } from '../access/areas.ts';
import { submit } from '../ledger/door.ts';
import { asActor } from '../http/transaction.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { hamletsOf } from '../register/areas.ts';
import { bitsOf, pairOf, standardsView } from './standards.ts';
import { standardsFile } from './standards-sheet.ts';
import { countListed, keepStandards } from './standards-kept.ts';
import { listStandards } from './standards-store.ts';

const seed = Number(process.env['VUON_SEED'] ?? 1);
const [OLD, NEW] = [rulebookById('2022-2026'), rulebookById('2027-2030')];
const { app } = await withDatabase();
const officer = person('officer', 'province-officer', PROVINCE);

interface Known {
  readonly householdId: string;
  readonly hamlet: number;
  readonly name: string;
  /** Null before the interview; `undefined` where a class is open. */
  readonly told: Comparison | null | undefined;
}
const known: Known[] = await live();

/** Households on both sides of every line; some open, some not yet interviewed, one gone into another. */
async function live(): Promise<Known[]> {
  await found(app);
  const draw = drawSeeded(seed);
  const all: Known[] = [];
  for (let i = 0; i < 240; i += 1) {
    const name = `Hộ ${String(i).padStart(3, '0')}`;
    const hamlet = i % 4;
    const householdId = id(`household ${name}`);
    await take(app, [
      register(name, HAMLETS[hamlet] ?? '', 2),
      command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' }),
    ]);
    if (i % 10 === 9) {
      all.push({ householdId, hamlet, name, told: null });
      continue;
    }
    const answers = await interviewed(name, draw, i % 5 === 0);
    const setting = { areaType: hamlet < 2 ? ('rural' as const) : ('urban' as const), date: '2026-09-20' };
    const [a, b] = [assess(OLD, answers, setting), assess(NEW, answers, setting)];
    const told = compareVerdicts({ verdict: a, indicators: OLD.indicators }, { verdict: b, indicators: NEW.indicators });
    all.push({ householdId, hamlet, name, told: told ?? undefined });
  }
  const [gone, into] = [
    all.findIndex((one) => one.hamlet === 0 && one.told !== null && one.told !== undefined),
    all.findLastIndex((one) => one.hamlet === 0),
  ];
  await take(app, [
    command('merge-households', {
      householdId: all[gone]?.householdId ?? '',
      intoHouseholdId: all[into]?.householdId ?? '',
      on: '2026-09-25',
    }),
  ]);
  return all.filter((_, i) => i !== gone);
}

/** Interviews the household with random answers; those that contradict each other, or name who lives elsewhere, are refused, and others drawn. */
async function interviewed(name: string, draw: (choices: number) => number, open: boolean): Promise<Answers> {
  for (;;) {
    const answers = answersFrom(name, draw, open);
    const [answer] = await submit(app, 'system', [interview(name, { answers })], CLOCK);
    if (answer?.answer === 'taken') return answers;
    assert.ok(['answers-contradict', 'citizen-id-taken'].includes(answer?.problem?.code ?? ''), JSON.stringify(answer));
  }
}

/** Random answers of people who were born before the interview; `open`: some answers are left out. */
function answersFrom(name: string, draw: (choices: number) => number, open: boolean): Answers {
  for (;;) {
    const { answers, setting } = sampleHousehold(draw);
    if (setting.date > '2026-09-01' || answers.members.length > 3) continue;
    const members = answers.members.map((member, i) => ({ ...member, memberId: id(`${name} ${i}`) }));
    if (!open) return { household: answers.household, members };
    const kept = Object.entries(answers.household).filter(() => draw(3) > 0);
    return { household: Object.fromEntries(kept), members };
  }
}

/** Kept over all that is asked here, as a server does. */
const kept = keepStandards();

async function ask(
  areaId: string,
): Promise<{ view: StandardsView; list: (filter: StandardsFilter) => Promise<{ ids: readonly string[]; total: number }> }> {
  const asOfficer = <T>(work: Parameters<typeof asActor<T>>[2]) => asActor(app, officer.scope, work);
  const request = await asOfficer(async (tx) => {
    const tree = await keepAreaTree()(tx);
    const today = date(CLOCK.today);
    const area = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
    assert.ok(area !== null);
    return { tree, today, area, standing: await findRoundToShow(tx, undefined) };
  });
  const pair = pairOf(request);
  const list = (filter: StandardsFilter) =>
    asOfficer(async (tx) => {
      const counts = new Map([...(await kept(tx, pair))].map(([hamletId, one]) => [hamletId, countListed(one, filter)]));
      const holds = (hamletId: string) => (counts.get(hamletId) ?? 0) > 0;
      const asked = { pair, filter, bits: bitsOf(pair, filter), holds };
      const ids: string[] = [];
      const order = hamletsOf(request, request.area);
      for (let after: string | null = null; ; after = ids.at(-1) ?? null) {
        const page: readonly string[] = await listStandards(tx, { ...asked, order, limit: 7, after });
        ids.push(...page);
        if (page.length < 7) break;
      }
      return { ids, total: [...counts.values()].reduce((sum, count) => sum + count, 0) };
    });
  return { view: await asOfficer((tx) => standardsView(tx, request, { kept, provisional: () => true, blind: [] })), list };
}

const AREAS = [PROVINCE, ...COMMUNES, HAMLETS[1], HAMLETS[2]];
const within = (areaId: string): readonly Known[] =>
  known.filter(({ hamlet }) => areaId === PROVINCE || areaId === COMMUNES[hamlet < 2 ? 0 : 1] || areaId === HAMLETS[hamlet]);
const idsOf = (all: readonly Known[], holds: (told: Comparison) => boolean): string[] =>
  all.filter(({ told }) => told !== null && told !== undefined && holds(told)).map((one) => one.householdId);

test('every number of the view is the count of its households, and every list holds exactly them', async () => {
  let nonzero = 0;
  for (const areaId of AREAS) {
    const all = within(areaId);
    const { view, list } = await ask(areaId);
    const check = async (what: string, count: number, filter: StandardsFilter, expected: readonly string[]) => {
      const { ids, total } = await list(filter);
      assert.deepEqual([...ids].sort(), [...expected].sort(), `${areaId} ${what} list, seed ${seed}`);
      assert.deepEqual([total, count], [expected.length, expected.length], `${areaId} ${what}, seed ${seed}`);
      if (count > 0) nonzero += 1;
    };
    await check(
      'compared',
      view.totals.compared,
      {},
      idsOf(all, () => true),
    );
    for (const move of MOVES)
      await check(
        move,
        view.totals[move],
        { move },
        idsOf(all, (told) => told.move === move),
      );
    for (const { from, to } of PAIRS) {
      const count = view.matrix.find((cell) => cell.from === from && cell.to === to)?.count ?? -1;
      await check(
        `${from} ${to}`,
        count,
        { from, to },
        idsOf(all, (told) => told.from === from && told.to === to),
      );
    }
    const open = all.filter(({ told }) => told === undefined).map((one) => one.householdId);
    await check('open', view.totals.undetermined, { state: 'undetermined' }, open);
    const waiting = all.filter(({ told }) => told === null).map((one) => one.householdId);
    await check('waiting', view.totals.waiting, { state: 'waiting' }, waiting);
    for (const move of MOVES)
      for (const difference of DIFFERENCES) {
        const count = view.differences.find((row) => row.move === move && row.difference === difference)?.count ?? 0;
        await check(
          `${move} ${difference}`,
          count,
          { move, difference },
          idsOf(all, (told) => told.move === move && told.difference === difference),
        );
      }
    for (const indicator of INDICATORS)
      for (const change of ['added', 'dropped'] as const) {
        const row = view.indicators.find((one) => one.indicator === indicator && one.change === change);
        const of = (move: 'to-poor' | 'to-near-poor') => idsOf(all, (told) => told.move === move && told[change].includes(indicator));
        await check(`${indicator} ${change}`, row?.toPoor ?? 0, { indicator, change, move: 'to-poor' }, of('to-poor'));
        await check(`${indicator} ${change}`, row?.toNearPoor ?? 0, { indicator, change, move: 'to-near-poor' }, of('to-near-poor'));
      }
  }
  assert.ok(nonzero > 40, `only ${nonzero} counts were not 0, seed ${seed}`);
});

test('the units below add up to the area, and each is what its own page says', async () => {
  for (const areaId of [PROVINCE, COMMUNES[0]]) {
    const { view } = await ask(areaId);
    for (const key of [...MOVES, 'compared', 'undetermined', 'waiting'] as const)
      assert.equal(
        view.units.reduce((sum, unit) => sum + unit.counts[key], 0),
        view.totals[key],
        `${areaId} ${key}`,
      );
    for (const unit of view.units) assert.deepEqual((await ask(unit.areaId)).view.totals, unit.counts);
  }
});

test('the workbook says the same numbers, and that they are provisional', async () => {
  const { view } = await ask(PROVINCE);
  const { bytes, name } = await standardsFile(view, { areaName: 'Tỉnh Thử', today: date(CLOCK.today) });
  assert.match(name, /^hai-chuan-tinh-thu-2026-10-01\.xlsx$/);
  const book = readSheet(bytes);
  const rows = (sheet: string) => utils.sheet_to_json<unknown[]>(book.Sheets[sheet] ?? {}, { header: 1 });
  const [matrix, , units] = book.SheetNames;
  const total = rows(matrix ?? '').at(-1);
  assert.equal(total?.at(-1), view.totals.compared);
  const { loses, stays, gains, compared, undetermined, waiting } = view.totals;
  assert.deepEqual(rows(units ?? '').at(-1), [
    'Tổng cộng',
    loses,
    view.totals['to-near-poor'],
    stays,
    view.totals['to-poor'],
    gains,
    compared,
    undetermined,
    waiting,
  ]);
  assert.match(JSON.stringify(rows(matrix ?? '')), /bảng điểm B1 minh họa/);
});

test('what was kept of a hamlet is counted again when its book moves, and told to nobody who does not reach it', async () => {
  const draw = drawSeeded(seed + 1);
  const before = (await ask(PROVINCE)).view.totals;
  const [hamletId] = HAMLETS;
  const householdId = id('household Đến sau');
  await take(app, [
    register('Đến sau', hamletId ?? '', 2),
    command('review-listed', { householdId, roundId: ROUND.roundId, why: 'request' }),
  ]);
  const listed = (await ask(PROVINCE)).view.totals;
  assert.deepEqual(listed, { ...before, waiting: before.waiting + 1 });
  await interviewed('Đến sau', draw, false);
  const now = (await ask(PROVINCE)).view.totals;
  assert.deepEqual(
    [now.waiting, now.compared + now.undetermined],
    [before.waiting, before.compared + before.undetermined + 1],
    `seed ${seed}`,
  );
  const head = person('head', 'hamlet-head', HAMLETS[1] ?? '');
  const seen = await asActor(app, head.scope, async (tx) => {
    const standing = await findRoundToShow(tx, undefined);
    const [first, second] = standing?.round.rulebooks ?? [];
    assert.ok(standing !== null && first !== undefined && second !== undefined);
    return kept(tx, { roundId: standing.round.roundId, first, second, hamlets: null });
  });
  assert.deepEqual([...seen.keys()], [HAMLETS[1]]);
});

/** What is planted is found by every seed, hardly anybody honest is named, and planting is the same for the same seed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingsOf } from '../../core/interview/checks/all.ts';
import { visitOfAnswers } from '../../core/interview/seal.ts';
import { date } from '../../core/kernel/dates.ts';
import { communeFrame } from '../village/commune.ts';
import { withFraud } from '../village/fraud.ts';
import { MINI_COMMUNE } from '../village/mini.ts';
import { makeVillage, visitDays } from '../village/village.ts';
import { benchFairness } from './fairness.ts';

const seed = `fairness ${process.env['VUON_SEED'] ?? '1'}`;

test('of six communes with many cheats most are named, honest enumerators hardly ever, omitted households oftener than by lot', () => {
  const { rows } = benchFairness({ communes: 6, seeds: [seed], cheats: 250 });
  const told = `${seed}: ${rows.map(({ name, median, n }) => `${name} ${median} of ${n}`).join('; ')}`;
  const row = (name: string) => rows.find((one) => one.name === name) ?? { median: 0, n: 0 };
  const named = (...names: string[]): number => names.reduce((sum, name) => sum + (row(name).median * row(name).n) / 100, 0);
  const all = (...names: string[]): number => names.reduce((sum, name) => sum + row(name).n, 0);
  const plain = ['any: cheats that copy named', 'any: cheats that invent at a desk named'];
  assert.ok(named(...plain) >= 0.4 * all(...plain), told);
  assert.ok(row('honest enumerators accused').median <= 4, told);
  assert.ok(row('forms, all: falsified named').median > 5 * row('forms, all: honest named').median, told);
  // What chance would name of them is the share of the others, not one draw.
  assert.ok(row('left out, all: omitted named').median > 3 * row('left out, all: others named').median, told);
});

test('the same seed plants the same; falsified answers could be finished on a phone', () => {
  const today = date('2026-11-25');
  const frame = communeFrame(seed, MINI_COMMUNE, today);
  assert.ok(!('code' in frame));
  const { story } = makeVillage(frame, visitDays(today));
  const wish = { areaType: frame.areaType, cheats: 900, omitted: 100 } as const;
  const { story: planted, planted: truth } = withFraud(story, wish);
  const households = [...planted.households()];
  assert.deepEqual([...withFraud(story, wish).story.households()], households);
  const falsified = new Set(truth.flatMap((line) => ('falsified' in line && 'householdId' in line ? [line.householdId] : [])));
  assert.ok(falsified.size > 10 && truth.some((line) => 'omitted' in line), `${falsified.size}`);
  for (const { visits } of households)
    for (const { answers, on } of visits) {
      if (answers === null) continue;
      const hard = findingsOf(visitOfAnswers(answers, on)).filter(({ severity }) => severity === 'hard');
      assert.deepEqual(hard, [], JSON.stringify(answers));
    }
});

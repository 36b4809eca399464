/**
 * Two standards side by side: every pair of classes falls into the move that a person would name, the reason follows from the
 * points and the lines, and on judged households the comparison agrees with the standards' own numbers.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assess } from './assess.ts';
import { compareRulebooks, compareVerdicts, type ComparedVerdict, type Found, PAIRS } from './compare.ts';
import { drawSeeded } from './proof/draw.ts';
import { sampleHousehold } from './proof/households.ts';
import { rulebookById } from './rulebooks.ts';
import { CLASSES, type Indicator, type PovertyClass, type Three } from './verdict.ts';

const [OLD, NEW] = [rulebookById('2022-2026'), rulebookById('2027-2030')];

/** Points and indicators by hand: what is not named is not lacked. */
function found(
  outcome: PovertyClass | null,
  more: { b1?: number; lacks?: readonly Indicator[]; unknown?: readonly Indicator[] },
  old = true,
): Found {
  const { indicators } = old ? OLD : NEW;
  const state = (one: Indicator): Three => (more.lacks?.includes(one) ? 'yes' : more.unknown?.includes(one) ? 'unknown' : 'no');
  const verdict: ComparedVerdict = { outcome, b1: { min: more.b1 ?? 130, max: more.b1 ?? 130 }, deprivations: indicators.map(state) };
  return { verdict, indicators };
}

test('each of the nine pairs is the move that a person would name', () => {
  const told = PAIRS.map(({ from, to }) => compareVerdicts(found(from, {}), found(to, {}, false))?.move);
  assert.deepEqual(told, ['stays', 'to-near-poor', 'loses', 'to-poor', 'stays', 'loses', 'gains', 'gains', 'stays']);
});

test('an open class under either standard is not compared', () => {
  for (const one of CLASSES) {
    assert.equal(compareVerdicts(found(null, {}), found(one, {}, false)), null);
    assert.equal(compareVerdicts(found(one, {}), found(null, {}, false)), null);
  }
});

test('the same B1 points over a moved cut-off: the line; other points: the points', () => {
  assert.equal(compareVerdicts(found('not-poor', { b1: 170 }), found('near-poor', { b1: 170 }, false))?.difference, 'b1-line');
  assert.equal(compareVerdicts(found('poor', { b1: 139 }), found('not-poor', { b1: 210 }, false))?.difference, 'b1-points');
});

test('from one list to the other: the indicators that differ, each in the order of its standard', () => {
  const rising = compareVerdicts(
    found('near-poor', { lacks: ['water', 'means'] }),
    found('poor', { lacks: ['waste', 'water', 'toilet'] }, false),
  );
  assert.deepEqual(rising, {
    ...{ from: 'near-poor', to: 'poor', move: 'to-poor', difference: 'b2-line' },
    ...{ added: ['toilet', 'waste'], dropped: ['means'] },
  });
});

test('an indicator that is not known under one of the standards made no difference that can be named', () => {
  const told = compareVerdicts(found('near-poor', { unknown: ['toilet'] }), found('poor', { lacks: ['toilet', 'waste'] }, false));
  assert.deepEqual(told?.added, ['waste']);
});

test('where the class stays, nothing is blamed', () => {
  const told = compareVerdicts(found('poor', { lacks: ['means'] }), found('poor', { lacks: ['waste'] }, false));
  assert.deepEqual([told?.difference, told?.added, told?.dropped], [null, [], []]);
});

test('what changed between the standards is told in their own numbers', () => {
  const { numbers, newIndicators, goneIndicators } = compareRulebooks(OLD, NEW);
  assert.deepEqual(
    numbers.filter(({ name }) => name.startsWith('incomeLine')).map(({ from, to }) => [from, to]),
    [
      [1_500_000, 2_200_000],
      [2_000_000, 2_800_000],
    ],
  );
  assert.deepEqual([newIndicators, goneIndicators], [['waste'], ['means']]);
});

test('on judged households: who is carried over a line lies on the two sides that the points and cut-offs say', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const draw = drawSeeded(seed);
      const { answers, setting } = sampleHousehold(draw);
      const [a, b] = [assess(OLD, answers, setting), assess(NEW, answers, setting)];
      const told = compareVerdicts({ verdict: a, indicators: OLD.indicators }, { verdict: b, indicators: NEW.indicators });
      if (told === null) return a.outcome === null || b.outcome === null;
      seen.set(told.move, (seen.get(told.move) ?? 0) + 1);
      const name = setting.areaType === 'rural' ? 'cutOffRural' : 'cutOffUrban';
      const under = [a.b1.max <= OLD.parameters[name].value, b.b1.max <= NEW.parameters[name].value];
      const poor = [a.b2.min >= OLD.parameters.deprivationCutOff.value, b.b2.min >= NEW.parameters.deprivationCutOff.value];
      if (told.move === 'gains') return !under[0] && under[1] === true;
      if (told.move === 'loses') return under[0] === true && !under[1];
      if (told.difference === 'b2-line')
        return under[0] === true && under[1] === true && poor[0] !== poor[1] && told.added.length + told.dropped.length > 0;
      return true;
    }),
    { numRuns: 3_000, seed: Number(process.env['VUON_SEED'] ?? 1) },
  );
  assert.ok((seen.get('gains') ?? 0) > 0 && (seen.get('stays') ?? 0) > 0, JSON.stringify([...seen]));
});

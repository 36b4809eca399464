/**
 * The rules against the oracle on random households, with the coverage of every option printed; an option that was never
 * met fails.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULEBOOKS } from '../rulebooks.ts';
import { RULEBOOK_IDS } from '../verdict.ts';
import { difference, verdictOn } from './agreement.ts';
import { drawSeeded } from './draw.ts';
import { sampleHousehold } from './households.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261124);
const HOUSEHOLDS = 6_000;
/** The rarest class at its boundary comes about once in two thousand: drawn on until it was met, and surely within so many. */
const MOST = 100_000;
const BOUNDARIES = ['rural', 'urban'].flatMap((areaType) =>
  ['poor at the cut-off', 'near-poor at the cut-off', 'not-poor'].map((name) => `${areaType} ${name}`),
);

for (const id of RULEBOOK_IDS) {
  const rulebook = RULEBOOKS[id];

  test(`${id}: ${HOUSEHOLDS} and more random households are judged as the oracle does, every option met`, () => {
    const met = new Map<string, number>(
      rulebook.rules.flatMap((rule) => rule.options.map((option) => [`${rule.id} ${option}`, 0] as const)),
    );
    const classes = new Map<string, number>();
    const draw = drawSeeded(seed);
    const wanting = (): boolean => BOUNDARIES.some((name) => !classes.has(name));
    for (let at = 0; at < HOUSEHOLDS || (at < MOST && wanting()); at += 1) {
      const sample = sampleHousehold(draw);
      const verdict = verdictOn(rulebook, sample);
      assert.equal(difference(rulebook, sample, verdict), null, `household ${at} of seed ${seed}`);
      for (const { rule, option } of verdict.trace) count(met, `${rule} ${option}`);
      count(
        classes,
        `${sample.setting.areaType} ${verdict.outcome}${isAtCutOff(rulebook, verdict.b1.min, sample.setting.areaType) ? ' at the cut-off' : ''}`,
      );
    }
    printCoverage(id, met, classes);
    assert.deepEqual(
      [...met].filter(([, times]) => times === 0).map(([name]) => name),
      [],
    );
    assert.deepEqual(
      BOUNDARIES.filter((name) => !classes.has(name)),
      [],
    );
  });
}

function isAtCutOff({ parameters }: (typeof RULEBOOKS)['2022-2026'], b1: number, areaType: 'rural' | 'urban'): boolean {
  return b1 === (areaType === 'rural' ? parameters.cutOffRural : parameters.cutOffUrban).value;
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function printCoverage(id: string, met: ReadonlyMap<string, number>, classes: ReadonlyMap<string, number>): void {
  const byRule = new Map<string, string[]>();
  for (const [name, times] of met) {
    const [rule = '', option = ''] = name.split(' ');
    byRule.set(rule, [...(byRule.get(rule) ?? []), `${option} ${times}`]);
  }
  console.log(`${id}, seed ${seed}\n${[...byRule].map(([rule, options]) => `  ${rule}: ${options.join(', ')}`).join('\n')}`);
  console.log(`  classes: ${[...classes].map(([name, times]) => `${name} ${times}`).join(', ')}`);
}

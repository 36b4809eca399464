/**
 * Planted wrong clauses: each must be caught by a worked example or by the oracle on random households. What each of the
 * two catches is printed.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULEBOOKS } from '../rulebooks.ts';
import { RULEBOOK_IDS } from '../verdict.ts';
import { difference } from './agreement.ts';
import { drawSeeded } from './draw.ts';
import { disagreement, EXAMPLES } from './examples.ts';
import { type Sample, sampleHousehold } from './households.ts';
import { type Mutant, parameterMutants, ruleMutants } from './mutants.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261124);
const draw = drawSeeded(seed);
const samples: readonly Sample[] = Array.from({ length: 1_500 }, () => sampleHousehold(draw));

for (const id of RULEBOOK_IDS) {
  const rulebook = RULEBOOKS[id];

  test(`${id}: every planted wrong clause is caught`, () => {
    const caught = { example: 0, oracle: 0 };
    const survivors: string[] = [];
    const mutants = [...ruleMutants(rulebook), ...parameterMutants(rulebook)];
    for (const mutant of mutants) {
      const by = byExample(mutant) ? 'example' : byOracle(mutant) ? 'oracle' : null;
      if (by === null) survivors.push(mutant.name);
      else caught[by] += 1;
    }
    console.log(
      `${id}: ${mutants.length} wrong clauses, ${caught.example} caught by examples, ${caught.oracle} by the oracle, seed ${seed}`,
    );
    assert.deepEqual(survivors, []);
  });

  test(`${id}: each rule and each parameter has a wrong clause`, () => {
    const of = new Set([...ruleMutants(rulebook), ...parameterMutants(rulebook)].map((mutant) => mutant.of));
    const without = [...rulebook.rules.map((rule) => rule.id), ...Object.keys(rulebook.parameters)].filter((name) => !of.has(name));
    const noMatter = ['incomeLineRural', 'incomeLineUrban', id === '2022-2026' ? 'handledWastes' : 'meansOfAccess'];
    assert.deepEqual(without.sort(), noMatter.sort());
  });
}

/** Those of the same rule first: they are the likeliest. */
function byExample({ of, rulebook }: Mutant): boolean {
  const [near, far] = [EXAMPLES[rulebook.id].filter(({ rule }) => rule === of), EXAMPLES[rulebook.id].filter(({ rule }) => rule !== of)];
  return [...near, ...far].some((example) => disagreement(rulebook, example) !== null);
}

function byOracle(mutant: Mutant): boolean {
  return samples.some((sample) => difference(mutant.rulebook, sample) !== null);
}

/**
 * Worked examples of the standard 2027-2030 (ví dụ mẫu): cut-offs and the new indicator from both sides, then those it
 * shares. The review is on 12 October 2027. The cut-offs are ours: 140 × 2.2 / 1.5 = 205.3 and 175 × 2.8 / 2.0 = 245.
 */
import type { Change, Example } from '../example.ts';
import { groupExamples } from '../group-examples.ts';
import { sharedExamples } from '../indicator-examples.ts';
import { pointExamples } from '../point-examples.ts';

const YEAR = 2027;

/** Without contract, insurance and internet: three deprivations, no point less. */
const THREE = { spouse: { contract: 'none', internet: false }, head: { internet: false }, elder: { healthInsurance: false } } as const;
const TWO = { ...THREE, elder: {} } as const;
/** 195 and 10 for a microwave; a garden adds 5. */
const AT_205 = { microwaves: 1 } as const;
const AT_210 = { microwaves: 1, gardenLandM2: 1_000 } as const;
/** 180 and 70 for a car; rain water takes 5. */
const AT_250 = { cars: 1 } as const;
const AT_245 = { cars: 1, waterSource: 'rain' } as const;

const cutOffs: readonly Example[] = [
  example('205 points and three deprivations', { ...THREE, household: AT_205 }, 'poor', 205),
  example('205 points and two deprivations', { ...TWO, household: AT_205 }, 'near-poor', 205),
  example('210 points and three deprivations', { ...THREE, household: AT_210 }, 'not-poor', 210),
  example('245 points in town and three deprivations', { ...THREE, household: AT_245, areaType: 'urban' }, 'poor', 245),
  example('245 points in town and two deprivations', { ...TWO, household: AT_245, areaType: 'urban' }, 'near-poor', 245),
  example('250 points in town and three deprivations', { ...THREE, household: AT_250, areaType: 'urban' }, 'not-poor', 250),
];

function example(says: string, change: Change, outcome: 'poor' | 'near-poor' | 'not-poor', b1: number): Example {
  const deprived =
    change.elder?.healthInsurance === false ? (['employment', 'insurance', 'telecom'] as const) : (['employment', 'telecom'] as const);
  return { rule: 'cut-off', says, change, expect: { class: outcome, b1, deprived } };
}

const wastes: readonly Example[] = [
  ...(['collected', 'buried', 'composted'] as const).map((waste) => ({
    rule: 'waste',
    says: `${waste}: handled`,
    change: { household: { waste } },
    expect: {},
  })),
  ...(['burned', 'dumped', 'dumped-in-water'] as const).map((waste) => ({
    rule: 'waste',
    says: `${waste}: not handled`,
    change: { household: { waste } },
    expect: { deprived: ['waste'] as const },
  })),
  {
    rule: 'waste',
    says: 'means of access are no matter of this period',
    change: { household: { televisions: 0, smartphones: 0 } },
    expect: {},
  },
];

export const examples: readonly Example[] = [
  ...cutOffs,
  ...sharedExamples(YEAR),
  ...wastes,
  ...groupExamples(YEAR),
  ...pointExamples(YEAR),
];

/**
 * Worked examples of the standard 2022-2026 (ví dụ mẫu): its cut-offs and its own indicator from both sides, then those it
 * shares. The review is on 12 October 2026. The points of the cut-off examples start from the family's 195 and 180.
 */
import type { Change, Example } from '../example.ts';
import { groupExamples } from '../group-examples.ts';
import { sharedExamples } from '../indicator-examples.ts';
import { pointExamples } from '../point-examples.ts';

const YEAR = 2026;

/** Without contract, insurance and internet: three deprivations, no point less. */
const THREE = { spouse: { contract: 'none', internet: false }, head: { internet: false }, elder: { healthInsurance: false } } as const;
const TWO = { ...THREE, elder: {} } as const;
/** 195 less 20 fridge, 20 motorbike, 10 television; rain water takes another 5. */
const FIFTY_LESS = { fridges: 0, motorbikes: 0, televisions: 0 } as const;
const AT_140 = { ...FIFTY_LESS, waterSource: 'rain' } as const;
const AT_145 = FIFTY_LESS;

const cutOffs: readonly Example[] = [
  example('140 points and three deprivations', { ...THREE, household: AT_140 }, 'poor', 140),
  example('140 points and two deprivations', { ...TWO, household: AT_140 }, 'near-poor', 140),
  example('145 points and three deprivations', { ...THREE, household: AT_145 }, 'not-poor', 145),
  example('175 points in town and three deprivations', { ...THREE, household: { waterSource: 'rain' }, areaType: 'urban' }, 'poor', 175),
  example('175 points in town and two deprivations', { ...TWO, household: { waterSource: 'rain' }, areaType: 'urban' }, 'near-poor', 175),
  example('180 points in town and three deprivations', { ...THREE, areaType: 'urban' }, 'not-poor', 180),
];

function example(says: string, change: Change, outcome: 'poor' | 'near-poor' | 'not-poor', b1: number): Example {
  const deprived =
    change.elder?.healthInsurance === false ? (['employment', 'insurance', 'telecom'] as const) : (['employment', 'telecom'] as const);
  return { rule: 'cut-off', says, change, expect: { class: outcome, b1, deprived } };
}

const NO_DEVICE = { televisions: 0, smartphones: 0 } as const;

const means: readonly Example[] = [
  { rule: 'means', says: 'not one device', change: { household: NO_DEVICE }, expect: { deprived: ['means'] } },
  ...(['televisions', 'radios', 'desktops', 'telephones', 'laptops', 'tablets', 'smartphones'] as const).map((device) => ({
    rule: 'means',
    says: `only one of ${device}`,
    change: { household: { ...NO_DEVICE, [device]: 1 } },
    expect: {},
  })),
  { rule: 'means', says: 'waste is no matter of this period', change: { household: { waste: 'dumped' } }, expect: {} },
];

export const examples: readonly Example[] = [...cutOffs, ...sharedExamples(YEAR), ...means, ...groupExamples(YEAR), ...pointExamples(YEAR)];

/**
 * The rules as the pass runs them (các bước chấm): one shape for all, with what was found before beside each.
 */
import type { HouseholdRule, MemberRule, Rule } from '../rulebook.ts';
import type { Bundle } from './bundles.ts';
import type { Breaks } from './coding.ts';
import { NOT_YET, type Reading, readingOf } from './remembered.ts';
import { totalAsOption } from './told.ts';

/** Options of a rule are numbered below it. */
export const WIDTH = 8;

export interface Step {
  readonly member: MemberRule | null;
  readonly judge: HouseholdRule;
  readonly sums: boolean;
  /** The merged contribution is the option. */
  readonly plain: boolean;
  /** The option beyond which no member can move the household. */
  readonly last: number;
  /** Where its finding is noted: 0 points, 1 indicators, 2 groups, 3 grounds. */
  readonly kind: number;
  /** Its bit there, in the rulebook's order. */
  readonly bit: number;
  /** For rules on the household: what it reads, and its option by place. */
  readonly reading: Reading;
  readonly found: Int8Array;
  /** For rules on members: index of the bundle and bits in it as in `Packed`; -1 when it is run each time. */
  readonly bundle: number;
  readonly seenAt: number;
  readonly mask: number;
  readonly sumAt: number;
}

interface Places {
  readonly indicators: readonly number[];
  readonly groups: readonly number[];
  readonly grounds: readonly number[];
}

export function stepsOf(rules: readonly Rule[], breaks: Breaks, bundles: readonly Bundle[], places: Places): readonly Step[] {
  return rules.map((rule, at) => {
    const { member, judge, merge, options } = rule;
    const reading = readingOf(rule, breaks);
    const found = new Int8Array(rule.member === null ? reading.size : 0).fill(NOT_YET);
    const base = { member, judge, sums: merge === 'sum', plain: judge === totalAsOption, last: options.length - 1, reading, found };
    return { ...base, ...findingOf(at, places), ...packedOf(at, bundles) };
  });
}

/** A rule that stands in no list gives points, or is of no use to this rulebook. */
function findingOf(at: number, { indicators, groups, grounds }: Places): Pick<Step, 'kind' | 'bit'> {
  const positions = [-1, indicators.indexOf(at), groups.indexOf(at), grounds.indexOf(at)];
  const kind = Math.max(
    0,
    positions.findIndex((position) => position >= 0),
  );
  return { kind, bit: kind === 0 ? 0 : 1 << (positions[kind] ?? 0) };
}

function packedOf(at: number, bundles: readonly Bundle[]): Pick<Step, 'bundle' | 'seenAt' | 'mask' | 'sumAt'> {
  const bundle = bundles.findIndex(({ rules }) => rules.some((rule) => rule.at === at));
  const packed = bundles[bundle]?.rules.find((rule) => rule.at === at);
  return { bundle, seenAt: packed?.seenAt ?? 0, mask: (1 << (packed?.contributions ?? 0)) - 1, sumAt: packed?.sumAt ?? 0 };
}

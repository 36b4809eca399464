/**
 * All ways in which missing answers could turn out (các khả năng), as far as rules can tell them apart. Exact: a vector of
 * outcomes is listed if and only if some values of the missing answers give it. Rules that share no missing answer are
 * multiplied out separately, so the work stays small.
 */
import type { HouseholdField, MemberField } from '../../interview/answers.ts';
import { type Rule, UNKNOWN } from '../rulebook.ts';
import { type Said, supposing, type Unit } from './units.ts';
import { distinct, type Vector } from './vectors.ts';

/** Outcomes of the rules over everything that the unit's missing answers could be. */
export function outcomes(unit: Unit, rules: readonly Rule[]): readonly Vector[] {
  return distinct(hubs(unit).flatMap((said) => vectors(unit, rules, [said], unit.hub)));
}

/**
 * Pairs of outcomes that differ in one answer, everything else supposed the same, a batch at a time. Only neighbouring
 * values of the answer are paired: if any two values give different classes, so do two neighbours.
 */
export function* pairs(unit: Unit, rules: readonly Rule[], field: Field): Generator<readonly Vector[]> {
  if (field === unit.hub) {
    for (const two of neighbours(hubs(unit))) yield vectors(unit, rules, two, field);
    return;
  }
  for (const said of hubs(unit)) {
    const values = unit.values(field, rules, [said.age]).map((value) => supposing(said, value));
    for (const two of neighbours(values)) yield vectors(unit, rules, two, field);
  }
}

type Field = HouseholdField | MemberField;

function hubs(unit: Unit): readonly Said[] {
  return unit.hub === null ? [unit.said] : unit.hubValues().map((patch) => supposing(unit.said, patch));
}

function neighbours(values: readonly Said[]): readonly (readonly [Said, Said])[] {
  return values.flatMap((value, at) => {
    const next = values[at + 1];
    return next === undefined ? [] : [[value, next] as const];
  });
}

/** Outcomes of all rules in the first version, then in the second; the hub and the `fixed` answer are settled in each. */
function vectors(unit: Unit, rules: readonly Rule[], versions: readonly Said[], fixed: Field | null): readonly Vector[] {
  let all: readonly number[][] = [versions.flatMap(() => rules.map(() => 0))];
  for (const block of blocks(unit, rules, versions, fixed)) {
    const parts = enumerate(unit, block, versions);
    all = all.flatMap((whole) => parts.map((part) => fillIn(whole, part, block, rules.length)));
  }
  return all;
}

/** Rules that share a missing answer, directly or through others; `at` is their place among all. */
interface Block {
  readonly at: readonly number[];
  readonly rules: readonly Rule[];
  readonly fields: readonly Field[];
}

function blocks(unit: Unit, rules: readonly Rule[], versions: readonly Said[], fixed: Field | null): readonly Block[] {
  let found: readonly Block[] = [];
  rules.forEach((rule, at) => {
    const settled = versions.every((said) => unit.outcome(rule, said) !== UNKNOWN);
    const fields = settled ? [] : unit.missing(rule).filter((field) => field !== fixed);
    const joined = found.filter((block) => block.fields.some((field) => fields.includes(field)));
    const mine: Block = { at: [at], rules: [rule], fields };
    found = [...found.filter((block) => !joined.includes(block)), [...joined, mine].reduce(joinBlocks)];
  });
  return found;
}

function joinBlocks(a: Block, b: Block): Block {
  return { at: [...a.at, ...b.at], rules: [...a.rules, ...b.rules], fields: [...new Set([...a.fields, ...b.fields])] };
}

/** Values are supposed one answer after another, and no further once every rule of the block is settled. */
function enumerate(unit: Unit, { rules, fields }: Block, versions: readonly Said[]): readonly Vector[] {
  const ages = versions.map(({ age }) => age);
  const found: Vector[] = [];
  const suppose = (supposed: readonly Said[], depth: number): void => {
    const vector = supposed.flatMap((said) => rules.map((rule) => unit.outcome(rule, said)));
    const field = fields[depth];
    if (field === undefined || !vector.includes(UNKNOWN)) found.push(vector);
    else
      for (const value of unit.values(field, rules, ages))
        suppose(
          supposed.map((said) => supposing(said, value)),
          depth + 1,
        );
  };
  suppose(versions, 0);
  return distinct(found);
}

function fillIn(whole: readonly number[], part: Vector, { at }: Block, rules: number): number[] {
  const filled = [...whole];
  part.forEach((value, i) => {
    const version = (i - (i % at.length)) / at.length;
    filled[(at[i % at.length] ?? 0) + rules * version] = value;
  });
  return filled;
}

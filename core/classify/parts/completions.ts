/**
 * All ways in which missing answers could turn out (các khả năng), as far as rules can tell them apart. Exact: a vector of
 * outcomes is listed if and only if some values of the missing answers give it. Rules that share no missing answer are
 * multiplied out separately, so the work stays small.
 */
import type { HouseholdField, MemberField } from '../../interview/answers.ts';
import { type Rule, UNKNOWN } from '../rulebook.ts';
import type { Patch, Unit } from './units.ts';

/** What is supposed in one version of the unit; two versions differ in one answer only. */
export type Version = readonly Patch[];
/** Outcomes of all rules in the first version, then in the second. */
export type Vector = readonly number[];

/** Outcomes of the rules over everything that the unit's missing answers could be. */
export function outcomes(unit: Unit, rules: readonly Rule[]): readonly Vector[] {
  return distinct(hubs(unit, rules).flatMap((hub) => vectors(unit, rules, [hub])));
}

/**
 * Pairs of outcomes that differ in one answer, everything else supposed the same. Only neighbouring values of the answer
 * are paired: if any two values give different classes, so do two neighbours.
 */
export function pairs(unit: Unit, rules: readonly Rule[], field: HouseholdField | MemberField): readonly Vector[] {
  if (field === unit.hub) return distinct(neighbours(unit.hubValues(rules)).flatMap(([a, b]) => vectors(unit, rules, [[a], [b]])));
  const each = hubs(unit, rules).flatMap((hub) =>
    neighbours(unit.values(field, rules, agesOf([hub], unit))).flatMap(([a, b]) =>
      vectors(unit, rules, [
        [...hub, a],
        [...hub, b],
      ]),
    ),
  );
  return distinct(each);
}

function hubs(unit: Unit, rules: readonly Rule[]): readonly Version[] {
  return unit.hub === null ? [[]] : unit.hubValues(rules).map((patch) => [patch]);
}

/** The hub is settled in every version. */
function vectors(unit: Unit, rules: readonly Rule[], versions: readonly Version[]): readonly Vector[] {
  let all: readonly number[][] = [versions.flatMap(() => rules.map(() => 0))];
  for (const block of blocks(unit, rules, versions)) {
    const parts = enumerate(unit, block, versions, rules);
    all = all.flatMap((whole) => parts.map((part) => fillIn(whole, part, block.at, rules.length)));
  }
  return distinct(all);
}

interface Block {
  readonly at: readonly number[];
  readonly fields: readonly (HouseholdField | MemberField)[];
}

/** Rules that share a missing answer, directly or through others. */
function blocks(unit: Unit, rules: readonly Rule[], versions: readonly Version[]): readonly Block[] {
  let found: readonly Block[] = [];
  rules.forEach((rule, at) => {
    const fields = needed(unit, rule, versions);
    const joined = found.filter((block) => block.fields.some((field) => fields.includes(field)));
    const apart = found.filter((block) => !joined.includes(block));
    found = [...apart, { at: [...joined.flatMap((b) => b.at), at], fields: [...new Set([...joined.flatMap((b) => b.fields), ...fields])] }];
  });
  return found;
}

function needed(unit: Unit, rule: Rule, versions: readonly Version[]): readonly (HouseholdField | MemberField)[] {
  if (versions.every((version) => unit.outcome(rule, version) !== UNKNOWN)) return [];
  return unit.missing(rule).filter((field) => !versions.some((version) => version.some((patch) => patch.field === field)));
}

function enumerate(unit: Unit, block: Block, versions: readonly Version[], rules: readonly Rule[]): readonly Vector[] {
  let supposed: readonly Version[] = [[]];
  for (const field of block.fields) {
    const values = unit.values(field, rules, agesOf(versions, unit));
    supposed = supposed.flatMap((version) => values.map((value) => [...version, value]));
  }
  const mine = block.at.flatMap((at) => rules[at] ?? []);
  return distinct(supposed.map((rest) => versions.flatMap((version) => mine.map((rule) => unit.outcome(rule, [...version, ...rest])))));
}

function fillIn(whole: readonly number[], part: Vector, at: readonly number[], rules: number): number[] {
  const filled = [...whole];
  part.forEach((value, i) => {
    const place = at[i % at.length] ?? 0;
    filled[place + rules * ((i - (i % at.length)) / at.length)] = value;
  });
  return filled;
}

/** The ages at which the unit is looked at: those supposed, or its own. */
function agesOf(versions: readonly Version[], unit: Unit): readonly number[] {
  const ages = versions.flatMap((version) => version.flatMap((patch) => (patch.age === null ? [] : [patch.age])));
  return ages.length > 0 || unit.age === UNKNOWN ? ages : [unit.age];
}

function neighbours(values: readonly Patch[]): readonly (readonly [Patch, Patch])[] {
  return values.flatMap((value, at) => {
    const next = values[at + 1];
    return next === undefined ? [] : [[value, next] as const];
  });
}

export function distinct<T extends readonly number[]>(vectors: readonly T[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const vector of vectors) seen.set(vector.join(), vector);
  return [...seen.values()];
}

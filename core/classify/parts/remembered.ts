/**
 * What rules found before (kết quả đã biết): the same age band and codes give the same, so a rule runs once for each and
 * is looked up from then on. Nothing is written by hand here: what is remembered was found by the rule itself.
 */
import type { Rule, Scene } from '../rulebook.ts';
import { OLDEST } from './ages.ts';
import { type Bundle, emptyTable, type Table } from './bundles.ts';
import { type Breaks, HOME_FIELDS, NUMBER_FIELDS } from './coding.ts';

/** Not found yet; rules answer from -1. */
export const NOT_YET = -2;
/** A rule with more combinations than this is run each time. */
const MOST = 20_000;

/** Which codes a rule on the household reads, four at most, and what each is worth in its place among the combinations. */
export interface Reading {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly worthA: number;
  readonly worthB: number;
  readonly worthC: number;
  readonly worthD: number;
  /** Combinations of codes; 0 when the rule reads more, or what has no code, and is run each time. */
  readonly size: number;
}

/** For one end of working age. */
export interface Remembered {
  /** Band of an age in months at age + 1; an unknown age has a band of its own. */
  readonly bandOf: Uint8Array;
  readonly tables: readonly Table[];
}

export function readingOf(rule: Rule, breaks: Breaks): Reading {
  const numbers = NUMBER_FIELDS.map((field, i) => [field, (breaks[i]?.length ?? 0) + 2] as const);
  const coded: readonly (readonly [string, number])[] = [...HOME_FIELDS, ...numbers];
  const places = rule.household.map((field) => coded.findIndex(([name]) => name === field));
  const worths: number[] = [];
  let size = 1;
  for (const place of places) {
    worths.push(size);
    size *= coded[place]?.[1] ?? Number.POSITIVE_INFINITY;
  }
  if (size > MOST || places.length > 4) return { ...at([]), ...worth([]), size: 0 };
  return { ...at(places), ...worth(worths), size };
}

function at([a = 0, b = 0, c = 0, d = 0]: readonly number[]) {
  return { a, b, c, d };
}

function worth([worthA = 0, worthB = 0, worthC = 0, worthD = 0]: readonly number[]) {
  return { worthA, worthB, worthC, worthD };
}

/** Least values of each number field's bands in a household of so many people, over all rules that read it. */
export function breaksOf(rules: readonly Rule[], scene: Scene): Breaks {
  return NUMBER_FIELDS.map((field) => {
    const reading = rules.filter((rule) => rule.household.some((read) => read === field));
    const all = reading.flatMap((rule) => (rule.breaks === null ? [] : [...rule.breaks(scene)]));
    return [...new Set(all)].sort((a, b) => a - b);
  });
}

/** Empty, for the scene's end of working age. */
export function rememberNothing(bundles: readonly Bundle[], scene: Scene): Remembered {
  const breaks = [...new Set([...scene.limits.ageBreaks, scene.workingAgeEndMale, scene.workingAgeEndFemale])].sort((a, b) => a - b);
  const bandOf = Uint8Array.from({ length: OLDEST + 2 }, (_, i) => (i === 0 ? 0 : 1 + breaks.filter((bound) => bound <= i - 1).length));
  return { bandOf, tables: bundles.map((bundle) => emptyTable(bundle, breaks.length + 2)) };
}

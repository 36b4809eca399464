/**
 * Member rules taken together (gói quy tắc theo thành viên): rules that read the same few codes find their contributions
 * in one look-up, packed into the bits of two numbers, and a household's members are merged by adding and or-ing these.
 * The packing is made from the rules themselves: a combination met for the first time runs them and is remembered.
 */
import type { MemberAnswers } from '../../interview/answers.ts';
import { type MemberRule, type Rule, type Scene, UNKNOWN } from '../rulebook.ts';
import { MEMBER_FIELDS } from './coding.ts';

/** Combinations of codes in one bundle; each age band has so many places. */
const MOST_PLACES = 4_096;
const MOST_BITS = 31;
/** Bits of a sum: the door takes households of at most 60. */
const SUM_BITS = 6;
export const SUM_MASK = (1 << SUM_BITS) - 1;
export const MOST_PEOPLE = 60;

/** Where a rule's findings lie in its bundle's two numbers. */
export interface Packed {
  readonly at: number;
  readonly run: MemberRule;
  readonly sums: boolean;
  /** In `seen`: the bit for "unknown"; the bits above it are the contributions found, one bit each. */
  readonly seenAt: number;
  readonly contributions: number;
  /** In `sum`: where the count begins; 0 for rules that take the greatest. */
  readonly sumAt: number;
}

export interface Bundle {
  readonly rules: readonly Packed[];
  /** Places among the member codes, and what each is worth. */
  readonly fields: Uint8Array;
  readonly worths: Int32Array;
  readonly size: number;
}

/** By band, then by codes; a place with `seen` 0 was not met yet. */
export interface Table {
  readonly seen: Int32Array;
  readonly sum: Int32Array;
}

/** Every rule on members that reads codes only, in few bundles; the others are run each time. */
export function bundlesOf(rules: readonly Rule[]): readonly Bundle[] {
  let lists: readonly (readonly number[])[] = [];
  rules.forEach((rule, at) => {
    if (rule.member === null || !isCoded(rule)) return;
    const near = lists.find((list) => fits(rules, [...list, at]) && list.some((other) => shareField(rule, rules[other])));
    lists = near === undefined ? [...lists, [at]] : lists.map((list) => (list === near ? [...list, at] : list));
  });
  return joined(rules, lists).map((list) => bundle(rules, list));
}

export function emptyTable({ size }: Bundle, bands: number): Table {
  return { seen: new Int32Array(size * bands), sum: new Int32Array(size * bands) };
}

/** Runs the bundle's rules for this member and writes what they find. */
export function remember({ rules }: Bundle, table: Table, place: number, who: { member: MemberAnswers; age: number; scene: Scene }): void {
  let seen = 0;
  let sum = 0;
  for (const { run, sums, seenAt, sumAt } of rules) {
    const part = run(who.member, who.age, who.scene);
    seen |= 1 << (part === UNKNOWN ? seenAt : sums ? seenAt + 1 : seenAt + 1 + part);
    if (part !== UNKNOWN && sums) sum += part << sumAt;
  }
  table.seen[place] = seen;
  table.sum[place] = sum;
}

function joined(rules: readonly Rule[], lists: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return lists.reduce<readonly (readonly number[])[]>((done, list) => {
    const near = done.find((other) => fits(rules, [...other, ...list]));
    return near === undefined ? [...done, list] : done.map((other) => (other === near ? [...other, ...list] : other));
  }, []);
}

function bundle(rules: readonly Rule[], list: readonly number[]): Bundle {
  const fields = fieldsOf(rules, list);
  const worths = fields.map((_, i) => fields.slice(0, i).reduce((worth, field) => worth * sizeOf(field), 1));
  let seenAt = 0;
  let sumAt = 0;
  const packed = list.flatMap((at): Packed[] => {
    const rule = rules[at];
    if (rule === undefined || rule.member === null) return [];
    const sums = rule.merge === 'sum';
    const one = { at, run: rule.member, sums, seenAt, contributions: rule.options.length, sumAt };
    seenAt += bitsOf(rule);
    if (sums) sumAt += SUM_BITS;
    return [one];
  });
  return { rules: packed, fields: Uint8Array.from(fields), worths: Int32Array.from(worths), size: placesOf(fields) };
}

function fits(rules: readonly Rule[], list: readonly number[]): boolean {
  const mine = list.flatMap((at) => rules[at] ?? []);
  const bits = mine.reduce((sum, rule) => sum + bitsOf(rule), 0);
  const sums = mine.filter(({ merge }) => merge === 'sum').length;
  return placesOf(fieldsOf(rules, list)) <= MOST_PLACES && bits <= MOST_BITS && sums * SUM_BITS <= MOST_BITS;
}

function bitsOf({ merge, options }: Rule): number {
  return merge === 'sum' ? 2 : options.length + 1;
}

function fieldsOf(rules: readonly Rule[], list: readonly number[]): readonly number[] {
  return [...new Set(list.flatMap((at) => codedFields(rules[at])))].sort((a, b) => a - b);
}

function codedFields(rule: Rule | undefined): readonly number[] {
  const read = rule?.members ?? [];
  return read.filter((field) => field !== 'birth').map((field) => MEMBER_FIELDS.findIndex(([name]) => name === field));
}

function isCoded(rule: Rule): boolean {
  const fields = codedFields(rule);
  return !fields.includes(-1) && placesOf(fields) <= MOST_PLACES;
}

function shareField(rule: Rule, other: Rule | undefined): boolean {
  return codedFields(rule).some((field) => codedFields(other).includes(field));
}

function placesOf(fields: readonly number[]): number {
  return fields.reduce((places, field) => places * sizeOf(field), 1);
}

function sizeOf(field: number): number {
  return MEMBER_FIELDS[field]?.[1] ?? 1;
}

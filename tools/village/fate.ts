/**
 * What the years bring to each household (diễn biến của hộ): lists of earlier years, why it is reviewed in 2025 and in 2026,
 * the class that its answers are to lead to, and how it really lives. The real living is ground truth and stays apart: a
 * few households on the list are not poor, a few poor ones are not on it. Shares are a judgement by hand, near those of
 * old Vĩnh Long's reviews.
 */
import type { PovertyClass } from '../../core/classify/verdict.ts';
import { type Chance, chance } from './chance.ts';
import type { Kin } from './family.ts';
import type { Tier } from './living.ts';

export type Why = 'on-list' | 'request' | 'suggested' | 'sample';

/** One year's review of a household. `wanted`: null leaves the answers as they come. */
export interface Review {
  readonly why: Why;
  readonly tier: Tier;
  readonly wanted: PovertyClass | null;
}

export interface Fate {
  readonly key: string;
  readonly past: readonly { readonly year: number; readonly class: PovertyClass }[];
  readonly last: Review | null;
  readonly now: Review | null;
  /** Households that this one stands for in the sample; 1 when it stands for itself. */
  readonly weight: number;
  /** How it really lives this year. */
  readonly truth: Tier;
}

/** One household in so many of those on no list is in the sample. */
export const SAMPLE_STEP = 90;

export interface Candidate {
  readonly key: string;
  readonly kin: readonly Kin[];
}

export function fatesFor(seed: string, households: readonly Candidate[]): Fate[] {
  const drawn = households.map((household) => fateOf(seed, household));
  const others = drawn.filter((fate) => fate.last === null && fate.now === null);
  const weights = sampleOf(
    seed,
    others.map((fate) => fate.key),
  );
  return drawn.map((fate) => {
    const weight = weights.get(fate.key);
    if (weight === undefined) return fate;
    const review: Review = { why: 'sample', tier: fate.truth, wanted: null };
    return { ...fate, weight, last: review, now: review };
  });
}

/** Drawn by a fixed step over a shuffled list; the weights add up to the list's length. */
export function sampleOf(seed: string, keys: readonly string[]): Map<string, number> {
  const size = Math.floor(keys.length / SAMPLE_STEP);
  if (size === 0) return new Map();
  const chosen = chance(seed, 'sample', keys.length).shuffle(keys).slice(0, size);
  const each = Math.floor(keys.length / size);
  return new Map(chosen.map((key, i) => [key, each + (i < keys.length % size ? 1 : 0)]));
}

function fateOf(seed: string, { key, kin }: Candidate): Fate {
  const luck = chance(seed, 'fate', key);
  const at = luck.between(0, 9_999);
  const { poor, near, request } = sharesFor(kin);
  const before = at < poor ? 'poor' : at < poor + near ? 'near-poor' : null;
  const asksLast = before === null && at < poor + near + request;
  const last: Review | null =
    before !== null ? reviewOf(luck, 'on-list', AFTER[before]) : asksLast ? reviewOf(luck, 'request', ASKED) : null;
  const listed = last?.wanted === 'poor' || last?.wanted === 'near-poor' ? last.wanted : null;
  const now = nowOf(luck, { last, listed });
  const truth = now?.tier ?? last?.tier ?? luck.weighted(OTHERS);
  return { key, past: pastOf(luck, { before, asksLast }), last, now, weight: 1, truth };
}

/** Of ten thousand: lone old people, large families, Khmer families are more often poor. */
function sharesFor(kin: readonly Kin[]): { poor: number; near: number; request: number } {
  const [head] = kin;
  const lone = kin.length === 1 && (head?.age ?? 0) >= 65;
  const children = kin.filter((member) => member.age < 16).length;
  const factor = (lone ? 25 : 10) * (children >= 3 ? 22 : 10) * (head?.ethnicity === 'khmer' ? 24 : 10);
  return { poor: Math.round((72 * factor) / 1_000), near: Math.round((165 * factor) / 1_000), request: Math.round((48 * factor) / 1_000) };
}

type Chances = readonly (readonly [PovertyClass, number])[];
export const AFTER: Readonly<Record<'poor' | 'near-poor', Chances>> = {
  poor: [
    ['poor', 56],
    ['near-poor', 17],
    ['not-poor', 27],
  ],
  'near-poor': [
    ['poor', 5],
    ['near-poor', 58],
    ['not-poor', 37],
  ],
};
export const ASKED: Chances = [
  ['poor', 40],
  ['near-poor', 32],
  ['not-poor', 28],
];
export const OTHERS = [
  ['poor', 4],
  ['near', 9],
  ['edge', 95],
  ['middle', 680],
  ['well', 212],
] as const;

function reviewOf(luck: Chance, why: Why, chances: Chances): Review {
  const wanted = luck.weighted(chances);
  return { why, wanted, tier: tierFor(luck, wanted) };
}

/** Now and then the list is wrong: too kind to one, too hard on another. */
function tierFor(luck: Chance, wanted: PovertyClass): Tier {
  const mistaken = luck.permille(40);
  if (wanted === 'poor') return mistaken ? 'edge' : 'poor';
  if (wanted === 'near-poor') return mistaken ? 'middle' : 'near';
  return mistaken ? 'near' : luck.permille(650) ? 'edge' : 'middle';
}

function nowOf(luck: Chance, { last, listed }: { last: Review | null; listed: 'poor' | 'near-poor' | null }): Review | null {
  if (listed !== null) return reviewOf(luck, 'on-list', AFTER[listed]);
  // Some of those who rose last year ask again; others ask for the first time.
  if (last !== null) return luck.permille(30) ? reviewOf(luck, 'request', ASKED) : null;
  if (luck.permille(4)) return reviewOf(luck, 'request', ASKED);
  return luck.permille(7) ? { why: 'suggested', tier: 'edge', wanted: 'not-poor' } : null;
}

/** The list that a household brings from 2024, and of some what came before it. */
function pastOf(luck: Chance, { before, asksLast }: { before: 'poor' | 'near-poor' | null; asksLast: boolean }): Fate['past'] {
  if (before === null)
    return asksLast && luck.permille(180)
      ? [
          { year: 2022, class: 'poor' },
          { year: 2023, class: 'not-poor' },
        ]
      : [];
  const earlier: Fate['past'] = luck.permille(600)
    ? [{ year: 2023, class: luck.permille(before === 'poor' ? 850 : 250) ? 'poor' : 'near-poor' }]
    : [];
  return [...earlier, { year: 2024, class: before }];
}

/**
 * Communes beside each other (so các xã): where everybody in a commune lowers scores alike nobody in it stands out, only the commune does. Of
 * forms near the cut-off, how many lie at or below it. Communes differ in earnest, some are poorer: what is usual is the commune in the
 * middle, and how far communes lie apart anyway is taken from the middle half of them, on which a few that cheat have no hold. What is far
 * beyond both chance and that spread is a question, all communes together held to one false discovery rate.
 */
import { type Share, discoveries, upperTail } from '../../kernel/chances.ts';

export interface CommuneCount {
  readonly communeId: string;
  /** At or below the cut-off, of all near it. */
  readonly near: Share;
}

export interface StandsOut {
  readonly communeId: string;
  readonly own: Share;
  readonly others: Share;
  readonly chance: number;
}

/** All of our own [M], from 1 September 2026. Fewer forms near the cut-off tell nothing of a commune, fewer communes nothing of what is usual. */
const LEAST_FORMS = 20;
const LEAST_COMMUNES = 8;
/** So many of a hundred more than in the middle, else it is no matter however sure. */
const APART = 15;
/** Of the communes asked about, one in a hundred may be chance: with 107 communes one in years. */
export const FALSE_RATE_OF_COMMUNES = 0.01;
/** Of a bell curve, the middle distance from the middle is so much of its spread. */
const SPREAD_OF_MIDDLE = 1.4826;

/** Likeliest not to be chance first. */
export function communesThatStandOut(counts: readonly CommuneCount[]): readonly StandsOut[] {
  const told = counts.filter(({ near }) => near.of >= LEAST_FORMS);
  if (told.length < LEAST_COMMUNES) return [];
  const shares = told.map(({ near }) => near.count / near.of);
  const middle = medianOf(shares);
  const byChance = (of: number): number => Math.max(middle * (1 - middle), 1 / (4 * of)) / of;
  const apart = SPREAD_OF_MIDDLE * medianOf(shares.map((share) => Math.abs(share - middle)));
  const spread = Math.max(0, apart * apart - medianOf(told.map(({ near }) => byChance(near.of))));
  const all = told.reduce((sum, { near }) => ({ count: sum.count + near.count, of: sum.of + near.of }), { count: 0, of: 0 });
  const asked = told.map(({ communeId, near }): StandsOut => {
    const above = near.count / near.of - middle;
    const chance = above * 100 < APART ? 1 : upperTail(above / Math.sqrt(byChance(near.of) + spread));
    return { communeId, own: near, others: { count: all.count - near.count, of: all.of - near.of }, chance };
  });
  const held = discoveries(
    asked.map(({ chance }) => chance),
    FALSE_RATE_OF_COMMUNES,
  );
  return asked.filter((_, i) => held[i] === true).sort((a, b) => a.chance - b.chance || (a.communeId < b.communeId ? -1 : 1));
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const [low, high] = [sorted[half - 1] ?? 0, sorted[half] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

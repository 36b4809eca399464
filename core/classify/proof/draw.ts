/**
 * Chance from a seed (ngẫu nhiên theo hạt giống): the same numbers for the same seed, for proofs and benchmarks only.
 */

/** A whole number from 0 to `choices` - 1. */
export type Draw = (choices: number) => number;

/** mulberry32, public domain. */
export function drawSeeded(seed: number): Draw {
  let state = seed >>> 0;
  return (choices) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % choices;
  };
}

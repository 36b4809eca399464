/**
 * How likely a count is by chance alone (xác suất), for whoever asks whether one group stands out among others: an exact test of two
 * shares, many of them at once, the interval of a share, agreement beyond chance. Ordinary numbers, never of a household's points.
 *
 * Sources: R. A. Fisher 1935 (exact test); Y. Benjamini and Y. Hochberg 1995 (false discovery rate); E. B. Wilson 1927 (interval of a
 * share); J. Cohen 1960 (kappa).
 */

/** `count` of `of`. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** Chance that, of all those counted in both, so many or more fall to `own`: Fisher's exact test, one side. Whole numbers. */
export function chanceOfSoMany(own: Share, others: Share): number {
  const [all, counted] = [own.of + others.of, own.count + others.count];
  const whole = logChoose(all, own.of);
  let chance = 0;
  for (let count = own.count; count <= Math.min(own.of, counted); count += 1) {
    if (own.of - count <= all - counted) chance += Math.exp(logChoose(counted, count) + logChoose(all - counted, own.of - count) - whole);
  }
  return Math.min(1, chance);
}

/**
 * Which of many chances are held for a discovery, so that in the long run no more than `rate` of those held are false (Benjamini and
 * Hochberg): the largest rank whose chance lies under its own share of the rate, and all below it.
 */
export function discoveries(chances: readonly number[], rate: number): readonly boolean[] {
  const sorted = [...chances].sort((a, b) => a - b);
  const last = sorted.findLastIndex((chance, i) => chance <= (rate * (i + 1)) / sorted.length);
  const most = last === -1 ? -1 : (sorted[last] ?? -1);
  return chances.map((chance) => chance <= most);
}

/** Of 95 in a hundred such intervals the true share lies inside (Wilson). Null of nothing. */
export function intervalOf({ count, of }: Share): { readonly low: number; readonly high: number } | null {
  if (of === 0) return null;
  const [z, share] = [NINETY_FIVE, count / of];
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  const middle = share + (z * z) / (2 * of);
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

const NINETY_FIVE = 1.959_963_985;

/** Agreement of two who judged the same, beyond what chance gives (Cohen): 1 at one in all, 0 as by chance. Null where chance gives all. */
export function kappaOf(pairs: readonly (readonly [string, string])[]): number | null {
  const all = pairs.length;
  const shareOf = (which: 0 | 1, code: string): number => pairs.filter((pair) => pair[which] === code).length / all;
  const codes = [...new Set(pairs.flat())];
  const seen = pairs.filter(([a, b]) => a === b).length / all;
  const byChance = codes.reduce((sum, code) => sum + shareOf(0, code) * shareOf(1, code), 0);
  return all === 0 || byChance === 1 ? null : (seen - byChance) / (1 - byChance);
}

/** Chance of lying so many spreads or more above the middle of a bell curve (M. Abramowitz and I. A. Stegun 1964, 7.1.26; wrong by less than 1 in 10 million). */
export function upperTail(spreads: number): number {
  if (spreads < 0) return 1 - upperTail(-spreads);
  const x = spreads / Math.SQRT2;
  const t = 1 / (1 + 0.327_591_1 * x);
  const sum = t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
  return (sum * Math.exp(-x * x)) / 2;
}

function logChoose(all: number, some: number): number {
  return logFactorial(all) - logFactorial(some) - logFactorial(all - some);
}

const factorials: number[] = [0];

function logFactorial(n: number): number {
  for (let i = factorials.length; i <= n; i += 1) factorials.push((factorials[i - 1] ?? 0) + Math.log(i));
  return factorials[n] ?? 0;
}

/**
 * What whoever asks a household once more is not told before they have (giấu kết quả với người hậu kiểm): of the forms, points and results of
 * the rounds named nothing; the result that held before stands as if none had followed. One rule for lists, pages and phones.
 */

interface Result {
  readonly roundId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface Withheld {
  /** Rounds of whose forms nothing is told. */
  readonly hidden: ReadonlySet<string>;
  /** The first day of the round that is asked again: what ended since may have ended by it. */
  readonly since: string;
}

/** Results without those of the rounds withheld, in the order given. */
export function resultsBefore<R extends Result>(results: readonly R[], { hidden, since }: Withheld): readonly R[] {
  const kept = results.filter(({ roundId }) => roundId === null || !hidden.has(roundId));
  const last = kept.reduce<R | null>((latest, one) => (latest === null || latest.validFrom < one.validFrom ? one : latest), null);
  return kept.map((one) => (one === last && one.validTo !== null && one.validTo >= since ? { ...one, validTo: null } : one));
}

/** Is what is told of this round's forms withheld? Null: of no round, or of any. */
export function isWithheld({ hidden }: Withheld, roundId: string | null): boolean {
  return roundId === null || hidden.has(roundId);
}

/**
 * What the made province is to come out at (mục tiêu của tỉnh giả định): data that only steers answers and events; the product's
 * own figures are counted from the register and know nothing of it. Any other numbers do as well, as a test shows.
 */

/** Households on each list. */
export interface Listed {
  readonly poor: number;
  readonly nearPoor: number;
}

export interface Targets {
  /** Results of the reviews of 2021, 2022 and 2023. */
  readonly results: readonly [Listed, Listed, Listed];
  /** Hamlets that have poor households in the last result; no commune is left without. */
  readonly hamletsWithPoor: number;
  /** Poor households of the last result that cannot escape poverty. */
  readonly cannotEscape: number;
  /** Planned fall of the rate within 2023, in hundredths of a point. */
  readonly plannedHundredths: number;
}

/**
 * Old Vĩnh Long, as the province told it on 11 April 2024 and as provincial statistics have it. The near-poor of the 2021 result
 * are not published: that one number is ours, a little above the next year's.
 */
export const OLD_VINH_LONG: Targets = {
  results: [
    { poor: 6_055, nearPoor: 9_860 },
    { poor: 4_247, nearPoor: 8_671 },
    { poor: 2_808, nearPoor: 7_105 },
  ],
  hamletsWithPoor: 652,
  cannotEscape: 1_571,
  plannedHundredths: 41,
};

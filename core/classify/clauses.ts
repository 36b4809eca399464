/**
 * The texts a rule may quote (điều khoản), as stable codes: parameters and trace lines carry the code, `words/classify`
 * says it to people. The mark is law.md's: [S n] seen in a source, [S~ n] seen second-hand, [M] remembered.
 */
export const CLAUSES = {
  'decree-07-2021-art-3': 'Decree 07/2021/NĐ-CP, Art. 3 [S 10, 12]; Decree 351/2025/NĐ-CP for 2026 [S 1, 2]',
  'decree-07-2021-annex': 'Decree 07/2021/NĐ-CP, annex of indicators [S~ 21, 22, 23]',
  'circular-07-2021-method': 'Circular 07/2021/TT-BLĐTBXH, method of scoring [S 3]',
  'circular-07-2021-annex-3': 'Circular 07/2021/TT-BLĐTBXH, Annex III, Phiếu B [S 3, 32]',
  'circular-07-2021-annex-4': 'Circular 07/2021/TT-BLĐTBXH, Annex IV, conventions of scoring; points not at hand',
  'circular-07-2021-annex-7': 'Circular 07/2021/TT-BLĐTBXH, Annex VII, tables by group [S 8, 35]',
  'form-03-2016': 'Mẫu số 03 of 2016, column Mekong Delta [S 34]: shape only, not valid since 2022',
  'own-scale': 'our own scale in the shape of the form of 2016 [M]',
  'decree-351-2025': 'Decree 351/2025/NĐ-CP [S 1, 2]',
  'decree-351-2025-draft': 'draft of Decree 351/2025/NĐ-CP [S~ 23, 24, 25]; final annex not seen',
  'points-per-dong': 'points of 2022-2026 scaled by the income line of Decree 351/2025/NĐ-CP; not published',
  'who-growth': 'WHO Child Growth Standards 2006 and Growth Reference 2007, minus 2 standard deviations',
  'labour-code-169': 'Labour Code 2019, Art. 169; Decree 135/2020/NĐ-CP, Art. 4 [M]',
  'province-cannot-escape': 'working rule of the province, conference of 11 April 2024; terms to confirm',
} as const;
export type Clause = keyof typeof CLAUSES;

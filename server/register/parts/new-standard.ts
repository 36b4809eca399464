/**
 * Who would be poor or near-poor by the standard to come if they lived as they told in an earlier round (theo chuẩn mới): of households whose
 * forms are at hand, so that those whom the old standard let go are visited before a year opens by the new one.
 */
import { assess } from '../../../core/classify/assess.ts';
import { rulebookById } from '../../../core/classify/rulebooks.ts';
import type { ScoreTable } from '../../../core/classify/score-table.ts';
import type { RulebookId } from '../../../core/classify/verdict.ts';
import type { Answers } from '../../../core/interview/answers.ts';
import type { Home } from '../../../core/register/left-out.ts';

export interface EarlierForm {
  readonly householdId: string;
  readonly answers: Answers;
  readonly areaType: 'rural' | 'urban';
  /** On which day it was told. */
  readonly on: string;
}

/** The last of a round's standards where it has several. */
export interface NewStandard {
  readonly rulebook: RulebookId;
  readonly table: ScoreTable;
}

/** The homes with that sign where their earlier form settles it. */
export function markNewStandard(homes: readonly Home[], forms: readonly EarlierForm[], standard: NewStandard | null): readonly Home[] {
  if (standard === null) return homes;
  const rulebook = rulebookById(standard.rulebook);
  const poor = new Map(
    forms.flatMap(({ householdId, answers, areaType, on }): [string, boolean][] => {
      const { outcome } = assess(rulebook, answers, { areaType, date: on }, standard.table);
      return outcome === null ? [] : [[householdId, outcome !== 'not-poor']];
    }),
  );
  return homes.map((home) => {
    const found = poor.get(home.householdId);
    return found === undefined ? home : { ...home, signs: { ...home.signs, 'new-standard': found } };
  });
}

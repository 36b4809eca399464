/**
 * For how many households one of a sample stands (trọng số mẫu): it is drawn within a commune, so for no more than a commune has.
 * The measure is the largest commune of the census of 1 April 2019.
 */
import { householdFacts2019 } from '../kernel/real-units.ts';
import { fail, ok, type Result } from '../kernel/result.ts';

export type WeightProblem = { readonly code: 'weight-too-high'; readonly weight: number; readonly most: number };

export function weightHolds(weight: number): Result<true, WeightProblem> {
  if (weight === 1) return ok(true);
  const most = Math.max(...householdFacts2019().map(({ households }) => households));
  return weight <= most ? ok(true) : fail({ code: 'weight-too-high', weight, most });
}

/**
 * Small readers of answers that every rule shares: is an answer missing, is a number in a band, is a person of working
 * age. A missing answer is never read as "no" or 0.
 */
import type { MemberAnswers } from '../../interview/answers.ts';
import type { Missing } from '../../interview/codes.ts';
import { type Scene, UNKNOWN } from '../rulebook.ts';
import type { CodeSet } from './limits.ts';

export function isMissing(answer: unknown): answer is Missing | undefined {
  return answer === undefined || answer === 'dont-know' || answer === 'refused';
}

export function isIn(codes: CodeSet, answer: unknown): boolean {
  for (let at = 0; at < codes.length; at += 1) if (codes[at] === answer) return true;
  return false;
}

/** Which band a number lies in: how many of the ascending least values it reaches. */
export function bandOf(answer: number | Missing | undefined, least: readonly number[]): number {
  if (typeof answer !== 'number') return UNKNOWN;
  let band = 0;
  for (const bound of least) {
    if (answer < bound) break;
    band += 1;
  }
  return band;
}

/** 1 of working age, 0 not, UNKNOWN when the sex that decides it is missing. `age` is known. */
export function workingAge(member: MemberAnswers, age: number, scene: Scene): number {
  if (age < scene.limits.workFrom) return 0;
  if (member.sex === 'male') return age < scene.workingAgeEndMale ? 1 : 0;
  if (member.sex === 'female') return age < scene.workingAgeEndFemale ? 1 : 0;
  const male = age < scene.workingAgeEndMale ? 1 : 0;
  return age < scene.workingAgeEndFemale === (male === 1) ? male : UNKNOWN;
}

/** The merged contribution is the option. */
export function totalAsOption(_household: unknown, total: number): number {
  return total;
}

/**
 * Every check of an interview in the order shown (mọi kiểm tra của phiếu), for the screen and for the door alike.
 */
import type { Visit } from '../state.ts';
import { type Check, type Finding, run } from './check.ts';
import { growthChecks } from './growth.ts';
import { livelihoodChecks } from './livelihood.ts';
import { livingChecks } from './living.ts';
import { peopleChecks } from './people.ts';
import { schoolingChecks } from './schooling.ts';

export const CHECKS: readonly Check[] = [...peopleChecks, ...growthChecks, ...schoolingChecks, ...livelihoodChecks, ...livingChecks];

export function findingsOf(visit: Visit): readonly Finding[] {
  return run(CHECKS, visit);
}

/**
 * A clock that somebody moves (đồng hồ được chuyển): a year is told in minutes by a server that is started with a clock of its own. Terms,
 * decisions and what is kept rest on the day, so this is for installations alone whose ledger says that they were created as a
 * demonstration, which nothing makes of a real one afterwards.
 */
import { fail, ok, type Result } from '../kernel/result.ts';

export type ClockProblem = { readonly code: 'clock-of-real-installation' };

/** `installation`: as the ledger has it; null: there is none yet, so nobody knows what it will be. */
export function mayMoveClock(installation: { readonly demonstration: boolean } | null): Result<true, ClockProblem> {
  return installation?.demonstration === true ? ok(true) : fail({ code: 'clock-of-real-installation' });
}

/**
 * A household's file as the phone shows it (hồ sơ hộ trên máy), made from what the phone keeps, and what an interview of it begins
 * with. The rules are the core's, the same as on the server.
 */
import type { PlainDate } from '../../core/kernel/dates.ts';
import { fail, ok, type Problem, type Result } from '../../core/kernel/result.ts';
import { meetingsOf } from '../../core/meeting/agreement.ts';
import { interviewsTaken } from '../../core/meeting/gates.ts';
import { prefillFrom, resumedFrom } from '../../core/register/prefill.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import type { InterviewRow, MemberView } from '../../core/register/views.ts';
import type { ClashView } from '../../core/sync/views.ts';
import type { HouseholdView, InterviewView, StatusRow } from '../../core/views.ts';
import { areaOf, communeOf, type Found, findHousehold, type Holding } from './holding.ts';
import { roundOf, roundsOf } from './round-of.ts';
import { type ReviewAgain, reviewAgainOf } from './review-again.ts';

export interface FileView extends Pick<HouseholdView, 'members' | 'round' | 'visitsFor'> {
  readonly may: Pick<HouseholdView['may'], 'interview' | 'why'>;
  readonly household: Pick<
    HouseholdView['household'],
    'householdId' | 'code' | 'address' | 'headName' | 'hamletId' | 'hamletName' | 'people'
  >;
  readonly status: Pick<StatusRow, 'class' | 'validFrom'> | null;
  /** Newest first. */
  readonly history: readonly Pick<StatusRow, 'year' | 'class' | 'validFrom'>[];
  /** Newest first. */
  readonly interviews: readonly Pick<InterviewRow, 'roundId' | 'interviewedOn' | 'by'>[];
  /** Only of a list kept on this phone: told otherwise by two people, and not yet settled. */
  readonly clashes?: readonly ClashView[];
  /** Only of a list kept on this phone: its meeting asks for another visit. */
  readonly again?: ReviewAgain | undefined;
  /** Only of a list kept on this phone: to be asked once more, unseen. */
  readonly backCheck?: boolean;
  /** Only of a list kept on this phone: rounds run beside each other, so that the visit says for which it is. */
  readonly several?: boolean;
  /** Only of a list kept on this phone: somebody of the commune asks that it be visited. */
  readonly suggested?: boolean;
  /** Only of a list kept on this phone: may what happens to the household be noted? */
  readonly mayRegister?: boolean;
}

/** Null for a household that this phone does not keep. */
export function fileOf(holding: Holding, householdId: string, today: PlainDate): FileView | null {
  const found = findHousehold(holding, householdId);
  if (found === null) return null;
  const { row, hamletId } = found;
  const { code, headName, address, people } = row;
  const history = [...row.statuses].reverse();
  return {
    household: { ...{ householdId, code, headName, address, hamletId, people }, hamletName: areaOf(holding, hamletId)?.name ?? hamletId },
    members: [...row.members.filter(isPresent), ...row.members.filter((member) => !isPresent(member))],
    status: history.find((status) => status.validTo === null) ?? null,
    history,
    interviews: row.interviews,
    clashes: row.clashes ?? [],
    round: roundOf(holding, found, today)?.round ?? null,
    visitsFor: roundsOf(holding, found, today).map(({ round }) => round),
    ...((holding.device.beside ?? []).length > 0 ? { several: true } : {}),
    again: againOf(holding, row),
    ...(isCheck(holding, found, today) ? { backCheck: true } : {}),
    ...(isSuggested(holding, row) ? { suggested: true } : {}),
    may: mayInterview(holding, found, today),
    mayRegister: row.withheld !== true && areaOf(holding, hamletId)?.mayRegister === true,
  };
}

function againOf({ device }: Holding, { householdId, interviews }: Found['row']): ReviewAgain | undefined {
  const { round, meetings = [] } = device;
  if (round === null) return undefined;
  const visit = interviews.find(({ roundId }) => roundId === round.roundId);
  const own = meetings.filter(({ roundId }) => roundId === round.roundId);
  return reviewAgainOf(meetingsOf(own), householdId, visit?.interviewedOn ?? null);
}

const isPresent = (member: MemberView): boolean => member.state === 'present';

function openRound({ device }: Holding) {
  return device.round?.state === 'open' ? device.round : null;
}

/** Does the hamlet's commune take interviews today? */
export function takesInterviews(holding: Holding, hamletId: string, today: PlainDate): boolean {
  const round = openRound(holding);
  const gate = communeOf(holding, hamletId)?.gate ?? null;
  return round !== null && gate !== null && interviewsTaken({ round, state: round.state }, gate, today).ok;
}

const isSuggested = ({ device }: Holding, { listed }: Found['row']): boolean =>
  listed.some(({ roundId, why }) => roundId === device.round?.roundId && why === 'suggested');

/** Of the round of this visit: its form lies with the server, and counts whatever is told now for nothing but the comparison. */
const isCheck = (holding: Holding, found: Found, today: string, wanted?: string): boolean =>
  found.row.backCheck !== undefined && found.row.backCheck === roundOf(holding, found, today, wanted)?.round.roundId;

function mayInterview(holding: Holding, found: Found, today: PlainDate): FileView['may'] {
  const { hamletId, row } = found;
  if (row.withheld === true) return { interview: false, why: 'data-restricted' };
  const mayNot = areaOf(holding, hamletId)?.mayNot ?? null;
  if (mayNot !== null) return { interview: false, why: mayNot };
  const { round, gate } = roundOf(holding, found, today) ?? { round: null, gate: null };
  if (round === null || gate === null) return { interview: false, why: 'no-open-round' };
  if (isCheck(holding, found, today)) return { interview: true, why: null };
  const taken = interviewsTaken({ round, state: round.state }, gate, today, row.revisit === round.roundId);
  return taken.ok ? { interview: true, why: null } : { interview: false, why: taken.error.code };
}

export interface Asked {
  readonly today: PlainDate;
  /** The round that somebody chose; absent: the one due first. */
  readonly roundId?: string | undefined;
}

export function interviewOf(holding: Holding, householdId: string, { today, roundId }: Asked): Result<InterviewView, Problem> {
  const found = findHousehold(holding, householdId);
  if (found === null) return fail({ code: 'not-on-this-phone' });
  const { row, hamletId } = found;
  const visit = roundOf(holding, found, today, roundId);
  if (visit === null) return fail({ code: 'no-open-round' });
  if (row.withheld === true) return fail({ code: 'data-restricted' });
  const { round, tables } = visit;
  const areaType = communeOf(holding, hamletId)?.areaType ?? null;
  if (areaType === null) return fail({ code: 'area-type-unknown' });
  const current = row.interviews.find((one) => one.roundId === round.roundId);
  const check = isCheck(holding, found, today, round.roundId);
  const last = check ? undefined : row.interviews.find((one) => one.roundId !== round.roundId);
  // cast: masked by the server, each field keeps its type, and none that a form must have is hidden from who may interview
  const roster = row.members.filter(isPresent).map(({ state: _state, ...member }) => member) as readonly RosterMember[];
  return ok({
    hamletName: areaOf(holding, hamletId)?.name ?? '',
    communeName: communeOf(holding, hamletId)?.name ?? '',
    ...{ householdId, hamletId, headName: row.headName, round, questionnaire: round.questionnaire },
    tables,
    ...(check ? { backCheck: true } : {}),
    setting: { areaType, date: today },
    prefill: prefillFrom(last?.answers ?? null, roster),
    current: resumedFrom(current?.answers ?? null, roster),
    ...(current === undefined ? {} : { visited: { interviewedOn: current.interviewedOn, by: current.by } }),
    version: current?.version ?? null,
    // Told here and not yet in the register, of which nothing was seen then.
    ...(row.version > 0 ? { seenFile: row.seenFile ?? row.version } : {}),
    ...(holding.inbox.epoch === null ? {} : { history: holding.inbox.epoch }),
  });
}

/**
 * A hamlet's meeting as the phone shows it (họp dân trên máy), made from what the phone keeps: who is to be discussed with the class that
 * their answers come to, what was said of them before, and whether minutes are still taken. Pure; the judge is handed in.
 */
import { ROLES_OF_ACTION } from '../../core/access/may.ts';
import type { PovertyClass, RulebookId } from '../../core/classify/verdict.ts';
import type { OpeningTold } from '../../core/device-rounds.ts';
import type { Answers } from '../../core/interview/answers.ts';
import { foldVi } from '../../core/kernel/text.ts';
import {
  agreementOn,
  type Discussed,
  isOf,
  isToReview,
  type Meeting,
  type MeetingRecord,
  meetingsOf,
  presentAt,
} from '../../core/meeting/agreement.ts';
import { meetingsTaken } from '../../core/meeting/gates.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import { statusOn } from '../../core/meeting/standing.ts';
import type { GateState, RoundView } from '../../core/meeting/views.ts';
import type { AreaRef } from '../../core/register/views.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import { areaOf, communeOf, type Holding, householdsIn, pathOf } from './holding.ts';

export interface Neighbour {
  readonly householdId: string;
  readonly headName: string;
  readonly code: string | null;
  readonly people: number;
}

/** How a household stands on one list. */
export interface Standing {
  /** By the latest answers that this phone knows; null: not interviewed, or still open. */
  readonly class: PovertyClass | null;
  readonly interviewed: boolean;
  readonly discussed: Discussed;
  /** Below half agreed to it, and it was not visited since. */
  readonly toReview: boolean;
}

/** A household on which the commune will have to decide. */
export interface ToDiscuss extends Neighbour, Standing {
  readonly members: readonly { readonly memberId: string; readonly fullName: string }[];
  /** On the list that opens the next year; null: none takes its count here. */
  readonly opening: Standing | null;
}

/** The list that opens a year, for which the same meeting counts a second time. */
export interface OpeningPlace {
  readonly round: Pick<RoundView, 'roundId' | 'opensOn' | 'closesOn' | 'year'> & { readonly rulebook: RulebookId };
  readonly meetings: readonly Meeting[];
  readonly whyNot: string | null;
}

export interface MeetingPlace {
  readonly today: string;
  readonly hamlet: AreaRef;
  readonly round: Pick<RoundView, 'roundId' | 'opensOn' | 'closesOn' | 'year'>;
  /** Null: the phone knows of none. */
  readonly opening: OpeningPlace | null;
  /** Another standard by which the round judges, of whose list the phone knows nothing yet; null: none. */
  readonly awaited: RulebookId | null;
  /** Every household of the hamlet, by name. */
  readonly neighbours: readonly Neighbour[];
  readonly toDiscuss: readonly ToDiscuss[];
  /** Oldest first. */
  readonly meetings: readonly Meeting[];
  /** Why minutes cannot be begun, as a code; null when they can. */
  readonly whyNot: string | null;
}

/** Answers that the server does not know yet, by household. */
export type FormsHere = ReadonlyMap<string, { readonly answers: Answers; readonly interviewedOn: string }>;

export interface Around {
  readonly today: string;
  readonly forms: FormsHere;
  /** `by`: without it, by the standard of the official result. */
  readonly judge: (answers: Answers, interviewedOn: string, by?: RulebookId) => PovertyClass | null;
}

/** Of the round that is shown and the lists beside it, the minutes on this phone that the server has not told of among them. */
export function withMinutes(holding: Holding, own: readonly MeetingRecord[]): Holding {
  const told = holding.device.meetings ?? [];
  const { round, openings = [] } = holding.device;
  const shown = [round?.roundId, ...openings.map((one) => one.round.roundId)];
  const fresh = own.filter((one) => shown.includes(one.roundId) && !told.some(({ recordId }) => recordId === one.recordId));
  return fresh.length === 0 ? holding : { ...holding, device: { ...holding.device, meetings: [...told, ...fresh] } };
}

/** Null for a hamlet that this phone does not keep, and in a round that asks for no meeting. */
export function meetingOf(holding: Holding, hamletId: string, around: Around): MeetingPlace | null {
  const hamlet = areaOf(holding, hamletId);
  const { round, meetings: records = [] } = holding.device;
  if (hamlet?.level !== 'hamlet' || round === null || round.asksMeeting !== true) return null;
  const { roundId, opensOn, closesOn, year } = round;
  const found = householdsIn(holding, new Set([hamletId])).map(({ row }) => row);
  const inOrder = found.map((row) => ({ row, folded: foldVi(row.headName) })).sort((a, b) => compare(a.folded, b.folded));
  const here = new Set(found.map(({ householdId }) => householdId));
  const meetings = meetingsOf(records.filter((one) => one.roundId === roundId));
  const opening = openingOf(holding, hamletId, around.today);
  const of = { roundId, meetings, around, opening: opening?.whyNot === null ? opening : null };
  return {
    today: around.today,
    hamlet: { areaId: hamlet.areaId, name: hamlet.name },
    round: { roundId, opensOn, closesOn, year },
    opening: opening && { ...opening, meetings: opening.meetings.filter((one) => isOf(one, hamletId, here)) },
    awaited: opening === null && round.kind === 'yearly' && round.state === 'open' ? (round.rulebooks[1] ?? null) : null,
    neighbours: inOrder.map(({ row }) => neighbour(row)),
    toDiscuss: inOrder.flatMap(({ row }) => (isDecidedOn(row, roundId, around.today) ? toDiscuss(row, of) : [])),
    meetings: meetings.filter((one) => isOf(one, hamletId, here)),
    whyNot: whyNot(holding, { round, gate: communeOf(holding, hamletId)?.gate ?? null }, { hamletId, today: around.today }),
  };
}

/** Of the round that is shown, in this hamlet's commune. */
function openingOf(holding: Holding, hamletId: string, today: string): OpeningPlace | null {
  const { round: review, openings = [], meetings = [] } = holding.device;
  const communeId = communeOf(holding, hamletId)?.areaId ?? '';
  const isHere = ({ round, gates }: OpeningTold) => round.interviewsOf === review?.roundId && Object.hasOwn(gates, communeId);
  const told = openings.find(isHere);
  const [rulebook] = told?.round.rulebooks ?? [];
  if (told === undefined || rulebook === undefined || told.round.asksMeeting !== true) return null;
  const { roundId, opensOn, closesOn, year } = told.round;
  return {
    round: { roundId, opensOn, closesOn, year, rulebook },
    meetings: meetingsOf(meetings.filter((one) => one.roundId === roundId)),
    whyNot: whyNot(holding, { round: told.round, gate: told.gates[communeId] ?? null }, { hamletId, today }),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const neighbour = ({ householdId, headName, code, people }: PulledHouseholdView): Neighbour => ({ householdId, headName, code, people });

/** Put on the list for another reason than the sample, or poor or near-poor now: as the server finds those to decide on. */
function isDecidedOn({ listed, statuses }: PulledHouseholdView, roundId: string, today: string): boolean {
  const now = statusOn(statuses, today)?.class;
  return now === 'poor' || now === 'near-poor' || listed.some((one) => one.roundId === roundId && one.why !== 'sample');
}

interface Of {
  readonly roundId: string;
  readonly meetings: readonly Meeting[];
  readonly around: Around;
  /** That takes its count here. */
  readonly opening: OpeningPlace | null;
}

function toDiscuss(row: PulledHouseholdView, { roundId, meetings, around: { forms, judge }, opening }: Of): ToDiscuss {
  const { householdId } = row;
  const visit = forms.get(householdId) ?? row.interviews.find((one) => one.roundId === roundId);
  const standing = (of: Visit | undefined, said: readonly Meeting[], by?: RulebookId): Standing => {
    const now = of === undefined ? null : judge(of.answers, of.interviewedOn, by);
    const discussed = agreementOn(said, householdId, now);
    return { class: now, interviewed: of !== undefined, discussed, toReview: isToReview(discussed, of?.interviewedOn ?? null) };
  };
  const members = row.members.flatMap(({ memberId, fullName = '', state }) => (state === 'present' ? { memberId, fullName } : []));
  // Where it was visited again for that list alone, that visit counts for it.
  const again = row.interviews.find((one) => one.roundId === opening?.round.roundId);
  const second = opening === null ? null : standing(again ?? visit, opening.meetings, opening.round.rulebook);
  return { ...neighbour(row), ...standing(visit, meetings), members, opening: second };
}

interface Visit {
  readonly answers: Answers;
  readonly interviewedOn: string;
}

interface List {
  readonly round: RoundView;
  /** Of the commune. */
  readonly gate: GateState | null;
}

function whyNot(
  holding: Holding,
  { round, gate }: List,
  { hamletId, today }: { readonly hamletId: string; readonly today: string },
): string | null {
  const path = pathOf(holding, hamletId).map(({ areaId }) => areaId);
  const { session } = holding.device;
  const posts = session.roles.filter(({ role }) => ROLES_OF_ACTION['hold-meeting'].includes(role));
  if (!posts.some(({ areaId }) => path.includes(areaId))) return 'not-your-role';
  if (round.state !== 'open' || gate === null) return 'no-open-round';
  const taken = meetingsTaken({ round, state: round.state }, gate, today);
  return taken.ok ? null : taken.error.code;
}

type Same = Pick<MeetingPlace, 'meetings'>;

/** What the minutes go on from: records of the same day that their writer had before them. */
export function beforeThem({ meetings }: Same, minutes: HoldMeeting): readonly MeetingRecord[] {
  const { hamletId, heldOn, after } = minutes;
  const records = meetings.flatMap((one) => (one.hamletId === hamletId && one.heldOn === heldOn ? one.records : []));
  return records.filter(({ recordId }) => after.includes(recordId));
}

/** Everybody in the room, as the minutes and those before them have it: no count is above it. */
export function inRoom(place: Same, minutes: HoldMeeting): number {
  const [meeting] = meetingsOf([...beforeThem(place, minutes), { ...minutes, by: '' }]);
  return meeting === undefined ? 0 : presentAt(meeting);
}

/** Still without the agreement of the hamlet to the class that it has now, on a list that takes its count. */
export const isOpen = (household: ToDiscuss, place: Lists): boolean =>
  waitsForReview(household, place) || waitsForOpening(household.opening);

type Lists = Pick<MeetingPlace, 'whyNot' | 'opening'>;

/** A review that takes no more minutes asks for none while the other list does. */
export function waitsForReview({ discussed }: Pick<Standing, 'discussed'>, { whyNot: closed, opening }: Lists): boolean {
  return discussed.agreement !== 'agreed' && !(closed !== null && opening?.whyNot === null);
}

export const waitsForOpening = (standing: Standing | null): boolean => standing !== null && standing.discussed.agreement !== 'agreed';

/**
 * A hamlet's meeting as the phone shows it (họp dân trên máy), made from what the phone keeps: who is to be discussed with the class that
 * their answers come to, what was said of them before, and whether minutes are still taken. Pure; the judge is handed in.
 */
import { ROLES_OF_ACTION } from '../../core/access/may.ts';
import type { PovertyClass } from '../../core/classify/verdict.ts';
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
import type { AreaRef } from '../../core/register/views.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import { areaOf, communeOf, type Holding, householdsIn, pathOf } from './holding.ts';

export interface Neighbour {
  readonly householdId: string;
  readonly headName: string;
  readonly code: string | null;
  readonly people: number;
}

/** A household on which the commune will have to decide. */
export interface ToDiscuss extends Neighbour {
  /** By the latest answers that this phone knows; null: not interviewed, or still open. */
  readonly class: PovertyClass | null;
  readonly interviewed: boolean;
  readonly members: readonly { readonly memberId: string; readonly fullName: string }[];
  readonly discussed: Discussed;
  /** Below half agreed to it, and it was not visited since. */
  readonly toReview: boolean;
}

export interface MeetingPlace {
  readonly today: string;
  readonly hamlet: AreaRef;
  readonly round: { readonly roundId: string; readonly opensOn: string; readonly closesOn: string };
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
  readonly judge: (answers: Answers, interviewedOn: string) => PovertyClass | null;
}

/** Of the round that is shown, the minutes on this phone that the server has not told of among them. */
export function withMinutes(holding: Holding, own: readonly MeetingRecord[]): Holding {
  const told = holding.device.meetings ?? [];
  const roundId = holding.device.round?.roundId;
  const fresh = own.filter((one) => one.roundId === roundId && !told.some(({ recordId }) => recordId === one.recordId));
  return fresh.length === 0 ? holding : { ...holding, device: { ...holding.device, meetings: [...told, ...fresh] } };
}

/** Null for a hamlet that this phone does not keep, and in a round that asks for no meeting. */
export function meetingOf(holding: Holding, hamletId: string, around: Around): MeetingPlace | null {
  const hamlet = areaOf(holding, hamletId);
  const { round, meetings: records = [] } = holding.device;
  if (hamlet?.level !== 'hamlet' || round === null || round.asksMeeting !== true) return null;
  const { roundId, opensOn, closesOn } = round;
  const found = householdsIn(holding, new Set([hamletId])).map(({ row }) => row);
  const inOrder = found.map((row) => ({ row, folded: foldVi(row.headName) })).sort((a, b) => compare(a.folded, b.folded));
  const here = new Set(found.map(({ householdId }) => householdId));
  const meetings = meetingsOf(records.filter((one) => one.roundId === roundId));
  return {
    today: around.today,
    hamlet: { areaId: hamlet.areaId, name: hamlet.name },
    round: { roundId, opensOn, closesOn },
    neighbours: inOrder.map(({ row }) => neighbour(row)),
    toDiscuss: inOrder.flatMap(({ row }) => (isDecidedOn(row, roundId) ? toDiscuss(row, { roundId, meetings, around }) : [])),
    meetings: meetings.filter((one) => isOf(one, hamletId, here)),
    whyNot: whyNot(holding, hamletId, around.today),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const neighbour = ({ householdId, headName, code, people }: PulledHouseholdView): Neighbour => ({ householdId, headName, code, people });

/** Put on the list for another reason than the sample, or poor or near-poor now: as the server finds those to decide on. */
function isDecidedOn({ listed, statuses }: PulledHouseholdView, roundId: string): boolean {
  const now = statuses.filter(({ validTo }) => validTo === null).at(-1)?.class;
  return now === 'poor' || now === 'near-poor' || listed.some((one) => one.roundId === roundId && one.why !== 'sample');
}

interface Of {
  readonly roundId: string;
  readonly meetings: readonly Meeting[];
  readonly around: Around;
}

function toDiscuss(row: PulledHouseholdView, { roundId, meetings, around: { forms, judge } }: Of): ToDiscuss {
  const visit = forms.get(row.householdId) ?? row.interviews.find((one) => one.roundId === roundId);
  const now = visit === undefined ? null : judge(visit.answers, visit.interviewedOn);
  const discussed = agreementOn(meetings, row.householdId, now);
  const toReview = isToReview(discussed, visit?.interviewedOn ?? null);
  const members = row.members.flatMap(({ memberId, fullName = '', state }) => (state === 'present' ? { memberId, fullName } : []));
  return { ...neighbour(row), members, class: now, interviewed: visit !== undefined, discussed, toReview };
}

function whyNot(holding: Holding, hamletId: string, today: string): string | null {
  const path = pathOf(holding, hamletId).map(({ areaId }) => areaId);
  const { round, session } = holding.device;
  const posts = session.roles.filter(({ role }) => ROLES_OF_ACTION['hold-meeting'].includes(role));
  if (!posts.some(({ areaId }) => path.includes(areaId))) return 'not-your-role';
  const gate = communeOf(holding, hamletId)?.gate ?? null;
  if (round?.state !== 'open' || gate === null) return 'no-open-round';
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

/** Still without the agreement of the hamlet to the class that it has now. */
export const isOpen = ({ discussed }: ToDiscuss): boolean => discussed.agreement !== 'agreed';

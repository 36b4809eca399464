/**
 * A round and what may be done next in it, as the server tells a face (đợt rà soát trên màn hình). The gate table itself
 * is in `round.ts`, what it allows in `gates.ts`.
 */
import type { AskedAgain } from './back-check-views.ts';
import type { PaceRow } from '../interview/haste.ts';
import type { RulebookId } from '../classify/verdict.ts';
import type { Gate, GateRow, ROUND_KINDS } from './round.ts';

export interface RoundView {
  readonly roundId: string;
  readonly kind: (typeof ROUND_KINDS)[number];
  readonly year: number;
  /** `yyyy-mm-dd`, both inclusive. */
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: 'open' | 'closed';
  /** It was taken back before anything was decided in it. */
  readonly cancelled?: boolean;
  /** The how-manieth of those that are called alike; absent: the first. */
  readonly nth?: number;
  readonly rulebooks: readonly RulebookId[];
  readonly questionnaire: string;
  /** Of an opening list: the round in whose interviews it stands. */
  readonly interviewsOf?: string | undefined;
  /** Hamlets discuss the list before it is decided; absent: told before there were meetings. */
  readonly asksMeeting?: boolean;
  /** The list hangs in public before it is decided; absent: told before there were postings. */
  readonly asksPosting?: boolean;
}

export interface VisitsFor extends AskedAgain {
  /** For which rounds the household can be visited now, the one that this visit is for first; absent: of a server before it. */
  readonly visitsFor?: readonly RoundView[];
}

/** A round that was taken back, as a phone is told it. */
export interface CancelledRound extends Pick<RoundView, 'roundId' | 'kind' | 'year' | 'opensOn' | 'nth'> {
  readonly on: string;
  readonly reason: string;
}

export interface CancelledTold {
  /** Taken back in one of the phone's communes, and not over by their days; absent: none, or of a server before it. */
  readonly cancelled?: readonly CancelledRound[];
}

/** `GET /api/areas/:areaId/openings`: the review that is open, and the lists beside it with which a year opens by another standard. */
export interface OpeningsView {
  readonly review: RoundView | null;
  readonly openings: readonly RoundView[];
}

/** An answer that could still change the class; `people`: of how many it is missing, 0 where it is about the household. */
export interface MissingField {
  readonly field: string;
  readonly people: number;
}

/** `GET /api/areas/:areaId/paces` */
export interface PacesView {
  readonly round: RoundView | null;
  readonly rows: readonly PaceRow[];
}

/** Where the list of one commune stands; `closed` after the decision. */
export type GateState = Gate | 'closed';

/** A row of the gate table that starts where the list stands, with whether this person may do it now. */
export interface NextAction {
  readonly action: GateRow['action'];
  readonly to: GateState;
  readonly clause: string;
  readonly allowed: boolean;
  /** Code of the reason when not allowed; its sentence is in words/problems. */
  readonly why: string | null;
}

/** Of one hamlet: how many of its households that must be decided on stand how with it. */
export interface HamletMeetings {
  readonly hamletId: string;
  readonly hamletName: string;
  readonly toDecide: number;
  readonly agreed: number;
  /** Below half agreed: to be reviewed and discussed again. */
  readonly again: number;
  /** Two people wrote otherwise, more were counted than came, or only who is tied to it wrote. */
  readonly differs: number;
  /** Days on which it met in the round, oldest first. */
  readonly heldOn: readonly string[];
}

/** `GET /api/areas/:areaId/meetings`, of a commune; hamlets in the order of lists. */
export interface CommuneMeetings {
  readonly round: RoundView;
  readonly hamlets: readonly HamletMeetings[];
}

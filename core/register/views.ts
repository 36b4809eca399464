/**
 * A household and its people as the server shows them (hộ và thành viên trên màn hình): masked already, by the rules of
 * the catalogue, for the one who asked. A field that this reader may not see is absent; a masked one holds the mask
 * ("Nguyễn V. A.", "•••••••••123"). Verdicts and rounds are added in core/views.ts.
 */
import type { Answers } from '../interview/answers.ts';
import type { Signed } from '../interview/signature.ts';
import type { ClockMark } from '../interview/clock-mark.ts';
import type { HeldAt } from '../interview/where.ts';

export interface MemberView {
  readonly memberId: string;
  readonly fullName: string;
  readonly relation?: string | undefined;
  readonly sex?: string | undefined;
  /** yyyy, yyyy-mm or yyyy-mm-dd. */
  readonly birth?: string | undefined;
  readonly ethnicity?: string | undefined;
  readonly citizenId?: string | undefined;
  readonly state: 'present' | 'dead' | 'left';
  /** Left, since they were noted here by mistake and never lived here. */
  readonly never?: true | undefined;
  /** Their data are restricted. */
  readonly restricted?: true | undefined;
}

export const LISTED_WHYS = ['on-list', 'request', 'suggested', 'sample'] as const;
/** Why a household is on the review list of a round. */
export type ListedWhy = (typeof LISTED_WHYS)[number];

export interface HouseholdHeadView {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly address?: string | null | undefined;
  readonly hamletId: string;
  readonly hamletName: string;
  readonly communeId: string;
  readonly communeName: string;
  readonly people: number;
  readonly state: 'present' | 'moved' | 'merged' | 'dissolved' | 'erased';
  /** Households this one stands for in a sample; 1 = itself. */
  readonly weight: number;
  /** Version of the household in its book: what a later correction says it has seen. */
  readonly version: number;
}

export interface AreaRef {
  readonly areaId: string;
  readonly name: string;
}

/** Counts of one area today: present households, and their standing in the round asked for. */
export interface AreaCounts {
  readonly households: number;
  readonly people: number;
  /** Households whose current status is so. */
  readonly poor: number;
  readonly nearPoor: number;
  /** On the review list of the round; 0 without a round. */
  readonly listed: number;
  readonly interviewed: number;
  /** Interviewed, and the class still open under the round's first rulebook. */
  readonly undetermined: number;
}

export interface AreaChild extends AreaRef, AreaCounts {
  readonly kind: string;
}

/** A form of the household that stands. */
export interface InterviewRow {
  readonly roundId: string;
  /** Of its round. */
  readonly kind: 'yearly' | 'regular' | 'exit' | 'opening';
  readonly year: number;
  /** Of the round, `yyyy-mm-dd`. */
  readonly opensOn: string;
  readonly nth: number;
  readonly interviewedOn: string;
  /** Display name of the enumerator. */
  readonly by: string;
  /** From the first question to the end, by the device's clock; null where it is not known. */
  readonly seconds: number | null;
  /** Who asked, as the form names them, where it was filled in by hand and typed in by `by`; null: asked with a device. */
  readonly interviewer: string | null;
  /** Of the household; null where none was given, or this reader may not see it. */
  readonly signed: Signed | null;
  /** By which sign the device's clock was wrong, or the form came when the round's days were over; null: by none. */
  readonly clock: ClockMark | null;
  /** Null where nobody measured it, or this reader may not see it. */
  readonly heldAt: HeldAt | null;
  /** Without the fields this reader may not see. */
  readonly answers: Answers;
}

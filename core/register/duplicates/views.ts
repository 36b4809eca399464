/**
 * Who of a commune may be written twice, as the server tells the desk (hộ có thể ghi trùng trên màn hình): pairs of households with the
 * people alike in both and why, and what was joined. Masked for the one who asks.
 */
import type { MemberView } from '../views.ts';
import type { Reason } from './evidence.ts';

export type AlikePerson = Pick<MemberView, 'memberId' | 'fullName' | 'birth' | 'sex' | 'citizenId'>;

export interface AlikePeople {
  readonly one: AlikePerson;
  readonly other: AlikePerson;
  /** What speaks for it most first. */
  readonly reasons: readonly Reason[];
}

export interface AlikeHousehold {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly hamletName: string;
  readonly people: number;
}

export interface AlikeHouseholds {
  readonly one: AlikeHousehold;
  readonly other: AlikeHousehold;
  readonly alike: readonly AlikePeople[];
  /** One in a hundred such is wrong. */
  readonly sure: boolean;
  /** So many of them are alike that it may be one household; else somebody stands in both. */
  readonly whole: boolean;
}

export interface JoinedHousehold {
  readonly householdId: string;
  readonly headName: string;
  readonly intoHouseholdId: string;
  readonly intoHeadName: string;
  readonly at: string;
  readonly by: string;
  readonly why: string;
}

/** `GET /api/areas/:areaId/duplicates` */
export interface DuplicatesView {
  /** People of the area that were compared. */
  readonly people: number;
  /** When they were compared, if something was written since and they are being compared again; null: just now. */
  readonly asOf: string | null;
  /** The surest first; `found` may be more. */
  readonly shown: readonly AlikeHouseholds[];
  readonly found: number;
  /** Second entries that stand joined, the latest first. */
  readonly joined: readonly JoinedHousehold[];
}

/** Somebody of the register whom the asked one resembles. */
export interface AlikeLine {
  readonly person: AlikePerson;
  readonly householdId: string;
  readonly headName: string;
  readonly hamletName: string;
  readonly reasons: readonly Reason[];
}

/** `POST /api/households/:householdId/alike` */
export interface AlikeView {
  readonly alike: readonly AlikeLine[];
}

/**
 * The shapes of what the maker hands on (hình dạng dữ liệu của làng): payloads as the door takes them. Nothing is decided here.
 */
import type { MemberAnswers } from '../../core/interview/answers.ts';
import type { AreaId, BookId, HouseholdId } from '../../core/kernel/ids.ts';

export type HamletKind = 'ap' | 'khom' | 'khu';

export interface Hamlet {
  readonly areaId: AreaId;
  readonly bookId: BookId;
  /** As printed: `Ấp Vĩnh Tiến`. */
  readonly name: string;
  readonly kind: HamletKind;
}

export interface Roster {
  readonly memberId: string;
  readonly fullName: string;
  readonly relation: MemberAnswers['relation'];
  readonly sex: 'male' | 'female';
  readonly birth: string;
  readonly ethnicity?: 'kinh' | 'khmer' | 'hoa' | 'cham' | 'other';
  readonly citizenId?: string;
}

/** Payload of `household-registered`. */
export interface Registered {
  readonly householdId: HouseholdId;
  readonly hamletId: AreaId;
  readonly code: string | null;
  readonly address: string | null;
  readonly headName: string;
  readonly members: readonly Roster[];
  readonly since: string;
  readonly source: 'import' | 'interview' | 'census-roster';
  readonly weight: number;
  readonly listed: 'on-list' | 'request' | 'suggested' | 'sample' | null;
}

/** The register's line on a member: who, not how they live. An answer that was not given is left out. */
export function rosterOf(member: MemberAnswers): Roster {
  const { memberId, fullName, relation, sex, birth, ethnicity, citizenId } = member;
  if (!isGiven(sex)) throw new RangeError('Made people have a sex.');
  return {
    memberId,
    fullName,
    relation,
    sex,
    birth,
    ...(isGiven(ethnicity) ? { ethnicity } : {}),
    ...(isGiven(citizenId) ? { citizenId } : {}),
  };
}

function isGiven<T extends string>(answer: T | undefined): answer is Exclude<T, 'dont-know' | 'refused'> {
  return answer !== undefined && answer !== 'dont-know' && answer !== 'refused';
}

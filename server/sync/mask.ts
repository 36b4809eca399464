/**
 * What a reader's device may keep of a household (che dữ liệu gửi xuống máy): field by field as the catalogue says, the same as on
 * the screens of the desk.
 */
import type { Reader } from '../../core/access/catalogue.ts';
import { maskName, maskRecord, shownToAny } from '../../core/access/mask.ts';
import { householdAnswers, memberAnswers } from '../../core/interview/answers.ts';
import { householdRegistered } from '../../core/register/household.ts';
import { rosterMember } from '../../core/register/roster.ts';
import type { PulledHousehold, PulledInterview, PulledMember } from './store.ts';

type Masked<T> = { readonly [K in keyof T]?: T[K] };

export interface MaskedHousehold extends Omit<PulledHousehold, 'members' | 'interviews' | 'address'> {
  readonly address: string | null;
  readonly members: readonly (Masked<PulledMember> & Pick<PulledMember, 'memberId' | 'state'>)[];
  readonly interviews: readonly (Omit<PulledInterview, 'answers'> & {
    readonly answers: { readonly household: object; readonly members: readonly object[] };
  })[];
}

export function maskHousehold(row: PulledHousehold, readers: readonly Reader[]): MaskedHousehold {
  const address = shownToAny(householdRegistered.fields.address.rule, readers) === 'full' ? row.address : null;
  const members = row.members.map(({ state, ...member }) => {
    return { ...maskRecord(rosterMember, readers, member), memberId: member.memberId, state };
  });
  const interviews = row.interviews.map(({ answers, ...interview }) => ({
    ...interview,
    answers: {
      household: maskRecord(householdAnswers, readers, answers.household),
      members: answers.members.map((member) => maskRecord(memberAnswers, readers, member)),
    },
  }));
  const headName = shownToAny(householdRegistered.fields.headName.rule, readers) === 'full' ? row.headName : maskName(row.headName);
  return { ...row, headName, address, members, interviews };
}

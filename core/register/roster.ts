/**
 * A person in the household's roster (nhân khẩu trong sổ hộ): who they are and nothing more; what they answered belongs to
 * an interview. Field by field the same schema and privacy rule as in the answers, so that prefill and fold cannot differ.
 */
import type * as z from 'zod';
import { record } from '../access/catalogue.ts';
import { memberAnswers } from '../interview/answers.ts';

const { memberId, fullName, relation, sex, birth, ethnicity, citizenId } = memberAnswers.fields;

export const rosterMember = record('roster member', { memberId, fullName, relation, sex, birth, ethnicity, citizenId });
export type RosterMember = z.infer<typeof rosterMember.schema>;

/** More people than any household of the census; a longer list is a mistake in the file. */
export const MAX_MEMBERS = 60;

/** The roster that an interview states: the same people without their answers. */
export function rosterOf(members: readonly RosterMember[]): RosterMember[] {
  return members.map((member) => ({
    memberId: member.memberId,
    fullName: member.fullName,
    relation: member.relation,
    sex: member.sex,
    birth: member.birth,
    ...(member.ethnicity === undefined ? {} : { ethnicity: member.ethnicity }),
    ...(member.citizenId === undefined ? {} : { citizenId: member.citizenId }),
  }));
}

/** The head of the list: the member who is one, else the first. */
export function headOfRoster<M extends { readonly relation: string }>(members: readonly M[]): M | null {
  return members.find((member) => member.relation === 'head') ?? members[0] ?? null;
}

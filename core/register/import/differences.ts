/**
 * What a list would make other in a household of the register, each fact as it is and as it would be (cũ → mới): whoever writes it sees
 * first what is written over.
 */
import type { RosterMember } from '../roster.ts';
import type { ListedClass } from './values.ts';

/** Facts of the household or of one person; only those that differ. */
export type Facts = { readonly [K in Exclude<keyof RosterMember, 'memberId'>]?: RosterMember[K] | undefined } & {
  readonly address?: string | null | undefined;
  readonly people?: number | null | undefined;
  readonly class?: ListedClass | undefined;
  readonly year?: number | undefined;
};

export interface Difference {
  /** Of the person as the register has it; null: of the household. */
  readonly who: string | null;
  /** Null: the register has nothing of it, the person or the result is new. */
  readonly before: Facts | null;
  readonly after: Facts;
}

const OF_PERSON = ['fullName', 'relation', 'sex', 'birth', 'ethnicity', 'citizenId'] as const;

export function memberDifferences(known: readonly RosterMember[], members: readonly RosterMember[]): readonly Difference[] {
  const before = new Map(known.map((member) => [member.memberId, member]));
  return members.flatMap((member): Difference[] => {
    const { memberId, ...facts } = member;
    const old = before.get(memberId);
    if (old === undefined) return [{ who: null, before: null, after: facts }];
    const other = OF_PERSON.filter((field) => old[field] !== member[field]);
    return other.length === 0 ? [] : [{ who: old.fullName, before: only(old, other), after: only(member, other) }];
  });
}

function only(member: RosterMember, fields: readonly (typeof OF_PERSON)[number][]): Facts {
  return Object.fromEntries(fields.flatMap((field) => (member[field] === undefined ? [] : [[field, member[field]]])));
}

/**
 * A refused act to be corrected (sửa một biến động): back into what was typed, and the ids that it gave, so that what was told after it of
 * the same people still speaks of them.
 */
import { formatVi, parseBirthDate } from '../../core/kernel/dates.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import type { MemberView } from '../../core/register/views.ts';
import type { Act } from '../../core/acts.ts';
import { type Around, type Deed, ELSEWHERE, NOTHING_TYPED, type Typed, type TypedPerson } from './doing.ts';

export function deedOf({ kind }: Act): Deed {
  return kind === 'move-household' || kind === 'household-left' ? 'moves' : kind;
}

export function typedOf({ kind, payload }: Act): Typed {
  switch (kind) {
    case 'household-registered': {
      const [head, ...others] = payload.members;
      const person = head === undefined ? NOTHING_TYPED.person : personOf(head);
      const rest = {
        others: others.map(personOf),
        day: dayText(payload.since),
        place: payload.address ?? '',
        listed: payload.listed !== null,
      };
      return { ...NOTHING_TYPED, person, ...rest };
    }
    case 'member-born':
      return { ...NOTHING_TYPED, person: personOf(payload.member) };
    case 'member-arrived':
      return { ...NOTHING_TYPED, person: personOf(payload.member), day: dayText(payload.on), place: payload.from ?? '' };
    case 'member-died':
    case 'member-left':
      return { ...NOTHING_TYPED, who: [payload.memberId], day: dayText(payload.on) };
    case 'correct-member': {
      const { fullName: name, sex, birth } = payload.now;
      return { ...NOTHING_TYPED, who: [payload.memberId], person: { ...NOTHING_TYPED.person, name, ...sexAndBirth({ sex, birth }) } };
    }
    case 'withdraw-joining':
      return { ...NOTHING_TYPED, who: [payload.memberId], why: payload.why };
    case 'split-household': {
      const { memberIds: who, headId, on, address } = payload;
      return { ...NOTHING_TYPED, who, headId, day: dayText(on), place: address ?? '' };
    }
    case 'move-household':
      return { ...NOTHING_TYPED, where: payload.toHamletId, day: dayText(payload.on), place: payload.address ?? '' };
    case 'household-left':
      return { ...NOTHING_TYPED, where: ELSEWHERE, day: dayText(payload.on), place: payload.to ?? '' };
  }
}

export function personOf({
  fullName: name,
  relation,
  sex,
  birth,
}: Pick<MemberView, 'fullName' | 'relation' | 'sex' | 'birth'>): TypedPerson {
  return { name, ...sexAndBirth({ sex, birth }), relation: relation ?? null };
}

function sexAndBirth({ sex, birth }: Pick<MemberView, 'sex' | 'birth'>): Pick<TypedPerson, 'sex' | 'birth'> {
  return { sex: sex === 'male' || sex === 'female' ? sex : null, birth: dayText(birth ?? '') };
}

function dayText(text: string): string {
  const parsed = parseBirthDate(text);
  return parsed.ok ? formatVi(parsed.value) : '';
}

/** Those that the act gave before, then fresh ones. */
export function idsOf(before: Act | null, newId: () => string): Around['ids'] {
  const members = membersOf(before).map(({ memberId }) => memberId);
  return { member: (at) => members[at] ?? newId(), household: () => householdOf(before) ?? newId() };
}

function membersOf(before: Act | null): readonly RosterMember[] {
  if (before === null) return [];
  if (before.kind === 'household-registered') return before.payload.members;
  return before.kind === 'member-born' || before.kind === 'member-arrived' ? [before.payload.member] : [];
}

function householdOf(before: Act | null): string | null {
  if (before?.kind === 'household-registered') return before.payload.householdId;
  return before?.kind === 'split-household' ? before.payload.newHouseholdId : null;
}

/**
 * Two forms of one household made from the same beginning (gộp hai phiếu): what only one of them changed is taken from it, what both
 * changed differently is a clash and stays as it stands. Nothing is decided by who came last.
 */
import { type Answers, answersSchema } from '../interview/answers.ts';
import type { ClashField, ClashValue } from './clash.ts';

export interface Overlap {
  /** What the second had before them; null: nothing of this household was ever told. */
  readonly base: Answers | null;
  readonly stands: Answers;
  readonly other: Answers;
  /** People who, as the second says, live there no more. */
  readonly gone: readonly string[];
}

export interface Merged {
  readonly answers: Answers;
  readonly clashes: readonly ClashField[];
}

type Facts = Readonly<Record<string, ClashValue | undefined>>;
type Member = Answers['members'][number];

/** `sound`: what the checks of the form let pass. Where the two do not go together, all that differs is a clash. */
export function mergeForms(overlap: Overlap, sound: (answers: Answers) => boolean): Merged {
  const merged = merge(overlap);
  const parsed = answersSchema.safeParse(merged.answers);
  if (parsed.success && sound(parsed.data)) return { answers: parsed.data, clashes: merged.clashes };
  return { answers: overlap.stands, clashes: merge({ ...overlap, base: null }, 'all').clashes };
}

/** `all`: nothing is taken over, every difference is told. */
function merge({ base, stands, other, gone }: Overlap, how: 'each' | 'all' = 'each'): Merged {
  const clashes: ClashField[] = [];
  const three = (memberId: string | null, facts: Sides): Record<string, ClashValue> => mergeFacts(memberId, facts, { how, clashes });
  const household = three(null, { base: base?.household ?? null, stands: stands.household, other: other.household });
  const earlier = new Map(base?.members.map((member) => [member.memberId, member]));
  const told = new Map(other.members.map((member) => [member.memberId, member]));
  const members = stands.members.map((member) => {
    const { memberId } = member;
    const mine = told.get(memberId);
    if (mine === undefined && gone.includes(memberId)) clashes.push({ memberId, field: PRESENT, stands: true, other: false });
    return mine === undefined
      ? member
      : { ...three(memberId, { base: earlier.get(memberId) ?? null, stands: member, other: mine }), memberId };
  });
  const here = new Set(stands.members.map(({ memberId }) => memberId));
  const only = other.members.filter(({ memberId }) => !here.has(memberId));
  const fresh = how === 'all' ? [] : only.filter(({ memberId }) => !earlier.has(memberId));
  for (const { memberId } of only.filter((member) => !fresh.includes(member)))
    clashes.push({ memberId, field: PRESENT, stands: false, other: true });
  // cast: each value comes from a form that was parsed
  return { answers: { household, members: [...members, ...fresh] } as Answers, clashes };
}

export const PRESENT = 'present';
/** Of somebody who is gone, as both say: dead or left, and the day. */
export const GONE_OTHERWISE = 'gone';

interface Sides {
  readonly base: Facts | null;
  readonly stands: Facts;
  readonly other: Facts;
}

interface Merging {
  readonly how: 'each' | 'all';
  readonly clashes: ClashField[];
}

function mergeFacts(memberId: string | null, { base, stands, other }: Sides, { how, clashes }: Merging): Record<string, ClashValue> {
  const merged: Record<string, ClashValue> = {};
  for (const field of new Set([...Object.keys(stands), ...Object.keys(other)])) {
    const [before, there, mine] = [base?.[field], stands[field], other[field]];
    const take = choose({ field, before, there, mine, how });
    if (take === 'clash') clashes.push({ memberId, field, stands: there ?? null, other: mine ?? null });
    const value = take === 'other' ? mine : there;
    if (value !== undefined) merged[field] = value;
  }
  return merged;
}

interface Three {
  readonly field: string;
  readonly before: ClashValue | undefined;
  readonly there: ClashValue | undefined;
  readonly mine: ClashValue | undefined;
  readonly how: 'each' | 'all';
}

function choose({ field, before, there, mine, how }: Three): 'stands' | 'other' | 'clash' {
  if (same(there, mine)) return 'stands';
  // Shown masked, it is not asked again: that is no answer.
  if (field === 'citizenId' && mine === undefined) return 'stands';
  if (how === 'all') return 'clash';
  if (same(mine, before)) return 'stands';
  return same(there, before) ? 'other' : 'clash';
}

/** Lists of what was chosen have no order. */
function same(a: ClashValue | undefined, b: ClashValue | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((code) => b.includes(code));
  return a === b;
}

/** The form that stands, with what was chosen of a clash. Null where what stood then stands no more. */
export function settledForm(stands: Answers, chosen: readonly ClashField[], former: ReadonlyMap<string, Member>): Answers | null {
  let { household, members }: Answers = stands;
  for (const { memberId, field, stands: then, other } of chosen) {
    if (memberId === null) {
      if (!same(valueOf(household, field), then ?? undefined)) return null;
      household = changed(household, field, other);
    } else if (field === PRESENT) {
      const member = former.get(memberId);
      if (other === true && member === undefined) return null;
      members =
        other === true && member !== undefined
          ? [...members.filter((one) => one.memberId !== memberId), member]
          : members.filter((one) => one.memberId !== memberId);
    } else {
      const member = members.find((one) => one.memberId === memberId);
      if (member === undefined || !same(valueOf(member, field), then ?? undefined)) return null;
      members = members.map((one) => (one === member ? changed(one, field, other) : one));
    }
  }
  return { household, members };
}

function valueOf(facts: object, field: string): ClashValue | undefined {
  return Object.entries<ClashValue | undefined>({ ...facts }).find(([name]) => name === field)?.[1];
}

function changed<T extends object>(facts: T, field: string, value: ClashValue | null): T {
  const rest = Object.fromEntries(Object.entries(facts).filter(([name]) => name !== field));
  // cast: parsed again before it is kept
  return (value === null ? rest : { ...rest, [field]: value }) as T;
}

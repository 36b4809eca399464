/**
 * What an act is made of (các phần của một biến động): what was typed, what is known around it, faults at their places, a person read. Which act
 * comes of it is `make-act.ts` and `make-righting.ts`.
 */
import { type DateProblem, earliestBirth, parseVi } from '../../core/kernel/dates.ts';
import type { Relation } from '../../core/interview/codes.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import { notTooEarly } from '../../core/register/membership.ts';
import type { MemberView } from '../../core/register/views.ts';
import type { LifeKey } from '../../words/life.ts';
import type { Act } from '../../core/acts.ts';
import type { Deeding } from '../kept/deeding.ts';

/** What was noted wrongly of a person, set right. */
export const RIGHTINGS = ['correct-member', 'withdraw-joining'] as const;
/** What a person comes to do; where a household goes decides which of two kinds its leaving is. */
export const DEEDS = ['member-born', 'member-died', 'member-arrived', 'member-left', 'split-household', 'moves', ...RIGHTINGS] as const;
export type Deed = (typeof DEEDS)[number] | 'household-registered';

export interface TypedPerson {
  readonly name: string;
  readonly sex: 'male' | 'female' | null;
  /** `d/m/yyyy`, `m/yyyy` or `yyyy`. */
  readonly birth: string;
  readonly relation: string | null;
}
export const NOBODY: TypedPerson = { name: '', sex: null, birth: '', relation: null };

export interface Typed {
  /** Newborn, newcomer, or head of a new household. */
  readonly person: TypedPerson;
  readonly others: readonly TypedPerson[];
  readonly who: readonly string[];
  readonly headId: string | null;
  readonly day: string;
  /** From where or to where, or the address. */
  readonly place: string;
  /** A hamlet of this phone, or `ELSEWHERE`. */
  readonly where: string | null;
  readonly listed: boolean | null;
  /** Of what is taken back. */
  readonly why: string;
}
export const NOTHING_TYPED: Typed = {
  ...{ person: NOBODY, others: [], who: [], headId: null },
  ...{ day: '', place: '', where: null, listed: null, why: '' },
};

/** No hamlet of this phone. */
export const ELSEWHERE = 'other';

export interface Around extends Omit<Deeding, 'namesakes'> {
  /** Ids to be given: of people in the order of the form, of a new household. Corrected, an act keeps those it gave. */
  readonly ids: { readonly member: (at: number) => string; readonly household: () => string };
}

export interface Said {
  readonly key: LifeKey;
  readonly params?: Readonly<Record<string, string | number>>;
}
/** By field: `day`, `who`, `person.name`, `others.0.birth` … */
export type Faults = Readonly<Record<string, Said>>;

/** Whom and what an act speaks of, to be read where the list is not at hand. */
export interface About {
  readonly names: Readonly<Record<string, string>>;
  /** The hamlet; of a move the one that they go to. */
  readonly place: string;
}

export interface MadeAct {
  readonly command: Act;
  readonly householdId: string;
  readonly headName: string;
  readonly hamletId: string;
  readonly households: readonly string[];
  readonly about: About;
  /** What will be otherwise, sentence by sentence. */
  readonly effects: readonly Said[];
}
export type Making = { readonly faults: Faults } | { readonly made: MadeAct };

export const LONGEST = { name: 100, place: 200, why: 300 } as const;

export type Note = (field: string, fault: Said | null) => void;

export interface Doing {
  readonly around: Around;
  readonly note: Note;
}

export type Household = NonNullable<Around['household']>;
export const presentOf = ({ members }: Household): readonly MemberView[] => members.filter(({ state }) => state === 'present');

interface Reading {
  readonly at: string;
  /** Of the people of the form. */
  readonly n: number;
  /** Known, or to be chosen from these. */
  readonly relation: Relation | readonly Relation[];
  readonly around: Around;
  readonly note: Note;
}

/** Null where something is missing. */
export function readPerson(typed: TypedPerson, { at, n, relation: given, around, note }: Reading): RosterMember | null {
  const fullName = tidy(typed.name);
  if (fullName === '') note(`${at}.name`, { key: 'need.name' });
  if (fullName.length > LONGEST.name) note(`${at}.name`, { key: 'too-long', params: { most: LONGEST.name } });
  if (typed.sex === null) note(`${at}.sex`, { key: 'need.sex' });
  const birth = parseVi(typed.birth);
  if (!birth.ok) note(`${at}.birth`, { key: birth.error.code === 'date-not-in-calendar' ? 'no-such-day' : 'need.birth' });
  else if (earliestBirth(birth.value) > around.today) note(`${at}.birth`, { key: 'birth-in-future' });
  else if (!notTooEarly(earliestBirth(birth.value)).ok) note(`${at}.birth`, { key: 'day-too-early' });
  const relation = typeof given === 'string' ? given : given.find((one) => one === typed.relation);
  if (relation === undefined) note(`${at}.relation`, { key: 'need.relation' });
  if (!birth.ok || relation === undefined || typed.sex === null || fullName === '') return null;
  return { memberId: around.ids.member(n), fullName, relation, sex: typed.sex, birth: birth.value };
}

export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** An act of one household that is there already. */
export function made(
  household: Household,
  { around }: Doing,
  rest: Pick<MadeAct, 'command' | 'effects'> & { readonly also?: readonly string[]; readonly place?: string },
): MadeAct {
  const { householdId, headName } = household;
  const names = Object.fromEntries(household.members.map((member) => [member.memberId, member.fullName]));
  const { command, effects, also = [], place = around.hamlet.name } = rest;
  return {
    command,
    householdId,
    headName,
    hamletId: around.hamlet.areaId,
    households: [householdId, ...also],
    about: { names, place },
    effects,
  };
}

export function peopleSaid({ headName, people }: Household, change: number): Said {
  return people + change <= 0
    ? { key: 'effect.ends', params: { name: headName } }
    : { key: 'effect.people', params: { name: headName, before: people, after: people + change } };
}

export const dayFault = ({ code }: DateProblem): LifeKey => (code === 'date-not-in-calendar' ? 'no-such-day' : 'need.day');

/**
 * From what was typed to an act (lập một biến động): checked as the door will check it, told in what will change before it is
 * written down. Pure: ids and today come in. Drawing is the pages' beside it.
 */
import { type DateProblem, earliestBirth, parseDateVi, parseVi } from '../../core/kernel/dates.ts';
import { type Relation, RELATIONS_BESIDE_HEAD, RELATIONS_OF_NEWBORN } from '../../core/interview/codes.ts';
import type { RosterMember } from '../../core/register/roster.ts';
import { bornOnThatDay, notBeforeBirth, notInFuture } from '../../core/register/rules.ts';
import { notTooEarly } from '../../core/register/membership.ts';
import type { MemberView } from '../../core/register/views.ts';
import type { LifeKey } from '../../words/life.ts';
import type { Act } from '../../core/acts.ts';
import type { Deeding } from '../kept/deeding.ts';

/** What a person comes to do; where a household goes decides which of two kinds its leaving is. */
export const DEEDS = ['member-born', 'member-died', 'member-arrived', 'member-left', 'split-household', 'moves'] as const;
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
}
export const NOTHING_TYPED: Typed = { person: NOBODY, others: [], who: [], headId: null, day: '', place: '', where: null, listed: null };

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

const LONGEST = { name: 100, place: 200 } as const;

export function makeAct(deed: Deed, typed: Typed, around: Around): Making {
  const faults: Record<string, Said> = {};
  const note = (field: string, fault: Said | null): void => {
    if (fault !== null) faults[field] ??= fault;
  };
  const made = deed === 'household-registered' ? newHousehold(typed, around, note) : ofHousehold(deed, typed, { around, note });
  return made === null || Object.keys(faults).length > 0 ? { faults } : { made };
}

type Note = (field: string, fault: Said | null) => void;

interface Doing {
  readonly around: Around;
  readonly note: Note;
}

function ofHousehold(deed: Exclude<Deed, 'household-registered'>, typed: Typed, doing: Doing): MadeAct | null {
  switch (deed) {
    case 'member-born':
    case 'member-arrived':
      return joins(deed, typed, doing);
    case 'member-died':
    case 'member-left':
      return goes(deed, typed, doing);
    case 'split-household':
      return splits(typed, doing);
    case 'moves':
      return moves(typed, doing);
  }
}

type Household = NonNullable<Around['household']>;
const presentOf = ({ members }: Household): readonly MemberView[] => members.filter(({ state }) => state === 'present');

function readDay(
  typed: Typed,
  { around, note }: Doing,
  people: readonly { memberId: string; birth?: string | undefined; fullName: string }[],
): string | null {
  const read = parseDateVi(typed.day);
  if (!read.ok) {
    note('day', { key: dayFault(read.error) });
    return null;
  }
  const on = read.value;
  if (!notInFuture(on, around.today).ok) note('day', { key: 'day-in-future' });
  if (!notTooEarly(on).ok) note('day', { key: 'day-too-early' });
  const known = people.flatMap(({ birth, ...rest }) => (birth === undefined ? [] : [{ ...rest, birth }]));
  const born = notBeforeBirth(known, on);
  if (!born.ok && born.error.code === 'day-before-birth') {
    const { memberId } = born.error;
    note('day', { key: 'day-before-birth', params: { name: people.find((one) => one.memberId === memberId)?.fullName ?? '' } });
  }
  return on;
}

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
function readPerson(typed: TypedPerson, { at, n, relation: given, around, note }: Reading): RosterMember | null {
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

const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

function readPlace(typed: Typed, note: Note): string | null {
  const place = tidy(typed.place);
  if (place.length > LONGEST.place) note('place', { key: 'too-long', params: { most: LONGEST.place } });
  return place === '' ? null : place;
}

/** An act of one household that is there already. */
function made(
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

function peopleSaid({ headName, people }: Household, change: number): Said {
  return people + change <= 0
    ? { key: 'effect.ends', params: { name: headName } }
    : { key: 'effect.people', params: { name: headName, before: people, after: people + change } };
}

function joins(kind: 'member-born' | 'member-arrived', typed: Typed, doing: Doing): MadeAct | null {
  const { around, note } = doing;
  const { household } = around;
  const relation = kind === 'member-born' ? RELATIONS_OF_NEWBORN : RELATIONS_BESIDE_HEAD;
  const member = readPerson(typed.person, { at: 'person', n: 0, relation, around, note });
  // A birth is told once: the day of birth is the day of the act.
  const on = kind === 'member-born' ? bornOn(typed, doing) : readDay(typed, doing, member === null ? [] : [member]);
  const from = readPlace(typed, note);
  if (household === null || member === null || on === null) return null;
  const { householdId } = household;
  const command: Act =
    kind === 'member-born' ? { kind, payload: { householdId, member, on } } : { kind, payload: { householdId, member, from, on } };
  return made(household, doing, { command, effects: [peopleSaid(household, 1)] });
}

const dayFault = ({ code }: DateProblem): LifeKey => (code === 'date-not-in-calendar' ? 'no-such-day' : 'need.day');

function bornOn({ person }: Typed, { around, note }: Doing): string | null {
  const read = parseDateVi(person.birth);
  if (!read.ok) {
    note('person.birth', { key: dayFault(read.error) });
    return null;
  }
  const on = read.value;
  const newborn = bornOnThatDay({ memberId: '', birth: on }, { on, today: around.today });
  if (!newborn.ok && newborn.error.code === 'born-long-ago')
    note('person.birth', { key: 'born-long-ago', params: { months: newborn.error.months } });
  return on;
}

function goes(kind: 'member-died' | 'member-left', typed: Typed, doing: Doing): MadeAct | null {
  const { household } = doing.around;
  if (household === null) return null;
  const there = presentOf(household);
  const member = there.find(({ memberId }) => memberId === typed.who[0]);
  if (member === undefined) doing.note('who', { key: 'need.who' });
  if (member !== undefined && kind === 'member-left' && there.length === 1) doing.note('who', { key: 'somebody-stays' });
  const on = readDay(typed, doing, member === undefined ? [] : [member]);
  if (member === undefined || on === null) return null;
  const effects = [peopleSaid(household, -1)];
  const headGoes: Said[] =
    member.relation === 'head' && there.length > 1 ? [{ key: 'effect.head-gone', params: { name: member.fullName } }] : [];
  const { householdId } = household;
  return made(household, doing, {
    command: { kind, payload: { householdId, memberId: member.memberId, on } },
    effects: [...effects, ...headGoes],
  });
}

function splits(typed: Typed, doing: Doing): MadeAct | null {
  const { household, hamlet, ids } = doing.around;
  if (household === null) return null;
  const there = presentOf(household);
  const leaving = there.filter(({ memberId }) => typed.who.includes(memberId));
  if (there.length < 2) doing.note('who', { key: 'nobody-to-split' });
  else if (leaving.length === 0) doing.note('who', { key: 'need.who' });
  else if (leaving.length === there.length) doing.note('who', { key: 'somebody-stays' });
  const head = leaving.length === 1 ? leaving[0] : leaving.find(({ memberId }) => memberId === typed.headId);
  if (head === undefined && leaving.length > 0) doing.note('head', { key: 'need.head' });
  const address = readPlace(typed, doing.note);
  const on = readDay(typed, doing, leaving);
  if (head === undefined || on === null) return null;
  const newHouseholdId = ids.household();
  const { householdId } = household;
  const memberIds = leaving.map(({ memberId }) => memberId);
  const payload = { ...{ householdId, newHouseholdId, memberIds, headId: head.memberId, address, on }, code: null };
  const effects: Said[] = [
    peopleSaid(household, -leaving.length),
    { key: 'effect.new-household', params: { name: head.fullName, count: leaving.length, place: hamlet.name } },
    { key: 'effect.not-listed' },
  ];
  return made(household, doing, { command: { kind: 'split-household', payload }, effects, also: [newHouseholdId] });
}

function moves(typed: Typed, doing: Doing): MadeAct | null {
  const { household, hamlets } = doing.around;
  if (household === null) return null;
  if (typed.where === null) doing.note('where', { key: 'need.where' });
  const place = readPlace(typed, doing.note);
  const on = readDay(typed, doing, []);
  if (typed.where === null || on === null) return null;
  const { householdId, headName: name, people: count } = household;
  const to = hamlets.find(({ areaId }) => areaId === typed.where);
  if (to === undefined)
    return made(household, doing, {
      command: { kind: 'household-left', payload: { householdId, to: place, on } },
      effects: [{ key: 'effect.left', params: { name, count } }],
    });
  return made(household, doing, {
    command: { kind: 'move-household', payload: { householdId, toHamletId: to.areaId, address: place, on } },
    effects: [{ key: 'effect.moved', params: { name, count, place: to.name } }],
    place: to.name,
  });
}

function newHousehold(typed: Typed, around: Around, note: Note): MadeAct | null {
  const doing = { around, note };
  const head = readPerson(typed.person, { at: 'person', n: 0, relation: 'head', around, note });
  const others = typed.others.map((one, i) =>
    readPerson(one, { at: `others.${i}`, n: i + 1, relation: RELATIONS_BESIDE_HEAD, around, note }),
  );
  const members = [head, ...others].flatMap((member) => member ?? []);
  const address = readPlace(typed, note);
  const since = readDay(typed, doing, []);
  if (around.takesInterviews && typed.listed === null) note('listed', { key: 'need.listed' });
  if (head === null || members.length !== others.length + 1 || since === null) return null;
  const { areaId: hamletId, name: place } = around.hamlet;
  const listed = around.takesInterviews && typed.listed === true ? ('request' as const) : null;
  const householdId = around.ids.household();
  const headName = head.fullName;
  const payload = {
    ...{ householdId, hamletId, address, headName, members, since, listed },
    code: null,
    weight: 1,
    source: 'interview',
  } as const;
  return {
    ...{ command: { kind: 'household-registered', payload }, householdId, headName, hamletId, households: [householdId] },
    about: { names: Object.fromEntries(members.map((member) => [member.memberId, member.fullName])), place },
    effects: [
      { key: 'effect.new-household', params: { name: headName, count: members.length, place } },
      { key: listed === null ? 'effect.not-listed' : 'effect.listed' },
    ],
  };
}

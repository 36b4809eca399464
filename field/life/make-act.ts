/**
 * From what was typed to an act (lập một biến động): checked as the door will check it, told in what will change before it is
 * written down. Pure: ids and today come in. Drawing is the pages' beside it.
 */
import { parseDateVi } from '../../core/kernel/dates.ts';
import { RELATIONS_BESIDE_HEAD, RELATIONS_OF_NEWBORN } from '../../core/interview/codes.ts';
import { bornOnThatDay, notBeforeBirth, notInFuture } from '../../core/register/rules.ts';
import { notTooEarly } from '../../core/register/membership.ts';
import type { Act } from '../../core/acts.ts';
import {
  type Around,
  type Deed,
  dayFault,
  type Doing,
  LONGEST,
  type MadeAct,
  made,
  type Making,
  type Note,
  peopleSaid,
  presentOf,
  readPerson,
  type Said,
  tidy,
  type Typed,
} from './doing.ts';
import { correctsMember, withdrawsJoining } from './make-righting.ts';

export function makeAct(deed: Deed, typed: Typed, around: Around): Making {
  const faults: Record<string, Said> = {};
  const note = (field: string, fault: Said | null): void => {
    if (fault !== null) faults[field] ??= fault;
  };
  const made = deed === 'household-registered' ? newHousehold(typed, around, note) : ofHousehold(deed, typed, { around, note });
  return made === null || Object.keys(faults).length > 0 ? { faults } : { made };
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
    case 'correct-member':
      return correctsMember(typed, doing);
    case 'withdraw-joining':
      return withdrawsJoining(typed, doing);
  }
}

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

function readPlace(typed: Typed, note: Note): string | null {
  const place = tidy(typed.place);
  if (place.length > LONGEST.place) note('place', { key: 'too-long', params: { most: LONGEST.place } });
  return place === '' ? null : place;
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

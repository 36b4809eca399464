/**
 * From what was typed to a person set right (sửa thông tin, ghi nhầm người): what stands on this phone goes along as what was seen, so that the
 * server writes over nobody who set it right otherwise meanwhile.
 */
import type { Fact, Identity } from '../../core/register/righting.ts';
import { factsRighted } from '../../core/register/righting.ts';
import type { MemberView } from '../../core/register/views.ts';
import type { LifeKey } from '../../words/life.ts';
import { type Doing, LONGEST, type MadeAct, made, peopleSaid, presentOf, readPerson, type Said, tidy, type Typed } from './doing.ts';

export function correctsMember(typed: Typed, doing: Doing): MadeAct | null {
  const { around, note } = doing;
  const { household } = around;
  if (household === null) return null;
  const member = presentOf(household).find(({ memberId }) => memberId === typed.who[0]);
  if (member === undefined) note('who', { key: 'need.who' });
  const read = readPerson(typed.person, { at: 'person', n: 0, relation: 'head', around, note });
  if (member === undefined || read === null) return null;
  const { fullName, sex, birth } = read;
  const [was, now] = [seenOf(member), { fullName, sex, birth }];
  const facts = factsRighted({ was, now });
  if (facts.length === 0) note('person.name', { key: 'nothing-changed' });
  const { householdId } = household;
  const again: Said[] = household.visited && facts.some((fact) => fact !== 'fullName') ? [{ key: 'effect.form-again' }] : [];
  return made(household, doing, {
    command: { kind: 'correct-member', payload: { householdId, memberId: member.memberId, was, now } },
    effects: [...facts.map((fact): Said => ({ key: EFFECTS[fact], params: { name: member.fullName } })), ...again],
  });
}

const EFFECTS: Readonly<Record<Fact, LifeKey>> = { fullName: 'effect.name', sex: 'effect.sex', birth: 'effect.birth' };

export function withdrawsJoining(typed: Typed, doing: Doing): MadeAct | null {
  const { around, note } = doing;
  const { household } = around;
  if (household === null) return null;
  const there = presentOf(household);
  const member = there.find(({ memberId }) => memberId === typed.who[0]);
  const why = tidy(typed.why);
  if (member === undefined) note('who', { key: 'need.who' });
  else if (there.length === 1) note('who', { key: 'somebody-stays' });
  if (why === '') note('why', { key: 'need.why' });
  if (why.length > LONGEST.why) note('why', { key: 'too-long', params: { most: LONGEST.why } });
  if (member === undefined || why === '') return null;
  const { householdId } = household;
  const again: Said[] = household.visited ? [{ key: 'effect.form-again' }] : [];
  return made(household, doing, {
    command: { kind: 'withdraw-joining', payload: { householdId, memberId: member.memberId, was: seenOf(member), why } },
    effects: [{ key: 'effect.never-here', params: { name: member.fullName } }, peopleSaid(household, -1), ...again],
  });
}

/** As this phone shows them. */
function seenOf({ fullName, sex, birth }: MemberView): Identity {
  // cast: masked by the server, each field keeps its type, and none of these is hidden from who may note anything there
  return { fullName, sex, birth } as Identity;
}

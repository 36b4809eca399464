/**
 * Death told against leaving (một người: mất hay đã đi): two people tell of one person that they are gone, each in another way and without having
 * heard of the other. What was told first stands, and both are a clash with who and when (decision 0008). What one tells against one's own
 * word, or once more in the same way, is refused as ever.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { dayInVietnam, parseInstant } from '../../../core/kernel/dates.ts';
import { ok } from '../../../core/kernel/result.ts';
import { type CaseFile, step } from '../../../core/register/case-file.ts';
import { rosterOf } from '../../../core/register/roster.ts';
import type { ClashField, ClashFound } from '../../../core/sync/clash.ts';
import { GONE_OTHERWISE } from '../../../core/sync/merge.ts';
import type { GONE } from '../../../core/sync/visit.ts';
import { clashText } from '../../../words/clash.ts';
import type { Plan } from './append.ts';
import { livesElsewhere } from './claims.ts';
import type { Decided, Found } from './decide-household.ts';
import { toldOf } from './decide-roster.ts';
import { openClashes, type Told } from './tellings.ts';
import { accountOf, refuse, type World } from './world.ts';

type How = (typeof GONE)[number];

/** Null: it contradicts nobody else's word; `told`: an open clash says the same of them. Rights and days were asked before. */
export function goneOtherwise(
  world: World,
  found: Found,
  command: CommandOf<'member-died'> | CommandOf<'member-left'>,
): ClashFound | 'told' | null {
  const { householdId, memberId, on } = command.payload;
  const how: How = command.kind === 'member-died' ? 'dead' : 'left';
  const stands = found.file.members.find((one) => one.memberId === memberId)?.state;
  if (stands === undefined || stands === 'present' || stands === how) return null;
  const last = whoSaid(toldOf(world, found), memberId);
  const day = last === null ? null : dayTold(last);
  if (last === null || day === null || last.accountId === accountOf(world.who)) return null;
  const open = openClashes(world, found).flatMap(({ fields }) => fields);
  if (open.some((one) => one.memberId === memberId && one.field === GONE_OTHERWISE && isOf(one.other, how))) return 'told';
  const moment = parseInstant(last.at.recordedAt);
  const stoodOn = moment.ok ? dayInVietnam(moment.value) : world.clock.today;
  return {
    ...{ clashId: command.commandId, householdId, roundId: null },
    fields: [{ memberId, field: GONE_OTHERWISE, stands: [stands, day], other: [how, on] }],
    ...{ stoodBy: last.accountId, stoodOn, otherBy: accountOf(world.who), otherOn: world.clock.today },
  };
}

const isOf = (said: ClashField['other'], how: How): boolean => Array.isArray(said) && said[0] === how;

/** The word by which they are there no more. */
function whoSaid(tellings: readonly Told[], memberId: string): Told | null {
  let [file, last]: [CaseFile | null, Told | null] = [null, null];
  const stateIn = (one: CaseFile | null) => one?.members.find((member) => member.memberId === memberId)?.state;
  for (const told of tellings) {
    const after: CaseFile | null = step(file, told.event, told.at);
    if (stateIn(after) !== stateIn(file)) last = told;
    file = after;
  }
  return last;
}

/** Null: they live in another household since, or never were there. */
function dayTold({ event }: Told): string | null {
  if (event.kind === 'member-died' || event.kind === 'member-left') return event.body.on;
  return event.kind === 'interview-finished' ? event.body.interviewedOn : null;
}

/** As was chosen: the first word is taken back of its own day and the other written down. Refused where the first stands no more. */
export function chosenGone(world: World, { file, book }: Found, { memberId, stands, other }: ClashField): Decided {
  const { householdId } = file;
  const member = file.members.find((one) => one.memberId === memberId);
  if (member === undefined || !Array.isArray(stands) || !Array.isArray(other) || member.state !== stands[0])
    return refuse({ code: 'clash-overtaken' });
  const [[, was = ''], [how, on = '']] = [stands, other];
  const plan = (said: Plan['said']): Plan => ({ bookId: book.bookId, householdId, said });
  const of = { householdId, memberId: member.memberId };
  if (how === 'left') {
    const why = clashText('vi', 'why-withdrawn');
    return ok([plan({ kind: 'death-withdrawn', body: { ...of, on: was, why } }), plan({ kind: 'member-left', body: { ...of, on } })]);
  }
  // Who left may live elsewhere by now: nobody is dead here and alive there.
  const elsewhere = livesElsewhere(world, { householdId, file, members: [member] });
  if (elsewhere !== null) return refuse(elsewhere);
  // Who headed it is dead as its head: whoever heads it since does so.
  return ok([
    ...rosterOf([member]).map((back) => plan({ kind: 'member-arrived', body: { householdId, member: back, from: null, on: was } })),
    plan({ kind: 'member-died', body: { ...of, on } }),
  ]);
}

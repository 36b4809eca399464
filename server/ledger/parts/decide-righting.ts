/**
 * What was noted wrongly of a person, set right by whoever may note it (ghi nhầm người, ghi sai người): a birth or newcomer taken back, a name,
 * sex or birth corrected. The sender says what they had before them: where somebody else said otherwise meanwhile, nothing is written
 * over and the sender is told what stands.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { dayInVietnam, earliestBirth, latestBirth, parseBirthDate, parseInstant } from '../../../core/kernel/dates.ts';
import { ok } from '../../../core/kernel/result.ts';
import { type CaseFile, type CaseMember, step } from '../../../core/register/case-file.ts';
import type { JOININGS } from '../../../core/register/household.ts';
import { bornInTime } from '../../../core/register/membership.ts';
import { factsOtherwise, factsRighted, type Identity, identityOf, type Righting, rightedBy } from '../../../core/register/righting.ts';
import { bornOnThatDay, mayTakeAway, notBeforeBirth } from '../../../core/register/rules.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { type Decided, findHousehold, itself, timelyIn } from './decide-household.ts';
import { readTellings, type Told } from './tellings.ts';
import { refuse, type World } from './world.ts';

export async function withdrawJoining(world: World, command: CommandOf<'withdraw-joining'>): Promise<Decided> {
  const { householdId, memberId, was, why } = command.payload;
  const found = findHousehold(world, 'register-household', householdId);
  if (!found.ok) return found;
  const { file, book } = found.value;
  const there = mayTakeAway(file, [memberId], true);
  if (!there.ok) return refuse(there.error);
  const { member, told } = await historyOf(world, file, memberId);
  if (factsRighted({ was: identityOf(member), now: was }).length > 0) return toldOtherwise(world, member, told);
  if (told.joined === null) return refuse({ code: 'member-not-noted', memberId });
  const body = { householdId, memberId, ...told.joined, why };
  return ok([itself(book, command, { kind: 'joining-withdrawn', body })]);
}

export async function correctMember(world: World, command: CommandOf<'correct-member'>): Promise<Decided> {
  const { householdId, memberId, was, now } = command.payload;
  const found = findHousehold(world, 'register-household', householdId);
  if (!found.ok) return found;
  const { file, book } = found.value;
  const there = mayTakeAway(file, [memberId], false);
  if (!there.ok) return refuse(there.error);
  const righting: Righting = { was, now };
  if (factsRighted(righting).length === 0) return refuse({ code: 'nothing-to-correct', memberId });
  const { member, told } = await historyOf(world, file, memberId);
  if (factsOtherwise(identityOf(member), righting).length > 0) return toldOtherwise(world, member, told);
  const after = rightedBy(member, righting);
  const joined = told.joined?.how === 'member-born' ? newDay(told.joined, after) : null;
  const wrong = wrongDays(world, file, { after, told, joined });
  if (wrong !== null) return refuse(wrong);
  const moved = joined === null || joined.was === joined.now ? {} : { joined };
  return ok([itself(book, command, { kind: 'member-corrected', body: { householdId, memberId, was, now, ...moved } })]);
}

interface Joined {
  readonly how: (typeof JOININGS)[number];
  readonly on: string;
}

interface History {
  /** By what they came to be there, and since when; null: with the household, at a visit, or where this book cannot tell. */
  readonly joined: Joined | null;
  /** The last word about them. */
  readonly last: Told | null;
}

async function historyOf(world: World, file: CaseFile, memberId: string): Promise<{ member: CaseMember; told: History }> {
  const member = file.members.find((one) => one.memberId === memberId);
  if (member === undefined) throw new Error(`Member ${memberId} was there a moment ago.`);
  const tellings = await readTellings(world.sql, [file.householdId]);
  let [before, joined, last]: [CaseFile | null, Joined | null, Told | null] = [null, null, null];
  for (const told of tellings.get(file.householdId)?.told ?? []) {
    const after: CaseFile | null = step(before, told.event, told.at);
    const [then, now] = [before, after].map((one) => one?.members.find((each) => each.memberId === memberId));
    if (now?.state === 'present' && then?.state !== 'present') joined = joinedBy(told);
    if (joined !== null && told.event.kind === 'member-corrected' && told.event.body.memberId === memberId)
      joined = { ...joined, on: told.event.body.joined?.now ?? joined.on };
    if (now?.version !== then?.version) last = told;
    before = after;
  }
  return { member, told: { joined, last } };
}

function joinedBy({ event }: Told): Joined | null {
  return event.kind === 'member-born' || event.kind === 'member-arrived' ? { how: event.kind, on: event.body.on } : null;
}

async function toldOtherwise(world: World, stands: Identity, { last }: History): Promise<Decided> {
  const accountId = last?.accountId ?? '';
  const [row] =
    last === null ? [] : await world.sql.query<{ by: string }>('select display_name as by from account where account_id = $1', [accountId]);
  const moment = parseInstant(last?.at.recordedAt ?? world.clock.now);
  const on = moment.ok ? dayInVietnam(moment.value) : world.clock.today;
  return refuse({ code: 'member-told-otherwise', by: row?.by ?? '', on, name: stands.fullName, sex: stands.sex, birth: stands.birth });
}

/** The day of a birth that was told as news: as told, as long as the birth date allows it; else the first that it allows. */
function newDay({ on: was }: Joined, { birth }: Identity): { was: string; now: string } {
  const born = parseBirthDate(birth);
  if (!born.ok) return { was, now: was };
  const [first, latest] = [earliestBirth(born.value), latestBirth(born.value)];
  return { was, now: first <= was && was <= latest ? was : first };
}

interface Corrected {
  readonly after: CaseMember;
  readonly told: History;
  readonly joined: { readonly was: string; readonly now: string } | null;
}

function wrongDays(world: World, file: CaseFile, { after, told, joined }: Corrected): CommandProblem | null {
  const { today } = world.clock;
  const born = bornInTime([after], today);
  if (!born.ok) return born.error;
  const came = told.joined?.how === 'member-arrived' ? notBeforeBirth([after], told.joined.on) : ok(true);
  if (!came.ok) return came.error;
  if (joined === null) return null;
  const news = bornOnThatDay(after, { on: joined.now, today });
  if (!news.ok) return news.error;
  const timely = timelyIn(world, file, joined.now);
  return timely.ok ? null : timely.error;
}

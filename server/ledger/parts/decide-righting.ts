/**
 * What was noted wrongly of a person, set right by whoever may note it (ghi nhầm người, ghi sai người): a birth or newcomer taken back, a name,
 * sex or birth corrected. The sender says what they had before them: where somebody else said otherwise meanwhile, nothing is written
 * over: what stands stays, and both words are a clash (decision 0008) that blocks nothing. Who was set right since is not taken out.
 */
import type { AnyBody, CommandOf } from '../../../core/kinds.ts';
import { dayInVietnam, earliestBirth, latestBirth, parseBirthDate, parseInstant } from '../../../core/kernel/dates.ts';
import { uuidFrom } from '../../../core/kernel/ids.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { canonical } from '../../../core/ledger/canonical.ts';
import { type CaseFile, type CaseMember, step } from '../../../core/register/case-file.ts';
import { identity, type JOININGS } from '../../../core/register/household.ts';
import { bornInTime } from '../../../core/register/membership.ts';
import {
  type Fact,
  FACTS,
  factsOtherwise,
  factsRighted,
  type Identity,
  identityOf,
  type Righting,
  rightedBy,
  withFacts,
} from '../../../core/register/righting.ts';
import { bornOnThatDay, mayTakeAway, notBeforeBirth } from '../../../core/register/rules.ts';
import type { ClashField, ClashFound } from '../../../core/sync/clash.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { type Decided, type Found, findHousehold, itself, timelyIn } from './decide-household.ts';
import { readTellings, type Told } from './tellings.ts';
import { accountOf, refuse, type World } from './world.ts';

export async function withdrawJoining(world: World, command: CommandOf<'withdraw-joining'>): Promise<Decided> {
  const { householdId, memberId, was, why } = command.payload;
  const found = findHousehold(world, 'register-household', householdId);
  if (!found.ok) return found;
  const { file, book } = found.value;
  const there = mayTakeAway(file, [memberId], true);
  if (!there.ok) return refuse(there.error);
  const { member, joined, last } = historyOf(await toldOfAll(world, householdId), file, memberId);
  if (factsRighted({ was: identityOf(member), now: was }).length > 0) return toldOtherwise(world, member, last);
  if (joined === null) return refuse({ code: 'member-not-noted', memberId });
  const body = { householdId, memberId, ...joined, why };
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
  const history = historyOf(await toldOfAll(world, householdId), file, memberId);
  const { member } = history;
  const otherwise = factsOtherwise(identityOf(member), righting);
  const taken = rightedBy(member, righting);
  // What stands nowhere yet must be something that could: whoever settles it may choose it.
  const either = settingRight(world, file, { after: withFacts(taken, now, otherwise), history });
  if (!either.ok) return either;
  const right = settingRight(world, file, { after: taken, history });
  if (!right.ok) return right;
  const body = { householdId, memberId, was, now: withFacts(now, was, otherwise), ...right.value };
  const nothingTaken = otherwise.length > 0 && factsRighted(body).length === 0;
  const corrected = nothingTaken ? [] : [itself(book, command, { kind: 'member-corrected', body })];
  const clashes = clashesOf(world, command, { history, otherwise });
  return ok([...corrected, ...clashes.map((clash) => itself(book, command, { kind: 'clash-found', body: clash }))]);
}

interface Otherwise {
  readonly history: History;
  readonly otherwise: readonly Fact[];
}

/** One with everybody whose word stands: both values, who and when. Named by what they say, so that a choice is never between others. */
function clashesOf(world: World, { commandId, payload }: CommandOf<'correct-member'>, { history, otherwise }: Otherwise): ClashFound[] {
  const { householdId, memberId, now } = payload;
  const { member } = history;
  const by = new Map<string, Fact[]>();
  for (const fact of otherwise) {
    const told = history.said.get(fact) ?? history.last;
    const who = canonical({ stoodBy: told?.accountId ?? accountOf(world.who), stoodOn: dayOf(world, told) });
    by.set(who, [...(by.get(who) ?? []), fact]);
  }
  return [...by].map(([who, facts]) => {
    // cast: written two lines above
    const stood = JSON.parse(who) as Pick<ClashFound, 'stoodBy' | 'stoodOn'>;
    const fields = facts.map((fact): ClashField => ({ memberId, field: fact, stands: member[fact], other: now[fact] }));
    const clashId = uuidFrom(world.tools.hash('vuon clash', commandId, canonical(fields)).subarray(0, 16));
    return { clashId, householdId, roundId: null, fields, ...stood, otherBy: accountOf(world.who), otherOn: world.clock.today };
  });
}

/** What was chosen of a clash of no round, as a correction of whoever settles it; refused where what stood then stands no more. */
export function chosenRight(
  world: World,
  { file }: Found,
  told: readonly Told[],
  chosen: readonly ClashField[],
): Result<Extract<AnyBody, { readonly kind: 'member-corrected' }>, CommandProblem> {
  const memberId = chosen[0]?.memberId ?? '';
  if (!mayTakeAway(file, [memberId], false).ok) return refuse({ code: 'clash-overtaken' });
  const history = historyOf(told, file, memberId);
  const was = identityOf(history.member);
  const facts = FACTS.flatMap((fact) => chosen.filter(({ field }) => field === fact).map(({ stands, other }) => ({ fact, stands, other })));
  if (facts.some(({ fact, stands }) => was[fact] !== stands)) return refuse({ code: 'clash-overtaken' });
  const now = identity.schema.parse({ ...was, ...Object.fromEntries(facts.map(({ fact, other }) => [fact, other])) });
  const right = settingRight(world, file, { after: { ...history.member, ...now }, history });
  return right.ok ? ok({ kind: 'member-corrected', body: { householdId: file.householdId, memberId, was, now, ...right.value } }) : right;
}

interface Joined {
  readonly how: (typeof JOININGS)[number];
  readonly on: string;
}

interface History {
  readonly member: CaseMember;
  /** By what they came to be there, and since when; null: with the household, at a visit, or where this book cannot tell. */
  readonly joined: Joined | null;
  /** The last word about them. */
  readonly last: Told | null;
  /** Of each fact the word that made it what it is. */
  readonly said: ReadonlyMap<Fact, Told>;
}

async function toldOfAll(world: World, householdId: string): Promise<readonly Told[]> {
  return (await readTellings(world.sql, [householdId])).get(householdId)?.told ?? [];
}

function historyOf(tellings: readonly Told[], file: CaseFile, memberId: string): History {
  const member = file.members.find((one) => one.memberId === memberId);
  if (member === undefined) throw new Error(`Member ${memberId} was there a moment ago.`);
  let [before, joined, last]: [CaseFile | null, Joined | null, Told | null] = [null, null, null];
  const said = new Map<Fact, Told>();
  for (const told of tellings) {
    const after: CaseFile | null = step(before, told.event, told.at);
    const [then, now] = [before, after].map((one) => one?.members.find((each) => each.memberId === memberId));
    if (now?.state === 'present' && then?.state !== 'present') joined = joinedBy(told);
    if (joined !== null && told.event.kind === 'member-corrected' && told.event.body.memberId === memberId)
      joined = { ...joined, on: told.event.body.joined?.now ?? joined.on };
    if (now?.version !== then?.version) last = told;
    for (const fact of FACTS) if (now !== undefined && now[fact] !== then?.[fact]) said.set(fact, told);
    before = after;
  }
  return { member, joined, last, said };
}

function joinedBy({ event }: Told): Joined | null {
  return event.kind === 'member-born' || event.kind === 'member-arrived' ? { how: event.kind, on: event.body.on } : null;
}

async function toldOtherwise(world: World, stands: Identity, last: Told | null): Promise<Decided> {
  const accountId = last?.accountId ?? '';
  const [row] =
    last === null ? [] : await world.sql.query<{ by: string }>('select display_name as by from account where account_id = $1', [accountId]);
  const on = dayOf(world, last);
  return refuse({ code: 'member-told-otherwise', by: row?.by ?? '', on, name: stands.fullName, sex: stands.sex, birth: stands.birth });
}

/** By the server's clock, as the ledger has it. */
function dayOf(world: World, told: Told | null): string {
  const moment = parseInstant(told?.at.recordedAt ?? world.clock.now);
  return moment.ok ? dayInVietnam(moment.value) : world.clock.today;
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
  readonly history: History;
}

/** Where a birth told as news moves with the date; refused where a day cannot be. */
function settingRight(
  world: World,
  file: CaseFile,
  { after, history }: Corrected,
): Result<{ readonly joined?: { was: string; now: string } }, CommandProblem> {
  const { today } = world.clock;
  const born = bornInTime([after], today);
  if (!born.ok) return born;
  if (history.joined === null) return ok({});
  if (history.joined.how === 'member-arrived') {
    const came = notBeforeBirth([after], history.joined.on);
    return came.ok ? ok({}) : refuse(came.error);
  }
  const joined = newDay(history.joined, after);
  const news = bornOnThatDay(after, { on: joined.now, today });
  if (!news.ok) return refuse(news.error);
  const timely = timelyIn(world, file, joined.now);
  if (!timely.ok) return refuse(timely.error);
  return ok(joined.was === joined.now ? {} : { joined });
}

/**
 * A form that had not seen the one that stands (hai phiếu chồng nhau): merged, and where both say otherwise a clash; and a clash settled
 * by a named person of field or commune. Nothing that stands is written over by who came last.
 */
import { isApart } from '../../../core/access/duties.ts';
import { findingsOf } from '../../../core/interview/checks/all.ts';
import { type Answers, answersSchema } from '../../../core/interview/answers.ts';
import { visitOfAnswers } from '../../../core/interview/seal.ts';
import { date } from '../../../core/kernel/dates.ts';
import { uuidFrom } from '../../../core/kernel/ids.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { type ClashField, sameField } from '../../../core/sync/clash.ts';
import { GONE_OTHERWISE, mergeForms, PRESENT, settledForm } from '../../../core/sync/merge.ts';
import { visitAccounts } from '../../../core/register/membership.ts';
import { rosterOf } from '../../../core/register/roster.ts';
import type { Plan } from './append.ts';
import { livesElsewhere } from './claims.ts';
import { chosenOfEnded } from './clash-goes-on.ts';
import { type Decided, type Found, findHousehold, itself } from './decide-household.ts';
import { sameAnswers, signedBy, standingOnRoster, toldOf, twoOnRoster } from './decide-roster.ts';
import { chosenGone } from './decide-gone.ts';
import { chosenRight } from './decide-righting.ts';
import { isFormer } from './former-history.ts';
import { baseOf, isOfSeveral, NOTHING_TOLD, openClashes, type StandingForm, type Tellings } from './tellings.ts';
import { accountOf, refuse, type World } from './world.ts';

type Form = CommandOf<'interview-finished'>['payload'];

interface Standing extends Pick<Form, 'answers' | 'signed'> {
  readonly version: number;
}

/** The form that stands, as this batch knows it; null where it was not read. */
function standing(world: World, found: Found, roundId: string): Standing | null {
  const { dossier } = found;
  const visited = dossier.interviews.get(roundId);
  const tellings = world.tellings.get(found.file.householdId) ?? NOTHING_TOLD;
  // Of several under one number it is the one whose answers stand, which another book may hold.
  const row = isOfSeveral(tellings, roundId, visited?.version ?? null) ? beyondReach(found, tellings, roundId) : undefined;
  for (const { event, at } of toldOf(world, found).toReversed())
    if (event.kind === 'interview-finished' && event.body.roundId === roundId && at.version === visited?.version)
      if (row === undefined || sameAnswers(event.body.answers, row.answers)) return { ...event.body, version: at.version };
  const own = dossier.writes.interviews.get(roundId);
  return own === undefined ? null : { answers: own.answers as Answers, version: own.version };
}

/** Null: it overlaps nothing that is known here. Rights, round and day were asked before. */
export function mergeInterview(world: World, found: Found, command: CommandOf<'interview-finished'>): Decided | null {
  const { payload } = command;
  const { roundId, householdId, seen } = payload;
  const tellings = world.tellings.get(householdId) ?? NOTHING_TOLD;
  const stands = standing(world, found, roundId) ?? beyondReach(found, tellings, roundId) ?? null;
  const visited = found.dossier.interviews.get(roundId);
  if (payload.overlap === undefined || stands === null || visited === undefined) return null;
  const gone = (payload.gone ?? []).map(({ memberId }) => memberId);
  // What its writer had seen may be lost, and with it whatever they undid: each difference is told.
  const base = isFormer(world, payload) ? null : baseOf(tellings, roundId, seen);
  const two = twoOnRoster(world, found, { base, stands: stands.answers }, payload.seenFile);
  const { answers, clashes } = mergeForms({ ...two, other: payload.answers, gone }, (each) => isSound(each, payload.interviewedOn));
  const { paper, ...visit } = payload;
  // Nobody filled in by hand what was merged of two.
  const byHand = paper !== undefined && sameAnswers(answers, payload.answers) ? { paper } : {};
  const form = signedBy({ ...visit, ...byHand, answers, gone: [], seen: stands.version }, [stands, payload]);
  const dead = new Set(payload.gone?.filter(({ how }) => how === 'dead').map(({ memberId }) => memberId));
  const told = clashes.map((one) => (isGone(one) && dead.has(one.memberId) ? { ...one, how: 'dead' as const } : one));
  const stood = { by: visited.accountId, on: visited.interviewedOn };
  return formWithClashes(world, found, command, { form, clashes: told, stood });
}

const isGone = (one: ClashField): one is ClashField & { readonly memberId: string } =>
  one.memberId !== null && one.field === PRESENT && one.other === false;

interface Told {
  readonly form: Form;
  readonly clashes: readonly ClashField[];
  /** Who said what stands. */
  readonly stood: { readonly by: string; readonly on: string } | null;
}

/** The form as it is taken, and what of it is a clash. */
export function formWithClashes(
  world: World,
  found: Found,
  command: CommandOf<'interview-finished'>,
  { form, clashes, stood }: Told,
): Decided {
  const people = wrongPeople(world, found, form);
  if (people !== null) return refuse(people);
  const taken: Plan = itself(found.book, command, { kind: 'interview-finished', body: form });
  if (clashes.length === 0) return ok([taken]);
  const { householdId, roundId, interviewedOn } = command.payload;
  const other = { otherBy: accountOf(world.who), otherOn: interviewedOn };
  const who = { stoodBy: stood?.by ?? other.otherBy, stoodOn: stood?.on ?? interviewedOn, ...other };
  const body = { clashId: clashIdOf(world, command), householdId, roundId, fields: [...clashes], ...who };
  return ok([taken, itself(found.book, command, { kind: 'clash-found', body })]);
}

/**
 * The command that came second. Of a ledger that is no more it may have been told of, and settled, between other values: under that name
 * nobody decides on these, which they have not seen.
 */
function clashIdOf(world: World, { commandId, payload }: CommandOf<'interview-finished'>): string {
  if (!isFormer(world, payload)) return commandId;
  return uuidFrom(world.tools.hash('vuon clash', commandId, world.installation?.epoch ?? '').subarray(0, 16));
}

/** Everybody known is accounted for, and nobody of another household is among them. */
export function wrongPeople(world: World, { file }: Found, { answers, gone }: Pick<Form, 'answers' | 'gone'>) {
  const accounted = visitAccounts(file, { members: answers.members, gone: gone ?? [] });
  return accounted.ok ? livesElsewhere(world, { householdId: file.householdId, file, members: answers.members }) : accounted.error;
}

export function isSound(answers: Answers, day: string): boolean {
  return findingsOf(visitOfAnswers(answers, date(day))).every(({ severity }) => severity !== 'hard');
}

/** By whoever may interview there, or of no round note people; or the commune. */
export function settleClash(world: World, command: CommandOf<'clash-settled'>, openRound: (found: Found) => Decided | null): Decided {
  const { clashId, householdId, roundId, choices } = command.payload;
  const asInterviewer = findHousehold(world, roundId === null ? 'register-household' : 'interview', householdId);
  const found = asInterviewer.ok ? asInterviewer : findHousehold(world, 'settle-handover', householdId);
  if (!found.ok)
    return asInterviewer.ok || isApart(found.error.code) || asInterviewer.error.code === 'not-your-role' ? found : asInterviewer;
  const clash = openClashes(world, found.value).find((one) => one.clashId === clashId);
  if (clash === undefined || clash.roundId !== roundId) return refuse({ code: 'clash-not-open' });
  if (clash.fields.length !== choices.length || !clash.fields.every((one) => choices.some((each) => sameField(one, each))))
    return refuse({ code: 'clash-not-whole' });
  const settled = itself(found.value.book, command, { kind: 'clash-settled', body: command.payload });
  const chosen = clash.fields.filter((one) => choices.some((each) => sameField(one, each) && each.take === 'other'));
  if (chosen.length === 0) return ok([settled]);
  if (typeof clash.carried?.endedHouseholdId === 'string') {
    const taken = chosenOfEnded(world, found.value, clash, chosen);
    return taken.ok ? ok([...taken.value, settled]) : taken;
  }
  const [gone] = chosen;
  if (roundId === null && gone?.field === GONE_OTHERWISE) {
    const taken = chosenGone(world, found.value, gone);
    return taken.ok ? ok([...taken.value, settled]) : taken;
  }
  if (roundId === null) {
    const righted = chosenRight(world, found.value, toldOf(world, found.value), chosen);
    return righted.ok ? ok([itself(found.value.book, command, righted.value), settled]) : righted;
  }
  const closed = openRound(found.value);
  if (closed !== null) return closed;
  const form = chosenForm(world, found.value, { roundId, chosen, visit: clash.carried?.visit ?? null });
  return form.ok ? ok([itself(found.value.book, command, { kind: 'interview-finished', body: form.value }), settled]) : form;
}

interface Chosen {
  readonly roundId: string;
  readonly chosen: readonly ClashField[];
  /** Of a form that lies in the book from which the household moved. */
  readonly visit: { readonly startedAt: string; readonly endedAt: string } | null;
}

/** Refused where what stood when the clash was found stands no more, or the two do not go together; and, as a form is, of people of another household. */
function chosenForm(world: World, found: Found, { roundId, chosen, visit: carried }: Chosen): Result<Form, CommandProblem> {
  const tellings = world.tellings.get(found.file.householdId) ?? NOTHING_TOLD;
  const { forms } = tellings;
  const beyond = beyondReach(found, tellings, roundId);
  const stands = standing(world, found, roundId) ?? beyond ?? null;
  const last = forms.findLast(({ body }) => body.roundId === roundId)?.body ?? formBeyond(found, beyond, carried);
  if (stands === null || last === undefined) return refuse({ code: 'clash-overtaken' });
  const { file } = found;
  const former = new Map([
    ...rosterOf(file.members).map((member) => [member.memberId, member] as const),
    ...forms.flatMap(({ body }) => body.answers.members.map((member) => [member.memberId, member] as const)),
  ]);
  // What the register was told since is not written over by who settles something else.
  const parsed = answersSchema.safeParse(settledForm(standingOnRoster(stands.answers, file), chosen, former));
  if (!parsed.success || !isSound(parsed.data, last.interviewedOn)) return refuse({ code: 'clash-overtaken' });
  const gone = chosen.filter(isGone).map(({ memberId, how = 'left' }) => ({ memberId, how }));
  // This one nobody filled in by hand.
  const { paper: _paper, ...visit } = last;
  const form = signedBy({ ...visit, answers: parsed.data, gone, seen: stands.version, enumeratorId: accountOf(world.who) }, [last]);
  const wrong = wrongPeople(world, found, form);
  if (wrong === null) return ok(form);
  return refuse(wrong.code === 'member-elsewhere' || wrong.code === 'citizen-id-taken' ? wrong : { code: 'clash-overtaken' });
}

/** The answers that stand, where the form lies in a book that cannot be read here: they went along with the household. */
function beyondReach({ dossier }: Found, { standing: rows }: Tellings, roundId: string): StandingForm | undefined {
  const row = rows.get(roundId);
  return row?.version === dossier.interviews.get(roundId)?.version ? row : undefined;
}

/** The form that stands, where this book does not hold it: as the register has it. */
function formBeyond({ file }: Found, row: StandingForm | undefined, visit: Chosen['visit']): Form | undefined {
  if (row === undefined || visit === null) return undefined;
  const { version: seen, ...form } = row;
  return { ...form, ...visit, householdId: file.householdId, seen, enumeratorId: file.householdId };
}

/** The hard checks of the questionnaire, again at the door: a device with an older program may not know them all. */
export function findContradiction({ answers, interviewedOn }: Form): CommandProblem | null {
  const findings = findingsOf(visitOfAnswers(answers, date(interviewedOn))).filter((finding) => finding.severity === 'hard');
  const [first] = findings;
  return first === undefined ? null : { code: 'answers-contradict', check: first.id, ...first.params };
}

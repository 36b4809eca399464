/**
 * Commands of the review of one household (lệnh rà soát): put on a round's list, interviewed. The round's gate table says whether
 * they still come in time; an interview that the sender has not seen is never written over.
 */
import type { CommandOf } from '../../../core/kinds.ts';
import { ok, type Result } from '../../../core/kernel/result.ts';
import { scopeOf } from '../../../core/meeting/round-codes.ts';
import { type GateProblem, interviewDayFits, interviewsTaken, roundThatTakes } from '../../../core/meeting/gates.ts';
import { statusOn } from '../../../core/meeting/standing.ts';
import { notInFuture } from '../../../core/register/rules.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import { areaTypeOn, communeOn, periodOn } from './areas.ts';
import { findContradiction, formWithClashes, isSound, mergeInterview, settleClash, wrongPeople } from './decide-clash.ts';
import { checkOf, finishBackCheck } from './decide-back-check.ts';
import { dayOf } from './dossier.ts';
import { type Decided, type Found, findHousehold, itself, countedOn } from './decide-household.ts';
import { onRoster } from './decide-roster.ts';
import { isOfSeveral, NOTHING_TOLD } from './tellings.ts';
import { accountOf, notInRound, refuse, type RoundNow, type World } from './world.ts';

export function listForReview(world: World, command: CommandOf<'review-listed'>): Decided {
  const { payload } = command;
  const found = findHousehold(world, 'register-household', payload.householdId);
  if (!found.ok) return found;
  const standing = openFor(world, payload.roundId, { hamletId: found.value.file.hamletId, day: world.clock.today });
  if (!standing.ok) return standing;
  // Nobody is found poor anew where only those on a list asked to leave it.
  if (standing.value.round.kind === 'exit') return refuse({ code: 'round-of-requests' });
  if (found.value.dossier.listed.has(payload.roundId)) return refuse({ code: 'already-listed' });
  const taking = inTime(world, standing.value, { hamletId: found.value.file.hamletId, day: countedOn(world, command) });
  if (!taking.ok) return taking;
  const { roundId } = taking.value.round;
  if (found.value.dossier.listed.has(roundId)) return refuse({ code: 'already-listed' });
  return ok([itself(found.value.book, command, { kind: 'review-listed', body: { ...payload, roundId } })]);
}

/**
 * The round on whose list a household comes on that day: nobody can be visited any more in one whose last day is over, so that it goes
 * to the next one that is open, or waits for it.
 */
export function inTime(world: World, standing: RoundNow, { hamletId, day }: Place): Result<RoundNow, CommandProblem> {
  const { today } = world.clock;
  if (standing.round.kind === 'opening') return refuse({ code: 'opening-takes-nobody' });
  if (day <= standing.round.closesOn) return ok(standing);
  const communeId = communeOn(world.areas, hamletId, today);
  const rounds = [...world.rounds.values()].flatMap((other) => {
    const gate = communeId === null ? undefined : other.gates.get(communeId);
    return gate === undefined ? [] : [{ standing: other, gate }];
  });
  const next = roundThatTakes(rounds, { form: 'review', today });
  return next === null ? refuse({ code: 'listed-after-round', day: standing.round.closesOn }) : ok(next);
}

/**
 * A household of the list that could not be visited, by its commune's word: the list then goes on without it, and it keeps its class. A visit,
 * as long as one is taken, says more than this; as long, the word may be said otherwise, or taken back.
 */
export function noteUnvisited(world: World, command: CommandOf<'not-visited'>): Decided {
  const { householdId, roundId, why: said, on } = command.payload;
  const found = findHousehold(world, 'assign-revisit', householdId);
  if (!found.ok) return found;
  const { dossier, file } = found.value;
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  const communeId = communeOn(world.areas, file.hamletId, world.clock.today);
  const gate = communeId === null ? undefined : standing.gates.get(communeId);
  if (gate === undefined) return refuse(notInRound(standing, communeId));
  const taken = interviewsTaken(standing, gate, world.clock.today);
  if (!taken.ok) return refuse(tooLateToSay(taken.error));
  const { round } = standing;
  if ([roundId, round.interviewsOf].some((id) => id !== undefined && dossier.interviews.has(id)))
    return refuse({ code: 'visited-already' });
  const why = dossier.listed.get(roundId) ?? dossier.listed.get(round.interviewsOf ?? roundId) ?? 'sample';
  const poor = (statusOn(dossier.statuses, world.clock.today)?.class ?? 'not-poor') !== 'not-poor';
  if (why === 'sample' && !(poor && scopeOf(round) === 'whole')) return refuse({ code: 'not-on-list' });
  const fits = said === null ? notInFuture(on, world.clock.today) : interviewDayFits(round, on, world.clock.today);
  if (!fits.ok)
    return refuse(fits.error.code === 'interview-day-out-of-round' ? { ...fits.error, code: 'tried-day-out-of-round' } : fits.error);
  if (said === null && !dossier.unvisited.has(roundId)) return refuse({ code: 'nothing-noted' });
  return ok([itself(found.value.book, command, { kind: 'not-visited', body: command.payload })]);
}

/** What is said of forms on phones is no answer to whoever gives a reason at a desk. */
function tooLateToSay(problem: GateProblem): CommandProblem {
  if (problem.code === 'list-already-decided') return { code: 'noted-after-decision' };
  return problem.code === 'interviews-ended' ? { ...problem, code: 'noted-after-interviews' } : problem;
}

export function finishInterview(world: World, command: CommandOf<'interview-finished'>): Decided {
  const { payload } = command;
  const found = findHousehold(world, payload.paper === undefined ? 'interview' : 'type-form', payload.householdId);
  if (!found.ok) return found;
  if (world.who !== 'system' && payload.enumeratorId !== accountOf(world.who)) return refuse({ code: 'enumerator-differs' });
  const sent = isSent(world, payload);
  const check = sent ? null : checkOf(world, payload);
  if (check !== null) return finishBackCheck(world, command, { found: found.value, check });
  const standing = openFor(world, payload.roundId, { hamletId: found.value.file.hamletId, day: payload.interviewedOn }, sent);
  if (!standing.ok) return standing;
  if (isDecidedElsewhere(world, standing.value, found.value)) return refuse({ code: 'decided-already' });
  const timely = interviewDayFits(standing.value.round, payload.interviewedOn, world.clock.today);
  if (!timely.ok) return refuse(timely.error);
  if (payload.endedAt < payload.startedAt) return refuse({ code: 'interview-times-reversed' });
  if (payload.questionnaire !== standing.value.round.questionnaire) return refuse({ code: 'questionnaire-differs' });
  // A hamlet that was made by a cut has none of the days before it: that of the day on which the form comes.
  if ([payload.interviewedOn, world.clock.today].every((day) => areaTypeOn(world.areas, found.value.file.hamletId, day) === null))
    return refuse({ code: 'area-type-unknown' });
  const unseen = newerInterview(world, found.value, payload);
  const merged = unseen?.code === 'newer-interview-exists' ? mergeInterview(world, found.value, command) : null;
  if (merged !== null) return merged;
  const taken = onRoster(world, found.value, payload, (answers) => isSound(answers, payload.interviewedOn));
  const there = taken.problem ?? wrongPeople(world, found.value, taken.form);
  if (there !== null) return refuse(there);
  if (unseen !== null) return refuse(unseen);
  const contradiction = findContradiction(taken.form);
  if (contradiction !== null) return refuse(contradiction);
  return formWithClashes(world, found.value, command, taken);
}

/** What was told otherwise is only taken over while the round still takes interviews. */
export function settleClashOf(world: World, command: CommandOf<'clash-settled'>): Decided {
  const { roundId } = command.payload;
  return settleClash(world, command, ({ file }) => {
    if (roundId === null) return null;
    const standing = openFor(world, roundId, { hamletId: file.hamletId, day: world.clock.today });
    return standing.ok ? null : standing;
  });
}

interface Place {
  readonly hamletId: string;
  readonly day: string;
}

/** Is this visit the one that an objection asked for? */
function isSent({ revisits }: World, { householdId, roundId, enumeratorId }: CommandOf<'interview-finished'>['payload']): boolean {
  return revisits.some((one) => one.householdId === householdId && one.roundId === roundId && one.accountId === enumeratorId);
}

/** The round, if it still takes interviews from where the household is; `sent`: from whoever was sent, also while the list hangs. */
export function openFor(world: World, roundId: string, { hamletId, day }: Place, sent = false): Result<RoundNow, CommandProblem> {
  const standing = world.rounds.get(roundId);
  if (standing === undefined) return refuse({ code: 'round-unknown' });
  const communeId = listedIn(world, standing, { hamletId, day });
  const gate = communeId === null ? undefined : standing.gates.get(communeId);
  if (gate === undefined) return refuse(notInRound(standing, communeId));
  const taken = interviewsTaken(standing, gate, world.clock.today, sent);
  return taken.ok ? ok(standing) : refuse(taken.error);
}

/**
 * The commune on whose list a visit of that day comes: which has the hamlet now, whatever it was then. Only where that one takes no part in
 * the round, or decided before the hamlet came to it and so never on this one, that of the day.
 */
function listedIn({ areas, clock: { today } }: World, { gates, decided }: RoundNow, { hamletId, day }: Place): string | null {
  const [now, then] = [communeOn(areas, hamletId, today), communeOn(areas, hamletId, day)];
  if (now === null) return then;
  if (then === null || !gates.has(then)) return now;
  const decidedOn = decided?.get(now);
  const since = periodOn(areas, hamletId, today)?.from ?? '';
  return !gates.has(now) || (decidedOn !== undefined && decidedOn < since) ? then : now;
}

/**
 * Does the decision of another commune, where it lived or to which its hamlet belonged, name the household, or rest on the form that stands? A
 * list that finds somebody not poor who never was says nothing of them, and rests on their form all the same.
 */
function isDecidedElsewhere({ areas }: World, { round: { roundId }, decided }: RoundNow, { dossier, file }: Found): boolean {
  if (dossier.statuses.some((status) => status.roundId === roundId && status.decisionId !== null)) return true;
  const visited = dossier.interviews.get(roundId);
  const why = dossier.listed.get(roundId) ?? 'sample';
  if (visited === undefined || why === 'sample') return false;
  const finishedOn = dayOf(visited.finishedAt);
  return (areas.get(file.hamletId)?.periods ?? []).some(({ parentId, from, to }) => {
    const decidedOn = parentId === null ? undefined : decided?.get(parentId);
    return decidedOn !== undefined && finishedOn <= decidedOn && from <= decidedOn && (to === null || decidedOn < to);
  });
}

/** The interview of this round that stands and that the sender had not before them. */
function newerInterview(world: World, { dossier }: Found, payload: CommandOf<'interview-finished'>['payload']): CommandProblem | null {
  const { roundId, seen } = payload;
  const current = dossier.interviews.get(roundId);
  const told = world.tellings.get(payload.householdId) ?? NOTHING_TOLD;
  if ((current?.version ?? null) === seen && !isOfSeveral(told, roundId, seen)) return null;
  if (current === undefined) return { code: 'seen-unknown', seen: payload.seen };
  const { version, interviewedOn, finishedAt, accountId } = current;
  return { code: 'newer-interview-exists', seen: payload.seen, current: { version, interviewedOn, finishedAt, accountId } };
}

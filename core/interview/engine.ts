/**
 * Walking through an interview (đi từng màn hình của phiếu): which screens there are now, where one stands, forward and
 * back, what is still open, what the checks say, whether the visit can be finished. The state and its changes are
 * `state.ts`; drawing is left to the faces, and sealing to `seal.ts`.
 */
import { findingsOf } from './checks/all.ts';
import type { Finding } from './checks/check.ts';
import { findQuestion, type Group, type Questionnaire } from './questionnaire.ts';
import { type InterviewState, type MemberState, type Ref, refKey, relevantFields, ROSTER, SUMMARY, visitOf } from './state.ts';

export interface Screen {
  readonly key: string;
  readonly kind: 'roster' | 'questions' | 'summary';
  /** Ids of chapter and group; null for the list of members and the summary. */
  readonly section: string | null;
  readonly group: string | null;
  readonly memberId: string | null;
  /** The questions that apply now, in order; on the list of members those asked in its place. */
  readonly refs: readonly Ref[];
}

/** The screens that have something to ask now, in order: the list of members first, the summary last. */
export function screens(form: Questionnaire, state: InterviewState): readonly Screen[] {
  return allScreens(form, state).filter(isVisible);
}

/** The screen to show: the one asked for, or the next after it when that has nothing left to ask. */
export function current(form: Questionnaire, state: InterviewState): Screen {
  const all = allScreens(form, state);
  const from = Math.max(
    0,
    all.findIndex((s) => s.key === state.at),
  );
  return all.slice(from).find(isVisible) ?? summary;
}

export function next(form: Questionnaire, state: InterviewState): InterviewState {
  return move(form, state, 1);
}

export function back(form: Questionnaire, state: InterviewState): InterviewState {
  return move(form, state, -1);
}

function move(form: Questionnaire, state: InterviewState, step: 1 | -1): InterviewState {
  const visible = screens(form, state);
  const here = current(form, state).key;
  const to = visible[visible.findIndex((s) => s.key === here) + step];
  return { ...state, at: to?.key ?? here };
}

/** To a screen by key, as a summary or a list of members offers it; an unknown key changes nothing. */
export function goTo(form: Questionnaire, state: InterviewState, key: string): InterviewState {
  return screens(form, state).some((s) => s.key === key) ? { ...state, at: key } : state;
}

/** The screen that asks this question now. */
export function screenOf(form: Questionnaire, state: InterviewState, ref: Ref): Screen | undefined {
  const key = refKey(ref);
  return screens(form, state).find((s) => s.refs.some((r) => refKey(r) === key));
}

export interface Progress {
  /** Position of the screen shown among `screens`, from 1. */
  readonly screen: number;
  readonly screens: number;
  /** Of the questions that apply and must be answered. */
  readonly answered: number;
  readonly questions: number;
}

export function progress(form: Questionnaire, state: InterviewState): Progress {
  const visible = screens(form, state);
  const here = current(form, state).key;
  const must = visible.flatMap((s) => s.refs).filter((ref) => isRequired(form, state, ref));
  return {
    screen: visible.findIndex((s) => s.key === here) + 1,
    screens: visible.length,
    answered: must.filter((ref) => !isOpen(form, state, ref)).length,
    questions: must.length,
  };
}

/** Questions still to be answered, or to be confirmed where the last visit's answer is shown. */
export function openRefs(form: Questionnaire, state: InterviewState): readonly Ref[] {
  return screens(form, state)
    .flatMap((s) => s.refs)
    .filter((ref) => isOpen(form, state, ref));
}

export function isOpen(form: Questionnaire, state: InterviewState, ref: Ref): boolean {
  if (state.earlier.includes(refKey(ref))) return true;
  return isRequired(form, state, ref) && factsOf(state, ref)[ref.field] === undefined;
}

function isRequired(form: Questionnaire, state: InterviewState, ref: Ref): boolean {
  return findQuestion(form, ref.field)?.optional === false && !(refKey(ref) in state.onFile);
}

function factsOf(state: InterviewState, ref: Ref) {
  if (ref.memberId === null) return state.household;
  return state.members.find((m) => m.memberId === ref.memberId)?.facts ?? {};
}

/** What the checks say about the answers that apply. */
export function findings(form: Questionnaire, state: InterviewState): readonly Finding[] {
  return findingsOf(visitOf(form, state));
}

/** Findings that still stand in the way: hard ones, and soft ones not confirmed. */
export function blocking(form: Questionnaire, state: InterviewState): readonly Finding[] {
  return findings(form, state).filter((f) => f.severity === 'hard' || !state.accepted.includes(f.key));
}

/** May the visit be finished? */
export function isComplete(form: Questionnaire, state: InterviewState): boolean {
  return openRefs(form, state).length === 0 && blocking(form, state).length === 0;
}

const summary: Screen = { key: SUMMARY, kind: 'summary', section: null, group: null, memberId: null, refs: [] };

interface Found {
  readonly form: Questionnaire;
  readonly household: InterviewState['household'];
  readonly date: InterviewState['date'];
  readonly screens: readonly Screen[];
}
/** By list of members: drawing one screen asks for all of them many times over, while nothing was answered in between. */
const found = new WeakMap<InterviewState['members'], Found>();

/** Every screen there could be, those without questions and those of members taken off too: positions to stand on. */
function allScreens(form: Questionnaire, state: InterviewState): readonly Screen[] {
  const { household, members, date } = state;
  const before = found.get(members);
  if (before?.form === form && before.household === household && before.date === date) return before.screens;
  const screens = findScreens(form, state);
  found.set(members, { form, household, date, screens });
  return screens;
}

function findScreens(form: Questionnaire, state: InterviewState): readonly Screen[] {
  const people = state.members.map((member) => ({ member, fields: relevantFields(form, state, member.memberId) }));
  const ofHousehold = relevantFields(form, state, null);
  const asked = form.sections.flatMap((section) => {
    if (section.repeat === 'household') return section.groups.map((g) => questionScreen(section.id, g, null, ofHousehold));
    return people.flatMap(({ member, fields }) => section.groups.map((g) => questionScreen(section.id, g, member, fields)));
  });
  const inPlace = asked.filter((screen) => screen.onRoster).flatMap((screen) => screen.refs);
  const roster: Screen = { key: ROSTER, kind: 'roster', section: null, group: null, memberId: null, refs: inPlace };
  return [roster, ...asked.filter((screen) => !screen.onRoster), summary];
}

function questionScreen(
  section: string,
  group: Group,
  member: MemberState | null,
  fields: ReadonlySet<string>,
): Screen & { onRoster: boolean } {
  const memberId = member?.memberId ?? null;
  const gone = member?.removed ?? false;
  const refs = gone ? [] : group.questions.filter((q) => fields.has(q.id)).map((q) => ({ field: q.id, memberId }));
  const key = memberId === null ? group.id : `${group.id}:${memberId}`;
  return { key, kind: 'questions', section, group: group.id, memberId, refs, onRoster: group.onRoster };
}

function isVisible(screen: Screen): boolean {
  return screen.kind !== 'questions' || screen.refs.length > 0;
}

/**
 * An interview under way (cuộc rà soát đang làm) as plain data that can be stored and taken up again, and every change
 * to it. Nothing typed is thrown away before the end: an answer whose question no longer applies, and a member taken off
 * by mistake, stay here and are left out by `visitOf`. Walking the screens is `engine.ts`.
 */
import type { PlainDate } from '../kernel/dates.ts';
import { accepts, type AnswerValue, type Case, type Facts, type FieldName, isAskedAnew, isRelevant, type Question } from './question.ts';
import { findQuestion, type Questionnaire, questionsOf } from './questionnaire.ts';

export interface InterviewState {
  readonly questionnaire: string;
  /** Day of the interview: ages are counted on it. */
  readonly date: PlainDate;
  readonly household: Facts;
  readonly members: readonly MemberState[];
  /** Keys of answers taken from the last visit and not yet confirmed. */
  readonly earlier: readonly string[];
  /** By key, what was answered last time where it is asked anew: to be shown, never an answer of this visit. */
  readonly last: Facts;
  /** By key, what this person may see only masked: it is on file and need not be asked. */
  readonly onFile: Readonly<Record<string, string>>;
  /** Keys of soft findings that were confirmed. */
  readonly accepted: readonly string[];
  /** Key of the screen shown. */
  readonly at: string;
}

export interface MemberState {
  readonly memberId: string;
  readonly facts: Facts;
  readonly removed: boolean;
  /** Why a removed member is no more here; absent means moved away. */
  readonly how?: Going;
}

/** Lives elsewhere now, or has died. */
export type Going = 'left' | 'dead';

/** One question of one member, or of the household (`memberId` null). */
export interface Ref {
  readonly field: FieldName;
  readonly memberId: string | null;
}

/** What is known at the end of a visit: only answers of questions that apply. */
export interface Visit {
  readonly date: PlainDate;
  readonly household: Facts;
  readonly members: readonly { readonly memberId: string; readonly facts: Facts }[];
}

/** Answers of an earlier visit or of the roster; unknown fields and codes are left behind. */
export interface Prefill {
  readonly household: Readonly<Record<string, unknown>>;
  readonly members: readonly Readonly<Record<string, unknown>>[];
}

export function refKey(ref: Ref): string {
  return keyOf(ref.field, ref.memberId);
}

function keyOf(field: string, memberId: string | null): string {
  return memberId === null ? field : `${field}:${memberId}`;
}

export interface Given {
  readonly prefill: Prefill | null;
  readonly date: PlainDate;
  /** The prefill was handed in in this very round and is to be corrected: all of it stands, nothing is to be confirmed. */
  readonly again?: boolean;
}

export function start(form: Questionnaire, given: Given): InterviewState {
  const questions = (repeat: 'household' | 'member') => questionsOf(form, repeat).filter((q) => q.carried || given.again === true);
  const taken = (raw: Readonly<Record<string, unknown>>, repeat: 'household' | 'member', memberId: string | null) =>
    carry(questions(repeat), raw, { memberId, date: given.date, again: given.again === true });
  const household = taken(given.prefill?.household ?? {}, 'household', null);
  const people = (given.prefill?.members ?? []).flatMap((raw) => {
    const memberId = raw['memberId'];
    return typeof memberId === 'string' ? [{ memberId, ...taken(raw, 'member', memberId) }] : [];
  });
  return {
    questionnaire: form.id,
    date: given.date,
    household: household.facts,
    members: people.map(({ memberId, facts }) => ({ memberId, facts, removed: false })),
    earlier: given.again === true ? [] : [household, ...people].flatMap((p) => p.earlier),
    last: Object.fromEntries([household, ...people].flatMap((p) => p.last)),
    onFile: Object.fromEntries([household, ...people].flatMap((p) => p.onFile)),
    accepted: [],
    at: ROSTER,
  };
}

/**
 * People whom the register has come to know since this interview was begun (người mới vào sổ): they join the list with what is
 * known of them, yet to be confirmed. Whoever is on it already, or was taken off it, stays as is.
 */
export function takeIn(form: Questionnaire, state: InterviewState, known: Prefill['members']): InterviewState {
  const here = new Set(state.members.map((m) => m.memberId));
  const newcomers = known.filter(({ memberId }) => typeof memberId === 'string' && !here.has(memberId));
  if (newcomers.length === 0) return state;
  const joined = start(form, { prefill: { household: {}, members: newcomers }, date: state.date });
  return {
    ...state,
    members: [...state.members, ...joined.members],
    earlier: [...state.earlier, ...joined.earlier],
    last: { ...state.last, ...joined.last },
    onFile: { ...state.onFile, ...joined.onFile },
  };
}

export const ROSTER = 'roster';
export const SUMMARY = 'summary';

interface Carried {
  readonly facts: Facts;
  readonly earlier: readonly string[];
  readonly last: readonly (readonly [string, AnswerValue])[];
  readonly onFile: readonly (readonly [string, string])[];
}

interface Carrying {
  readonly memberId: string | null;
  readonly date: PlainDate;
  readonly again: boolean;
}

function carry(questions: readonly Question[], raw: Readonly<Record<string, unknown>>, { memberId, date, again }: Carrying): Carried {
  const said: Record<string, AnswerValue> = {};
  const onFile: [string, string][] = [];
  for (const question of questions) {
    const value = raw[question.id];
    if (isAnswerValue(value) && accepts(question, value)) said[question.id] = value;
    else if (typeof value === 'string' && isMasked(value)) onFile.push([refKey({ field: question.id, memberId }), value]);
  }
  const at = memberId === null ? { household: said, member: null, date } : { household: {}, member: said, date };
  const facts: Record<string, AnswerValue> = {};
  const last: [string, AnswerValue][] = [];
  for (const question of questions) {
    const value = said[question.id];
    if (value === undefined) continue;
    if (again || !isAskedAnew(question, at)) facts[question.id] = value;
    else last.push([refKey({ field: question.id, memberId }), value]);
  }
  return { facts, earlier: Object.keys(facts).map((field) => keyOf(field, memberId)), last, onFile };
}

export function isAnswerValue(value: unknown): value is AnswerValue {
  if (Array.isArray(value)) return value.every((code) => typeof code === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The sign with which fields are masked for readers who may not see them in full. */
function isMasked(value: string): boolean {
  return value.includes('•');
}

/** Throws on a value that the question cannot have: typed text goes through `reading.ts` first. */
export function answer(form: Questionnaire, state: InterviewState, ref: Ref, value: AnswerValue): InterviewState {
  const question = findQuestion(form, ref.field);
  if (question === undefined || !accepts(question, value)) throw new RangeError(`Not an answer to ${ref.field}.`);
  return confirmEarlier(
    withFacts(state, ref.memberId, (facts) => ({ ...facts, [ref.field]: value })),
    [ref],
  );
}

/** Takes an answer back: the question is open again. */
export function clear(state: InterviewState, ref: Ref): InterviewState {
  const taken = withFacts(state, ref.memberId, (facts) =>
    Object.fromEntries(Object.entries(facts).filter(([field]) => field !== ref.field)),
  );
  return confirmEarlier(taken, [ref]);
}

/** Still as at the last visit. */
export function confirmEarlier(state: InterviewState, refs: readonly Ref[]): InterviewState {
  const keys = new Set(refs.map(refKey));
  return { ...state, earlier: state.earlier.filter((key) => !keys.has(key)) };
}

function withFacts(state: InterviewState, memberId: string | null, change: (facts: Facts) => Facts): InterviewState {
  if (memberId === null) return { ...state, household: change(state.household) };
  const members = state.members.map((m) => (m.memberId === memberId ? { ...m, facts: change(m.facts) } : m));
  return { ...state, members };
}

/** A new member at the end of the list; the id is made by the caller. Adding an id twice changes nothing. */
export function addMember(state: InterviewState, memberId: string): InterviewState {
  if (state.members.some((m) => m.memberId === memberId)) return state;
  return { ...state, members: [...state.members, { memberId, facts: {}, removed: false }] };
}

/** Takes a member off the list; `restoreMember` brings them back with all answers. */
export function removeMember(state: InterviewState, memberId: string, how: Going = 'left'): InterviewState {
  return withMember(state, memberId, (facts) => ({ memberId, facts, removed: true, how }));
}

export function restoreMember(state: InterviewState, memberId: string): InterviewState {
  return withMember(state, memberId, (facts) => ({ memberId, facts, removed: false }));
}

function withMember(state: InterviewState, memberId: string, change: (facts: Facts) => MemberState): InterviewState {
  return { ...state, members: state.members.map((m) => (m.memberId === memberId ? change(m.facts) : m)) };
}

/** What the person in front of the household saw and said is so; `key` as the finding gives it. */
export function acceptFinding(state: InterviewState, key: string): InterviewState {
  return state.accepted.includes(key) ? state : { ...state, accepted: [...state.accepted, key] };
}

/** Members on the list, in its order. */
export function presentMembers(state: InterviewState): readonly MemberState[] {
  return state.members.filter((m) => !m.removed);
}

/** Only what was asked and applies: the facts that checks, verdict and the sealed answers rest on. */
export function visitOf(form: Questionnaire, state: InterviewState): Visit {
  const at = { household: {}, member: null, date: state.date };
  const household = applying(questionsOf(form, 'household'), state.household, at).facts;
  const members = presentMembers(state).map((m) => ({ memberId: m.memberId, facts: memberPart(form, state, household, m).facts }));
  return { date: state.date, household, members };
}

/** Fields of a member (or of the household) whose questions apply now. */
export function relevantFields(form: Questionnaire, state: InterviewState, memberId: string | null): ReadonlySet<string> {
  const at = { household: {}, member: null, date: state.date };
  const household = applying(questionsOf(form, 'household'), state.household, at);
  if (memberId === null) return household.fields;
  const member = state.members.find((m) => m.memberId === memberId);
  return member === undefined ? new Set() : memberPart(form, state, household.facts, member).fields;
}

function memberPart(form: Questionnaire, state: InterviewState, household: Facts, member: MemberState) {
  return applying(questionsOf(form, 'member'), member.facts, { household, member: {}, date: state.date });
}

/**
 * Walks questions in their order and shows each only the answers before it that apply, so that an answer left over from
 * a question that no longer applies cannot keep another alive.
 */
function applying(questions: readonly Question[], all: Facts, at: Case): { facts: Facts; fields: ReadonlySet<string> } {
  const facts: Record<string, AnswerValue> = {};
  const fields = new Set<string>();
  const seen = at.member === null ? { ...at, household: facts } : { ...at, member: facts };
  for (const question of questions) {
    if (!isRelevant(question, seen)) continue;
    fields.add(question.id);
    const value = all[question.id];
    if (value !== undefined) facts[question.id] = value;
  }
  return { facts, fields };
}

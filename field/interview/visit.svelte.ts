/**
 * One interview on this phone (cuộc rà soát đang mở): the engine's state, kept as a draft after every change, and its end:
 * the sealed form handed to the outbox. What the rules are is core/interview's; drawing is left to the pages beside it.
 */
import { back, current, findings, goTo, isOpen, next, progress, screens } from '../../core/interview/engine.ts';
import type { AnswerValue, Facts } from '../../core/interview/question.ts';
import { findQuestion, type Questionnaire } from '../../core/interview/questionnaire.ts';
import type { HeldAt } from '../../core/interview/where.ts';
import type { Signed } from '../../core/interview/signature.ts';
import { findQuestionnaire } from '../../core/interview/questionnaires/find.ts';
import {
  acceptFinding,
  addMember,
  answer,
  clear,
  confirmEarlier,
  type Going,
  type InterviewState,
  presentMembers,
  type Ref,
  refKey,
  removeMember,
  restoreMember,
  start,
  takeIn,
  visitOf,
} from '../../core/interview/state.ts';
import { instantOf, parseDate, type PlainDate } from '../../core/kernel/dates.ts';
import { fail, ok, type Problem, type Result } from '../../core/kernel/result.ts';
import type { InterviewView } from '../../core/views.ts';
import { envelope, newId } from '../../ui/command.ts';
import { type Draft, draftKey, findDraft, type Unsent } from '../sync/forms.ts';
import type { Store } from '../sync/device.ts';
import { keep } from '../sync/outbox.svelte.ts';
import { drawn } from '../drawn.ts';
import { type Difference, differencesOf } from './differences.ts';

export interface Whose {
  readonly accountId: string;
  readonly store: Store | null;
}

/** An interview to work on: the draft of this phone if there is one, else begun from the last answers. */
export async function openVisit(view: InterviewView, { accountId, store }: Whose): Promise<Result<Visit, Problem>> {
  const form = findQuestionnaire(view.questionnaire);
  const today = parseDate(view.setting.date);
  if (form === undefined || !today.ok) return fail({ code: 'questionnaire-unknown' });
  const key = draftKey(accountId, view.householdId, view.round.roundId);
  const draft = store === null ? undefined : await findDraft(store, key).catch(() => undefined);
  return ok(new Visit({ view, form, accountId, draft, today: today.value }));
}

interface Opening {
  readonly view: InterviewView;
  readonly form: Questionnaire;
  readonly accountId: string;
  readonly draft: Draft | undefined;
  readonly today: PlainDate;
}

export class Visit {
  readonly form: Questionnaire;
  readonly key: string;
  readonly accountId: string;
  readonly startedAt: string;
  /** Work of an earlier sitting was found on the phone. */
  readonly resumed: boolean;
  /** What the server says now. */
  readonly latest: InterviewView;
  /** What this interview rests on: older than `latest` while somebody else's form has not been looked at. */
  base: InterviewView;
  state: InterviewState;
  /** Null as long as the household has not signed these answers. */
  signed: Signed | null;
  /** Null as long as nobody has said whether it shall be noted. */
  heldAt: HeldAt | 'refused' | null;
  /** The screen just left with questions that nobody has answered. */
  passed: { readonly key: string; readonly open: number } | null = $state.raw(null);
  /** Registered after this interview was begun, and taken in when it was opened. */
  readonly newcomers: readonly string[];

  constructor({ view, form, accountId, draft, today }: Opening) {
    this.form = form;
    this.accountId = accountId;
    this.key = draftKey(accountId, view.householdId, view.round.roundId);
    this.latest = view;
    this.resumed = draft !== undefined;
    this.startedAt = draft?.startedAt ?? instantOf(Date.now());
    this.base = $state.raw(draft?.view ?? view);
    const begun =
      draft === undefined
        ? start(form, { prefill: view.current ?? view.prefill, date: today, again: view.current !== null })
        : { ...draft.state, last: draft.state.last ?? {}, date: today };
    this.state = $state.raw(takeIn(form, begun, view.prefill?.members ?? []));
    this.signed = $state.raw(draft?.signed ?? null);
    this.heldAt = $state.raw(draft?.heldAt ?? null);
    this.newcomers = this.state.members.slice(begun.members.length).map(({ memberId }) => memberId);
  }

  readonly screen = $derived.by(() => current(this.form, this.state));
  readonly screens = $derived.by(() => screens(this.form, this.state));
  readonly progress = $derived.by(() => progress(this.form, this.state));
  readonly members = $derived.by(() => presentMembers(this.state));
  readonly removed = $derived.by(() => this.state.members.filter((m) => m.removed));
  readonly findings = $derived.by(() => findings(this.form, this.state));
  /** Where the form that somebody else handed in meanwhile differs; empty when this one rests on the latest. */
  readonly differences: readonly Difference[] = $derived.by(() =>
    this.latest.current === null || this.base.version === this.latest.version
      ? []
      : differencesOf(this.form, visitOf(this.form, this.state), this.latest.current),
  );
  readonly overtaken = $derived.by(() => this.base.version !== this.latest.version);

  value(ref: Ref): AnswerValue | undefined {
    return this.facts(ref.memberId)[ref.field];
  }

  facts(memberId: string | null): Facts {
    if (memberId === null) return this.state.household;
    return this.state.members.find((m) => m.memberId === memberId)?.facts ?? {};
  }

  isEarlier(ref: Ref): boolean {
    return this.state.earlier.includes(refKey(ref));
  }

  /** What was said last time, where it is asked anew. */
  lastTime(ref: Ref): AnswerValue | undefined {
    return this.state.last[refKey(ref)];
  }

  onFile(ref: Ref): string | undefined {
    return this.state.onFile[refKey(ref)];
  }

  answer(ref: Ref, value: AnswerValue): void {
    this.become(answer(this.form, this.state, ref, value));
  }

  clear(ref: Ref): void {
    if (this.value(ref) !== undefined) this.become(clear(this.state, ref));
  }

  confirm(refs: readonly Ref[]): void {
    this.become(confirmEarlier(this.state, refs));
  }

  /** 0 for every count of the screen that has no answer yet. */
  noneOfTheRest(refs: readonly Ref[]): void {
    const open = refs.filter((ref) => this.value(ref) === undefined && findQuestion(this.form, ref.field)?.kind === 'count');
    this.become(open.reduce((state, ref) => answer(this.form, state, ref, 0), this.state));
  }

  /** Returns the new member's id. */
  add(): string {
    const id = newId();
    this.become(addMember(this.state, id));
    return id;
  }

  remove(memberId: string, how: Going): void {
    this.become(removeMember(this.state, memberId, how));
  }

  restore(memberId: string): void {
    this.become(restoreMember(this.state, memberId));
  }

  accept(finding: string): void {
    this.become(acceptFinding(this.state, finding));
  }

  /** The answers of this screen lie on the disk before the next is drawn. */
  async next(): Promise<void> {
    await this.#safe;
    const { key, refs } = this.screen;
    const open = refs.filter((ref) => isOpen(this.form, this.state, ref)).length;
    this.become(next(this.form, this.state));
    this.passed = open > 0 ? { key, open } : null;
  }

  async back(): Promise<void> {
    await this.#safe;
    this.passed = null;
    this.become(back(this.form, this.state));
  }

  async goTo(screen: string): Promise<void> {
    await this.#safe;
    this.passed = null;
    this.become(goTo(this.form, this.state, screen));
  }

  sign(signed: Signed | null): void {
    this.signed = signed;
    this.save();
  }

  noteHeldAt(heldAt: HeldAt | 'refused'): void {
    this.heldAt = heldAt;
    this.save();
  }

  /** The other form was looked at, answer by answer: this one now rests on it. */
  restOnLatest(): void {
    this.base = this.latest;
    this.save();
  }

  private become(state: InterviewState): void {
    if (state === this.state) return;
    // What was signed were the answers as they stood.
    const { household, members, earlier, accepted } = this.state;
    if (state.household !== household || state.members !== members) this.signed = null;
    const told = state.household !== household || state.members !== members || state.earlier !== earlier || state.accepted !== accepted;
    this.state = state;
    // Where one stands need not lie on the disk before the next screen is drawn, nor keep the phone from drawing it.
    if (!told && !this.#queued) this.#saved = this.#saved.then(drawn);
    this.save();
    if (told) this.#safe = this.#saved;
  }

  /** All answers given so far lie on the disk. */
  #safe: Promise<void> = Promise.resolve();

  #saved: Promise<void> = Promise.resolve();
  #queued = false;

  /** One after the other, so that an older state never lies over a newer one; what changes meanwhile goes with the next. */
  private save(): void {
    if (this.#queued) return;
    this.#queued = true;
    this.#saved = this.#saved.then(() => {
      this.#queued = false;
      const { key, accountId, base: view, state, startedAt, signed, heldAt } = this;
      return keep({
        key,
        accountId,
        householdId: view.householdId,
        view,
        state,
        signed,
        heldAt,
        startedAt,
        savedAt: instantOf(Date.now()),
      });
    });
  }

  /** The sealed form, ready to be sent; the parser is loaded only here. */
  async seal(): Promise<Result<Unsent, Problem>> {
    const { seal } = await import('../../core/interview/seal.ts');
    const answers = seal(this.form, this.state);
    if (!answers.ok) return answers;
    this.save();
    await this.#saved;
    // A clock set right between begin and end must not leave a form that ends before it begins.
    const endedAt = instantOf(Date.now());
    const startedAt = this.startedAt < endedAt ? this.startedAt : endedAt;
    const sealed = envelope('interview-finished', {
      householdId: this.base.householdId,
      roundId: this.base.round.roundId,
      questionnaire: this.form.id,
      answers: answers.value,
      // Nobody known goes without a word.
      gone: this.removed.map(({ memberId, how = 'left' }) => ({ memberId, how })),
      interviewedOn: this.state.date,
      startedAt,
      endedAt,
      seen: this.base.version,
      enumeratorId: this.accountId,
      ...(this.base.seenFile === undefined ? {} : { seenFile: this.base.seenFile }),
      ...(this.base.history === undefined ? {} : { history: this.base.history }),
      overlap: 'merge',
      ...(this.heldAt === null || this.heldAt === 'refused' ? {} : { heldAt: this.heldAt }),
      ...(this.signed === null ? {} : { signed: this.signed }),
    });
    const { householdId, headName, hamletId } = this.base;
    return ok({
      hamletId,
      commandId: sealed.commandId,
      accountId: this.accountId,
      householdId,
      headName,
      draft: this.key,
      envelope: sealed,
      state: 'waiting',
      problem: null,
    });
  }
}

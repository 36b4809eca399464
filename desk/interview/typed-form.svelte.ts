/**
 * A paper form being typed in (phiếu giấy đang nhập): the engine's state with what stands in the boxes, kept by the server after every
 * answer, and its end as the command that a phone sends too, with who asked. The rules are core/interview's.
 */
import { blocking, findings, isOpen, openRefs } from '../../core/interview/engine.ts';
import { readFromPaper } from '../../core/interview/paper.ts';
import type { AnswerValue, Question } from '../../core/interview/question.ts';
import type { Questionnaire } from '../../core/interview/questionnaire.ts';
import { findQuestionnaire } from '../../core/interview/questionnaires/find.ts';
import type { ReadProblem } from '../../core/interview/reading.ts';
import { seal } from '../../core/interview/seal.ts';
import { interviewDayFits } from '../../core/meeting/gates.ts';
import {
  acceptFinding,
  addMember,
  answer,
  clear,
  confirmEarlier,
  type Going,
  type InterviewState,
  type Ref,
  refKey,
  relevantFields,
  removeMember,
  restoreMember,
  start,
} from '../../core/interview/state.ts';
import { type Instant, instantOf, parseDate, parseDateVi, type PlainDate } from '../../core/kernel/dates.ts';
import { fail, ok, type Problem, type Result } from '../../core/kernel/result.ts';
import type { InterviewView } from '../../core/views.ts';
import { get, post } from '../../ui/api.ts';
import { type Envelope, envelope, newId, send } from '../../ui/command.ts';

/** The head of the form as it was typed; times may be missing on paper. */
export interface PaperHead {
  readonly interviewer: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

interface Draft {
  readonly state: InterviewState;
  readonly head: PaperHead;
  readonly version: number | null;
  /** Of the household as it stood when the form was opened; absent where it was kept before that was known. */
  readonly seenFile?: number;
  readonly history?: string;
}

const EMPTY: PaperHead = { interviewer: '', day: '', from: '', to: '' };

const address = (householdId: string): string => `/api/households/${encodeURIComponent(householdId)}`;

/** What was typed before goes on, also where another form came meanwhile: what both say otherwise is then a clash, as between phones. */
export async function openTypedForm(householdId: string, round: string | null): Promise<Result<TypedForm, Problem>> {
  const view = await get<InterviewView>(`${address(householdId)}/interview${round === null ? '' : `?${new URLSearchParams({ round })}`}`);
  if (!view.ok) return view;
  const form = findQuestionnaire(view.value.questionnaire);
  const today = parseDate(view.value.setting.date);
  if (form === undefined || !today.ok) return fail({ code: 'questionnaire-unknown' });
  const kept = await get<{ draft: Draft | null }>(`${address(householdId)}/typed-form?round=${view.value.round.roundId}`);
  if (!kept.ok) return kept;
  return ok(new TypedForm(view.value, { form, draft: kept.value.draft, today: today.value }));
}

export class TypedForm {
  readonly form: Questionnaire;
  readonly view: InterviewView;
  readonly resumed: boolean;
  /** Another form of the household came after this one was begun. */
  readonly overtaken: boolean;
  readonly today: PlainDate;
  state: InterviewState;
  head: PaperHead;
  /** Something typed could not be kept by the server. */
  problem: Problem | null = $state.raw(null);
  /** By key, what stands in a box that could not be read. */
  unread: Readonly<Record<string, string>> = $state.raw({});
  /** Resumed, it still rests on the form and the people who were there when it was begun. */
  readonly #saw: Pick<Draft, 'version' | 'seenFile' | 'history'>;
  #saved: Promise<void> = Promise.resolve();
  #queued = false;
  #sealed: Envelope | null = null;

  constructor(view: InterviewView, { form, draft, today }: { form: Questionnaire; draft: Draft | null; today: PlainDate }) {
    this.form = form;
    this.view = view;
    this.today = today;
    this.resumed = draft !== null;
    this.overtaken = draft !== null && draft.version !== view.version;
    const { version, seenFile, history } = draft ?? view;
    this.#saw = { version, ...(seenFile === undefined ? {} : { seenFile }), ...(history === undefined ? {} : { history }) };
    this.head = $state.raw(draft?.head ?? EMPTY);
    this.state = $state.raw(draft?.state ?? begun(view, form, today));
  }

  readonly fields = $derived.by(() => {
    const of = (memberId: string | null) => relevantFields(this.form, this.state, memberId);
    return new Map([
      [null, of(null)],
      ...this.state.members.map(({ memberId, removed }) => [memberId, removed ? new Set<string>() : of(memberId)] as const),
    ]);
  });
  readonly open = $derived.by(() => openRefs(this.form, this.state));
  readonly findings = $derived.by(() => findings(this.form, this.state));
  readonly blocking = $derived.by(() => blocking(this.form, this.state));
  /** Of the visit; null where it is not read, or lies outside the round or after today. */
  readonly day = $derived.by(() => this.#dayIn(this.head.day));
  readonly ends = $derived.by(() => (this.day === null ? null : momentOf(this.day, this.head.to)));
  readonly isReversed = $derived.by(() => {
    const begins = this.day === null ? null : momentOf(this.day, this.head.from);
    return begins !== null && this.ends !== null && this.ends < begins;
  });

  isAsked({ field, memberId }: Ref): boolean {
    return this.fields.get(memberId)?.has(field) ?? false;
  }

  isOpen(ref: Ref): boolean {
    return isOpen(this.form, this.state, ref);
  }

  isEarlier(ref: Ref): boolean {
    return this.state.earlier.includes(refKey(ref));
  }

  onFile(ref: Ref): string | undefined {
    return this.state.onFile[refKey(ref)];
  }

  value({ field, memberId }: Ref): AnswerValue | undefined {
    return memberId === null
      ? this.state.household[field]
      : this.state.members.find((member) => member.memberId === memberId)?.facts[field];
  }

  /** What a box says becomes the answer; what cannot be read takes it back. */
  type(question: Question, at: Ref, text: string): ReadProblem | null {
    const got = readFromPaper(question, text);
    const { [refKey(at)]: _now, ...others } = this.unread;
    this.unread = got.ok || got.error.code === 'empty' ? others : { ...others, [refKey(at)]: text };
    if (got.ok) this.become(answer(this.form, this.state, at, got.value));
    else if (this.value(at) !== undefined) this.become(clear(this.state, at));
    return got.ok ? null : got.error;
  }

  confirm(at: Ref): void {
    if (this.isEarlier(at)) this.become(confirmEarlier(this.state, [at]));
  }

  accept(finding: string): void {
    this.become(acceptFinding(this.state, finding));
  }

  add(): void {
    this.become(addMember(this.state, newId()));
  }

  /** Null: still there. */
  goes(memberId: string, how: Going | null): void {
    this.become(how === null ? restoreMember(this.state, memberId) : removeMember(this.state, memberId, how));
  }

  /** Ages are counted on the day of the visit. */
  say(head: PaperHead): void {
    this.head = head;
    this.state = { ...this.state, date: this.#dayIn(head.day) ?? this.today };
    this.changed();
  }

  #dayIn(text: string): PlainDate | null {
    const day = readDay(text);
    return day !== null && interviewDayFits(this.view.round, day, this.today).ok ? day : null;
  }

  private become(state: InterviewState): void {
    if (state === this.state) return;
    this.state = state;
    this.changed();
  }

  private changed(): void {
    this.#sealed = null;
    if (this.#queued) return;
    this.#queued = true;
    this.#saved = this.#saved.then(async () => {
      this.#queued = false;
      const draft: Draft = { state: this.state, head: this.head, ...this.#saw };
      const kept = await this.keep(draft);
      this.problem = kept.ok ? null : kept.error;
    });
  }

  /** All that was typed lies with the server. */
  get saved(): Promise<void> {
    return this.#saved;
  }

  private keep(draft: Draft | null) {
    return post<{ kept: boolean }>(`${address(this.view.householdId)}/typed-form`, { roundId: this.view.round.roundId, draft });
  }

  /** Nothing of what was typed is wanted any more. */
  async drop(): Promise<Result<unknown, Problem>> {
    await this.#saved;
    return this.keep(null);
  }

  /** Sent again after a lost line it is the same command. */
  async finish(accountId: string): Promise<Result<'taken' | 'known', Problem>> {
    const day = this.day;
    const answers = seal(this.form, this.state);
    if (!answers.ok || day === null || Object.keys(this.unread).length > 0) return fail({ code: 'interview-not-complete' });
    await this.#saved;
    const { householdId, round } = this.view;
    const { version, ...saw } = this.#saw;
    const startedAt = momentOf(day, this.head.from) ?? momentOf(day, this.head.to) ?? momentOf(day, NOON);
    this.#sealed ??= envelope('interview-finished', {
      ...{ householdId, roundId: round.roundId, questionnaire: this.form.id, answers: answers.value },
      gone: this.state.members.filter(({ removed }) => removed).map(({ memberId, how = 'left' }) => ({ memberId, how })),
      ...{ interviewedOn: day, startedAt, endedAt: this.ends ?? startedAt, seen: version, enumeratorId: accountId },
      ...saw,
      overlap: 'merge',
      paper: { interviewer: this.head.interviewer.trim() },
    });
    const sent = await send(this.#sealed);
    if (sent.ok) await this.keep(null);
    return sent;
  }
}

function begun(view: InterviewView, form: Questionnaire, date: PlainDate): InterviewState {
  const state = start(form, { prefill: view.current ?? view.prefill, date, again: view.current !== null });
  return state.members.length > 0 ? state : addMember(state, newId());
}

export function readDay(text: string): PlainDate | null {
  const day = parseDateVi(text);
  return day.ok ? day.value : null;
}

const NOON = '12:00';
const VIETNAM = '+07:00';

/** `8:05`, `8 giờ 5`, `0805` of that day; null for anything else. */
export function momentOf(day: PlainDate, time: string): Instant | null {
  const [, hour = '', minute = '0'] = /^\s*([0-9]{1,2})(?:\s*(?:[:hg.]|giờ)?\s*([0-9]{1,2})?)?\s*$/.exec(time) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return null;
  return instantOf(Date.parse(`${day}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00${VIETNAM}`));
}

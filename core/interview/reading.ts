/**
 * From typed text to a value and back (đọc và viết câu trả lời): numbers as people in Vietnam write them (1.234,5),
 * centimetres, kilograms and square metres into the whole units that are kept, dates as d/m/yyyy. Sentences for what
 * could not be read are `read.<code>` in `words/interview.ts`.
 */
import { tidyCitizenId } from '../kernel/citizen-id.ts';
import { formatVi, parseBirthDate, parseVi } from '../kernel/dates.ts';
import { scaledVi } from '../kernel/numbers.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { accepts, type AnswerValue, isMissing, type Question } from './question.ts';

export type ReadProblem = {
  readonly code:
    | 'empty'
    | 'not-a-number'
    | 'too-many-decimals'
    | 'too-large'
    | 'not-a-date'
    | 'not-a-citizen-id'
    | 'too-long'
    | 'not-a-code'
    | 'not-codes';
  /** What the text may be at most, as `write` shows it. */
  readonly most: string;
};

/** Decimals that people type of the unit shown: cm of mm, kg of g, m² of dm². */
const DECIMALS: Partial<Record<Question['kind'], number>> = { count: 0, 'length-mm': 1, 'weight-g': 3, 'area-dm2': 2 };

/** For kinds that are typed; a choice needs no reading. */
export function read(question: Question, typed: string): Result<AnswerValue, ReadProblem> {
  const text = typed.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (text === '') return problem(question, 'empty');
  const decimals = DECIMALS[question.kind];
  if (decimals !== undefined) return readNumber(question, text, decimals);
  if (question.kind === 'birth') return readBirth(question, text);
  if (question.kind === 'citizen-id') return accepted(question, tidyCitizenId(text), 'not-a-citizen-id');
  return accepted(question, text, 'too-long');
}

/** Kilograms and square metres are told to one decimal; what is kept and corrected stays whole. */
const TOLD_IN: Partial<Record<Question['kind'], number>> = { 'weight-g': 100, 'area-dm2': 10 };

/** A number as people tell it. */
export function tell(question: Question, value: number): string {
  const step = TOLD_IN[question.kind] ?? 1;
  return write(question, Math.round(value / step) * step);
}

/** As `read` would take it; '' for choices and for answers that are not given. */
export function write(question: Question, value: AnswerValue | undefined): string {
  const decimals = DECIMALS[question.kind];
  if (typeof value === 'number' && decimals !== undefined)
    return scaledVi(value, decimals)
      .replace(/(,[0-9]*?)0+$/, '$1')
      .replace(/,$/, '');
  if (typeof value !== 'string' || isMissing(value) || !accepts(question, value)) return '';
  if (question.kind !== 'birth') return value;
  const birth = parseBirthDate(value);
  return birth.ok ? formatVi(birth.value) : '';
}

function readNumber(question: Question, text: string, decimals: number): Result<AnswerValue, ReadProblem> {
  const found = /^([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:[,.]([0-9]+))?$/.exec(text.replaceAll(' ', ''));
  const units = found?.[1]?.replaceAll('.', '');
  const rest = (found?.[2] ?? '').replace(/0+$/, '');
  if (units === undefined) return problem(question, 'not-a-number');
  if (rest.length > decimals) return problem(question, 'too-many-decimals');
  if (units.length > 12) return problem(question, 'too-large');
  return accepted(question, Number(units) * 10 ** decimals + Number(rest.padEnd(decimals, '0')), 'too-large');
}

function readBirth(question: Question, text: string): Result<AnswerValue, ReadProblem> {
  const birth = parseVi(text);
  return birth.ok ? ok(birth.value) : problem(question, 'not-a-date');
}

function accepted(question: Question, value: AnswerValue, otherwise: ReadProblem['code']): Result<AnswerValue, ReadProblem> {
  return accepts(question, value) ? ok(value) : problem(question, otherwise);
}

function problem(question: Question, code: ReadProblem['code']): Result<never, ReadProblem> {
  return fail({ code, most: question.kind === 'text' ? String(question.max) : write(question, question.max) });
}

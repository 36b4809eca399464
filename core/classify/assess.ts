/**
 * Judging one interview by one rulebook (chấm điểm, phân loại tạm thời): `assess` for many, `explain` with the reasons of
 * every point and indicator. Both run the same rules once and differ only in what they write down, so they cannot
 * disagree. A status is never made here: it takes a decision. Pure: phone and server give the same verdict.
 */
import type { Answers } from '../interview/answers.ts';
import { type Compiled, compile } from './parts/compile.ts';
import { judge, type Pass } from './parts/judge.ts';
import { type Opened, openUp } from './parts/open.ts';
import { classOf } from './parts/sums.ts';
import { traceOf } from './parts/trace.ts';
import { type Rulebook, UNKNOWN } from './rulebook.ts';
import type { ScoreTable } from './score-table.ts';
import {
  CANNOT_ESCAPE_GROUNDS,
  type ExplainedVerdict,
  GROUPS,
  type PovertyClass,
  type Setting,
  type Three,
  type Verdict,
} from './verdict.ts';

/** Number of the code that judges: raised whenever the same answers could give another verdict, or another reason for it. */
export const ENGINE = 2;

/** `table` must have passed `checkTable`; without one the rulebook's own is used. Birth dates are real dates. */
export function assess(rulebook: Rulebook, answers: Answers, setting: Setting, table: ScoreTable = rulebook.table): Verdict {
  const book = compile(rulebook, table);
  const pass = judge(book, answers, setting);
  if (pass.open === 0) return settledVerdict(book, setting.areaType, pass);
  return openVerdict(book, pass, openUp({ book, answers, areaType: setting.areaType, pass }));
}

export function explain(rulebook: Rulebook, answers: Answers, setting: Setting, table: ScoreTable = rulebook.table): ExplainedVerdict {
  const book = compile(rulebook, table);
  const { areaType } = setting;
  const pass = judge(book, answers, setting);
  const opened = pass.open === 0 ? null : openUp({ book, answers, areaType, pass });
  const verdict = opened === null ? settledVerdict(book, areaType, pass) : openVerdict(book, pass, opened);
  return { ...verdict, trace: traceOf({ book, parameters: rulebook.parameters, answers, areaType, pass, opened, verdict }) };
}

/** Nothing is missing that is needed: lists of findings are shared between verdicts, since they are never changed. */
function settledVerdict(book: Compiled, areaType: Setting['areaType'], { b1, held }: Pass): Verdict {
  const mask = held[1] ?? 0;
  const deprived = countBits(mask);
  const outcome = classOf(book, areaType, b1, deprived);
  const b2 = deprived * book.pointsEach;
  return {
    rulebook: book.id,
    table: book.tableName,
    engine: ENGINE,
    tableStatus: book.table.status,
    outcome,
    possible: ONE[outcome],
    missing: NONE,
    b1: { min: b1, max: b1 },
    b2: { min: b2, max: b2 },
    deprivations: deprivationsOf(mask),
    groups: groupsOf(held[2] ?? 0),
    cannotEscape: cannotEscapeOf(held[3] ?? 0),
  };
}

function openVerdict(book: Compiled, pass: Pass, { possible, missing, b1, b2, rules }: Opened): Verdict {
  const told = (at: number): Three => toldBy(book, at, rules.get(at)?.options ?? [pass.options[at] ?? UNKNOWN]);
  const grounds = book.grounds.map(told);
  const [minority, incapable, merit] = book.groups.map(told);
  return {
    rulebook: book.id,
    table: book.tableName,
    engine: ENGINE,
    tableStatus: book.table.status,
    outcome: possible.length === 1 ? (possible[0] ?? null) : null,
    possible,
    missing,
    b1,
    b2,
    deprivations: book.indicators.map(told),
    groups: { 'ethnic-minority': minority ?? 'unknown', 'no-working-capacity': incapable ?? 'unknown', merit: merit ?? 'unknown' },
    cannotEscape: {
      holds: grounds.includes('yes') ? 'yes' : grounds.includes('unknown') ? 'unknown' : 'no',
      grounds: CANNOT_ESCAPE_GROUNDS.filter((_, at) => grounds[at] === 'yes'),
    },
  };
}

function toldBy(book: Compiled, at: number, options: readonly number[]): Three {
  const held = options.filter((option) => book.rules[at]?.holds[option] === true).length;
  return held === 0 ? 'no' : held === options.length ? 'yes' : 'unknown';
}

const NONE = [] as const;
const ONE: Readonly<Record<PovertyClass, readonly PovertyClass[]>> = {
  poor: ['poor'],
  'near-poor': ['near-poor'],
  'not-poor': ['not-poor'],
};

function bits(mask: number, count: number): readonly boolean[] {
  return Array.from({ length: count }, (_, at) => ((mask >> at) & 1) === 1);
}

function yesOrNo(mask: number, count: number): readonly Three[] {
  return bits(mask, count).map((bit) => (bit ? 'yes' : 'no'));
}

/** Made when first asked for, then kept. */
function byMask<T>(count: number, make: (mask: number) => T): (mask: number) => T {
  const made: (T | undefined)[] = Array.from({ length: 1 << count });
  return (mask) => (made[mask] ??= make(mask));
}

const countBits = byMask(12, (mask) => bits(mask, 12).filter(Boolean).length);
const deprivationsOf = byMask(12, (mask) => yesOrNo(mask, 12));
const groupsOf = byMask(GROUPS.length, (mask): Verdict['groups'] => {
  const [minority = 'no', incapable = 'no', merit = 'no'] = yesOrNo(mask, GROUPS.length);
  return { 'ethnic-minority': minority, 'no-working-capacity': incapable, merit };
});
const cannotEscapeOf = byMask(CANNOT_ESCAPE_GROUNDS.length, (mask): Verdict['cannotEscape'] => {
  const held = bits(mask, CANNOT_ESCAPE_GROUNDS.length);
  return { holds: mask === 0 ? 'no' : 'yes', grounds: CANNOT_ESCAPE_GROUNDS.filter((_, at) => held[at]) };
});

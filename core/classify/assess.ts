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
import { CANNOT_ESCAPE_GROUNDS, type ExplainedVerdict, type PovertyClass, type Setting, type Three, type Verdict } from './verdict.ts';

/** Number of the code that judges: raised whenever the same answers could give another verdict. */
export const ENGINE = 1;

/** `table` must have passed `checkTable`; without one the rulebook's own is used. Birth dates are real dates. */
export function assess(rulebook: Rulebook, answers: Answers, setting: Setting, table: ScoreTable = rulebook.table): Verdict {
  const book = compile(rulebook, table);
  const pass = judge(book, answers, setting);
  return verdictOf(book, setting, pass, pass.open === 0 ? null : openUp({ book, answers, areaType: setting.areaType, pass }));
}

export function explain(rulebook: Rulebook, answers: Answers, setting: Setting, table: ScoreTable = rulebook.table): ExplainedVerdict {
  const book = compile(rulebook, table);
  const { areaType } = setting;
  const pass = judge(book, answers, setting);
  const opened = pass.open === 0 ? null : openUp({ book, answers, areaType, pass });
  const verdict = verdictOf(book, setting, pass, opened);
  return { ...verdict, trace: traceOf({ book, parameters: rulebook.parameters, answers, areaType, pass, opened, verdict }) };
}

function verdictOf(book: Compiled, { areaType }: Setting, pass: Pass, opened: Opened | null): Verdict {
  const sum = opened === null ? settled(book, areaType, pass) : null;
  const possible = opened?.possible ?? ONE[classOf(book, areaType, sum ?? NOTHING)];
  const grounds = book.grounds.map((at) => told(book, pass, opened, at));
  return {
    rulebook: book.id,
    table: book.tableName,
    engine: ENGINE,
    tableStatus: book.table.status,
    outcome: possible.length === 1 ? (possible[0] ?? null) : null,
    possible,
    missing: opened?.missing ?? NONE,
    b1: opened?.b1 ?? { min: sum?.b1 ?? 0, max: sum?.b1 ?? 0 },
    b2: opened?.b2 ?? { min: (sum?.deprived ?? 0) * book.pointsEach, max: (sum?.deprived ?? 0) * book.pointsEach },
    deprivations: book.indicators.map((at) => told(book, pass, opened, at)),
    groups: {
      'ethnic-minority': told(book, pass, opened, book.groups[0]),
      'no-working-capacity': told(book, pass, opened, book.groups[1]),
      merit: told(book, pass, opened, book.groups[2]),
    },
    cannotEscape: {
      holds: grounds.includes('yes') ? 'yes' : grounds.includes('unknown') ? 'unknown' : 'no',
      grounds: CANNOT_ESCAPE_GROUNDS.filter((_, at) => grounds[at] === 'yes'),
    },
  };
}

const NONE = [] as const;
const NOTHING = { b1: 0, deprived: 0 } as const;
const ONE: Readonly<Record<PovertyClass, readonly PovertyClass[]>> = {
  poor: ['poor'],
  'near-poor': ['near-poor'],
  'not-poor': ['not-poor'],
};

function settled(book: Compiled, areaType: Setting['areaType'], { options }: Pass): { b1: number; deprived: number } {
  const points = book.points[areaType];
  let b1 = 0;
  let deprived = 0;
  for (const at of book.pointRules) b1 += points[at]?.[options[at] ?? UNKNOWN] ?? 0;
  for (const at of book.indicators) if (book.rules[at]?.holds[options[at] ?? UNKNOWN] === true) deprived += 1;
  return { b1, deprived };
}

function told(book: Compiled, pass: Pass, opened: Opened | null, at: number | undefined): Three {
  const rule = book.rules[at ?? UNKNOWN];
  if (rule === undefined || at === undefined) return 'unknown';
  const option = pass.options[at] ?? UNKNOWN;
  if (option !== UNKNOWN) return rule.holds[option] === true ? 'yes' : 'no';
  const reached = opened?.rules.get(at)?.options ?? [];
  const held = reached.filter((each) => rule.holds[each] === true).length;
  return held === 0 ? 'no' : held === reached.length ? 'yes' : 'unknown';
}

/**
 * Age against schooling, from both sides (tuổi và việc học): too young for a level, too old to be in it, levels that do
 * not fit together. Usual ages: primary 6-11, lower secondary 11-15, upper secondary 15-18 (Education Law 2019, Art. 28
 * [M]); hard limits leave two years for early entry.
 */
import { ageOn, parseBirthDate } from '../../kernel/dates.ts';
import { surelyAtLeast, surelyBelow } from '../question.ts';
import { type Check, codeOf, foundIf, memberCheck } from './check.ts';

/** Youngest age at which the level can be attended or held, in years. */
const STUDY_FROM: Readonly<Record<string, number>> = {
  primary: 5,
  'lower-secondary': 9,
  'upper-secondary': 13,
  'short-course': 13,
  intermediate: 14,
  college: 16,
  university: 16,
};
const GENERAL_FROM: Readonly<Record<string, number>> = { primary: 9, 'lower-secondary': 13, 'upper-secondary': 16 };
const VOCATIONAL_FROM: Readonly<Record<string, number>> = {
  'on-the-job': 14,
  basic: 15,
  intermediate: 16,
  college: 18,
  university: 20,
  postgraduate: 21,
};
/** From this age on, attending the level is unusual. */
const STUDY_UNTIL: Readonly<Record<string, number>> = { primary: 15, 'lower-secondary': 19, 'upper-secondary': 23 };
const PRESCHOOL_UNTIL = 8;
/**
 * Ages, first and one past the last, at which children usually attend a higher level already: from them on the level counts
 * as below the age (school bands of the rulebooks), from the end on the checks above speak up.
 */
const PRESCHOOL_BEHIND = [6, PRESCHOOL_UNTIL] as const;
const PRIMARY_BEHIND = [12, 15] as const;

const LEVELS = ['below-primary', 'primary', 'lower-secondary', 'upper-secondary'];
/** General level that must be finished before the level is attended. */
const STUDY_AFTER: Readonly<Record<string, string>> = {
  'lower-secondary': 'primary',
  'upper-secondary': 'lower-secondary',
  intermediate: 'lower-secondary',
  college: 'upper-secondary',
  university: 'upper-secondary',
};
const VOCATIONAL_AFTER: Readonly<Record<string, string>> = {
  intermediate: 'lower-secondary',
  college: 'upper-secondary',
  university: 'upper-secondary',
  postgraduate: 'upper-secondary',
};

const rank = (level: string) => LEVELS.indexOf(level);

function tooYoung(id: string, field: 'study' | 'generalLevel' | 'vocationalLevel', table: Readonly<Record<string, number>>): Check {
  return memberCheck(id, 'hard', ['birth', field], (m, { date }) => {
    const years = table[codeOf(m, field) ?? ''];
    return years !== undefined && surelyBelow(m['birth'], date, years) ? { years } : null;
  });
}

/** In a level that others of that age have left: often last year's answer kept. */
function behindAge(id: string, study: string, [years, until]: readonly [number, number]): Check {
  return memberCheck(id, 'soft', ['birth', 'study'], (m, { date }) => {
    const birth = parseBirthDate(String(m['birth'] ?? ''));
    const behind = codeOf(m, 'study') === study && surelyAtLeast(m['birth'], date, years) && surelyBelow(m['birth'], date, until);
    return behind && birth.ok ? { years: ageOn(birth.value, date).min } : null;
  });
}

export const schoolingChecks: readonly Check[] = [
  tooYoung('study-too-young', 'study', STUDY_FROM),
  tooYoung('general-level-too-young', 'generalLevel', GENERAL_FROM),
  tooYoung('vocational-level-too-young', 'vocationalLevel', VOCATIONAL_FROM),
  memberCheck('preschool-too-old', 'hard', ['birth', 'study'], (m, { date }) =>
    foundIf(codeOf(m, 'study') === 'preschool' && surelyAtLeast(m['birth'], date, PRESCHOOL_UNTIL), { years: PRESCHOOL_UNTIL }),
  ),
  behindAge('preschool-behind-age', 'preschool', PRESCHOOL_BEHIND),
  behindAge('primary-behind-age', 'primary', PRIMARY_BEHIND),
  memberCheck('study-too-old', 'soft', ['birth', 'study'], (m, { date }) => {
    const years = STUDY_UNTIL[codeOf(m, 'study') ?? ''];
    return years !== undefined && surelyAtLeast(m['birth'], date, years) ? { years } : null;
  }),
  memberCheck('school-age-not-studying', 'soft', ['birth', 'study'], (m, { date }) =>
    foundIf(codeOf(m, 'study') === 'none' && surelyAtLeast(m['birth'], date, 6) && surelyBelow(m['birth'], date, 16)),
  ),
  memberCheck('study-before-level', 'hard', ['study', 'generalLevel'], (m) => {
    const after = STUDY_AFTER[codeOf(m, 'study') ?? ''];
    const level = codeOf(m, 'generalLevel');
    return foundIf(after !== undefined && level !== null && rank(level) < rank(after));
  }),
  memberCheck('study-already-finished', 'soft', ['study', 'generalLevel'], (m) => {
    const [study, level] = [codeOf(m, 'study'), codeOf(m, 'generalLevel')];
    return foundIf(study !== null && level !== null && rank(study) >= 0 && rank(level) >= rank(study));
  }),
  memberCheck('vocational-before-level', 'soft', ['generalLevel', 'vocationalLevel'], (m) => {
    const after = VOCATIONAL_AFTER[codeOf(m, 'vocationalLevel') ?? ''];
    const level = codeOf(m, 'generalLevel');
    return foundIf(after !== undefined && level !== null && rank(level) < rank(after));
  }),
];

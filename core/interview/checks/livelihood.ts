/**
 * Work, pension, assistance and insurance against age and against each other (việc làm, lương hưu, trợ cấp, bảo hiểm y
 * tế). Older persons are those of 60 and over (Law on the Elderly 2009, Art. 2 [M]); orphans' assistance ends at 22 at
 * the latest (Decree 20/2021 [S 57]).
 */
import { surelyAtLeast, surelyBelow } from '../question.ts';
import { type Check, codeOf, foundIf, memberCheck } from './check.ts';

const OLDER_FROM = 60;
const ORPHAN_UNTIL = 22;
const PENSION_USUAL_FROM = 40;
const WORK_USUAL_UNTIL = 80;
const FREE_CARD_UNTIL = 6;

export const livelihoodChecks: readonly Check[] = [
  memberCheck('assistance-older-too-young', 'hard', ['birth', 'assistance'], (m, { date }) =>
    foundIf(codeOf(m, 'assistance') === 'older' && surelyBelow(m['birth'], date, OLDER_FROM), { years: OLDER_FROM }),
  ),
  memberCheck('assistance-orphan-too-old', 'hard', ['birth', 'assistance'], (m, { date }) =>
    foundIf(codeOf(m, 'assistance') === 'orphan' && surelyAtLeast(m['birth'], date, ORPHAN_UNTIL), { years: ORPHAN_UNTIL }),
  ),
  memberCheck('orphan-child-of-head', 'soft', ['relation', 'assistance'], (m) =>
    foundIf(codeOf(m, 'assistance') === 'orphan' && codeOf(m, 'relation') === 'child'),
  ),
  memberCheck('pension-too-young', 'soft', ['birth', 'pension'], (m, { date }) =>
    foundIf(codeOf(m, 'pension') === 'pension' && surelyBelow(m['birth'], date, PENSION_USUAL_FROM), { years: PENSION_USUAL_FROM }),
  ),
  memberCheck('pension-and-assistance', 'soft', ['assistance', 'pension'], (m) =>
    foundIf(codeOf(m, 'pension') === 'pension' && codeOf(m, 'assistance') === 'older'),
  ),
  memberCheck('studying-nowhere', 'hard', ['study', 'jobStatus'], (m) =>
    foundIf(codeOf(m, 'jobStatus') === 'studying' && codeOf(m, 'study') === 'none'),
  ),
  memberCheck('working-very-old', 'soft', ['birth', 'jobStatus'], (m, { date }) =>
    foundIf(codeOf(m, 'jobStatus') === 'working' && surelyAtLeast(m['birth'], date, WORK_USUAL_UNTIL), { years: WORK_USUAL_UNTIL }),
  ),
  memberCheck('unable-without-ground', 'soft', ['birth', 'seriousIllness', 'assistance', 'jobStatus'], (m, { date }) => {
    const grounds = m['seriousIllness'] === false && codeOf(m, 'assistance') === 'none';
    return foundIf(codeOf(m, 'jobStatus') === 'unable' && grounds && surelyBelow(m['birth'], date, OLDER_FROM));
  }),
  memberCheck('public-job-too-young', 'soft', ['birth', 'jobType'], (m, { date }) =>
    foundIf(codeOf(m, 'jobType') === 'public' && surelyBelow(m['birth'], date, 18), { years: 18 }),
  ),
  memberCheck('public-job-without-contract', 'soft', ['jobType', 'contract'], (m) =>
    foundIf(codeOf(m, 'jobType') === 'public' && codeOf(m, 'contract') !== null && codeOf(m, 'contract') !== 'yes'),
  ),
  memberCheck('public-job-without-insurance', 'soft', ['healthInsurance', 'jobType'], (m) =>
    foundIf(codeOf(m, 'jobType') === 'public' && m['healthInsurance'] === false),
  ),
  memberCheck('pension-without-insurance', 'soft', ['healthInsurance', 'pension'], (m) => {
    const pension = codeOf(m, 'pension');
    return foundIf(pension !== null && pension !== 'none' && m['healthInsurance'] === false);
  }),
  memberCheck('assistance-without-insurance', 'soft', ['healthInsurance', 'assistance'], (m) => {
    const assistance = codeOf(m, 'assistance');
    return foundIf(assistance !== null && assistance !== 'none' && m['healthInsurance'] === false);
  }),
  memberCheck('small-child-without-insurance', 'soft', ['birth', 'healthInsurance'], (m, { date }) =>
    foundIf(m['healthInsurance'] === false && surelyBelow(m['birth'], date, FREE_CARD_UNTIL), { years: FREE_CARD_UNTIL }),
  ),
];

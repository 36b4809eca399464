/**
 * Who the members are and how they belong together (nhân thân và quan hệ): birth dates, citizen ids, one head, ages of
 * kin, the same person twice. A citizen id that disagrees with sex or birth is asked back, not refused: cards have
 * errors too.
 */
import { checkCitizenId } from '../../kernel/citizen-id.ts';
import { ageOn, type BirthDate, earliestBirth, parseBirthDate, yearOf } from '../../kernel/dates.ts';
import { nameKey } from '../../kernel/text.ts';
import { surelyBelow, type Facts } from '../question.ts';
import type { Visit } from '../state.ts';
import { type Check, codeOf, foundIf, type Hit, memberCheck } from './check.ts';

const OLDEST = 120;
const HEAD_FROM = 15;
const SPOUSE_FROM = 18;
/** Years between parent and child, between grandparent and grandchild. */
const GENERATION = 12;

export const peopleChecks: readonly Check[] = [
  memberCheck('birth-in-future', 'hard', ['birth'], (m, { date }) => {
    const birth = birthOf(m);
    return foundIf(birth !== null && earliestBirth(birth) > date);
  }),
  memberCheck('older-than-120', 'hard', ['birth'], (m, { date }) => {
    const birth = birthOf(m);
    return foundIf(birth !== null && ageOn(birth, date).min > OLDEST);
  }),
  memberCheck('citizen-id-malformed', 'hard', ['citizenId'], (m) => foundIf(citizenIdSays(m, 'citizen-id-malformed'))),
  memberCheck('citizen-id-province-unknown', 'soft', ['citizenId'], (m) => foundIf(citizenIdSays(m, 'citizen-id-province-unknown'))),
  memberCheck('citizen-id-century-differs', 'soft', ['citizenId', 'birth'], (m) => foundIf(citizenIdSays(m, 'citizen-id-century-differs'))),
  memberCheck('citizen-id-year-differs', 'soft', ['citizenId', 'birth'], (m) => foundIf(citizenIdSays(m, 'citizen-id-year-differs'))),
  memberCheck('citizen-id-sex-differs', 'soft', ['citizenId', 'sex'], (m) => foundIf(citizenIdSays(m, 'citizen-id-sex-differs'))),
  { id: 'citizen-id-twice', severity: 'hard', find: (visit) => twice(visit, 'citizenId', (m) => codeOf(m, 'citizenId')) },
  { id: 'same-person-twice', severity: 'soft', find: (visit) => twice(visit, 'fullName', samePerson) },
  { id: 'head-count', severity: 'hard', find: headCount },
  memberCheck('head-young', 'soft', ['relation', 'birth'], (m, { date }) =>
    foundIf(codeOf(m, 'relation') === 'head' && surelyBelow(m['birth'], date, HEAD_FROM), { years: HEAD_FROM }),
  ),
  { id: 'spouse-count', severity: 'soft', find: spouseCount },
  memberCheck('spouse-young', 'soft', ['relation', 'birth'], (m, { date }) =>
    foundIf(codeOf(m, 'relation') === 'spouse' && surelyBelow(m['birth'], date, SPOUSE_FROM), { years: SPOUSE_FROM }),
  ),
  kinCheck('child-older-than-parent', { child: GENERATION, parent: -GENERATION }),
  kinCheck('grandchild-older-than-grandparent', { grandchild: 2 * GENERATION, grandparent: -2 * GENERATION }),
];

function birthOf(facts: Facts): BirthDate | null {
  const birth = parseBirthDate(String(facts['birth'] ?? ''));
  return birth.ok ? birth.value : null;
}

function citizenIdSays(facts: Facts, code: string): boolean {
  const id = codeOf(facts, 'citizenId');
  const sex = codeOf(facts, 'sex');
  if (id === null) return false;
  return checkCitizenId(id, { sex: sex === 'male' || sex === 'female' ? sex : null, birth: birthOf(facts) }).some((f) => f.code === code);
}

function samePerson(facts: Facts): string | null {
  const [name, birth] = [codeOf(facts, 'fullName'), codeOf(facts, 'birth')];
  return name === null || birth === null ? null : `${nameKey(name)}|${birth}`;
}

function twice(visit: Visit, field: 'citizenId' | 'fullName', keyOf: (facts: Facts) => string | null): Hit[] {
  const by = new Map<string, string[]>();
  for (const { memberId, facts } of visit.members) {
    const key = keyOf(facts);
    if (key !== null) by.set(key, [...(by.get(key) ?? []), memberId]);
  }
  return [...by.values()]
    .filter((ids) => ids.length > 1)
    .map((ids) => ({ refs: ids.map((memberId) => ({ field, memberId })), params: { count: ids.length } }));
}

function headCount(visit: Visit): Hit[] {
  const heads = related(visit, 'head');
  if (heads.length === 1) return [];
  const who = heads.length > 1 ? heads : visit.members.slice(0, 1);
  return [{ refs: who.map(({ memberId }) => ({ field: 'relation', memberId })), params: { count: heads.length } }];
}

function spouseCount(visit: Visit): Hit[] {
  const spouses = related(visit, 'spouse');
  if (spouses.length <= 1) return [];
  return [{ refs: spouses.map(({ memberId }) => ({ field: 'relation', memberId })), params: { count: spouses.length } }];
}

function related(visit: Visit, relation: string) {
  return visit.members.filter((m) => codeOf(m.facts, 'relation') === relation);
}

/**
 * Kin of the head whose years of birth lie too close or the wrong way round. `years` by relation: at least so many years
 * after the head's birth, or before it when negative.
 */
function kinCheck(id: string, years: Readonly<Record<string, number>>): Check {
  const find = (visit: Visit): Hit[] => {
    const [head] = related(visit, 'head');
    const headBirth = head === undefined ? null : birthOf(head.facts);
    if (head === undefined || headBirth === null) return [];
    return visit.members.flatMap(({ memberId, facts }) => {
      const gap = years[codeOf(facts, 'relation') ?? ''];
      const birth = birthOf(facts);
      if (gap === undefined || birth === null) return [];
      const after = yearOf(birth) - yearOf(headBirth);
      const fits = gap > 0 ? after >= gap : after <= gap;
      return fits
        ? []
        : [
            {
              refs: [
                { field: 'birth', memberId },
                { field: 'birth', memberId: head.memberId },
                { field: 'relation', memberId },
              ],
              params: { years: Math.abs(gap) },
            },
          ];
    });
  };
  return { id, severity: 'soft', find };
}

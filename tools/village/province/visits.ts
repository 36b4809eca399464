/**
 * One visit's answers that lead where the story wants (câu trả lời của một lần phỏng vấn): the class, and for the poor of the last
 * result whether the household can escape poverty. Answers are shaped and steered, then judged by the product's own rules
 * as they will be sent; what does not come out as wanted is no visit, and the caller takes another household.
 */
import { assess } from '../../../core/classify/assess.ts';
import { rulebookById } from '../../../core/classify/rulebooks.ts';
import type { CannotEscapeGround, PovertyClass, Setting } from '../../../core/classify/verdict.ts';
import type { Answers, MemberAnswers } from '../../../core/interview/answers.ts';
import { findingsOf } from '../../../core/interview/checks/all.ts';
import type { Questionnaire } from '../../../core/interview/questionnaire.ts';
import { visitOfAnswers } from '../../../core/interview/seal.ts';
import type { PlainDate } from '../../../core/kernel/dates.ts';
import { type Chance, chance } from '../chance.ts';
import type { Kin } from '../family.ts';
import { livingFor, type Tier, withDevices } from '../living.ts';
import { fitTo, yearsOld } from '../person.ts';
import { steer } from '../steer.ts';
import { withReasons } from '../village.ts';
import { lack, mendUnnamed, NAMED } from './lacks.ts';

export interface Escape {
  readonly holds: 'yes' | 'no';
  /** How it is brought about; others may hold besides. */
  readonly ground: CannotEscapeGround;
}

export interface VisitWish {
  readonly seed: string;
  readonly key: string;
  readonly kin: readonly Kin[];
  readonly areaType: 'rural' | 'urban';
  readonly on: PlainDate;
  readonly form: Questionnaire;
  readonly wanted: PovertyClass;
  readonly escape: Escape | null;
  /** Another attempt draws otherwise. */
  readonly attempt: number;
}

const RULEBOOK = rulebookById('2022-2026');

/** Null where the wanted class, or the wanted answer on escaping, was not reached. */
export function visitFor(wish: VisitWish): Answers | null {
  const { on, areaType, wanted, escape, form } = wish;
  const setting: Setting = { areaType, date: on };
  const luck = chance(wish.seed, 'steer', wish.key, on, wish.attempt);
  const lived = livingFor({ ...wish, tier: tierFor(luck, wanted) });
  const set = escape === null ? lived : escape.holds === 'yes' ? bind(lived, escape.ground, on) : free(lived, on);
  const shaped = wanted === 'poor' ? lacking(set, luck, setting) : set;
  const answers = fitTo(form, withReasons(steer(shaped, wanted, setting, luck)), on);
  const verdict = assess(RULEBOOK, answers, setting);
  if (verdict.outcome !== wanted) return null;
  if (escape !== null && wanted === 'poor' && verdict.cannotEscape.holds !== escape.holds) return null;
  return findingsOf(visitOfAnswers(answers, on)).some((finding) => finding.severity === 'hard') ? null : answers;
}

function tierFor(luck: Chance, wanted: PovertyClass): Tier {
  if (wanted === 'not-poor') return luck.permille(650) ? 'edge' : 'middle';
  return wanted === 'poor' ? 'poor' : 'near';
}

/** Three to five of the services that the poor lack most, most others mended. */
function lacking(answers: Answers, luck: Chance, setting: Setting): Answers {
  let at = luck.permille(800) ? mendUnnamed(answers, setting) : answers;
  const wanted = luck.weighted([
    [3, 50],
    [4, 35],
    [5, 15],
  ]);
  const chosen = new Set<(typeof NAMED)[number][0]>();
  while (chosen.size < wanted) chosen.add(luck.weighted(NAMED));
  for (const indicator of chosen) at = lack(at, indicator, setting) ?? at;
  return withDevices(at);
}

// ---- whether they can escape ---------------------------------------------------------------------------------------

type Change = (member: MemberAnswers, age: number) => MemberAnswers;

function change(answers: Answers, on: PlainDate, of: Change): Answers {
  return { ...answers, members: answers.members.map((member) => of(member, yearsOld(member.birth, on))) };
}

const WORK_FROM = 15;
const OLDER_FROM = 60;
/** Nobody of this age is past working age, whatever the year. */
const WORK_SURELY = 54;

const assisted = (member: MemberAnswers, age: number): MemberAnswers => ({
  ...(age >= OLDER_FROM ? member : unable(member, age)),
  assistance: age >= OLDER_FROM ? 'older' : 'disability',
  healthInsurance: true,
  seriousIllness: false,
});

function unable(member: MemberAnswers, age: number): MemberAnswers {
  if (age < WORK_FROM) return member;
  const { jobType: _, contract: __, ...rest } = member;
  const studies = age < 22 && rest.study !== undefined && rest.study !== 'none';
  return { ...rest, jobStatus: studies ? 'studying' : 'unable', seriousIllness: !studies };
}

function bind(answers: Answers, ground: CannotEscapeGround, on: PlainDate): Answers {
  if (ground === 'nobody-able') return change(answers, on, (member, age) => (age < OLDER_FROM + 3 ? unable(member, age) : member));
  const needed = ground === 'social-protection' ? Math.ceil(answers.members.length / 2) : 0;
  const eldest = [...answers.members].sort((a, b) => yearsOld(b.birth, on) - yearsOld(a.birth, on)).slice(0, needed);
  const ids = new Set(eldest.map((member) => member.memberId));
  return change(answers, on, (member, age) => (ids.has(member.memberId) ? assisted(member, age) : member));
}

/** The youngest grown-up works, and fewer than half are on assistance. */
function free(answers: Answers, on: PlainDate): Answers {
  const grown = answers.members.filter(({ birth }) => yearsOld(birth, on) >= 20 && yearsOld(birth, on) <= WORK_SURELY);
  const worker = [...grown].sort((a, b) => yearsOld(b.birth, on) - yearsOld(a.birth, on)).at(-1)?.memberId;
  let left = Math.ceil(answers.members.length / 2) - 1;
  return change(answers, on, (member) => {
    if (member.memberId === worker) {
      const work = { jobStatus: 'working', jobType: 'hired-by-household', contract: 'none-but-stable', study: 'none' } as const;
      return { ...member, ...work, assistance: 'none', seriousIllness: false };
    }
    if (member.assistance === 'none' || member.assistance === undefined) return member;
    left -= 1;
    return left >= 0 ? member : { ...member, assistance: 'none' };
  });
}

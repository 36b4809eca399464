/**
 * The plain pass over one household (lượt chấm nhanh): every rule once, without allocation. It settles a household whose
 * needed answers are all there; what it leaves UNKNOWN is the business of `open.ts`.
 */
import type { Answers, MemberAnswers } from '../../interview/answers.ts';
import { type Rule, UNKNOWN } from '../rulebook.ts';
import type { Setting } from '../verdict.ts';
import { ageOf, dayCode } from './ages.ts';
import type { Compiled } from './compile.ts';

/** Options by rule and ages by member of the household judged last; overwritten by the next one. */
export interface Pass {
  options: Int16Array;
  ages: Int16Array;
  today: number;
  /** How many rules are still open. */
  open: number;
}

const pass: Pass = { options: new Int16Array(128), ages: new Int16Array(64), today: 0, open: 0 };

export function judge(book: Compiled, answers: Answers, setting: Setting): Pass {
  const { rules, scene } = book;
  const { household, members } = answers;
  setScene(book, members.length, setting.date);
  readAges(book, members);
  if (pass.options.length < rules.length) pass.options = new Int16Array(rules.length);
  pass.open = 0;
  for (let at = 0; at < rules.length; at += 1) {
    const rule = rules[at];
    if (rule === undefined) continue;
    const option = rule.member === null ? rule.judge(household, 0, scene) : judgeMembers(rule, answers, book);
    pass.options[at] = option;
    if (option === UNKNOWN) pass.open += 1;
  }
  return pass;
}

function judgeMembers(rule: Rule, { household, members }: Answers, { scene }: Compiled): number {
  const { member: contribution, merge } = rule;
  if (contribution === null) return UNKNOWN;
  let total = 0;
  let open = false;
  for (let at = 0; at < members.length; at += 1) {
    const member = members[at];
    if (member === undefined) continue;
    const part = contribution(member, pass.ages[at] ?? UNKNOWN, scene);
    if (part === UNKNOWN) open = true;
    else if (merge === 'sum') total += part;
    else if (part > total) total = part;
  }
  if (open && (merge === 'sum' || total < rule.options.length - 1)) return UNKNOWN;
  return rule.judge(household, total, scene);
}

function setScene({ scene }: Compiled, people: number, date: string): void {
  const { firstYear, male, female } = scene.limits.workingAgeEnd;
  pass.today = dayCode(date);
  const year = ((pass.today >> 5) - 1 - (((pass.today >> 5) - 1) % 12)) / 12 - firstYear;
  scene.people = people;
  scene.workingAgeEndMale = inYear(male, year);
  scene.workingAgeEndFemale = inYear(female, year);
}

function inYear(values: readonly number[], year: number): number {
  return values[Math.max(0, Math.min(year, values.length - 1))] ?? 0;
}

function readAges({ scene }: Compiled, members: readonly MemberAnswers[]): void {
  if (pass.ages.length < members.length) pass.ages = new Int16Array(members.length);
  for (let at = 0; at < members.length; at += 1) {
    const member = members[at];
    if (member !== undefined) pass.ages[at] = ageOf(member.birth, pass.today, scene);
  }
}

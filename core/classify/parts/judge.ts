/**
 * The plain pass over one household (lượt chấm nhanh): every rule once, without allocation. It settles a household whose
 * needed answers are all there; what it leaves UNKNOWN is the business of `open.ts`.
 */
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import { type Scene, UNKNOWN } from '../rulebook.ts';
import type { Setting } from '../verdict.ts';
import { ageOf, dayCode } from './ages.ts';
import { type Bundle, MOST_PEOPLE, remember, SUM_MASK, type Table } from './bundles.ts';
import { codeHome, codeMember, HOME_FIELDS, MEMBER_FIELDS, NUMBER_FIELDS } from './coding.ts';
import type { Compiled } from './compile.ts';
import { breaksOf, NOT_YET, type Reading, type Remembered, rememberNothing } from './remembered.ts';
import { type Step, WIDTH } from './steps.ts';

/** What was found for the household judged last; overwritten by the next one. */
export interface Pass {
  /** By rule. */
  options: Int16Array;
  /** Completed months by member. */
  readonly ages: Int16Array;
  today: number;
  /** How many rules are still open. */
  open: number;
  b1: number;
  /** By kind of finding (see `Step`): a bit for each deprivation, group, ground that holds. */
  readonly held: Int32Array;
}

const pass: Pass = { options: new Int16Array(128), ages: new Int16Array(MOST_PEOPLE), today: 0, open: 0, b1: 0, held: new Int32Array(4) };

/** Codes, age bands and merged findings of the household at hand. */
const CODES = MEMBER_FIELDS.length;
const home = new Uint8Array(HOME_FIELDS.length + NUMBER_FIELDS.length);
const codes = new Uint8Array(MOST_PEOPLE * CODES);
const bands = new Uint8Array(MOST_PEOPLE);
const seen = new Int32Array(32);
const sum = new Int32Array(32);

/** At most MOST_PEOPLE members, as the door takes them; throws beyond. */
export function judge(book: Compiled, answers: Answers, setting: Setting): Pass {
  const { steps, holds, scene } = book;
  const points = book.points[setting.areaType];
  begin(book, answers, setting.date);
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at];
    if (step === undefined) continue;
    const option = step.member === null ? judgeHome(step, answers.household, scene) : judgeMembers(step, answers, scene);
    pass.options[at] = option;
    if (option === UNKNOWN) pass.open += 1;
    else if (step.kind === 0) pass.b1 += points[at * WIDTH + option] ?? 0;
    else if (holds[at * WIDTH + option] === 1) pass.held[step.kind] = (pass.held[step.kind] ?? 0) | step.bit;
  }
  return pass;
}

function judgeHome({ judge: run, reading, found }: Step, household: HouseholdAnswers, scene: Scene): number {
  if (reading.size === 0) return run(household, 0, scene);
  const place = placeOf(reading);
  const before = found[place] ?? NOT_YET;
  if (before !== NOT_YET) return before;
  const option = run(household, 0, scene);
  found[place] = option;
  return option;
}

function placeOf({ a, b, c, d, worthA, worthB, worthC, worthD }: Reading): number {
  return (home[a] ?? 0) * worthA + (home[b] ?? 0) * worthB + (home[c] ?? 0) * worthC + (home[d] ?? 0) * worthD;
}

function judgeMembers(step: Step, answers: Answers, scene: Scene): number {
  if (step.bundle < 0) return runMembers(step, answers, scene);
  const all = (seen[step.bundle] ?? 0) >>> step.seenAt;
  const total = step.sums ? ((sum[step.bundle] ?? 0) >>> step.sumAt) & SUM_MASK : greatest((all >>> 1) & step.mask);
  if ((all & 1) === 1 && (step.sums || total < step.last)) return UNKNOWN;
  return step.plain ? total : step.judge(answers.household, total, scene);
}

/** The highest bit set; 0 when none is. */
function greatest(bits: number): number {
  return bits === 0 ? 0 : 31 - Math.clz32(bits);
}

/** A rule that reads what has no code: height and weight. */
function runMembers({ member: run, judge: judgeTotal, sums, last }: Step, { household, members }: Answers, scene: Scene): number {
  let total = 0;
  let open = false;
  for (let at = 0; at < members.length; at += 1) {
    const member = members[at];
    const part = run === null || member === undefined ? UNKNOWN : run(member, pass.ages[at] ?? UNKNOWN, scene);
    if (part === UNKNOWN) open = true;
    else if (sums) total += part;
    else if (part > total) total = part;
  }
  if (open && (sums || total < last)) return UNKNOWN;
  return judgeTotal(household, total, scene);
}

/** Scene, ages, codes and merged findings of the household. */
function begin(book: Compiled, { household, members }: Answers, date: string): void {
  if (members.length > MOST_PEOPLE) throw new RangeError(`A household of more than ${MOST_PEOPLE}.`);
  if (pass.options.length < book.rules.length) pass.options = new Int16Array(book.rules.length);
  pass.open = 0;
  pass.b1 = 0;
  for (let kind = 0; kind < pass.held.length; kind += 1) pass.held[kind] = 0;
  const { bandOf, tables } = setScene(book, members.length, date);
  codeHome(household, (book.breaks[members.length] ??= breaksOf(book.rules, book.scene)), home);
  for (let at = 0; at < members.length; at += 1) {
    const member = members[at];
    if (member === undefined) continue;
    const age = ageOf(member.birth, pass.today, book.scene);
    pass.ages[at] = age;
    bands[at] = bandOf[age + 1] ?? bandOf.at(-1) ?? 0;
    codeMember(member, codes, at * CODES);
  }
  for (let at = 0; at < book.bundles.length; at += 1) {
    const bundle = book.bundles[at];
    const table = tables[at];
    if (bundle !== undefined && table !== undefined) mergeMembers(bundle, table, at, { members, scene: book.scene });
  }
}

interface People {
  readonly members: readonly MemberAnswers[];
  readonly scene: Scene;
}

function mergeMembers(bundle: Bundle, table: Table, at: number, { members, scene }: People): void {
  const { fields, worths, size } = bundle;
  let allSeen = 0;
  let allSum = 0;
  for (let who = 0; who < members.length; who += 1) {
    let place = (bands[who] ?? 0) * size;
    for (let i = 0; i < fields.length; i += 1) place += (codes[who * CODES + (fields[i] ?? 0)] ?? 0) * (worths[i] ?? 0);
    const member = members[who];
    if (table.seen[place] === 0 && member !== undefined) remember(bundle, table, place, { member, age: pass.ages[who] ?? UNKNOWN, scene });
    allSeen |= table.seen[place] ?? 0;
    allSum += table.sum[place] ?? 0;
  }
  seen[at] = allSeen;
  sum[at] = allSum;
}

function setScene(book: Compiled, people: number, date: string): Remembered {
  const { scene, remembered, bundles } = book;
  const { firstYear, male, female } = scene.limits.workingAgeEnd;
  pass.today = dayCode(date);
  const year = ((pass.today >> 5) - 1 - (((pass.today >> 5) - 1) % 12)) / 12 - firstYear;
  scene.people = people;
  scene.workingAgeEndMale = inYear(male, year);
  scene.workingAgeEndFemale = inYear(female, year);
  const before = remembered.get(year);
  if (before !== undefined) return before;
  const empty = rememberNothing(bundles, scene);
  remembered.set(year, empty);
  return empty;
}

function inYear(values: readonly number[], year: number): number {
  return values[Math.max(0, Math.min(year, values.length - 1))] ?? 0;
}

/**
 * Missing answers against brute force: every completion of the missing answers is judged by the oracle, and the verdict
 * must say exactly what all of them together say: classes, points, deprivations, groups, and which answers matter.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import * as codes from '../../interview/codes.ts';
import { assess } from '../assess.ts';
import { rulebookById } from '../rulebooks.ts';
import { CLASSES, RULEBOOK_IDS, type Three } from '../verdict.ts';
import { type Opinion, opinion, type Standard } from './oracle.ts';
import { type Draw, drawSeeded } from './draw.ts';
import { birthBefore, type Sample, sampleHousehold } from './households.ts';
import { HEIGHT, WEIGHT } from './who-distributions.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261124);
const MOST_COMPLETIONS = 4_000;

test('with answers missing, the verdict is the union of all completions', () => {
  const seen = { determined: 0, undetermined: 0, largest: 0 };
  fc.assert(
    fc.property(fc.nat(), (household) => {
      const draw = drawSeeded(household);
      const sample = nearTheLine(draw);
      const holes = blankOut(draw, sample);
      for (const standard of RULEBOOK_IDS) check(standard, sample, holes, seen);
    }),
    { seed, numRuns: 250 },
  );
  console.log(
    `completions: ${seen.determined} verdicts determined, ${seen.undetermined} not; up to ${seen.largest} completions, seed ${seed}`,
  );
  assert.ok(seen.determined > 20 && seen.undetermined > 20, 'both kinds were met');
});

/** What the cells of a hole may turn out to be; `member` is null for the household. */
interface Hole {
  readonly member: number | null;
  readonly field: string;
  readonly values: readonly unknown[];
}

function check(
  standard: Standard,
  { answers, setting }: Sample,
  holes: readonly Hole[],
  seen: { determined: number; undetermined: number; largest: number },
): void {
  const asked = withHoles(answers, holes);
  const verdict = assess(rulebookById(standard), asked, setting);
  const completions = product(holes.map(({ values }) => values));
  const opinions = completions.map((values) => opinion(standard, filled(answers, holes, values), setting.areaType, setting.date));
  seen.largest = Math.max(seen.largest, completions.length);
  seen[verdict.outcome === null ? 'undetermined' : 'determined'] += 1;

  const possible = CLASSES.filter((name) => opinions.some((o) => o.class === name));
  const b1 = opinions.map((o) => o.b1);
  const b2 = opinions.map((o) => o.b2);
  const first = opinions[0];
  assert.ok(first !== undefined);
  assert.deepEqual(verdict.possible, possible);
  assert.deepEqual(verdict.outcome, possible.length === 1 ? possible[0] : null);
  assert.deepEqual(
    [verdict.b1, verdict.b2],
    [
      { min: Math.min(...b1), max: Math.max(...b1) },
      { min: Math.min(...b2), max: Math.max(...b2) },
    ],
  );
  assert.deepEqual(
    verdict.deprivations,
    Object.keys(first.deprived).map((name) => told(opinions, (o) => o.deprived[name])),
  );
  assert.deepEqual(
    verdict.groups,
    Object.fromEntries(Object.keys(first.groups).map((name) => [name, told(opinions, (o) => o.groups[name])])),
  );
  const grounds = Object.keys(first.grounds).filter((name) => told(opinions, (o) => o.grounds[name]) === 'yes');
  assert.deepEqual([...verdict.cannotEscape.grounds], grounds);
  assert.deepEqual(missingNames(verdict.missing), holesThatMatter(holes, opinions, asked));
}

function told(opinions: readonly Opinion[], of: (opinion: Opinion) => boolean | undefined): Three {
  if (opinions.every((o) => of(o) === true)) return 'yes';
  return opinions.every((o) => of(o) === false) ? 'no' : 'unknown';
}

function missingNames(missing: readonly { readonly field: string; readonly memberId: string | null }[]): string[] {
  return missing.map(({ field, memberId }) => `${memberId ?? 'household'} ${field}`).sort();
}

/** A hole matters if two completions that differ in it alone have different classes. */
function holesThatMatter(holes: readonly Hole[], opinions: readonly Opinion[], answers: Answers): string[] {
  const sizes = holes.map(({ values }) => values.length);
  const matters = holes.filter((_, at) => {
    const step = sizes.slice(at + 1).reduce((a, b) => a * b, 1);
    const classes = new Map<number, string>();
    return opinions.some((o, i) => {
      const rest = i - (Math.floor(i / step) % (sizes[at] ?? 1)) * step;
      const other = classes.get(rest);
      classes.set(rest, o.class);
      return other !== undefined && other !== o.class;
    });
  });
  return matters.map(({ member, field }) => `${member === null ? 'household' : answers.members[member]?.memberId} ${field}`).sort();
}

/** In the order in which `holesThatMatter` counts: the last hole changes fastest. */
function product(lists: readonly (readonly unknown[])[]): unknown[][] {
  return lists.reduce<unknown[][]>((all, values) => all.flatMap((head) => values.map((value) => [...head, value])), [[]]);
}

// ---- making holes ----

const HOUSEHOLD_FIELDS = [
  'columnMaterial',
  'wallMaterial',
  'roofMaterial',
  'dwellingAreaDm2',
  'powerKwh',
  'waterSource',
  'toilet',
  'waste',
  'televisions',
  'radios',
  'telephones',
  'smartphones',
  'motorbikes',
  'cars',
  'fridges',
  'annualLandM2',
  'pondM2',
  'aquaculture',
  'cattle',
  'poultry',
] as const;
const MEMBER_FIELDS = [
  'birth',
  'birth',
  'sex',
  'ethnicity',
  'heightMm',
  'weightG',
  'study',
  'generalLevel',
  'vocationalLevel',
  'healthInsurance',
  'internet',
  'assistance',
  'jobStatus',
  'jobStatus',
  'jobType',
  'contract',
  'pension',
  'merit',
] as const;

/** Of some households the one whose class hangs most by a thread under the older standard. */
function nearTheLine(draw: Draw): Sample {
  const tries = Array.from({ length: 12 }, () => allAnswered(draw, sampleHousehold(draw)));
  const distance = ({ answers, setting: { areaType, date } }: Sample) => {
    const { b1, b2 } = opinion('2022-2026', answers, areaType, date);
    return Math.abs(b1 - (areaType === 'rural' ? 145 : 180)) + 2 * Math.abs(b2 - 25);
  };
  return tries.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

/** Every answer of every member is there, so that a hole is the only thing missing. */
function allAnswered(draw: Draw, { answers, setting }: Sample): Sample {
  const members = answers.members.map((member) => ({
    heightMm: 1_200,
    weightG: 30_000,
    study: codes.STUDIES[draw(9)],
    generalLevel: codes.GENERAL_LEVELS[draw(4)],
    vocationalLevel: codes.VOCATIONAL_LEVELS[draw(7)],
    internet: draw(2) === 0,
    jobStatus: codes.JOB_STATUSES[draw(6)],
    pension: codes.PENSIONS[draw(4)],
    merit: draw(2) === 0,
    jobType: codes.JOB_TYPES[draw(6)],
    contract: codes.CONTRACTS[draw(4)],
    ...member,
  }));
  return { answers: { household: answers.household, members }, setting };
}

function blankOut(draw: Draw, { answers, setting }: Sample): readonly Hole[] {
  const holes: Hole[] = [];
  const count = 1 + draw(4);
  for (let tries = 0; holes.length < count && tries < 12; tries += 1) {
    const member = draw(3) > 0 ? draw(answers.members.length) : null;
    const said = member === null ? undefined : answers.members[member];
    const field = said === undefined ? pick(draw, HOUSEHOLD_FIELDS) : pick(draw, MEMBER_FIELDS);
    if (holes.some((hole) => hole.member === member && hole.field === field)) continue;
    const values = said === undefined ? householdValues(field, answers.members.length) : memberValues(draw, field, said, setting.date);
    const size = holes.reduce((product, hole) => product * hole.values.length, values.length);
    if (size <= MOST_COMPLETIONS) holes.push({ member, field, values });
  }
  return holes;
}

function pick<T>(draw: Draw, list: readonly T[]): T {
  const chosen = list[draw(list.length)];
  assert.ok(chosen !== undefined);
  return chosen;
}

/** What is seen in place of the answer: nothing, "does not know", "refuses", or a part of the birth date. */
function withHoles(answers: Answers, holes: readonly Hole[]): Answers {
  return filled(
    answers,
    holes,
    holes.map(({ field, values }, at) => (field === 'birth' ? shownBirth(values) : ['dont-know', 'refused', undefined][at % 3])),
  );
}

function shownBirth(values: readonly unknown[]): string {
  const texts = values.map(String);
  for (const length of [7, 4])
    if (texts.every((text) => text.slice(0, length) === texts[0]?.slice(0, length))) return texts[0]?.slice(0, length) ?? '';
  return 'dont-know';
}

function filled(answers: Answers, holes: readonly Hole[], values: readonly unknown[]): Answers {
  const household: Record<string, unknown> = { ...answers.household };
  const members: Record<string, unknown>[] = answers.members.map((member) => ({ ...member }));
  holes.forEach(({ member, field }, at) => {
    const owner = member === null ? household : members[member];
    if (owner !== undefined) owner[field] = values[at] ?? (field === 'sex' ? 'dont-know' : undefined);
  });
  // The values come from the lists of codes or are numbers: the schema's own test proves what it takes.
  return { household: household as HouseholdAnswers, members: members as unknown as MemberAnswers[] };
}

function householdValues(field: string, people: number): readonly unknown[] {
  const coded: Record<string, readonly unknown[]> = {
    columnMaterial: codes.COLUMNS,
    wallMaterial: codes.WALLS,
    roofMaterial: codes.ROOFS,
    waterSource: codes.WATERS,
    toilet: codes.TOILETS,
    waste: codes.WASTES,
    aquaculture: [true, false],
    dwellingAreaDm2: [0, 1, ...[800, 2_000, 3_000, 4_000].flatMap((bound) => [bound * people - 1, bound * people]), 90_000],
    powerKwh: [0, 24, 25, 49, 50, 99, 100, 149, 150, 199, 200, 400],
  };
  return coded[field] ?? [0, 1, 2, 3, 9, 10, 49, 50, 199, 200, 999, 1_000, 4_999, 5_000, 9_999, 10_000];
}

function memberValues(draw: Draw, field: string, member: MemberAnswers, date: string): readonly unknown[] {
  const coded: Record<string, readonly unknown[]> = {
    sex: codes.SEXES,
    ethnicity: codes.ETHNICITIES,
    study: codes.STUDIES,
    generalLevel: codes.GENERAL_LEVELS,
    vocationalLevel: codes.VOCATIONAL_LEVELS,
    assistance: codes.ASSISTANCES,
    jobStatus: codes.JOB_STATUSES,
    jobType: codes.JOB_TYPES,
    contract: codes.CONTRACTS,
    pension: codes.PENSIONS,
  };
  if (field === 'birth') return births(draw, member.birth, date);
  if (field === 'heightMm') return measures(['male', 'female'].flatMap((sex) => heights(sex === 'male' ? 'male' : 'female')));
  if (field === 'weightG') return measures(['male', 'female'].flatMap((sex) => weights(sex === 'male' ? 'male' : 'female')));
  return coded[field] ?? [true, false];
}

/** Every day of the month or the year, or one date for each month of a long life. */
function births(draw: Draw, birth: string, date: string): readonly string[] {
  const [year = 0, month = 1] = birth.split('-').map(Number);
  const ways = draw(5);
  if (ways === 0) return Array.from({ length: 130 * 12 }, (_, months) => birthBefore(date, months, 2));
  const months = ways < 3 ? [month] : Array.from({ length: 12 }, (_, at) => at + 1);
  return months.flatMap((m) => Array.from({ length: daysIn(year, m) }, (_, at) => `${birth.slice(0, 4)}-${pad(m)}-${pad(at + 1)}`));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function heights(sex: 'male' | 'female'): number[] {
  return HEIGHT[sex].median.map((median, month) => Math.round(median * (1 - 2 * (HEIGHT[sex].variation[month] ?? 0)) * 10));
}

function weights(sex: 'male' | 'female'): number[] {
  const { l, median, variation } = WEIGHT[sex];
  return median.map((m, at) => Math.round(m * (1 - 2 * (l[at] ?? 1) * (variation[at] ?? 0)) ** (1 / (l[at] ?? 1)) * 10) * 100);
}

function measures(limits: readonly number[]): readonly number[] {
  return [...new Set([0, ...limits, 300_000])].sort((a, b) => a - b);
}

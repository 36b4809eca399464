/** What must hold for every household, whatever the rulebook says: order of members, more assets, one more deprivation. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Answers, HouseholdAnswers, MemberAnswers } from '../interview/answers.ts';
import { assess, explain } from './assess.ts';
import { type Draw, drawSeeded } from './proof/draw.ts';
import { type Sample, sampleHousehold } from './proof/households.ts';
import { opinion } from './proof/oracle.ts';
import type { Rulebook } from './rulebook.ts';
import { RULEBOOKS } from './rulebooks.ts';
import { CLASSES, type ExplainedVerdict, RULEBOOK_IDS, type Verdict } from './verdict.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261124);
const households = fc.nat().map((start) => ({ draw: drawSeeded(start), start }));

function forAll(runs: number, check: (rulebook: Rulebook, sample: Sample, draw: Draw) => void): void {
  const property = fc.property(households, fc.constantFrom(...RULEBOOK_IDS), ({ start }, id) => {
    const draw = drawSeeded(start);
    check(RULEBOOKS[id], sampleHousehold(draw), draw);
  });
  fc.assert(property, { seed, numRuns: runs });
}

test('the order of the members never matters', () => {
  forAll(400, (rulebook, { answers, setting }, draw) => {
    const asked = withHoles(answers, draw, 3);
    const turned = { ...asked, members: shuffled(asked.members, draw) };
    assert.deepEqual(apartFromOrder(assess(rulebook, turned, setting)), apartFromOrder(assess(rulebook, asked, setting)));
  });
});

test('assess and explain say the same, and the trace accounts for every point', () => {
  forAll(400, (rulebook, { answers, setting }, draw) => {
    const asked = withHoles(answers, draw, draw(6));
    const { trace, ...verdict } = explain(rulebook, asked, setting);
    assert.deepEqual(assess(rulebook, asked, setting), verdict);
    const each = trace.filter(({ rule }) => rulebook.rules.some(({ id, finds }) => id === rule && finds.kind === 'points'));
    assert.equal(each.length, rulebook.rules.filter(({ finds }) => finds.kind === 'points').length);
    if (verdict.b1.min === verdict.b1.max) assert.equal(total(each), verdict.b1.min);
    const deprived = trace.filter(({ finding }) => finding === 'deprived').length;
    assert.equal(deprived, verdict.deprivations.filter((told) => told === 'yes').length);
  });
});

function total(lines: ExplainedVerdict['trace']): number {
  return lines.reduce((sum, { points }) => sum + (points?.min ?? 0), 0);
}

test('a proven deprivation is told by whoever proves it, never by an answer that is missing', () => {
  let met = 0;
  forAll(600, (rulebook, { answers, setting }, draw) => {
    const asked = withHoles(answers, draw, 1 + draw(8));
    for (const line of explain(rulebook, asked, setting).trace) {
      const rule = rulebook.rules.find(({ id }) => id === line.rule);
      if (line.finding !== 'deprived' || rule === undefined || rule.merge !== 'max' || rule.member === null) continue;
      if (line.option === null || line.answers.length === 0) continue;
      const proven = asked.members.filter(({ memberId }) => line.answers.some((used) => used.memberId === memberId));
      assert.ok(
        line.answers.every(({ value }) => value !== null && value !== 'dont-know' && value !== 'refused'),
        JSON.stringify(line),
      );
      // Those members alone, everything else unsaid, are deprived in the same way.
      const alone = explain(rulebook, { ...asked, members: proven }, setting).trace.find(({ rule: id }) => id === line.rule);
      assert.deepEqual([alone?.finding, alone?.option], [line.finding, line.option], line.rule);
      met += 1;
    }
  });
  assert.ok(met > 100, `only ${met} met`);
});

test('one without a job proves it though another did not say', () => {
  const { answers, setting } = sampleHousehold(drawSeeded(seed));
  const [one] = answers.members;
  assert.ok(one !== undefined);
  const adult = { ...one, birth: '1980-01-01', sex: 'male', jobStatus: 'working', jobType: 'hired-by-household' } as const;
  const [sure, silent] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  const members = [
    { ...adult, memberId: sure, contract: 'none' },
    { ...adult, memberId: silent, jobStatus: 'dont-know' },
  ] as const;
  for (const id of RULEBOOK_IDS) {
    const line = explain(RULEBOOKS[id], { ...answers, members: [...members] }, setting).trace.find(({ rule }) => rule === 'employment');
    assert.equal(line?.finding, 'deprived');
    assert.equal(line.option, 'no-contract');
    assert.deepEqual([...new Set(line.answers.map(({ memberId }) => memberId))], [sure]);
  }
});

test('judging leaves no trace in the answers and gives the same twice', () => {
  forAll(200, (rulebook, { answers, setting }, draw) => {
    const asked = withHoles(answers, draw, draw(4));
    const before = JSON.stringify(asked);
    const first = JSON.stringify(explain(rulebook, asked, setting));
    explain(rulebook, sampleHousehold(draw).answers, setting);
    assert.equal(JSON.stringify(explain(rulebook, asked, setting)), first);
    assert.equal(JSON.stringify(asked), before);
  });
});

const ASSETS = [
  'televisions',
  'soundSystems',
  'cars',
  'motorbikes',
  'motorBoats',
  'fridges',
  'airConditioners',
  'washingMachines',
  'waterHeaters',
  'microwaves',
  'annualLandM2',
  'perennialLandM2',
  'gardenLandM2',
  'pondM2',
  'cattle',
  'pigs',
  'goats',
  'poultry',
  'powerKwh',
  'radios',
  'desktops',
  'telephones',
  'laptops',
  'tablets',
  'smartphones',
  'dwellingAreaDm2',
] as const satisfies readonly (keyof HouseholdAnswers)[];

test('more assets never lower B1', () => {
  forAll(600, (rulebook, { answers, setting }, draw) => {
    const asset = ASSETS[draw(ASSETS.length)] ?? 'cars';
    const has = answers.household[asset];
    assert.ok(typeof has === 'number');
    const more = { ...answers, household: { ...answers.household, [asset]: has + 1 + draw(3) * draw(5_000) } };
    assert.ok(assess(rulebook, more, setting).b1.min >= assess(rulebook, answers, setting).b1.min, asset);
  });
});

/** Ways to become deprived that leave B1 as it is; none is an asset. */
const LOSSES: readonly ((answers: Answers) => Answers)[] = [
  (answers) => everyMember(answers, { healthInsurance: false }),
  (answers) => everyMember(answers, { internet: false }),
  (answers) => everyMember(answers, { contract: 'none' }),
  (answers) => everyMember(answers, { study: 'none' }),
  (answers) => everyMember(answers, { heightMm: 1, weightG: 1 }),
  (answers) => everyMember(answers, { assistance: 'older' }),
  (answers) => ({ ...answers, household: { ...answers.household, roofMaterial: 'leaf' } }),
  (answers) => ({ ...answers, household: { ...answers.household, waste: 'dumped' } }),
  (answers) => ({
    ...answers,
    household: { ...answers.household, radios: 0, desktops: 0, telephones: 0, laptops: 0, tablets: 0, smartphones: 0 },
  }),
];

test('one more deprivation never improves the class', () => {
  const worsened = new Set<number>();
  forAll(900, (rulebook, { answers, setting }, draw) => {
    const at = draw(LOSSES.length);
    const after = assess(rulebook, LOSSES[at]?.(answers) ?? answers, setting);
    const before = assess(rulebook, answers, setting);
    assert.deepEqual(after.b1, before.b1);
    assert.ok(after.b2.min >= before.b2.min);
    assert.ok(standing(after) <= standing(before), `${before.outcome} became ${after.outcome}`);
    if (after.b2.min > before.b2.min) worsened.add(at);
  });
  assert.equal(worsened.size, LOSSES.length, 'each loss was felt by some household');
});

function everyMember(answers: Answers, said: Partial<MemberAnswers>): Answers {
  return { ...answers, members: answers.members.map((member) => ({ ...member, ...said })) };
}

/** Poor 0, near-poor 1, not poor 2. */
function standing({ outcome }: Verdict): number {
  return CLASSES.findIndex((name) => name === outcome);
}

test('the class never improves when points fall', () => {
  forAll(400, (rulebook, { answers, setting }) => {
    const poorer = {
      ...answers,
      household: { ...answers.household, cars: 0, motorbikes: 0, fridges: 0, airConditioners: 0, annualLandM2: 0 },
    };
    assert.ok(standing(assess(rulebook, poorer, setting)) <= standing(assess(rulebook, answers, setting)));
  });
});

test('however much is missing, what turns out to be true was possible', () => {
  forAll(25, (rulebook, { answers, setting }, draw) => {
    const truth = opinion(rulebook.id, answers, setting.areaType, setting.date);
    for (const holes of [10, 60, 400]) {
      const verdict = assess(rulebook, withHoles(answers, draw, holes), setting);
      assert.ok(verdict.possible.includes(truth.class), `${holes} holes`);
      assert.ok(verdict.b1.min <= truth.b1 && truth.b1 <= verdict.b1.max, `${holes} holes`);
      assert.ok(verdict.b2.min <= truth.b2 && truth.b2 <= verdict.b2.max, `${holes} holes`);
      assert.equal(verdict.missing.length > 0, verdict.outcome === null);
    }
  });
});

test('an answer that matters, once given, is no longer missing; all given, the class is settled', () => {
  forAll(120, (rulebook, { answers, setting }, draw) => {
    let asked = withHoles(answers, draw, 8);
    for (let rounds = 0; rounds < 40; rounds += 1) {
      const [first] = assess(rulebook, asked, setting).missing;
      if (first === undefined) break;
      asked = givenBack(asked, answers, first.field, first.memberId);
      assert.ok(!assess(rulebook, asked, setting).missing.some((m) => m.field === first.field && m.memberId === first.memberId));
    }
    assert.equal(assess(rulebook, asked, setting).outcome, opinion(rulebook.id, answers, setting.areaType, setting.date).class);
  });
});

// ---- making and filling holes ----

/** The true answer; one that the form does not ask of this person is given as "none" would be. */
function givenBack(asked: Answers, truth: Answers, field: string, memberId: string | null): Answers {
  const copy = (from: object, to: object) =>
    Object.fromEntries([...Object.entries(to), ...Object.entries(from).filter(([name]) => name === field)]);
  if (memberId === null) return { ...asked, household: copy(truth.household, asked.household) };
  const members = asked.members.map((member, at) => {
    const true_ = truth.members[at];
    return member.memberId === memberId && true_ !== undefined ? { ...member, ...copy(true_, {}) } : member;
  });
  return { ...asked, members };
}

/** Answers removed or answered with "does not know"; name, relation and id stay. */
function withHoles(answers: Answers, draw: Draw, holes: number): Answers {
  let { household } = answers;
  const members = answers.members.map((member) => ({ ...member }));
  for (let i = 0; i < holes; i += 1) {
    const at = draw(members.length * 2);
    const member = members[at];
    if (member === undefined) household = without(household, draw);
    else members[at] = lessSaid(member, draw);
  }
  return { household, members };
}

function without(household: HouseholdAnswers, draw: Draw): HouseholdAnswers {
  const names = Object.keys(household).filter((name) => name !== 'tenure' && name !== 'powerSource');
  const gone = names[draw(names.length)];
  return Object.fromEntries(Object.entries(household).filter(([name]) => name !== gone));
}

function lessSaid(member: MemberAnswers, draw: Draw): MemberAnswers {
  const kept = ['memberId', 'fullName', 'relation', 'sex', 'birth'];
  const names = Object.keys(member).filter((name) => !kept.includes(name));
  const gone = names[draw(names.length + 1)];
  if (gone === undefined)
    return { ...member, birth: ['dont-know', member.birth.slice(0, 4), member.birth.slice(0, 7)][draw(3)] ?? 'dont-know' };
  const { memberId, fullName, relation, sex, birth, ...rest } = member;
  return { memberId, fullName, relation, sex, birth, ...Object.fromEntries(Object.entries(rest).filter(([name]) => name !== gone)) };
}

function shuffled<T>(list: readonly T[], draw: Draw): T[] {
  return list.reduce<T[]>((all, one) => all.toSpliced(draw(all.length + 1), 0, one), []);
}

function apartFromOrder(verdict: Verdict): unknown {
  return { ...verdict, missing: verdict.missing.map(({ field, memberId }) => `${memberId} ${field}`).sort() };
}

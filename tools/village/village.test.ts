/** A whole commune: nobody twice, answers that could be finished, a story that holds, truth apart, the same bytes again. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { PovertyClass } from '../../core/classify/verdict.ts';
import { findingsOf } from '../../core/interview/checks/all.ts';
import { visitOfAnswers } from '../../core/interview/seal.ts';
import { checkCitizenId } from '../../core/kernel/citizen-id.ts';
import { date, parseBirthDate } from '../../core/kernel/dates.ts';
import { householdRegistered } from '../../core/register/household.ts';
import { type CommuneFrame, communeFrame, districtBefore } from './commune.ts';
import { companyOf, demonstrationSteps, tellingFor } from './demonstration.ts';
import { SAMPLE_STEP } from './fate.ts';
import type { StoryHousehold } from './story.ts';
import { makeVillage, visitDays } from './village.ts';

const TODAY = date('2026-11-24');
const CODE = '29857';
const frame = frameOf('x');
const village = makeVillage(frame, visitDays(TODAY));
const households: readonly StoryHousehold[] = [...village.story.households()];
const others = households.filter((each) => each.visits.length === 0 || each.visits.some((visit) => visit.why === 'sample'));

function frameOf(seed: string): CommuneFrame {
  const made = communeFrame(seed, CODE, TODAY);
  return 'code' in made ? assert.fail(made.code) : made;
}

const classNow = ({ answers, on }: StoryHousehold['visits'][number]): PovertyClass | null | 'open' =>
  answers === null ? 'open' : assess(rulebookById('2022-2026'), answers, { areaType: frame.areaType, date: on }).outcome;

test('every household of the census, as the door takes it, nobody and no citizen number twice', () => {
  assert.equal(
    households.length,
    frame.hamlets.reduce((sum, hamlet) => sum + hamlet.sizes.length, 0),
  );
  const members = households.flatMap((each) => each.registered.members);
  assert.equal(
    members.length,
    frame.hamlets.flatMap((hamlet) => hamlet.sizes).reduce((sum, size) => sum + size, 0),
  );
  for (const ids of [
    households.map((each) => each.registered.householdId),
    households.map((each) => each.registered.code),
    members.map((each) => each.memberId),
    members.map((each) => each.citizenId),
  ]) {
    assert.equal(new Set(ids).size, ids.length);
  }
  for (const { registered } of households) {
    householdRegistered.schema.parse(registered);
    assert.equal(registered.members.filter((member) => member.relation === 'head').length, 1);
  }
  for (const { citizenId, sex, birth } of members) {
    const parsed = parseBirthDate(birth);
    assert.deepEqual(
      checkCitizenId(citizenId ?? '', {
        sex,
        birth: parsed.ok ? parsed.value : null,
      }),
      [],
    );
  }
});

test('listed, requesting, suggested and sampled households carry answers; the rest a roster', () => {
  const listed = households.filter((each) => each.visits.length > 0);
  assert.ok(listed.length > households.length / 50 && listed.length < households.length / 6, `${listed.length} of ${households.length}`);
  const sample = others.filter((each) => each.visits.length > 0);
  assert.equal(sample.length, Math.floor(others.length / SAMPLE_STEP));
  assert.equal(
    sample.reduce((sum, each) => sum + each.registered.weight, 0),
    others.length,
    'weights add up to those they stand for',
  );
  assert.ok(households.every((each) => each.registered.weight === 1 || sample.includes(each)));
});

test('no answers stop an enumerator from finishing, and what seems odd stays rare', () => {
  let visits = 0;
  let odd = 0;
  for (const visit of households.flatMap((each) => each.visits)) {
    if (visit.answers === null) continue;
    const found = findingsOf(visitOfAnswers(visit.answers, visit.on));
    assert.deepEqual(
      found.filter((finding) => finding.severity === 'hard').map((finding) => finding.id),
      [],
    );
    visits += 1;
    odd += found.length;
  }
  assert.ok(odd < visits / 10, `${odd} soft findings in ${visits} visits`);
});

test('the story holds: lists hold poor and near-poor, some rise, some come new, a few visits are still open', () => {
  const last = households.flatMap((each) => each.visits.filter((visit) => visit.year === 2025 && visit.why !== 'sample'));
  const now = households.flatMap((each) => each.visits.filter((visit) => visit.year === 2026 && visit.why !== 'sample'));
  const count = (visits: typeof last, outcome: PovertyClass | null | 'open'): number =>
    visits.filter((visit) => classNow(visit) === outcome).length;
  for (const visits of [last, now]) {
    for (const outcome of ['poor', 'near-poor', 'not-poor'] as const)
      assert.ok(count(visits, outcome) >= 8, `${outcome}: ${count(visits, outcome)}`);
  }
  assert.equal(count(last, null) + count(last, 'open'), 0);
  assert.equal(count(now, null), 2, 'two classes are open');
  assert.ok(count(now, 'open') > 0 && count(now, 'open') <= 12, 'a handful of visits is left');
  const onList = households.filter((each) => each.visits.some((visit) => visit.year === 2026 && visit.why === 'on-list'));
  assert.ok(
    onList.every((each) => each.visits.some((visit) => visit.year === 2025 && ['poor', 'near-poor'].includes(classNow(visit) ?? ''))),
    'this year’s list is last year’s result',
  );
});

test('the truth is told apart, of every household, and differs from the list now and then', () => {
  const truth = new Map([...village.truth()].map((each) => [each.householdId, each]));
  assert.equal(truth.size, households.length);
  const poorByList = households.filter((each) => each.visits.some((visit) => visit.year === 2026 && classNow(visit) === 'poor'));
  const reallyPoor = [...truth.values()].filter((each) => each.reallyPoor).map((each) => each.householdId);
  const found = poorByList.filter((each) => reallyPoor.includes(each.registered.householdId));
  assert.ok(found.length > poorByList.length / 2 && found.length < reallyPoor.length);
  const text = JSON.stringify(households.slice(0, 500));
  assert.ok(!/reallyPoor|tier|income/.test(text), 'no trace of it in what goes to the door');
});

test('the same seed gives the same bytes, all of the commune; another seed other people', () => {
  const print = (seed: string): string => {
    const own = frameOf(seed);
    const { story, truth } = makeVillage(own, visitDays(TODAY));
    const company = companyOf(seed, { communeId: story.communeId, hamlets: story.hamlets, districtId: districtBefore(CODE) });
    const hash = createHash('sha256');
    for (const each of demonstrationSteps(story, company, { now: '2026-11-24T00:00:00.000Z', today: TODAY }))
      hash.update(JSON.stringify(each));
    for (const each of truth()) hash.update(JSON.stringify(each));
    return hash.digest('hex');
  };
  assert.equal(print('a'), print('a'));
  assert.notEqual(print('a'), print('b'));
});

test('on any day after the reform the open round has begun and its visits lie before today', () => {
  for (const today of ['2025-12-20', '2026-03-01', '2026-09-05', '2026-11-24', '2027-02-01'].map(date)) {
    const { opensOn } = tellingFor(
      companyOf('x', { communeId: frame.unit.areaId, hamlets: frame.hamlets, districtId: districtBefore(CODE) }).cast,
      today,
    );
    const [from, to] = visitDays(today).now;
    assert.ok(opensOn <= from && from <= to && to < today, `${today}: ${opensOn} ${from} ${to}`);
  }
});

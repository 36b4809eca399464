/** The 14 households are what their reasons say, judged by the program itself. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { RULEBOOK_IDS, type RulebookId } from '../../core/classify/verdict.ts';
import { type Answers, answersSchema } from '../../core/interview/answers.ts';
import { findingsOf } from '../../core/interview/checks/all.ts';
import { visitOfAnswers } from '../../core/interview/seal.ts';
import { householdRegistered } from '../../core/register/household.ts';
import { LAST_VISIT, type MiniHousehold, miniVillage, THIS_VISIT } from './mini.ts';

const village = miniVillage('mini');
const find = (key: string): MiniHousehold => village.households.find((each) => each.key === key) ?? assert.fail(key);

function judge(answers: Answers, date: string, rulebook: RulebookId): ReturnType<typeof assess> {
  return assess(rulebookById(rulebook), answers, { areaType: 'rural', date });
}

test('14 households, each for a reason of its own, in three hamlets', () => {
  assert.equal(village.households.length, 14);
  assert.equal(new Set(village.households.map((each) => each.why)).size, 14);
  assert.equal(new Set(village.households.map((each) => each.registered.hamletId)).size, 3);
});

test('each is what its reason says, under both rulebooks and the year before', () => {
  for (const { key, last, answers, expected } of village.households) {
    if (last !== null) assert.equal(judge(last, LAST_VISIT, '2022-2026').outcome, expected.last, `${key} the year before`);
    for (const id of RULEBOOK_IDS) assert.equal(judge(answers, THIS_VISIT, id).outcome, expected.now[id], `${key} under ${id}`);
    assert.deepEqual(judge(answers, THIS_VISIT, '2022-2026').cannotEscape.grounds, expected.grounds, key);
  }
});

test('the finer points of the reasons', () => {
  const atCutOff = judge(find('poor-at-cut-off').answers, THIS_VISIT, '2022-2026');
  assert.deepEqual([atCutOff.b1.min, atCutOff.b2.min], [140, 30]);
  const above = judge(find('just-above').answers, THIS_VISIT, '2022-2026');
  assert.ok(above.b1.min > 140 && above.b1.min <= 145 && above.b2.min === 30, 'the next step above the cut-off');
  assert.equal(judge(find('near-poor').answers, THIS_VISIT, '2022-2026').b2.min, 20);
  assert.deepEqual(judge(find('undetermined').answers, THIS_VISIT, '2022-2026').possible, ['poor', 'near-poor']);
  assert.equal(judge(find('khmer').answers, THIS_VISIT, '2022-2026').groups['ethnic-minority'], 'yes');
  assert.equal(judge(find('merit').answers, THIS_VISIT, '2022-2026').groups.merit, 'yes');
  assert.equal(judge(find('cannot-escape-nobody-able').answers, THIS_VISIT, '2022-2026').groups['no-working-capacity'], 'yes');
  const children = judge(find('many-children').answers, THIS_VISIT, '2022-2026');
  assert.deepEqual([children.deprivations[2], children.deprivations[5]], ['yes', 'yes'], 'nutrition and schooling');
});

test('payloads are what the door takes, and no answer would stop an enumerator from finishing', () => {
  for (const { key, registered, last, answers } of village.households) {
    householdRegistered.schema.parse(registered);
    const visits = [[answers, THIS_VISIT] as const, ...(last === null ? [] : [[last, LAST_VISIT] as const])];
    for (const [each, on] of visits) {
      answersSchema.parse(each);
      const hard = findingsOf(visitOfAnswers(each, on)).filter((finding) => finding.severity === 'hard');
      assert.deepEqual(
        hard.map((finding) => finding.id),
        [],
        key,
      );
    }
  }
});

test('the same seed gives the same bytes; another seed changes ids only', () => {
  const bytes = (seed: string): string =>
    createHash('sha256')
      .update(JSON.stringify(miniVillage(seed)))
      .digest('hex');
  assert.equal(bytes('a'), bytes('a'));
  assert.notEqual(bytes('a'), bytes('b'));
  const strip = (seed: string): string =>
    JSON.stringify(miniVillage(seed))
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')
      .replaceAll(`"seed":"${seed}"`, '');
  assert.equal(strip('a'), strip('b'));
});

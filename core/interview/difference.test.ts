/** What two visits tell differently: by hand, and over random households against a plain walk through their records. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Answers, MemberAnswers } from './answers.ts';
import { differencesOf, type Told } from './difference.ts';

const HEAD: MemberAnswers = {
  memberId: 'head',
  fullName: 'Thạch Sang',
  relation: 'head',
  sex: 'male',
  birth: '1970',
  jobStatus: 'working',
};
const SON: MemberAnswers = {
  memberId: 'son',
  fullName: 'Thạch Minh',
  relation: 'child',
  sex: 'male',
  birth: '2010',
  healthInsurance: true,
};
const BABY: MemberAnswers = { memberId: 'baby', fullName: 'Thạch An', relation: 'child', sex: 'female', birth: '2026-02' };
const LAST: Answers = {
  household: { toilet: 'none', motorbikes: 1, causes: ['illness', 'no-land'], dwellingAreaDm2: 3_600, householdNote: 'cũ' },
  members: [HEAD, SON],
};
const brief = (told: readonly Told[]) => told.map(({ memberId, question, before, now }) => [memberId, question.id, before, now]);

test('the same twice has no difference, and everything given both times is counted', () => {
  const same = differencesOf(LAST, LAST);
  assert.deepEqual({ ...same, compared: 0 }, { compared: 0, changed: [], once: [], corrected: [], joined: [], gone: [] });
  assert.equal(same.compared, 6, 'four of the household, one of each person; no note, nobody’s name');
});

test('what changed, what was asked once and who came or went are kept apart', () => {
  const now: Answers = {
    household: { toilet: 'septic', motorbikes: 0, causes: ['no-land', 'illness'], waterSource: 'piped', householdNote: 'mới' },
    members: [{ ...HEAD, birth: '1971', jobStatus: 'refused' }, BABY],
  };
  const told = differencesOf(now, LAST);
  assert.equal(told.compared, 4, 'toilet, motorbikes, causes, the head’s work');
  assert.deepEqual(
    new Set(brief(told.changed).map((one) => JSON.stringify(one))),
    new Set(['[null,"toilet","none","septic"]', '[null,"motorbikes",1,0]', '["head","jobStatus","working","refused"]']),
  );
  assert.equal(told.changed.at(-1)?.memberId, 'head', 'the household’s own come first');
  assert.deepEqual(brief(told.once).sort(), [
    [null, 'dwellingAreaDm2', 3_600, null],
    [null, 'waterSource', null, 'piped'],
  ]);
  assert.deepEqual(brief(told.corrected), [['head', 'birth', '1970', '1971']]);
  assert.deepEqual([told.joined, told.gone], [[{ memberId: 'baby', fullName: 'Thạch An' }], [{ memberId: 'son', fullName: 'Thạch Minh' }]]);
});

test('a 0, a no and an empty list are answers; a question not asked is none of them', () => {
  const zero: Answers = { household: { motorbikes: 0, aquaculture: false, causes: [] }, members: [HEAD] };
  const unasked: Answers = { household: {}, members: [HEAD] };
  const told = differencesOf(zero, unasked);
  assert.deepEqual([told.compared, told.changed, told.once.length], [1, [], 3]);
  assert.deepEqual(differencesOf(zero, zero).compared, 4);
});

const household = fc.record(
  {
    toilet: fc.constantFrom('none' as const, 'septic' as const, 'dont-know' as const),
    motorbikes: fc.nat({ max: 2 }),
    aquaculture: fc.boolean(),
    causes: fc.uniqueArray(fc.constantFrom('illness' as const, 'no-land' as const, 'no-capital' as const)),
    enumeratorNote: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);
const member = fc.record(
  {
    memberId: fc.constantFrom('a', 'b', 'c', 'd'),
    jobStatus: fc.constantFrom('working' as const, 'retired-or-home' as const),
    healthInsurance: fc.boolean(),
    birth: fc.constantFrom('1970', '1980'),
  },
  { requiredKeys: ['memberId', 'birth'] },
);
const answers = fc.record({
  household,
  members: fc
    .uniqueArray(member, { minLength: 1, selector: ({ memberId }) => memberId })
    .map((members) => members.map((one) => ({ fullName: one.memberId, relation: 'other-kin' as const, sex: 'male' as const, ...one }))),
});

test('every answer is counted once, and turning the visits round turns every pair round', () => {
  const plain = (one: Answers): ReadonlyMap<string, string> => {
    const rows = [{ memberId: '', ...one.household }, ...one.members].flatMap(({ memberId, ...facts }) =>
      Object.entries(facts)
        .filter(([field]) => !['enumeratorNote', 'fullName', 'relation', 'sex', 'birth'].includes(field))
        .map(([field, value]): [string, string] => [
          `${memberId}.${field}`,
          JSON.stringify(Array.isArray(value) ? [...value].sort() : value),
        ]),
    );
    return new Map(rows);
  };
  fc.assert(
    fc.property(answers, answers, (now, before) => {
      const [told, back] = [differencesOf(now, before), differencesOf(before, now)];
      const [mine, theirs] = [plain(now), plain(before)];
      const both = [...mine.keys()].filter((key) => theirs.has(key));
      assert.equal(told.compared, both.length);
      assert.equal(told.changed.length, both.filter((key) => mine.get(key) !== theirs.get(key)).length);
      const turned = (list: readonly Told[]) =>
        list.map((one) => JSON.stringify([one.memberId, one.question.id, one.now, one.before])).sort();
      const straight = (list: readonly Told[]) =>
        list.map((one) => JSON.stringify([one.memberId, one.question.id, one.before, one.now])).sort();
      for (const part of ['changed', 'once', 'corrected'] as const) assert.deepEqual(turned(back[part]), straight(told[part]));
      assert.deepEqual(new Set(back.gone), new Set(told.joined));
      assert.ok(
        told.once.every(({ memberId }) => !told.joined.some((one) => one.memberId === memberId)),
        'a newcomer was never asked before',
      );
    }),
  );
});

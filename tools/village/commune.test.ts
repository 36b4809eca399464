/** Sizes and hamlets against the census rows, and the same hamlets in the units of either date. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { areasOn } from '../../core/kernel/areas.ts';
import { date } from '../../core/kernel/dates.ts';
import { CENSUS_2019, householdFacts2019, households2019, REFORM_2025 } from '../../core/kernel/real-units.ts';
import { chance } from './chance.ts';
import { type CommuneFrame, communeFrame, HAMLETS_OF_OLD_PROVINCE, realTree, sizesOf } from './commune.ts';

function frameOf(code: string, on = REFORM_2025): CommuneFrame {
  const frame = communeFrame('x', code, on);
  if ('code' in frame) assert.fail(`${code}: ${frame.code}`);
  return frame;
}

const codesOn = (on: typeof REFORM_2025): string[] =>
  areasOn(realTree(), on, 'commune').flatMap((unit) =>
    unit.code === null || households2019(realTree(), unit.areaId) === null ? [] : [unit.code],
  );

test('household sizes are those of the census, person by person where it agrees with itself', () => {
  let disagreeing = 0;
  for (const fact of householdFacts2019()) {
    const sizes = sizesOf(fact, chance('x', fact.areaId));
    const count = (size: number): number => sizes.filter((each) => each === size).length;
    assert.equal(sizes.length, fact.households);
    assert.equal(count(1) + count(2), fact.size1or2);
    if (fact.size1 !== null) assert.equal(count(1), fact.size1);
    assert.deepEqual([count(3), count(4), sizes.filter((each) => each >= 5).length], [fact.size3, fact.size4, fact.size5up]);
    const people = sizes.reduce((sum, each) => sum + each, 0);
    if (people !== fact.people) disagreeing += 1;
    assert.ok(people >= fact.people, 'never fewer than counted');
  }
  // Two rows of the census table have fewer people than their sizes need.
  assert.equal(disagreeing, 2);
});

test('752 hamlets in the 107 communes of 2019, and the same ones in the 35 of today, none twice and none lost', () => {
  for (const on of [CENSUS_2019, REFORM_2025]) {
    const frames = codesOn(on).map((code) => frameOf(code, on));
    assert.equal(frames.length, on === REFORM_2025 ? 35 : 107);
    const hamlets = frames.flatMap((frame) => frame.hamlets);
    assert.equal(hamlets.length, HAMLETS_OF_OLD_PROVINCE);
    assert.equal(new Set(hamlets.map((hamlet) => hamlet.areaId)).size, HAMLETS_OF_OLD_PROVINCE);
    assert.equal(
      hamlets.reduce((sum, hamlet) => sum + hamlet.sizes.length, 0),
      295_559,
    );
    for (const frame of frames) {
      assert.equal(new Set(frame.hamlets.map((hamlet) => hamlet.name)).size, frame.hamlets.length, `${frame.unit.name}: a name twice`);
      const kind = frame.unit.kind === 'xa' ? 'ap' : 'khom';
      assert.ok(
        frame.hamlets.every((hamlet) => hamlet.kind === kind && hamlet.name.startsWith(kind === 'ap' ? 'Ấp ' : 'Khóm ')),
        frame.unit.name,
      );
      assert.ok(
        frame.hamlets.every((hamlet) => hamlet.sizes.length >= 100),
        `${frame.unit.name}: a hamlet too small`,
      );
    }
  }
});

test('a commune that kept its ground has exactly the households of its parts', () => {
  for (const code of codesOn(REFORM_2025)) {
    const frame = frameOf(code);
    const counted = households2019(realTree(), frame.unit.areaId);
    const made = frame.hamlets.reduce((sum, hamlet) => sum + hamlet.sizes.length, 0);
    if (counted?.exact === true) assert.equal(made, counted.households, frame.unit.name);
    else assert.ok(made > 0 && made < (counted?.households ?? 0), `${frame.unit.name} was cut`);
  }
});

test('codes that name nothing, or nothing that the census counted, are told apart', () => {
  assert.deepEqual(communeFrame('x', '00000', REFORM_2025), { code: 'commune-unknown' });
  assert.deepEqual(communeFrame('x', '28756', REFORM_2025), { code: 'commune-without-census' });
  assert.equal(frameOf('29551', date('2024-01-01')).unit.name, 'Phường 2');
  assert.equal(frameOf('29551').unit.name, 'Phường Long Châu');
});

test('the same seed gives the same frame; another seed other ids', () => {
  const print = (seed: string): string =>
    createHash('sha256')
      .update(JSON.stringify(communeFrame(seed, '29845', REFORM_2025)))
      .digest('hex');
  assert.equal(print('a'), print('a'));
  assert.notEqual(print('a'), print('b'));
});

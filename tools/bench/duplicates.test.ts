/** What is planted is found, by every seed, oftener and more surely than by sorting a sheet; planting is the same for the same seed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { communeFrame } from '../village/commune.ts';
import { plantFaults } from '../village/faults.ts';
import { withFaults } from '../village/faulty-story.ts';
import { makeVillage, visitDays } from '../village/village.ts';
import { MINI_COMMUNE } from '../village/mini.ts';
import { benchDuplicates, madePeople } from './duplicates.ts';

const seed = `duplicates ${process.env['VUON_SEED'] ?? '1'}`;

test('of a small province with many planted most are found, and few others', () => {
  const { rows } = benchDuplicates({ people: 20_000, seed, permille: 40 });
  const value = (name: string): number => rows.find((row) => row.name === name)?.median ?? Number.NaN;
  const told = `${seed}: ${rows.map((row) => `${row.name} ${row.median}`).join('; ')}`;
  assert.ok(value('recall') >= 85, told);
  assert.ok(value('precision') >= 85, told);
  assert.ok(value('precision of the sure ones') >= 97, told);
  assert.ok(value('recall') > value('recall of the floor') + 20, told);
  assert.ok(value('households written twice, recall') >= 80, told);
});

test('the same seed plants the same; the truth names people who are there', () => {
  const people = madePeople(2_000, seed);
  const wish = { seed, permille: 50 };
  const planted = plantFaults(people, wish);
  assert.deepEqual(plantFaults(people, wish), planted);
  assert.notDeepEqual(plantFaults(people, { ...wish, seed: `${seed}, another` }).planted, planted.planted);
  const there = new Map(planted.people.map((person) => [person.memberId, person]));
  assert.equal(there.size, planted.people.length, 'nobody has two ids');
  for (const { first, second, slips } of planted.planted) {
    const [before, after] = [there.get(first), there.get(second)];
    assert.ok(before !== undefined && after !== undefined);
    assert.ok(
      slips.includes('as-it-was') ||
        JSON.stringify({ ...after, memberId: '', householdId: '' }) !== JSON.stringify({ ...before, memberId: '', householdId: '' }),
    );
  }
});

test('a made commune with faults has its people twice, each household with one head', () => {
  const today = date('2026-10-20');
  const frame = communeFrame(seed, MINI_COMMUNE, today);
  assert.ok(!('code' in frame));
  const { story } = makeVillage(frame, visitDays(today));
  const faulty = withFaults(story, 20);
  const households = [...faulty.story.households()].map(({ registered }) => registered);
  assert.ok(faulty.planted.length > 10 && households.length > [...story.households()].length);
  const members = households.flatMap((household) => household.members);
  const there = new Set(members.map(({ memberId }) => memberId));
  assert.equal(there.size, members.length);
  for (const { first, second } of faulty.planted) assert.ok(there.has(first) && there.has(second));
  for (const { members: kin, headName } of households) {
    assert.equal(kin.filter(({ relation }) => relation === 'head').length, 1);
    assert.equal(kin.find(({ relation }) => relation === 'head')?.fullName, headName);
  }
  const hamlets = new Set(story.hamlets.map(({ areaId }) => areaId));
  for (const { hamletId } of households) assert.ok(hamlets.has(hamletId));
});

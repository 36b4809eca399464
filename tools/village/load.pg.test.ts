/** The small village in a real database, and a load that was cut off. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayInVietnam, type Instant, instantOf } from '../../core/kernel/dates.ts';
import { withDatabase } from '../test/database.ts';
import { districtBefore } from './commune.ts';
import { companyOf, demonstrationSteps } from './demonstration.ts';
import { loadMini } from './load.ts';
import { type MiniVillage, miniStory, miniVillage } from './mini.ts';
import type { Places } from './office.ts';
import { sendSteps } from './send.ts';

const database = await withDatabase();

const placesOf = ({ communeId, communeCode, hamlets }: MiniVillage): Places => ({
  communeId,
  hamlets,
  districtId: districtBefore(communeCode),
});

test('the mini village goes through the door: two rounds, last year decided, this year open', async () => {
  const { village, rounds } = await loadMini(database.app, { passwords: false });
  const rows = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
    (await database.ownerPool.query(text, values)).rows;
  assert.equal((await rows('select count(*)::int as n from household'))[0]?.['n'], 14);
  const classes = await rows('select household_id, outcome from verdict where round_id = $1 and rulebook = $2', [rounds.last, '2022-2026']);
  for (const { registered, key, expected, last } of village.households) {
    const row = classes.find((each) => each['household_id'] === registered.householdId);
    assert.equal(row?.['outcome'], last === null ? undefined : expected.last, key);
  }
  assert.deepEqual(await rows('select year, state from round order by year'), [
    { year: 2025, state: 'closed' },
    { year: 2026, state: 'open' },
  ]);
  const listed = village.households.filter((each) => each.expected.last === 'poor').length;
  assert.equal((await rows('select poor from decision where round_id = $1', [rounds.last]))[0]?.['poor'], listed);
});

test('a load that was cut off goes on where it stopped: the same steps again are known', async () => {
  const again = await withDatabase();
  const now = (): Instant => instantOf(1_795_500_000_000);
  const village = miniVillage('mini');
  const all = [
    ...demonstrationSteps(miniStory(village, { visited: () => true }), companyOf('mini', placesOf(village)), {
      now: now(),
      today: dayInVietnam(now()),
    }),
  ];
  const company = companyOf('mini', placesOf(village));
  const sending = {
    db: again.app,
    accounts: [...company.posts, ...company.enumerators],
    hamlets: [{ communeId: village.communeId, hamlets: village.hamlets }],
    now,
  };
  const count = async (): Promise<unknown> =>
    (await again.ownerPool.query('select count(*)::int as n, count(distinct event_id)::int as d from event')).rows[0];
  await sendSteps(sending, all.slice(0, Math.floor(all.length / 2)));
  await sendSteps(sending, all);
  const whole = await count();
  await sendSteps(sending, all);
  assert.deepEqual(await count(), whole);
});

/** Doubts as the commune sees them: those of the pure functions on what the files say, planted ones among them; each look in the log. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { instantOf } from '../core/kernel/dates.ts';
import type { FairnessView } from '../core/meeting/fairness-views.ts';
import type { HouseholdView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { FORMS_OF_EACH, plantDoubts } from '../tools/test/doubtful-commune.ts';

const NOW = '2026-10-12T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId, hamlets, households } = api.mini.village;
const officer = await api.as('canbo');
const fairness = (areaId: string = communeId) => officer<FairnessView>(`/api/areas/${areaId}/fairness`);

test('of the few of the mini village nothing is said', async () => {
  const { visit, doubts, listed, least } = await fairness();
  assert.deepEqual([visit, doubts], [[], []]);
  assert.ok(listed > 0 && listed < least, `${listed}`);
});

test('who was planted is found: who was left out first, and the one enumerator in haste', async () => {
  const planted = await plantDoubts(database.app, api.mini, instantOf(Date.parse(NOW)));
  const { visit, doubts, forms, listed } = await fairness();
  const rows = await database.ownerPool.query('select count(*)::int as forms from interview where round_id = $1', [api.mini.rounds.now]);
  assert.equal(forms, rows.rows[0]?.forms);
  assert.ok(listed >= FORMS_OF_EACH * 2);
  const first = visit.slice(0, planted.leftOut.length).map(({ householdId }) => householdId);
  assert.deepEqual(new Set(first), new Set(planted.leftOut));
  const hasty = doubts.filter(({ kind }) => kind === 'hasty');
  assert.deepEqual(
    hasty.map(({ id, name, own }) => ({ id, name, own })),
    [{ id: planted.second.accountId, name: planted.second.displayName, own: { count: FORMS_OF_EACH, of: FORMS_OF_EACH } }],
  );
  assert.deepEqual(new Set(hasty[0]?.households.map(({ householdId }) => householdId)), new Set(planted.hasty));
});

test('shares that are told are those counted by hand from the files', async () => {
  const { visit, listed } = await fairness();
  const reason = visit[0]?.reasons.find(({ fact }) => fact === 'old-alone') ?? assert.fail('not because they are old and alone');
  const { rows } = await database.ownerPool.query<{ householdId: string }>(
    `select household_id as "householdId" from household where state = 'present'`,
  );
  const count = { listed: 0, others: 0, listedOld: 0, othersOld: 0 };
  for (const { householdId } of rows) {
    const file = await officer<HouseholdView>(`/api/households/${householdId}`);
    if (households.some(({ registered, key }) => registered.householdId === householdId && key === 'rich')) continue;
    const present = file.members.filter(({ state }) => state === 'present');
    const old = present.length === 1 && Number(present[0]?.birth?.slice(0, 4)) <= 2026 - 61;
    const isListed = file.interviews.some(({ roundId }) => roundId === api.mini.rounds.now);
    count[isListed ? 'listed' : 'others'] += 1;
    if (old) count[isListed ? 'listedOld' : 'othersOld'] += 1;
  }
  assert.equal(count.listed, listed);
  assert.deepEqual(
    [reason.listed, reason.others],
    [
      { count: count.listedOld, of: count.listed },
      { count: count.othersOld, of: count.others },
    ],
  );
});

test('a declared tie to a household on the list is named; each household shown leaves a line in the log', async () => {
  const { rows } = await database.ownerPool.query<{ household_id: string }>(
    `select household_id from review_list where round_id = $1 and why <> 'sample' limit 1`,
    [api.mini.rounds.now],
  );
  const householdId = rows[0]?.household_id ?? assert.fail();
  const payload = { householdId, accountId: api.mini.accounts['chutich']?.accountId, tie: 'relative' };
  const sent = { commandId: crypto.randomUUID(), kind: 'tie-declared', v: 1, at: NOW, payload };
  await (await api.as('chutich'))('/api/commands', { commands: [sent] });
  const before = await logged();
  const { tied, visit, doubts } = await fairness();
  assert.deepEqual(
    tied.map((one) => [one.householdId, one.tie, one.who]),
    [[householdId, 'relative', api.mini.accounts['chutich']?.displayName]],
  );
  const shown = new Set([...visit, ...tied, ...doubts.flatMap((doubt) => doubt.households)].map((one) => one.householdId));
  assert.equal((await logged()) - before, shown.size);
});

test('whose declared relatives are nearly all listed is named with what was compared', async () => {
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `select r.household_id as id from review_list r join household h on h.household_id = r.household_id and h.state = 'present'
      where r.round_id = $1 and r.why <> 'sample' and not exists (select from tie t where t.household_id = r.household_id) order by 1 limit 8`,
    [api.mini.rounds.now],
  );
  assert.equal(rows.length, 8);
  const accountId = api.mini.accounts['truongap']?.accountId;
  const commands = rows.map(({ id }) => ({
    ...{ commandId: crypto.randomUUID(), kind: 'tie-declared', v: 1, at: NOW },
    payload: { householdId: id, accountId, tie: 'relative' },
  }));
  await (await api.as('chutich'))('/api/commands', { commands });
  const { favoured, listed } = await fairness();
  assert.deepEqual(
    favoured.map(({ name, own, others }) => [name, own, others.count]),
    [[api.mini.accounts['truongap']?.displayName, { count: 8, of: 8 }, listed - 8]],
  );
});

async function logged(): Promise<number> {
  const { rows } = await database.ownerPool.query(
    `select count(*)::int as n from read_log where purpose = 'fairness' and household_id is not null`,
  );
  return rows[0]?.n;
}

test('a commune looks at its own, enumerators and offices above at nobody', async () => {
  for (const other of ['rasoat', 'truongap', 'canbotinh', 'kiemtra'])
    await assert.rejects((await api.as(other))(`/api/areas/${communeId}/fairness`), /403/, other);
  assert.ok((await (await api.as('chutich'))<FairnessView>(`/api/areas/${communeId}/fairness`)).visit.length > 0);
  const [, last] = hamlets;
  assert.deepEqual((await fairness(last?.areaId)).doubts, []);
});

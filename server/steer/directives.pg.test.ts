/**
 * Directives through the whole server (chỉ đạo qua máy chủ): whom a rule reaches against the lists of households, what hamlets tell
 * in any order, twice, late, against a plain fold, and that nobody sends, tells or reads for a place that is not theirs.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { reachedBy } from '../../core/steer/reach.ts';
import type { WorkloadView } from '../../core/meeting/workload.ts';
import type { AreaView, CommandsAnswer, DeviceView, HouseholdPage } from '../../core/views.ts';
import type { DirectiveReach, DirectiveRow, DirectiveView } from '../../core/steer/views.ts';
import { asActor } from '../http/transaction.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { openApi, type Ask } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';

const NOW = '2026-10-12T02:00:00.000Z';
const seed = Number(process.env['VUON_SEED'] ?? 20261129);
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW, visited: (key) => key.length % 3 === 0 });
after(() => api.close());

const { communeId, hamlets } = api.mini.village;
const enumerator = await api.as('rasoat');
const [head, secretary] = [await api.as('truongap'), await api.as('bithu')];
const [officer, chair] = [await api.as('canbo'), await api.as('chutich')];
const [province, auditor] = [await api.as('canbotinh'), await api.as('kiemtra')];
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? '';
const [first, second, third] = hamlets.map(({ areaId }) => areaId);
assert.ok(first !== undefined && second !== undefined && third !== undefined);
assert.equal(api.mini.accounts['truongap']?.grants[0]?.areaId, first);

let ids = 0;
const newId = () => `0199f100-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
const sealed = (kind: string, payload: object, commandId = newId()) => ({ commandId, kind, v: 1, at: '2026-10-12T01:00:00.000Z', payload });
async function tell(ask: Ask, ...commands: ReturnType<typeof sealed>[]): Promise<string[]> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands });
  return answers.map(({ answer, problem }) => problem?.code ?? answer);
}
const asked = { areaId: communeId, text: 'Rà soát xong trước ngày họp dân.', dueOn: '2026-10-20', rule: 'all' };
const send = async (ask: Ask, change: object = {}): Promise<{ directiveId: string; said: string }> => {
  const directiveId = newId();
  const [said] = await tell(ask, sealed('send-directive', { directiveId, ...asked, ...change }));
  return { directiveId, said: said ?? '' };
};
const note = (directiveId: string, hamletId: string, step: string, more: object = {}) =>
  sealed('directive-noted', { directiveId, hamletId, step, at: '2026-10-12T01:30:00.000Z', word: null, ...more });
const listOf = (ask: Ask, areaId: string = communeId) => ask<readonly DirectiveRow[]>(`/api/areas/${areaId}/directives`);
const viewOf = (ask: Ask, directiveId: string, areaId: string = communeId) =>
  ask<DirectiveView>(`/api/areas/${areaId}/directives/${directiveId}`);
const heardBy = async (ask: Ask, directiveId: string) =>
  (await ask<DeviceView>('/api/device')).directives.find((one) => one.directiveId === directiveId);

test('whom each rule would reach is what the lists of households say, and whom it reaches is that', async () => {
  const rows = new Map<string, HouseholdPage['rows']>();
  for (const { areaId } of hamlets) rows.set(areaId, (await officer<HouseholdPage>(`/api/areas/${areaId}/households?limit=500`)).rows);
  const where = (keeps: (all: HouseholdPage['rows']) => boolean) => [...rows].filter(([, all]) => keeps(all)).map(([id]) => id);
  const wanted: Record<'all' | 'unfinished' | 'not-begun' | 'late' | 'poor' | 'near-poor', string[]> = {
    late: [],
    all: where(() => true),
    unfinished: where((all) => all.some((row) => row.listed !== null && !row.interviewed)),
    'not-begun': where((all) => all.some((row) => row.listed !== null) && all.every((row) => row.listed === null || !row.interviewed)),
    poor: where((all) => all.some(({ status }) => status === 'poor')),
    'near-poor': where((all) => all.some(({ status }) => status === 'near-poor')),
  };
  const reach = await officer<DirectiveReach>(`/api/areas/${communeId}/directives/reach`);
  for (const rule of ['all', 'unfinished', 'not-begun', 'poor', 'near-poor'] as const)
    assert.deepEqual(reachedBy({ rule }, reach), wanted[rule].toSorted(), rule);
  assert.equal(reach.length, hamlets.length);
  const plan = await officer<WorkloadView>(`/api/areas/${communeId}/workload`);
  assert.ok(plan.of === 'hamlets');
  assert.deepEqual(
    new Map(reach.map(({ hamletId, short }) => [hamletId, short])),
    new Map(plan.rows.map(({ areaId, short }) => [areaId, short])),
    'late is what the plan to catch up calls so',
  );
  wanted.late = plan.rows.filter(({ short }) => short > 0).map(({ areaId }) => areaId);
  assert.deepEqual(
    await province<DirectiveReach>(`/api/areas/${provinceId}/directives/reach`),
    reach,
    'the province has no other hamlets here',
  );
  for (const [rule, all] of Object.entries(wanted)) {
    const { directiveId, said } = await send(officer, { rule });
    if (all.length === 0) {
      assert.equal(said, 'directive-reaches-nobody');
      continue;
    }
    assert.equal(said, 'taken');
    const { hamlets: reached, directive } = await viewOf(officer, directiveId);
    assert.deepEqual(reached.map(({ hamletId }) => hamletId).sort(), [...all].sort(), rule);
    assert.deepEqual(directive.counts, { sent: all.length, received: 0, opened: 0, done: 0 });
  }
  const board = await officer<AreaView>(`/api/areas/${communeId}`);
  assert.ok(board.totals.interviewed > 0 && board.totals.interviewed < board.totals.listed, 'some are visited, some are not');
});

test('hamlets are ticked one by one, each once; those of elsewhere, and lists that do not belong to the rule, are refused', async () => {
  const ticked = await send(officer, { rule: 'chosen', chosen: [third, first, third] });
  assert.equal(ticked.said, 'taken');
  const view = await viewOf(officer, ticked.directiveId);
  assert.deepEqual(view.hamlets.map(({ hamletId }) => hamletId).sort(), [first, third].sort());
  assert.deepEqual([view.directive.rule, view.directive.share, view.directive.counts.sent], ['chosen', null, 2]);
  assert.ok((await heardBy(head, ticked.directiveId)) !== undefined);
  for (const foreign of [newId(), communeId, provinceId])
    assert.equal((await send(officer, { rule: 'chosen', chosen: [first, foreign] })).said, 'directive-hamlet-elsewhere');
  assert.equal((await send(officer, { rule: 'chosen' })).said, 'malformed');
  assert.equal((await send(officer, { chosen: [first] })).said, 'malformed');
  assert.equal((await send(officer, { rule: 'below' })).said, 'malformed');
  assert.equal((await send(officer, { share: 50 })).said, 'malformed');
  assert.equal((await send(officer, { rule: 'below', share: 101 })).said, 'malformed');
});

test('what is said to one hamlet alone is read by it, and by no other', async () => {
  const own = [
    { hamletId: first, text: 'Còn 3 hộ.' },
    { hamletId: third, text: 'Làm giúp ấp bên 2 hộ.' },
  ];
  const { directiveId, said } = await send(officer, { rule: 'chosen', chosen: [first, third], own });
  assert.equal(said, 'taken');
  assert.equal((await heardBy(head, directiveId))?.text, `${asked.text}\nCòn 3 hộ.`);
  assert.equal((await heardBy(secretary, directiveId))?.text, `${asked.text}\nCòn 3 hộ.`);
  const { hamlets: told } = await viewOf(officer, directiveId);
  assert.deepEqual(Object.fromEntries(told.map(({ hamletId, own: line }) => [hamletId, line])), {
    [first]: 'Còn 3 hộ.',
    [third]: 'Làm giúp ấp bên 2 hộ.',
  });
  assert.equal((await send(officer, { rule: 'chosen', chosen: [third], own })).said, 'malformed', 'only to those that are ticked');
  const named = [{ hamletId: first, text: 'Hộ 086123456789' }];
  assert.equal((await send(officer, { rule: 'chosen', chosen: [first], own: named })).said, 'directive-names-citizen');
});

test('below a share of the list: exactly the hamlets of whose list less is visited', async () => {
  const reach = await officer<DirectiveReach>(`/api/areas/${communeId}/directives/reach`);
  const part = ({ listed, unvisited }: DirectiveReach[number]) => (listed - unvisited) / listed;
  const listed = reach.filter((one) => one.listed > 0);
  const parts = listed.map(part).sort((a, b) => a - b);
  const share = Math.min(100, Math.floor((parts.at(-1) ?? 0) * 100) + 1);
  const wanted = listed.filter((one) => part(one) < share / 100).map(({ hamletId }) => hamletId);
  assert.ok(wanted.length > 0);
  const { directiveId, said } = await send(officer, { rule: 'below', share });
  assert.equal(said, 'taken');
  const view = await viewOf(officer, directiveId);
  assert.deepEqual(view.hamlets.map(({ hamletId }) => hamletId).sort(), wanted.sort());
  assert.deepEqual([view.directive.rule, view.directive.share], ['below', share]);
});

const STEPS = ['received', 'opened', 'done'] as const;
const LIVE = ['receivedAt', 'openedAt', 'doneAt'] as const;
const minute = (at: number): string => new Date(Date.parse(NOW) + at * 60_000).toISOString();

interface Told {
  readonly who: 'head' | 'secretary' | 'enumerator';
  readonly step: 0 | 1 | 2;
  /** Minutes after it was sent, by a clock that may be wrong either way. */
  readonly at: number;
  readonly twice: boolean;
}

test('told by several phones in any order, twice, with wrong clocks: the counts are a plain fold', async () => {
  const told: fc.Arbitrary<Told> = fc.record({
    who: fc.constantFrom('head', 'secretary', 'enumerator'),
    step: fc.constantFrom(0, 1, 2),
    at: fc.integer({ min: -500, max: 500 }),
    twice: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 8 }), async (all) => {
      const { directiveId } = await send(officer);
      const people = { head, secretary, enumerator };
      const moments: (string | null)[] = [null, null, null];
      let word: string | null = null;
      for (const { who, step, at, twice } of all) {
        const said = step === 2 ? `${who} ${at}` : null;
        const command = note(directiveId, first, STEPS[step], { at: minute(at), word: said });
        assert.deepEqual(await tell(people[who], command), ['taken']);
        if (twice) assert.deepEqual(await tell(people[who], command), ['known']);
        // Everything was sent and heard in the one minute at which this server's clock stands.
        for (let i = 0; i <= step; i += 1) moments[i] = NOW;
        word ??= said;
      }
      const { hamlets: shown, directive } = await viewOf(officer, directiveId);
      const own = shown.find(({ hamletId }) => hamletId === first);
      assert.deepEqual(
        LIVE.map((key) => own?.[key]),
        moments,
      );
      assert.equal(own?.word, word);
      const [received, opened, finished] = moments.map((at) => (at === null ? 0 : 1));
      assert.deepEqual(directive.counts, { sent: hamlets.length, received, opened, done: finished });
      const heard = await heardBy(head, directiveId);
      const furthest = STEPS[moments.filter((at) => at !== null).length - 1];
      assert.deepEqual(heard?.hamlets, [{ hamletId: first, step: furthest }]);
    }),
    { seed, numRuns: 12 },
  );
});

test('a step is never before the directive nor after the server heard of it', async () => {
  const { directiveId } = await send(officer);
  const { sentAt } = (await viewOf(officer, directiveId)).directive;
  // As if it had been sent four hours ago.
  await database.ownerPool.query(`update directive set sent_at = sent_at - interval '4 hours' where directive_id = $1`, [directiveId]);
  const at = async (step: string, minutes: number) => {
    await tell(head, note(directiveId, first, step, { at: minute(minutes) }));
    return (await viewOf(officer, directiveId)).hamlets.find(({ hamletId }) => hamletId === first);
  };
  assert.equal((await at('done', 60))?.doneAt, NOW, 'a clock that runs ahead');
  assert.equal((await at('done', -30))?.doneAt, minute(-30), 'the earlier of two');
  const last = await at('received', -600);
  assert.equal(last?.receivedAt, minute(-240), 'a clock that runs behind');
  assert.equal(last?.doneAt, minute(-30));
  assert.equal(sentAt, NOW);
});

test('only the hamlet itself tells, only an office sends, withdraws and reads', async () => {
  const { directiveId } = await send(chair);
  assert.deepEqual(await tell(head, note(directiveId, second, 'done')), ['not-your-area']);
  for (const ask of [officer, chair, province]) assert.deepEqual(await tell(ask, note(directiveId, first, 'done')), ['not-your-role']);
  assert.deepEqual(await tell(head, note(newId(), first, 'done')), ['directive-unknown']);
  assert.deepEqual(await tell(head, note(directiveId, first, 'opened', { word: 'chưa xong' })), ['malformed']);
  assert.deepEqual(await tell(enumerator, note(directiveId, third, 'received')), ['taken'], 'who works in all hamlets of the commune');
  for (const ask of [head, secretary, enumerator]) assert.equal((await send(ask)).said, 'not-your-role');
  assert.equal((await send(officer, { areaId: provinceId })).said, 'not-your-area');
  assert.equal((await send(officer, { dueOn: '2026-10-11' })).said, 'directive-due-gone-by');
  assert.equal((await send(officer, { text: 'Xem lại ông A, số 086203001234.' })).said, 'directive-names-citizen');
  assert.deepEqual(await tell(head, note(directiveId, first, 'done', { word: 'xong, trừ 086 203 001 234' })), ['directive-names-citizen']);
  assert.deepEqual(await tell(officer, sealed('send-directive', { directiveId, ...asked })), ['directive-exists']);
  for (const ask of [head, enumerator, auditor])
    for (const path of ['', '/reach', `/${directiveId}`])
      await assert.rejects(ask(`/api/areas/${communeId}/directives${path}`), /403 .*not-your-role/);
  assert.equal(await heardBy(officer, directiveId), undefined, 'an office’s phone is not the hamlet’s');
});

test('a province’s directive reaches the hamlets and is seen, not withdrawn, by their commune; what is withdrawn is told so, and still heard', async () => {
  const { directiveId, said } = await send(province, { areaId: provinceId });
  assert.equal(said, 'taken');
  const seen = (await listOf(officer)).find((row) => row.directiveId === directiveId);
  assert.deepEqual([seen?.own, seen?.by, seen?.counts.sent], [false, api.mini.accounts['canbotinh']?.displayName, hamlets.length]);
  assert.equal(
    (await listOf(province, provinceId)).some((row) => !row.own),
    false,
    'what communes send is their own',
  );
  const back = (areaId: string) => sealed('directive-withdrawn', { directiveId, areaId, why: 'đã có văn bản khác' });
  assert.deepEqual(await tell(officer, back(provinceId)), ['not-your-area']);
  assert.deepEqual(await tell(officer, back(communeId)), ['directive-unknown']);
  assert.deepEqual(await tell(province, back(provinceId)), ['taken']);
  assert.deepEqual(await tell(province, back(provinceId)), ['directive-withdrawn-before']);
  assert.equal((await heardBy(head, directiveId))?.withdrawn?.why, 'đã có văn bản khác');
  assert.deepEqual(await tell(head, note(directiveId, first, 'done', { word: 'đã làm trước khi rút' })), ['taken']);
  assert.equal((await viewOf(province, directiveId, provinceId)).directive.counts.done, 1);
});

test('a day gone by makes hamlets overdue that have not done it', async () => {
  const { directiveId } = await send(officer, { dueOn: '2026-10-12' });
  const overdue = async () => (await viewOf(officer, directiveId)).directive.overdue;
  assert.equal(await overdue(), 0);
  await database.ownerPool.query(`update directive set due_on = '2026-10-11' where directive_id = $1`, [directiveId]);
  assert.equal(await overdue(), hamlets.length);
  await tell(head, note(directiveId, first, 'done'));
  assert.equal(await overdue(), hamlets.length - 1);
});

test('row security alone shows a hamlet its own directives and nobody else’s', async () => {
  const { directiveId } = await send(officer);
  const count = (hamletIds: readonly string[], communes: readonly string[] = []) =>
    asActor(database.app, { accountId: newId(), reach: { hamlets: hamletIds, communes }, today: '2026-10-12' }, async (tx) => {
      const rows = (text: string) => sqlOfKysely(tx).query<{ n: number }>(text, [directiveId]);
      const [one] = await rows('select count(*)::int as n from directive where directive_id = $1');
      const [per] = await rows('select count(*)::int as n from directive_hamlet where directive_id = $1');
      return [one?.n, per?.n];
    });
  assert.deepEqual(await count([first]), [1, 1]);
  assert.deepEqual(await count([first, second, third], [communeId]), [1, 3]);
  assert.deepEqual(await count([newId()]), [0, 0]);
  assert.deepEqual(await count([], ['a9999']), [0, 0]);
});

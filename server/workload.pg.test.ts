/** What is left to visit, as the commune and the province see it: the same as the lists of households and who went on which day. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { WorkloadView } from '../core/meeting/workload.ts';
import type { AreaView, CommandsAnswer, DeviceView, HouseholdPage, InterviewView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-11-30T02:00:00.000Z', visited: () => false });
after(() => api.close());
const { households, communeId, hamlets } = api.mini.village;
const enumerator = await api.as('rasoat');
const officer = await api.as('canbo');
const { session } = await enumerator<DeviceView>('/api/device');

async function hamletLoads() {
  const view = await officer<WorkloadView>(`/api/areas/${communeId}/workload`);
  assert.ok(view.of === 'hamlets');
  return view;
}

async function visit(householdId: string, interviewedOn: string): Promise<void> {
  const view = await enumerator<InterviewView>(`/api/households/${householdId}/interview`);
  const answers = households.find(({ registered }) => registered.householdId === householdId)?.answers ?? assert.fail('not of the village');
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers, gone: [], interviewedOn },
    ...{ startedAt: `${interviewedOn}T01:00:00.000Z`, endedAt: `${interviewedOn}T01:20:00.000Z`, seen: view.version },
    enumeratorId: session.accountId,
  };
  const sent = { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at: `${interviewedOn}T01:20:00.000Z`, payload };
  const { answers: said } = await enumerator<CommandsAnswer>('/api/commands', { commands: [sent] });
  assert.deepEqual(
    said.map(({ answer, problem }) => problem?.code ?? answer),
    ['taken'],
  );
}

/** Of the hamlet's list, as a person counts it. */
const waiting = async (hamletId: string, filter: string): Promise<HouseholdPage> =>
  officer(`/api/areas/${hamletId}/households?filter=${filter}&limit=500`);

test('what is left are the households that the list shows as not interviewed, hamlet by hamlet', async () => {
  const { rows, daysLeft, paceDays } = await hamletLoads();
  assert.equal(daysLeft, 15);
  assert.equal(paceDays, 7);
  assert.deepEqual(rows.map(({ areaId }) => areaId).toSorted(), hamlets.map(({ areaId }) => areaId).toSorted());
  for (const { areaId, left, listed, recent, endsOn } of rows) {
    assert.equal(left, (await waiting(areaId, 'not-interviewed')).total, areaId);
    assert.equal(listed, (await waiting(areaId, 'listed')).total, areaId);
    assert.deepEqual([recent, endsOn], [0, null]);
  }
});

test('visits of the seven days before today make the pace; earlier ones and today’s do not', async () => {
  const { rows } = await hamletLoads();
  const largest = rows.toSorted((a, b) => b.left - a.left)[0] ?? assert.fail('no hamlet');
  const due = (await waiting(largest.areaId, 'not-interviewed')).rows.map(({ householdId }) => householdId);
  const days = ['2026-11-22', '2026-11-23', '2026-11-29', '2026-11-30'];
  assert.ok(due.length > days.length, `${due.length} to visit`);
  for (const [i, on] of days.entries()) await visit(due[i] ?? '', on);
  const row = (await hamletLoads()).rows.find(({ areaId }) => areaId === largest.areaId) ?? assert.fail('gone');
  assert.deepEqual([row.interviewed, row.left, row.recent], [4, largest.left - 4, 2]);
  const own = row.visitors.find(({ accountId }) => accountId === session.accountId);
  assert.deepEqual([own?.visits, own?.recent], [4, 2]);
});

test('the province sees what its communes come to; hamlets, enumerators and the auditor do not plan', async () => {
  const { round, rows, uncovered } = await hamletLoads();
  const province = await api.as('canbotinh');
  const { crumbs } = await officer<AreaView>(`/api/areas/${communeId}`);
  const top = crumbs[0]?.areaId ?? assert.fail('no province');
  const view = await province<WorkloadView>(`/api/areas/${top}/workload`);
  assert.ok(view.of === 'communes');
  const own = view.communes.find(({ areaId }) => areaId === communeId);
  assert.deepEqual(
    [view.round.roundId, own?.left, own?.uncovered, own?.late],
    [round.roundId, rows.reduce((sum, row) => sum + row.left, 0), uncovered, rows.filter(({ short }) => short > 0).length],
  );
  for (const other of ['rasoat', 'truongap', 'kiemtra'])
    await assert.rejects((await api.as(other))(`/api/areas/${communeId}/workload`), /403/, other);
  await assert.rejects(officer(`/api/areas/${hamlets[0]?.areaId}/workload`), /404/);
});

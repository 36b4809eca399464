/** Where an interview was held is kept with the form and shown to the hamlet and its commune, to nobody above; a form without it is whole. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PullAnswer } from '../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, HouseholdView, InterviewView, PulledHouseholdView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());
const enumerator = await api.as('rasoat');
const { session } = await enumerator<DeviceView>('/api/device');
const HELD_AT = { latE5: 993_421, lonE5: 10_634_512, accuracyM: 12 };

async function send(key: string, more: object): Promise<{ readonly householdId: string; readonly said: string }> {
  const { registered, answers } = api.mini.village.households.find((one) => one.key === key) ?? assert.fail(key);
  const { householdId } = registered;
  const view = await enumerator<InterviewView>(`/api/households/${householdId}/interview`);
  const at = '2026-10-12T01:00:00.000Z';
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers, gone: [] },
    ...{ interviewedOn: '2026-10-12', startedAt: at, endedAt: at, seen: view.version, enumeratorId: session.accountId, ...more },
  };
  const sent = { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload };
  const { answers: said } = await enumerator<CommandsAnswer>('/api/commands', { commands: [sent] });
  return { householdId, said: said.map(({ answer, problem }) => problem?.code ?? answer).join() };
}

const shownTo = async (username: string, householdId: string) =>
  (await (await api.as(username))<HouseholdView>(`/api/households/${householdId}`)).interviews[0]?.heldAt;

test('shown to the hamlet and the commune, hidden above', async () => {
  const { householdId, said } = await send('rich', { heldAt: HELD_AT });
  assert.equal(said, 'taken');
  for (const close of ['rasoat', 'canbo']) assert.deepEqual(await shownTo(close, householdId), HELD_AT, close);
  assert.equal(await shownTo('canbotinh', householdId), null);
});

test('goes with the list to a phone of that hamlet, and not along when the household moves to another', async () => {
  const { registered } = api.mini.village.households.find(({ key }) => key === 'rich') ?? assert.fail();
  const { householdId, hamletId } = registered;
  const onPhone = async () => {
    const { books } = await enumerator<PullAnswer<PulledHouseholdView>>('/api/pull');
    const rows = books.flatMap((book) => ('rows' in book ? book.rows : []));
    assert.deepEqual(
      rows.filter((row) => row.householdId !== householdId && row.heldAt !== undefined),
      [],
    );
    return rows.find((row) => row.householdId === householdId)?.heldAt;
  };
  assert.deepEqual(await onPhone(), HELD_AT);
  const to = api.mini.village.hamlets.find(({ areaId }) => areaId !== hamletId) ?? assert.fail();
  const payload = { householdId, toHamletId: to.areaId, address: null, on: '2026-10-12' };
  const moved = { commandId: crypto.randomUUID(), kind: 'move-household', v: 1, at: '2026-10-12T01:30:00.000Z', payload };
  const { answers } = await (await api.as('canbo'))<CommandsAnswer>('/api/commands', { commands: [moved] });
  assert.equal(answers[0]?.answer, 'taken', JSON.stringify(answers));
  assert.equal(await onPhone(), undefined);
});

test('a form without it is taken, and one with what is no place is refused', async () => {
  const { householdId, said } = await send('khmer', {});
  assert.equal(said, 'taken');
  assert.equal(await shownTo('canbo', householdId), null);
  for (const wrong of [{ latE5: 9_000_001 }, { lonE5: 1.5 }, { accuracyM: -1 }, { altitudeM: 3 }])
    assert.equal((await send('lone-old', { heldAt: { ...HELD_AT, ...wrong } })).said, 'malformed', JSON.stringify(wrong));
});

test('of a clock that was wrong the household’s page says by which sign; of a right one nothing', async () => {
  const shown = async (key: string, told: { startedAt: string; endedAt: string }) => {
    const { householdId, said } = await send(key, told);
    assert.equal(said, 'taken');
    return (await (await api.as('canbo'))<HouseholdView>(`/api/households/${householdId}`)).interviews[0]?.clock;
  };
  const [first, second, third] = api.mini.village.households
    .map(({ key }) => key)
    .filter((key) => !['rich', 'khmer', 'lone-old'].includes(key));
  assert.equal(await shown(first ?? '', { startedAt: '2026-10-12T01:00:00.000Z', endedAt: '2026-10-12T01:20:00.000Z' }), null);
  assert.equal(await shown(second ?? '', { startedAt: '2026-10-15T01:00:00.000Z', endedAt: '2026-10-15T01:20:00.000Z' }), 'ahead');
  assert.equal(await shown(third ?? '', { startedAt: '2020-01-01T01:00:00.000Z', endedAt: '2020-01-01T01:20:00.000Z' }), 'other-day');
});

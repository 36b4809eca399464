/**
 * Forms sealed by the phone's own code, sent to the real server: taken once, only from the session of the person for whom they were
 * sealed, only as they were sealed; and what is kept for one person is neither fetched nor sent as another.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Box } from '../../core/sync/box.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import type { CommandsAnswer, DeviceView, HouseholdView, InterviewView } from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { sealTo } from './vault.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());

const ask = await api.as('rasoat');
const { sealKey, session } = await ask<DeviceView>('/api/device');

async function formOf(key: string) {
  const found = api.mini.village.households.find((one) => one.key === key);
  assert.ok(found !== undefined, key);
  const { householdId } = found.registered;
  const view = await ask<InterviewView>(`/api/households/${householdId}/interview`);
  const at = '2026-10-12T01:00:00.000Z';
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers: found.answers, gone: [] },
    ...{ interviewedOn: '2026-10-12', startedAt: at, endedAt: at, seen: view.version, enumeratorId: session.accountId },
  };
  return { householdId, command: { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload } };
}

type Command = Awaited<ReturnType<typeof formOf>>['command'];
const boxOf = (command: Command, accountId = session.accountId) => sealTo(sealKey, placeOfBox(accountId, command.commandId), command);
const send = async (from: typeof ask, commandId: string, box: Box) =>
  (await from<CommandsAnswer>('/api/sealed', { commands: [{ commandId, box }] })).answers.map(
    ({ answer, problem }) => problem?.code ?? answer,
  );
const visits = async (householdId: string) =>
  (await ask<HouseholdView>(`/api/households/${householdId}`)).interviews.filter((one) => one.roundId === api.mini.rounds.now).length;

test('a sealed form is taken, and known when it comes again', async () => {
  const { householdId, command } = await formOf('rich');
  const box = await boxOf(command);
  assert.ok(!JSON.stringify(box).includes(householdId));
  assert.deepEqual(await send(ask, command.commandId, box), ['taken']);
  assert.deepEqual(await send(ask, command.commandId, box), ['known']);
  assert.equal(await visits(householdId), 1);
});

test('it opens for nobody else, under no other id, with no byte changed', async () => {
  const { householdId, command } = await formOf('khmer');
  const box = await boxOf(command);
  const other = await api.as('truongap');
  assert.deepEqual(await send(other, command.commandId, box), ['sealed-for-another']);
  assert.deepEqual(await send(ask, crypto.randomUUID(), box), ['sealed-for-another']);
  for (const part of ['data', 'iv', 'from', 'to'] as const) {
    const text = box[part];
    const changed = { ...box, [part]: `${text.startsWith('B') ? 'C' : 'B'}${text.slice(1)}` };
    assert.deepEqual(await send(ask, command.commandId, changed), ['sealed-for-another'], part);
  }
  assert.equal(await visits(householdId), 0);
  assert.deepEqual(await send(ask, command.commandId, box), ['taken']);
});

test('one that does not open spoils no other of its batch', async () => {
  const [good, bad] = [(await formOf('lone-old')).command, (await formOf('undetermined')).command];
  const foreign = await boxOf(bad, 'somebody else');
  const commands = [
    { commandId: bad.commandId, box: foreign },
    { commandId: good.commandId, box: await boxOf(good) },
  ];
  const { answers } = await ask<CommandsAnswer>('/api/sealed', { commands });
  assert.deepEqual(
    answers.map(({ commandId, answer }) => [commandId, answer]),
    [
      [bad.commandId, 'refused'],
      [good.commandId, 'taken'],
    ],
  );
});

test('another person who signed in on the phone since fetches and sends nothing in one’s stead', async () => {
  const { command } = await formOf('poor-at-cut-off');
  const own = await api.as('rasoat', { 'x-vuon-account': session.accountId });
  const other = await api.as('truongap', { 'x-vuon-account': session.accountId });
  for (const path of ['/api/device', '/api/pull']) {
    await own(path);
    await assert.rejects(other(path), /401.*not-signed-in/);
  }
  await assert.rejects(other('/api/commands', { commands: [command] }), /401.*not-signed-in/);
  assert.deepEqual(
    (await own<CommandsAnswer>('/api/commands', { commands: [command] })).answers.map(({ answer }) => answer),
    ['taken'],
  );
});

/**
 * One phone of a person is lost and withdrawn alone (thu hồi một máy): it is answered as if nobody were signed in, after signing in anew as
 * well, and hands in what it holds; the person's other phone goes on.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AccountView } from '../../core/access/views.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import { PHONE_HEADER } from '../../core/sync/protocol-version.ts';
import type { CommandsAnswer, DeviceView, HandedIn, HandoversPage, InterviewView } from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { sealTo } from './vault.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());

const LOST = '01a0e5f4-7b80-7314-a4eb-000000000001';
const OTHER = '01a0e5f4-7b80-7314-a4eb-000000000002';
const phone = (phoneId: string) => api.as('rasoat', { [PHONE_HEADER]: phoneId });
const [lost, other, officer] = [await phone(LOST), await phone(OTHER), await api.as('canbo')];
const told = await lost<DeviceView>('/api/device');
const { accountId } = told.session;
const otherWord = (await other<DeviceView>('/api/device')).handIn;
const phonesAt = async (who = officer) => (await who<AccountView>(`/api/accounts/${accountId}`)).phones;
const withdraw = (who: typeof officer, phoneId: string) => who(`/api/accounts/${accountId}/phones/withdraw`, { phoneId });

async function formOf(key: string) {
  const { registered, answers } = api.mini.village.households.find((one) => one.key === key) ?? assert.fail(key);
  const { householdId } = registered;
  const view = await other<InterviewView>(`/api/households/${householdId}/interview`);
  const at = '2026-10-12T01:00:00.000Z';
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers, gone: [] },
    ...{ interviewedOn: '2026-10-12', startedAt: at, endedAt: at, seen: view.version, enumeratorId: accountId, overlap: 'merge' },
  };
  const command = { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at, payload };
  const { commandId } = command;
  return { commandId, box: await sealTo(told.sealKey, placeOfBox(accountId, commandId), command) };
}

const stranger = await api.as('canbotinh');
const hand = (more: object, commands: readonly object[] = []) =>
  stranger<HandedIn>('/api/quarantine', { accountId, phoneId: LOST, word: told.handIn, commands, ...more });

test('each phone of a person is listed with the account; as long as none is withdrawn nothing is handed in', async () => {
  assert.deepEqual(
    new Set((await phonesAt()).map(({ phoneId, withdrawnAt }) => `${phoneId} ${withdrawnAt}`)),
    new Set([LOST, OTHER].map((id) => `${id} null`)),
  );
  assert.deepEqual(await hand({}, [await formOf('rich')]), { withdrawn: false, answers: [] });
  await assert.rejects(hand({ word: otherWord }), /401.*not-signed-in/, 'the word of another phone');
  await assert.rejects(hand({ phoneId: undefined }), /401.*not-signed-in/, 'the word without its phone');
});

test('nobody but the office withdraws it, and of this person alone', async () => {
  for (const name of ['rasoat', 'truongap', 'canbotinh', 'kiemtra'])
    await assert.rejects(withdraw(await api.as(name), LOST), /40[34]/, name);
  await assert.rejects(withdraw(officer, '01a0e5f4-7b80-7314-a4eb-000000000009'), /404/);
  const head = api.mini.accounts['truongap']?.accountId ?? assert.fail();
  await assert.rejects(officer(`/api/accounts/${head}/phones/withdraw`, { phoneId: LOST }), /404/);
  await lost('/api/device');
});

test('withdrawn, it fetches and sends nothing, signed in anew neither; its forms go to the commune; the other phone goes on', async () => {
  const [form, sent] = [await formOf('rich'), await formOf('khmer')];
  await withdraw(officer, LOST);
  await withdraw(officer, LOST);
  await assert.rejects(lost('/api/device'), /401.*not-signed-in/);
  const again = await phone(LOST);
  for (const ask of [lost, again]) {
    await assert.rejects(ask('/api/pull'), /401.*not-signed-in/);
    await assert.rejects(ask('/api/sealed', { commands: [form] }), /401.*not-signed-in/);
  }
  assert.equal((await other<CommandsAnswer>('/api/sealed', { commands: [sent] })).answers[0]?.answer, 'taken');
  const said = await hand({}, [form]);
  assert.deepEqual([said.withdrawn, said.answers.map(({ answer }) => answer)], [true, ['taken']]);
  const { rows } = await officer<HandoversPage>(`/api/areas/${api.mini.village.communeId}/handovers`);
  assert.deepEqual(
    rows.map(({ handoverId, refusedBecause }) => [handoverId, refusedBecause]),
    [[form.commandId, 'device-withdrawn']],
  );
  await other('/api/pull');
  assert.deepEqual(
    (await phonesAt()).map(({ phoneId, withdrawnAt }) => [phoneId, withdrawnAt !== null]),
    [
      [OTHER, false],
      [LOST, true],
    ],
  );
  const taken = await api.as('truongap', { [PHONE_HEADER]: OTHER });
  await assert.rejects(taken('/api/device'), /401.*not-signed-in/, 'the id of another person’s phone');
});

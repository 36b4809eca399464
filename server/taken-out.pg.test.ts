/** On the household's page whoever was noted there by mistake is told apart from whoever moved away, to the desk as to anybody who reads it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CommandsAnswer, HouseholdView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());
const enumerator = await api.as('rasoat');
const { registered } = api.mini.village.households.find((one) => one.registered.members.length > 2) ?? assert.fail();
const { householdId } = registered;
const [, gone] = registered.members;
assert.ok(gone !== undefined);

async function send(kind: string, payload: object): Promise<void> {
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at: '2026-10-12T01:00:00.000Z', payload: { householdId, ...payload } };
  const { answers } = await enumerator<CommandsAnswer>('/api/commands', { commands: [command] });
  assert.equal(answers[0]?.answer, 'taken', JSON.stringify(answers));
}

test('taken out as noted by mistake, moved away, and noted again: each is told as it is', async () => {
  const identity = { fullName: 'Bé Ghi Nhầm', sex: 'male', birth: '2026-09-01' } as const;
  const member = { memberId: crypto.randomUUID(), relation: 'child', ...identity };
  const shown = async (username: string, memberId: string) => {
    const { members } = await (await api.as(username))<HouseholdView>(`/api/households/${householdId}`);
    const one = members.find((each) => each.memberId === memberId);
    return [one?.state, one?.never];
  };
  await send('member-born', { member, on: identity.birth });
  await send('withdraw-joining', { memberId: member.memberId, was: identity, why: 'của nhà bên cạnh' });
  await send('member-left', { memberId: gone.memberId, on: '2026-10-01' });
  for (const reader of ['rasoat', 'canbo', 'chutich']) {
    assert.deepEqual(await shown(reader, member.memberId), ['left', true], reader);
    assert.deepEqual(await shown(reader, gone.memberId), ['left', undefined], reader);
  }
  await send('member-arrived', { member, from: null, on: '2026-10-02' });
  assert.deepEqual(await shown('canbo', member.memberId), ['present', undefined]);
  await send('member-left', { memberId: member.memberId, on: '2026-10-05' });
  assert.deepEqual(await shown('canbo', member.memberId), ['left', undefined], 'this time they did live here');
});

/** What the door refused is handed to the commune, read there as it was written, and the phone hears what became of it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CommandsAnswer, DeviceView, HandoverView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());
const [enumerator, head, officer, chair, province] = await Promise.all(
  ['rasoat', 'truongap', 'canbo', 'chutich', 'canbotinh'].map((name) => api.as(name)),
);
assert.ok(enumerator !== undefined && head !== undefined && officer !== undefined && chair !== undefined && province !== undefined);
const communeId = api.mini.village.communeId;
const path = `/api/areas/${communeId}/handovers`;

let ids = 0;
const newId = () => `0199f000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
async function send(ask: typeof officer, kind: string, payload: object): Promise<{ commandId: string; said: string }> {
  const command = { commandId: newId(), kind, v: 1, at: '2026-10-12T01:00:00.000Z', payload };
  const { answers } = await (ask ?? assert.fail())<CommandsAnswer>('/api/commands', { commands: [command] });
  return { commandId: command.commandId, said: answers[0]?.problem?.code ?? answers[0]?.answer ?? '' };
}
const household = (key: string) => (api.mini.village.households.find((one) => one.key === key) ?? assert.fail(key)).registered;
const handing = ({ householdId, hamletId, headName }: ReturnType<typeof household>, handoverId: string) => ({
  ...{
    handoverId,
    householdId,
    hamletId,
    headName,
    refusedBecause: 'not-your-role',
    form: JSON.stringify({ envelope: { kind: 'member-died' } }),
  },
  word: 'Bà mất hôm qua',
});
const listed = (ask: typeof officer) => (ask ?? assert.fail())<readonly HandoverView[]>(path);
const heard = async (ask: typeof officer) => (await (ask ?? assert.fail())<DeviceView>('/api/device')).handovers;

test('refused, handed over, sent back, handed over again, settled: the first word of the commune stands each time', async () => {
  const own = api.mini.accounts['truongap']?.grants[0]?.areaId;
  const registered = (api.mini.village.households.find((one) => one.registered.hamletId === own) ?? assert.fail()).registered;
  const { householdId, hamletId } = registered;
  const died = await send(head, 'member-died', { householdId, memberId: registered.members[0]?.memberId, on: '2026-10-11' });
  assert.equal(died.said, 'not-your-role');
  assert.equal((await send(head, 'handed-over', handing(registered, died.commandId))).said, 'taken');
  const [open] = await listed(officer);
  assert.deepEqual(
    [open?.handoverId, open?.headName, open?.by, open?.word],
    [died.commandId, registered.headName, api.mini.accounts['truongap']?.displayName, 'Bà mất hôm qua'],
  );
  assert.deepEqual(JSON.parse(open?.form ?? ''), { envelope: { kind: 'member-died' } });
  assert.deepEqual(await heard(head), [{ handoverId: died.commandId, end: null }]);
  assert.deepEqual(await heard(enumerator), [], 'another person’s');
  const settle = (how: string, word: string | null) => ({ handoverId: died.commandId, householdId, hamletId, how, word });
  assert.equal((await send(head, 'handover-settled', settle('settled', null))).said, 'not-your-role');
  assert.equal((await send(enumerator, 'handover-settled', settle('settled', null))).said, 'not-your-role');
  assert.equal((await send(officer, 'handover-settled', settle('sent-back', 'Ghi rõ ngày mất'))).said, 'taken');
  assert.equal((await send(chair, 'handover-settled', settle('settled', null))).said, 'taken');
  const by = api.mini.accounts['canbo']?.displayName;
  assert.deepEqual(await heard(head), [{ handoverId: died.commandId, end: { how: 'sent-back', word: 'Ghi rõ ngày mất', by } }]);
  await send(head, 'handed-over', handing(registered, died.commandId));
  assert.equal((await listed(chair))[0]?.end, null);
  await send(chair, 'handover-settled', settle('settled', 'Đã ghi vào sổ'));
  assert.deepEqual((await heard(head))[0]?.end?.how, 'settled');
});

test('nobody hands over for a hamlet they never served, and only the commune reads', async () => {
  const own = api.mini.accounts['truongap']?.grants[0]?.areaId;
  const elsewhere = (api.mini.village.households.find((one) => one.registered.hamletId !== own) ?? assert.fail()).registered;
  assert.equal((await send(head, 'handed-over', handing(elsewhere, newId()))).said, 'not-your-area');
  assert.equal((await send(province, 'handed-over', handing(elsewhere, newId()))).said, 'not-your-area');
  for (const ask of [head, enumerator, province]) await assert.rejects(() => listed(ask), /403|not-your-role/);
  const unknown = { ...handing(elsewhere, newId()), householdId: newId() };
  assert.equal((await send(enumerator, 'handed-over', unknown)).said, 'taken', 'a household that the register does not know yet');
});

test('an erased household leaves nothing of what was handed over about it', async () => {
  const registered = household('rich');
  await send(enumerator, 'handed-over', handing(registered, newId()));
  const mine = async () => (await listed(officer)).filter(({ householdId }) => householdId === registered.householdId).length;
  assert.equal(await mine(), 1);
  const erased = await send(chair, 'erase', { householdId: registered.householdId, ground: 'theo yêu cầu', office: 'UBND xã' });
  assert.equal(erased.said, 'taken');
  assert.equal(await mine(), 0);
  const late = await send(enumerator, 'handed-over', handing(registered, newId()));
  assert.equal(late.said, 'household-not-present', 'nor does a phone that still holds one bring it back');
  assert.equal(await mine(), 0);
});

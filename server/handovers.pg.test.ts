/** What the door refused is handed to the commune, read there as it was written, and the phone hears what became of it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { MAX_MEMBERS } from '../core/register/roster.ts';
import { MOST_HANDED, WITHDRAWN } from '../core/sync/handover.ts';
import type { CommandsAnswer, DeviceView, HandoversPage } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { HOUSE, HUNG, PEOPLE } from '../tools/test/form-family.ts';
import { withDatabase } from '../tools/test/database.ts';
import { rebuild } from './ledger/rebuild.ts';
import { verify } from './ledger/verify.ts';

const database = await withDatabase({ max: 4 });
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
async function send(ask: typeof officer, kind: string, payload: object): Promise<{ commandId: string; said: string; by: unknown }> {
  const command = { commandId: newId(), kind, v: 1, at: '2026-10-12T01:00:00.000Z', payload };
  const { answers } = await (ask ?? assert.fail())<CommandsAnswer>('/api/commands', { commands: [command] });
  return { commandId: command.commandId, said: answers[0]?.problem?.code ?? answers[0]?.answer ?? '', by: answers[0]?.problem?.['by'] };
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
const pageOf = (ask: typeof officer, query = '') => (ask ?? assert.fail())<HandoversPage>(`${path}${query}`);
const listed = async (ask: typeof officer) => (await pageOf(ask)).rows;
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
  const by = api.mini.accounts['canbo']?.displayName;
  const second = await send(chair, 'handover-settled', settle('settled', null));
  assert.deepEqual([second.said, second.by], ['handover-answered', by], 'told who spoke first');
  assert.deepEqual(await heard(head), [{ handoverId: died.commandId, end: { how: 'sent-back', word: 'Ghi rõ ngày mất', by } }]);
  await send(head, 'handed-over', handing(registered, died.commandId));
  assert.equal((await listed(chair))[0]?.end, null);
  const twice = await send(head, 'handed-over', handing(registered, died.commandId));
  assert.deepEqual([twice.said, twice.by], ['handover-open', api.mini.accounts['truongap']?.displayName]);
  assert.equal((await send(enumerator, 'handed-over', handing(registered, died.commandId))).said, 'handover-of-another');
  const nothing = { ...settle('settled', null), handoverId: newId() };
  assert.equal((await send(chair, 'handover-settled', nothing)).said, 'handover-unknown');
  await send(chair, 'handover-settled', settle('settled', 'Đã ghi vào sổ'));
  assert.deepEqual((await heard(head))[0]?.end?.how, 'settled');
});

test('a device does not say that it was withdrawn, and whose household it is says the register', async () => {
  const registered = household('khmer');
  const before = (await listed(officer)).length;
  for (const refusedBecause of [WITHDRAWN.code, ` ${WITHDRAWN.code}\n`])
    assert.equal((await send(enumerator, 'handed-over', { ...handing(registered, newId()), refusedBecause })).said, 'not-sent-by-hand');
  assert.equal((await listed(officer)).length, before);
  const handoverId = newId();
  const [known, unknown] = [
    { ...handing(registered, handoverId), headName: 'Nhà Khác' },
    { ...handing(registered, newId()), householdId: newId() },
  ];
  for (const handed of [known, unknown]) assert.equal((await send(enumerator, 'handed-over', handed)).said, 'taken');
  const rows = await listed(officer);
  const row = rows.find((one) => one.handoverId === handoverId) ?? assert.fail();
  assert.equal(row.headName, registered.headName);
  assert.deepEqual(row.names, Object.fromEntries(registered.members.map(({ memberId, fullName }) => [memberId, fullName])));
  const strange = rows.find(({ householdId }) => householdId === unknown.householdId) ?? assert.fail();
  assert.deepEqual([strange.headName, strange.names], [unknown.headName, {}]);
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

test('what was handed over of a household that nobody registered is forgotten too, by the chair of its commune alone', async () => {
  const householdId = newId();
  const { hamletId } = household('rich');
  const handed = { ...handing(household('rich'), newId()), householdId, headName: 'Người Lạ' };
  assert.equal((await send(enumerator, 'handed-over', handed)).said, 'taken');
  const erase = { householdId, ground: 'theo yêu cầu', office: 'UBND xã' };
  assert.equal((await send(officer, 'erase', erase)).said, 'not-your-role');
  assert.equal((await send(chair, 'erase', { ...erase, householdId: newId() })).said, 'not-your-area', 'nothing was written of it');
  assert.equal((await send(chair, 'erase', erase)).said, 'taken');
  const bodies = `select count(*)::int as n from payload where body like '%Người Lạ%'`;
  assert.deepEqual((await database.ownerPool.query(bodies)).rows, [{ n: 0 }]);
  assert.ok((await listed(officer)).every((one) => one.householdId !== householdId));
  assert.equal((await send(enumerator, 'handed-over', handed)).said, 'household-not-present');
  assert.equal((await send(chair, 'erase', erase)).said, 'household-not-present');
  assert.deepEqual((await verify(database.app, { rootsFile: null })).faults, []);
  const before = (await database.ownerPool.query('select household_id, hamlet_id, state from household order by 1')).rows;
  await rebuild(database.owner);
  assert.deepEqual((await database.ownerPool.query('select household_id, hamlet_id, state from household order by 1')).rows, before);
  assert.ok(before.some((row) => row.household_id === householdId && row.state === 'erased' && row.hamlet_id === hamletId));
});

test('what is handed over has a size, and the commune reads it page by page, open ones first', async () => {
  const registered = (api.mini.village.households.find(({ key }) => key !== 'rich') ?? assert.fail()).registered;
  const long = { ...handing(registered, newId()), form: 'x'.repeat(MOST_HANDED + 1) };
  assert.equal((await send(enumerator, 'handed-over', long)).said, 'handover-too-long');
  for (let n = 0; n < 5; n += 1)
    assert.equal((await send(enumerator, 'handed-over', { ...handing(registered, newId()), form: `{"n":${n}}` })).said, 'taken');
  const { rows: all, total, open } = await pageOf(officer, '?limit=50');
  assert.equal(all.length, total);
  assert.ok(open >= 5 && open < total);
  const seen: string[] = [];
  let after: string | null = '0';
  while (after !== null) {
    const page: HandoversPage = await pageOf(officer, `?limit=2&after=${after}`);
    assert.ok(page.rows.length <= 2 && page.total === total && page.open === open);
    seen.push(...page.rows.map(({ handoverId, form }) => `${handoverId} ${form}`));
    after = page.next;
  }
  assert.deepEqual(
    seen,
    all.map(({ handoverId, form }) => `${handoverId} ${form}`),
  );
  assert.deepEqual(
    all.map(({ end }) => end === null),
    all.map((_, n) => n < open),
  );
});

test('the form of the largest household is less than half of what may be handed over', () => {
  const [one] = Object.values(PEOPLE);
  const people = Array.from({ length: MAX_MEMBERS }, (_, n) => ({ memberId: HUNG, fullName: 'Ộ'.repeat(100), ...one, n }));
  const form = JSON.stringify({
    envelope: { payload: { answers: { household: HOUSE, members: people } } },
    about: { names: people.map(({ fullName }) => fullName) },
  });
  assert.ok(form.length * 2 < MOST_HANDED, String(form.length));
});

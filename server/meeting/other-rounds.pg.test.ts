/** A round of one commune is no other's: what is opened elsewhere, or for later, takes nothing from the list that is being visited. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { RoundRulesView, UsualRoundView } from '../../core/meeting/round-views.ts';
import type { AreaView, CommandsAnswer, DeviceView } from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';

const NOW = '2026-11-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId } = api.mini.village;
const [province, officer, enumerator] = [await api.as('canbotinh'), await api.as('canbo'), await api.as('rasoat')];
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? assert.fail();

const tell = async (kind: string, payload: object): Promise<string> => {
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload };
  const { answers } = await province<CommandsAnswer>('/api/commands', { commands: [command] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
};
const usual = (kind: string, from: string) =>
  province<UsualRoundView>(`/api/areas/${provinceId}/rounds/usual?kind=${kind}&from=${from}&steps=`);
const shown = async () => ({
  phone: (await enumerator<DeviceView>('/api/device')).round?.roundId,
  board: (await officer<AreaView>(`/api/areas/${communeId}`)).round?.roundId,
  seenByProvince: (await province<AreaView>(`/api/areas/${communeId}`)).round?.roundId,
});

test('a commune goes on in its own round, whatever is opened for others or for later', async () => {
  assert.equal(await tell('round-closed', { roundId: api.mini.rounds.now }), 'taken');
  const own = await usual('regular', '2026-11-16');
  const elsewhere = own.communes.find(({ areaId }) => areaId !== communeId)?.areaId ?? assert.fail('a province of one commune');
  assert.equal(await tell('round-opened', { round: own.round, communes: [communeId] }), 'taken');
  const mine = own.round.roundId;
  assert.deepEqual(await shown(), { phone: mine, board: mine, seenByProvince: mine });
  const theirs = await usual('exit', '2026-11-18');
  assert.equal(await tell('round-opened', { round: theirs.round, communes: [elsewhere] }), 'taken');
  const later = await usual('exit', '2026-12-15');
  assert.equal(await tell('round-opened', { round: later.round, communes: [communeId] }), 'taken');
  assert.deepEqual(await shown(), { phone: mine, board: mine, seenByProvince: mine });
});

test('two reviews of requests of one kind do not run over one another in a commune', async () => {
  const again = await usual('regular', '2026-11-18');
  assert.equal(await tell('round-opened', { round: again.round, communes: [communeId] }), 'commune-has-round');
});

test('a round that is taken back is no commune’s any more: its phones say so, and its page why', async () => {
  const before = await shown();
  assert.equal(await tell('round-cancelled', { roundId: before.board, communeId: null, reason: 'Mở nhầm tháng' }), 'taken');
  assert.notEqual((await shown()).phone, before.phone);
  const { cancelled } = await enumerator<DeviceView>('/api/device');
  assert.deepEqual(
    cancelled?.map(({ roundId, kind, on, reason }) => ({ roundId, kind, on, reason })),
    [{ roundId: before.board, kind: 'regular', on: '2026-11-20', reason: 'Mở nhầm tháng' }],
  );
  for (const areaId of [communeId, provinceId]) {
    const rules = await province<RoundRulesView>(`/api/areas/${areaId}/rounds/${before.board}`);
    assert.deepEqual(rules.cancelled, { on: '2026-11-20', reason: 'Mở nhầm tháng', commune: null });
    assert.deepEqual([rules.round.state, rules.round.cancelled, rules.mayCancel], ['closed', true, null]);
  }
});

/** The list that opens a year is shown and opened by the province like any other round: from the review by two standards, once. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UsualRoundView } from '../../core/meeting/round-views.ts';
import type { OpeningsView } from '../../core/meeting/views.ts';
import type { CommandsAnswer } from '../../core/views.ts';
import { NotGiven, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';

const NOW = '2026-11-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId } = api.mini.village;
const [province, officer] = [await api.as('canbotinh'), await api.as('canbo')];
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? assert.fail();
const usual = (from = '2026-12-01') =>
  province<UsualRoundView>(`/api/areas/${provinceId}/rounds/usual?kind=opening&from=${from}&steps=meeting,posting`);
const tell = async (kind: string, payload: object): Promise<string> => {
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload };
  const { answers } = await province<CommandsAnswer>('/api/commands', { commands: [command] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
};
const open = ({ round, communes }: UsualRoundView): Promise<string> =>
  tell('round-opened', { round, communes: communes.map(({ areaId }) => areaId) });

test('what is shown is opened as it is, stands beside the review, and is opened once', async () => {
  const shown = await usual();
  const { round } = shown;
  assert.deepEqual([round.kind, round.year, round.rulebooks, round.interviewsOf], ['opening', 2027, ['2027-2030'], api.mini.rounds.now]);
  assert.deepEqual([round.opensOn, round.closesOn, shown.fault, round.calendar], ['2026-12-01', '2027-01-31', null, undefined]);
  // Where no text was seen, none is named.
  assert.ok(!JSON.stringify(shown).includes('Decision 00'));
  assert.ok(shown.communes.some(({ areaId }) => areaId === communeId));
  assert.equal(await open(shown), 'taken');
  const { openings } = await officer<OpeningsView>(`/api/areas/${communeId}/openings`);
  assert.deepEqual(
    openings.map(({ roundId }) => roundId),
    [round.roundId],
  );
  assert.equal(await open(await usual()), 'commune-has-round');
});

test('days that cannot be are told before it is opened; who may not open one is not shown it', async () => {
  assert.equal((await usual('2027-03-01')).fault, 'days');
  await assert.rejects(officer(`/api/areas/${communeId}/rounds/usual?kind=opening&from=2026-12-01&steps=`), NotGiven);
});

test('none is shown for a review that was taken back', async () => {
  const { openings } = await officer<OpeningsView>(`/api/areas/${communeId}/openings`);
  for (const roundId of [...openings.map(({ roundId }) => roundId), api.mini.rounds.now])
    assert.equal(await tell('round-cancelled', { roundId, communeId: null, reason: 'Mở nhầm năm' }), 'taken');
  await assert.rejects(usual(), /opening-without-review/);
});

/**
 * Nothing more is checked of a list that was taken back (đợt đã hủy): no sample is drawn, given to anybody or asked once more, and no doubt is
 * given, whether the commune took back its own list or the province the whole round; the answer says so.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usualRound } from '../../core/meeting/usual-round.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { answersOf, COMMUNES, command, found, HAMLETS, id, interview, register, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';

const { app, ownerPool } = await withDatabase();
const made = usualRound({ roundId: id('round of requests'), kind: 'regular', opensOn: '2026-09-15', steps: [] });
const round = made.ok ? made.value : assert.fail();
const { roundId, questionnaire } = round;
await found(app, { round });
const [communeId, other] = COMMUNES;
const DAY = '2026-10-02';
const household = (name: string) => id(`household ${name}`);
const checker = id('checker');

async function tell(sent: { readonly at: string }, today = DAY): Promise<string | undefined> {
  const [answer] = await submit(app, 'system', [sent], { now: `${today}T02:00:00.000Z`, today });
  return answer?.problem?.code ?? answer?.answer;
}
const announce = (name: string, seedOn: string) =>
  command('announce-back-check', { drawId: id(name), communeId, roundId, size: 2, source: 'Giải đặc biệt xổ số Vĩnh Long', seedOn });
const draw = (name: string) => command('draw-back-check', { drawId: id(name), communeId, seed: '48213' });
const give = (name: string) =>
  command('assign-back-check', { drawId: id('draw'), communeId, householdId: household(name), accountId: checker });
const form = (name: string, enumeratorId: string) =>
  interview(name, { roundId, questionnaire, answers: answersOf(name, 'poor'), enumeratorId, interviewedOn: '2026-09-20' });
const doubt = () =>
  command('raise-flag', {
    ...{ flagId: id('flag'), roundId, communeId, matter: 'bunched', aboutHousehold: null, aboutAccount: null, aboutHamlet: HAMLETS[0] },
    reviewerId: id('officer'),
  });
const cancel = (of: string | null) => command('round-cancelled', { roundId, communeId: of, reason: 'Mở nhầm tháng' });

const grants = [{ role: 'enumerator' as const, areaId: HAMLETS[0], from: '2020-01-01', to: null }];
await take(app, [
  command('account-created', { accountId: checker, username: 'hau.kiem', displayName: 'Người Hậu Kiểm', grants }),
  ...['An', 'Bình'].map((name) => register(name, HAMLETS[0], 4, 'on-list')),
  ...['An', 'Bình'].map((name) => form(name, id('enumerator'))),
  announce('draw', DAY),
]);

test('a sample is drawn and given while the list is there', async () => {
  assert.equal(await tell(draw('draw')), 'taken');
  assert.equal(await tell(give('An')), 'taken');
  assert.equal(await tell(announce('second draw', '2026-10-03')), 'taken');
});

test('once the commune took back its list nothing of it goes on, though the round does elsewhere; nor once the whole round was', async () => {
  for (const whose of [communeId, null]) {
    assert.equal(await tell(cancel(whose)), 'taken');
    const { rows } = await ownerPool.query('select state from round where round_id = $1', [roundId]);
    assert.deepEqual(rows, [{ state: whose === null ? 'closed' : 'open' }]);
    assert.equal(await tell(give('Bình')), 'round-cancelled');
    assert.equal(await tell(form('An', checker)), 'round-cancelled');
    assert.equal(await tell(announce('third draw', '2026-10-04')), 'round-cancelled');
    assert.equal(await tell(draw('second draw'), '2026-10-03'), 'round-cancelled');
    assert.equal(await tell(doubt()), 'round-cancelled');
  }
  const { rows } = await ownerPool.query(`select 1 from event where kind in ('back-check-finished', 'flag-raised')`);
  assert.deepEqual(rows, []);
});

test('a doubt is about a commune that is in the round', async () => {
  const next = usualRound({ roundId: id('next'), kind: 'regular', opensOn: '2026-10-02', steps: [] });
  assert.ok(next.ok);
  assert.equal(await tell(command('round-opened', { round: next.value, communes: [other] })), 'taken');
  const { payload } = doubt();
  assert.equal(await tell(command('raise-flag', { ...payload, roundId: id('next') })), 'commune-not-in-round');
});

/**
 * A decision withdrawn as a whole: what stood before holds again for every household, certificates on it end, the list is decided anew with
 * another number, and a rebuilt register is the same; refused for whoever may not, out of its days, twice, and where a later result rests on it.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { certificateSealFrom } from './certificate-seal.ts';
import { makeDoor, TOOLS } from './door.ts';
import { rebuild } from './rebuild.ts';
import { verify } from './verify.ts';

const { app, owner, ownerPool } = await withDatabase();
const { seal } = certificateSealFrom(Buffer.from('a key of this test'.padEnd(32, '.')));
const door = makeDoor({ ...TOOLS, seal });
await found(app);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const household = (name: string) => id(`household ${name}`);
const decisionId = id('decision');
const FINDS = { An: 'poor', Bình: 'near-poor', Cúc: 'not-poor', Dũng: 'poor' } as const;
const NAMES = ['An', 'Bình', 'Cúc', 'Dũng'] as const;

for (const [i, name] of NAMES.entries())
  await take(app, [
    register(name, HAMLETS[i % 2] ?? '', 4, 'on-list'),
    command('status-recorded', {
      ...{ householdId: household(name), year: 2025, class: name === 'Dũng' ? 'near-poor' : 'poor', origin: null, b1: null, b2: null },
      ...{ reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'test' },
    }),
    interview(name, { answers: answersOf(name, FINDS[name]) }),
  ]);

const decide = (more: Partial<CommandBody<'decide-list'>> = {}) =>
  command('decide-list', {
    ...{ decisionId, roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '15/QĐ-UBND', decidedOn: '2026-09-30' },
    ...more,
  });
const withdraw = (more: Partial<CommandBody<'withdraw-decision'>> = {}) =>
  command('withdraw-decision', {
    ...{ decisionId, communeId: COMMUNES[0], number: '20/QĐ-UBND', withdrawnOn: CLOCK.today, reason: 'Bỏ sót một ấp khi họp dân' },
    ...more,
  });
const tell = async (sent: unknown, who: Parameters<typeof door>[1] = chair) => {
  const [answer] = await door(app, who, [sent], CLOCK);
  return answer?.problem?.code ?? answer?.answer;
};
const rows = async <R extends object>(text: string, values: unknown[] = []): Promise<R[]> => (await ownerPool.query<R>(text, values)).rows;
const standing = async () =>
  Object.fromEntries(
    (
      await rows<{ id: string; class: string; number: string | null }>(
        `select s.household_id as id, s.class, d.number from status s left join decision d on d.decision_id = s.decision_id where s.valid_to is null`,
      )
    ).map((row) => [NAMES.find((name) => household(name) === row.id), `${row.class} ${row.number ?? 'list'}`]),
  );
const gate = async () =>
  (await rows<{ gate: string }>('select gate from round_commune where round_id = $1 and commune_id = $2', [ROUND.roundId, COMMUNES[0]]))[0]
    ?.gate;

const before = await standing();

test('refused: not the chair, another commune, days before and after, an unknown decision', async () => {
  await take(app, [decide()]);
  const officer = person('officer', 'commune-officer', COMMUNES[0]);
  assert.equal(await tell(withdraw(), officer), 'not-your-role');
  assert.equal(await tell(withdraw({ communeId: COMMUNES[1] })), 'not-your-area');
  assert.equal(await tell(withdraw({ communeId: COMMUNES[1] }), person('other', 'commune-chair', COMMUNES[1])), 'decision-unknown');
  assert.equal(await tell(withdraw({ withdrawnOn: '2026-09-29' })), 'withdrawal-day-out-of-range');
  assert.equal(await tell(withdraw({ withdrawnOn: '2099-01-01' })), 'withdrawal-day-out-of-range');
  assert.equal(await tell(withdraw({ decisionId: id('nothing') })), 'decision-unknown');
  assert.equal(await tell(withdraw({ number: '15/QĐ-UBND' })), 'decision-number-used', 'a decision of this year has it');
});

test('refused for a chair with a relative on the list', async () => {
  const kin = person('kin', 'commune-chair', COMMUNES[0]);
  const account = { username: 'nguoi.than', displayName: 'Người Thân', grants: [] };
  await take(app, [
    command('account-created', { accountId: kin.actor.accountId, ...account }),
    command('tie-declared', { accountId: kin.actor.accountId, householdId: household('An'), tie: 'relative' }),
  ]);
  assert.equal(await tell(withdraw(), kin), 'relatives-household');
});

test('what stood before holds again, certificates end, and the list is decided anew', async () => {
  for (const name of ['An', 'Bình'])
    assert.equal(
      await tell(
        command('issue-certificate', {
          ...{
            householdId: household(name),
            communeId: COMMUNES[0],
            rowId: id(`row ${name}`),
            decisionId,
            issuedOn: CLOCK.today,
            sheet: 'new',
          },
        }),
      ),
      'taken',
    );
  assert.deepEqual(await standing(), {
    An: 'poor 15/QĐ-UBND',
    Bình: 'near-poor 15/QĐ-UBND',
    Cúc: 'not-poor 15/QĐ-UBND',
    Dũng: 'poor 15/QĐ-UBND',
  });
  assert.equal(await gate(), 'closed');
  const sent = withdraw();
  assert.equal(await tell(sent), 'taken');
  assert.deepEqual(await standing(), before);
  assert.equal(await gate(), 'interview');
  assert.deepEqual(await rows('select ended_how as how, ended_on::text as day, ended_why as why from certificate order by row_id'), [
    { how: 'withdrawn', day: CLOCK.today, why: sent.payload.reason },
    { how: 'withdrawn', day: CLOCK.today, why: sent.payload.reason },
  ]);
  const [decision] = await rows('select withdrawn_number as number, withdrawn_of as of from decision where decision_id = $1', [decisionId]);
  assert.deepEqual(decision, { number: '20/QĐ-UBND', of: { households: 4, elsewhere: 0, certificates: 2 } });
  assert.equal(await tell(sent), 'known');
  assert.equal(await tell(withdraw({ number: '21/QĐ-UBND' })), 'decision-withdrawn-already');
  const unheld = { householdId: household('Dũng'), communeId: COMMUNES[0], rowId: id('row Dũng'), decisionId };
  const late = command('issue-certificate', { ...unheld, issuedOn: CLOCK.today, sheet: 'new' });
  assert.equal(await tell(late), 'decision-withdrawn-already', 'no paper is given out on it any more');
  assert.equal(await tell(decide({ decisionId: id('again'), decidedOn: CLOCK.today })), 'decision-number-used');
  const ofWithdrawal = { decisionId: id('again'), number: '20/QĐ-UBND', decidedOn: CLOCK.today };
  assert.equal(await tell(decide(ofWithdrawal)), 'decision-number-used', 'the paper that withdraws has it');
  // One of the year before bore the same number: they begin anew each year.
  await ownerPool.query(`insert into decision select (d).* from (select jsonb_populate_record(d, $1) as d from decision d limit 1) old`, [
    { decision_id: id('last year'), number: '22/QĐ-UBND', decided_on: '2025-12-01', withdrawn_on: '2025-12-02' },
  ]);
  assert.equal(await tell(decide({ decisionId: id('again'), number: '22/QĐ-UBND', decidedOn: CLOCK.today })), 'taken');
  await ownerPool.query('delete from decision where decision_id = $1', [id('last year')]);
  assert.deepEqual((await standing())['Bình'], 'near-poor 22/QĐ-UBND');
  const lists = await rows<{ lists: string }>(
    `select p.body::jsonb -> 'lists' as lists from event e join payload p using (event_id)
      where e.kind = 'status-decided' and e.household_id = $1 order by e.seq`,
    [household('Bình')],
  );
  assert.deepEqual(lists[0], lists[1], 'compared with what stood before the withdrawn decision, not with it');
});

test('of two decisions the later one is withdrawn first', async () => {
  const next = { ...ROUND, roundId: id('next round'), kind: 'regular' as const };
  await take(app, [command('round-opened', { round: next, communes: [COMMUNES[0]] })]);
  await take(app, [
    command('review-listed', { householdId: household('An'), roundId: next.roundId, why: 'request' }),
    ...NAMES.map((name) => interview(name, { roundId: next.roundId, answers: answersOf(name, 'not-poor') })),
  ]);
  const later = decide({ decisionId: id('later'), roundId: next.roundId, number: '30/QĐ-UBND', decidedOn: CLOCK.today });
  assert.equal(await tell(later), 'taken');
  const first = withdraw({ decisionId: id('again'), number: '31/QĐ-UBND' });
  assert.equal(await tell(first), 'decision-rested-on');
  const again = { decisionId: id('later'), number: '20/QĐ-UBND' };
  assert.equal(await tell(withdraw(again)), 'decision-number-used', 'another paper of this year that withdraws has it');
  assert.equal(await tell(withdraw({ ...again, number: '31/QĐ-UBND' })), 'taken');
  assert.equal((await standing())['An'], 'poor 22/QĐ-UBND');
});

test('a rebuilt register is the same, and the ledger verifies', async () => {
  const all = async () =>
    JSON.stringify([
      await rows('select * from status order by event_id'),
      await rows('select * from decision order by decision_id'),
      await rows('select * from certificate order by row_id'),
      await rows('select * from round_commune order by round_id, commune_id'),
    ]);
  const was = await all();
  await rebuild(owner);
  assert.equal(await all(), was);
  assert.deepEqual((await verify(app, { rootsFile: null })).faults, []);
});

test('a commune that went whole into another: the heir’s chair withdraws what it had decided, nobody else’s', async () => {
  const [former, heir] = COMMUNES;
  const decided = { decisionId: id('again'), number: '40/QĐ-UBND' };
  const after = person('heir', 'commune-chair', heir);
  const merged = { ...after, scope: { ...after.scope, reach: { hamlets: [...HAMLETS], communes: [heir] } } };
  const period = { areaId: former, from: '2020-01-01', to: CLOCK.today, code: former.slice(1), name: `Đơn vị ${former}`, kind: 'xa' };
  const ended = { ...period, areaType: 'rural' as const, parentId: PROVINCE, synthetic: false };
  const moved = HAMLETS.slice(0, 2).map((areaId, i) => ({ areaId, communeId: heir, name: `Ấp ${i + 1}`, kind: 'ap' }));
  const lineage = (how: 'whole' | 'part', on = CLOCK.today) => [{ fromId: former, toId: heir, on, how }];
  const far = { communeId: 'a9103', hamletId: id('hamlet far') };
  const third = { areaId: far.communeId, from: '2020-01-01', to: null, code: '9103', name: 'Xã Xa', kind: 'xa' };
  await take(app, [
    ...[ROUND.roundId, id('next round')].map((roundId) => command('round-closed', { roundId })),
    command('areas-loaded', {
      areas: [{ areaId: far.communeId, level: 'commune' }],
      periods: [{ ...third, areaType: 'rural', parentId: PROVINCE, synthetic: false }],
      lineage: lineage('whole', '2027-07-01'),
    }),
    command('hamlets-added', {
      hamlets: [
        {
          ...{ areaId: far.hamletId, bookId: id('book far'), name: 'Ấp Xa', kind: 'ap', communeId: far.communeId },
          ...{ from: '2020-01-01', synthetic: true },
        },
      ],
    }),
    command('move-household', { householdId: household('Dũng'), toHamletId: far.hamletId, address: null, on: CLOCK.today }),
  ]);
  assert.equal(await tell(withdraw({ ...decided, communeId: heir }), after), 'decision-unknown', 'the heir to be, before its day');
  await take(app, [
    command('areas-loaded', { areas: [{ areaId: former, level: 'commune' }], periods: [ended], lineage: lineage('part') }),
    command('areas-reformed', { on: CLOCK.today, document: 'Nghị quyết 2/NQ-HĐND', hamlets: moved }),
  ]);
  assert.equal(await tell(withdraw({ ...decided, communeId: heir }), merged), 'decision-unknown', 'of one of which only a part came');
  await take(app, [
    command('areas-loaded', { areas: [{ areaId: former, level: 'commune' }], periods: [ended], lineage: lineage('whole') }),
  ]);
  const relative = person('relative', 'commune-chair', heir);
  await take(app, [
    command('account-created', {
      ...{ accountId: relative.actor.accountId, username: 'nguoi.nha', displayName: 'Người Nhà', grants: [] },
    }),
    command('tie-declared', { accountId: relative.actor.accountId, householdId: household('Dũng'), tie: 'relative' }),
  ]);
  const tied = { ...relative, scope: { ...relative.scope, reach: merged.scope.reach } };
  assert.equal(await tell(withdraw({ ...decided, communeId: heir }), tied), 'relatives-household', 'of a household that moved on');
  assert.equal(await tell(withdraw({ ...decided, communeId: heir }), merged), 'taken');
  assert.deepEqual(await standing(), { ...before, Dũng: 'poor 22/QĐ-UBND' }, 'who moved on is the other commune’s');
  const [row] = await rows('select withdrawn_number as number, withdrawn_of as of from decision where decision_id = $1', [id('again')]);
  assert.deepEqual(row, { number: '40/QĐ-UBND', of: { households: 3, elsewhere: 1, certificates: 0 } });
  assert.equal(await gate(), 'closed', 'the former’s round is over');
});

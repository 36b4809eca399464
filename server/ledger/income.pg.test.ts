/**
 * What is found by income at the door (xác định thu nhập): a household of an average living standard and a worker of low income go from the request
 * to the paper or to a refusal by its clause; wrong order, twice, another office, another area and relatives are refused by name.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import type { IncomeForm } from '../../core/meeting/income-codes.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, person, PROVINCE, register, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { rebuild } from './rebuild.ts';

const { app, owner, ownerPool } = await withDatabase();
await found(app);
const [commune] = COMMUNES;
const officer = person('officer', 'commune-officer', commune);
const chair = person('chair', 'commune-chair', commune);
const head = person('head', 'hamlet-head', HAMLETS[0]);
const household = (name: string) => id(`household ${name}`);
const clockOf = (today: string) => ({ now: `${today}T02:00:00.000Z`, today });
type Who = Parameters<typeof submit>[1];

async function tell(sent: unknown, who: Who = officer, today = CLOCK.today) {
  const [answer] = await submit(app, who, [sent], clockOf(today));
  return answer?.problem?.code ?? answer?.answer;
}
async function rows<T extends Record<string, unknown>>(query: string, values: unknown[] = []) {
  return (await ownerPool.query<T>(query, values)).rows;
}
const at = (name: string) => ({ requestId: id(`request ${name}`), communeId: commune, hamletId: HAMLETS[0] });
const lodge = (name: string, form: IncomeForm, lodgedOn = CLOCK.today) =>
  command('lodge-request', {
    ...{
      ...at(name),
      form,
      via: 'desk',
      dossier: null,
      lodgedOn,
      name,
      address: null,
      contact: null,
      text: 'Xin xác nhận',
      secret: 'ABCDEFGHJK',
    },
  });
/** Two people: so much is left over for each a month. */
const check = (name: string, perMonth: number, more: Partial<CommandBody<'check-income'>> = {}) =>
  command('check-income', {
    ...{ ...at(name), householdId: household(name), memberId: null, checkedOn: CLOCK.today, agricultural: true, because: null },
    lines: [
      { source: 'crops', income: perMonth * 24 + 1_000_000, expense: 1_000_000 },
      { source: 'assistance', income: 50_000_000, expense: 0 },
    ],
    ...more,
  });
const post = (name: string, from = CLOCK.today) => command('post-income', { ...at(name), householdId: household(name), from });
const decide = (name: string, more: Partial<CommandBody<'decide-income'>> = {}) =>
  command('decide-income', {
    ...{ ...at(name), householdId: household(name), outcome: 'recognised', number: '1/QĐ-UBND', clause: null, text: 'Đủ điều kiện' },
    ...{ decidedOn: CLOCK.today, ...more },
  });
const refused = { outcome: 'refused', number: null, clause: 'Nghị định 07/2021/NĐ-CP Điều 3', text: 'Vượt mức' } as const;
/** Posted on a Thursday; five working days on is the Wednesday after. */
const [LAST, AFTER] = ['2026-10-08', '2026-10-09'];

await take(app, [
  command('account-created', {
    accountId: chair.actor.accountId,
    username: 'chu.tich',
    displayName: 'Chủ tịch',
    grants: [...chair.actor.grants],
  }),
  ...['An', 'Bình', 'Cúc', 'Dũng', 'Em', 'Phúc', 'Giang'].map((name) => register(name, HAMLETS[0])),
]);

test('a request by income is due in fifteen working days, whatever review is open, and takes no place on its list', async () => {
  assert.equal(await tell(lodge('An', 'average-living'), head), 'taken');
  assert.deepEqual(await rows('select due_on from request'), [{ due_on: '2026-10-22' }]);
  const listed = {
    ...at('An'),
    outcome: 'listed',
    householdId: household('An'),
    roundId: id('round'),
    refusal: null,
    quick: null,
    text: 'x',
  } as const;
  assert.equal(await tell(command('answer-request', listed)), 'request-answer-other-form');
  assert.equal(await tell(command('answer-request', { ...listed, outcome: 'recognised' })), 'request-answer-other-form');
});

test('it is checked by the commune, never by relatives, another area or before it was asked', async () => {
  assert.equal(await tell(post('An')), 'income-step-not-reached');
  assert.equal(await tell(decide('An'), chair), 'income-step-not-reached');
  assert.equal(await tell(check('An', 2_000_000), head), 'not-your-role');
  assert.equal(await tell(check('An', 2_000_000), person('other', 'commune-officer', COMMUNES[1])), 'not-your-area');
  assert.equal(await tell(check('An', 2_000_000), person('above', 'province-officer', PROVINCE)), 'not-your-role');
  assert.equal(await tell(check('An', 2_000_000, { memberId: id('member An') })), 'income-worker');
  assert.equal(await tell(check('An', 2_000_000, { checkedOn: '2026-10-02' })), 'income-day-out-of-range');
  assert.equal(await tell(check('An', 2_000_000, { because: 'không ai nói gì' })), 'income-recheck-why');
  assert.equal(await tell(check('Bình', 2_000_000)), 'request-unknown', 'it asked for nothing');
  await take(app, [command('tie-declared', { householdId: household('An'), accountId: chair.actor.accountId, tie: 'own' })]);
  assert.equal(await tell(check('An', 2_000_000), chair), 'own-household');
  assert.equal(await tell(check('An', 1_500_000)), 'taken');
  assert.equal(await tell(post('An')), 'income-not-met', 'not above the line of the poor');
  assert.equal(await tell(check('An', 2_250_001)), 'taken');
  assert.equal(await tell(post('An')), 'income-not-met');
  assert.equal(await tell(check('An', 2_250_000)), 'taken', 'assistance is not counted');
  assert.equal(await tell(check('An', 2_000_000, { householdId: household('Bình') })), 'taken', 'the wrong one was chosen');
  assert.equal(await tell(post('An')), 'income-of-another-household');
  assert.equal(await tell(check('An', 2_000_000)), 'taken');
});

test('it hangs five working days, is checked again with its reason, and only then the chair recognises it', async () => {
  const deputy = person('deputy', 'commune-chair', commune);
  assert.equal(await tell(decide('An'), deputy), 'income-step-not-reached', 'it has not hung');
  assert.equal(await tell(post('An')), 'taken');
  assert.equal(await tell(post('An')), 'income-step-not-reached', 'twice');
  assert.deepEqual(await rows('select state, posted_until from income_case'), [{ state: 'posted', posted_until: LAST }]);
  assert.equal(await tell(check('An', 2_000_000)), 'income-recheck-why');
  assert.equal(await tell(check('An', 2_000_000, { because: 'Có người nói còn vườn' })), 'taken');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'income-step-not-reached', 'what changed hangs again');
  assert.equal(await tell(post('An')), 'taken');
  assert.equal(await tell(decide('An'), officer), 'not-your-role');
  assert.equal(await tell(decide('An', { decidedOn: LAST }), deputy, LAST), 'income-hangs');
  assert.equal(await tell(decide('An', { decidedOn: AFTER, number: null }), deputy, AFTER), 'income-answer-incomplete');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), chair, AFTER), 'own-household');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'taken');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'income-decided-already');
  assert.equal(await tell(check('An', 2_000_000), officer, AFTER), 'income-decided-already');
  assert.deepEqual(await rows('select outcome, household_id, refusal from request'), [
    { outcome: 'recognised', household_id: household('An'), refusal: null },
  ]);
});

test('a worker of low income is a member of the household, and may be decided without a posting', async () => {
  assert.equal(await tell(lodge('Bình', 'low-income')), 'taken');
  const worker = { memberId: id('member Bình'), agricultural: false };
  assert.equal(await tell(check('Bình', 1_000_000)), 'income-worker');
  assert.equal(await tell(check('Bình', 1_000_000, { ...worker, memberId: id('member An') })), 'income-worker');
  assert.equal(await tell(check('Bình', 1_000_000, worker)), 'taken');
  assert.equal(await tell(decide('Bình'), chair, AFTER), 'income-number-used', 'the number of another paper of the year');
  assert.equal(await tell(decide('Bình', { number: '2/GXN-UBND' }), chair), 'taken');
});

test('who does not meet it, or stands on a list, is refused by the clause and never recognised', async () => {
  await take(app, [
    command('status-recorded', {
      ...{ householdId: household('Cúc'), year: 2025, class: 'near-poor', origin: null, b1: null, b2: null },
      ...{ reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'test' },
    }),
  ]);
  assert.equal(await tell(lodge('Cúc', 'low-income')), 'taken');
  assert.equal(await tell(check('Cúc', 1_000_000, { memberId: id('member Cúc') })), 'taken');
  assert.equal(await tell(decide('Cúc', { number: '3/GXN-UBND' }), chair), 'income-not-met');
  assert.equal(await tell(decide('Cúc', { ...refused, clause: null }), chair), 'income-answer-incomplete');
  assert.equal(await tell(decide('Cúc', refused), chair), 'taken');
  assert.deepEqual(await rows('select outcome, refusal, household_id from request where request_id = $1', [id('request Cúc')]), [
    { outcome: 'refused', refusal: 'income', household_id: null },
  ]);
});

test('whose household has moved away since, or came onto a list, is not recognised; it is refused, but never by a relative', async () => {
  for (const name of ['Phúc', 'Giang']) {
    assert.equal(await tell(lodge(name, 'low-income')), 'taken');
    assert.equal(await tell(check(name, 1_000_000, { memberId: id(`member ${name}`) })), 'taken');
  }
  const listed = { householdId: household('Giang'), year: 2025, class: 'poor', origin: null, b1: null, b2: null } as const;
  await take(app, [command('status-recorded', { ...listed, reviewedOn: '2025-11-20', reviewer: null, formA: null, source: 'test' })]);
  assert.equal(await tell(decide('Giang', { number: '5/GXN-UBND' }), chair), 'income-changed');
  assert.equal(await tell(decide('Giang', refused), chair), 'taken');
  const moved = { householdId: household('Phúc'), toHamletId: HAMLETS[2], address: null, on: CLOCK.today };
  await take(app, [
    command('tie-declared', { householdId: household('Phúc'), accountId: chair.actor.accountId, tie: 'own' }),
    command('move-household', moved),
  ]);
  const deputy = person('deputy', 'commune-chair', commune);
  assert.equal(await tell(decide('Phúc', { number: '5/GXN-UBND' }), deputy), 'not-your-area');
  assert.equal(await tell(decide('Phúc', refused), chair), 'own-household');
  assert.equal(await tell(decide('Phúc', refused), officer), 'not-your-role');
  assert.equal(await tell(decide('Phúc', refused), deputy), 'taken');
  assert.equal(await tell(decide('Phúc', refused), deputy), 'income-decided-already');
  const left = () => rows('select request_id, state, household_id from income_case order by request_id');
  const before = await left();
  await rebuild(owner);
  assert.deepEqual(await left(), before);
});

test('no figure is in force in 2027: nothing is found by one that is over', async () => {
  const then = '2027-02-01';
  assert.equal(await tell(lodge('Dũng', 'average-living', then), officer, then), 'taken');
  assert.equal(await tell(check('Dũng', 2_000_000, { checkedOn: then }), officer, then), 'income-figure-unknown');
});

test('a household that is forgotten takes its case along, and a rebuild gives the same', async () => {
  await take(app, [eraseOf('Bình')], chair);
  const left = () => rows('select request_id, state, number from income_case order by request_id');
  const before = await left();
  assert.equal(before.length, 4);
  const asked = () => rows('select request_id, outcome, refusal, household_id, answered_on from request order by request_id');
  const all = await asked();
  await rebuild(owner);
  assert.deepEqual(await left(), before);
  assert.deepEqual(await asked(), all);
});

test('so does one that was refused, and one that was only checked: nothing of what was asked is left', async () => {
  assert.equal(await tell(lodge('Em', 'low-income')), 'taken');
  assert.equal(await tell(check('Em', 1_000_000, { memberId: id('member Em') })), 'taken');
  const gone = [id('request Cúc'), id('request Em')];
  const lodged = (await rows<{ event_id: string }>('select event_id from request where request_id = any ($1::uuid[])', [gone])).map(
    (row) => row.event_id,
  );
  assert.equal(lodged.length, 2);
  await take(app, [eraseOf('Cúc'), eraseOf('Em')], chair);
  const left = async () => [
    await rows('select * from request order by request_id'),
    await rows('select * from income_case order by request_id'),
    await rows('select event_id from payload where event_id = any ($1::uuid[])', [lodged]),
  ];
  const before = await left();
  assert.deepEqual(
    (before[0] ?? []).filter((row) => gone.some((one) => one === row['request_id'])),
    [],
  );
  assert.deepEqual(before[2], [], 'neither the name nor the words');
  await rebuild(owner);
  assert.deepEqual(await left(), before);
});

/**
 * What is found by income at the door (xác định thu nhập): a household of an average living standard and a worker of low income go from the request
 * to the paper or to a refusal by its clause; wrong order, twice, another office, another area and relatives are refused by name.
 */
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import type { CommandBody } from '../../core/kinds.ts';
import type { IncomeForm } from '../../core/meeting/income-codes.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { eraseOf } from '../../tools/test/lively-province.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, member, person, PROVINCE, register, take } from '../../tools/test/small-province.ts';
import { certificatePrint, certificateSealFrom } from './certificate-seal.ts';
import { makeDoor, submit, TOOLS } from './door.ts';
import { rebuild } from './rebuild.ts';

const { app, owner, ownerPool } = await withDatabase();
const { seal, publicKey } = certificateSealFrom(Buffer.from('a key of this test'.padEnd(32, '.')));
const door = makeDoor({ ...TOOLS, seal });
await found(app);
const [commune] = COMMUNES;
const officer = person('officer', 'commune-officer', commune);
const chair = person('chair', 'commune-chair', commune);
const head = person('head', 'hamlet-head', HAMLETS[0]);
const household = (name: string) => id(`household ${name}`);
const clockOf = (today: string) => ({ now: `${today}T02:00:00.000Z`, today });
type Who = Parameters<typeof submit>[1];

async function tell(sent: unknown, who: Who = officer, today = CLOCK.today, at = door) {
  const [answer] = await at(app, who, [sent], clockOf(today));
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
const down = (name: string, on: string) => command('take-down-income', { ...at(name), householdId: household(name), on, photo: null });
const decide = (name: string, more: Partial<CommandBody<'decide-income'>> = {}) =>
  command('decide-income', {
    ...{ ...at(name), householdId: household(name), outcome: 'recognised', number: '1/QĐ-UBND', clause: null, text: 'Đủ điều kiện' },
    ...{ decidedOn: CLOCK.today, ...more },
  });
const refused = { outcome: 'refused', number: null, clause: 'Nghị định 07/2021/NĐ-CP Điều 3', text: 'Vượt mức' } as const;
const withdraw = (name: string, on = AFTER) =>
  command('withdraw-income', { ...at(name), householdId: household(name), on, clause: 'Nghị định 07/2021/NĐ-CP Điều 3', text: 'Khai sai' });
/** Posted on a Thursday; five working days on is the Wednesday after. */
const [LAST, AFTER] = ['2026-10-08', '2026-10-09'];

await take(app, [
  command('account-created', {
    accountId: chair.actor.accountId,
    username: 'chu.tich',
    displayName: 'Chủ tịch',
    grants: [...chair.actor.grants],
  }),
  ...['An', 'Bình', 'Cúc', 'Dũng', 'Em', 'Phúc', 'Giang', 'Hoa'].map((name) => register(name, HAMLETS[0])),
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
  assert.deepEqual(await rows('select posted_from, place, place_name from income_case'), [
    { posted_from: null, place: null, place_name: null },
  ]);
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'income-step-not-reached', 'what changed hangs again');
  assert.equal(await tell(post('An')), 'taken');
  assert.equal(await tell(decide('An'), officer), 'not-your-role');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'income-step-not-reached', 'nobody took it down');
  assert.equal(await tell(down('An', '2026-09-30'), officer), 'income-day-out-of-range');
  assert.equal(await tell(down('An', CLOCK.today), officer), 'taken');
  assert.equal(
    await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER),
    'income-step-not-reached',
    'taken down before its day it has not hung',
  );
  assert.equal(await tell(post('An')), 'taken');
  assert.equal(await tell(down('An', LAST), officer, LAST), 'taken');
  assert.equal(await tell(down('An', LAST), officer, LAST), 'income-step-not-reached', 'twice');
  assert.equal(await tell(decide('An', { decidedOn: LAST }), deputy, LAST), 'income-hangs');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER, submit), 'certificate-elsewhere', 'a door without the key');
  assert.equal(await tell(decide('An', { decidedOn: AFTER, number: null }), deputy, AFTER), 'income-answer-incomplete');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), chair, AFTER), 'own-household');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'taken');
  assert.equal(await tell(decide('An', { decidedOn: AFTER }), deputy, AFTER), 'income-decided-already');
  assert.equal(await tell(check('An', 2_000_000), officer, AFTER), 'income-decided-already');
  assert.deepEqual(await rows('select outcome, household_id, refusal from request'), [
    { outcome: 'recognised', household_id: household('An'), refusal: null },
  ]);
});

const papers = (name: string) =>
  rows<{ number: string; initials: string; token_print: string; ended_how: string | null }>(
    'select number, initials, token_print, ended_how from income_paper where request_id = $1 order by issued_on, number',
    [id(`request ${name}`)],
  );

test('the paper has a square that the portal knows by its print alone, sealed over what it says', async () => {
  const [paper] = await papers('An');
  const [{ body }] = (await rows<{ body: string }>(
    `select p.body from event e join payload p on p.event_id = e.event_id where e.kind = 'income-decided'`,
  )) as [{ body: string }];
  const { paper: given }: { paper: { token: string; statement: string; signature: string; publicKey: string } } = JSON.parse(body);
  assert.equal(paper?.token_print, certificatePrint(given.token));
  assert.match(given.statement, new RegExp(`^vuon1-thu-nhap(-dung-thu)?~${commune}~1%2FQ%C4%90-UBND~MSTB~${AFTER}~${given.token}$`));
  assert.equal(given.publicKey, publicKey);
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const holds = (text: string) => verify(null, Buffer.from(text), key, Buffer.from(given.signature, 'base64url'));
  assert.equal(holds(`vuon certificate\n${given.statement}`), true);
  assert.equal(holds(`vuon certificate\n${given.statement.replace(AFTER, CLOCK.today)}`), false);
  const shown = await rows('select number, form, initials, ended_how from public_income_paper($1)', [paper?.token_print]);
  assert.deepEqual(shown, [{ number: '1/QĐ-UBND', form: 'average-living', initials: paper?.initials, ended_how: null }]);
  assert.deepEqual(await rows('select * from public_income_paper($1)', [certificatePrint('A'.repeat(22))]), []);
});

test('it is given out anew with another number, and withdrawn by a clause; what it replaced says so, and nothing goes twice', async () => {
  const deputy = person('deputy', 'commune-chair', commune);
  const anew = (number: string, issuedOn = AFTER) =>
    command('reissue-income', { ...at('An'), householdId: household('An'), number, issuedOn, reason: 'lost' });
  assert.equal(await tell(anew('8/QĐ-UBND'), officer, AFTER), 'not-your-role');
  assert.equal(await tell(anew('8/QĐ-UBND'), chair, AFTER), 'own-household');
  assert.equal(await tell(anew('1/QĐ-UBND'), deputy, AFTER), 'income-number-used', 'its own former number too');
  assert.equal(await tell(anew('8/QĐ-UBND', LAST), deputy, AFTER), 'income-day-out-of-range');
  assert.equal(await tell(anew(`9/${'Ệ'.repeat(58)}`), deputy, AFTER), 'income-number-long', 'sixty signs that its square does not take');
  assert.equal(await tell(anew('8/QĐ-UBND'), deputy, AFTER), 'taken');
  assert.deepEqual(
    (await papers('An')).map(({ number, ended_how }) => [number, ended_how]),
    [
      ['1/QĐ-UBND', 'reissued'],
      ['8/QĐ-UBND', null],
    ],
  );
  assert.equal(await tell(withdraw('An', LAST), deputy, AFTER), 'income-day-out-of-range');
  assert.equal(await tell(withdraw('An'), chair, AFTER), 'own-household');
  assert.equal(await tell(withdraw('An'), deputy, AFTER), 'taken');
  assert.equal(await tell(withdraw('An'), deputy, AFTER), 'income-decided-already');
  assert.equal(await tell(anew('9/QĐ-UBND'), deputy, AFTER), 'income-decided-already', 'after it was withdrawn nothing is given out anew');
  const all = await papers('An');
  assert.deepEqual(
    all.map(({ ended_how }) => ended_how),
    ['reissued', 'withdrawn'],
  );
  const states = () => rows('select request_id, state, number, withdrawn_event from income_case order by request_id');
  const before = await states();
  await rebuild(owner);
  assert.deepEqual([await papers('An'), await states()], [all, before]);
});

test('who lives there otherwise than when it was checked is told to the chair, who says that it was read; another result is checked again', async () => {
  assert.equal(await tell(lodge('Hoa', 'low-income')), 'taken');
  const of = { memberId: id('member Hoa'), agricultural: false };
  assert.equal(await tell(check('Hoa', 1_200_000, of)), 'taken');
  await take(app, [
    command('member-born', { householdId: household('Hoa'), member: member('Hoa con', 'child', CLOCK.today), on: CLOCK.today }),
  ]);
  const number = '20/GXN-UBND';
  assert.equal(await tell(decide('Hoa', { number }), chair), 'income-changed-since');
  assert.equal(await tell(decide('Hoa', { number, seen: ['figure'] }), chair), 'income-changed-since', 'something else was read');
  assert.equal(await tell(decide('Hoa', { number, seen: ['members'] }), chair), 'taken');
});

test('a worker of low income is a member of the household, and may be decided without a posting', async () => {
  assert.equal(await tell(lodge('Bình', 'low-income')), 'taken');
  const worker = { memberId: id('member Bình'), agricultural: false };
  assert.equal(await tell(check('Bình', 1_000_000)), 'income-worker');
  assert.equal(await tell(check('Bình', 1_000_000, { ...worker, memberId: id('member An') })), 'income-worker');
  const child = { memberId: id('member Bình út'), fullName: 'Bình út', relation: 'child', sex: 'male', birth: '2024-03-09' } as const;
  await take(app, [command('member-arrived', { householdId: household('Bình'), member: child, from: null, on: '2026-08-01' })]);
  assert.equal(await tell(check('Bình', 1_000_000, { ...worker, memberId: child.memberId })), 'income-worker-young');
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

test('a paper whose household moved away or is one with another since is withdrawn all the same, never by a relative', async () => {
  const deputy = person('deputy', 'commune-chair', commune);
  const gone = ['Inh', 'Khang'] as const;
  await take(
    app,
    [...gone, 'Lan'].map((name) => register(name, HAMLETS[0])),
  );
  for (const [n, name] of gone.entries()) {
    const of = { memberId: id(`member ${name}`), agricultural: false };
    for (const [sent, who] of [
      [lodge(name, 'low-income'), officer],
      [check(name, 1_000_000, of), officer],
      [decide(name, { number: `3${n}/GXN-UBND` }), chair],
    ] as const)
      assert.equal(await tell(sent, who), 'taken', name);
  }
  await take(app, [
    command('tie-declared', { householdId: household('Inh'), accountId: chair.actor.accountId, tie: 'relative' }),
    command('move-household', { householdId: household('Inh'), toHamletId: HAMLETS[2], address: null, on: CLOCK.today }),
    command('merge-households', { householdId: household('Khang'), intoHouseholdId: household('Lan'), on: CLOCK.today }),
  ]);
  assert.equal(await tell(withdraw('Inh', CLOCK.today), chair), 'relatives-household');
  assert.equal(await tell(withdraw('Inh', CLOCK.today), officer), 'not-your-role');
  for (const name of gone) {
    assert.equal(await tell(withdraw(name, CLOCK.today), deputy), 'taken', name);
    assert.deepEqual(
      (await papers(name)).map(({ ended_how }) => ended_how),
      ['withdrawn'],
    );
  }
  const left = () => rows('select request_id, state, number from income_case order by request_id');
  const before = await left();
  await rebuild(owner);
  assert.deepEqual(await left(), before);
});

test('nothing is decided before the list came down, and a paper ends on no day before its own', async () => {
  const [up, third] = ['2026-10-12', '2026-10-13'];
  await take(app, [register('Minh', HAMLETS[0])]);
  assert.equal(await tell(lodge('Minh', 'low-income')), 'taken');
  assert.equal(await tell(check('Minh', 1_000_000, { memberId: id('member Minh'), agricultural: false })), 'taken');
  assert.equal(await tell(post('Minh')), 'taken');
  assert.equal(await tell(down('Minh', up), officer, up), 'taken');
  const number = '40/GXN-UBND';
  assert.equal(await tell(decide('Minh', { number, decidedOn: AFTER }), chair, up), 'income-day-out-of-range');
  assert.equal(await tell(decide('Minh', { ...refused, decidedOn: AFTER }), chair, up), 'income-day-out-of-range');
  assert.equal(await tell(decide('Minh', { number, decidedOn: up }), chair, up), 'taken');
  const anew = (given: string, issuedOn: string) =>
    command('reissue-income', { ...at('Minh'), householdId: household('Minh'), number: given, issuedOn, reason: 'lost' });
  assert.equal(await tell(anew('41/GXN-UBND', third), chair, third), 'taken');
  assert.equal(await tell(anew('42/GXN-UBND', up), chair, third), 'income-day-out-of-range');
  assert.equal(await tell(withdraw('Minh', up), chair, third), 'income-day-out-of-range');
  assert.equal(await tell(withdraw('Minh', third), chair, third), 'taken');
  assert.deepEqual(await rows('select number from income_paper where ended_on < issued_on'), []);
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
  assert.equal(before.length, 8);
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
    await rows('select * from income_paper order by paper_id'),
    await rows('select event_id from payload where event_id = any ($1::uuid[])', [lodged]),
  ];
  const before = await left();
  assert.deepEqual(
    (before[0] ?? []).filter((row) => gone.some((one) => one === row['request_id'])),
    [],
  );
  assert.deepEqual(before[3], [], 'neither the name nor the words');
  await rebuild(owner);
  assert.deepEqual(await left(), before);
});

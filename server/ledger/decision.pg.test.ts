/** The decision on a list: what stands in its way, what it writes, that it stays as decided. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { PovertyClass } from '../../core/classify/verdict.ts';
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
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { makeDoor, submit, TOOLS } from './door.ts';
import { judgeByRulebooks } from './judge.ts';

const database = await withDatabase();
const { app, ownerPool } = database;
await found(app);
const chair = person('chair', 'commune-chair', COMMUNES[0]);
const decisionId = id('decision');

function decide(more: Partial<CommandBody<'decide-list'>> = {}) {
  return command('decide-list', {
    ...{ decisionId, roundId: ROUND.roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number: '15/QĐ-UBND', decidedOn: '2026-10-01' },
    ...more,
  });
}

async function tell(sent: unknown, who: Parameters<typeof submit>[1] = chair) {
  const [answer] = await submit(app, who, [sent], CLOCK);
  return answer?.problem ?? answer?.answer;
}

const visit = (name: string, wanted: PovertyClass, told = {}) => interview(name, { answers: answersOf(name, wanted, told) });
const earlier = (name: string, year: number, found: PovertyClass) =>
  command('status-recorded', {
    ...{ householdId: id(`household ${name}`), year, class: found, origin: null, b1: null, b2: null },
    ...{ reviewedOn: `${year}-11-20`, reviewer: null, formA: null, source: 'test' },
  });

/** name, hamlet, class of 2024 and of 2025, on the review list, what the interview finds (null: none, 'open': not enough) */
const households = [
  ['An', 0, null, 'poor', null, 'poor'],
  ['Bình', 0, null, 'poor', null, 'near-poor'],
  ['Cúc', 0, null, 'near-poor', null, 'not-poor'],
  ['Dũng', 1, 'poor', 'not-poor', 'request', 'poor'],
  ['Em', 1, null, null, 'on-list', 'near-poor'],
  ['Phúc', 1, null, null, 'request', 'not-poor'],
  ['Giang', 1, null, null, 'sample', 'poor'],
  ['Hoa', 1, null, null, null, 'poor'],
  ['Khoa', 2, null, 'poor', null, null],
] as const;

for (const [name, hamlet, of2024, of2025, why, finds] of households) {
  const householdId = id(`household ${name}`);
  await take(app, [
    register(name, HAMLETS[hamlet] ?? '', 4),
    ...(of2025 === null ? [] : [earlier(name, 2025, of2025)]),
    ...(of2024 === null ? [] : [earlier(name, 2024, of2024)]),
    ...(why === null ? [] : [command('review-listed', { householdId, roundId: ROUND.roundId, why })]),
    ...(finds === null || name === 'Cúc' || name === 'Em'
      ? []
      : [visit(name, finds, { causes: ['illness'], supportsWanted: ['credit', 'health'] })]),
  ]);
}

test('refused: not the chair, another area, another rulebook, a day in the future, a round unknown', async () => {
  assert.deepEqual(await tell(decide(), person('officer', 'commune-officer', COMMUNES[0])), { code: 'not-your-role' });
  assert.deepEqual(await tell(decide({ communeId: COMMUNES[1] })), { code: 'not-your-area' });
  assert.deepEqual(await tell(decide({ rulebook: '2027-2030' })), { code: 'rulebook-not-official' });
  assert.deepEqual(await tell(decide({ roundId: id('nothing') })), { code: 'round-unknown' });
  const late = await tell(decide({ decidedOn: '2026-10-02' }));
  assert.equal(typeof late === 'object' && late.code, 'decision-day-out-of-range');
});

test('refused while a household that must be decided is not interviewed', async () => {
  const households = ['Cúc', 'Em'].map((name) => id(`household ${name}`));
  const said = await tell(decide());
  assert.ok(typeof said === 'object');
  assert.equal(said.code, 'not-interviewed');
  assert.equal(said['total'], 2);
  assert.deepEqual([...(said['households'] as string[])].sort(), households.sort());
  await take(app, [visit('Cúc', 'not-poor')]);
});

test('refused while an interview leaves the class open', async () => {
  await take(app, [interview('Em', { answers: { household: {}, members: answersOf('Em', 'near-poor').members } })]);
  assert.deepEqual(await tell(decide()), { code: 'undetermined', total: 1, households: [id('household Em')] });
  const { rows } = await ownerPool.query<{ version: number }>('select version from interview where household_id = $1', [
    id('household Em'),
  ]);
  await take(app, [interview('Em', { answers: answersOf('Em', 'near-poor'), seen: rows[0]?.version ?? null })]);
});

test('refused on a day before the last interview that it rests on', async () => {
  assert.deepEqual(await tell(decide({ decidedOn: '2026-09-19' })), { code: 'decision-before-interviews', day: '2026-09-20' });
});

test('decided: four lists, statuses with their whole verdict, origins, the gate', async () => {
  const [answer] = await take(app, [decide()], chair);
  assert.equal(answer?.versions?.length, 3, 'office and two hamlets');
  const { rows } = await ownerPool.query(
    `select h.head_name as name, s.class, s.before, s.list, s.origin, s.people, s.valid_from, s.valid_to, s.causes_mask as causes,
            s.wanted_mask as wanted
       from status s join household h on h.household_id = s.household_id where s.decision_id = $1 order by 1`,
    [decisionId],
  );
  const common = { people: 4, valid_from: '2026-10-01', valid_to: null };
  const told = { causes: 1 << 6, wanted: (1 << 0) | (1 << 3) };
  assert.deepEqual(rows, [
    { name: 'An', class: 'poor', before: 'poor', list: 'poor', origin: 'continuing', ...common, ...told },
    { name: 'Bình', class: 'near-poor', before: 'poor', list: 'near-poor', origin: 'new', ...common, ...told },
    { name: 'Cúc', class: 'not-poor', before: 'near-poor', list: 'escaped-near-poverty', origin: null, ...common, causes: 0, wanted: 0 },
    { name: 'Dũng', class: 'poor', before: 'not-poor', list: 'poor', origin: 'relapsed', ...common, ...told },
    { name: 'Em', class: 'near-poor', before: null, list: 'near-poor', origin: 'new', ...common, causes: 0, wanted: 0 },
  ]);
  const decision = await ownerPool.query('select number, poor, near_poor, escaped_poverty, escaped_near, account_id from decision');
  const counts = { poor: 2, near_poor: 2, escaped_poverty: 1, escaped_near: 1 };
  assert.deepEqual(decision.rows, [{ number: '15/QĐ-UBND', ...counts, account_id: chair.actor.accountId }]);
  const gates = await ownerPool.query('select commune_id, gate from round_commune order by 1');
  assert.deepEqual(
    gates.rows.map((row) => row.gate),
    ['closed', 'interview'],
  );
  const before = await ownerPool.query(`select valid_to from status where source = 'recorded' and household_id = $1`, [id('household An')]);
  assert.deepEqual(before.rows, [{ valid_to: '2026-10-01' }]);
});

test('the decision keeps the commitment of each status, and the status its trace', async () => {
  const { rows } = await ownerPool.query<{
    household_id: string;
    commitment: Buffer;
    body: string;
    salt: Buffer;
    listed: { list: string; verdictHash: string }[];
  }>(
    `select e.household_id, e.commitment, p.body, p.salt,
            (select jsonb_agg(x) from payload lp join event le on le.event_id = lp.event_id,
                    jsonb_array_elements(lp.body::jsonb -> 'households') x
              where le.kind = 'list-decided' and x ->> 'householdId' = e.household_id::text) as listed
       from event e join payload p on p.event_id = e.event_id where e.kind = 'status-decided'`,
  );
  assert.equal(rows.length, 5);
  for (const { commitment, body, salt, listed, household_id } of rows) {
    const expected = createHash('sha256').update('vuon body\n').update(salt).update(body).digest();
    assert.deepEqual(commitment, expected);
    assert.deepEqual(new Set(listed.map((each) => each.verdictHash)), new Set([expected.toString('hex')]));
    assert.equal(listed.length, household_id === id('household Bình') ? 2 : 1);
    const { verdict } = JSON.parse(body);
    assert.ok(verdict.trace.length > 20 && verdict.rulebook === '2022-2026' && typeof verdict.engine === 'number');
  }
});

test('after the decision: no interview, no second decision', async () => {
  assert.deepEqual(await tell(visit('Hoa', 'poor'), 'system'), { code: 'list-already-decided' });
  assert.deepEqual(await tell(decide({ decisionId: id('second'), number: '16' })), { code: 'list-already-decided' });
  const listed = command('review-listed', { householdId: id('household Hoa'), roundId: ROUND.roundId, why: 'request' });
  assert.deepEqual(await tell(listed, 'system'), { code: 'list-already-decided' });
});

test('a later run that differs opens a case once and changes no status', async () => {
  const harsher = makeDoor({
    ...TOOLS,
    judge: { ...judgeByRulebooks, verdict: (...asked) => ({ ...judgeByRulebooks.verdict(...asked), outcome: 'poor', engine: 2 }) },
  });
  const before = await ownerPool.query('select * from status order by event_id');
  const [same] = await submit(app, 'system', [command('rejudge', { decisionId })], CLOCK);
  assert.deepEqual([same?.answer, same?.versions], ['taken', []]);
  await take(app, [command('rejudge', { decisionId })], 'system', harsher);
  await take(app, [command('rejudge', { decisionId })], 'system', harsher);
  const cases = await ownerPool.query(
    `select h.head_name as name, was, now, r.engine from rejudged r join household h using (household_id) order by 1`,
  );
  assert.deepEqual(cases.rows, [
    { name: 'Bình', was: 'near-poor', now: 'poor', engine: 2 },
    { name: 'Cúc', was: 'not-poor', now: 'poor', engine: 2 },
    { name: 'Em', was: 'near-poor', now: 'poor', engine: 2 },
  ]);
  assert.deepEqual((await ownerPool.query('select * from status order by event_id')).rows, before.rows);
});

test('outside a demonstration nothing is decided with an illustrative table', async () => {
  const real = await withDatabase();
  await found(real.app, { demonstration: false });
  await take(real.app, [register('An', HAMLETS[0], 4, 'on-list'), visit('An', 'poor')]);
  const [answer] = await submit(real.app, chair, [decide()], CLOCK);
  assert.deepEqual(answer?.problem, { code: 'illustrative-table' });
  assert.equal((await real.ownerPool.query('select 1 from status')).rowCount, 0);
});

test('interviews and the decision at once: nothing slips in between', async () => {
  const [first] = await Promise.all([
    submit(app, 'system', [decide({ communeId: COMMUNES[1], decisionId: id('third'), number: '17' })], CLOCK),
    ...[0, 1, 2].map(() => submit(app, 'system', [visit('Khoa', 'poor')], CLOCK)),
  ]);
  const { rows } = await ownerPool.query<{ decided: boolean; interviews: number }>(
    `select exists (select from decision where decision_id = $1) as decided,
            (select count(*)::int from interview where household_id = $2) as interviews`,
    [id('third'), id('household Khoa')],
  );
  const code = first?.[0]?.problem?.code ?? first?.[0]?.answer;
  assert.deepEqual(rows, [{ decided: code === 'taken', interviews: 1 }]);
  assert.ok(code === 'taken' || code === 'not-interviewed', code);
});

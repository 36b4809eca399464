/** Whom a rule selects and how far a hamlet is, over drawn facts, against plain counting. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { namesCitizen } from '../kernel/citizen-id.ts';
import { shortIn, workload } from '../meeting/workload.ts';
import { catchUpOf } from './catch-up.ts';
import { departmentOn } from './department.ts';
import { DIRECTIVE_RULES } from './directive.ts';
import { STEPS } from './step.ts';
import { type HamletFacts, reachedBy } from './reach.ts';
import { furthest, isAtLeast, isOverdue, stepOf } from './standing.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261129);
const runs = { seed, numRuns: 300 };

const few = fc.integer({ min: 0, max: 2 });
const facts: fc.Arbitrary<readonly HamletFacts[]> = fc
  .array(fc.record({ visited: few, unvisited: few, short: few, poor: few, nearPoor: few }), { maxLength: 12 })
  .map((all) =>
    all.map(({ visited, unvisited, short, poor, nearPoor }, i) => ({
      ...{ hamletId: `h${i % 7}-${i}`, listed: visited + unvisited, unvisited },
      ...{ short, poor, nearPoor },
    })),
  );

test('a rule selects by its own fact, each hamlet once, whatever the order', () => {
  fc.assert(
    fc.property(facts, fc.constantFrom(...DIRECTIVE_RULES), fc.infiniteStream(fc.nat()), (hamlets, rule, luck) => {
      const wanted: string[] = [];
      const share = 1 + ((luck.next().value ?? 0) % 100);
      const chosen = hamlets.map(({ hamletId }) => hamletId).filter(() => (luck.next().value ?? 0) % 2 === 0);
      const reaching = { rule, share, chosen: [...chosen, ...chosen, 'of somewhere else'] };
      for (const { hamletId, listed, unvisited, short, poor, nearPoor } of hamlets) {
        if (rule === 'late' && short !== 0) wanted.push(hamletId);
        if (rule === 'below' && listed !== 0 && (listed - unvisited) / listed < share / 100) wanted.push(hamletId);
        if (rule === 'chosen' && chosen.some((one) => one === hamletId)) wanted.push(hamletId);
        if (rule === 'all') wanted.push(hamletId);
        if (rule === 'unfinished' && unvisited !== 0) wanted.push(hamletId);
        if (rule === 'not-begun' && listed !== 0 && listed - unvisited === 0) wanted.push(hamletId);
        if (rule === 'poor' && poor !== 0) wanted.push(hamletId);
        if (rule === 'near-poor' && nearPoor !== 0) wanted.push(hamletId);
      }
      const shuffled = hamlets.map((one) => ({ one, at: luck.next().value ?? 0 })).sort((a, b) => a.at - b.at);
      const reached = reachedBy(
        reaching,
        [...shuffled, ...shuffled].map(({ one }) => one),
      );
      assert.deepEqual(new Set(reached), new Set(wanted));
      assert.equal(reached.length, wanted.length);
      assert.deepEqual(reached, [...reached].sort());
    }),
    runs,
  );
});

test('a hamlet that has not begun is unfinished, and every rule selects some of all', () => {
  fc.assert(
    fc.property(facts, (hamlets) => {
      const all = new Set(reachedBy({ rule: 'all' }, hamlets));
      for (const rule of DIRECTIVE_RULES) for (const id of reachedBy({ rule, share: 60 }, hamlets)) assert.ok(all.has(id));
      const unfinished = new Set(reachedBy({ rule: 'unfinished' }, hamlets));
      for (const id of reachedBy({ rule: 'not-begun' }, hamlets)) assert.ok(unfinished.has(id));
    }),
    runs,
  );
});

const load = (areaId: string, listed: number, interviewed: number, recent: number) => ({
  ...{ areaId, name: `Ấp ${areaId}`, listed, interviewed },
  visitors: [{ accountId: `v${areaId}`, name: 'Rà soát viên', visits: interviewed, recent, posted: true }],
});

test('the plan to catch up concerns those that are late and those who are to help, each once, until the last day of the round', () => {
  const round = { opensOn: '2026-11-01', closesOn: '2026-11-20' };
  const hamlets = [load('a', 60, 5, 5), load('b', 20, 20, 10), load('c', 30, 18, 9), load('d', 70, 20, 14)];
  const planned = workload(round, '2026-11-11', hamlets);
  const plan = catchUpOf(planned, round.closesOn) ?? assert.fail('nobody is late');
  const late = planned.rows.filter(({ short }) => short > 0).map(({ areaId }) => areaId);
  assert.deepEqual(late, ['a', 'd']);
  assert.deepEqual(
    plan.late.map(({ hamletId }) => hamletId),
    late,
  );
  assert.ok(plan.help.length > 0);
  assert.deepEqual(plan.hamlets, [...new Set([...late, ...plan.help.map(({ to }) => to)])].sort());
  assert.equal(plan.dueOn, '2026-11-20');
  for (const { areaId, listed, interviewed, recent, short } of planned.rows)
    assert.equal(shortIn(round, '2026-11-11', { listed, interviewed, recent }), short, areaId);
  assert.equal(catchUpOf(workload(round, '2026-11-21', hamlets), round.closesOn)?.dueOn, null, 'the day has gone by');
  assert.equal(catchUpOf(workload(round, '2026-11-11', [load('b', 20, 20, 10)]), round.closesOn), null);
});

test('the furthest step is known from its moments', () => {
  const moment = fc.option(fc.constant('2026-10-12T02:00:00.000Z'), { nil: null });
  fc.assert(
    fc.property(moment, moment, moment, (receivedAt, openedAt, doneAt) => {
      const step = stepOf({ receivedAt, openedAt, doneAt });
      const there = [receivedAt, openedAt, doneAt].map((at, i) => (at === null ? null : (STEPS[i] ?? null))).filter((one) => one !== null);
      assert.equal(step, there.at(-1) ?? null);
      for (const one of STEPS) assert.equal(isAtLeast(step, one), step !== null && STEPS.indexOf(one) <= STEPS.indexOf(step));
    }),
    runs,
  );
  for (const a of [null, ...STEPS])
    for (const b of [null, ...STEPS]) {
      const both = furthest(a, b);
      assert.equal(both, furthest(b, a));
      assert.ok(both === a || both === b);
      for (const one of [a, b]) assert.ok(one === null || isAtLeast(both, one));
    }
});

test('on its last day a directive is in time, the day after it is late until it is done', () => {
  assert.equal(isOverdue('2026-10-12', '2026-10-12', null), false);
  assert.equal(isOverdue('2026-10-12', '2026-10-13', 'opened'), true);
  assert.equal(isOverdue('2026-10-12', '2026-10-13', 'done'), false);
  assert.equal(isOverdue(null, '2026-10-13', null), false);
});

test('twelve digits are told from dates, sums and telephone numbers', () => {
  for (const text of ['Ông A, 086 203 001 234', 'số 086203001234.', '0862-0300-1234', 'số 086.203.001.234'])
    assert.equal(namesCitizen(text), true, text);
  for (const text of [
    'trước 15/10/2026',
    'gọi 0270 382 3456',
    'hỗ trợ 12.500.000 đồng',
    'tổng vốn 234.567.890.000 đồng',
    'mã 0862030012345',
    'Nghị định 351/2025',
  ])
    assert.equal(namesCitizen(text), false, text);
});

test('the department of a day is the last that began by then', () => {
  assert.deepEqual(
    ['2007-12-31', '2025-02-28', '2025-03-01', '2026-11-30'].map((day) => departmentOn(day).sign),
    ['SLĐTBXH', 'SLĐTBXH', 'SNNMT', 'SNNMT'],
  );
});

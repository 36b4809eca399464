/** Statuses against a plain rule: on each day the last one that had begun by then holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CLASSES, type PovertyClass } from '../classify/verdict.ts';
import { type Installation, listsOf, mayDecide } from './decision.ts';
import { mayRecord, originOf, type Status, statusOn, withStatus } from './standing.ts';

let count = 0;
function status(year: number, found: PovertyClass, more: Partial<Status> = {}): Status {
  const base = { eventId: String(count++), source: 'recorded', year, roundId: null, rulebook: null, decisionId: null } as const;
  return { ...base, class: found, before: null, list: null, origin: null, people: 1, validFrom: `${year}-11-20`, validTo: null, ...more };
}

const drawn = fc.array(
  fc.record({ year: fc.integer({ min: 2015, max: 2026 }), found: fc.constantFrom(...CLASSES), decided: fc.boolean() }),
  { maxLength: 10 },
);

test('whatever order statuses become known in, each day has the one that holds', () => {
  fc.assert(
    fc.property(drawn, (all) => {
      const given = all.map(({ year, found, decided }) =>
        status(year, found, decided ? { source: 'decision', validFrom: `${year}-12-10` } : {}),
      );
      const history = given.reduce<Status[]>((before, added) => withStatus(before, added), []);
      // Of two lists of one year the one read in later counts; decisions all count.
      const kept = given.filter(
        (each, i) =>
          each.source === 'decision' || !given.slice(i + 1).some((later) => later.source === 'recorded' && later.year === each.year),
      );
      assert.deepEqual(new Set(history.map((each) => each.eventId)), new Set(kept.map((each) => each.eventId)));
      for (let year = 2014; year <= 2027; year++)
        for (const end of ['11-19', '11-20', '12-09', '12-10', '12-31']) {
          const on = `${year}-${end}`;
          const begun = kept.filter((each) => each.validFrom <= on);
          const last = begun.reduce<Status | null>((best, each) => (best === null || each.validFrom >= best.validFrom ? each : best), null);
          assert.equal(statusOn(history, on)?.eventId, last?.eventId, on);
        }
    }),
  );
});

test('a decision of the same day stands above a list', () => {
  const decision = status(2025, 'poor', { source: 'decision', validFrom: '2025-11-20' });
  const list = status(2025, 'near-poor');
  for (const order of [
    [decision, list],
    [list, decision],
  ])
    assert.equal(
      statusOn(
        order.reduce<Status[]>((before, added) => withStatus(before, added), []),
        '2025-11-20',
      )?.class,
      'poor',
    );
});

test('new, relapsed, continuing', () => {
  const origin = (earlier: readonly PovertyClass[], now: PovertyClass) =>
    originOf(
      earlier.reduce<Status[]>((before, found, i) => withStatus(before, status(2020 + i, found)), []),
      now,
      '2026-10-01',
    );
  assert.equal(origin([], 'poor'), 'new');
  assert.equal(origin(['poor'], 'poor'), 'continuing');
  assert.equal(origin(['near-poor'], 'poor'), 'new');
  assert.equal(origin(['not-poor'], 'poor'), 'new');
  assert.equal(origin(['poor', 'not-poor'], 'poor'), 'relapsed');
  assert.equal(origin(['poor', 'near-poor'], 'poor'), 'relapsed');
  assert.equal(origin(['near-poor', 'poor'], 'near-poor'), 'relapsed');
  assert.equal(origin(['poor'], 'not-poor'), null);
});

test('the four lists of Form 02', () => {
  const lists = Object.fromEntries(
    [...CLASSES, null].flatMap((before) => CLASSES.map((now) => [`${before ?? 'none'} → ${now}`, listsOf(now, before).join(' + ')])),
  );
  assert.deepEqual(lists, {
    'poor → poor': 'poor',
    'poor → near-poor': 'near-poor + escaped-poverty',
    'poor → not-poor': 'escaped-poverty',
    'near-poor → poor': 'poor',
    'near-poor → near-poor': 'near-poor',
    'near-poor → not-poor': 'escaped-near-poverty',
    'not-poor → poor': 'poor',
    'not-poor → near-poor': 'near-poor',
    'not-poor → not-poor': '',
    'none → poor': 'poor',
    'none → near-poor': 'near-poor',
    'none → not-poor': '',
  });
});

test('an illustrative table decides in a demonstration only', () => {
  const may = (demonstration: boolean, table: Parameters<typeof mayDecide>[1]) =>
    mayDecide({ demonstration } satisfies Installation, table).ok;
  assert.deepEqual(
    [may(true, 'illustrative'), may(false, 'illustrative'), may(true, 'official'), may(false, 'official')],
    [true, false, true, true],
  );
});

test('a list says nothing of a year of our own rounds, of the future, or over a decision', () => {
  const code = (told: [number, string | null], history: readonly Status[] = [], rounds = [2025, 2026]) => {
    const answer = mayRecord(history, { year: told[0], reviewedOn: told[1] }, { rounds, today: '2026-10-01' });
    return answer.ok ? 'ok' : answer.error.code;
  };
  assert.equal(code([2024, null]), 'ok');
  assert.equal(code([2024, '2025-03-31']), 'ok');
  assert.equal(code([2025, null]), 'year-has-round');
  assert.equal(code([2100, null]), 'year-has-round');
  assert.equal(code([2026, null], [], []), 'day-in-future', 'it would hold from the last day of the year');
  assert.equal(code([2026, '2026-09-30'], [], []), 'ok');
  assert.equal(code([2024, '2025-04-01']), 'review-day-not-of-year');
  assert.equal(code([2000, '2026-10-01']), 'review-day-not-of-year');
  const decision = status(2025, 'poor', { source: 'decision', validFrom: '2025-12-10' });
  assert.equal(code([2024, null], [decision]), 'ok');
  assert.equal(code([2025, '2025-11-20'], [decision], []), 'status-decided-then');
  assert.equal(code([2026, '2026-09-30'], [decision], []), 'status-decided-then');
  assert.equal(code([2023, '2024-03-01'], [status(2024, 'poor', { validFrom: '2024-02-01' })]), 'recorded-out-of-order');
  assert.equal(code([2023, null], [status(2023, 'poor'), status(2024, 'poor')]), 'ok', 'a list of the same year read in again');
});

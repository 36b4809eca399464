/** The workload of a round against days counted one by one; help never gives more than lacks or than there is time for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { communeLoad, type HamletLoad, paceSpan, workload } from './workload.ts';

const ROUND = { opensOn: '2026-09-01', closesOn: '2026-12-14' };
const visitor = (visits: number, recent: number, posted = true) => ({ accountId: `a${visits}`, name: 'Lan', visits, recent, posted });
const hamlet = (areaId: string, listed: number, visitors: HamletLoad['visitors']): HamletLoad => ({
  ...{ areaId, name: areaId, listed, visitors },
  interviewed: Math.min(
    listed,
    visitors.reduce((sum, { visits }) => sum + visits, 0),
  ),
});

test('the pace is that of the seven days before today, and of fewer at the beginning', () => {
  assert.equal(paceSpan(ROUND, '2026-09-01'), null);
  assert.deepEqual(paceSpan(ROUND, '2026-09-02'), { from: '2026-09-01', to: '2026-09-01', days: 1 });
  assert.deepEqual(paceSpan(ROUND, '2026-09-08'), { from: '2026-09-01', to: '2026-09-07', days: 7 });
  assert.deepEqual(paceSpan(ROUND, '2026-11-30'), { from: '2026-11-23', to: '2026-11-29', days: 7 });
});

test('a hamlet that visits two a day is through when the days say so', () => {
  // 15 days are left with today; 14 visits in the last seven: two a day, thirty in time.
  const { daysLeft, rows } = workload(ROUND, '2026-11-30', [hamlet('x', 80, [visitor(40, 14)])]);
  assert.equal(daysLeft, 15);
  assert.deepEqual(
    rows.map(({ left, each, perDay, recent, endsOn, short }) => ({ left, each, perDay, recent, endsOn, short })),
    [{ left: 40, each: 40, perDay: 3, recent: 14, endsOn: '2026-12-19', short: 10 }],
  );
});

test('who went away leaves the work to those who stay; without anybody in post nobody is told a share', () => {
  const { rows } = workload(ROUND, '2026-11-30', [
    hamlet('two', 31, [visitor(6, 2), visitor(5, 1), visitor(4, 0, false)]),
    hamlet('none', 9, [visitor(4, 4, false)]),
  ]);
  assert.deepEqual(
    rows.map(({ each }) => each),
    [8, null],
  );
});

test('a week without a visit is no verdict: the pace of the round says how far they come', () => {
  // 90 days gone: a third of a visit a day, and fifteen days left.
  const { rows } = workload(ROUND, '2026-11-30', [hamlet('x', 37, [visitor(30, 0)])]);
  assert.deepEqual(
    rows.map(({ left, endsOn, short }) => ({ left, endsOn, short })),
    [{ left: 7, endsOn: null, short: 2 }],
  );
});

test('on the first day nobody is late, after the last one all that is left is', () => {
  const hamlets = [hamlet('x', 9, [visitor(0, 0)])];
  assert.equal(workload(ROUND, '2026-09-01', hamlets).uncovered, 0);
  const over = workload(ROUND, '2026-12-15', hamlets);
  assert.deepEqual([over.daysLeft, over.uncovered, over.help.length, over.rows[0]?.perDay], [0, 9, 0, null]);
});

test('who is through helps who is late, at the pace of the round', () => {
  // 90 days gone, 90 visits: one a day, and fifteen days left.
  const { help, uncovered } = workload(ROUND, '2026-11-30', [
    hamlet('late', 60, [visitor(20, 7)]),
    hamlet('through', 90, [visitor(90, 0)]),
    hamlet('empty', 0, [visitor(0, 0)]),
  ]);
  assert.deepEqual(help, [{ from: 'late', to: 'through', households: 15 }]);
  assert.equal(uncovered, 10);
});

const drawnHamlets = fc
  .array(
    fc.record({
      listed: fc.integer({ min: 0, max: 120 }),
      visits: fc.array(
        fc.record({ visits: fc.integer({ min: 0, max: 60 }), recent: fc.integer({ min: 0, max: 20 }), posted: fc.boolean() }),
      ),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ listed, visits }, i) =>
      hamlet(
        `h${i}`,
        listed,
        visits.map((one) => visitor(one.visits, Math.min(one.recent, one.visits), one.posted)),
      ),
    ),
  );

test('day by day, and no help beyond what lacks or beyond the time there is', () => {
  fc.assert(
    fc.property(drawnHamlets, fc.constantFrom('2026-09-02', '2026-09-05', '2026-10-20', '2026-12-01', '2026-12-14'), (hamlets, today) => {
      const { rows, help, uncovered, daysLeft, paceDays } = workload(ROUND, today, hamlets);
      const gone = (Date.parse(today) - Date.parse(ROUND.opensOn)) / 86_400_000;
      for (const row of rows) {
        // Each day brings `recent` shares of a visit, of which `paceDays` make a whole one.
        let [done, endsOn] = [0, null as string | null];
        let inTime = 0;
        // Where nobody went of late: as over the whole round.
        const [each, of] = row.recent > 0 ? [row.recent, paceDays] : [row.interviewed, gone];
        for (let day = 0; day < 400 && each > 0; day += 1) {
          done += each;
          const whole = Math.floor(done / of);
          if (day < daysLeft) inTime = whole;
          if (row.recent > 0 && endsOn === null && row.left > 0 && done >= row.left * paceDays)
            endsOn = new Date(Date.parse(today) + day * 86_400_000).toISOString().slice(0, 10);
        }
        assert.equal(row.short, Math.max(0, row.left - inTime), row.areaId);
        if (row.left === 0 || row.recent === 0 || endsOn !== null) assert.equal(row.endsOn, endsOn, row.areaId);
        const got = help.filter(({ from }) => from === row.areaId).reduce((sum, { households }) => sum + households, 0);
        const given = help.filter(({ to }) => to === row.areaId).reduce((sum, { households }) => sum + households, 0);
        assert.ok(got <= row.short);
        assert.ok(given === 0 || (row.short === 0 && row.visitors.some(({ posted }) => posted)));
      }
      const lacking = rows.reduce((sum, { short }) => sum + short, 0);
      assert.equal(uncovered, lacking - help.reduce((sum, { households }) => sum + households, 0));
      assert.ok(uncovered >= 0 && help.every(({ households }) => households > 0));
      const load = communeLoad({ areaId: 'c', name: 'c' }, { rows, uncovered });
      assert.equal(load.left, load.listed - load.interviewed);
    }),
  );
});

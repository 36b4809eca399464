/** The benchmark of the core, small: it runs, and SQL counts the same classes (it throws otherwise). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchCore } from './core.ts';
import { benchLines } from './print.ts';
import { median } from './report.ts';

test('core and SQL count the same classes on 5,000 households', async () => {
  const { machine, rows } = await benchCore({ households: 5_000, runs: 1, seed: 7 });
  assert.ok(machine.includes('Node v'));
  for (const id of ['2022-2026', '2027-2030']) {
    const classes = rows.filter((row) => row.name.startsWith(id) && row.unit === 'households').map((row) => row.median);
    assert.equal(
      classes.reduce((a, b) => a + b, 0),
      5_000,
    );
    assert.ok(
      classes.every((count) => count > 0),
      `every class is met: ${classes.join()}`,
    );
    assert.ok(rows.some((row) => row.name.startsWith(id) && row.ratio !== undefined && row.median > 0));
  }
});

test('a row prints its size, and its yardstick where it has one', () => {
  const rows = [
    { name: 'a', n: 300_000, median: 312_345.4, unit: 'verdicts/s/core', vs: 'SQL', ratio: 1.5 },
    { name: 'b', n: 2, median: 1.25, unit: 's' },
  ];
  assert.deepEqual(benchLines({ machine: 'm', rows }), [
    'm',
    '  a: 312345 verdicts/s/core (n = 300.000; 1,50 × SQL)',
    '  b: 1,25 s (n = 2)',
  ]);
  assert.equal(median([3, 1, 2, 10]), 2.5);
  assert.throws(() => median([]), RangeError);
});

/**
 * The benchmark of the field app, with few repetitions on a small hamlet: everything is pressed in the real app, every form is sent, and
 * what the app, the first list and a day's changes weigh and ask is as the line allows. Times are printed, never judged here.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SLOW_LINE } from './parts/field-page.ts';
import { benchField } from './field.ts';
import { benchLines } from './print.ts';

test('the field app is measured on a small hamlet', async (t) => {
  const result = await benchField({ households: 60, times: 2, forms: 4, day: 3, slower: 1 });
  for (const line of benchLines(result)) t.diagnostic(line);
  const { rows } = result;
  const one = (name: string) =>
    rows.find((row) => row.name.startsWith(name)) ?? assert.fail(`${name}: ${rows.map((row) => row.name).join()}`);
  assert.equal(rows.length, 15);
  assert.ok(
    rows.every(({ median }) => median > 0),
    JSON.stringify(rows),
  );
  const [list, day] = [one('the first list'), one('a day’s changes')];
  assert.match(list.name, / 2 answers /);
  assert.ok(list.median <= 110, `${list.median} KB`);
  assert.ok(day.median < 20, `${day.median} KB`);
  // What the line alone needs for them leaves the phone a second and more of five, and of two.
  const lineMs = (kilobytes: number): number => SLOW_LINE.latency + (kilobytes * 1_000 * 1_000) / SLOW_LINE.bytes;
  assert.ok(lineMs(list.median) < 4_000 && lineMs(day.median) < 1_500, `${lineMs(list.median)}, ${lineMs(day.median)} ms`);
  assert.equal(one('4 finished interviews').n, 1);
  const scripts = rows.filter(({ name }) => name.startsWith('JavaScript'));
  assert.equal(scripts.length, 2);
  for (const { name, median } of scripts) assert.ok(median > 20 && median <= 150, `${name}: ${median} KB`);
});

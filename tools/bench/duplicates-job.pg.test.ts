/** The search of a province with the database, small: it ends, and what was written is what was planted, oftener than not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { benchDuplicatesJob } from './duplicates-job.ts';

test('people who were written twice are registered, searched over the network, and what is found is written', async () => {
  const { rows } = await benchDuplicatesJob({ people: 4_000 });
  const one = (name: string) =>
    rows.find((row) => row.name.startsWith(name)) ?? assert.fail(`${name}: ${rows.map((row) => row.name).join()}`);
  const [whole, read, compared, written] = [one('from being asked'), one('of it reading'), one('comparing'), one('what was found')];
  assert.ok(whole.n > 4_000, 'with those who are planted');
  assert.ok(Math.abs(whole.median - read.median - compared.median - written.median) < 1e-6);
  assert.ok(one('recall').n > 10 && one('recall').median > 50, `${one('recall').median}`);
  assert.ok(one('precision').median > 50, `${one('precision').median}`);
});

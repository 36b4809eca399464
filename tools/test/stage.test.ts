// The runner's own promise: whatever does not run to a clean end counts as failed. Each case is a small file run for real.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runFiles } from './stage.ts';

const root = mkdtempSync(join(tmpdir(), 'vuon-stage-'));
after(() => rmSync(root, { recursive: true }));

const tell = () => {};
const head = "import { describe, test } from 'node:test';\n";
const files: Record<string, string> = {
  'passes.test.ts': `${head}test('a', () => {}); describe('s', () => { test('b', () => {}); });`,
  'fails.test.ts': `${head}test('a', () => { throw new Error('the reason'); });`,
  'skips.test.ts': `${head}test.skip('a', () => {}); test('b', { todo: 'later' }, () => {}); test('c', () => {});`,
  'empty.test.ts': 'export const nothing = 1;',
  'dies.test.ts': "console.error('last words'); throw new Error('at load');",
  'leaves.test.ts': `${head}test('a', () => {}); process.exit(0);`,
  'seeded.test.ts': `${head}import fc from ${JSON.stringify(import.meta.resolve('fast-check'))};
    test('a', () => { if (fc.readConfigureGlobal().seed !== 123) throw new Error('no seed'); });`,
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);

for (const isolation of ['process', 'none'] as const) {
  test(`each file alone, isolation ${isolation}`, async () => {
    assert.deepEqual(await outcome('passes.test.ts', isolation), { passed: ['a', 's > b'], failed: [] });
    assert.deepEqual(await outcome('fails.test.ts', isolation), { passed: [], failed: ['a'] });
    assert.deepEqual(await outcome('skips.test.ts', isolation), { passed: ['c'], failed: ['a', 'b'] });
    for (const name of ['empty.test.ts', 'dies.test.ts', 'leaves.test.ts']) {
      const { failed } = await outcome(name, isolation);
      assert.ok(failed.length > 0, name);
    }
  });
}

test('the reason of a failure and the last words of a dying file are kept', async () => {
  const [failure] = await runFiles({ root, files: ['fails.test.ts'], isolation: 'process', concurrency: 1, tell });
  assert.match(failure?.why ?? '', /the reason[\s\S]*fails\.test\.ts/);
  const [death] = await runFiles({ root, files: ['dies.test.ts'], isolation: 'process', concurrency: 1, tell });
  assert.match(death?.why ?? '', /last words[\s\S]*at load/);
});

test('one bad file does not hide the others', async () => {
  for (const isolation of ['process', 'none'] as const) {
    const results = await runFiles({ root, files: ['passes.test.ts', 'fails.test.ts', 'empty.test.ts'], isolation, concurrency: 2, tell });
    const failedIn = results.filter((result) => !result.ok).map((result) => result.file);
    assert.deepEqual(failedIn.sort(), ['empty.test.ts', 'fails.test.ts']);
    assert.equal(results.filter((result) => result.ok).length, 2);
  }
});

test("the run's seed reaches fast-check", async () => {
  const before = process.env['VUON_SEED'];
  process.env['VUON_SEED'] = '123';
  try {
    assert.deepEqual(await outcome('seeded.test.ts', 'process'), { passed: ['a'], failed: [] });
  } finally {
    if (before === undefined) delete process.env['VUON_SEED'];
    else process.env['VUON_SEED'] = before;
  }
});

async function outcome(file: string, isolation: 'none' | 'process'): Promise<{ passed: string[]; failed: string[] }> {
  const results = await runFiles({ root, files: [file], isolation, concurrency: 1, tell });
  const names = (ok: boolean) =>
    results
      .filter((result) => result.ok === ok)
      .map((result) => result.name)
      .sort();
  return { passed: names(true), failed: names(false) };
}

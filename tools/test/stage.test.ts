// The runner's own promise: whatever does not run to a clean end counts as failed. Each case is a small file run for real.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Result, runFiles } from './stage.ts';

const root = mkdtempSync(join(tmpdir(), 'vuon-stage-'));
after(() => rmSync(root, { recursive: true }));

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

const calm = ['passes.test.ts', 'fails.test.ts', 'skips.test.ts', 'empty.test.ts', 'seeded.test.ts'];

test('a process for each file: only what ran to a clean end passes', async () => {
  const results = await run(Object.keys(files), 'process');
  expectCalm(results);
  for (const name of ['dies.test.ts', 'leaves.test.ts']) assert.ok(!results.some((result) => result.file === name && result.ok), name);
  assert.match(whyOf(results, 'fails.test.ts'), /the reason[\s\S]*fails\.test\.ts/);
  assert.match(whyOf(results, 'dies.test.ts'), /last words[\s\S]*at load/);
  assert.match(whyOf(results, 'leaves.test.ts'), /./);
});

test('one process for all files: the same', async () => {
  expectCalm(await run(calm, 'none'));
  for (const name of ['dies.test.ts', 'leaves.test.ts'])
    assert.ok(
      (await run([name], 'none')).every((result) => !result.ok),
      name,
    );
});

function expectCalm(results: Result[]): void {
  const seen = results
    .filter((result) => calm.includes(result.file))
    .map(({ file, name, ok }) => `${ok ? 'passed' : 'failed'} ${file} ${name}`);
  assert.deepEqual(seen.sort(), [
    'failed empty.test.ts (whole file)',
    'failed fails.test.ts a',
    'failed skips.test.ts a',
    'failed skips.test.ts b',
    'passed passes.test.ts a',
    'passed passes.test.ts s > b',
    'passed seeded.test.ts a',
    'passed skips.test.ts c',
  ]);
}

async function run(names: string[], isolation: 'none' | 'process'): Promise<Result[]> {
  const before = process.env['VUON_SEED'];
  process.env['VUON_SEED'] = '123';
  try {
    return await runFiles({ root, files: names, isolation, concurrency: 2, tell: () => {} });
  } finally {
    if (before === undefined) delete process.env['VUON_SEED'];
    else process.env['VUON_SEED'] = before;
  }
}

function whyOf(results: Result[], file: string): string {
  return results.find((result) => result.file === file)?.why ?? '';
}

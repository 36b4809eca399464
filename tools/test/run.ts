// The one test runner (chạy kiểm thử): gates, pure, PostgreSQL and browser tests, in this order, each stage on Node's own
// runner. `npm test -- [gates|pure|pg|browser] [part of a path]`. The last line is `N passed, N failed`. What a stage needs
// (a database, a browser, built faces) is fetched by the modules it calls.

import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBrowser } from '../browser.ts';
import { sweep, testServer } from './database.ts';
import { runGate, runGates } from './gates.ts';
import { type Result, runFiles } from './stage.ts';

const root = resolve(import.meta.dirname, '../..');
const stageNames = ['gates', 'pure', 'pg', 'browser'] as const;
type StageName = (typeof stageNames)[number];

// Leaving through exit lets the test database be stopped; the child processes get the signal of the terminal themselves.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

const words = process.argv.slice(2);
const chosen = stageNames.filter((name) => words.includes(name));
const pathPart = words.find((word) => !stageNames.some((name) => name === word)) ?? '';
const seed = process.env['VUON_SEED'] ?? String(Math.floor(Math.random() * 2 ** 31));
process.env['VUON_SEED'] = seed;

console.log(`seed ${seed} (repeat this run with VUON_SEED=${seed})`);
const results: Result[] = [];
for (const stage of chosen.length > 0 ? chosen : stageNames) results.push(...(await runStage(stage)));
finish(results);

async function runStage(stage: StageName): Promise<Result[]> {
  if (stage === 'gates') return pathPart && chosen.length === 0 ? [] : runGates(root);
  const files = findFiles(stage);
  if (files.length === 0) return [];
  console.log(`\n${stage}: ${files.length} files`);
  switch (stage) {
    case 'pure':
      return runFiles({ root, files, isolation: 'none', concurrency: 1 });
    case 'pg':
      return withServer(() => runFiles({ root, files, isolation: 'process', concurrency: 2 }));
    case 'browser':
      return withServer(async () => {
        const built = await prepareBrowserStage();
        const ready = built.every((result) => result.ok);
        return [...built, ...(ready ? await runFiles({ root, files, isolation: 'process', concurrency: 1 }) : files.map(notRun))];
      });
  }
}

/** A browser there, the faces built: else one plain failure, and all browser tests failed. */
async function prepareBrowserStage(): Promise<Result[]> {
  try {
    ensureBrowser();
  } catch (error) {
    return [{ file: 'tools/browser.ts', name: 'a browser', ok: false, why: error instanceof Error ? error.message : String(error) }];
  }
  const builder = 'tools/build.ts';
  if (!existsSync(join(root, builder))) return [];
  return [await runGate(root, { name: 'build of the faces', command: [process.execPath, builder] })];
}

function notRun(file: string): Result {
  return { file, name: '(whole file)', ok: false, why: 'not run: the stage could not be prepared' };
}

async function withServer(work: () => Promise<Result[]>): Promise<Result[]> {
  const server = await testServer();
  process.env['VUON_TEST_SERVER_URL'] = server.url;
  try {
    if (!process.env['VUON_TEST_DATABASE_URL']) await sweep(server.url);
    return await work();
  } finally {
    delete process.env['VUON_TEST_SERVER_URL'];
    await server.stop();
  }
}

function findFiles(stage: StageName): string[] {
  const found = globSync('{core,server,tools,scenarios,words,ui,field,desk,portal}/**/*.test.ts', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**'],
  });
  return found.filter((file) => stageOf(file) === stage && file.includes(pathPart)).sort();
}

function stageOf(file: string): StageName {
  return file.endsWith('.pg.test.ts') ? 'pg' : file.endsWith('.browser.test.ts') ? 'browser' : 'pure';
}

function finish(all: Result[]): void {
  const failed = all.filter((result) => !result.ok);
  for (const { file, name, why } of failed) console.log(`\n✖ ${file}: ${name}\n${why.replace(/^/gm, '    ')}`);
  if (failed.length > 0) console.log(`\nseed ${seed}`);
  if (all.length === 0) console.log('\nno test ran');
  process.exitCode = failed.length > 0 || all.length === 0 ? 1 : 0;
  console.log(`\n${all.length - failed.length} passed, ${failed.length} failed`);
}

// Runs one stage's test files under `node --test` and tells each file's outcome as it ends. Crashes, files without tests and
// an exit code that no test explains become failures of their own, so that nothing passes by dying early.

import { spawn } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestLine } from './reporter.ts';

export type Result = { file: string; name: string; ok: boolean; why: string };

export type Stage = {
  root: string;
  files: string[];
  /** `none`: all files in one process. */
  isolation: 'none' | 'process';
  concurrency: number;
  /** Told one line for each file; the console by default. */
  tell?: (line: string) => void;
};

export async function runFiles(stage: Stage): Promise<Result[]> {
  const lines: TestLine[] = [];
  const noise: string[] = [];
  const told = new Set<string>();
  const code = await spawnTests(stage, (text) => {
    const line = parseLine(text);
    if (line === null) noise.push(text);
    // Node calls a file without tests a passed test of the file's name.
    else if (!line.ok || resolve(stage.root, line.name) !== resolve(stage.root, line.file)) {
      const before = lines.at(-1);
      // Files are reported one after the other: a line of another file ends the one before.
      if (before !== undefined && before.file !== line.file) tellFile(stage, relative(stage.root, before.file), { lines, told });
      lines.push(line);
    }
  });
  for (const file of stage.files) tellFile(stage, file, { lines, told });
  const results = lines
    .filter((line) => !line.suite || !line.ok)
    .map(({ file, name, ok, why }) => ({ file: relative(stage.root, file), name, ok, why }));
  for (const file of stage.files) {
    if (!results.some((result) => result.file === file))
      results.push({ file, name: '(whole file)', ok: false, why: 'no test ran in this file' });
  }
  if (code !== 0 && results.every((result) => result.ok)) {
    results.push({ file: '', name: '(test process)', ok: false, why: `ended with code ${code}\n${noise.slice(-40).join('\n')}` });
  }
  return results;
}

function spawnTests(stage: Stage, onLine: (text: string) => void): Promise<number> {
  const here = import.meta.dirname;
  const flags = [
    '--test',
    // A test that hangs is a failure, not a run without end.
    '--test-timeout=900000',
    `--test-isolation=${stage.isolation}`,
    `--test-concurrency=${stage.concurrency}`,
    '--import',
    join(here, 'setup.ts'),
    '--test-reporter',
    join(here, 'reporter.ts'),
    '--test-reporter-destination',
    'stdout',
  ];
  const child = spawn(process.execPath, [...flags, ...stage.files.map((file) => resolve(stage.root, file))], {
    cwd: stage.root,
    // Else a run inside a test would take itself for that test's child.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', (text) => {
    onLine(text);
    if (stage.tell === undefined) process.stderr.write(`${text}\n`);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function parseLine(text: string): TestLine | null {
  if (!text.startsWith('{"file":')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function tellFile(stage: Stage, file: string, { lines, told }: { lines: TestLine[]; told: Set<string> }): void {
  if (told.has(file)) return;
  told.add(file);
  const own = lines.filter((line) => relative(stage.root, line.file) === file);
  const bad = own.filter((line) => !line.ok).length;
  const ms = own.reduce((sum, line) => sum + (line.name.includes(' > ') ? 0 : line.ms), 0);
  const tell = stage.tell ?? console.log;
  tell(`  ${bad === 0 && own.length > 0 ? '✔' : '✖'} ${file}  ${own.length - bad}/${own.length}  ${(ms / 1000).toFixed(1)} s`);
}

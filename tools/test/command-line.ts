/** The command line as a shell runs it, in processes of their own (chạy lệnh như từ cửa sổ lệnh): for tests only. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

const MAIN = join(import.meta.dirname, '../vuon/main.ts');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CommandLine {
  /** Of this test alone; gone when it ends. */
  readonly folder: string;
  /** On the database of that owner's address. */
  readonly vuon: (database: { readonly ownerUrl: string }, ...args: string[]) => Promise<Ended>;
}

export function commandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'vuon-cli-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const vuon: CommandLine['vuon'] = (database, ...args) => {
    // Each of some thirty processes reads the same sources: what the first compiled, the others take.
    const env = { ...process.env, DATABASE_URL: database.ownerUrl, NODE_COMPILE_CACHE: join(folder, 'compiled') };
    const child = spawn(process.execPath, [MAIN, ...args, '--data', join(folder, 'data')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      err += String(chunk);
    });
    return new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, out, err }));
    });
  };
  return { folder, vuon };
}

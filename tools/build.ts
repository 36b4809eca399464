/**
 * Builds the three faces into .build/{desk,field,portal} (dựng giao diện), each only when something it is made of has
 * changed: a hash over the bytes of its sources stands beside what was built. Says what it does on stderr. Two processes
 * that build at once wait for each other. Serving the results is server/http.
 *
 * Run by itself: `node tools/build.ts [desk|field|portal] …`
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export const FACES = ['desk', 'field', 'portal'] as const;
export type Face = (typeof FACES)[number];

export interface BuildOptions {
  readonly root?: string;
  readonly faces?: readonly Face[];
  /** Told what happens, a line at a time. */
  readonly say?: (line: string) => void;
}

const LABELS: Readonly<Record<Face, string>> = { desk: 'bàn làm việc', field: 'phiếu rà soát', portal: 'cổng thông tin' };
/** What every face may be made of, besides its own folder. */
const SHARED = ['core', 'ui', 'words'];
const LEFT_OUT = ['**/node_modules/**', '**/.svelte-kit/**', '**/*.test.ts'];

/** Builds what is stale, one face after the other. Answers with the folder that holds them and what was built anew. */
export async function buildFaces(options: BuildOptions = {}): Promise<{ readonly folder: string; readonly built: readonly Face[] }> {
  const root = options.root ?? resolve(import.meta.dirname, '..');
  const folder = join(root, '.build');
  const say = options.say ?? ((line: string) => void process.stderr.write(`${line}\n`));
  const wanted = (options.faces ?? FACES).filter((face) => existsSync(join(root, face, 'vite.config.ts')));
  if (wanted.every((face) => isFresh(folder, face, hashOf(root, face)))) return { folder, built: [] };
  mkdirSync(folder, { recursive: true });
  const release = await takeLock(join(folder, 'lock'));
  try {
    const built: Face[] = [];
    for (const face of wanted) if (await buildOne({ root, folder, face, say })) built.push(face);
    return { folder, built };
  } finally {
    release();
  }
}

type Place = { readonly root: string; readonly folder: string; readonly face: Face; readonly say: (line: string) => void };

async function buildOne({ root, folder, face, say }: Place): Promise<boolean> {
  const hash = hashOf(root, face);
  if (isFresh(folder, face, hash)) return false;
  const from = performance.now();
  say(`Đang dựng giao diện ${LABELS[face]}… (building ${face})`);
  rmSync(stampOf(folder, face), { force: true });
  const { code, said } = await runVite(join(root, face), hash.slice(0, 12), root);
  if (code !== 0) throw new Error(`Không dựng được giao diện ${LABELS[face]} (building ${face} failed):\n${said.slice(-4_000)}`);
  writeFileSync(stampOf(folder, face), hash);
  say(`  xong sau ${((performance.now() - from) / 1000).toFixed(1).replace('.', ',')} giây`);
  return true;
}

const stampOf = (folder: string, face: Face): string => join(folder, `${face}.hash`);

function isFresh(folder: string, face: Face, hash: string): boolean {
  const stamp = stampOf(folder, face);
  return existsSync(join(folder, face)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Over names and bytes of all sources, and the lock file, which names the versions of the builders. */
function hashOf(root: string, face: Face): string {
  const hash = createHash('sha256');
  const files = [face, ...SHARED].flatMap((part) => globSync(`${part}/**/*.*`, { cwd: root, exclude: LEFT_OUT }));
  for (const file of [...files.sort(), 'package-lock.json']) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function runVite(cwd: string, version: string, root: string): Promise<{ code: number; said: string }> {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const env = { ...process.env, VUON_BUILD: version, NODE_ENV: 'production', NO_COLOR: '1' };
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [vite, 'build'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said += chunk;
      });
    }
    child.on('error', fail);
    child.on('close', (code) => done({ code: code ?? 1, said }));
  });
}

/** The lock holds the process id of its owner; one left by a process that is gone is taken over. */
async function takeLock(lock: string): Promise<() => void> {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    while (!tryLink(own, lock)) await pause(200);
  } finally {
    rmSync(own, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

function tryLink(own: string, lock: string): boolean {
  try {
    linkSync(own, lock);
    return true;
  } catch {
    if (!holderLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function holderLives(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

if (process.argv[1] === import.meta.filename) {
  const named = FACES.filter((face) => process.argv.slice(2).includes(face));
  const { built } = await buildFaces(named.length > 0 ? { faces: named } : {});
  if (built.length === 0) process.stderr.write('Giao diện đã mới, không dựng lại. (The faces are up to date.)\n');
}

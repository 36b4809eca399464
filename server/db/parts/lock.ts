// A lock between processes on one folder (khóa thư mục), and the list of processes that hold a shared server open. Both are
// small files that name their process, so that what a killed process left behind is recognised and taken over.

import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityLives, processIdentity } from './processes.ts';

/** Runs `work` while no other process works under the same lock file; waits for its turn. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!takeLock(file)) await pause(50);
  try {
    return await work();
  } finally {
    releaseNow(file);
  }
}

/** Takes the lock at once or not at all. The taker removes the file when done. */
export function takeLock(file: string): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, processIdentity(process.pid));
  try {
    if (tryLink(own, file)) return true;
    const holder = readOrNull(file);
    if (holder === null || identityLives(holder)) return false;
    dropStale(file, holder);
    return tryLink(own, file);
  } finally {
    rmSync(own, { force: true });
  }
}

export function releaseNow(file: string): void {
  rmSync(file, { force: true });
}

/** Notes that this process uses what lies behind `folder`; returns the way to take the note back. */
export function hold(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const note = join(folder, `${processIdentity(process.pid)}-${Math.random().toString(36).slice(2, 8)}`);
  writeFileSync(note, '');
  return () => rmSync(note, { force: true });
}

/** How many living processes hold `folder`; notes of dead ones are swept away. */
export function countHolders(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const notes = readdirSync(folder);
  const living = notes.filter((note) => identityLives(note.slice(0, note.lastIndexOf('-'))));
  for (const note of notes) if (!living.includes(note)) rmSync(join(folder, note), { force: true });
  return living.length;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Another process may drop the same stale lock and take a new one in between: then what was moved away is put back. */
function dropStale(file: string, expected: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readOrNull(aside) !== expected) tryLink(aside, file);
  rmSync(aside, { force: true });
}

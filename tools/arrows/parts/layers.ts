// The two arrows (hai mũi tên): who may import whom. Down: faces and server → core and words. Back: within core and within
// server only rooms earlier on the path. And the privacy of `parts/`.

import { posix } from 'node:path';
import { type Finding, type Import, isTest, type Parsed } from '../source.ts';

const path = ['interview', 'sync', 'register', 'classify', 'meeting', 'support', 'report', 'steer'];
const rooms: Record<string, string[]> = {
  core: ['kernel', 'access', 'ledger', ...path],
  server: ['http', 'db', 'ledger', 'jobs', 'access', ...path],
};
/** These server rooms stand before the path and know each other. */
const foundation = ['http', 'db', 'ledger', 'jobs'];

/** Layer → layers it may import besides itself. Tests may also use the tools (test databases, made provinces) and words. */
const down: Record<string, string[]> = {
  words: [],
  core: [],
  ui: ['core', 'words'],
  field: ['core', 'ui', 'words'],
  desk: ['core', 'ui', 'words'],
  portal: ['core', 'ui', 'words'],
  server: ['core', 'words'],
  tools: ['core', 'server', 'words'],
  scenarios: ['core', 'tools', 'words'],
};
const corePackages = ['zod'];

export function checkLayers(source: Parsed): Finding[] {
  return source.imports.flatMap((found) => checkImport(source.path, found));
}

function checkImport(from: string, { to, line }: Import): Finding[] {
  const finding = (rule: string, says: string) => [{ path: from, line, rule, says }];
  const target = resolveImport(from, to);
  const layer = layerOf(from);
  if (target === null) return checkPackage(from, to).flatMap((says) => finding('down', says));
  const aimed = layerOf(target);
  if (aimed === null || layer === null)
    return aimed === null && layer !== null ? finding('down', `${to} leads out of the project's layers`) : [];
  if (aimed !== layer && !mayGoDown(from, layer, aimed)) return finding('down', `${layer} may not import ${aimed} (${to})`);
  if (aimed === layer && !mayLookBack(from, target, layer))
    return finding('back', `${roomOf(from) ?? layer} may not import the later ${roomOf(target) ?? target} (${to})`);
  if (!maySeeParts(from, target)) return finding('parts', `${to} is private to ${ownerOfParts(target)}`);
  return [];
}

/** The imported file from the project's root; null for a package. `$lib` and the like are a face's own source. */
function resolveImport(from: string, to: string): string | null {
  if (to.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), to));
  if (to.startsWith('$lib')) return posix.join(from.split('/')[0] ?? '', 'src/lib', to.slice('$lib'.length));
  const alias = /^[$#@](\w+)(\/.*)?$/.exec(to);
  return alias?.[1] !== undefined && alias[1] in down ? `${alias[1]}${alias[2] ?? ''}` : null;
}

function layerOf(file: string): string | null {
  const first = file.split('/')[0] ?? '';
  return first in down ? first : null;
}

function mayGoDown(from: string, layer: string, aimed: string): boolean {
  if ((down[layer] ?? []).includes(aimed)) return true;
  // A face is tried in a real browser against the real server; scenarios start theirs by the command line.
  if (aimed === 'server') return from.endsWith('.browser.test.ts') && ['field', 'desk', 'portal'].includes(layer);
  return isTest(from) && (aimed === 'tools' || aimed === 'words');
}

function checkPackage(from: string, to: string): string[] {
  const layer = layerOf(from);
  if (layer === 'words') return [`words import nothing (${to})`];
  if (layer !== 'core' || isTest(from)) return [];
  return corePackages.some((name) => to === name || to.startsWith(`${name}/`)) ? [] : [`core may not import ${to}`];
}

function mayLookBack(from: string, target: string, layer: string): boolean {
  const order = rooms[layer];
  if (order === undefined) return true;
  const [mine, theirs] = [roomOf(from), roomOf(target)];
  // A file at the top of core or server joins the rooms; no room may lean on it.
  if (mine === null) return true;
  if (theirs === null) return false;
  if (mine === theirs) return true;
  if (layer === 'server' && foundation.includes(mine) && foundation.includes(theirs)) return true;
  return order.indexOf(theirs) < order.indexOf(mine);
}

/** `core/register/x.ts` → `register`; null at the top of a layer. */
function roomOf(file: string): string | null {
  const pieces = file.split('/');
  return pieces.length > 2 ? (pieces[1] ?? null) : null;
}

/** Rooms that the house does not know. */
export function checkRoom(file: string): Finding[] {
  const layer = layerOf(file);
  const room = roomOf(file);
  const order = layer === null ? undefined : rooms[layer];
  if (order === undefined || room === null || order.includes(room)) return [];
  return [{ path: file, line: 1, rule: 'room', says: `${layer} has no room "${room}"; rooms: ${order.join(', ')}` }];
}

function maySeeParts(from: string, target: string): boolean {
  const owner = ownerOfParts(target);
  return owner === null || from.startsWith(`${owner}/`);
}

function ownerOfParts(target: string): string | null {
  const at = target.lastIndexOf('/parts/');
  return at < 0 ? null : target.slice(0, at);
}

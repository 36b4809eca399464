/** Every code that a person can be answered with has a sentence in both languages, and no sentence is for a code that is gone. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { problems as en } from '../words/en/problems.ts';
import { problems as vi } from '../words/vi/problems.ts';

const root = resolve(import.meta.dirname, '..');
/** Their codes go to the command line or stay inside one part, which has its own words for them. */
const ELSEWHERE =
  /^(core\/(kernel|access\/moved-clock|classify(?!\/score-table)|ledger|register\/import|interview\/(reading|paper|checks))|server\/(db|register\/(parts|returned)|ledger\/(verify|root|parts\/[a-z]+-tables)))/;
const WAYS = [
  /code: '([a-z0-9-]+)'/g,
  /HttpProblem\(\d+, '([a-z-]+)'/g,
  /blocked\('([a-z-]+)'/g,
  /why: '([a-z-]+)'/g,
  /return '([a-z]+(?:-[a-z]+)+)';/g,
  /code = '([a-z-]+)'/g,
];
const NO_CODES = new Set(['on-list', 'not-taken']);
/** The reader of files names its codes in their type. */
const OF_FILES = /'(file-[a-z-]+)'/g;

function codesIn(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync('{core,server,ui,field,desk,portal}/**/*.{ts,svelte}', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/.svelte-kit/**'],
  })) {
    const path = file.replaceAll('\\', '/');
    if (path.includes('.test.') || ELSEWHERE.test(path)) continue;
    const source = readFileSync(join(root, path), 'utf8');
    // Only rights and rules return bare codes.
    if (path === 'server/register/workbook.ts') for (const [, code = ''] of source.matchAll(OF_FILES)) found.set(code, path);
    const ways = path === 'server/meeting/draft.ts' || path === 'core/access/may.ts' ? WAYS : WAYS.slice(0, 4).concat(WAYS.slice(5));
    for (const way of ways) for (const [, code = ''] of source.matchAll(way)) if (!NO_CODES.has(code)) found.set(code, path);
  }
  return found;
}

test('every code has a sentence', () => {
  const without = [...codesIn()].filter(([code]) => !Object.hasOwn(vi, code)).map(([code, path]) => `${code} (${path})`);
  assert.deepEqual(without, []);
});

test('every sentence has a code', () => {
  const codes = codesIn();
  const spare = Object.keys(vi).filter(
    (code) => !codes.has(code) && !['face-not-built', 'not-your-area', 'not-interviewed', 'undetermined'].includes(code),
  );
  assert.deepEqual(spare, []);
});

test('sentences end, say what to do, and name the same details in both languages', () => {
  for (const [code, sentence] of Object.entries(vi)) {
    const english: string = Object.entries(en).find(([key]) => key === code)?.[1] ?? '';
    for (const text of [sentence, english]) assert.ok(text.endsWith('.') && text.split(/[.:;] /).length >= 2, `${code}: ${text}`);
    const details = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();
    assert.deepEqual(details(english), details(sentence), code);
  }
});

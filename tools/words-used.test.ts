/**
 * No text is missing and none lies about unused (lời thiếu, lời thừa): missing ones cannot compile, since keys are typed; here every
 * key of the subjects named below must be named somewhere, whole or by the beginning of a template that is filled in, and every key that a
 * component names must exist in both languages. *Thôn* is a word of other provinces: here people say ấp, khóm, khu.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '..');
const words = join(root, 'words');
const sources = globSync('{desk,field,portal,ui,server,tools,core,scenarios}/**/*.{ts,svelte}', { cwd: root })
  .filter((path) => !/node_modules|\.svelte-kit|\.test\.ts$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'));

/** Whole texts in quotes, and the beginnings of templates up to what is filled in. */
const named = new Set(sources.flatMap((source) => [...source.matchAll(/['"`]([\w.-]{2,80})['"`]/g)].map((found) => found[1] ?? '')));
const begun = [...new Set(sources.flatMap((source) => [...source.matchAll(/`([\w.-]+[.-])\$\{/g)].map((found) => found[1] ?? '')))];

const keysOf = async (path: string): Promise<Readonly<Record<string, string>>> => {
  const module: Record<string, Record<string, string>> = await import(path);
  return Object.values(module)[0] ?? {};
};

for (const name of [
  'closing',
  'desk',
  'desk-paper',
  'made-list',
  'meeting',
  'minutes-paper',
  'morning',
  'packet',
  'standards',
  'steer',
  'task',
  'today',
  'ui',
])
  test(`every text of ${name} is used`, async () => {
    const unused = Object.keys(await keysOf(`${words}/vi/${name}.ts`)).filter(
      (key) => !named.has(key) && !begun.some((start) => key.startsWith(start)),
    );
    assert.deepEqual(unused, []);
  });

test('every subject has the same texts in both languages, each with the same blanks', async () => {
  const blanks = (text: string): string =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map((found) => found[1])
      .sort()
      .join();
  for (const path of globSync('vi/*.ts', { cwd: words })) {
    const [vi, en] = [await keysOf(`${words}/${path}`), await keysOf(`${words}/en/${path.slice(3)}`)];
    assert.deepEqual(Object.keys(en).sort(), Object.keys(vi).sort(), path);
    const differ = Object.keys(vi).filter((key) => blanks(vi[key] ?? '') !== blanks(en[key] ?? ''));
    assert.deepEqual(differ, [], path);
  }
});

test('places are called as people here call them', async () => {
  for (const path of globSync('vi/*.ts', { cwd: words }))
    for (const [key, text] of Object.entries(await keysOf(`${words}/${path}`)))
      assert.doesNotMatch(text.replace(/nông thôn/gi, ''), /(^|[^\p{L}])thôn([^\p{L}]|$)/iu, `${path} ${key}`);
});

test('a text that nobody names would be found', () => {
  assert.equal(named.has('khong-co-loi-nay'), false);
  assert.equal(
    begun.some((start) => 'khong-co-loi-nay'.startsWith(start)),
    false,
  );
});

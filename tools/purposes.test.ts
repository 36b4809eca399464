/** Whatever a look was for is told in words in the log (mục đích trong nhật ký): every purpose that the program writes anywhere. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { FIGURE_IDS } from '../core/report/figure-ids.ts';
import { TABLE_NUMBERS } from '../core/report/views.ts';
import { purposeText } from '../words/audit.ts';

const root = resolve(import.meta.dirname, '..');
const sources = globSync('{server,tools/vuon}/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('server/db/'))
  .map((path) => readFileSync(join(root, path), 'utf8'))
  .filter((source) => /\blogLook|\bpurpose/.test(source));
const found = (shape: RegExp): readonly string[] => sources.flatMap((source) => [...source.matchAll(shape)].map(([, told = '']) => told));

const plain = [
  ...found(/\blogLooks\(\w+, '([\w-]+)'/g),
  ...found(/\bpurposes = \[([^\]]+)\]/g).flatMap((list) => [...list.matchAll(/'([\w-]+)'/g)].map(([, one = '']) => one)),
  ...found(/\bpurpose: '([\w-]+)'/g),
  ...found(/\b(?:[A-Z]+_)?PURPOSE = '([\w-]+)'/g),
];
const begun = new Set(found(/\bpurpose: `([\w-]+-)\$\{/g));

test('every purpose that is written down has words', () => {
  assert.ok(
    plain.includes('packet') && plain.includes('search-by-number') && plain.includes('review') && plain.length > 20,
    `${plain.length} found`,
  );
  for (const language of ['vi', 'en'] as const)
    assert.deepEqual(
      plain.filter((purpose) => purposeText(language, purpose) === purpose),
      [],
    );
});

test('those that name a list, a table or a figure are told by its words', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    'list-': ['all', 'poor', 'near-poor'],
    'table-': TABLE_NUMBERS.map(String),
    'figure-': FIGURE_IDS,
  };
  assert.deepEqual([...begun].toSorted(), Object.keys(kinds).toSorted(), 'another beginning is named here with what follows it');
  for (const [start, rest] of Object.entries(kinds))
    for (const one of rest) assert.ok(!purposeText('vi', `${start}${one}`).includes(start), `${start}${one}`);
});

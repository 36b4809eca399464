/** No statement outside the ledger's own room writes a fact of the register: there is one door. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { PROJECTIONS } from './rebuild.ts';

const root = resolve(import.meta.dirname, '../..');
const facts = [...PROJECTIONS, 'book', 'head', 'event', 'payload', 'root'];
const writes = new RegExp(
  `(?:insert\\s+into|update|delete\\s+from|truncate(?:\\s+table)?|copy|merge\\s+into)\\s+"?(${facts.join('|')})"?[\\s(]`,
  'i',
);
const kysely = new RegExp(`\\.(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\\(\\s*['"](?:${facts.join('|')})['"]`);

function writersIn(pattern: string): string[] {
  return globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', '**/*.test.ts'] })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/^server\/(ledger|db\/migrations)\//.test(file))
    .filter((file) => {
      const source = readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      return writes.test(source) || kysely.test(source);
    });
}

/** It measures counting only, on a server of its own that is thrown away: its rows come by COPY. */
const ON_ITS_OWN_SERVER = ['tools/bench/tables.ts'];

test('nothing in the server or the tools writes to the register but the door', () => {
  assert.deepEqual(writersIn('{server,tools}/**/*.ts'), ON_ITS_OWN_SERVER);
});

test('the search finds what it should', () => {
  for (const text of ['insert into household (a)', 'UPDATE  status set', 'delete from member where', 'truncate event '])
    assert.ok(writes.test(text), text);
  assert.ok(kysely.test(`db.insertInto('household')`));
  assert.ok(!writes.test('insert into read_log (a)'));
});

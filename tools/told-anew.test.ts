/** What depends on the language follows it while a page stands open, and whatever the log may show has words (lời theo ngôn ngữ đang chọn). */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { EVENTS } from '../core/kinds.ts';
import { isAuditKey } from '../words/audit.ts';
import { audit as en } from '../words/en/audit.ts';

const root = resolve(import.meta.dirname, '..');

test('headings of tables are made anew with the language', () => {
  const columns = globSync('{desk,field,portal,ui}/**/*.svelte', { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/^ +const (?:\w+C|c)olumns\b[^=]*= (.*)$/gm)].map(
      (found) => `${path}: ${found[1]}`,
    ),
  );
  assert.ok(columns.length > 20, `${columns.length} found`);
  assert.deepEqual(
    columns.filter((one) => !/: \$derived\b/.test(one)),
    [],
  );
});

test('every kind of event has words in the log', () => {
  const kinds = Object.keys(EVENTS);
  assert.ok(kinds.length > 50, `${kinds.length} kinds`);
  assert.deepEqual(
    kinds.filter((kind) => !isAuditKey(`event.${kind}`) || !Object.hasOwn(en, `event.${kind}`)),
    [],
  );
});

test('the filter of a long list takes no more than the server does', () => {
  const taken = /match: z\.string\(\)\.trim\(\)\.max\((\d+)\)/.exec(readFileSync(join(root, 'server/register/routes.ts'), 'utf8'))?.[1];
  const typed = /bind:value=\{typed\} maxlength=\{(\d+)\}/.exec(readFileSync(join(root, 'desk/register/wide-list.svelte'), 'utf8'))?.[1];
  assert.ok(taken !== undefined && typed === taken, `${typed} typed, ${taken} taken`);
});

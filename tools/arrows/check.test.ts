// Plants each broken rule in a small source and sees it caught, and the nearest lawful form beside it left alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSources } from './check.ts';

type Case = { rule: string; path: string; bad: string[]; good: string[] };

const imports = (...targets: string[]) => targets.map((target) => `import { x } from '${target}';`);

const cases: Case[] = [
  {
    rule: 'down',
    path: 'core/classify/a.ts',
    bad: imports('../../server/db/x.ts', '../../words/words.ts', 'node:fs', 'pg', '../../ui/a.ts', '../../../elsewhere/x.ts'),
    good: imports('zod', '../kernel/ids.ts', './b.ts'),
  },
  {
    rule: 'down',
    path: 'core/classify/a.test.ts',
    bad: imports('../../server/db/x.ts', '../../desk/a.ts'),
    good: imports('node:test', 'fast-check', '../../tools/village/make.ts', '../../words/vi/interview.ts'),
  },
  { rule: 'down', path: 'words/vi/desk.ts', bad: imports('../../core/kernel/ids.ts', 'zod', 'node:fs'), good: imports('../words.ts') },
  {
    rule: 'down',
    path: 'desk/src/a.ts',
    bad: imports('../../field/src/a.ts', '../../server/main.ts', '../../tools/x.ts', '$field/a.ts'),
    good: imports('../../core/register/views.ts', '../../ui/a.ts', '../../words/words.ts', '$lib/a.ts', 'svelte', '$app/state'),
  },
  {
    rule: 'down',
    path: 'server/register/store.ts',
    bad: imports('../../desk/src/a.ts', '../../tools/test/database.ts'),
    good: imports('../../core/register/views.ts', '../../words/words.ts', 'pg', 'node:fs'),
  },
  {
    rule: 'down',
    path: 'server/register/store.pg.test.ts',
    bad: imports('../../portal/src/a.ts'),
    good: imports('../../tools/test/database.ts'),
  },
  { rule: 'down', path: 'ui/table.ts', bad: imports('../desk/src/a.ts', '../server/main.ts'), good: imports('../core/kernel/dates.ts') },
  {
    rule: 'down',
    path: 'scenarios/spine.browser.test.ts',
    bad: imports('../server/ledger/door.ts', '../desk/src/a.ts'),
    good: imports('../tools/browser.ts'),
  },
  {
    rule: 'back',
    path: 'core/register/a.ts',
    bad: [
      ...imports('../classify/verdict.ts', '../kinds.ts', '../views.ts'),
      "type T = import('../report/figure.ts').Figure;",
      "export * from '../support/plan.ts';",
      "import type { V } from '../classify/verdict.ts';",
    ],
    good: imports('../interview/answers.ts', '../kernel/ids.ts', '../access/role.ts', './b.ts'),
  },
  { rule: 'back', path: 'core/kinds.ts', bad: [], good: imports('./report/figure.ts') },
  {
    rule: 'back',
    path: 'server/classify/routes.ts',
    bad: imports('../report/store.ts', '../main.ts'),
    good: imports('../register/store.ts', '../ledger/door.ts', '../http/app.ts'),
  },
  { rule: 'back', path: 'server/db/a.ts', bad: imports('../register/store.ts'), good: imports('../http/a.ts') },
  {
    rule: 'parts',
    path: 'core/report/a.ts',
    bad: imports('../classify/parts/sum.ts', '../classify/rulebooks/parts/sum.ts'),
    good: imports('./parts/sum.ts', '../classify/assess.ts'),
  },
  { rule: 'parts', path: 'core/report/parts/a.ts', bad: imports('../../classify/parts/sum.ts'), good: imports('./b.ts') },
  {
    rule: 'pure',
    path: 'core/kernel/a.ts',
    bad: [
      'const a = Date.now();',
      'const a = new Date(0);',
      'const a = Date();',
      'const a = Math.random();',
      'const a = new Intl.Collator("vi");',
      'const a = process.env;',
      'const a = (1).toLocaleString();',
      'names.sort((a, b) => a.localeCompare(b));',
      'const { random } = Math; const b = Math.random;',
      'const a = performance.now();',
      'const a = crypto;',
      'console.log(1);',
      'const now = Date.now;',
      'const a = { process };',
    ],
    good: [
      'const a = Math.max(1, 2);',
      'const a = Date.UTC(2026, 0, 1);',
      'type A = { process: string }; const b = (a: A) => a.process;',
      'const a = { process: 1 };',
    ],
  },
  {
    rule: 'any',
    path: 'core/kernel/a.ts',
    bad: ['const a: any = 1;', 'type A = any[];', 'function f<T = any>() {}'],
    good: ['const any = 1;', 'const a: unknown = 1;'],
  },
  { rule: 'bang', path: 'core/kernel/a.ts', bad: ['const a = list[0]!;'], good: ['const a = !b;', 'const a = b !== c;'] },
  {
    rule: 'cast',
    path: 'core/kernel/a.ts',
    bad: [
      'const a = b as string;',
      'const a = b as unknown as Day;',
      'const a = <Day>b;',
      'const a = b as Other;',
      'type Shape = { a: 1 }; const a = b as Shape;',
    ],
    good: [
      'const a = [1] as const;',
      "type Day = Brand<string, 'day'>; const a = b as Day;",
      "const a = b as Shape; // cast: zod's own type is lost by fromEntries",
      'import { a as b } from "./c.ts";',
    ],
  },
  {
    rule: 'set',
    path: 'server/register/store.ts',
    bad: [
      "const a = 'set role vuon_app';",
      'const a = sql`SET LOCAL vuon.reach = ${1}`;',
      "q('select 1; set search_path to x');",
      "const a = 'set session authorization x';",
    ],
    good: [
      "const a = 'update t set a = 1';",
      'const a = `update t\n  set a = ${1}`;',
      "const a = 'set transaction read only';",
      "const a = `select set_config('a', 'b', true)`;",
    ],
  },
  { rule: 'set', path: 'server/db/migrations/0001-a.ts', bad: [], good: ["const a = 'set local role x';"] },
  {
    rule: 'parameters',
    path: 'server/db/a.ts',
    bad: ['function f(a, b, c, d, e) {}', 'const f = (a, b, c, d, e) => 1;', 'class A { constructor(a, b, c, d, e) {} }'],
    good: ['function f(this: X, a, b, c, d) {}', 'type F = (a: 1, b: 1, c: 1, d: 1, e: 1) => void;'],
  },
];

for (const { rule, path, bad, good } of cases) {
  test(`${rule} in ${path}`, () => {
    for (const text of bad) assert.ok(rulesOf(path, text).includes(rule), `not caught: ${text}`);
    for (const text of good) assert.deepEqual(rulesOf(path, text), [], `caught: ${text}`);
  });
}

test('only a browser test of a face may start the server', () => {
  const text = "import { serve } from '../server/main.ts';";
  assert.deepEqual(rulesOf('field/field.browser.test.ts', text), []);
  for (const path of ['field/field.test.ts', 'field/a.ts', 'scenarios/spine.browser.test.ts', 'core/a.browser.test.ts'])
    assert.deepEqual(rulesOf(path, text), ['down'], path);
});

test('names of files and folders', () => {
  const bad = [
    'core/kernel/index.ts',
    'core/utils/a.ts',
    'server/db/helpers/a.ts',
    'desk/src/types/a.ts',
    'core/kernel/models/a.ts',
    'ui/HouseholdRow.svelte',
    'tools/Arrows.ts',
    'server/db/hộ.ts',
    'core/kernel/a_b.ts',
  ];
  const good = [
    'core/kernel/a-b.ts',
    'desk/src/routes/+page.svelte',
    'desk/src/routes/[id]/+page.ts',
    'desk/src/routes/(in)/+layout.svelte',
    'server/db/a.pg.test.ts',
    'server/db/migrations/0001-ledger.ts',
  ];
  for (const path of bad) assert.ok(rulesOf(path, '').includes('name'), path);
  for (const path of good) assert.deepEqual(rulesOf(path, ''), [], path);
});

test('rooms that the house does not know', () => {
  for (const path of ['core/stuff/a.ts', 'server/kernel/a.ts']) assert.deepEqual(rulesOf(path, ''), ['room']);
  for (const path of ['core/steer/a.ts', 'server/jobs/a.ts', 'core/views.ts', 'tools/anything/a.ts'])
    assert.deepEqual(rulesOf(path, ''), []);
});

test('a Svelte file: imports and lengths of its script, at its own lines', () => {
  const text = '<h1>x</h1>\n<script module lang="ts">\n</script>\n<script lang="ts">\n  import a from "../../field/src/a.ts";\n</script>\n';
  const { findings } = checkSources([{ path: 'desk/src/a.svelte', text }]);
  assert.deepEqual(
    findings.map(({ rule, line }) => [rule, line]),
    [['down', 5]],
  );
});

test('lengths: the limit itself passes, one more fails', () => {
  const lines = (n: number) => Array.from({ length: n }, (_, i) => `call(${i});`).join('\n');
  const body = (n: number) => `function f() {\n${lines(n - 2)}\n}\n`;
  assert.deepEqual(rulesOf('server/db/a.ts', lines(400)), []);
  assert.deepEqual(rulesOf('server/db/a.ts', lines(401)), ['file']);
  assert.deepEqual(rulesOf('server/db/a.ts', body(60)), []);
  assert.deepEqual(rulesOf('server/db/a.ts', body(61)), ['function']);
  assert.deepEqual(rulesOf('server/db/migrations/0001-a.ts', body(61)), []);
  assert.deepEqual(rulesOf('server/db/a.test.ts', `describe('x', () => {\n${lines(80)}\n});`), []);
  assert.deepEqual(rulesOf('server/db/a.test.ts', `test('x', () => {\n${lines(80)}\n});`), ['function']);
});

test('a table of data may be long, code beside it may not', () => {
  const rows = (n: number) => `export const table = [\n${Array.from({ length: n }, (_, i) => `  { a: ${i} },`).join('\n')}\n] as const;\n`;
  const code = (n: number) => Array.from({ length: n }, (_, i) => `call(${i});`).join('\n');
  assert.deepEqual(rulesOf('core/classify/scores.ts', rows(900)), []);
  assert.deepEqual(rulesOf('core/classify/scores.ts', rows(900) + code(300)), ['file']);
  assert.deepEqual(rulesOf('words/vi/desk.ts', code(500)), []);
  assert.deepEqual(rulesOf('core/kinds.golden.ts', code(500)), []);
});

test('figures', () => {
  const comment = '// one\n';
  const { figures } = checkSources([
    { path: 'core/kernel/a.ts', text: `${comment}const a = 1;\nconst b = 2;\nconst c = 3;\n` },
    { path: 'core/kernel/b.ts', text: 'function f() {\n  return 1;\n}\nf();\ncall();\ncall();\n' },
    { path: 'core/kernel/a.test.ts', text: 'call();\n'.repeat(20) },
  ]);
  assert.deepEqual(figures, {
    files: { median: 4, p90: 6 },
    functions: { p90: 3 },
    comments: 10,
    testRatio: { core: 2, server: 0 },
    excusedCasts: 0,
  });
});

function rulesOf(path: string, text: string): string[] {
  return checkSources([{ path, text }]).findings.map(({ rule }) => rule);
}

// The library links that an install without scripts leaves out are put back, broken ones too, whole ones are left alone.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { restoreLinks } from './binaries.ts';

test('missing and broken links are made again', () => {
  const root = mkdtempSync(join(tmpdir(), 'vuon-links-'));
  try {
    const lib = join(root, 'native/lib');
    mkdirSync(lib, { recursive: true });
    writeFileSync(join(lib, 'liba.so.1.2'), 'a');
    writeFileSync(join(lib, 'libkept.so'), 'own');
    symlinkSync('gone', join(lib, 'liba.so'));
    const targets = ['liba.so', 'liba.so.1', 'libkept.so'];
    const list = targets.map((name) => ({ source: 'native/lib/liba.so.1.2', target: `native/lib/${name}` }));
    writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(list));
    restoreLinks(root);
    assert.deepEqual(
      targets.map((name) => readFileSync(join(lib, name), 'utf8')),
      ['a', 'a', 'own'],
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});

/**
 * What travels between phones and server, against the golden hashes of its version: fails when a shape changes and `PROTOCOL` does not.
 * If the change is meant: raise `PROTOCOL`, write the new shapes into `protocol.golden.ts` beside the old ones, and put into
 * `sync/museum/` the requests as the new app sends them, one of each kind that changed. That the server still takes all of the
 * museum is `server/museum.pg.test.ts`.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';
import { PHONE_KINDS } from './acts.ts';
import { COMMANDS } from './kinds.ts';
import { PROTOCOL_SHAPES } from './protocol.golden.ts';
import { sealedBatchSchema } from './sync/box.ts';
import { ANSWERS, batchSchema, envelopeSchema } from './sync/envelope.ts';
import { OLDEST_READ, PROTOCOL } from './sync/protocol-version.ts';
import { cursorsSchema } from './sync/protocol.ts';

const root = join(import.meta.dirname, '..');
const printOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
const shapeOf = (schema: z.ZodType): string => JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }));

test('what travels has the shapes of its protocol version', () => {
  const now = {
    'the envelope': printOf(shapeOf(envelopeSchema)),
    'a batch': printOf(shapeOf(batchSchema)),
    'a sealed batch': printOf(shapeOf(sealedBatchSchema)),
    'the cursors': printOf(shapeOf(cursorsSchema)),
    'the four answers': printOf(JSON.stringify(ANSWERS)),
    ...Object.fromEntries(PHONE_KINDS.map((kind) => [kind, printOf(`${COMMANDS[kind].version} ${shapeOf(COMMANDS[kind].schema)}`)])),
  };
  assert.deepEqual(now, PROTOCOL_SHAPES[PROTOCOL], `what travels changed: raise PROTOCOL (now ${PROTOCOL})`);
});

test('every version has its shapes, and the museum a request of each kind that it brought or changed', () => {
  assert.deepEqual(
    Object.keys(PROTOCOL_SHAPES).map(Number),
    Array.from({ length: PROTOCOL }, (_, i) => i + 1),
  );
  assert.ok(OLDEST_READ >= 1 && OLDEST_READ <= PROTOCOL);
  for (const [version, shapes] of Object.entries(PROTOCOL_SHAPES)) {
    const kept = globSync(`core/sync/museum/${version}/*.json`, { cwd: root }).join();
    assert.notEqual(kept, '', `museum of ${version}`);
    const changed = PHONE_KINDS.filter((kind) => shapes[kind] !== PROTOCOL_SHAPES[Number(version) - 1]?.[kind]);
    for (const kind of changed) assert.ok(kept.includes(kind), `the museum of ${version} has no ${kind}`);
  }
});

test('the phone sends nothing of another kind', () => {
  const sent = globSync('field/**/*.{ts,svelte}', { cwd: root, exclude: ['**/node_modules/**', '**/.svelte-kit/**', '**/*.test.ts'] })
    .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/\benvelope\(\s*'([a-z-]+)'/g)])
    .map(([, kind = '']) => kind);
  assert.ok(sent.length >= 3, sent.join());
  assert.deepEqual(
    sent.filter((kind) => !PHONE_KINDS.some((each) => each === kind)),
    [],
  );
});

/**
 * The golden hash of all kinds: fails when a kind, its version or its schema changes. If the change is meant, raise the kind's
 * version where stored events could now be read otherwise, then write the new hash into `kinds.golden.ts`.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import * as z from 'zod';
import { COMMANDS, EVENTS } from './kinds.ts';
import { KINDS_HASH } from './kinds.golden.ts';

function describe(): string {
  const line = ([name, { version, schema }]: [string, { version: number; schema: z.ZodType }]) =>
    `${name} ${version} ${JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }))}`;
  return [...Object.entries(EVENTS).map(line), '--', ...Object.entries(COMMANDS).map(line)].sort().join('\n');
}

test('the kinds are those of the golden hash', () => {
  assert.equal(createHash('sha256').update(describe()).digest('hex'), KINDS_HASH);
});

test('an undeclared field is refused in every kind', () => {
  for (const [name, { schema }] of [...Object.entries(EVENTS), ...Object.entries(COMMANDS)]) {
    const parsed = schema.safeParse({ somethingElse: 1 });
    assert.ok(!parsed.success, name);
    assert.ok(JSON.stringify(parsed.error.issues).includes('somethingElse'), `${name} is not strict`);
  }
});

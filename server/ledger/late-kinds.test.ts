/** What is told as written down after a round was closed leaves out no kind of event that moves a household's case file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AnyBody, EVENTS } from '../../core/kinds.ts';
import { CORRECTING, DATED } from '../../core/report/late.ts';
import { toFileEvent } from './parts/dossier.ts';

test('whatever moves a case file is looked for after the close', () => {
  const looked: readonly string[] = [...DATED, ...CORRECTING];
  const moving = Object.keys(EVENTS).filter((kind) => {
    const event = toFileEvent({ kind, body: {} } as unknown as AnyBody); // cast: only the kind is read
    return event !== null && event.kind !== 'noted';
  });
  assert.ok(moving.length > 10);
  assert.deepEqual(
    moving.filter((kind) => !looked.includes(kind)),
    [],
  );
});

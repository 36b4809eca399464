/** Posts together: administering and reading households never on one day; the last administrator stays. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Grant } from './may.ts';
import { endedOn, isAdministered, postsClash } from './posts.ts';
import { READER_OF_ROLE, ROLES } from './role.ts';

const post = (role: Grant['role'], from = '2026-01-01', to: string | null = null): Grant => ({ role, areaId: 'p', from, to });

test('the administrator holds no post that reads households, on any day', () => {
  for (const role of ROLES) {
    const clash = role !== 'administrator' && READER_OF_ROLE[role] !== null ? 'administers-and-reads' : null;
    assert.equal(postsClash([post('administrator'), post(role)]), clash, role);
    assert.equal(postsClash([post(role), post('administrator')]), clash, role);
  }
  assert.equal(postsClash([post('administrator', '2025-01-01', '2025-12-31'), post('auditor')]), null);
  assert.equal(
    postsClash([post('administrator', '2025-01-01', '2026-01-01'), post('auditor')]),
    'administers-and-reads',
    'both on one day',
  );
  assert.equal(postsClash([post('auditor', '2026-01-01', '2026-02-01'), post('administrator', '2026-02-01')]), 'administers-and-reads');
  assert.equal(postsClash([post('commune-officer'), post('enumerator')]), null);
});

test('who interviews does not decide, on any day', () => {
  assert.equal(postsClash([post('commune-chair'), post('enumerator')]), 'interviews-and-decides');
  assert.equal(postsClash([post('enumerator', '2025-01-01', '2025-12-31'), post('commune-chair')]), null, 'one after the other');
  assert.equal(postsClash([post('hamlet-head'), post('hamlet-secretary'), post('enumerator')]), null);
});

test('the last administrator is one whose post has begun and has no end', () => {
  assert.equal(isAdministered([post('administrator')], '2026-01-01'), true);
  assert.equal(isAdministered([post('administrator', '2026-01-02')], '2026-01-01'), false);
  assert.equal(
    isAdministered(endedOn([post('administrator')], { role: 'administrator', areaId: 'p', on: '2026-03-01' }), '2026-02-01'),
    false,
  );
  const earlier = post('administrator', '2025-01-01', '2025-12-31');
  assert.deepEqual(endedOn([earlier], { role: 'administrator', areaId: 'p', on: '2026-03-01' }), [earlier], 'an end is never put off');
});

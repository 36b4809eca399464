/** The page on data protection is the one that the catalogue makes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataProtection, isCurrent } from './data-protection.ts';

test('docs/data-protection.md is current: else run node tools/data-protection.ts', () => {
  assert.ok(isCurrent());
});

test('it names the sensitive fields with who sees them', () => {
  const page = dataProtection();
  assert.match(page, /\| `ethnicity` \| ethnicity \| sensitive \| hamlet, commune, above \|/);
  assert.match(page, /\| `citizenId` \| citizenId \| personal \| commune \|/);
  assert.match(page, /\| `displayName` \| staff \|/);
});

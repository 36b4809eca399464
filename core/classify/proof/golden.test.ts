/** The same answers give the same verdicts, to the byte, as long as the engine has the same number. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { assess, ENGINE, explain } from '../assess.ts';
import { RULEBOOKS } from '../rulebooks.ts';
import { RULEBOOK_IDS } from '../verdict.ts';
import { GOLDEN } from './golden.ts';
import { EXPLAINED, GOLDEN_ENGINE, VERDICTS } from './verdicts.golden.ts';

const now = GOLDEN.flatMap(({ name, answers, setting }) =>
  RULEBOOK_IDS.map((id) => ({ name: `${name}, ${id}`, rulebook: RULEBOOKS[id], answers, setting })),
);

test('verdicts are the same to the byte', () => {
  assert.equal(ENGINE, GOLDEN_ENGINE);
  for (const { name, rulebook, answers, setting } of now)
    assert.equal(JSON.stringify(assess(rulebook, answers, setting)), VERDICTS[name], name);
  assert.equal(Object.keys(VERDICTS).length, now.length);
});

test('reasons are the same to the byte', () => {
  for (const { name, rulebook, answers, setting } of now) {
    const digest = createHash('sha256')
      .update(JSON.stringify(explain(rulebook, answers, setting)))
      .digest('hex');
    assert.equal(digest, EXPLAINED[name], name);
  }
});

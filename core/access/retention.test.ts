/** Periods against worked examples: from which day on things are kept, by the rule in force, as the catalogue declares them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULES } from './catalogue.ts';
import { KEEP_RULES, keepRuleOn, KEPT, keptSince, LET_GO } from './retention.ts';

test('every kind has a period with its clause, none taken for sure; those of the catalogue are the same there', () => {
  for (const what of KEPT) {
    const rule = keepRuleOn(what, '2026-10-01');
    assert.ok(rule !== null && rule.years > 0 && rule.sure !== 'S', what);
    assert.equal(keepRuleOn(what, '2021-08-31'), null, what);
  }
  const years = (what: (typeof KEPT)[number]) => keepRuleOn(what, '2026-10-01')?.years;
  assert.deepEqual(
    [years('photos'), years('gps'), years('unlisted-interviews')],
    [RULES.photo.keepYears, RULES.location.keepYears, RULES.memberFact.keepYears],
  );
  assert.ok(LET_GO.every((what) => KEPT.includes(what)));
});

test('a later rule takes its place from its day on', () => {
  const later = { what: 'photos', years: 3, from: '2027-01-01', clause: 'archives-33-2024', sure: 'S' } as const;
  const rules = [later, ...KEEP_RULES];
  assert.deepEqual([keepRuleOn('photos', '2026-12-31', rules)?.years, keepRuleOn('photos', '2027-01-01', rules)?.years], [1, 3]);
});

test('so many years back, a leap day as the last of February', () => {
  assert.equal(keptSince({ years: 1 }, '2026-10-01'), '2025-10-01');
  assert.equal(keptSince({ years: 1 }, '2028-02-29'), '2027-02-28');
  assert.equal(keptSince({ years: 4 }, '2028-02-29'), '2024-02-29');
});

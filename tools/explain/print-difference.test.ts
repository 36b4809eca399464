/** What changed as text: nothing left open, whole and in both languages, over random pairs of visits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assess } from '../../core/classify/assess.ts';
import { drawSeeded } from '../../core/classify/proof/draw.ts';
import { sampleHousehold } from '../../core/classify/proof/households.ts';
import { RULEBOOKS } from '../../core/classify/rulebooks.ts';
import { RULEBOOK_IDS } from '../../core/classify/verdict.ts';
import { differencesOf } from '../../core/interview/difference.ts';
import { differenceLines, type Visit } from './print-difference.ts';

test('each difference is one line, and no key, blank or code shows', () => {
  const draw = drawSeeded(53);
  for (let at = 0; at < 200; at += 1) {
    const [before, now] = [2025, 2026].map((year): Visit => {
      const { answers, setting } = sampleHousehold(draw);
      const ids = at % 2 === 0 ? RULEBOOK_IDS : RULEBOOK_IDS.slice(0, year - 2024);
      return { year, interviewedOn: setting.date, answers, verdicts: ids.map((id) => assess(RULEBOOKS[id], answers, setting)) };
    });
    assert.ok(before && now);
    const told = differencesOf(now.answers, before.answers);
    for (const language of ['vi', 'en'] as const) {
      const lines = differenceLines(now, before, language);
      assert.doesNotMatch(lines.join('\n'), /[{}]|undefined|\bdifference\.|\bdont-know\b|NaN/);
      assert.equal(lines.filter((line) => line.includes(' → ')).length - told.changed.length - told.corrected.length, at % 2 === 0 ? 6 : 3);
      const counts = told.changed.length === 0 ? [told.compared] : [told.changed.length, told.compared];
      assert.deepEqual(lines[1]?.match(/\d+/g)?.map(Number) ?? [], told.compared === 0 ? [] : counts);
    }
  }
});

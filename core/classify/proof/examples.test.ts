/** The worked examples, and that each rule and each side of each bound has some. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../assess.ts';
import { RULEBOOKS } from '../rulebooks.ts';
import { RULEBOOK_IDS } from '../verdict.ts';
import { answersSchema } from '../../interview/answers.ts';
import { disagreement, EXAMPLES } from './examples.ts';

for (const id of RULEBOOK_IDS) {
  const rulebook = RULEBOOKS[id];
  const examples = EXAMPLES[id];

  test(`${id}: ${examples.length} worked examples come out as written`, () => {
    const wrong = examples.flatMap((example) => {
      const why = disagreement(rulebook, example);
      return why === null ? [] : [`${example.rule}, ${example.says}: ${why}`];
    });
    assert.deepEqual(wrong, []);
  });

  test(`${id}: every option of every rule is met by some example of that rule`, () => {
    const met = new Set(
      examples.flatMap((example) =>
        explain(rulebook, example.answers, example.setting)
          .trace.filter(({ rule }) => rule === example.rule)
          .map(({ rule, option }) => `${rule} ${option}`),
      ),
    );
    const all = rulebook.rules.flatMap((rule) => rule.options.map((option) => `${rule.id} ${option}`));
    assert.deepEqual(
      all.filter((option) => !met.has(option)),
      [],
    );
  });

  test(`${id}: the examples are answers that the door would take`, () => {
    for (const { answers } of examples) {
      const { household, members } = answers;
      const named = members.map((member, at) => ({ ...member, memberId: `018f0000-0000-7000-8000-${String(at).padStart(12, '0')}` }));
      answersSchema.parse({ household, members: named });
    }
  });
}

/** What the quick pass rests on: rules look at nothing they do not declare, and what is remembered is what they find. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers, MemberAnswers } from '../../interview/answers.ts';
import { drawSeeded } from '../proof/draw.ts';
import { sampleHousehold } from '../proof/households.ts';
import { type Rule, type Scene, UNKNOWN } from '../rulebook.ts';
import { RULEBOOKS } from '../rulebooks.ts';
import { RULEBOOK_IDS } from '../verdict.ts';
import { bundlesOf } from './bundles.ts';
import { compile } from './compile.ts';
import { judge } from './judge.ts';

const seed = Number(process.env['VUON_SEED'] ?? 20261124);
const thin = (answers: Answers, at: number): Answers =>
  at % 3 > 0 ? answers : { ...answers, members: answers.members.map(({ healthInsurance: _, jobStatus: __, ...rest }) => rest) };

for (const id of RULEBOOK_IDS) {
  const rulebook = RULEBOOKS[id];
  const book = compile(rulebook, rulebook.table);

  test(`${id}: rules read only the fields they declare, and all of them`, () => {
    const draw = drawSeeded(seed);
    const read = new Map<string, Set<string>>(rulebook.rules.map((rule) => [rule.id, new Set<string>()]));
    for (let at = 0; at < 2_000; at += 1) {
      const { answers, setting } = sampleHousehold(draw);
      const pass = judge(book, answers, setting);
      for (const rule of rulebook.rules) {
        const noted = read.get(rule.id) ?? new Set<string>();
        answers.members.forEach((member, who) => rule.member?.(watched(member, noted), pass.ages[who] ?? UNKNOWN, book.scene));
        if (rule.member === null) rule.judge(watched(answers.household, noted), 0, book.scene);
        else noted.add(rule.members.includes('birth') ? 'birth' : 'none').delete('none');
      }
    }
    for (const rule of rulebook.rules) assert.deepEqual([...(read.get(rule.id) ?? [])].sort(), declared(rule), rule.id);
  });

  test(`${id}: what is remembered is what the rules find`, () => {
    const draw = drawSeeded(seed);
    for (let at = 0; at < 3_000; at += 1) {
      const sample = sampleHousehold(draw);
      const answers = thin(sample.answers, at);
      const pass = judge(book, answers, sample.setting);
      const found = [...pass.options.slice(0, rulebook.rules.length)];
      const direct = rulebook.rules.map((rule) => run(rule, answers, [...pass.ages], book.scene));
      assert.deepEqual(found, direct, `household ${at} of seed ${seed}`);
    }
  });
}

test('a household of more than sixty is refused', () => {
  const { answers, setting } = sampleHousehold(drawSeeded(1));
  const [one] = answers.members;
  assert.ok(one !== undefined);
  const crowd = { ...answers, members: Array.from({ length: 61 }, () => one) };
  const book = compile(RULEBOOKS['2022-2026'], RULEBOOKS['2022-2026'].table);
  assert.throws(() => judge(book, crowd, setting), RangeError);
});

test('sixty people are counted, not carried over into a neighbour', () => {
  const { answers, setting } = sampleHousehold(drawSeeded(1));
  const [one] = answers.members;
  assert.ok(one !== undefined);
  const member: MemberAnswers = { ...one, birth: '1950-01-01', assistance: 'older', pension: 'pension', jobStatus: 'unable', merit: false };
  const crowd = { ...answers, members: Array.from({ length: 60 }, () => member) };
  const book = compile(RULEBOOKS['2022-2026'], RULEBOOKS['2022-2026'].table);
  const pass = judge(book, crowd, { ...setting, date: '2026-10-12' });
  assert.deepEqual(
    [...pass.options.slice(0, book.rules.length)],
    book.rules.map((rule) => run(rule, crowd, [...pass.ages], book.scene)),
  );
});

test('rules on members come in few bundles, all but nutrition', () => {
  const { rules } = RULEBOOKS['2022-2026'];
  const bundled = bundlesOf(rules).flatMap((bundle) => bundle.rules.map(({ at }) => rules[at]?.id));
  const alone = rules.filter((rule) => rule.member !== null && !bundled.includes(rule.id)).map((rule) => rule.id);
  assert.deepEqual(alone, ['nutrition']);
  assert.ok(bundlesOf(rules).length <= 5);
});

function declared(rule: Rule): string[] {
  return [...new Set<string>([...rule.household, ...rule.members])].sort();
}

/** The same answers, noting each field that is looked at. */
function watched<T extends object>(answers: T, noted: Set<string>): T {
  return new Proxy(answers, {
    get: (target, field) => {
      if (typeof field === 'string') noted.add(field);
      return Reflect.get(target, field);
    },
  });
}

/** Without memory or packing: the contract of `Rule` word for word. */
function run(rule: Rule, { household, members }: Answers, ages: readonly number[], scene: Scene): number {
  const { member } = rule;
  if (member === null) return rule.judge(household, 0, scene);
  const parts = members.map((person, at) => member(person, ages[at] ?? UNKNOWN, scene));
  const known = parts.filter((part) => part !== UNKNOWN);
  const total = rule.merge === 'sum' ? known.reduce((a, b) => a + b, 0) : Math.max(0, ...known);
  const decided = known.length === parts.length || (rule.merge === 'max' && total >= rule.options.length - 1);
  return decided ? rule.judge(household, total, scene) : UNKNOWN;
}

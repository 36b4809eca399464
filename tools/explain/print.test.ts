/** The text of a verdict: every rule and option has words in both languages, and what is printed is what was found. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../core/classify/assess.ts';
import { CLAUSES } from '../../core/classify/clauses.ts';
import { drawSeeded } from '../../core/classify/proof/draw.ts';
import { sampleHousehold } from '../../core/classify/proof/households.ts';
import { PARTS, reasonsOf } from '../../core/classify/reasons.ts';
import { RULEBOOKS } from '../../core/classify/rulebooks.ts';
import { CLASSES, RULEBOOK_IDS, SURENESSES } from '../../core/classify/verdict.ts';
import { isClassifyKey, reasonText } from '../../words/classify.ts';
import { classify as en } from '../../words/en/classify.ts';
import { classify as vi } from '../../words/vi/classify.ts';
import { miniVillage } from '../village/mini.ts';
import { explainLines } from './print.ts';

test('every class, part, clause, sureness, rule and option has words', () => {
  const rules = RULEBOOK_IDS.flatMap((id) => RULEBOOKS[id].rules);
  const keys = [
    ...CLASSES.flatMap((name) => [`class.${name}`, `because.${name}`]),
    ...PARTS.map((part) => `part.${part}`),
    ...Object.keys(CLAUSES).map((clause) => `clause.${clause}`),
    ...SURENESSES.map((mark) => `sure.${mark}`),
    ...rules.flatMap((rule) => rule.options.map((option) => `option.${rule.id}.${option}`)),
    ...rules.map(({ id, finds }) => (finds.kind === 'points' ? `rule.${id}` : finds.kind === 'indicator' ? `indicator.${id}` : id)),
    ...rules.map(({ id, finds }) => (finds.kind === 'points' ? 'open.b1' : `open.${id}`)),
  ];
  assert.deepEqual(
    [...new Set(keys)].filter((key) => !isClassifyKey(key)),
    [],
  );
});

test('both languages take the same parameters', () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const [key, text] of Object.entries(vi)) if (isClassifyKey(key)) assert.deepEqual(holes(en[key]), holes(text), key);
});

test('no reason of any random household shows a key or an open parameter', () => {
  const draw = drawSeeded(41);
  for (let at = 0; at < 300; at += 1) {
    const { answers, setting } = sampleHousehold(draw);
    const members = at % 3 === 0 ? answers.members.map(({ healthInsurance: _, ...member }) => member) : answers.members;
    for (const id of RULEBOOK_IDS) {
      const verdict = explain(RULEBOOKS[id], { household: at % 4 === 0 ? {} : answers.household, members }, setting);
      for (const reason of reasonsOf(verdict, members.length)) {
        for (const key of [reason.key, reason.title ?? 'part.class', reason.clause, reason.sure]) {
          const text = reasonText('vi', key, reason.params);
          assert.ok(isClassifyKey(key) && !/[{}]/.test(text), `${key}: ${text}`);
        }
      }
    }
  }
});

test('reasons come in the order of their parts, points from most to least, and leave no line of the trace out', () => {
  const { answers, setting } = sampleHousehold(drawSeeded(5));
  const verdict = explain(RULEBOOKS['2022-2026'], answers, setting);
  const reasons = reasonsOf(verdict, answers.members.length);
  const order = reasons.map(({ part }) => PARTS.indexOf(part));
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  const points = reasons.filter(({ part }) => part === 'points').map((reason) => reason.points?.max ?? 0);
  assert.deepEqual(
    points,
    points.toSorted((a, b) => b - a),
  );
  assert.equal(reasons.length, verdict.trace.length - 2, 'all but the two totals');
});

test('a household of the small village, word for word', () => {
  const [made] = miniVillage('print').households.filter(({ key }) => key === 'poor-at-cut-off');
  assert.ok(made !== undefined);
  const names = new Map(made.answers.members.map((member) => [member.memberId, member.fullName]));
  const verdict = explain(RULEBOOKS['2022-2026'], made.answers, { areaType: 'rural', date: '2026-10-12' });
  const short = explainLines(verdict, { language: 'vi', names, detail: 'short' });
  assert.ok(short.includes('Chuẩn 2022–2026: Hộ nghèo'));
  assert.ok(short.includes('Kết quả tạm thời: bảng điểm B1 minh họa, chưa phải bảng chính thức.'));
  assert.ok(short.includes('  Bảo hiểm y tế: 2 người từ 6 tuổi chưa có bảo hiểm y tế (Nguyễn Văn Tám, Lê Thị Bé)'), short.join('\n'));
  // Points, limit, services lacking and the money of the line stand in whole sentences, with this household's own numbers.
  const { min } = verdict.b1;
  const lacks = verdict.deprivations.filter((one) => one === 'yes').length;
  const why = `Tài sản và điều kiện sống của hộ được ${min} điểm, không quá mức ${min} điểm, và hộ thiếu ${lacks} trên 12 dịch vụ cơ bản; thiếu từ 3 trở lên là hộ nghèo.`;
  assert.ok(short.includes(why), short.join('\n'));
  assert.ok(short.includes(`Mức ${min} điểm ứng với thu nhập 1.500.000 đồng một người một tháng ở nông thôn.`), short.join('\n'));
  const full = explainLines(verdict, { language: 'vi', names, detail: 'full' });
  assert.ok(
    full.some((line) => line.includes('Nguyễn Văn Tám – Ngày sinh: 12/03/1979; Có thẻ bảo hiểm y tế còn hạn không? Không')),
    full.join('\n'),
  );
  assert.ok(full.includes(`  Tổng điểm tài sản (B1): ${verdict.b1.min} điểm`));
  assert.equal(full.filter((line) => line.includes('điểm') && line.includes(' – ')).length, 29);
});

test('what is still to be asked is listed with the person', () => {
  const [made] = miniVillage('print').households.filter(({ key }) => key === 'undetermined');
  assert.ok(made !== undefined);
  const names = new Map(made.answers.members.map((member) => [member.memberId, member.fullName]));
  const verdict = explain(RULEBOOKS['2022-2026'], made.answers, { areaType: 'rural', date: '2026-10-12' });
  const lines = explainLines(verdict, { language: 'vi', names, detail: 'short' });
  const asked = lines.slice(lines.indexOf('Câu cần hỏi thêm') + 1);
  assert.equal(asked.length, verdict.missing.length);
  for (const { memberId } of verdict.missing) assert.ok(asked.some((line) => line.includes(names.get(memberId ?? '') ?? '')));
});

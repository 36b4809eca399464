/** Clauses as the program carries them, in Vietnamese: no word of English is left in what a notice, a page or the command line prints. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { KEEP_CLAUSES, LET_GO, retentionGround } from '../core/access/retention.ts';
import { USUAL_PROCEDURE } from '../core/meeting/procedure.ts';
import { clauseText, groundText } from '../words/clause.ts';

const root = resolve(import.meta.dirname, '..');
const ENGLISH =
  /\b(?:law|on|of|the|and|forms?|decree|decision|circular|annex|art|retention|years?|personal|data|minutes|photos|requests)\b/i;

test('every clause of a step, a term or a notice is told in Vietnamese', () => {
  const clauses = globSync('{core/access,core/meeting,server}/**/*.ts', { cwd: root })
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/\b(?:clause: |FORMS = )'([^']+ [^']+)'/g)])
    .map((found) => found[1] ?? '');
  assert.ok(clauses.length > 8, `${clauses.length} found`);
  assert.deepEqual(
    clauses.map((clause) => clauseText('vi', clause)).filter((told) => ENGLISH.test(told)),
    [],
  );
  assert.equal(clauseText('vi', 'Law on Complaints 2011 Art. 28'), 'Luật Khiếu nại 2011, Điều 28');
  assert.equal(clauseText('en', 'Law on Complaints 2011 Art. 28 [M]'), 'Law on Complaints 2011, Art. 28');
  // Each from the day of its own law, not of the decision on reviews.
  const since = (what: string) => USUAL_PROCEDURE.counts.find((count) => count.what === what)?.from;
  assert.deepEqual([since('complaint'), since('denunciation')], ['2012-07-01', '2019-01-01']);
});

test('what the ledger keeps of retention is told in words; what an office wrote, and texts of before, as they are', () => {
  for (const what of LET_GO)
    for (const clause of KEEP_CLAUSES) {
      const told = groundText('vi', retentionGround(what, clause));
      assert.match(told, /^hết thời hạn lưu trữ: .+ số năm do chương trình tự đặt$/);
      assert.ok(!ENGLISH.test(told), told);
    }
  for (const ground of ['Theo yêu cầu của chủ hộ', 'retention minutes: Law on Archives 33/2024/QH15: the years are our own'])
    assert.equal(groundText('vi', ground), ground);
});

/** What is said before something told of an ended household is chosen names each question of a person: those that change the register, and those that do not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answers } from '../core/interview/answers.ts';
import { type Fact, FACTS } from '../core/register/righting.ts';
import { clashText } from '../words/clash.ts';

type Kept = Exclude<keyof Answers['members'][number], 'memberId' | Fact>;
type Named = readonly [string, string];
const CHANGES: Record<Fact, Named> = { fullName: ['họ tên', 'name'], sex: ['giới tính', 'sex'], birth: ['ngày sinh', 'birth'] };
const work: Named = ['việc làm', 'work'];
const health: Named = ['sức khỏe', 'health'];
const study: Named = ['học', 'study'];
const assistance: Named = ['trợ cấp', 'assistance'];
const KEPT: Record<Kept, Named> = {
  ...{ relation: ['quan hệ với chủ hộ', 'relation'], citizenId: ['số định danh', 'citizen number'], ethnicity: ['dân tộc', 'ethnicity'] },
  ...{
    heightMm: health,
    weightG: health,
    seriousIllness: health,
    healthInsurance: ['bảo hiểm', 'insurance'],
    internet: ['internet', 'internet'],
  },
  ...{ study, generalLevel: study, vocationalLevel: study, jobStatus: work, jobType: work, contract: work },
  ...{ assistance, pension: assistance, merit: assistance },
};

for (const [at, language] of (['vi', 'en'] as const).entries())
  test(`each question of a person is named on its side, ${language}`, () => {
    const [, changes = '', kept = ''] = clashText(language, 'ended').split('. ');
    for (const fact of FACTS) assert.ok(changes.includes(CHANGES[fact][at] ?? '?'), fact);
    for (const [field, words] of Object.entries(KEPT)) {
      const word = words[at] ?? '?';
      assert.ok(kept.includes(word) && !changes.includes(word), field);
    }
  });

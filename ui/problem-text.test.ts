import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemText } from './problem-text.ts';

test('a problem is its own sentence with its details; an unknown code is named, not swallowed', () => {
  assert.match(problemText('vi', Object.assign({ code: 'sign-in-failed' }, { left: 3 })), /Còn 3 lần thử/);
  assert.match(problemText('vi', { code: 'no-connection' }), /Không kết nối được/);
  assert.match(problemText('vi', { code: 'chua-tung-co' }), /chua-tung-co/);
  assert.match(problemText('en', { code: 'not-your-area' }), /area/);
});

test('of a household that is no more the sentence says what became of it, and a state without words of its own the general one', () => {
  const said = (state: string): string => problemText('vi', Object.assign({ code: 'household-not-present' }, { state }));
  assert.match(said('dissolved'), /người cuối cùng.*chuyển cho xã, phường/);
  assert.match(said('moved'), /chuyển đi/);
  assert.match(said('merged'), /nhập vào hộ khác/);
  assert.equal(said('chua-tung-co'), problemText('vi', { code: 'household-not-present' }));
});

test('what becomes of a form is said of one on a phone, since the desk of the commune reads the same sentences', () => {
  for (const state of ['moved', 'merged', 'dissolved', 'erased'] as const)
    for (const [language, form, phone] of [
      ['vi', /phiếu/i, /phiếu còn trên điện thoại/i],
      ['en', /form/, /form still on a phone/],
    ] as const) {
      const said = problemText(language, Object.assign({ code: 'household-not-present' }, { state }));
      assert.match(said, phone);
      assert.doesNotMatch(said.replace(phone, ''), form);
    }
});

/**
 * What people type and what is kept of it; and that what is shown can be typed again.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { findQuestion } from './questionnaire.ts';
import { phieuB2026 as form } from './questionnaires/phieu-b-2026.ts';
import type { Question } from './question.ts';
import { read, tell, write } from './reading.ts';

function the(field: string): Question {
  const question = findQuestion(form, field);
  assert.ok(question !== undefined);
  return question;
}

const value = (field: string, text: string) => {
  const got = read(the(field), text);
  return got.ok ? got.value : got.error.code;
};

describe('numbers told', () => {
  it('kilograms and square metres to one decimal, all else as kept', () => {
    assert.equal(tell(the('weightG'), 49_005), '49');
    assert.equal(tell(the('weightG'), 49_050), '49,1');
    assert.equal(tell(the('dwellingAreaDm2'), 7_512), '75,1');
    assert.equal(tell(the('heightMm'), 1_125), '112,5');
    assert.equal(tell(the('annualLandM2'), 1_305), '1.305');
    assert.equal(write(the('weightG'), 49_005), '49,005', 'what is corrected is what is kept');
  });
});

describe('typed answers', () => {
  it('numbers as they are written in Vietnam', () => {
    assert.equal(value('annualLandM2', '1.300'), 1300);
    assert.equal(value('annualLandM2', ' 12 500 '), 12_500);
    assert.equal(value('heightMm', '112,5'), 1125);
    assert.equal(value('heightMm', '112.5'), 1125);
    assert.equal(value('weightG', '18,45'), 18_450);
    assert.equal(value('dwellingAreaDm2', '45,5'), 4550);
    assert.equal(value('televisions', '0'), 0);
    assert.equal(value('powerKwh', '80,0'), 80);
  });

  it('numbers that are none, too fine or too large', () => {
    assert.equal(value('televisions', 'hai'), 'not-a-number');
    assert.equal(value('televisions', '-1'), 'not-a-number');
    assert.equal(value('televisions', '1,5'), 'too-many-decimals');
    assert.equal(value('heightMm', '112,55'), 'too-many-decimals');
    assert.equal(value('televisions', '100'), 'too-large');
    assert.equal(value('heightMm', '1125'), 'too-large', 'millimetres typed as centimetres');
    assert.equal(value('weightG', '18.450'), 'too-large', 'grams typed as kilograms');
    assert.equal(value('poultry', '9'.repeat(40)), 'too-large');
    assert.equal(value('poultry', '  '), 'empty');
    const most = read(the('heightMm'), '231');
    assert.deepEqual(most, { ok: false, error: { code: 'too-large', most: '230' } });
  });

  it('dates of birth in whole or in part', () => {
    assert.equal(value('birth', '5/9/1984'), '1984-09-05');
    assert.equal(value('birth', '9/1984'), '1984-09');
    assert.equal(value('birth', '1984'), '1984');
    assert.equal(value('birth', '30/02/1984'), 'not-a-date');
    assert.equal(value('birth', '5/9/84'), 'not-a-date');
  });

  it('citizen ids with the blanks of the card', () => {
    assert.equal(value('citizenId', '086 084 001 234'), '086084001234');
    assert.equal(value('citizenId', '381234567'), '381234567');
    assert.equal(value('citizenId', '08608400123'), 'not-a-citizen-id');
  });

  it('names in one spelling of the same letters', () => {
    assert.equal(value('fullName', '  Nguyễn   Văn Hùng '), 'Nguyễn Văn Hùng'.normalize('NFC'));
    assert.equal(value('fullName', 'Nguyễn Văn Hùng'.normalize('NFD')), 'Nguyễn Văn Hùng'.normalize('NFC'));
    assert.equal(value('fullName', 'a'.repeat(101)), 'too-long');
  });

  it('is shown as it can be typed again', () => {
    const typed = ['heightMm', 'weightG', 'dwellingAreaDm2', 'powerKwh', 'poultry', 'annualLandM2'].map(the);
    fc.assert(
      fc.property(fc.constantFrom(...typed), fc.nat(), (question, n) => {
        const kept = n % (question.max + 1);
        assert.deepEqual(read(question, write(question, kept)), { ok: true, value: kept });
      }),
    );
    for (const birth of ['1984-09-05', '1984-09', '1984']) assert.equal(value('birth', write(the('birth'), birth)), birth);
    assert.deepEqual(
      ['112,5', '18,4', '0', '100', '1.000'],
      [
        write(the('heightMm'), 1125),
        write(the('weightG'), 18_400),
        write(the('poultry'), 0),
        write(the('poultry'), 100),
        write(the('poultry'), 1000),
      ],
    );
    for (const id of ['birth', 'citizenId', 'fullName']) assert.equal(write(the(id), 'dont-know'), '', id);
    assert.equal(write(the('birth'), undefined), '');
  });
});

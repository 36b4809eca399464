/**
 * Every check from both sides: a change to a family without faults that it must find, and one just short of it that it
 * must not. Ages are given as dates of birth around the day of the interview, 05/10/2026.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY, HOUSE, HUNG, LAN, MINH, PEOPLE } from '../../../tools/test/form-family.ts';
import type { Facts } from '../question.ts';
import type { Visit } from '../state.ts';
import { CHECKS, findingsOf } from './all.ts';

type Change = { readonly [who in 'house' | 'hung' | 'lan' | 'minh']?: Facts };

const IDS = { hung: HUNG, lan: LAN, minh: MINH };

function family(change: Change): Visit {
  const members = (['hung', 'lan', 'minh'] as const).map((who) => ({ memberId: IDS[who], facts: { ...PEOPLE[IDS[who]], ...change[who] } }));
  return {
    date: DAY,
    household: {
      ...HOUSE,
      pondM2: 0,
      annualLandM2: 0,
      perennialLandM2: 0,
      gardenLandM2: 0,
      tablets: 0,
      laptops: 0,
      desktops: 0,
      ...change.house,
    },
    members,
  };
}

const found = (change: Change) => findingsOf(family(change)).map((f) => f.id);

const NO_ILLNESS = { causes: ['illness'] } as const;
const PUPIL = { generalLevel: 'lower-secondary', vocationalLevel: 'none' } as const;

/** id → [a change that is found, a change that is not]. */
const BOTH_SIDES: Readonly<Record<string, readonly [Change, Change]>> = {
  'birth-in-future': [{ minh: { birth: '2026-10-06' } }, { minh: { birth: '2026-10-05', study: 'none' } }],
  'older-than-120': [{ hung: { birth: '1905-10-05' } }, { hung: { birth: '1905-10-06' } }],
  'citizen-id-malformed': [{ hung: { citizenId: '08608400' } }, { hung: { citizenId: '381234567' } }],
  'citizen-id-province-unknown': [{ hung: { citizenId: '003084001234' } }, { hung: { citizenId: '001084001234' } }],
  'citizen-id-century-differs': [{ hung: { citizenId: '086284001234' } }, { hung: { citizenId: '086084001234' } }],
  'citizen-id-year-differs': [{ hung: { citizenId: '086085001234' } }, { hung: { citizenId: 'dont-know' } }],
  'citizen-id-sex-differs': [{ hung: { citizenId: '086184001234' } }, { hung: { citizenId: '086184001234', sex: 'dont-know' } }],
  'citizen-id-twice': [{ lan: { citizenId: '086084001234' } }, { lan: { citizenId: 'refused' }, hung: { citizenId: 'refused' } }],
  'same-person-twice': [
    { minh: { fullName: 'NGUYỄN VĂN HÙNG', birth: '1984-09-05' } },
    { minh: { fullName: 'Nguyễn Văn Hưng', birth: '1984-09-05' } },
  ],
  'head-count': [{ hung: { relation: 'other-kin' } }, { hung: { relation: 'spouse' }, lan: { relation: 'head' } }],
  'head-young': [{ hung: { birth: '2011-10-06' } }, { hung: { birth: '2011-10-05' } }],
  'spouse-count': [{ minh: { relation: 'spouse' } }, { lan: { relation: 'sibling' }, minh: { relation: 'spouse' } }],
  'spouse-young': [{ lan: { birth: '2008-10-06' } }, { lan: { birth: '2008-10-05' } }],
  'child-older-than-parent': [{ minh: { birth: '1995-01-01' } }, { minh: { birth: '1996-12-31' } }],
  'grandchild-older-than-grandparent': [
    { minh: { relation: 'grandchild', birth: '2007' } },
    { minh: { relation: 'grandchild', birth: '2008' } },
  ],
  'height-implausible': [{ minh: { heightMm: 1059 } }, { minh: { heightMm: 1060 } }],
  'weight-implausible': [{ minh: { weightG: 77_001 } }, { minh: { weightG: 77_000 } }],
  'height-impossible': [{ minh: { heightMm: 299 } }, { minh: { heightMm: 300 } }],
  'weight-impossible': [{ minh: { weightG: 499 } }, { minh: { weightG: 500 } }],
  'height-zero': [{ minh: { heightMm: 0 } }, { minh: { heightMm: 'refused' } }],
  'weight-zero': [{ minh: { weightG: 0 } }, { minh: { weightG: 'dont-know' } }],
  'study-too-young': [
    { minh: { birth: '2017-10-06', study: 'lower-secondary' } },
    { minh: { birth: '2017-10-05', study: 'lower-secondary' } },
  ],
  'general-level-too-young': [{ minh: { birth: '2013-10-06', ...PUPIL } }, { minh: { birth: '2013-10-05', ...PUPIL } }],
  'vocational-level-too-young': [
    { lan: { birth: '2006-10-06', vocationalLevel: 'university' } },
    { lan: { birth: '2006-10-05', vocationalLevel: 'university' } },
  ],
  'preschool-too-old': [{ minh: { birth: '2018-10-05', study: 'preschool' } }, { minh: { birth: '2018-10-06', study: 'preschool' } }],
  'preschool-behind-age': [{ minh: { birth: '2020-10-05', study: 'preschool' } }, { minh: { birth: '2020-10-06', study: 'preschool' } }],
  'primary-behind-age': [{ minh: { birth: '2014-10-05' } }, { minh: { birth: '2014-10-06' } }],
  'study-too-old': [{ minh: { birth: '2011-10-05' } }, { minh: { birth: '2011-10-06' } }],
  'school-age-not-studying': [{ minh: { birth: '2020-10-05', study: 'none' } }, { minh: { birth: '2020-10-06', study: 'none' } }],
  'study-before-level': [
    { minh: { study: 'upper-secondary', generalLevel: 'primary' } },
    { minh: { study: 'upper-secondary', generalLevel: 'lower-secondary' } },
  ],
  'study-already-finished': [
    { minh: { study: 'lower-secondary', generalLevel: 'lower-secondary' } },
    { minh: { study: 'lower-secondary', generalLevel: 'primary' } },
  ],
  'vocational-before-level': [{ hung: { vocationalLevel: 'college' } }, { hung: { vocationalLevel: 'intermediate' } }],
  'assistance-older-too-young': [
    { hung: { birth: '1966-10-06', assistance: 'older' } },
    { hung: { birth: '1966-10-05', assistance: 'older' } },
  ],
  'assistance-orphan-too-old': [
    { lan: { birth: '2004-10-05', assistance: 'orphan' } },
    { lan: { birth: '2004-10-06', assistance: 'orphan' } },
  ],
  'orphan-child-of-head': [{ minh: { assistance: 'orphan' } }, { minh: { assistance: 'orphan', relation: 'grandchild', birth: '2016' } }],
  'pension-too-young': [{ lan: { birth: '1986-10-06', pension: 'pension' } }, { lan: { birth: '1986-10-05', pension: 'pension' } }],
  'pension-and-assistance': [
    { hung: { assistance: 'older', pension: 'pension' } },
    { hung: { assistance: 'older', pension: 'insurance-allowance' } },
  ],
  'studying-nowhere': [{ lan: { jobStatus: 'studying', study: 'none' } }, { lan: { jobStatus: 'studying' } }],
  'working-very-old': [{ hung: { birth: '1946-10-05' } }, { hung: { birth: '1946-10-06' } }],
  'unable-without-ground': [{ lan: { jobStatus: 'unable' } }, { lan: { jobStatus: 'unable', seriousIllness: true } }],
  'public-job-too-young': [{ hung: { birth: '2008-10-06', jobType: 'public' } }, { hung: { birth: '2008-10-05', jobType: 'public' } }],
  'public-job-without-contract': [
    { hung: { jobType: 'public', contract: 'none' } },
    { hung: { jobType: 'public', contract: 'dont-know' } },
  ],
  'public-job-without-insurance': [
    { hung: { jobType: 'public', healthInsurance: false } },
    { hung: { jobType: 'enterprise', healthInsurance: false } },
  ],
  'pension-without-insurance': [
    { lan: { pension: 'merit-allowance', healthInsurance: false } },
    { lan: { pension: 'none', healthInsurance: false } },
  ],
  'assistance-without-insurance': [
    { lan: { assistance: 'disability', healthInsurance: false } },
    { lan: { assistance: 'disability', healthInsurance: 'dont-know' } },
  ],
  'small-child-without-insurance': [
    { minh: { birth: '2020-10-06', healthInsurance: false } },
    { minh: { birth: '2020-10-05', healthInsurance: false } },
  ],
  'dwelling-area-zero': [{ house: { dwellingAreaDm2: 0 } }, { house: { dwellingAreaDm2: 'dont-know' } }],
  'dwelling-very-crowded': [{ house: { dwellingAreaDm2: 599 } }, { house: { dwellingAreaDm2: 600 } }],
  'dwelling-very-spacious': [{ house: { dwellingAreaDm2: 60_001 } }, { house: { dwellingAreaDm2: 60_000 } }],
  'number-unusual': [{ house: { cattle: 31 } }, { house: { cattle: 30 } }],
  'power-without-use': [{ house: { powerKwh: 0 } }, { house: { powerKwh: 0, powerSource: 'other' } }],
  'appliances-without-power': [{ house: { powerSource: 'none' } }, { house: { powerSource: 'none', televisions: 0, fridges: 0 } }],
  'internet-without-device': [{ house: { smartphones: 0 } }, { house: { smartphones: 0, tablets: 'dont-know' } }],
  'device-without-internet': [
    { hung: { internet: false }, lan: { internet: false } },
    { hung: { internet: false }, lan: { internet: 'refused' } },
  ],
  'aquaculture-without-pond': [{ house: { aquaculture: true } }, { house: { aquaculture: true, pondM2: 1 } }],
  'cause-no-land-with-land': [{ house: { annualLandM2: 9_000, gardenLandM2: 1_000 } }, { house: { annualLandM2: 9_999 } }],
  'cause-illness-nobody-ill': [{ house: NO_ILLNESS }, { house: NO_ILLNESS, lan: { seriousIllness: true } }],
};

describe('checks', () => {
  it('find nothing in a family without faults', () => assert.deepEqual(found({}), []));

  it('are all tried from both sides', () => {
    assert.deepEqual([...new Set(CHECKS.map((c) => c.id))].sort(), Object.keys(BOTH_SIDES).sort());
  });

  for (const [id, [fault, fine]] of Object.entries(BOTH_SIDES)) {
    it(id, () => {
      assert.ok(found(fault).includes(id), `not found; found: ${found(fault).join(', ')}`);
      assert.ok(!found(fine).includes(id), 'found where there is none');
    });
  }

  it('say nothing about what is not known', () => {
    const unknown = Object.fromEntries(Object.keys(HOUSE).map((field) => [field, 'dont-know']));
    const nobody = {
      birth: 'dont-know',
      sex: 'dont-know',
      study: 'dont-know',
      jobStatus: 'refused',
      assistance: 'refused',
      pension: 'refused',
      healthInsurance: 'dont-know',
      internet: 'dont-know',
    };
    assert.deepEqual(found({ house: { ...unknown, tablets: 'refused' }, hung: nobody, lan: nobody, minh: nobody }), []);
  });

  it('say nothing where a year of birth alone leaves the age open', () => {
    assert.deepEqual(found({ minh: { birth: '2018', study: 'preschool' } }), []);
    assert.deepEqual(found({ minh: { birth: '2017', study: 'preschool' } }), ['preschool-too-old']);
  });

  it('name the answers that disagree, and change their key with them', () => {
    const [first] = findingsOf(family({ minh: { relation: 'head' } }));
    assert.deepEqual(first?.refs, [
      { field: 'relation', memberId: HUNG },
      { field: 'relation', memberId: MINH },
    ]);
    const [crowded] = findingsOf(family({ house: { dwellingAreaDm2: 500 } }));
    const [more] = findingsOf(family({ house: { dwellingAreaDm2: 550 } }));
    assert.notEqual(crowded?.key, more?.key);
  });
});

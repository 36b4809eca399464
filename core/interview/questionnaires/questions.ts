/**
 * The questions of the review form and when each applies (câu hỏi của Phiếu B), shared by the questionnaires of both
 * periods, which differ in `needs` only. Who is asked what, by age on the day of the interview:
 *
 *   every age: name, relation, sex, birth, citizen id, ethnicity, health insurance, serious illness, social assistance
 *   under 16: height, weight · 3 to 30: level now studied · 6 and over: internet · 12 and over: general level
 *   15 and over: job status, pension, merit · 16 and over: vocational level
 *   job type: only `working` · contract: only those who work, not on their own account
 *   dwelling: materials and area unless `tenure` is `none` · power: kWh unless the source is `none`
 *
 * Asked anew each time, the last answer only shown: height, weight, insurance (a card runs out), what children and students
 * study and have finished, the job of who was a student. The rest is carried over to be confirmed [M].
 *
 * The bands follow the indicators (law: child schooling 3 to under 16, adult education 16-30, nutrition under 16); the
 * lower bounds 6, 12 and 15 are the form's own way of not asking what cannot be [M].
 * Sources: [S 32] fields and codes, [S 8] causes and supports, [M] assets.
 */
import * as codes from '../codes.ts';
import { type Condition, type FieldName, PERIODS, type Question, type QuestionKind, type Unit } from '../question.ts';
import type { Section } from '../questionnaire.ts';

const ONLY_2022 = ['2022-2026'] as const;
const ONLY_2027 = ['2027-2030'] as const;

const from = (years: number): Condition => ({ kind: 'age-at-least', years });
const below = (years: number): Condition => ({ kind: 'age-below', years });
const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
const is = (field: FieldName, value: string): Condition => ({ kind: 'equals', field, value });
const not = (of: Condition): Condition => ({ kind: 'not', of });

const HAS_DWELLING = not(is('tenure', 'none'));
const HAS_POWER = not(is('powerSource', 'none'));
const WORKS = all(from(15), is('jobStatus', 'working'));
const WORKS_FOR_OTHERS = all(WORKS, not({ kind: 'in', field: 'jobType', values: ['own-farm', 'own-business'] }));

const ALWAYS = all();
/** A grown-up who was not studying stays as they were until somebody says otherwise. */
const MAY_STUDY = not(all(from(19), is('study', 'none')));
const MAY_HAVE_FINISHED_TRAINING: Condition = {
  kind: 'in',
  field: 'study',
  values: ['upper-secondary', 'short-course', 'intermediate', 'college', 'university'],
};

type More = Partial<Question>;

function question(id: FieldName, kind: QuestionKind, more: More): Question {
  return {
    id,
    kind,
    options: [],
    unit: null,
    max: 0,
    relevant: null,
    decides: true,
    optional: false,
    mayBeMissing: true,
    carried: true,
    anew: null,
    needs: PERIODS,
    ...more,
  };
}

const one = (id: FieldName, options: readonly string[], more: More = {}) => question(id, 'one', { options, ...more });
const several = (id: FieldName, options: readonly string[]) => question(id, 'several', { options, decides: false });
const yesNo = (id: FieldName, more: More = {}) => question(id, 'yes-no', more);
const count = (id: FieldName, unit: Unit, max: number, more: More = {}) => question(id, 'count', { unit, max, ...more });
const pieces = (id: FieldName, more: More = {}) => count(id, 'piece', 99, more);
const square = (id: FieldName) => count(id, 'm2', 10_000_000);
const note = (id: FieldName) => question(id, 'text', { max: 2_000, decides: false, optional: true, mayBeMissing: false, carried: false });

const CERTAIN = { decides: false, mayBeMissing: false } as const;

export const SECTIONS: readonly Section[] = [
  {
    id: 'members',
    repeat: 'member',
    groups: [
      {
        id: 'person',
        onRoster: true,
        questions: [
          question('fullName', 'text', { max: 100, ...CERTAIN }),
          one('relation', codes.RELATIONS, CERTAIN),
          one('sex', codes.SEXES, { decides: false }),
          question('birth', 'birth', {}),
          question('citizenId', 'citizen-id', { decides: false }),
          one('ethnicity', codes.ETHNICITIES, { decides: false }),
        ],
      },
      {
        id: 'growth',
        onRoster: false,
        questions: [
          question('heightMm', 'length-mm', { max: 2_300, relevant: below(16), anew: ALWAYS }),
          question('weightG', 'weight-g', { max: 250_000, relevant: below(16), anew: ALWAYS }),
        ],
      },
      {
        id: 'schooling',
        onRoster: false,
        questions: [
          one('study', codes.STUDIES, { relevant: all(from(3), below(31)), anew: MAY_STUDY }),
          one('generalLevel', codes.GENERAL_LEVELS, { relevant: from(12), anew: below(20) }),
          one('vocationalLevel', codes.VOCATIONAL_LEVELS, { relevant: from(16), anew: MAY_HAVE_FINISHED_TRAINING }),
        ],
      },
      {
        id: 'care',
        onRoster: false,
        questions: [
          yesNo('healthInsurance', { anew: ALWAYS }),
          yesNo('seriousIllness', { decides: false }),
          one('assistance', codes.ASSISTANCES),
          yesNo('internet', { relevant: from(6) }),
        ],
      },
      {
        id: 'work',
        onRoster: false,
        questions: [
          one('jobStatus', codes.JOB_STATUSES, { relevant: from(15), anew: is('jobStatus', 'studying') }),
          one('jobType', codes.JOB_TYPES, { relevant: WORKS }),
          one('contract', codes.CONTRACTS, { relevant: WORKS_FOR_OTHERS }),
          one('pension', codes.PENSIONS, { relevant: from(15) }),
          yesNo('merit', { relevant: from(15), decides: false }),
        ],
      },
    ],
  },
  {
    id: 'dwelling',
    repeat: 'household',
    groups: [
      {
        id: 'house',
        onRoster: false,
        questions: [
          one('tenure', codes.TENURES),
          one('columnMaterial', codes.COLUMNS, { relevant: HAS_DWELLING }),
          one('wallMaterial', codes.WALLS, { relevant: HAS_DWELLING }),
          one('roofMaterial', codes.ROOFS, { relevant: HAS_DWELLING }),
          question('dwellingAreaDm2', 'area-dm2', { max: 1_000_000, relevant: HAS_DWELLING }),
        ],
      },
      {
        id: 'power',
        onRoster: false,
        questions: [one('powerSource', codes.POWERS), count('powerKwh', 'kwh-month', 100_000, { relevant: HAS_POWER })],
      },
      {
        id: 'sanitation',
        onRoster: false,
        questions: [one('waterSource', codes.WATERS), one('toilet', codes.TOILETS), one('waste', codes.WASTES, { needs: ONLY_2027 })],
      },
    ],
  },
  {
    id: 'assets',
    repeat: 'household',
    groups: [
      {
        id: 'information',
        onRoster: false,
        questions: [pieces('televisions'), pieces('soundSystems'), pieces('radios', { needs: ONLY_2022 })],
      },
      {
        id: 'devices',
        onRoster: false,
        questions: (['telephones', 'smartphones', 'tablets', 'laptops', 'desktops'] as const).map((id) => pieces(id, { needs: ONLY_2022 })),
      },
      { id: 'vehicles', onRoster: false, questions: [pieces('motorbikes'), pieces('cars'), pieces('motorBoats')] },
      {
        id: 'appliances',
        onRoster: false,
        questions: [pieces('fridges'), pieces('washingMachines'), pieces('airConditioners'), pieces('waterHeaters'), pieces('microwaves')],
      },
    ],
  },
  {
    id: 'production',
    repeat: 'household',
    groups: [
      { id: 'land', onRoster: false, questions: [square('annualLandM2'), square('perennialLandM2'), square('gardenLandM2')] },
      { id: 'pond', onRoster: false, questions: [yesNo('aquaculture'), square('pondM2')] },
      {
        id: 'livestock',
        onRoster: false,
        questions: [
          count('cattle', 'head', 9_999),
          count('pigs', 'head', 9_999),
          count('goats', 'head', 9_999),
          count('poultry', 'head', 99_999),
        ],
      },
    ],
  },
  {
    id: 'needs',
    repeat: 'household',
    groups: [
      { id: 'causes', onRoster: false, questions: [several('causes', codes.CAUSES)] },
      {
        id: 'supports',
        onRoster: false,
        questions: [several('supportsReceived', codes.SUPPORTS), several('supportsWanted', codes.SUPPORTS)],
      },
      { id: 'notes', onRoster: false, questions: [note('householdNote'), note('enumeratorNote')] },
    ],
  },
];

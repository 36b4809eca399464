/** The answers of `bench core` as two tables in DuckDB (bảng câu trả lời), one row a household and one a member, typed. */
import { type DuckDBAppender, type DuckDBConnection, DuckDBDateValue } from '@duckdb/node-api';
import type { Sample } from '../../../core/classify/proof/households.ts';
import type { HouseholdField, MemberField } from '../../../core/interview/answers.ts';
import { daysBetween, date } from '../../../core/kernel/dates.ts';
import { snake } from './core-sql.ts';

const HOME_TEXTS = [
  'tenure',
  'columnMaterial',
  'wallMaterial',
  'roofMaterial',
  'powerSource',
  'waterSource',
  'toilet',
  'waste',
] as const satisfies readonly HouseholdField[];
const HOME_NUMBERS = [
  'dwellingAreaDm2',
  'powerKwh',
  'televisions',
  'radios',
  'soundSystems',
  'desktops',
  'telephones',
  'laptops',
  'tablets',
  'smartphones',
  'cars',
  'motorbikes',
  'motorBoats',
  'fridges',
  'airConditioners',
  'washingMachines',
  'waterHeaters',
  'microwaves',
  'annualLandM2',
  'perennialLandM2',
  'gardenLandM2',
  'pondM2',
  'cattle',
  'pigs',
  'goats',
  'poultry',
] as const satisfies readonly HouseholdField[];
const MEMBER_TEXTS = [
  'relation',
  'sex',
  'ethnicity',
  'study',
  'generalLevel',
  'vocationalLevel',
  'assistance',
  'jobStatus',
  'jobType',
  'contract',
  'pension',
] as const satisfies readonly MemberField[];
const MEMBER_NUMBERS = ['heightMm', 'weightG'] as const satisfies readonly MemberField[];
const MEMBER_YES_NO = ['healthInsurance', 'internet', 'merit'] as const satisfies readonly MemberField[];

const EPOCH = date('1970-01-01');

export interface Tables {
  readonly household: DuckDBAppender;
  readonly member: DuckDBAppender;
}

export async function createTables(connection: DuckDBConnection): Promise<Tables> {
  const typed = (fields: readonly string[], type: string) => fields.map((field) => `${snake(field)} ${type}`);
  const home = [
    'id integer',
    'area_type varchar',
    'on_date date',
    ...typed(HOME_TEXTS, 'varchar'),
    ...typed(HOME_NUMBERS, 'integer'),
    'aquaculture boolean',
  ];
  const member = [
    'id integer',
    'birth date',
    ...typed(MEMBER_TEXTS, 'varchar'),
    ...typed(MEMBER_NUMBERS, 'integer'),
    ...typed(MEMBER_YES_NO, 'boolean'),
  ];
  await connection.run(`create table household (${home.join()}); create table member (${member.join()})`);
  return { household: await connection.createAppender('household'), member: await connection.createAppender('member') };
}

export function append({ household: homes, member: people }: Tables, id: number, { answers, setting }: Sample): void {
  const { household, members } = answers;
  homes.appendInteger(id);
  homes.appendVarchar(setting.areaType);
  appendDate(homes, setting.date);
  for (const field of HOME_TEXTS) appendAny(homes, household[field]);
  for (const field of HOME_NUMBERS) appendAny(homes, household[field]);
  appendAny(homes, household.aquaculture);
  homes.endRow();
  for (const member of members) {
    people.appendInteger(id);
    appendDate(people, member.birth);
    for (const field of MEMBER_TEXTS) appendAny(people, member[field]);
    for (const field of MEMBER_NUMBERS) appendAny(people, member[field]);
    for (const field of MEMBER_YES_NO) appendAny(people, member[field]);
    people.endRow();
  }
}

function appendDate(to: DuckDBAppender, day: string): void {
  to.appendDate(new DuckDBDateValue(daysBetween(EPOCH, date(day))));
}

function appendAny(to: DuckDBAppender, value: string | number | boolean | undefined): void {
  if (value === undefined) to.appendNull();
  else if (typeof value === 'string') to.appendVarchar(value);
  else if (typeof value === 'number') to.appendInteger(value);
  else to.appendBoolean(value);
}

/**
 * The classification of a rulebook as one SQL statement (câu SQL chấm điểm), the yardstick of `bench core`: complete answers in
 * two tables, `household` and `member`, give the number of households in each class. Codes and numbers come from the
 * rulebook's parameters; the logic is written anew, in sets instead of rules.
 */
import type { Parameters, Rulebook, SchoolBand } from '../../../core/classify/rulebook.ts';
import { type Item, pointsOf } from '../../../core/classify/score-table.ts';
import type { Indicator } from '../../../core/classify/verdict.ts';

export function classifyingSql(rulebook: Rulebook): string {
  const p = rulebook.parameters;
  const each = p.deprivationPoints.value;
  return `
with growth as (${growthSql(p)}),
person as (${personSql(p)}),
folded as (${foldedSql(p)}),
scored as (
  select area_type, ${pointsSql(rulebook)} as b1, ${deprivedSql(rulebook)} as deprived
    from household join folded using (id))
select case when b1 > case area_type when 'urban' then ${p.cutOffUrban.value} else ${p.cutOffRural.value} end then 'not-poor'
            when deprived * ${each} >= ${p.deprivationCutOff.value} then 'poor' else 'near-poor' end as class,
       count(*)::int as households
  from scored group by 1 order by 1`;
}

function growthSql({ leastHeight, leastWeight }: Parameters): string {
  const sexes = (['male', 'female'] as const).map((sex) => {
    const heights = leastHeight.value[sex];
    return `select '${sex}' as sex, unnest(range(${heights.length})) as month, unnest([${heights.join()}]) as least_height,
      unnest([${heights.map((_, month) => leastWeight.value[sex][month] ?? 0).join()}]) as least_weight`;
  });
  return sexes.join(' union all ');
}

/** Age in completed months, working age, limits of growth beside each member. */
function personSql({ workingAgeEnd, workFromAge }: Parameters): string {
  const { firstYear, male, female } = workingAgeEnd.value;
  const end = (values: readonly number[]) => `[${values.join()}][greatest(1, least(year(on_date) - ${firstYear} + 1, ${values.length}))]`;
  return `
  select m.*, g.least_height, g.least_weight,
         m.age >= ${workFromAge.value * 12} and m.age < case m.sex when 'male' then ${end(male)} else ${end(female)} end as of_working_age
    from (select member.*, on_date,
                 greatest(0, (year(on_date) - year(birth)) * 12 + month(on_date) - month(birth) - (day(on_date) < day(birth))::int) as age
            from member join household using (id)) m
    left join growth g on g.sex = m.sex and g.month = m.age`;
}

function foldedSql(p: Parameters): string {
  const any = (condition: string) => `coalesce(bool_or(${condition}), false)`;
  const dependant = `age < ${p.dependantBelowAge.value * 12} or ${oneOf('assistance', p.dependantAssistance.value)}`;
  const working = `age >= ${p.workFromAge.value * 12} and job_status = 'working'`;
  const unsafe = `${working} and ${oneOf('job_type', p.wageJobs.value)} and ${oneOf('contract', p.contractless.value)}`;
  const burden = `age < ${p.burdenBelowAge.value * 12} or age >= ${(p.burdenAboveAge.value + 1) * 12} or ${oneOf('job_status', p.burdenStatuses.value)}`;
  const graduate = `age >= ${p.degreeFromAge.value * 12}`;
  return `
  select id, count(*) as people,
         ${any(`(of_working_age and ${oneOf('job_status', p.joblessStatuses.value)}) or (${unsafe})`)} as employment,
         count(*) filter (where ${dependant}) as dependants,
         ${any(`age < ${p.growthBelowAge.value * 12} and (height_mm < least_height or weight_g < least_weight)`)} as nutrition,
         ${any(`age >= ${p.insuranceFromAge.value * 12} and not health_insurance`)} as insurance,
         ${any(withoutLevelSql(p))} as adult_education,
         ${any(p.schoolBands.value.map(wrongSchoolSql).join(' or '))} as child_schooling,
         ${any(`age >= ${p.internetFromAge.value * 12} and internet`)} as telecom,
         count(*) filter (where ${burden}) as burden,
         coalesce(max(case when not (${graduate}) then 0 when ${oneOf('vocational_level', p.degreeCollege.value)} then 3
                           when ${oneOf('vocational_level', p.degreeIntermediate.value)} then 2
                           when ${oneOf('general_level', p.degreeUpper.value)} then 1 else 0 end), 0) as degree,
         coalesce(max(case when not (${working}) then 0 when ${oneOf('job_type', p.nonFarmPublic.value)} then 2
                           when ${oneOf('job_type', p.nonFarmOther.value)} then 1 else 0 end), 0) as non_farm,
         count(*) filter (where age >= ${p.pensionFromAge.value * 12} and ${oneOf('pension', p.pensionKinds.value)}) as pensions
    from person group by id`;
}

function withoutLevelSql(p: Parameters): string {
  const lacks = (general: readonly string[], vocational: readonly string[]) =>
    `not ${oneOf('general_level', general)} and not ${oneOf('vocational_level', vocational)}`;
  const upper = p.adultUpperFromAge.value * 12;
  return `age >= ${p.adultFromAge.value * 12} and age < ${(p.adultToAge.value + 1) * 12} and study = 'none' and
    case when age >= ${upper} then ${lacks(p.adultGeneral.value, p.adultVocational.value)}
         else ${lacks(p.youthGeneral.value, p.youthVocational.value)} end`;
}

function wrongSchoolSql({ fromAge, belowAge, levels }: SchoolBand): string {
  return `(age >= ${fromAge * 12} and age < ${belowAge * 12} and not ${oneOf('study', levels)})`;
}

function deprivedSql({ parameters: p, indicators }: Rulebook): string {
  const shaky = [
    ['column_material', p.durableColumns.value],
    ['wall_material', p.durableWalls.value],
    ['roof_material', p.durableRoofs.value],
  ] as const;
  const conditions: Readonly<Record<Indicator, string>> = {
    'employment': 'employment',
    'dependants': `dependants * 100 > people * ${p.dependantShare.value}`,
    'nutrition': 'nutrition',
    'insurance': 'insurance',
    'adult-education': 'adult_education',
    'child-schooling': 'child_schooling',
    'housing-quality': `tenure = 'none' or ${shaky.map(([column, codes]) => `(not ${oneOf(column, codes)})::int`).join(' + ')} >= ${p.partsNotDurable.value}`,
    'housing-area': `tenure = 'none' or dwelling_area_dm2 < ${p.leastArea.value} * people`,
    'water': `not ${oneOf('water_source', p.cleanWaters.value)}`,
    'toilet': `not ${oneOf('toilet', p.hygienicToilets.value)}`,
    'telecom': 'not telecom',
    'means': p.meansOfAccess.value.map((field) => `${snake(field)} = 0`).join(' and '),
    'waste': `not ${oneOf('waste', p.handledWastes.value)}`,
  };
  return indicators.map((indicator) => `(${conditions[indicator]})::int`).join(' + ');
}

function pointsSql(rulebook: Rulebook): string {
  const worth = ([item, option]: readonly [Item, string]) => {
    const [rural, urban] = [pointsOf(rulebook.table, item, 'rural'), pointsOf(rulebook.table, item, 'urban')];
    return `case area_type when 'urban' then [${urban.join()}][1 + (${option})] else [${rural.join()}][1 + (${option})] end`;
  };
  return [...peopleOptions(), ...homeOptions(rulebook.parameters), ...thingOptions(rulebook.parameters)].map(worth).join('\n    + ');
}

/** For each item the option's place among the options of the score table. */
function peopleOptions(): readonly (readonly [Item, string])[] {
  return [
    ['household-size', 'case when burden >= people then 0 when people >= 7 then 1 else 8 - people end'],
    ['dependent-people', '2 - least(burden, 2)'],
    ['degree', 'degree'],
    ['non-farm-work', 'non_farm'],
    ['pension', 'least(pensions, 2)'],
  ];
}

function homeOptions(p: Parameters): readonly (readonly [Item, string])[] {
  const grade = (column: string, best: readonly string[], good: readonly string[]) =>
    `case when ${oneOf(column, best)} then 2 when ${oneOf(column, good)} then 1 else 0 end`;
  return [
    ['walls', `(tenure <> 'none' and ${oneOf('wall_material', p.solidWalls.value)})::int`],
    ['columns', `(tenure <> 'none' and ${oneOf('column_material', p.solidColumns.value)})::int`],
    [
      'area-per-person',
      `case when tenure = 'none' then 0 else ${p.areaBands.value.map((least) => `(dwelling_area_dm2 >= ${least} * people)::int`).join(' + ')} end`,
    ],
    ['electricity', `case when power_source = 'none' then 0 else ${bands('power_kwh', p.powerBands.value)} end`],
    ['water-source', grade('water_source', p.pipedWaters.value, p.cleanWaters.value)],
    ['toilet-type', grade('toilet', p.septicToilets.value, p.hygienicToilets.value)],
    ['aquaculture', `case when aquaculture then 1 + ${bands('pond_m2', p.pondBands.value)} else 0 end`],
  ];
}

function thingOptions(p: Parameters): readonly (readonly [Item, string])[] {
  const some = p.someBands.value;
  return [
    ['television', bands('televisions', some)],
    ['sound-system', bands('sound_systems', some)],
    ['motorbike', bands('motorbikes', p.motorbikeBands.value)],
    ['car', bands('cars', some)],
    ['motor-boat', bands('motor_boats', some)],
    ['fridge', bands('fridges', some)],
    ['air-conditioner', bands('air_conditioners', some)],
    ['washing-machine', bands('washing_machines', some)],
    ['water-heater', bands('water_heaters', some)],
    ['microwave', bands('microwaves', some)],
    ['annual-land', bands('annual_land_m2', p.landBands.value)],
    ['perennial-land', bands('perennial_land_m2', p.landBands.value)],
    ['garden-land', bands('garden_land_m2', p.gardenBands.value)],
    ['cattle', bands('cattle', p.cattleBands.value)],
    ['pigs', bands('pigs', p.smallStockBands.value)],
    ['goats', bands('goats', p.smallStockBands.value)],
    ['poultry', bands('poultry', p.poultryBands.value)],
  ];
}

function bands(column: string, least: readonly number[]): string {
  return least.map((bound) => `(${column} >= ${bound})::int`).join(' + ');
}

/** False for an answer that was not asked, as for a code outside the list. */
function oneOf(column: string, codes: readonly string[]): string {
  return codes.length === 0 ? 'false' : `coalesce(${column} in (${codes.map((code) => `'${code}'`).join()}), false)`;
}

/** `dwellingAreaDm2` is the column `dwelling_area_dm2`. */
export function snake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

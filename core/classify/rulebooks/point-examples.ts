/**
 * Worked examples of the items of B1 (ví dụ mẫu chấm điểm B1): each option, most of them at the bound of its band, with
 * the points in the countryside and in town. The two numbers come from Mẫu số 03 of 2016 where it can be read [S 34].
 */
import type { HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import type { Item } from '../score-table.ts';
import type { Change, Example } from './example.ts';

type Row = readonly [item: Item, says: string, change: Change, rural: number, urban: number];

export function pointExamples(year: 2026 | 2027): readonly Example[] {
  return [...sizeRows(year), ...memberRows(year), ...homeRows(), ...assetRows(), ...farmRows()].flatMap(
    ([item, says, change, rural, urban]) =>
      [
        { rule: `b1.${item}`, says, change, expect: { points: [item, rural] } },
        { rule: `b1.${item}`, says: `${says}, in town`, change: { ...change, areaType: 'urban' }, expect: { points: [item, urban] } },
      ] satisfies Example[],
  );
}

function sizeRows(year: number): readonly Row[] {
  const lone = { without: ['spouse', 'child', 'elder'] } as const;
  const more = (count: number): Change => ({ more: Array.from({ length: count }, () => ({})) });
  const born = (years: number, day: 12 | 13) => ({ birth: `${year - years}-10-${day}`, jobStatus: 'retired-or-home' }) as const;
  return [
    ['household-size', 'one person', lone, 65, 80],
    ['household-size', 'two people', { without: ['child', 'elder'] }, 55, 55],
    ['household-size', 'three people', { without: ['elder'] }, 45, 40],
    ['household-size', 'four people', {}, 35, 25],
    ['household-size', 'five people', more(1), 30, 20],
    ['household-size', 'six people', more(2), 20, 10],
    ['household-size', 'seven people', more(3), 0, 0],
    ['household-size', 'only an old woman and a child', { without: ['head', 'spouse'] }, 0, 0],
    ['household-size', 'alone, sixty, the last day', { ...lone, head: born(61, 13) }, 65, 80],
    ['household-size', 'alone, sixty-one', { ...lone, head: born(61, 12) }, 0, 0],
    ['household-size', 'alone, unable to work', { ...lone, head: { jobStatus: 'unable' } }, 0, 0],
    ['household-size', 'alone, fifteen today', { ...lone, head: born(15, 12) }, 65, 80],
    ['dependent-people', 'a child and an old woman', {}, 0, 0],
    ['dependent-people', 'only the child', { without: ['elder'] }, 15, 5],
    ['dependent-people', 'nobody', { without: ['elder', 'child'] }, 20, 15],
    ['dependent-people', 'fifteen today', { without: ['elder'], child: born(15, 12) }, 20, 15],
    ['dependent-people', 'a day short of fifteen', { without: ['elder'], child: born(15, 13) }, 15, 5],
    ['dependent-people', 'sixty, the last day', { without: ['child'], elder: born(61, 13) }, 20, 15],
    ['dependent-people', 'sixty-one', { without: ['child'], elder: born(61, 12) }, 15, 5],
    ['dependent-people', 'unable to work', { without: ['child', 'elder'], spouse: { jobStatus: 'unable' } }, 15, 5],
  ];
}

function memberRows(year: number): readonly Row[] {
  const head = (said: Partial<MemberAnswers>): Change => ({ head: said });
  const level = (vocationalLevel: MemberAnswers['vocationalLevel']): Change => head({ vocationalLevel });
  const works = (jobType: MemberAnswers['jobType']): Change => ({ head: { jobType }, spouse: { jobType: 'own-farm' } });
  const retired = { pension: 'pension' } as const;
  const schooled = { generalLevel: 'upper-secondary', vocationalLevel: 'none' } as const;
  return [
    ['degree', 'lower secondary at most', {}, 0, 0],
    ['degree', 'upper secondary', head({ generalLevel: 'upper-secondary' }), 5, 0],
    ['degree', 'sixteen today, upper secondary', { child: { ...schooled, birth: `${year - 16}-10-12` } }, 5, 0],
    ['degree', 'not yet sixteen', { child: { ...schooled, birth: `${year - 16}-10-13` } }, 0, 0],
    ['degree', 'basic certificate', level('basic'), 0, 0],
    ['degree', 'trained on the job', level('on-the-job'), 0, 0],
    ['degree', 'intermediate', level('intermediate'), 5, 0],
    ['degree', 'college', level('college'), 15, 15],
    ['degree', 'university', level('university'), 15, 15],
    ['degree', 'postgraduate', level('postgraduate'), 15, 15],
    ['non-farm-work', 'only farming', works('own-farm'), 0, 0],
    ['non-farm-work', 'an enterprise', works('enterprise'), 10, 5],
    ['non-farm-work', 'own business', works('own-business'), 10, 5],
    ['non-farm-work', 'hired by a household', works('hired-by-household'), 0, 0],
    ['non-farm-work', 'other work', works('other'), 0, 0],
    ['non-farm-work', 'public service', works('public'), 20, 10],
    [
      'non-farm-work',
      'fifteen today, in an enterprise',
      { ...works('own-farm'), child: { birth: `${year - 15}-10-12`, jobStatus: 'working', jobType: 'enterprise' } },
      10,
      5,
    ],
    [
      'non-farm-work',
      'not yet fifteen',
      { ...works('own-farm'), child: { birth: `${year - 15}-10-13`, jobStatus: 'working', jobType: 'enterprise' } },
      0,
      0,
    ],
    ['pension', 'nobody', {}, 0, 0],
    ['pension', 'one pension', { elder: retired }, 25, 5],
    ['pension', 'one insurance allowance', { elder: { pension: 'insurance-allowance' } }, 25, 5],
    ['pension', 'one merit allowance', { elder: { pension: 'merit-allowance' } }, 25, 5],
    ['pension', 'two', { elder: retired, head: retired }, 40, 15],
    ['pension', 'fifteen today', { child: { ...retired, birth: `${year - 15}-10-12` } }, 25, 5],
    ['pension', 'not yet fifteen', { child: { ...retired, birth: `${year - 15}-10-13` } }, 0, 0],
  ];
}

function homeRows(): readonly Row[] {
  const home = (household: Partial<HouseholdAnswers>): Change => ({ household });
  const area = (dwellingAreaDm2: number): Change => home({ dwellingAreaDm2 });
  const power = (powerKwh: number): Change => home({ powerKwh });
  const water = (waterSource: HouseholdAnswers['waterSource']): Change => home({ waterSource });
  const toilet = (kind: HouseholdAnswers['toilet']): Change => home({ toilet: kind });
  const solid = ['concrete', 'brick', 'durable-wood'] as const;
  const weak = ['light-wood', 'tin', 'bamboo-leaf', 'earth', 'other'] as const;
  const clean = ['drilled-well', 'protected-well', 'protected-spring', 'rain'] as const;
  const hygienic = ['pour-flush', 'vip', 'slab-pit', 'double-vault'] as const;
  return [
    ...solid.map((wallMaterial): Row => ['walls', `walls of ${wallMaterial}`, home({ wallMaterial }), 0, 10]),
    ...weak.map((wallMaterial): Row => ['walls', `walls of ${wallMaterial}`, home({ wallMaterial }), 0, 0]),
    ...([...solid, 'steel'] as const).map(
      (columnMaterial): Row => ['columns', `columns of ${columnMaterial}`, home({ columnMaterial }), 10, 0],
    ),
    ...(['light-wood', 'bamboo', 'other'] as const).map(
      (columnMaterial): Row => ['columns', `columns of ${columnMaterial}`, home({ columnMaterial }), 0, 0],
    ),
    ['columns', 'no dwelling', home({ tenure: 'none' }), 0, 0],
    ['walls', 'no dwelling', home({ tenure: 'none' }), 0, 0],
    ['area-per-person', 'no dwelling', home({ tenure: 'none' }), 0, 0],
    ['area-per-person', 'just under 8 m²', area(3_199), 0, 0],
    ['area-per-person', '8 m²', area(3_200), 10, 10],
    ['area-per-person', 'just under 20 m²', area(7_999), 10, 10],
    ['area-per-person', '20 m²', area(8_000), 20, 20],
    ['area-per-person', 'just under 30 m²', area(11_999), 20, 20],
    ['area-per-person', '30 m²', area(12_000), 25, 30],
    ['area-per-person', 'just under 40 m²', area(15_999), 25, 30],
    ['area-per-person', '40 m²', area(16_000), 30, 35],
    ['electricity', 'no power', home({ powerSource: 'none', powerKwh: 120 }), 0, 0],
    ['electricity', '24 kWh', power(24), 0, 0],
    ['electricity', '25 kWh', power(25), 10, 10],
    ['electricity', '49 kWh', power(49), 10, 10],
    ['electricity', '50 kWh', power(50), 20, 20],
    ['electricity', '99 kWh', power(99), 20, 20],
    ['electricity', '100 kWh', power(100), 30, 30],
    ['electricity', '149 kWh', power(149), 30, 30],
    ['electricity', '150 kWh', power(150), 40, 45],
    ['electricity', '199 kWh', power(199), 40, 45],
    ['electricity', '200 kWh', power(200), 50, 55],
    ['water-source', 'piped', water('piped'), 10, 10],
    ['water-source', 'bottled', water('bottled'), 10, 10],
    ...clean.map((source): Row => ['water-source', source, water(source), 5, 5]),
    ['water-source', 'river', water('river'), 0, 0],
    ['toilet-type', 'septic', toilet('septic'), 20, 20],
    ['toilet-type', 'semi-septic', toilet('semi-septic'), 20, 20],
    ...hygienic.map((kind): Row => ['toilet-type', kind, toilet(kind), 10, 10]),
    ['toilet-type', 'over water', toilet('over-water'), 0, 0],
  ];
}

function assetRows(): readonly Row[] {
  const has = (household: Partial<HouseholdAnswers>): Change => ({ household });
  return [
    ['television', 'none', has({ televisions: 0 }), 0, 0],
    ['television', 'one', has({ televisions: 1 }), 10, 10],
    ['sound-system', 'none', {}, 0, 0],
    ['sound-system', 'one', has({ soundSystems: 1 }), 10, 10],
    ['motorbike', 'none', has({ motorbikes: 0 }), 0, 0],
    ['motorbike', 'one', has({ motorbikes: 1 }), 20, 25],
    ['motorbike', 'two', has({ motorbikes: 2 }), 35, 45],
    ['motorbike', 'five', has({ motorbikes: 5 }), 35, 45],
    ['car', 'none', {}, 0, 0],
    ['car', 'one', has({ cars: 1 }), 70, 70],
    ['motor-boat', 'none', {}, 0, 0],
    ['motor-boat', 'one', has({ motorBoats: 1 }), 10, 5],
    ['fridge', 'none', has({ fridges: 0 }), 0, 0],
    ['fridge', 'one', has({ fridges: 1 }), 20, 20],
    ['air-conditioner', 'none', {}, 0, 0],
    ['air-conditioner', 'one', has({ airConditioners: 1 }), 25, 30],
    ['washing-machine', 'none', {}, 0, 0],
    ['washing-machine', 'one', has({ washingMachines: 1 }), 20, 20],
    ['water-heater', 'none', {}, 0, 0],
    ['water-heater', 'one', has({ waterHeaters: 1 }), 15, 20],
    ['microwave', 'none', {}, 0, 0],
    ['microwave', 'one', has({ microwaves: 1 }), 10, 15],
  ];
}

function farmRows(): readonly Row[] {
  const has = (household: Partial<HouseholdAnswers>): Change => ({ household });
  const pond = (pondM2: number): Change => has({ aquaculture: true, pondM2 });
  return [
    ['annual-land', '999 m²', has({ annualLandM2: 999 }), 0, 0],
    ['annual-land', '1.000 m²', has({ annualLandM2: 1_000 }), 10, 5],
    ['annual-land', '4.999 m²', has({ annualLandM2: 4_999 }), 10, 5],
    ['annual-land', '5.000 m²', has({ annualLandM2: 5_000 }), 20, 15],
    ['annual-land', '9.999 m²', has({ annualLandM2: 9_999 }), 20, 15],
    ['annual-land', '10.000 m²', has({ annualLandM2: 10_000 }), 35, 25],
    ['perennial-land', '999 m²', has({ perennialLandM2: 999 }), 0, 0],
    ['perennial-land', '1.000 m²', has({ perennialLandM2: 1_000 }), 10, 10],
    ['perennial-land', '5.000 m²', has({ perennialLandM2: 5_000 }), 25, 20],
    ['perennial-land', '10.000 m²', has({ perennialLandM2: 10_000 }), 40, 30],
    ['garden-land', '999 m²', has({ gardenLandM2: 999 }), 0, 0],
    ['garden-land', '1.000 m²', has({ gardenLandM2: 1_000 }), 5, 10],
    ['aquaculture', 'a pond without fish', has({ aquaculture: false, pondM2: 5_000 }), 0, 0],
    ['aquaculture', 'cages on the river', pond(0), 5, 5],
    ['aquaculture', '999 m²', pond(999), 5, 5],
    ['aquaculture', '1.000 m²', pond(1_000), 15, 15],
    ['aquaculture', '4.999 m²', pond(4_999), 15, 15],
    ['aquaculture', '5.000 m²', pond(5_000), 30, 25],
    ['cattle', 'none', {}, 0, 0],
    ['cattle', 'one', has({ cattle: 1 }), 10, 10],
    ['cattle', 'two', has({ cattle: 2 }), 10, 10],
    ['cattle', 'three', has({ cattle: 3 }), 20, 20],
    ['pigs', 'two', has({ pigs: 2 }), 0, 0],
    ['pigs', 'three', has({ pigs: 3 }), 10, 5],
    ['pigs', 'nine', has({ pigs: 9 }), 10, 5],
    ['pigs', 'ten', has({ pigs: 10 }), 20, 15],
    ['goats', 'two', has({ goats: 2 }), 0, 0],
    ['goats', 'three', has({ goats: 3 }), 5, 5],
    ['goats', 'ten', has({ goats: 10 }), 15, 10],
    ['poultry', '49', has({ poultry: 49 }), 0, 0],
    ['poultry', '50', has({ poultry: 50 }), 5, 5],
    ['poultry', '199', has({ poultry: 199 }), 5, 5],
    ['poultry', '200', has({ poultry: 200 }), 15, 10],
  ];
}

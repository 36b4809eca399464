/**
 * Worked examples of the indicators that both standards share (ví dụ mẫu của các chỉ số chung): each threshold from both
 * sides. `at` gives a birth date so many years ago on the day of the review, or a day short of it.
 */
import type { HouseholdAnswers, MemberAnswers } from '../../interview/answers.ts';
import type { Indicator } from '../verdict.ts';
import type { Change, Example } from './example.ts';

/** Born so many years before 12 October of the year: that old on the day of the review. */
function reached(year: number, years: number): string {
  return `${year - years}-10-12`;
}

/** A day younger. */
function dayShort(year: number, years: number): string {
  return `${year - years}-10-13`;
}

function deprived(indicator: Indicator, says: string, change: Change, also: readonly Indicator[] = []): Example {
  return { rule: indicator, says, change, expect: { deprived: [indicator, ...also] } };
}

function fine(indicator: Indicator, says: string, change: Change, instead: readonly Indicator[] = []): Example {
  return { rule: indicator, says, change, expect: { deprived: instead } };
}

export function sharedExamples(year: 2026 | 2027): readonly Example[] {
  return [
    ...employmentExamples(year),
    ...dependantExamples(year),
    ...nutritionExamples(year),
    ...insuranceExamples(year),
    ...adultExamples(year),
    ...schoolExamples(year),
    ...housingExamples(),
    ...waterExamples(),
    ...toiletExamples(),
    ...telecomExamples(year),
  ];
}

function employmentExamples(year: 2026 | 2027): readonly Example[] {
  const spouse = (said: Partial<MemberAnswers>): Change => ({ spouse: said });
  const jobless = { jobStatus: 'no-job' } as const;
  const [man, woman] = year === 2026 ? [`${year - 61}-04-`, `${year - 57}-10-`] : [`${year - 61}-01-`, `${year - 57}-06-`];
  return [
    deprived('employment', 'of working age, able, without work', spouse(jobless)),
    fine('employment', 'does not want to work', spouse({ jobStatus: 'does-not-want' })),
    fine('employment', 'unable to work', spouse({ jobStatus: 'unable' })),
    fine('employment', 'studies', spouse({ jobStatus: 'studying' })),
    fine('employment', 'keeps house', spouse({ jobStatus: 'retired-or-home' })),
    deprived('employment', 'a man a day before the end of working age', { head: { ...jobless, birth: `${man}13` } }),
    fine('employment', 'a man at the end of working age', { head: { ...jobless, birth: `${man}12` } }),
    deprived('employment', 'a woman a day before the end of working age', spouse({ ...jobless, birth: `${woman}13` })),
    fine('employment', 'a woman at the end of working age', spouse({ ...jobless, birth: `${woman}12` })),
    deprived('employment', 'fifteen today, without work', {
      child: { ...jobless, birth: reached(year, 15), pension: 'none', merit: false },
    }),
    fine('employment', 'not yet fifteen', { child: { ...jobless, birth: dayShort(year, 15) } }),
    deprived('employment', 'wage worker without contract', spouse({ contract: 'none' })),
    fine('employment', 'no contract, but regular and stable work', spouse({ contract: 'none-but-stable' })),
    fine('employment', 'not paid a wage', spouse({ contract: 'not-wage' })),
    deprived('employment', 'in public service without contract', spouse({ jobType: 'public', contract: 'none' })),
    deprived('employment', 'hired by a household without contract', spouse({ jobType: 'hired-by-household', contract: 'none' })),
    deprived('employment', 'other wage work without contract', spouse({ jobType: 'other', contract: 'none' })),
    fine('employment', 'own farm needs no contract', spouse({ jobType: 'own-farm', contract: 'none' })),
    fine('employment', 'own business needs no contract', spouse({ jobType: 'own-business', contract: 'none' })),
    fine('employment', 'nobody who works or looks for work', { without: ['head', 'spouse'], elder: { internet: true } }),
    deprived('employment', 'hired at 71 without contract', { elder: { jobStatus: 'working', jobType: 'other', contract: 'none' } }),
  ];
}

function dependantExamples(year: 2026 | 2027): readonly Example[] {
  const assisted = { elder: { assistance: 'older' } } as const;
  const three = { ...assisted, spouse: { assistance: 'disability' } } as const;
  return [
    fine('dependants', 'a child and an assisted old woman: exactly half', assisted),
    deprived('dependants', 'three of four', three),
    fine('dependants', 'an orphan is no dependant by assistance', { ...assisted, spouse: { assistance: 'orphan' } }),
    deprived('dependants', 'a child a day short of sixteen', {
      ...three,
      child: { birth: dayShort(year, 16), jobStatus: 'studying', pension: 'none', merit: false },
    }),
    fine('dependants', 'sixteen today', {
      ...three,
      child: { birth: reached(year, 16), vocationalLevel: 'none', jobStatus: 'studying', pension: 'none', merit: false },
    }),
  ];
}

/** Limits as WHO prints them: at 60 months 100.7 cm and 14.1 kg for boys, 99.9 cm and 13.7 kg for girls. */
function nutritionExamples(year: 2026 | 2027): readonly Example[] {
  const five = { birth: reached(year, 5), study: 'preschool', generalLevel: 'below-primary', heightMm: 1_007, weightG: 14_100 } as const;
  const child = (said: Partial<MemberAnswers>): Change => ({ child: { ...five, ...said } });
  const girl = { sex: 'female', heightMm: 999, weightG: 13_700 } as const;
  const ten = { birth: `${year - 10}-10-12`, study: 'primary', heightMm: 1_400 } as const;
  return [
    fine('nutrition', 'a boy of five at both limits', child({})),
    deprived('nutrition', 'a boy of five 1 mm short', child({ heightMm: 1_006 })),
    deprived('nutrition', 'a boy of five 100 g short', child({ weightG: 14_000 })),
    fine('nutrition', 'a girl of five at both limits', child(girl)),
    deprived('nutrition', 'a girl of five 1 mm short', child({ ...girl, heightMm: 998 })),
    deprived('nutrition', 'a girl of five 100 g short', child({ ...girl, weightG: 13_600 })),
    deprived('nutrition', 'at 120 months weight still counts: 23.2 kg', child({ ...ten, weightG: 23_100 })),
    fine('nutrition', 'at 120 months 23.2 kg', child({ ...ten, weightG: 23_200 })),
    fine('nutrition', 'at 121 months weight no longer counts', child({ ...ten, birth: `${year - 10}-09-12`, weightG: 10_000 })),
    deprived('nutrition', 'far too short, a day before sixteen', {
      child: { birth: dayShort(year, 16), heightMm: 1_000, jobStatus: 'studying', pension: 'none', merit: false },
    }),
    fine('nutrition', 'far too short, sixteen today', {
      child: { birth: reached(year, 16), heightMm: 1_000, vocationalLevel: 'none', jobStatus: 'studying', pension: 'none', merit: false },
    }),
  ];
}

function insuranceExamples(year: 2026 | 2027): readonly Example[] {
  const child = { healthInsurance: false, heightMm: 1_300, weightG: 30_000 } as const;
  return [
    fine(
      'insurance',
      'nobody is six yet',
      { without: ['head', 'spouse', 'elder'], child: { ...child, birth: dayShort(year, 6), study: 'preschool' } },
      ['dependants', 'telecom'],
    ),
    deprived('insurance', 'a grown member without insurance', { elder: { healthInsurance: false } }),
    deprived('insurance', 'six today without insurance', { child: { ...child, birth: reached(year, 6), study: 'primary' } }),
    fine('insurance', 'a day short of six without insurance', { child: { ...child, birth: dayShort(year, 6), study: 'preschool' } }),
  ];
}

function adultExamples(year: 2026 | 2027): readonly Example[] {
  const one = (said: Partial<MemberAnswers>): Change => ({ more: [{ study: 'none', heightMm: 1_700, weightG: 55_000, ...said }] });
  const adult = (
    birth: string,
    generalLevel: MemberAnswers['generalLevel'],
    vocationalLevel: MemberAnswers['vocationalLevel'] = 'none',
  ): Change => one({ birth, generalLevel, vocationalLevel });
  return [
    deprived('adult-education', 'sixteen today with primary school only', adult(reached(year, 16), 'primary')),
    fine('adult-education', 'a day short of sixteen: a matter of schooling', adult(dayShort(year, 16), 'primary'), ['child-schooling']),
    deprived('adult-education', 'seventeen without any level', adult(reached(year, 17), 'below-primary')),
    fine('adult-education', 'seventeen with lower secondary school', adult(reached(year, 17), 'lower-secondary')),
    fine('adult-education', 'seventeen with upper secondary school', adult(reached(year, 17), 'upper-secondary')),
    fine(
      'adult-education',
      'seventeen, still in school',
      one({ birth: reached(year, 17), generalLevel: 'primary', study: 'lower-secondary' }),
    ),
    deprived(
      'adult-education',
      'a basic certificate does not stand for lower secondary school',
      adult(reached(year, 17), 'primary', 'basic'),
    ),
    fine('adult-education', 'seventeen, trained on the job', adult(reached(year, 17), 'primary', 'on-the-job')),
    fine('adult-education', 'a day short of eighteen with lower secondary school', adult(dayShort(year, 18), 'lower-secondary')),
    deprived('adult-education', 'eighteen today with lower secondary school', adult(reached(year, 18), 'lower-secondary')),
    fine('adult-education', 'eighteen with upper secondary school', adult(reached(year, 18), 'upper-secondary')),
    fine('adult-education', 'eighteen with a basic certificate', adult(reached(year, 18), 'lower-secondary', 'basic')),
    fine('adult-education', 'eighteen, intermediate', adult(reached(year, 18), 'lower-secondary', 'intermediate')),
    fine('adult-education', 'twenty-two, college', adult(reached(year, 22), 'lower-secondary', 'college')),
    fine('adult-education', 'twenty-two, university', adult(reached(year, 22), 'lower-secondary', 'university')),
    fine('adult-education', 'twenty-eight, postgraduate', adult(reached(year, 28), 'lower-secondary', 'postgraduate')),
    fine('adult-education', 'eighteen, trained on the job', adult(reached(year, 18), 'lower-secondary', 'on-the-job')),
    fine('adult-education', 'twenty in a short course', one({ birth: reached(year, 20), study: 'short-course' })),
    deprived('adult-education', 'thirty, the last day', adult(dayShort(year, 31), 'lower-secondary')),
    fine('adult-education', 'thirty-one today', adult(reached(year, 31), 'lower-secondary')),
  ];
}

function schoolExamples(year: 2026 | 2027): readonly Example[] {
  const child = (birth: string, study: MemberAnswers['study'], more: Partial<MemberAnswers> = {}): Change => ({
    child: { birth, study, heightMm: 1_620, weightG: 50_000, ...more },
  });
  const grown = { jobStatus: 'studying', pension: 'none', merit: false } as const;
  return [
    deprived('child-schooling', 'three today, in no preschool', child(reached(year, 3), 'none')),
    fine('child-schooling', 'a day short of three', child(dayShort(year, 3), 'none')),
    fine('child-schooling', 'three, in preschool', child(reached(year, 3), 'preschool')),
    fine('child-schooling', 'a day short of six, in preschool', child(dayShort(year, 6), 'preschool')),
    fine('child-schooling', 'a day short of six, already in primary school', child(dayShort(year, 6), 'primary')),
    deprived('child-schooling', 'six today, still in preschool', child(reached(year, 6), 'preschool')),
    fine('child-schooling', 'six, in primary school', child(reached(year, 6), 'primary')),
    fine('child-schooling', 'a day short of twelve, in primary school', child(dayShort(year, 12), 'primary')),
    fine('child-schooling', 'eleven, already in lower secondary school', child(reached(year, 11), 'lower-secondary')),
    deprived('child-schooling', 'twelve today, still in primary school', child(reached(year, 12), 'primary')),
    fine('child-schooling', 'fifteen, already in upper secondary school', child(reached(year, 15), 'upper-secondary', grown)),
    fine('child-schooling', 'fifteen, at an intermediate school', child(reached(year, 15), 'intermediate', grown)),
    fine('child-schooling', 'fifteen, at a college', child(reached(year, 15), 'college', grown)),
    deprived('child-schooling', 'fifteen, in a short course', child(reached(year, 15), 'short-course', grown)),
    deprived(
      'child-schooling',
      'a day short of sixteen, out of school',
      child(dayShort(year, 16), 'none', { ...grown, generalLevel: 'lower-secondary' }),
    ),
    fine(
      'child-schooling',
      'sixteen today, out of school after lower secondary',
      child(reached(year, 16), 'none', { ...grown, generalLevel: 'lower-secondary', vocationalLevel: 'none' }),
    ),
  ];
}

function housingExamples(): readonly Example[] {
  const home = (said: Partial<HouseholdAnswers>): Change => ({ household: said });
  const walls = ['light-wood', 'tin', 'bamboo-leaf', 'earth', 'other'] as const;
  const columns = ['light-wood', 'bamboo', 'other'] as const;
  const roofs = ['tin', 'fibre-cement', 'wood', 'leaf', 'canvas', 'other'] as const;
  return [
    fine('housing-quality', 'one part of three', home({ wallMaterial: 'tin' })),
    fine('housing-quality', 'only the roof', home({ roofMaterial: 'tin' })),
    fine('housing-quality', 'only the columns', home({ columnMaterial: 'bamboo' })),
    deprived('housing-quality', 'all three parts', home({ wallMaterial: 'bamboo-leaf', columnMaterial: 'bamboo', roofMaterial: 'leaf' })),
    ...walls.map((wallMaterial) =>
      deprived('housing-quality', `walls of ${wallMaterial} and a tin roof`, home({ wallMaterial, roofMaterial: 'tin' })),
    ),
    ...columns.map((columnMaterial) =>
      deprived('housing-quality', `columns of ${columnMaterial} and a tin roof`, home({ columnMaterial, roofMaterial: 'tin' })),
    ),
    ...roofs.map((roofMaterial) =>
      deprived('housing-quality', `tin walls and a roof of ${roofMaterial}`, home({ wallMaterial: 'tin', roofMaterial })),
    ),
    ...(['concrete', 'durable-wood'] as const).map((wallMaterial) =>
      fine('housing-quality', `walls of ${wallMaterial} last`, home({ wallMaterial, roofMaterial: 'tin' })),
    ),
    ...(['steel', 'brick', 'durable-wood'] as const).map((columnMaterial) =>
      fine('housing-quality', `columns of ${columnMaterial} last`, home({ columnMaterial, roofMaterial: 'tin' })),
    ),
    fine('housing-quality', 'a concrete roof lasts', home({ wallMaterial: 'tin', roofMaterial: 'concrete' })),
    deprived('housing-quality', 'no dwelling at all', home({ tenure: 'none' }), ['housing-area']),
    fine('housing-area', '32 m² for four people', home({ dwellingAreaDm2: 3_200 })),
    deprived('housing-area', '31.99 m² for four people', home({ dwellingAreaDm2: 3_199 })),
  ];
}

function waterExamples(): readonly Example[] {
  const clean = ['piped', 'drilled-well', 'protected-well', 'protected-spring', 'rain', 'bottled'] as const;
  const other = ['open-well', 'open-spring', 'river', 'other'] as const;
  return [
    ...clean.map((waterSource) => fine('water', `${waterSource} is clean`, { household: { waterSource } })),
    ...other.map((waterSource) => deprived('water', `${waterSource} is not clean`, { household: { waterSource } })),
  ];
}

function toiletExamples(): readonly Example[] {
  const hygienic = ['septic', 'semi-septic', 'pour-flush', 'vip', 'slab-pit', 'double-vault'] as const;
  const other = ['open-pit', 'over-water', 'other', 'none'] as const;
  return [
    ...hygienic.map((toilet) => fine('toilet', `${toilet} is hygienic`, { household: { toilet } })),
    ...other.map((toilet) => deprived('toilet', `${toilet} is not hygienic`, { household: { toilet } })),
  ];
}

function telecomExamples(year: 2026 | 2027): readonly Example[] {
  const nobody = { head: { internet: false }, spouse: { internet: false } } as const;
  const child = { internet: true, heightMm: 1_300, weightG: 30_000 } as const;
  return [
    deprived('telecom', 'nobody uses the internet', nobody),
    fine('telecom', 'one user is enough', { head: { internet: false } }),
    fine('telecom', 'a user of six', { ...nobody, child: { ...child, birth: reached(year, 6), study: 'primary' } }),
    deprived('telecom', 'a user not yet six', { ...nobody, child: { ...child, birth: dayShort(year, 6), study: 'preschool' } }),
  ];
}

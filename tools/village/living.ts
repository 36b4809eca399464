/**
 * How a made household lives (đời sống của hộ): dwelling, assets, land, work, schooling and health that go with a standard
 * of living, for a family that `family.ts` made. Chance is drawn once for each person and home, and the standard and the
 * day decide what comes of it, so that two visits a year apart tell of the same people. Shares are a judgement by hand.
 */
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../core/interview/answers.ts';
import type { PlainDate } from '../../core/kernel/dates.ts';
import { type Chance, chance } from './chance.ts';
import type { Kin } from './family.ts';
import { homeFrom } from './home.ts';
import { personFrom, yearsOld } from './person.ts';

/** From the really poor to the well-off; `edge`: just above the line of 2022-2026. */
export const TIERS = ['poor', 'near', 'edge', 'middle', 'well'] as const;
export type Tier = (typeof TIERS)[number];

export interface LivingWish {
  readonly seed: string;
  readonly key: string;
  readonly kin: readonly Kin[];
  readonly tier: Tier;
  readonly areaType: 'rural' | 'urban';
  readonly on: PlainDate;
}

/** Full answers of a visit on that day, before anything is fitted to a form. */
export function livingFor(wish: LivingWish): Answers {
  const members = wish.kin.map((kin, i) => {
    const { memberId, fullName, relation, sex, birth, ethnicity, citizenId } = kin;
    const said = habits({ draws: drawsFor(chance(wish.seed, 'habits', wish.key, i)), kin, wish });
    return personFrom({ memberId, fullName, relation, sex, birth, ethnicity, citizenId, ...said }, wish.on);
  });
  return withDevices({ household: homeOf(wish), members });
}

/** Who goes online has something to do it with, and nobody keeps a smartphone that is never online. */
export function withDevices(answers: Answers): Answers {
  const { household, members } = answers;
  const online = members.some((member) => member.internet === true);
  const devices = online
    ? { smartphones: Math.max(1, Number(household.smartphones ?? 0)) }
    : { smartphones: 0, laptops: 0, tablets: 0, desktops: 0 };
  return { ...answers, household: { ...household, ...devices } };
}

// ---- the home ------------------------------------------------------------------------------------------------------

function homeOf({ seed, key, kin, tier, areaType }: LivingWish): HouseholdAnswers {
  const luck = chance(seed, 'home', key);
  const size = kin.length;
  const base = homeFrom(tier === 'poor' || tier === 'near' ? 'bare' : tier === 'edge' ? 'modest' : tier === 'middle' ? 'solid' : 'rich');
  const rural = areaType === 'rural';
  const land = luck.permille(rural ? LAND_PERMILLE[tier] : 60);
  return {
    ...base,
    tenure: luck.permille(tier === 'poor' ? 90 : 25) ? luck.pick(['borrowed', 'rented'] as const) : 'owned',
    ...shellOf(luck, tier),
    dwellingAreaDm2: size * luck.bell(AREA_DM2[tier]),
    powerKwh: luck.bell(KWH[tier]) + size * 6,
    waterSource: luck.weighted(rural ? (tier === 'poor' ? POOR_WATER : WATER) : TOWN_WATER),
    toilet: luck.weighted(TOILETS_OF[tier]),
    waste: luck.weighted(rural ? WASTE : TOWN_WASTE),
    televisions: luck.permille(tier === 'poor' ? 720 : 950) ? (base.televisions ?? 1) : 0,
    telephones: luck.permille(600) ? 1 : 0,
    smartphones: tier === 'poor' ? luck.between(0, 1) : Math.max(1, Math.min(size, luck.between(1, 3))),
    motorbikes: Math.max(0, Math.min(size, luck.between(...MOTORBIKES[tier]))),
    motorBoats: luck.permille(rural ? 60 : 5) ? 1 : 0,
    annualLandM2: land ? luck.between(5, LAND_HUNDREDS[tier]) * 100 : 0,
    perennialLandM2: land && luck.permille(350) ? luck.between(5, LAND_HUNDREDS[tier]) * 100 : 0,
    gardenLandM2: rural ? luck.between(0, tier === 'poor' ? 6 : 15) * 100 : 0,
    aquaculture: false,
    poultry: rural && luck.permille(600) ? luck.between(3, tier === 'poor' ? 20 : 70) : 0,
    pigs: rural && luck.permille(80) ? luck.between(1, 8) : 0,
    cattle: rural && luck.permille(tier === 'middle' ? 120 : 40) ? luck.between(1, 4) : 0,
    ...needsOf(luck, tier),
  };
}

const LAND_PERMILLE: Readonly<Record<Tier, number>> = { poor: 280, near: 380, edge: 550, middle: 680, well: 650 };
const LAND_HUNDREDS: Readonly<Record<Tier, number>> = { poor: 9, near: 15, edge: 30, middle: 70, well: 150 };
const AREA_DM2: Readonly<Record<Tier, { low: number; mean: number; high: number }>> = {
  poor: { low: 600, mean: 1_150, high: 2_200 },
  near: { low: 750, mean: 1_400, high: 2_600 },
  edge: { low: 900, mean: 1_700, high: 3_200 },
  middle: { low: 1_200, mean: 2_500, high: 4_800 },
  well: { low: 2_000, mean: 3_600, high: 7_000 },
};
const KWH: Readonly<Record<Tier, { low: number; mean: number; high: number }>> = {
  poor: { low: 8, mean: 22, high: 50 },
  near: { low: 12, mean: 30, high: 60 },
  edge: { low: 25, mean: 50, high: 90 },
  middle: { low: 50, mean: 100, high: 190 },
  well: { low: 120, mean: 240, high: 500 },
};
const MOTORBIKES: Readonly<Record<Tier, readonly [number, number]>> = {
  poor: [0, 1],
  near: [0, 1],
  edge: [1, 2],
  middle: [1, 3],
  well: [1, 3],
};
const WATER = [
  ['piped', 84],
  ['drilled-well', 8],
  ['rain', 3],
  ['bottled', 2],
  ['river', 3],
] as const;
const POOR_WATER = [
  ['piped', 74],
  ['drilled-well', 8],
  ['rain', 3],
  ['river', 15],
] as const;
const TOWN_WATER = [
  ['piped', 98],
  ['drilled-well', 2],
] as const;
const WASTE = [
  ['burned', 42],
  ['collected', 38],
  ['buried', 14],
  ['dumped', 4],
  ['dumped-in-water', 2],
] as const;
const TOWN_WASTE = [
  ['collected', 95],
  ['burned', 5],
] as const;
const TOILETS_OF = {
  poor: [
    ['over-water', 38],
    ['none', 8],
    ['semi-septic', 24],
    ['septic', 30],
  ],
  near: [
    ['over-water', 18],
    ['semi-septic', 32],
    ['septic', 50],
  ],
  edge: [
    ['over-water', 10],
    ['semi-septic', 25],
    ['septic', 65],
  ],
  middle: [
    ['over-water', 2],
    ['semi-septic', 8],
    ['septic', 90],
  ],
  well: [['septic', 100]],
} as const;

function shellOf(luck: Chance, tier: Tier): Pick<HouseholdAnswers, 'columnMaterial' | 'wallMaterial' | 'roofMaterial'> {
  if (tier === 'well')
    return { columnMaterial: 'concrete', wallMaterial: 'brick', roofMaterial: luck.pick(['concrete', 'tile', 'fibre-cement'] as const) };
  const frail = luck.permille(tier === 'poor' ? 330 : tier === 'near' ? 200 : tier === 'edge' ? 90 : 20);
  if (frail)
    return {
      columnMaterial: luck.pick(['light-wood', 'bamboo'] as const),
      wallMaterial: luck.pick(['tin', 'bamboo-leaf'] as const),
      roofMaterial: luck.pick(['tin', 'leaf'] as const),
    };
  return {
    columnMaterial: 'concrete',
    wallMaterial: 'brick',
    roofMaterial: luck.weighted([
      ['tin', 6],
      ['fibre-cement', 2],
      ['tile', 2],
    ] as const),
  };
}

function needsOf(luck: Chance, tier: Tier): Pick<HouseholdAnswers, 'causes' | 'supportsReceived' | 'supportsWanted'> {
  if (tier === 'middle' || tier === 'well') return { causes: [], supportsReceived: [], supportsWanted: [] };
  const causes = luck.shuffle(['no-land', 'no-capital', 'no-capital', 'no-labour', 'no-tools', 'no-knowledge', 'no-skills'] as const);
  const wanted = luck.shuffle(['health', 'education', 'production', 'credit', 'housing', 'other'] as const);
  return {
    causes: [...new Set(causes.slice(0, luck.between(1, 3)))].sort(),
    supportsReceived: tier === 'edge' ? [] : luck.permille(700) ? ['health'] : [],
    supportsWanted: wanted.slice(0, luck.between(1, 3)).sort(),
  };
}

// ---- the people ----------------------------------------------------------------------------------------------------

/** One number of a thousand for each thing that is left to chance. */
type Draws = Readonly<Record<(typeof DRAWN)[number], number>> & { readonly growth: Chance };
const DRAWN = ['job', 'type', 'contract', 'level', 'college', 'insured', 'online', 'ill', 'merit', 'pension', 'school'] as const;

function drawsFor(luck: Chance): Draws {
  const [job, type, contract, level, college, insured, online, ill, merit, pension, school] = DRAWN.map(() => luck.between(0, 999));
  return {
    job: job ?? 0,
    type: type ?? 0,
    contract: contract ?? 0,
    level: level ?? 0,
    college: college ?? 0,
    insured: insured ?? 0,
    online: online ?? 0,
    ill: ill ?? 0,
    merit: merit ?? 0,
    pension: pension ?? 0,
    school: school ?? 0,
    growth: luck,
  };
}

interface Case {
  readonly draws: Draws;
  readonly kin: Kin;
  readonly wish: LivingWish;
}

function habits(at: Case): Partial<MemberAnswers> & { growth?: number } {
  const { draws, kin, wish } = at;
  const age = yearsOld(kin.birth, wish.on);
  const care = careOf(at, age);
  if (age < 16) return { ...care, growth: draws.growth.bell(wish.tier === 'poor' ? POOR_GROWTH : GROWTH), ...pupil(at, age) };
  return { ...care, ...levelsOf(at, age), ...workOf(at, age, care.jobStatus === 'unable') };
}

const GROWTH = { low: 93, mean: 99, high: 107 };
const POOR_GROWTH = { low: 86, mean: 97, high: 105 };

function careOf({ draws, kin, wish }: Case, age: number): Partial<MemberAnswers> {
  const { tier } = wish;
  const unable = age >= 15 && age < 75 && draws.ill < (tier === 'poor' ? 110 : tier === 'near' ? 60 : 15);
  const alone = wish.kin.length === 1 && age >= 60 && tier === 'poor';
  const assistance = unable && draws.ill % 10 < 6 ? 'disability' : age >= 80 || alone ? 'older' : 'none';
  const insured = assistance !== 'none' || draws.insured >= UNINSURED[tier];
  return {
    healthInsurance: age < 6 || insured,
    assistance,
    seriousIllness: (unable && assistance === 'none') || draws.ill > 985,
    internet: age >= 6 && draws.online < (age >= 60 ? 180 : age < 12 ? 500 : ONLINE[tier]),
    ...(unable ? { jobStatus: 'unable' as const } : {}),
    ...(kin.age >= 72 && draws.merit < 55
      ? { merit: true, pension: assistance === 'none' && draws.merit < 25 ? ('merit-allowance' as const) : ('none' as const) }
      : {}),
    ...(age >= 60 && assistance === 'none' && draws.pension < PENSIONED[tier] && draws.merit >= 55 ? { pension: 'pension' as const } : {}),
  };
}

const UNINSURED: Readonly<Record<Tier, number>> = { poor: 130, near: 90, edge: 140, middle: 60, well: 20 };
const ONLINE: Readonly<Record<Tier, number>> = { poor: 350, near: 560, edge: 780, middle: 930, well: 980 };
const PENSIONED: Readonly<Record<Tier, number>> = { poor: 0, near: 10, edge: 20, middle: 90, well: 220 };

/** Who has left school early, has left it in both years. */
function pupil({ draws, wish }: Case, age: number): Partial<MemberAnswers> {
  const leaves = draws.school < (wish.tier === 'poor' ? 70 : wish.tier === 'near' ? 35 : 5);
  if (age < 5 && draws.school < 150) return { study: 'none' };
  if (age < 13 || !leaves) return {};
  return { study: 'none', generalLevel: 'primary', ...(age >= 15 ? { jobStatus: 'no-job' as const } : {}) };
}

function levelsOf({ draws, wish, kin }: Case, age: number): Partial<MemberAnswers> {
  const studies = age >= 18 && age <= 22 && draws.college < COLLEGE[wish.tier];
  if (studies) return { study: 'university', generalLevel: 'upper-secondary', jobStatus: 'studying' };
  if (age < 18) return draws.school < (wish.tier === 'poor' ? 220 : 60) ? { study: 'none' } : {};
  const better = draws.level + SCHOOLED[wish.tier];
  const generalLevel =
    kin.age >= 65
      ? better > 900
        ? 'lower-secondary'
        : better > 350
          ? 'primary'
          : 'below-primary'
      : kin.age >= 40
        ? better > 950
          ? 'upper-secondary'
          : better > 480
            ? 'lower-secondary'
            : 'primary'
        : better > 480
          ? 'upper-secondary'
          : 'lower-secondary';
  const trained = generalLevel === 'upper-secondary' && age >= 23 && draws.college < COLLEGE[wish.tier];
  return {
    generalLevel,
    vocationalLevel: trained ? (draws.college % 2 === 0 ? 'university' : 'college') : draws.college > 930 ? 'basic' : 'none',
  };
}

const COLLEGE: Readonly<Record<Tier, number>> = { poor: 30, near: 60, edge: 130, middle: 300, well: 520 };
const SCHOOLED: Readonly<Record<Tier, number>> = { poor: 0, near: 90, edge: 180, middle: 260, well: 420 };

function workOf(at: Case, age: number, unable: boolean): Partial<MemberAnswers> {
  const { draws, wish, kin } = at;
  if (unable) return { jobStatus: 'unable' };
  const { study, jobStatus } = levelsOf(at, age);
  if (jobStatus === 'studying') return { jobStatus };
  if (age < 18 && study !== 'none') return { jobStatus: 'studying' };
  const old = age >= (kin.sex === 'male' ? 61 : 57);
  if (old && (age >= 75 || draws.job < 550)) return { jobStatus: 'retired-or-home' };
  if (!old && draws.job < (kin.sex === 'female' ? 130 : 15)) return { jobStatus: 'retired-or-home' };
  if (!old && draws.job > 985) return { jobStatus: 'no-job' };
  const jobType = jobOf(draws.type, wish, age);
  return {
    jobStatus: 'working',
    jobType,
    ...(jobType === 'own-farm' || jobType === 'own-business'
      ? { contract: 'not-wage' as const }
      : { contract: contractOf(draws.contract, jobType) }),
  };
}

type JobType = NonNullable<MemberAnswers['jobType']>;

function jobOf(draw: number, { tier, areaType }: LivingWish, age: number): JobType {
  const [farm, hired, enterprise, business] = areaType === 'rural' ? JOBS[tier] : TOWN_JOBS;
  if (draw < farm || age >= 60) return areaType === 'rural' ? 'own-farm' : 'own-business';
  if (draw < farm + hired) return 'hired-by-household';
  if (draw < farm + hired + enterprise) return 'enterprise';
  if (draw < farm + hired + enterprise + business) return 'own-business';
  return age >= 20 && (tier === 'middle' || tier === 'well') ? 'public' : 'other';
}

/** Per mille: own farm, hired by households, enterprise, own business; the rest public or other. */
const JOBS: Readonly<Record<Tier, readonly [number, number, number, number]>> = {
  poor: [300, 560, 60, 60],
  near: [380, 430, 100, 80],
  edge: [470, 220, 200, 100],
  middle: [500, 80, 260, 120],
  well: [380, 20, 260, 220],
};
const TOWN_JOBS = [60, 150, 400, 280] as const;

function contractOf(draw: number, jobType: JobType): NonNullable<MemberAnswers['contract']> {
  if (jobType === 'public') return 'yes';
  if (jobType === 'enterprise') return draw < 900 ? 'yes' : 'none-but-stable';
  return draw < 820 ? 'none-but-stable' : 'none';
}

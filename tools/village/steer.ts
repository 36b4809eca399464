/**
 * Calibrating answers (hiệu chỉnh câu trả lời): one plausible change after another until the program's own judgement gives
 * the class that the story wants. Only answers are changed, never a verdict or a figure; a household that does not get
 * there stays as it came out.
 */
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { PovertyClass, Setting, Verdict } from '../../core/classify/verdict.ts';
import { date } from '../../core/kernel/dates.ts';
import type { Answers, HouseholdAnswers, MemberAnswers } from '../../core/interview/answers.ts';
import type { Chance } from './chance.ts';
import { withDevices } from './living.ts';
import { sizeOf, studyAt, yearsOld } from './person.ts';

const RULEBOOK = rulebookById('2022-2026');
const STEPS = 120;
/** Poor from this many points of deprivation on [S 3]; read off the verdict, so only used to choose a change. */
const ENOUGH_B2 = 30;

export function steer(answers: Answers, wanted: PovertyClass, setting: Setting, luck: Chance): Answers {
  let at = answers;
  for (let step = 0; step < STEPS; step += 1) {
    const verdict = assess(RULEBOOK, at, setting);
    if (verdict.outcome === wanted) return at;
    const next = luck.pick(changesFor(verdict, wanted))(at, luck, setting);
    at = next === null ? at : withDevices(next);
  }
  return at;
}

type Change = (answers: Answers, luck: Chance, setting: Setting) => Answers | null;

function changesFor(verdict: Verdict, wanted: PovertyClass): readonly Change[] {
  if (wanted === 'not-poor') return RAISE;
  if (verdict.outcome === 'not-poor') return LOWER;
  return verdict.b2.max < ENOUGH_B2 ? DEPRIVE : MEND;
}

const home =
  (change: (household: HouseholdAnswers, size: number) => HouseholdAnswers | null): Change =>
  (answers) => {
    const household = change(answers.household, answers.members.length);
    return household === null ? null : { ...answers, household };
  };

/** Changes the first member, in a turned order, of whom `change` makes something. */
const someone =
  (change: (member: MemberAnswers, age: number) => MemberAnswers | null): Change =>
  (answers, luck, { date: day }) => {
    const from = luck.between(0, answers.members.length - 1);
    const turned = answers.members.map((_, i) => (from + i) % answers.members.length);
    for (const at of turned) {
      const member = answers.members[at];
      const changed = member === undefined ? null : change(member, yearsOld(member.birth, date(day)));
      if (changed !== null) return { ...answers, members: answers.members.map((each, i) => (i === at ? changed : each)) };
    }
    return null;
  };

const everyone =
  (change: (member: MemberAnswers) => MemberAnswers): Change =>
  (answers) => ({ ...answers, members: answers.members.map(change) });

/** An asset one piece up or down, between none and `most`. */
function pieces(
  field:
    | 'washingMachines'
    | 'airConditioners'
    | 'fridges'
    | 'motorbikes'
    | 'televisions'
    | 'waterHeaters'
    | 'microwaves'
    | 'cars'
    | 'soundSystems',
  by: 1 | -1,
  most = 1,
): Change {
  return home((household) => {
    const has = household[field];
    if (typeof has !== 'number') return null;
    const next = Math.max(0, Math.min(most, has + by));
    return next === has ? null : { ...household, [field]: next };
  });
}

function power(percent: number): Change {
  return home((household) =>
    typeof household.powerKwh === 'number'
      ? { ...household, powerKwh: Math.max(5, Math.round((household.powerKwh * percent) / 100)) }
      : null,
  );
}

function floor(percent: number): Change {
  return home((household, size) => {
    const area = household.dwellingAreaDm2;
    return typeof area === 'number' ? { ...household, dwellingAreaDm2: Math.max(size * 820, Math.round((area * percent) / 100)) } : null;
  });
}

const NOT_FARM = ['enterprise', 'public', 'other', 'own-business', 'hired-by-household'];

const LOWER: readonly Change[] = [
  pieces('cars', -1),
  pieces('airConditioners', -1),
  pieces('washingMachines', -1),
  pieces('waterHeaters', -1),
  pieces('microwaves', -1),
  pieces('soundSystems', -1),
  pieces('fridges', -1),
  pieces('motorbikes', -1, 3),
  pieces('motorbikes', -1, 3),
  power(70),
  floor(85),
  home((household) => ({ ...household, annualLandM2: 0, perennialLandM2: 0 })),
  home((household) => ({ ...household, motorBoats: 0, poultry: Math.min(40, Number(household.poultry ?? 0)) })),
  home((household) =>
    household.toilet === 'septic' || household.toilet === 'semi-septic' ? { ...household, toilet: 'pour-flush' } : null,
  ),
  home((household) =>
    household.columnMaterial === 'concrete' ? { ...household, columnMaterial: 'light-wood', roofMaterial: 'fibre-cement' } : null,
  ),
  pieces('televisions', -1),
  home((household) => ({ ...household, gardenLandM2: Math.min(900, Number(household.gardenLandM2 ?? 0)), pigs: 0, cattle: 0 })),
  someone((member) => (member.pension === 'pension' ? { ...member, pension: 'none' } : null)),
  someone((member) =>
    member.jobStatus === 'working' && member.jobType !== undefined && NOT_FARM.includes(member.jobType)
      ? { ...member, jobType: 'own-farm', contract: 'not-wage' }
      : null,
  ),
];

const RAISE: readonly Change[] = [
  pieces('fridges', 1),
  pieces('motorbikes', 1, 2),
  pieces('televisions', 1),
  pieces('washingMachines', 1),
  power(140),
  floor(120),
  home((household) => ({ ...household, toilet: 'septic' })),
  home((household) => ({ ...household, columnMaterial: 'concrete', wallMaterial: 'brick' })),
  someone((member, age) =>
    age >= 18 && age < 55 && member.jobStatus === 'working' && member.jobType === 'hired-by-household'
      ? { ...member, jobType: 'enterprise', contract: 'yes' }
      : null,
  ),
];

const DEPRIVE: readonly Change[] = [
  home((household) => ({ ...household, toilet: 'over-water' })),
  home((household) => ({ ...household, waterSource: 'river' })),
  home((household) => ({ ...household, columnMaterial: 'light-wood', wallMaterial: 'tin', roofMaterial: 'tin' })),
  home((household, size) => ({ ...household, dwellingAreaDm2: size * 720 })),
  everyone((member) => (member.internet === true ? { ...member, internet: false } : member)),
  someone((member, age) =>
    age >= 18 && member.healthInsurance === true && member.assistance === 'none' ? { ...member, healthInsurance: false } : null,
  ),
  someone((member) => (member.jobStatus === 'working' && member.jobType === 'hired-by-household' ? { ...member, contract: 'none' } : null)),
];

const MEND: readonly Change[] = [
  home((household) => ({ ...household, toilet: 'semi-septic' })),
  home((household) => ({ ...household, waterSource: 'drilled-well' })),
  home((household) => ({ ...household, wallMaterial: 'brick', roofMaterial: 'fibre-cement' })),
  home((household, size) => ({ ...household, dwellingAreaDm2: Math.max(size * 900, Number(household.dwellingAreaDm2 ?? 0)) })),
  home((household) => ({ ...household, telephones: 1, televisions: 1 })),
  someone((member, age) => (age >= 16 && age < 60 && member.internet === false ? { ...member, internet: true } : null)),
  everyone((member) => (member.healthInsurance === false ? { ...member, healthInsurance: true } : member)),
  everyone((member) => (member.contract === 'none' ? { ...member, contract: 'none-but-stable' } : member)),
  someone((member, age) => (age >= 3 && age < 16 && member.study === 'none' ? { ...member, study: backTo(member, age) } : null)),
  someone((member, age) => (age < 16 && typeof member.heightMm === 'number' ? grown(member, age) : null)),
  someone((member, age) =>
    age >= 18 && age <= 30 && member.study === 'none' && member.generalLevel !== 'upper-secondary'
      ? { ...member, vocationalLevel: 'on-the-job' }
      : null,
  ),
];

/** Whoever left school after primary goes on where they left it. */
function backTo({ generalLevel }: MemberAnswers, age: number): MemberAnswers['study'] {
  const study = studyAt(age);
  return study === 'upper-secondary' && generalLevel === 'primary' ? 'lower-secondary' : study;
}

function grown(member: MemberAnswers, age: number): MemberAnswers {
  const usual = sizeOf(member.sex, age, 100);
  return {
    ...member,
    heightMm: Math.max(Number(member.heightMm ?? 0), Number(usual.heightMm)),
    weightG: Math.max(Number(member.weightG ?? 0), Number(usual.weightG)),
  };
}

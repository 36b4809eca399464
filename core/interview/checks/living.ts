/**
 * Dwelling, power, assets, land and causes (nhà ở, điện, tài sản, đất, nguyên nhân): numbers outside what is usual and
 * answers that do not go together, such as a fridge in a house without power.
 */
import type { Facts, FieldName } from '../question.ts';
import type { Visit } from '../state.ts';
import { type Check, codeOf, codesOf, foundIf, householdCheck, numberOf } from './check.ts';

/** More than this is confirmed once more: pieces, head, m². */
const USUAL_MOST = {
  televisions: 5,
  soundSystems: 4,
  radios: 5,
  telephones: 15,
  smartphones: 15,
  tablets: 6,
  laptops: 6,
  desktops: 4,
  motorbikes: 8,
  cars: 3,
  motorBoats: 5,
  fridges: 4,
  washingMachines: 3,
  airConditioners: 8,
  waterHeaters: 5,
  microwaves: 3,
  annualLandM2: 50_000,
  perennialLandM2: 50_000,
  gardenLandM2: 20_000,
  pondM2: 50_000,
  cattle: 30,
  pigs: 100,
  goats: 100,
  poultry: 2_000,
  powerKwh: 1_000,
} as const satisfies Partial<Record<FieldName, number>>;

const NEED_POWER = [
  'televisions',
  'soundSystems',
  'fridges',
  'washingMachines',
  'airConditioners',
  'waterHeaters',
  'microwaves',
  'desktops',
] as const;
const REACH_INTERNET = ['smartphones', 'tablets', 'laptops', 'desktops'] as const;
const LAND = ['annualLandM2', 'perennialLandM2', 'gardenLandM2'] as const;
/** dm² a person. */
const CROWDED_DM2 = 200;
const SPACIOUS_DM2 = 20_000;
/** m²: whoever works this much land does not lack it. */
const ENOUGH_LAND_M2 = 10_000;

export const livingChecks: readonly Check[] = [
  householdCheck('dwelling-area-zero', 'hard', ['dwellingAreaDm2'], (h) => foundIf(numberOf(h, 'dwellingAreaDm2') === 0)),
  householdCheck('dwelling-very-crowded', 'soft', ['dwellingAreaDm2'], (h, visit) => {
    const area = numberOf(h, 'dwellingAreaDm2');
    return foundIf(area !== null && area > 0 && area < CROWDED_DM2 * visit.members.length, { square: CROWDED_DM2 / 100 });
  }),
  householdCheck('dwelling-very-spacious', 'soft', ['dwellingAreaDm2'], (h, visit) => {
    const area = numberOf(h, 'dwellingAreaDm2');
    return foundIf(area !== null && area > SPACIOUS_DM2 * Math.max(1, visit.members.length), { square: SPACIOUS_DM2 / 100 });
  }),
  ...Object.entries(USUAL_MOST).map(([field, most]) => unusualNumber(field, most)),
  householdCheck('power-without-use', 'soft', ['powerSource', 'powerKwh'], (h) =>
    foundIf(codeOf(h, 'powerSource') === 'grid' && numberOf(h, 'powerKwh') === 0),
  ),
  householdCheck('appliances-without-power', 'soft', ['powerSource', ...NEED_POWER], (h) =>
    foundIf(codeOf(h, 'powerSource') === 'none' && NEED_POWER.some((field) => (numberOf(h, field) ?? 0) > 0)),
  ),
  householdCheck('internet-without-device', 'soft', REACH_INTERNET, (h, visit) =>
    foundIf(usesInternet(visit) === true && REACH_INTERNET.every((field) => numberOf(h, field) === 0)),
  ),
  householdCheck('device-without-internet', 'soft', REACH_INTERNET, (h, visit) =>
    foundIf(usesInternet(visit) === false && REACH_INTERNET.some((field) => (numberOf(h, field) ?? 0) > 0)),
  ),
  householdCheck('aquaculture-without-pond', 'soft', ['aquaculture', 'pondM2'], (h) =>
    foundIf(h['aquaculture'] === true && numberOf(h, 'pondM2') === 0),
  ),
  householdCheck('cause-no-land-with-land', 'soft', ['causes', ...LAND], (h) =>
    foundIf(codesOf(h, 'causes').includes('no-land') && landOf(h) >= ENOUGH_LAND_M2, { square: ENOUGH_LAND_M2 }),
  ),
  householdCheck('cause-illness-nobody-ill', 'soft', ['causes'], (h, visit) =>
    foundIf(
      codesOf(h, 'causes').includes('illness') &&
        visit.members.every((m) => m.facts['seriousIllness'] === false && codeOf(m.facts, 'assistance') === 'none'),
    ),
  ),
];

function unusualNumber(field: string, most: number): Check {
  const find = (visit: Visit) => {
    const value = visit.household[field];
    const known = isLivingField(field) && typeof value === 'number' && value > most;
    return known ? [{ refs: [{ field, memberId: null }], params: { most } }] : [];
  };
  return { id: 'number-unusual', severity: 'soft', find };
}

function isLivingField(field: string): field is keyof typeof USUAL_MOST {
  return field in USUAL_MOST;
}

/** null: not known of everybody, and nobody is known to. */
function usesInternet(visit: Visit): boolean | null {
  const told = visit.members.map((m) => m.facts['internet']).filter((value) => value !== undefined);
  if (told.includes(true)) return true;
  return told.length > 0 && told.every((value) => value === false) ? false : null;
}

function landOf(facts: Facts): number {
  return LAND.reduce((sum, field) => sum + (numberOf(facts, field) ?? 0), 0);
}

/**
 * A household's own answers made from little (câu trả lời chung của hộ): four standards of living, each a whole set of
 * answers on dwelling, assets and land as such homes in the delta have them; what is special is said on top. Points and
 * deprivations are left to `core/classify`.
 */
import type { HouseholdAnswers } from '../../core/interview/answers.ts';

export const STANDARDS = ['bare', 'modest', 'solid', 'rich'] as const;
export type Standard = (typeof STANDARDS)[number];

export function homeFrom(standard: Standard, special: Partial<HouseholdAnswers> = {}): HouseholdAnswers {
  return { ...NOTHING, ...HOMES[standard], ...special };
}

const NOTHING = {
  televisions: 0, radios: 0, soundSystems: 0, desktops: 0, telephones: 0, laptops: 0, tablets: 0, smartphones: 0, cars: 0, motorbikes: 0,
  motorBoats: 0, fridges: 0, airConditioners: 0, washingMachines: 0, waterHeaters: 0, microwaves: 0,
  annualLandM2: 0, perennialLandM2: 0, gardenLandM2: 0, pondM2: 0, aquaculture: false, cattle: 0, pigs: 0, goats: 0, poultry: 0,
  causes: [], supportsReceived: [], supportsWanted: [],
} satisfies HouseholdAnswers;

const HOMES = {
  bare: {
    tenure: 'owned', columnMaterial: 'light-wood', wallMaterial: 'tin', roofMaterial: 'tin', dwellingAreaDm2: 3_200,
    powerSource: 'grid', powerKwh: 38, waterSource: 'piped', toilet: 'over-water', waste: 'burned',
    televisions: 1, telephones: 1, motorbikes: 0, gardenLandM2: 150, poultry: 8,
  },
  modest: {
    tenure: 'owned', columnMaterial: 'concrete', wallMaterial: 'brick', roofMaterial: 'tin', dwellingAreaDm2: 5_600,
    powerSource: 'grid', powerKwh: 75, waterSource: 'piped', toilet: 'septic', waste: 'burned',
    televisions: 1, telephones: 1, smartphones: 1, motorbikes: 1, fridges: 1, gardenLandM2: 600, annualLandM2: 1_000, poultry: 20,
  },
  solid: {
    tenure: 'owned', columnMaterial: 'concrete', wallMaterial: 'brick', roofMaterial: 'tile', dwellingAreaDm2: 9_500,
    powerSource: 'grid', powerKwh: 140, waterSource: 'piped', toilet: 'septic', waste: 'collected',
    televisions: 1, smartphones: 3, laptops: 1, motorbikes: 2, fridges: 1, washingMachines: 1, gardenLandM2: 1_500, annualLandM2: 6_000, poultry: 30,
  },
  rich: {
    tenure: 'owned', columnMaterial: 'concrete', wallMaterial: 'brick', roofMaterial: 'concrete', dwellingAreaDm2: 18_000,
    powerSource: 'grid', powerKwh: 420, waterSource: 'piped', toilet: 'septic', waste: 'collected',
    televisions: 2, smartphones: 4, laptops: 2, desktops: 1, cars: 1, motorbikes: 3, fridges: 2, airConditioners: 3, washingMachines: 1,
    waterHeaters: 1, microwaves: 1, perennialLandM2: 12_000, annualLandM2: 8_000,
  },
} satisfies Record<Standard, HouseholdAnswers>;

/**
 * The households of the golden test (hộ mẫu của bản chuẩn): fixed answers whose verdicts are kept to the byte. If one
 * changes, either the engine's number goes up or the change is a mistake.
 */
import { answersOf, type Change } from '../rulebooks/example.ts';
import type { Answers } from '../../interview/answers.ts';
import type { Setting } from '../verdict.ts';

const BARE = {
  fridges: 0,
  motorbikes: 0,
  televisions: 0,
  waterSource: 'river',
  toilet: 'over-water',
  wallMaterial: 'tin',
  roofMaterial: 'leaf',
} as const;

const CHANGES: Readonly<Record<string, Change>> = {
  ordinary: {},
  poor: { household: { ...BARE, dwellingAreaDm2: 3_100 }, elder: { healthInsurance: false, assistance: 'older' } },
  'near-poor in town': { household: { fridges: 0, motorbikes: 0 }, spouse: { contract: 'none' }, areaType: 'urban' },
  'old and young': { without: ['head', 'spouse'], elder: { assistance: 'older', ethnicity: 'khmer', relation: 'head', merit: true } },
  'birth and insurance not known': { household: BARE, elder: { birth: 'dont-know', healthInsurance: 'refused' }, child: { birth: '2012' } },
};

export const GOLDEN: readonly { readonly name: string; readonly answers: Answers; readonly setting: Setting }[] = Object.entries(
  CHANGES,
).map(([name, change]) => ({
  name,
  answers: answersOf(2026, change),
  setting: { areaType: change.areaType ?? 'rural', date: '2026-10-12' },
}));

/**
 * What is counted (chỉ tiêu): the closed list of figures, their units, and counts of them. A figure counts per hamlet, since
 * a hamlet keeps its identity through every reform: any unit of any date is a sum of hamlets. What each counts is
 * `figure.ts`; screens need no more than this file.
 */
import { CANNOT_ESCAPE_GROUNDS, GROUPS, INDICATORS } from '../classify/verdict.ts';
import type { CannotEscapeGround, Indicator } from '../classify/verdict.ts';
import { CAUSES } from '../interview/codes.ts';

export type Cause = (typeof CAUSES)[number];

/** Where a household lives on the last day, and with how many. */
const LIVING = ['households', 'people', 'kinhHouseholds', 'kinhPeople', 'minorityHouseholds', 'minorityPeople'] as const;
const LIVING_UNKNOWN = ['ethnicityUnknownHouseholds'] as const;

/** Each for the poor and for the near-poor; `…People` counts the people of the same households. */
const STANDING = [
  ...(['Start', 'StartPeople', 'Households', 'People', 'Unassessed', 'Deprivations', 'EthnicityUnknown', 'HeadUnknown'] as const),
  ...(['KinhHouseholds', 'KinhPeople', 'MinorityHouseholds', 'MinorityPeople', 'FemaleHead', 'FemaleHeadPeople'] as const),
] as const;

/** Tables 2 and 3: how a list shrank and grew. */
export const POOR_FLOWS = ['ToNearPoor', 'Risen', 'DownOther', 'FromNearPoor', 'Relapsed', 'New', 'UpOther'] as const;
export const NEAR_POOR_FLOWS = ['Risen', 'ToPoor', 'DownOther', 'FromPoor', 'Relapsed', 'New', 'UpOther'] as const;

/** `other`: in none of the three. */
export const GROUPS_AND_OTHER = [...GROUPS, 'other'] as const;
export type GroupOrOther = (typeof GROUPS_AND_OTHER)[number];

/** The two classes that tables follow, as figure names begin. */
export const LISTED = ['poor', 'nearPoor'] as const;
export type Listed = (typeof LISTED)[number];

type People<T extends string> = T | `${T}People`;
export type FigureId =
  | (typeof LIVING)[number]
  | (typeof LIVING_UNKNOWN)[number]
  | `${Listed}${(typeof STANDING)[number]}`
  | People<`poor${(typeof POOR_FLOWS)[number]}`>
  | People<`nearPoor${(typeof NEAR_POOR_FLOWS)[number]}`>
  | `${Listed}Deprived.${Indicator}`
  | `${Listed}Group.${GroupOrOther}`
  | `${Listed}GroupPeople.${GroupOrOther}`
  | `${Listed}Cause.${Cause}`
  | 'cannotEscape'
  | `cannotEscape.${CannotEscapeGround}`;

export const FIGURE_IDS: readonly FigureId[] = [
  ...LIVING,
  ...LIVING_UNKNOWN,
  ...LISTED.flatMap((listed) => STANDING.map((name) => `${listed}${name}` as const)),
  ...POOR_FLOWS.flatMap((flow) => [`poor${flow}`, `poor${flow}People`] as const),
  ...NEAR_POOR_FLOWS.flatMap((flow) => [`nearPoor${flow}`, `nearPoor${flow}People`] as const),
  ...LISTED.flatMap((listed) => [
    ...INDICATORS.map((indicator) => `${listed}Deprived.${indicator}` as const),
    ...GROUPS_AND_OTHER.flatMap((group) => [`${listed}Group.${group}`, `${listed}GroupPeople.${group}`] as const),
    ...CAUSES.map((cause) => `${listed}Cause.${cause}` as const),
  ]),
  'cannotEscape',
  ...CANNOT_ESCAPE_GROUNDS.map((ground) => `cannotEscape.${ground}` as const),
];

export function isFigureId(text: string): text is FigureId {
  return FIGURE_IDS.some((id) => id === text);
}

/** Counts of units, made of figures: how many communes and hamlets have a household, a poor household, none. */
export const UNIT_FIGURE_IDS = ['communes', 'hamlets', 'hamletsWithPoor', 'hamletsWithout'] as const;
export type UnitFigureId = (typeof UNIT_FIGURE_IDS)[number];

export type FigureUnit = 'household' | 'person' | 'deprivation' | 'commune' | 'hamlet';

export function unitOf(id: FigureId | UnitFigureId): FigureUnit {
  if (id === 'communes') return 'commune';
  if (UNIT_FIGURE_IDS.some((unit) => unit === id)) return 'hamlet';
  if (id === 'poorDeprivations' || id === 'nearPoorDeprivations') return 'deprivation';
  return /people/i.test(id) ? 'person' : 'household';
}

/** Which households' part in a figure is not known (an older list says the class and no more), and of how many; null: always known. */
export function unknownOf(id: FigureId): { readonly unknown: FigureId; readonly of: FigureId } | null {
  if (/^(kinh|minority)/.test(id)) return { unknown: 'ethnicityUnknownHouseholds', of: 'households' };
  const listed: Listed = id.startsWith('nearPoor') ? 'nearPoor' : 'poor';
  const of = `${listed}Households` as const;
  if (/(Kinh|Minority)(Households|People)$/.test(id)) return { unknown: `${listed}EthnicityUnknown`, of };
  if (/FemaleHead/.test(id)) return { unknown: `${listed}HeadUnknown`, of };
  if (/^cannotEscape|\.|Deprivations$/.test(id)) return { unknown: `${listed}Unassessed`, of };
  return null;
}

/** Of one hamlet or one unit; a figure that is absent is 0. */
export type Counts = Readonly<Partial<Record<FigureId, number>>>;

export function countOf(counts: Counts, id: FigureId): number {
  return counts[id] ?? 0;
}

export function sumCounts(parts: readonly Counts[], ids: readonly FigureId[]): Counts {
  const sums: Partial<Record<FigureId, number>> = {};
  for (const id of ids) sums[id] = parts.reduce((sum, part) => sum + countOf(part, id), 0);
  return sums;
}

/** The closed lists of rounds that are opened (mã loại đợt), which screens draw before any parser is loaded. */
import { DISTRICT_LEVEL_ENDS } from '../access/role.ts';
import { REVIEW_FORMS, type RequestForm } from './request-codes.ts';
import type { Round, Scope } from './round.ts';

/** The kinds that are opened from scratch; an opening list is opened beside its review. */
export const OPENED_KINDS = ['yearly', 'regular', 'exit', 'opening'] as const;
export type OpenedKind = (typeof OPENED_KINDS)[number];

/** Steps of which the texts seen say too little for one kind or another, so that the province says which it takes. */
export const CHOSEN_STEPS = ['meeting', 'posting', 'district'] as const;
export type ChosenStep = (typeof CHOSEN_STEPS)[number];

/** Those that a round of that first day can have: the district is asked as long as there was one. */
export function offeredSteps(opensOn: string): readonly ChosenStep[] {
  return CHOSEN_STEPS.filter((step) => step !== 'district' || opensOn <= DISTRICT_LEVEL_ENDS);
}

/** Which of the steps a kind has as far as the texts say: the meeting of a regular review was seen [S 39], of an exit nothing was [GAP]. */
export const USUAL_STEPS: Readonly<Record<OpenedKind, readonly ChosenStep[]>> = {
  yearly: ['meeting', 'posting'],
  regular: ['meeting', 'posting'],
  exit: [],
  opening: ['meeting', 'posting'],
};

/**
 * Why a household on a list was not visited (lý do không rà soát được) [U]: it did not want to, nobody was met, it is no longer there and nobody
 * knows where, nobody of it lives. It keeps the class that it has until it is asked again.
 */
export const UNVISITED = ['refused', 'not-found', 'gone', 'died'] as const;
export type Unvisited = (typeof UNVISITED)[number];

/** Said of a household in that round; `on`: the last day on which it was tried. */
export interface UnvisitedSaid {
  readonly roundId: string;
  readonly why: Unvisited;
  readonly on: string;
}

/** May a household come onto its list that asked for nothing? Nobody is found poor anew by who asks to leave, and an opening list stands in another's interviews. */
export const listsAnew = ({ kind }: Pick<Round, 'kind'>): boolean => kind !== 'exit' && kind !== 'opening';

/** May a request of that form put its household on the list of the round? */
export function takesForm({ kind, takes }: Pick<Round, 'kind' | 'takes'>, form: RequestForm): boolean {
  return kind !== 'opening' && (takes ?? REVIEW_FORMS).some((each) => each === form);
}

/** Is whoever stands on a list now decided on as well, or only who was put on it? */
export function scopeOf({ scope }: Pick<Round, 'scope'>): Scope {
  return scope ?? 'whole';
}

/** The first day on which the decision of an opening list may be taken: until then the standard of the year before holds. */
export function openingDay({ year }: Pick<Round, 'year'>): string {
  return `${year}-01-01`;
}

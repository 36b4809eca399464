/**
 * What the server tells a commune of doubts (nên đến thăm, nên hỏi lại): households on no list that resemble the listed ones, questions
 * about how forms came about, listed households to which somebody of the offices is tied. Questions all of them; masked for who asks.
 */
import type { Tie } from '../access/duties.ts';
import type { Doubt } from '../interview/doubts/doubt.ts';
import type { FlagState } from './flag.ts';
import type { FlagMatter, FlagOutcome } from './flag-codes.ts';
import type { Share } from '../kernel/chances.ts';
import type { RoundView } from './views.ts';
import type { LeftOutReason } from '../register/left-out.ts';

export interface DoubtfulHousehold {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly hamletName: string;
  readonly people: number;
}

export interface PleaseVisit extends DoubtfulHousehold {
  /** What speaks for it most first; what this reader may not see is left out. */
  readonly reasons: readonly Pick<LeftOutReason, 'fact' | 'listed' | 'others'>[];
}

export interface DoubtView extends Omit<Doubt, 'households'> {
  /** Of the enumerator or the hamlet. */
  readonly name: string;
  readonly households: readonly DoubtfulHousehold[];
}

export interface TiedHousehold extends DoubtfulHousehold {
  readonly tie: Tie;
  readonly who: string;
}

/** A doubt that was given to somebody. */
export interface FlagView {
  readonly flagId: string;
  readonly matter: FlagMatter;
  /** The household, the enumerator's account or the hamlet. */
  readonly aboutId: string;
  /** What it is called; empty where that is known no more. */
  readonly about: string;
  readonly ofHousehold: boolean;
  readonly reviewer: string;
  /** Of whoever asks. */
  readonly mine: boolean;
  readonly expiresOn: string;
  readonly state: FlagState;
  /** Null until then. */
  readonly answeredOn: string | null;
  readonly outcome: FlagOutcome | null;
}

/** `GET /api/areas/:areaId/fairness` */
export interface FairnessView {
  /** Null: there was no round yet. */
  readonly round: RoundView | null;
  /** When it was compared, if something was written since and it is being compared again; null: just now. */
  readonly asOf: string | null;
  /** The likest first. */
  readonly visit: readonly PleaseVisit[];
  /** Households on the list, with which others were compared; below `least` there is nothing to resemble. */
  readonly listed: number;
  readonly least: number;
  readonly forms: number;
  readonly doubts: readonly DoubtView[];
  /** People of the offices far more of whose declared relatives are listed than others of the commune. */
  readonly favoured: readonly { readonly name: string; readonly own: Share; readonly others: Share }[];
  readonly tied: readonly TiedHousehold[];
  /** Of the commune in this round; those that wait first. */
  readonly flags: readonly FlagView[];
  /** Who can be asked to look into something. */
  readonly reviewers: readonly { readonly accountId: string; readonly name: string }[];
}

/** Decisions that were taken, as the server tells a face (quyết định đã ban hành trên màn hình). */
import type { PovertyClass, RulebookId } from '../classify/verdict.ts';
import type { RoundView } from './views.ts';

/** What a decision said of a household before it was withdrawn. `paper`: the number of what withdrew it. */
export interface WithdrawnResult {
  readonly year: number;
  readonly class: PovertyClass;
  readonly number: string;
  readonly decidedOn: string;
  readonly withdrawnOn: string;
  readonly paper: string;
  readonly reason: string;
}

/** Of a list whose decision was withdrawn and not taken anew. */
export interface DraftWithdrawn {
  readonly withdrawn?: Pick<WithdrawnResult, 'number' | 'decidedOn' | 'paper' | 'reason'> & { readonly on: string };
}

/** `households`: whose result was taken back; `elsewhere`: whose books are not the commune's any more. */
export interface DecisionWithdrawal {
  readonly on: string;
  readonly number: string;
  readonly reason: string;
  /** Who wrote it down. */
  readonly by: string;
  readonly households: number;
  readonly elsewhere: number;
  readonly certificates: number;
}

export interface TakenDecision {
  readonly decisionId: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly year: number;
  /** With the year, how its round is called. */
  readonly round: Pick<RoundView, 'kind' | 'year' | 'opensOn' | 'nth'>;
  readonly rulebook: RulebookId;
  readonly communeId: string;
  /** On the day of the decision. */
  readonly communeName: string;
  /** The commune's own; of one that went into it whole; of one of which only a part did: its lists name only those who live here. */
  readonly of: 'own' | 'whole' | 'part';
  /** Who signed it in the program; '': not known. */
  readonly by: string;
  /** Null: it stands. */
  readonly withdrawn: DecisionWithdrawal | null;
  readonly counts: {
    readonly poor: number;
    readonly nearPoor: number;
    readonly escapedPoverty: number;
    readonly escapedNearPoverty: number;
  };
}

/** `GET /api/areas/:areaId/decisions`, of a commune; the newest first. */
export interface TakenDecisionsView {
  /** May whoever asks withdraw those of the commune's own? */
  readonly mayWithdraw: boolean;
  readonly decisions: readonly TakenDecision[];
}

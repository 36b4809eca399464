/** Decisions that were taken, as the server tells a face (quyết định đã ban hành trên màn hình). */
import type { RulebookId } from '../classify/verdict.ts';

export interface TakenDecision {
  readonly decisionId: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly year: number;
  readonly rulebook: RulebookId;
  readonly communeId: string;
  /** On the day of the decision. */
  readonly communeName: string;
  /** The commune's own; of one that went into it whole; of one of which only a part did: its lists name only those who live here. */
  readonly of: 'own' | 'whole' | 'part';
  /** Who signed it in the program; '': not known. */
  readonly by: string;
  readonly counts: {
    readonly poor: number;
    readonly nearPoor: number;
    readonly escapedPoverty: number;
    readonly escapedNearPoverty: number;
  };
}

/** `GET /api/areas/:areaId/decisions`, of a commune; the newest first. */
export interface TakenDecisionsView {
  readonly decisions: readonly TakenDecision[];
}

/** The search for people written twice in the whole province, as the server tells the desk (tìm người ghi trùng toàn tỉnh). */
import type { AlikeHouseholds } from './views.ts';

export type BulkState = 'making' | 'done' | 'stopped' | 'failed';

export interface BulkJobView {
  readonly state: BulkState;
  /** A code of words/problems where it failed. */
  readonly problem: string | null;
  readonly askedAt: string;
  readonly endedAt: string | null;
  /** Communes whose people were read, then parts of the search. */
  readonly communes: number;
  readonly communesRead: number;
  readonly parts: number;
  readonly partsDone: number;
  /** Null until all were read. */
  readonly people: number | null;
}

/** Pairs of people within one commune, whose own page shows and settles them. */
export interface CommuneTwice {
  readonly communeId: string;
  readonly communeName: string;
  readonly pairs: number;
}

/** `GET /api/areas/:areaId/duplicates/bulk` of the province */
export interface BulkView {
  readonly job: BulkJobView | null;
  readonly communes: readonly CommuneTwice[];
  /** Households of two communes, the surest first; `acrossFound` may be more. */
  readonly across: readonly AlikeHouseholds[];
  readonly acrossFound: number;
}

/**
 * Figures (chỉ tiêu): named counts with a unit and a clause, each a pure function over plain register facts. The server
 * counts the same figures in SQL; both are compared on generated communes. A figure counts per hamlet, since a hamlet
 * keeps its identity through every reform: any unit of any date is a sum of hamlets.
 */
import type { PlainDate } from '../kernel/dates.ts';
import type { PovertyClass, RulebookId } from '../classify/verdict.ts';

/** A household lived in the hamlet with that many people from `from` until the day before `to`. */
export interface Residence {
  readonly householdId: string;
  readonly hamletId: string;
  readonly people: number;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/** A household held the class, by decision or on an earlier list, from `from` until the day before `to`. */
export interface StatusFact {
  readonly householdId: string;
  readonly rulebook: RulebookId;
  readonly class: PovertyClass;
  readonly people: number;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

export interface Snapshot {
  readonly residences: readonly Residence[];
  readonly statuses: readonly StatusFact[];
}

/** Which day and which standard is counted. */
export interface Moment {
  readonly date: PlainDate;
  readonly rulebook: RulebookId;
}

export const FIGURE_IDS = ['households', 'people', 'poorHouseholds', 'nearPoorHouseholds', 'poorPeople', 'nearPoorPeople'] as const;
export type FigureId = (typeof FIGURE_IDS)[number];

export interface Figure {
  readonly id: FigureId;
  readonly unit: 'household' | 'person';
  readonly clause: string;
  /** Count per hamlet; a hamlet that is absent has none. */
  readonly count: (snapshot: Snapshot, at: Moment) => ReadonlyMap<string, number>;
}

const CLAUSE = 'Circular 07/2021 Annex VII [S 8]';

export const FIGURES: { readonly [K in FigureId]: Figure } = {
  households: { id: 'households', unit: 'household', clause: CLAUSE, count: (s, at) => sum(present(s, at), () => 1) },
  people: { id: 'people', unit: 'person', clause: CLAUSE, count: (s, at) => sum(present(s, at), (r) => r.people) },
  poorHouseholds: { id: 'poorHouseholds', unit: 'household', clause: CLAUSE, count: (s, at) => sum(holding(s, at, 'poor'), () => 1) },
  nearPoorHouseholds: {
    id: 'nearPoorHouseholds',
    unit: 'household',
    clause: CLAUSE,
    count: (s, at) => sum(holding(s, at, 'near-poor'), () => 1),
  },
  poorPeople: { id: 'poorPeople', unit: 'person', clause: CLAUSE, count: (s, at) => sum(holding(s, at, 'poor'), (r) => r.people) },
  nearPoorPeople: {
    id: 'nearPoorPeople',
    unit: 'person',
    clause: CLAUSE,
    count: (s, at) => sum(holding(s, at, 'near-poor'), (r) => r.people),
  },
};

interface Counted {
  readonly hamletId: string;
  readonly people: number;
}

/** A fact holds on its first day and no longer on its last. */
function holds(fact: { readonly from: PlainDate; readonly to: PlainDate | null }, date: PlainDate): boolean {
  return fact.from <= date && (fact.to === null || date < fact.to);
}

function present(snapshot: Snapshot, at: Moment): readonly Residence[] {
  return snapshot.residences.filter((residence) => holds(residence, at.date));
}

/** Households present that hold the class, where they live on that day, with the people counted when it was decided. */
function holding(snapshot: Snapshot, at: Moment, wanted: PovertyClass): readonly Counted[] {
  const home = new Map(present(snapshot, at).map((residence) => [residence.householdId, residence.hamletId]));
  return snapshot.statuses.flatMap((status) => {
    const hamletId = home.get(status.householdId);
    const counts = hamletId !== undefined && status.class === wanted && status.rulebook === at.rulebook && holds(status, at.date);
    return counts ? [{ hamletId, people: status.people }] : [];
  });
}

function sum(rows: readonly Counted[], size: (row: Counted) => number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.hamletId, (counts.get(row.hamletId) ?? 0) + size(row));
  return counts;
}

/**
 * What each figure counts (định nghĩa chỉ tiêu): a clause and a pure function over plain register facts. The facts of two
 * days are laid side by side as lines, one for each household and hamlet; a figure says what a line adds to it. The server
 * counts the same figures in SQL, and both are compared on generated provinces.
 */
import { groupedBy } from '../kernel/groups.ts';
import { CANNOT_ESCAPE_GROUNDS, GROUPS, INDICATORS } from '../classify/verdict.ts';
import type { CannotEscapeGround, Group, Indicator, PovertyClass, RulebookId } from '../classify/verdict.ts';
import { CAUSES } from '../interview/codes.ts';
import type { PlainDate } from '../kernel/dates.ts';
import {
  type Cause,
  FIGURE_IDS,
  type FigureId,
  type FigureUnit,
  type GroupOrOther,
  GROUPS_AND_OTHER,
  type Listed,
  unitOf,
} from './figure-ids.ts';

/** A household lived in the hamlet with that many people from `from` until the day before `to`. */
export interface Residence {
  readonly householdId: string;
  readonly hamletId: string;
  readonly people: number;
  /** The head's ethnicity is not Kinh; null: not known. */
  readonly minority: boolean | null;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

/** What the deciding interview found; null on a status from an older list, which says the class and no more. */
export interface Assessment {
  readonly deprived: readonly Indicator[];
  readonly groups: readonly Group[];
  readonly causes: readonly Cause[];
  readonly cannotEscape: boolean;
  readonly grounds: readonly CannotEscapeGround[];
}

/** A household held the class, by decision or on an earlier list, from `from` until the day before `to`. */
export interface StatusFact {
  readonly householdId: string;
  /** null: of a standard before ours. */
  readonly rulebook: RulebookId | null;
  readonly class: PovertyClass;
  /** As counted when it was decided. */
  readonly people: number;
  readonly assessed: Assessment | null;
  /** Of the head in the deciding interview, else in the roster; null: not known. */
  readonly femaleHead: boolean | null;
  readonly from: PlainDate;
  readonly to: PlainDate | null;
}

export interface Snapshot {
  readonly residences: readonly Residence[];
  readonly statuses: readonly StatusFact[];
}

/** What is counted stands at the close of `end`; movements are those between the close of `start` and that of `end`. */
export interface Moment {
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly rulebook: RulebookId;
}

export interface Figure {
  readonly id: FigureId;
  readonly unit: FigureUnit;
  readonly clause: string;
  /** What a line adds; 0: it is not of those counted. */
  readonly size: (line: Line) => number;
}

/** A household in a hamlet where it lives at the close of one of the two days, or of both. A household of nobody is none. */
export interface Line {
  readonly householdId: string;
  readonly hamletId: string;
  readonly livedThere: boolean;
  /** At the end; null: it does not live there then. */
  readonly home: Residence | null;
  /** What it held under the standard while it lived there, at the start and at the end. */
  readonly was: StatusFact | null;
  readonly is: StatusFact | null;
  /** Classes that it had come to hold by the start, under any standard. */
  readonly had: ReadonlySet<PovertyClass>;
}

type Size = Figure['size'];
type Entry = readonly [FigureId, Size];

const CLASS_OF: { readonly [L in Listed]: PovertyClass } = { poor: 'poor', nearPoor: 'near-poor' };

const ANNEX_VII = 'Circular 07/2021 Annex VII [S 8]';
/** The province's own rule, see the rulebooks. */
const PROVINCE_RULE = 'rule of the province: households that cannot escape poverty';

export const FIGURES: ReadonlyMap<FigureId, Figure> = new Map(
  [...living(), ...standing('poor'), ...standing('nearPoor'), ...poorFlows(), ...nearPoorFlows(), ...cannotEscape()].map(([id, size]) => [
    id,
    { id, unit: unitOf(id), clause: id.startsWith('cannotEscape') ? PROVINCE_RULE : ANNEX_VII, size },
  ]),
);

/** Count per hamlet for each figure asked; a hamlet that is absent has none. */
export function countFigures(snapshot: Snapshot, at: Moment, ids = FIGURE_IDS): ReadonlyMap<FigureId, ReadonlyMap<string, number>> {
  const lines = linesOf(snapshot, at);
  return new Map(
    ids.map((id) => {
      const counts = new Map<string, number>();
      for (const { line, size } of countedIn(lines, id)) counts.set(line.hamletId, (counts.get(line.hamletId) ?? 0) + size);
      return [id, counts];
    }),
  );
}

/** The lines behind a figure, each with what it adds. */
export function countedIn(lines: readonly Line[], id: FigureId): readonly { readonly line: Line; readonly size: number }[] {
  const figure = FIGURES.get(id);
  if (figure === undefined) throw new RangeError(`The figure ${id} is not defined.`);
  return lines.flatMap((line) => {
    const size = figure.size(line);
    return size === 0 ? [] : [{ line, size }];
  });
}

export function linesOf(snapshot: Snapshot, at: Moment): readonly Line[] {
  const homes = groupedBy(snapshot.residences, (residence) => residence.householdId);
  const statuses = groupedBy(snapshot.statuses, (status) => status.householdId);
  return [...homes].flatMap(([householdId, stays]) => {
    const held = statuses.get(householdId) ?? [];
    const lived = stays.find((stay) => stay.people > 0 && holds(stay, at.start)) ?? null;
    const lives = stays.find((stay) => stay.people > 0 && holds(stay, at.end)) ?? null;
    const hamlets = new Set([lived, lives].flatMap((stay) => (stay === null ? [] : [stay.hamletId])));
    const had = new Set(held.filter((status) => status.from <= at.start && status.from !== status.to).map((status) => status.class));
    const heldOn = (day: PlainDate): StatusFact | null =>
      held.find((status) => status.rulebook === at.rulebook && holds(status, day)) ?? null;
    return [...hamlets].map((hamletId): Line => {
      const livedThere = lived?.hamletId === hamletId;
      const home = lives?.hamletId === hamletId ? lives : null;
      return {
        ...{ householdId, hamletId, livedThere, home, had },
        was: livedThere ? heldOn(at.start) : null,
        is: home === null ? null : heldOn(at.end),
      };
    });
  });
}

/** A fact holds on its first day and no longer on its last. */
function holds(fact: { readonly from: PlainDate; readonly to: PlainDate | null }, day: PlainDate): boolean {
  return fact.from <= day && (fact.to === null || day < fact.to);
}

// ---- all households --------------------------------------------------------------------------------------------------

function living(): readonly Entry[] {
  const one =
    (of: (home: Residence) => boolean): Size =>
    ({ home }) =>
      home !== null && of(home) ? 1 : 0;
  const people =
    (of: (home: Residence) => boolean): Size =>
    ({ home }) =>
      home !== null && of(home) ? home.people : 0;
  return [
    ['households', one(() => true)],
    ['people', people(() => true)],
    ['kinhHouseholds', one((home) => home.minority === false)],
    ['kinhPeople', people((home) => home.minority === false)],
    ['minorityHouseholds', one((home) => home.minority === true)],
    ['minorityPeople', people((home) => home.minority === true)],
    ['ethnicityUnknownHouseholds', one((home) => home.minority === null)],
  ];
}

// ---- the poor and the near-poor on the days --------------------------------------------------------------------------

function standing(listed: Listed): readonly Entry[] {
  const wanted = CLASS_OF[listed];
  const ofEnd = (line: Line): StatusFact | null => (line.is?.class === wanted ? line.is : null);
  const one =
    (of: (status: StatusFact, line: Line) => boolean): Size =>
    (line) => {
      const status = ofEnd(line);
      return status !== null && of(status, line) ? 1 : 0;
    };
  const people =
    (of: (status: StatusFact, line: Line) => boolean): Size =>
    (line) => {
      const status = ofEnd(line);
      return status !== null && of(status, line) ? status.people : 0;
    };
  const minority = (is: boolean | null) => (_: StatusFact, line: Line) => line.home?.minority === is;
  return [
    [`${listed}Start`, ({ was }) => (was?.class === wanted ? 1 : 0)],
    [`${listed}StartPeople`, ({ was }) => (was?.class === wanted ? was.people : 0)],
    [`${listed}Households`, one(() => true)],
    [`${listed}People`, people(() => true)],
    [`${listed}Unassessed`, one((status) => status.assessed === null)],
    [`${listed}Deprivations`, (line) => ofEnd(line)?.assessed?.deprived.length ?? 0],
    [`${listed}EthnicityUnknown`, one(minority(null))],
    [`${listed}HeadUnknown`, one((status) => status.femaleHead === null)],
    [`${listed}KinhHouseholds`, one(minority(false))],
    [`${listed}KinhPeople`, people(minority(false))],
    [`${listed}MinorityHouseholds`, one(minority(true))],
    [`${listed}MinorityPeople`, people(minority(true))],
    [`${listed}FemaleHead`, one((status) => status.femaleHead === true)],
    [`${listed}FemaleHeadPeople`, people((status) => status.femaleHead === true)],
    ...INDICATORS.map((each): Entry => [`${listed}Deprived.${each}`, one(({ assessed }) => assessed?.deprived.includes(each) === true)]),
    ...GROUPS_AND_OTHER.flatMap((group): Entry[] => [
      [`${listed}Group.${group}`, one((status) => isIn(status, group))],
      [`${listed}GroupPeople.${group}`, people((status) => isIn(status, group))],
    ]),
    ...CAUSES.map((cause): Entry => [`${listed}Cause.${cause}`, one(({ assessed }) => assessed?.causes.includes(cause) === true)]),
  ];
}

function isIn({ assessed }: StatusFact, group: GroupOrOther): boolean {
  if (assessed === null) return false;
  return group === 'other' ? GROUPS.every((each) => !assessed.groups.includes(each)) : assessed.groups.includes(group);
}

function cannotEscape(): readonly Entry[] {
  const kept = ({ is }: Line): Assessment | null => (is?.class === 'poor' && is.assessed?.cannotEscape === true ? is.assessed : null);
  return [
    ['cannotEscape', (line) => (kept(line) === null ? 0 : 1)],
    ...CANNOT_ESCAPE_GROUNDS.map((ground): Entry => [`cannotEscape.${ground}`, (line) => (kept(line)?.grounds.includes(ground) ? 1 : 0)]),
  ];
}

// ---- movements between the days --------------------------------------------------------------------------------------

/** Who leaves a list counts with the people of the start, who comes onto it with the people of the end. */
function moved(
  id: FigureId,
  people: FigureId,
  of: { readonly when: (line: Line) => boolean; readonly side: 'was' | 'is' },
): readonly Entry[] {
  return [
    [id, (line) => (of.when(line) ? 1 : 0)],
    [people, (line) => (of.when(line) ? (line[of.side]?.people ?? 0) : 0)],
  ];
}

function poorFlows(): readonly Entry[] {
  return [
    ...moved('poorToNearPoor', 'poorToNearPoorPeople', { when: turned('poor', 'near-poor'), side: 'was' }),
    ...moved('poorRisen', 'poorRisenPeople', { when: turned('poor', 'not-poor'), side: 'was' }),
    ...moved('poorFromNearPoor', 'poorFromNearPoorPeople', { when: turned('near-poor', 'poor'), side: 'is' }),
    ...common('poor'),
  ];
}

function nearPoorFlows(): readonly Entry[] {
  return [
    ...moved('nearPoorRisen', 'nearPoorRisenPeople', { when: turned('near-poor', 'not-poor'), side: 'was' }),
    ...moved('nearPoorToPoor', 'nearPoorToPoorPeople', { when: turned('near-poor', 'poor'), side: 'was' }),
    ...moved('nearPoorFromPoor', 'nearPoorFromPoorPeople', { when: turned('poor', 'near-poor'), side: 'is' }),
    ...common('nearPoor'),
  ];
}

/** Movements that both lists have; a household that stays with more or fewer people moves only those people. */
function common(listed: Listed): readonly Entry[] {
  const wanted = CLASS_OF[listed];
  const gone = (line: Line): boolean => line.was?.class === wanted && line.is === null;
  const appeared = ({ is, was, livedThere }: Line): boolean =>
    is?.class === wanted && livedThere && (was === null || was.class === 'not-poor');
  const arrived = ({ is, livedThere }: Line): boolean => is?.class === wanted && !livedThere;
  const growth = ({ was, is }: Line): number => (was?.class === wanted && is?.class === wanted ? is.people - was.people : 0);
  return [
    [`${listed}DownOther`, (line) => (gone(line) ? 1 : 0)],
    [`${listed}DownOtherPeople`, (line) => (gone(line) ? (line.was?.people ?? 0) : Math.max(0, -growth(line)))],
    ...moved(`${listed}Relapsed`, `${listed}RelapsedPeople`, { when: (line) => appeared(line) && line.had.has(wanted), side: 'is' }),
    ...moved(`${listed}New`, `${listed}NewPeople`, { when: (line) => appeared(line) && !line.had.has(wanted), side: 'is' }),
    [`${listed}UpOther`, (line) => (arrived(line) ? 1 : 0)],
    [`${listed}UpOtherPeople`, (line) => (arrived(line) ? (line.is?.people ?? 0) : Math.max(0, growth(line)))],
  ];
}

function turned(from: PovertyClass, to: PovertyClass): (line: Line) => boolean {
  return ({ was, is }) => was?.class === from && is?.class === to;
}

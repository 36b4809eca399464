/**
 * Are two entries one person? (Hai dòng có phải một người?) Each likeness or difference is worth so many tenths of a decimal power of
 * belief, as in Fellegi and Sunter's record linkage: ten times the logarithm of how much oftener it is seen between two entries of one
 * person than between two people. They add up, and a rare name says more than a common one, by how many bear it in the register itself.
 * What is worth a look follows from how rare a duplicate is. A candidate is never merged by the machine: a person decides.
 */
import { type Compared, idSlip, type Name, type Person } from './person.ts';

export const REASONS = [
  'name-same',
  'name-marks',
  'name-order',
  'name-middle',
  'name-differs',
  'birth-same',
  'birth-swapped',
  'birth-year-only',
  'birth-near',
  'birth-differs',
  'sex-same',
  'sex-differs',
  'id-same',
  'id-one-digit',
  'id-two-swapped',
  'id-differs',
  'same-household',
  'same-hamlet',
  'same-commune',
  'elsewhere',
  'others-too',
] as const;
export type Reason = (typeof REASONS)[number];

export interface Worth {
  readonly reason: Reason;
  readonly points: number;
}

/** How often each writing of a name is borne, over all people. */
export interface NameCounts {
  readonly people: number;
  readonly ofKey: (key: string) => number;
  readonly ofFolded: (folded: string) => number;
  readonly ofSorted: (sorted: string) => number;
  readonly ofEnds: (ends: string) => number;
}

/**
 * How often one person's second entry is written so (judged by hand from lists of communes: most names are written alike, marks are
 * lost in older files, some lists put the given name first, the middle name of elders is left out), in thousandths.
 */
const NAME_SHARE = { same: 780, marks: 120, order: 40, middle: 40, differs: 20 } as const;

/** A name that nobody else bears says no more than one that this many would: the counts are of one register, not of all names there are. */
const LEAST_BEARERS = 3;

/** Fixed worths in points of 10·log10, each with how often it is seen within one person and between two. */
const WORTH = {
  /** 0.70 of one person's entries; between two people of a register 1 in 25,000 days. */
  birthDay: 42,
  /** 0.04 of one person's; as rare between two. A day above 12 cannot be exchanged with a month. */
  birthSwapped: 30,
  /** Both, or one of them, with the year alone: 0.15 of one person's; 1 in 70 between two. */
  birthYear: 10,
  /** Same year, another day: 0.05 against 1 in 70. */
  birthNear: 5,
  /** A year beside it, or the same day of another year within ten: 0.02 against 0.03. */
  birthBeside: -2,
  /** 0.01 against 0.9. */
  birthDiffers: -20,
  /** 0.995 against 0.5. */
  sexSame: 3,
  /** 0.005 against 0.5. */
  sexDiffers: -20,
  /** Not where the door stood before; from other lists it settles the matter. */
  idSame: 60,
  /**
   * 0.02 of one person's; between two people of one sex and year, whose first six digits are alike, 54 of a million, and few others: with
   * sex and birth counted already, 0.02 against 0.000054.
   */
  idSlip: 26,
  /** Two whole numbers of one length that differ by more than a slip: 0.002 of one person's, nearly all pairs between two. */
  idDiffers: -27,
  /** 0.05 of entries twice in one household; 4 of a million people between two. */
  sameHousehold: 35,
  /** 0.6 of duplicates lie in one hamlet, 1 of some 750 pairs. */
  sameHamlet: 27,
  /** 0.2, 1 of some 107. */
  sameCommune: 13,
  /** 0.15, nearly all. */
  elsewhere: -8,
  /** Each further pair of like people between the two households; at most twice. */
  othersToo: 12,
} as const;
const MOST_OTHERS = 2;

/** Made once, not for each of millions of pairs. */
const SAID = {
  birthSame: { reason: 'birth-same', points: WORTH.birthDay },
  birthSwapped: { reason: 'birth-swapped', points: WORTH.birthSwapped },
  birthYear: { reason: 'birth-year-only', points: WORTH.birthYear },
  birthNear: { reason: 'birth-near', points: WORTH.birthNear },
  birthBeside: { reason: 'birth-near', points: WORTH.birthBeside },
  birthDiffers: { reason: 'birth-differs', points: WORTH.birthDiffers },
  sexSame: { reason: 'sex-same', points: WORTH.sexSame },
  sexDiffers: { reason: 'sex-differs', points: WORTH.sexDiffers },
  idSame: { reason: 'id-same', points: WORTH.idSame },
  idOneDigit: { reason: 'id-one-digit', points: WORTH.idSlip },
  idTwoSwapped: { reason: 'id-two-swapped', points: WORTH.idSlip },
  idDiffers: { reason: 'id-differs', points: WORTH.idDiffers },
  sameHousehold: { reason: 'same-household', points: WORTH.sameHousehold },
  sameHamlet: { reason: 'same-hamlet', points: WORTH.sameHamlet },
  sameCommune: { reason: 'same-commune', points: WORTH.sameCommune },
  elsewhere: { reason: 'elsewhere', points: WORTH.elsewhere },
} as const satisfies Readonly<Record<string, Worth>>;

/** The worth of a name that agrees in `share` thousandths of one person's entries and that `bearers` of `people` bear. */
function nameWorth(share: number, bearers: number, people: number): number {
  return Math.round(10 * Math.log10((share / 1000) * (people / Math.max(bearers, LEAST_BEARERS))));
}

function nameReason(a: Name, b: Name): Worth['reason'] {
  if (a.key === b.key) return 'name-same';
  // Two names that differ only in their marks are also two names: Hoa and Hòa. The folded one is what both agree in.
  if (a.folded === b.folded) return 'name-marks';
  if (a.sorted === b.sorted) return 'name-order';
  return a.ends === b.ends && (a.words === 2 || b.words === 2) ? 'name-middle' : 'name-differs';
}

function namePoints(reason: Worth['reason'], name: Name, counts: NameCounts): number {
  const { people } = counts;
  switch (reason) {
    case 'name-same':
      return nameWorth(NAME_SHARE.same, counts.ofKey(name.key), people);
    case 'name-marks':
      return nameWorth(NAME_SHARE.marks, counts.ofFolded(name.folded), people);
    case 'name-order':
      return nameWorth(NAME_SHARE.order, counts.ofSorted(name.sorted), people);
    case 'name-middle':
      return nameWorth(NAME_SHARE.middle, counts.ofEnds(name.ends), people);
    default:
      return Math.round(10 * Math.log10(NAME_SHARE.differs / 1000));
  }
}

function birthEvidence(a: Compared, b: Compared): Worth | null {
  if (a.year === 0 || b.year === 0) return null;
  const whole = a.day > 0 && b.day > 0;
  if (a.year === b.year) {
    if (!whole) return SAID.birthYear;
    if (a.month === b.month && a.day === b.day) return SAID.birthSame;
    return a.month === b.day && a.day === b.month ? SAID.birthSwapped : SAID.birthNear;
  }
  const apart = Math.abs(a.year - b.year);
  const sameDay = whole && a.month === b.month && a.day === b.day;
  return apart === 1 || (sameDay && apart <= 10) ? SAID.birthBeside : SAID.birthDiffers;
}

function idEvidence(a: Person, b: Person): Worth | null {
  if (a.citizenId === null || b.citizenId === null) return null;
  if (a.citizenId === b.citizenId) return SAID.idSame;
  // The old card's nine digits and the new twelve say nothing of each other.
  if (a.citizenId.length !== b.citizenId.length) return null;
  const slip = idSlip(a.citizenId, b.citizenId);
  if (slip === null) return SAID.idDiffers;
  return slip === 'one-digit' ? SAID.idOneDigit : SAID.idTwoSwapped;
}

function placeEvidence(a: Person, b: Person): Worth {
  if (a.householdId === b.householdId) return SAID.sameHousehold;
  if (a.hamletId === b.hamletId) return SAID.sameHamlet;
  return a.communeId === b.communeId ? SAID.sameCommune : SAID.elsewhere;
}

function sexEvidence(a: Person, b: Person): Worth | null {
  if (a.sex === null || b.sex === null) return null;
  return a.sex === b.sex ? SAID.sexSame : SAID.sexDiffers;
}

export interface Scored {
  readonly score: number;
  /** What speaks for it most comes first. */
  readonly reasons: readonly Worth[];
}

/** The score alone: what is far from a candidate needs no reasons. */
export function scoreOf(a: Compared, b: Compared, counts: NameCounts): number {
  return (
    namePoints(nameReason(a.name, b.name), a.name, counts) +
    (birthEvidence(a, b)?.points ?? 0) +
    (sexEvidence(a.person, b.person)?.points ?? 0) +
    placeEvidence(a.person, b.person).points +
    (idEvidence(a.person, b.person)?.points ?? 0)
  );
}

export function compare(a: Compared, b: Compared, counts: NameCounts): Scored {
  const reason = nameReason(a.name, b.name);
  const name: Worth = { reason, points: namePoints(reason, a.name, counts) };
  const others = [birthEvidence(a, b), sexEvidence(a.person, b.person), idEvidence(a.person, b.person)].filter((one) => one !== null);
  return added([name, placeEvidence(a.person, b.person), ...others]);
}

/** With what the other people of the two households add: `others` pairs of them are alike too. */
export function withOthers({ reasons }: Scored, others: number): Scored {
  if (others === 0) return added(reasons);
  return added([...reasons, { reason: 'others-too', points: Math.min(others, MOST_OTHERS) * WORTH.othersToo }]);
}

function added(reasons: readonly Worth[]): Scored {
  return {
    score: reasons.reduce((sum, { points }) => sum + points, 0),
    reasons: [...reasons].sort((a, b) => b.points - a.points),
  };
}

/** Of a thousand people, so many have a second entry: what Vietnamese and Indonesian registers were found to hold [S 8, 85], as an order of size. */
const TWICE_PERMILLE = 5;

/**
 * From here on two entries are likelier one person than two. Of n people some n·5/1000 have a second entry, among n²/2 pairs: that is
 * what the evidence must outweigh.
 */
export function evenOdds(people: number): number {
  const n = Math.max(people, 2);
  return Math.round(10 * Math.log10((n - 1) / 2 / (TWICE_PERMILLE / 1000)));
}

/**
 * Shown to a person: of those just above it one in six or seven is right, of the whole list nine in ten (`vuon bench duplicates`). Lower
 * would show more strangers than people written twice; higher would leave out who moved and lost the day of birth on the way.
 */
export const LOOK = -8;
/** Kept until the other people of the two households are known. */
export const KEEP = LOOK - MOST_OTHERS * WORTH.othersToo;
/** One in a hundred is wrong; shown first. */
export const SURE = 20;

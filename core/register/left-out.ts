/**
 * Who may have been left out (hộ có thể bị bỏ sót): households on no list whose roster facts are those of the listed ones, ranked, with
 * reasons, to be visited. Never a verdict: the visit tells. Each fact is worth what it is among listed households against others in the
 * commune at hand, added up as in `duplicates/evidence.ts` (Fellegi and Sunter); what a household is made of is one fact, not several, so
 * that nothing counts twice. Ethnicity is no fact here: nobody is visited for it.
 */
import { ageOn, type PlainDate, parseBirthDate } from '../kernel/dates.ts';
import type { Share } from '../kernel/chances.ts';

/** What a household is made of, by the ages of its people: exactly one. */
export const MADE_OF = ['old-alone', 'old-only', 'old-with-children', 'alone', 'one-adult', 'many-children', 'others'] as const;
export type MadeOf = (typeof MADE_OF)[number];

/** Besides; absent where nobody knows. */
export const SIGNS = ['nobody-works', 'disabled', 'death', 'was-listed', 'new-standard'] as const;
export type Sign = (typeof SIGNS)[number];

export type LeftOutFact = MadeOf | Sign;

export interface Home {
  readonly householdId: string;
  /** On the list under review, or poor or near-poor now. */
  readonly listed: boolean;
  /** Birth dates, whole or in part, of those present; what is not a date is passed over. */
  readonly births: readonly string[];
  /** True or false where it is known. */
  readonly signs: Readonly<Partial<Record<Sign, boolean>>>;
}

export interface LeftOutReason {
  readonly fact: LeftOutFact;
  readonly worth: number;
  /** Of the listed and of the others, how many are so. */
  readonly listed: Share;
  readonly others: Share;
}

export interface LeftOut {
  readonly householdId: string;
  readonly worth: number;
  /** What speaks for it, most first. */
  readonly reasons: readonly LeftOutReason[];
}

const OLD = 60;
const CHILD = 16;
const MANY_CHILDREN = 3;
/** A share is drawn to that of all as if so many more households had been seen, so that two of three in a hamlet prove little. */
const PRIOR = 20;
/** Below so many listed households there is nothing to resemble. */
export const LEAST_LISTED = 20;

/** The likest first, `most` of them; none where too few are listed to compare with. */
export function findLeftOut(homes: readonly Home[], on: PlainDate, most: number): readonly LeftOut[] {
  const told = homes.map((home) => ({ home, facts: factsOf(home, on) }));
  const listed = told.filter(({ home }) => home.listed);
  const others = told.filter(({ home }) => !home.listed);
  if (listed.length < LEAST_LISTED || others.length === 0) return [];
  const worths = new Map([...MADE_OF, ...SIGNS].map((fact) => [fact, worthOf(fact, listed, others)]));
  return others
    .map(({ home, facts }): LeftOut => {
      const reasons = [...facts].flatMap(([fact, holds]) => (holds ? (worths.get(fact) ?? []) : []));
      const worth = reasons.reduce((sum, reason) => sum + reason.worth, 0);
      return {
        householdId: home.householdId,
        worth,
        // What is not more usual among the listed is no reason to anybody, whatever it is worth when drawn together.
        reasons: reasons
          .filter(({ worth: of, listed: own, others: rest }) => of > 0 && own.count * rest.of >= rest.count * own.of)
          .sort((a, b) => b.worth - a.worth),
      };
    })
    .filter(({ worth, reasons }) => worth > 0 && reasons.length > 0)
    .sort((a, b) => b.worth - a.worth || (a.householdId < b.householdId ? -1 : 1))
    .slice(0, most);
}

type Facts = ReadonlyMap<LeftOutFact, boolean>;
interface Told {
  readonly facts: Facts;
}

function worthOf(fact: LeftOutFact, listed: readonly Told[], others: readonly Told[]): readonly LeftOutReason[] {
  const [own, rest] = [shareOf(fact, listed), shareOf(fact, others)];
  if (own.of === 0 || rest.of === 0) return [];
  const all = (own.count + rest.count + 1) / (own.of + rest.of + 2);
  const drawn = ({ count, of }: Share): number => (count + PRIOR * all) / (of + PRIOR);
  return [{ fact, worth: Math.log10(drawn(own) / drawn(rest)), listed: own, others: rest }];
}

function shareOf(fact: LeftOutFact, told: readonly Told[]): Share {
  const known = told.map(({ facts }) => facts.get(fact)).filter((holds) => holds !== undefined);
  return { count: known.filter(Boolean).length, of: known.length };
}

function factsOf({ births, signs }: Home, on: PlainDate): Facts {
  const made = madeOf(births, on);
  const facts = new Map<LeftOutFact, boolean>(MADE_OF.map((fact) => [fact, fact === made]));
  for (const sign of SIGNS) {
    const holds = signs[sign];
    if (holds !== undefined) facts.set(sign, holds);
  }
  return facts;
}

export function madeOf(births: readonly string[], on: PlainDate): MadeOf {
  const ages = births.flatMap((birth) => {
    const parsed = parseBirthDate(birth);
    return parsed.ok ? [ageOn(parsed.value, on).min] : [];
  });
  const old = ages.filter((age) => age >= OLD).length;
  const children = ages.filter((age) => age < CHILD).length;
  const between = ages.length - old - children;
  if (old > 0 && between === 0) return children > 0 ? 'old-with-children' : ages.length === 1 ? 'old-alone' : 'old-only';
  if (children >= MANY_CHILDREN) return 'many-children';
  if (ages.length === 1 && between === 1) return 'alone';
  return between + old === 1 && children > 0 ? 'one-adult' : 'others';
}

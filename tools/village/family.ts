/**
 * Who lives in a household of a given size (thành phần hộ): relations, sexes and ages that fit each other, with names and
 * citizen numbers. Shapes and their weights are a judgement by hand: lone old people, couples, three generations. How they
 * live is `living.ts`.
 */
import type { MemberAnswers } from '../../core/interview/answers.ts';
import { addDays, date, type PlainDate } from '../../core/kernel/dates.ts';
import { type Chance, chance, madeUuid } from './chance.ts';
import { type Ethnicity, nameFor, surnameFor } from './names.ts';

export type Relation = MemberAnswers['relation'];
export type Sex = 'male' | 'female';

/** What does not change from one year to the next. */
export interface Kin {
  readonly memberId: string;
  readonly fullName: string;
  readonly relation: Relation;
  readonly sex: Sex;
  readonly birth: string;
  /** Whole years on the day for which ages were drawn. */
  readonly age: number;
  readonly ethnicity: Ethnicity;
  readonly citizenId: string;
}

/** Ages are drawn for the one day; nobody is born after the other, on which the register begins. */
export interface Days {
  readonly agesOn: PlainDate;
  readonly begins: PlainDate;
}
export const TODAYS_DAYS: Days = { agesOn: date('2026-10-01'), begins: date('2025-07-01') };

export interface FamilyWish {
  readonly seed: string;
  /** Names this household in the seed's world. */
  readonly key: string;
  readonly size: number;
  readonly ethnicity: Ethnicity;
  /** Number of the household in the whole old province, from 0: keeps citizen numbers apart. */
  readonly running: number;
  /** Old people alone are more often poor: set where the household was chosen as such. */
  readonly old?: boolean;
  /** Default: the demonstration of one commune, whose register begins in 2025. */
  readonly days?: Days;
}

interface Slot {
  readonly relation: Relation;
  readonly sex: Sex;
  readonly age: number;
}

export function familyFor(wish: FamilyWish): Kin[] {
  const luck = chance(wish.seed, 'family', wish.key);
  const slots = shape(luck, wish).slice(0, wish.size);
  const surname = surnameFor(luck, wish.ethnicity);
  const kin = slots.map((slot, i): Kin => {
    const ethnicity = marriesIn(slot.relation) && luck.permille(70) ? other(wish.ethnicity) : wish.ethnicity;
    const birth = birthFor(luck, slot.age, wish.days ?? TODAYS_DAYS);
    const born = Number(birth.slice(0, 4));
    const own = keepsSurname(slot) ? { surname } : {};
    return {
      memberId: madeUuid(wish.seed, 'member', wish.key, i),
      fullName: nameFor(luck, { ethnicity, sex: slot.sex, born, ...own }),
      relation: slot.relation,
      sex: slot.sex,
      birth,
      age: slot.age,
      ethnicity,
      citizenId: '',
    };
  });
  return kin.map((person, i) => ({
    ...person,
    citizenId: citizenIdFor(person, wish.running * 3 + kin.slice(0, i).filter((before) => sameKind(before, person)).length),
  }));
}

// ---- shapes --------------------------------------------------------------------------------------------------------

function shape(luck: Chance, { size, old = false }: FamilyWish): Slot[] {
  if (size === 1) return [lone(luck, old)];
  if (size === 2) return luck.weighted(old ? OLD_PAIRS : PAIRS)(luck);
  return size <= 4 ? luck.weighted(SMALL)(luck, size) : luck.weighted(LARGE)(luck, size);
}

const lone = (luck: Chance, old: boolean): Slot => {
  const age = old || luck.permille(600) ? luck.bell({ low: 60, mean: 72, high: 93 }) : luck.bell({ low: 23, mean: 44, high: 59 });
  return { relation: 'head', sex: luck.permille(age >= 60 ? 300 : 520) ? 'male' : 'female', age };
};

type Pair = (luck: Chance) => Slot[];
const oldCouple: Pair = (luck) => couple(luck, luck.bell({ low: 58, mean: 67, high: 86 }));
const youngCouple: Pair = (luck) => couple(luck, luck.bell({ low: 23, mean: 36, high: 57 }));
const parentAndChild: Pair = (luck) => {
  const young = child(luck, luck.between(4, 38));
  return [{ relation: 'head', sex: luck.permille(250) ? 'male' : 'female', age: young.age + luck.between(20, 33) }, young];
};
const elderAndGrandchild: Pair = (luck) => [
  { relation: 'head', sex: luck.permille(200) ? 'male' : 'female', age: luck.between(58, 80) },
  { relation: 'grandchild', sex: anySex(luck), age: luck.between(4, 19) },
];
const siblings: Pair = (luck) => {
  const age = luck.between(30, 70);
  return [
    { relation: 'head', sex: anySex(luck), age },
    { relation: 'sibling', sex: anySex(luck), age: Math.max(20, age + luck.between(-9, 6)) },
  ];
};
const PAIRS: readonly (readonly [Pair, number])[] = [
  [oldCouple, 34],
  [youngCouple, 28],
  [parentAndChild, 22],
  [elderAndGrandchild, 7],
  [siblings, 9],
];
const OLD_PAIRS: readonly (readonly [Pair, number])[] = [
  [oldCouple, 55],
  [elderAndGrandchild, 35],
  [siblings, 10],
];

type Shape = (luck: Chance, size: number) => Slot[];
const withChildren: Shape = (luck, size) => {
  const head = luck.bell({ low: 26, mean: 41, high: 62 });
  return [...couple(luck, head), ...children(luck, size - 2, head)];
};
const oneParent: Shape = (luck, size) => {
  const age = luck.bell({ low: 27, mean: 42, high: 62 });
  return [{ relation: 'head', sex: luck.permille(220) ? 'male' : 'female', age }, ...children(luck, size - 1, age)];
};
const withParent: Shape = (luck, size) => {
  const head = luck.bell({ low: 28, mean: 40, high: 55 });
  const parent = { relation: 'parent', sex: luck.permille(250) ? 'male' : 'female', age: head + luck.between(21, 33) } as const;
  return [...couple(luck, head), ...children(luck, size - 3, head), parent];
};
const threeGenerations: Shape = (luck, size) => {
  const head = luck.bell({ low: 50, mean: 61, high: 78 });
  const son = Math.max(21, head - luck.between(22, 32));
  const old = size >= 5 ? couple(luck, head) : [{ relation: 'head', sex: luck.permille(500) ? 'male' : 'female', age: head } as const];
  const young: Slot[] = [
    { relation: 'child', sex: 'male', age: son },
    { relation: 'child-in-law', sex: 'female', age: Math.max(20, son - luck.between(0, 6)) },
  ];
  const rest = size - old.length - young.length;
  return [...old, ...young, ...grandchildren(luck, rest, son)];
};
const SMALL: readonly (readonly [Shape, number])[] = [
  [withChildren, 62],
  [oneParent, 10],
  [withParent, 14],
  [threeGenerations, 14],
];
const LARGE: readonly (readonly [Shape, number])[] = [
  [withChildren, 22],
  [withParent, 26],
  [threeGenerations, 52],
];

function couple(luck: Chance, headAge: number): Slot[] {
  const sex = luck.permille(780) ? 'male' : 'female';
  const younger = sex === 'male' ? luck.between(-1, 6) : luck.between(-6, 1);
  return [
    { relation: 'head', sex, age: headAge },
    { relation: 'spouse', sex: sex === 'male' ? 'female' : 'male', age: Math.max(19, headAge - younger) },
  ];
}

/** Each next child two to five years younger; where no more fit, grown-up brothers and sisters of the head. */
function children(luck: Chance, count: number, parentAge: number): Slot[] {
  const ages = downFrom(luck, Math.min(38, parentAge - luck.between(21, 28)), Math.min(count, 4));
  const grown = Array.from({ length: count - ages.length }, () => Math.max(18, parentAge - luck.between(-2, 12)));
  const sibling = (age: number): Slot => ({ relation: 'sibling', sex: anySex(luck), age });
  return [...ages.map((age) => child(luck, age)), ...grown.map(sibling)];
}

function child(luck: Chance, age: number): Slot {
  return { relation: 'child', sex: luck.permille(515) ? 'male' : 'female', age };
}

/** Where no more fit, unmarried brothers and sisters of their father. */
function grandchildren(luck: Chance, count: number, parentAge: number): Slot[] {
  const ages = downFrom(luck, Math.min(22, parentAge - luck.between(20, 26)), count);
  const uncles = Array.from({ length: count - ages.length }, () => child(luck, Math.max(16, parentAge - luck.between(2, 10))));
  return [...uncles, ...ages.map((age): Slot => ({ relation: 'grandchild', sex: anySex(luck), age }))];
}

function downFrom(luck: Chance, eldest: number, count: number): number[] {
  const ages: number[] = [];
  for (let age = eldest; age >= 1 && ages.length < count; age -= luck.between(2, 5)) ages.push(age);
  return ages;
}

function anySex(luck: Chance): Sex {
  return luck.permille(510) ? 'male' : 'female';
}

// ---- names, births, numbers ----------------------------------------------------------------------------------------

function marriesIn(relation: Relation): boolean {
  return relation === 'spouse' || relation === 'child-in-law';
}

/** The head's line keeps the name: children of a son, not those who married in, nor a mother. */
function keepsSurname(slot: Slot): boolean {
  if (slot.relation === 'parent') return slot.sex === 'male';
  return slot.relation === 'head' || slot.relation === 'child' || slot.relation === 'sibling' || slot.relation === 'grandchild';
}

function other(ethnicity: Ethnicity): Ethnicity {
  return ethnicity === 'kinh' ? 'khmer' : 'kinh';
}

/** A day; of many old people only the year is on paper. */
function birthFor(luck: Chance, age: number, { agesOn, begins }: Days): string {
  const day = addDays(date(`${Number(agesOn.slice(0, 4)) - age}${agesOn.slice(4)}`), -luck.between(0, 364));
  const onlyYear = luck.permille(age >= 80 ? 550 : age >= 60 ? 250 : 0);
  const born = day >= begins ? addDays(begins, -luck.between(1, 200)) : day;
  return onlyYear ? born.slice(0, 4) : born;
}

/**
 * Province of birth, century and sex, year, and six digits that no other made person of that year and sex has, as long as
 * a household has no more than three of them.
 */
function citizenIdFor({ birth, sex }: Kin, running: number): string {
  const born = Number(birth.slice(0, 4));
  const century = (Math.floor(born / 100) - 19) * 2 + (sex === 'male' ? 0 : 1);
  // 7 919 has no factor in common with a million, so no two numbers below a million meet.
  // Of each year and sex another beginning, so that a family's numbers do not end alike.
  const digits = ((running % 1_000_000) * 7_919 + 104_729 + (born * 2 + century) * 613) % 1_000_000;
  return `086${century}${String(born % 100).padStart(2, '0')}${String(digits).padStart(6, '0')}`;
}

function sameKind(a: Kin, b: Kin): boolean {
  return a.sex === b.sex && a.birth.slice(0, 4) === b.birth.slice(0, 4);
}

/**
 * What is counted in each form before enumerators are compared (đếm trên từng phiếu): one line of judgement each, all of our own [M] but
 * the cut-off. How much is too much is `doubt.ts`.
 */
import { groupedBy } from '../../kernel/groups.ts';
import type { Share } from '../../kernel/chances.ts';
import { type Form, paceOf } from '../haste.ts';
import type { HeldAt } from '../where.ts';
import type { DoubtKind } from './codes.ts';
import type { ToldForm } from './doubt.ts';

export interface Counter {
  readonly kind: Exclude<DoubtKind, 'copied'>;
  /** Fewer than so many counted, here or elsewhere, say nothing. */
  readonly least: number;
  /** So many of a hundred more than elsewhere, else it is no matter however sure. */
  readonly apart: number;
  /** So many are told together and count as one. */
  readonly together: number;
  readonly of: (forms: readonly ToldForm[]) => (form: ToldForm) => Share;
}

const one = (yes: boolean): Share => ({ count: Number(yes), of: 1 });
const NONE: Share = { count: 0, of: 0 };

/** Points on either side of the cut-off within which an answer or two decide. */
export const NEAR = 35;

/** At or below the cut-off and near, of all that are near. */
const bunched = ({ b1Above }: ToldForm): Share => (b1Above === null || b1Above <= -NEAR || b1Above > NEAR ? NONE : one(b1Above <= 0));

const secondsOf = ({ startedAt, endedAt }: ToldForm): number | null =>
  startedAt === null || endedAt === null || endedAt < startedAt ? null : Math.floor((endedAt - startedAt) / 1000);

const hasty = (form: ToldForm): Share => {
  const seconds = secondsOf(form);
  return seconds === null ? NONE : one(paceOf(form.answers, form.before, seconds).hasty);
};

/** While another form of the same person was being filled in, for this long in common. */
const IN_COMMON = 60_000;

function atOnce(forms: readonly ToldForm[]): (form: ToldForm) => Share {
  const overlapping = new Set<string>();
  for (const own of groupedBy(forms, ({ enumeratorId }) => enumeratorId).values()) {
    const timed = own.flatMap(({ householdId, startedAt, endedAt }) =>
      startedAt === null || endedAt === null ? [] : [{ householdId, startedAt, endedAt }],
    );
    for (const [i, a] of timed.entries())
      for (const b of timed.slice(i + 1))
        if (Math.min(a.endedAt, b.endedAt) - Math.max(a.startedAt, b.startedAt) >= IN_COMMON)
          overlapping.add(a.householdId).add(b.householdId);
  }
  return (form) => (secondsOf(form) === null ? NONE : one(overlapping.has(form.householdId)));
}

/** Metres within which places are one, and so many other households told there. */
const ONE_PLACE = 12;
const OTHERS_THERE = 3;

function onePlace(forms: readonly ToldForm[]): (form: ToldForm) => Share {
  const places = groupedBy(
    forms.filter(({ heldAt }) => heldAt !== null),
    ({ enumeratorId }) => enumeratorId,
  );
  return ({ heldAt, enumeratorId, householdId }) => {
    if (heldAt === null) return NONE;
    const near = (places.get(enumeratorId) ?? []).filter(
      (each) => each.householdId !== householdId && metres(heldAt, each.heldAt) <= ONE_PLACE,
    );
    return one(near.length >= OTHERS_THERE);
  };
}

/** On a flat earth, which a commune is. A degree is 111.3 km; the delta lies at ten degrees north. */
export function metres(a: HeldAt, b: HeldAt | null): number {
  if (b === null) return Number.POSITIVE_INFINITY;
  return Math.hypot(a.latE5 - b.latE5, (a.lonE5 - b.lonE5) * 0.985) * 1.113;
}

/** Numbers that are measured or read off, as whole square metres, centimetres, kWh: not those that people know by heart in round figures. */
const MEASURED: readonly (readonly [field: string, unit: number])[] = [
  ['dwellingAreaDm2', 100],
  ['powerKwh', 1],
];
const MEASURED_OF_MEMBER: readonly (readonly [field: string, unit: number])[] = [
  ['heightMm', 10],
  ['weightG', 1_000],
];

/** Numbers that end in 0 or 5, as R. J. Myers and G. C. Whipple looked at ages. */
function roundNumbers({ answers }: ToldForm): Share {
  const numbers = [
    ...numbersIn(answers.household, MEASURED),
    ...answers.members.flatMap((member) => numbersIn(member, MEASURED_OF_MEMBER)),
  ];
  return { count: numbers.filter((number) => number % 5 === 0).length, of: numbers.length };
}

function numbersIn(facts: Readonly<Record<string, unknown>>, fields: typeof MEASURED): number[] {
  return fields.flatMap(([field, unit]) => {
    const value = facts[field];
    return typeof value === 'number' && value >= 10 * unit ? [Math.round(value / unit)] : [];
  });
}

/** Things of worth, and what is land or a herd where more than half gone is gone. */
const ASSETS = [
  'televisions',
  'cars',
  'motorbikes',
  'motorBoats',
  'fridges',
  'airConditioners',
  'washingMachines',
  'waterHeaters',
  'microwaves',
  'soundSystems',
  'laptops',
];
const HOLDINGS = ['annualLandM2', 'perennialLandM2', 'pondM2', 'cattle', 'pigs'];
/** So many kinds lost within a year are seldom. */
const MANY_LOST = 2;

/** Kinds of things and holdings that stand in the form before and no more in this one. */
export function lostIn(now: Form, before: Form): readonly string[] {
  const had = (form: Form, field: string): number => (typeof form.household[field] === 'number' ? form.household[field] : 0);
  const told = (field: string): boolean => typeof now.household[field] === 'number';
  return [
    ...ASSETS.filter((field) => told(field) && had(before, field) > 0 && had(now, field) === 0),
    ...HOLDINGS.filter((field) => told(field) && had(now, field) * 2 < had(before, field)),
  ];
}

const lostAssets = ({ answers, before }: ToldForm): Share => (before === null ? NONE : one(lostIn(answers, before).length >= MANY_LOST));

export const COUNTERS: readonly Counter[] = [
  { kind: 'bunched', least: 6, apart: 25, together: 1, of: () => bunched },
  { kind: 'hasty', least: 6, apart: 25, together: 1, of: () => hasty },
  { kind: 'at-once', least: 6, apart: 25, together: 2, of: atOnce },
  { kind: 'one-place', least: 6, apart: 25, together: 2, of: onePlace },
  { kind: 'round-numbers', least: 20, apart: 30, together: 3, of: () => roundNumbers },
  { kind: 'lost-assets', least: 6, apart: 30, together: 1, of: () => lostAssets },
];

/**
 * What goes wrong on purpose in a made commune (gài gian lận và bỏ sót vào xã giả định), by seed, with its truth: enumerators who lower
 * scores, copy, invent at a desk, or write down nothing of what people own, and poor households that nobody put on the list; beside them honest ones with habits of their own,
 * who round more or less, are quick, leave a form open or ask several families at one table. For measuring whoever looks for them.
 */
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Answers, HouseholdAnswers } from '../../core/interview/answers.ts';
import { type PlainDate, instantOf } from '../../core/kernel/dates.ts';
import { type Chance, chance } from './chance.ts';
import type { Story, StoryHousehold, Visit } from './story.ts';

export const FRAUDS = ['lowers', 'copies', 'desk', 'hides'] as const;
export type Fraud = (typeof FRAUDS)[number];

export interface FraudWish {
  readonly seed: string;
  readonly areaType: 'rural' | 'urban';
  /** Who asks in this hamlet. */
  readonly enumeratorOf: (hamletId: string) => string;
  /** Of a thousand enumerators, so many cheat; of a thousand poor households, so many were left out. */
  readonly cheats: number;
  readonly omitted: number;
  /** All of them do this, whatever their luck. */
  readonly everybody?: Fraud;
}

export interface Omitted {
  readonly householdId: string;
  /** What nobody asked, kept for measuring apart. */
  readonly answers: Answers;
}

export interface WithFraud {
  readonly households: readonly StoryHousehold[];
  /** Those who cheat. */
  readonly cheats: ReadonlyMap<string, Fraud>;
  /** Households whose form was made by cheating. */
  readonly falsified: ReadonlySet<string>;
  readonly omitted: readonly Omitted[];
}

const RULEBOOK = rulebookById('2022-2026');
const MINUTE = 60_000;

export function plantFraud(households: readonly StoryHousehold[], wish: FraudWish): WithFraud {
  const omitted: Omitted[] = [];
  const kept = households.map((household) => {
    const answers = leftOut(household, wish);
    if (answers === null) return household;
    omitted.push({ householdId: household.registered.householdId, answers });
    return {
      ...household,
      visits: [],
      past: chance(wish.seed, 'fell off', household.registered.householdId).permille(300) ? household.past : [],
    };
  });
  const asked = Map.groupBy(kept.filter(isAsked), ({ registered }) => wish.enumeratorOf(registered.hamletId));
  const cheats = new Map<string, Fraud>();
  const falsified = new Set<string>();
  const changed = new Map<string, Visit>();
  for (const [id, own] of asked) {
    const luck = chance(wish.seed, 'enumerator', id);
    const fraud = wish.everybody ?? (luck.permille(wish.cheats) ? luck.pick(FRAUDS) : null);
    if (fraud !== null) cheats.set(id, fraud);
    for (const { householdId, visit, isFalse } of formsOf(own, { wish, luck, fraud })) {
      changed.set(householdId, visit);
      if (isFalse) falsified.add(householdId);
    }
  }
  const told = kept.map((household) => ({
    ...household,
    visits: household.visits.map((visit) => (visit.year === 2026 ? (changed.get(household.registered.householdId) ?? visit) : visit)),
  }));
  return { households: told, cheats, falsified, omitted };
}

/** The same story with cheats and omissions, one enumerator a hamlet, and the truth about them as lines. */
export function withFraud(
  story: Story,
  wish: Pick<FraudWish, 'areaType' | 'cheats' | 'omitted'>,
): { story: Story; planted: readonly object[] } {
  const { households, cheats, falsified, omitted } = plantFraud([...story.households()], {
    ...wish,
    seed: story.seed,
    enumeratorOf: (id) => id,
  });
  const planted = [
    ...[...cheats].map(([hamletId, fraud]) => ({ hamletId, fraud })),
    ...[...falsified].map((householdId) => ({ householdId, falsified: true })),
    ...omitted.map(({ householdId }) => ({ householdId, omitted: true })),
  ];
  return { story: { ...story, households: () => households }, planted };
}

/** The form of this year, where it is done. */
const thisYear = ({ visits }: StoryHousehold): Visit | undefined => visits.find(({ year, answers }) => year === 2026 && answers !== null);
const isAsked = (household: StoryHousehold): boolean => thisYear(household) !== undefined;

/** The answers of a poor household that is left out; null: it is not. */
function leftOut(household: StoryHousehold, { seed, areaType, omitted }: FraudWish): Answers | null {
  const visit = thisYear(household);
  if (visit === undefined || visit.answers === null || visit.why === 'sample') return null;
  const { outcome } = assess(RULEBOOK, visit.answers, { areaType, date: visit.on });
  if (outcome !== 'poor' && outcome !== 'near-poor') return null;
  return chance(seed, 'omitted', household.registered.householdId).permille(omitted) ? visit.answers : null;
}

interface Told {
  readonly householdId: string;
  readonly visit: Visit;
  readonly isFalse: boolean;
}

interface Hand {
  readonly wish: FraudWish;
  readonly luck: Chance;
  readonly fraud: Fraud | null;
}

function formsOf(own: readonly StoryHousehold[], { wish, luck, fraud }: Hand): Told[] {
  const habits = {
    rounds: luck.between(50, 400),
    quick: luck.between(0, 150),
    open: luck.between(0, 60),
    table: luck.permille(60) ? 200 : 0,
  };
  const desk = placeIn(luck);
  const templates = luck.shuffle(own).slice(0, 3);
  const inOrder = own.toSorted((a, b) => compare(thisYear(a)?.on ?? '', thisYear(b)?.on ?? ''));
  const evenings = templates.flatMap((each) => thisYear(each)?.on ?? []).slice(0, 2);
  const next = { day: '', at: 0 };
  return inOrder.map((household): Told => {
    const { householdId } = household.registered;
    const visit = thisYear(household);
    if (visit === undefined || visit.answers === null) throw new RangeError('Not asked.');
    const each = chance(wish.seed, 'form', householdId);
    const honest = { ...visit, answers: rounded(visit.answers, each, habits.rounds), ...honestly({ each, visit, habits, next, desk }) };
    const told = (answers: Answers, more: Partial<Visit> = {}): Told => ({
      householdId,
      visit: { ...honest, answers, ...more },
      isFalse: true,
    });
    if (fraud === 'lowers' && each.permille(850)) {
      const lowered = lower(honest.answers, { areaType: wish.areaType, on: visit.on });
      if (lowered !== null) return told(lowered);
    }
    if (fraud === 'hides' && each.permille(850)) {
      const hidden = hide(honest.answers);
      if (hidden !== null) return told(hidden);
    }
    const template = each.pick(templates);
    const from = thisYear(template)?.answers;
    if (fraud === 'copies' && template !== household && from !== undefined && from !== null && each.permille(600))
      return told(copied(honest.answers, from, each));
    if (fraud === 'desk' && each.permille(700)) return told(rounded(honest.answers, each, 900), atDesk(each, evenings, desk));
    return { householdId, visit: honest, isFalse: false };
  });
}

interface Honest {
  readonly each: Chance;
  readonly visit: Visit;
  readonly habits: { readonly quick: number; readonly open: number; readonly table: number };
  /** When the one before was done. */
  readonly next: { day: string; at: number };
  readonly desk: Place;
}

/** One after the other, a way between them; now and then a form stays open, and a family is asked at the hamlet's house. */
function honestly({ each, visit, habits, next, desk }: Honest): Pick<Visit, 'minutes' | 'endedAt' | 'heldAt'> {
  if (next.day !== visit.on) Object.assign(next, { day: visit.on, at: Date.parse(`${visit.on}T00:20:00.000Z`) });
  const minutes = each.permille(habits.quick) ? each.between(8, 14) : each.bell({ low: 14, mean: 30, high: 70 });
  const began = next.at + each.between(3, 25) * MINUTE;
  const ended = began + minutes * MINUTE;
  next.at = ended;
  const shown = each.permille(habits.open) ? minutes + each.between(20, 60) : minutes;
  const place = each.permille(habits.table) ? nearTo(desk, each) : placeIn(each);
  return { minutes: shown, endedAt: instantOf(ended), heldAt: each.permille(750) ? place : null };
}

/** Two to four minutes each on one evening or two, one on top of the other, at one table. */
function atDesk(each: Chance, evenings: readonly string[], desk: Place): Pick<Visit, 'minutes' | 'endedAt' | 'heldAt'> {
  const ended = Date.parse(`${each.pick(evenings)}T12:00:00.000Z`) + each.between(0, 40) * MINUTE;
  return { minutes: each.between(2, 4), endedAt: instantOf(ended), heldAt: each.permille(750) ? nearTo(desk, each) : null };
}

type Place = NonNullable<Visit['heldAt']>;

/** Some two kilometres across, near Trà Ôn. */
function placeIn(luck: Chance): Place {
  return { latE5: 996_000 + luck.between(0, 1_800), lonE5: 10_592_000 + luck.between(0, 1_800), accuracyM: luck.between(4, 15) };
}

/** As exact as a phone in the open. */
function nearTo(place: Place, luck: Chance): Place {
  return { ...place, latE5: place.latE5 + luck.between(-4, 4), lonE5: place.lonE5 + luck.between(-4, 4) };
}

/** What is measured, to the whole unit, or to five of them. */
function rounded({ household, members }: Answers, each: Chance, permille: number): Answers {
  const to = (value: number | string | undefined, unit: number): number | undefined => {
    const step = each.permille(permille) ? unit * 5 : unit;
    return typeof value === 'number' ? Math.max(unit, Math.round(value / step) * step) : undefined;
  };
  const area = to(household.dwellingAreaDm2, 100);
  const power = to(household.powerKwh, 1);
  return {
    household: {
      ...household,
      ...(area === undefined ? {} : { dwellingAreaDm2: area }),
      ...(power === undefined ? {} : { powerKwh: power }),
    },
    members: members.map((member) => {
      const [heightMm, weightG] = [to(member.heightMm, 10), to(member.weightG, 1_000)];
      return { ...member, ...(heightMm === undefined ? {} : { heightMm }), ...(weightG === undefined ? {} : { weightG }) };
    }),
  };
}

/** Things left out one after the other until the points are low enough; null where they were, or where too many would be missed. */
function lower(answers: Answers, { areaType, on }: { readonly areaType: 'rural' | 'urban'; readonly on: PlainDate }): Answers | null {
  const { cutOffRural, cutOffUrban } = RULEBOOK.parameters;
  const cutOff = areaType === 'rural' ? cutOffRural.value : cutOffUrban.value;
  const pointsOf = (told: Answers): number => assess(RULEBOOK, told, { areaType, date: on }).b1.max;
  const points = pointsOf(answers);
  if (points <= cutOff || points > cutOff + FAR) return null;
  let at = answers;
  for (const field of HIDDEN) {
    if (typeof at.household[field] !== 'number' || at.household[field] === 0) continue;
    at = { ...at, household: { ...at.household, [field]: 0 } };
    if (pointsOf(at) <= cutOff) return at;
  }
  return null;
}

const FAR = 60;
const HIDDEN = [
  'fridges',
  'motorbikes',
  'televisions',
  'washingMachines',
  'airConditioners',
  'waterHeaters',
  'annualLandM2',
  'soundSystems',
  'powerKwh',
] as const;

/** Everything of worth left out at once, whatever the points; null where nothing was there. */
function hide(answers: Answers): Answers | null {
  const owned = HIDDEN.filter(
    (field) => field !== 'powerKwh' && typeof answers.household[field] === 'number' && answers.household[field] > 0,
  );
  if (owned.length === 0) return null;
  return { ...answers, household: { ...answers.household, ...Object.fromEntries(owned.map((field) => [field, 0])) } };
}

/** The whole of the other's household with one answer or two changed, so that it does not show; people are their own. */
function copied(own: Answers, from: Answers, each: Chance): Answers {
  const household: HouseholdAnswers = { ...from.household };
  const kwh = from.household.powerKwh;
  const area = from.household.dwellingAreaDm2;
  if (typeof kwh === 'number' && each.permille(500)) return { ...own, household: { ...household, powerKwh: kwh + each.between(1, 9) } };
  if (typeof area === 'number') return { ...own, household: { ...household, dwellingAreaDm2: area + each.between(1, 6) * 100 } };
  return { ...own, household };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

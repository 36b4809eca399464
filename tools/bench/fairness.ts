/**
 * How well fraud and omissions are seen, and who is asked for nothing (đo việc phát hiện gian lận, bỏ sót): the communes of old Vĩnh Long
 * as `tools/village` makes them, with enumerators who cheat and poor households left out by seed, and their truth. For each detector the
 * share of cheats and of falsified forms that it names, and honest enumerators and forms that it names; the left-out finder beside a list
 * drawn by lot. Khmer, one-person and renting households apart. Shares of ours, so on real lists it will find fewer.
 */
import { assess } from '../../core/classify/assess.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import { type CommuneCount, communesThatStandOut } from '../../core/interview/doubts/communes.ts';
import { NEAR } from '../../core/interview/doubts/counts.ts';
import { DOUBTS } from '../../core/interview/doubts/codes.ts';
import { type Doubt, doubtsOf, type ToldForm } from '../../core/interview/doubts/doubt.ts';
import type { Share } from '../../core/kernel/chances.ts';
import { date } from '../../core/kernel/dates.ts';
import { type Home, findLeftOut } from '../../core/register/left-out.ts';
import { relativesListed } from '../../core/register/relatives.ts';
import { chance } from '../village/chance.ts';
import { communeFrame, realTree } from '../village/commune.ts';
import { type Fraud, plantFraud, type WithFraud } from '../village/fraud.ts';
import type { StoryHousehold } from '../village/story.ts';
import { makeVillage, visitDays } from '../village/village.ts';
import { type BenchResult, type BenchRow, machine, median } from './report.ts';

export interface BenchFairnessOptions {
  /** All of old Vĩnh Long by default. */
  readonly communes?: number;
  /** Worlds of their own; what is judged by hand in the detectors was chosen on others, named `tuning …`. */
  readonly seeds?: readonly string[];
  /** Hamlets of one enumerator. */
  readonly hamlets?: number;
  /** Of a thousand enumerators, so many cheat. */
  readonly cheats?: number;
  readonly onProgress?: (line: string) => void;
}

const TODAY = date('2026-11-25');
const RULEBOOK = rulebookById('2022-2026');
/** Of a thousand poor households, so many were left out. */
const OMITTED = 150;
/** Of a thousand households, so many lost somebody within the year; of those left out, and of others. */
const DEATHS = { omitted: 80, others: 20 } as const;
/** Households of a commune that an officer can have visited. */
const VISITS = 50;

const GROUPS = ['all', 'Khmer', 'one person', 'renting'] as const;
type Group = (typeof GROUPS)[number];

export function benchFairness(options: BenchFairnessOptions = {}): BenchResult {
  const { communes = 107, seeds = ['fairness 1', 'fairness 2', 'fairness 3'], hamlets = 2, cheats = 120, onProgress = () => {} } = options;
  const codes = communeCodes().slice(0, communes);
  const sum = new Sums();
  const seconds: number[] = [];
  let households = 0;
  for (const seed of seeds) {
    let spent = 0;
    const counts: CommuneCount[] = [];
    for (const code of codes) {
      const made = madeCommune({ seed, code, hamlets, cheats });
      if (made === null) continue;
      counts.push({ communeId: code, near: nearOf(made.forms) });
      households += made.homes.length;
      const from = performance.now();
      const doubts = doubtsOf(made.forms);
      const leftOut = findLeftOut(made.homes, TODAY, VISITS);
      spent += performance.now() - from;
      sum.addOfficials(made, `${seed} ${code}`);
      sum.add(made, { doubts, leftOut: leftOut.map(({ householdId }) => householdId) });
    }
    seconds.push(spent / 1000);
    sum.addCommunes(counts, lowering({ seed, hamlets, cheats }, counts));
    onProgress(`${seed}: ${households} households so far`);
  }
  const n = Math.round(households / seeds.length);
  return { machine: machine(), rows: [{ name: 'all detectors over the province', n, median: median(seconds), unit: 's' }, ...sum.rows()] };
}

/** Of a thousand communes, in so many everybody lowers scores; at least one. */
const WHOLE = 100;

/** Some communes once more, with everybody lowering scores. */
function lowering(wish: Omit<Wish, 'code'>, counts: readonly CommuneCount[]): readonly CommuneCount[] {
  const codes = chance(wish.seed, 'whole communes').shuffle(counts.map(({ communeId }) => communeId));
  return codes.slice(0, Math.max(1, Math.round((codes.length * WHOLE) / 1000))).flatMap((code) => {
    const made = madeCommune({ ...wish, code, everybody: 'lowers' });
    return made === null ? [] : [{ communeId: code, near: nearOf(made.forms) }];
  });
}

function nearOf(forms: readonly ToldForm[]): Share {
  const near = forms.filter(({ b1Above }) => b1Above !== null && b1Above > -NEAR && b1Above <= NEAR);
  return { count: near.filter(({ b1Above }) => (b1Above ?? 1) <= 0).length, of: near.length };
}

/** Today's communes whose households the census counts. */
function communeCodes(): readonly string[] {
  const units = [...realTree().periods.values()].flat().filter(({ kind, to }) => (kind === 'xa' || kind === 'phuong') && to === null);
  return units.flatMap(({ code }) => (code === null || 'code' in communeFrame('codes', code, TODAY) ? [] : [code])).sort();
}

interface MadeCommune {
  readonly forms: readonly ToldForm[];
  readonly homes: readonly Home[];
  readonly planted: WithFraud;
  /** Of each household asked or left out. */
  readonly groups: ReadonlyMap<string, readonly Group[]>;
}

interface Wish {
  readonly seed: string;
  readonly code: string;
  readonly hamlets: number;
  readonly cheats: number;
  readonly everybody?: Fraud;
}

export function madeCommune({ seed, code, hamlets, cheats, everybody }: Wish): MadeCommune | null {
  const frame = communeFrame(seed, code, TODAY);
  if ('code' in frame) return null;
  const { areaType } = frame;
  const at = new Map(frame.hamlets.map(({ areaId }, i) => [areaId as string, `${code} ${Math.floor(i / hamlets)}`]));
  const enumeratorOf = (hamletId: string): string => at.get(hamletId) ?? '';
  const { story } = makeVillage(frame, visitDays(TODAY));
  const planted = plantFraud([...story.households()], {
    seed,
    areaType,
    enumeratorOf,
    cheats,
    omitted: OMITTED,
    ...(everybody === undefined ? {} : { everybody }),
  });
  const missed = new Map(planted.omitted.map(({ householdId, answers }) => [householdId, answers]));
  const groups = new Map<string, readonly Group[]>();
  const forms: ToldForm[] = [];
  const homes: Home[] = [];
  for (const household of planted.households) {
    const { householdId } = household.registered;
    const now = household.visits.find(({ year }) => year === 2026);
    const answers = missed.get(householdId) ?? now?.answers ?? null;
    groups.set(householdId, groupsOf(household, answers?.household.tenure));
    if (now?.why !== 'sample') homes.push(homeOf(household, { seed, missed: missed.has(householdId) }));
    const form = toldForm(household, { areaType, enumeratorId: enumeratorOf(household.registered.hamletId) });
    if (form !== null) forms.push(form);
  }
  return { forms, homes, planted, groups };
}

function toldForm(
  { registered, visits }: StoryHousehold,
  { areaType, enumeratorId }: { readonly areaType: 'rural' | 'urban'; readonly enumeratorId: string },
): ToldForm | null {
  const now = visits.find(({ year }) => year === 2026);
  if (now === undefined || now.answers === null) return null;
  const { cutOffRural, cutOffUrban } = RULEBOOK.parameters;
  const { b1 } = assess(RULEBOOK, now.answers, { areaType, date: now.on });
  const endedAt = now.endedAt === undefined ? null : Date.parse(now.endedAt);
  return {
    householdId: registered.householdId,
    hamletId: registered.hamletId,
    enumeratorId,
    answers: now.answers,
    before: visits.find(({ year }) => year === 2025)?.answers ?? null,
    b1Above: b1.min === b1.max ? b1.min - (areaType === 'rural' ? cutOffRural.value : cutOffUrban.value) : null,
    startedAt: endedAt === null || now.minutes === undefined ? null : endedAt - now.minutes * 60_000,
    endedAt,
    heldAt: now.heldAt ?? null,
  };
}

function homeOf({ registered, visits, past }: StoryHousehold, { seed, missed }: { readonly seed: string; readonly missed: boolean }): Home {
  const { householdId, members } = registered;
  const last = visits.find(({ year }) => year === 2025)?.answers;
  const known = last === undefined || last === null ? {} : { disabled: last.members.some(({ assistance }) => assistance === 'disability') };
  return {
    householdId,
    listed: visits.some(({ year }) => year === 2026),
    births: members.map(({ birth }) => birth),
    signs: {
      ...known,
      death: chance(seed, 'death', householdId).permille(missed ? DEATHS.omitted : DEATHS.others),
      'was-listed': past.some((one) => one.class !== 'not-poor'),
    },
  };
}

function groupsOf({ registered: { members } }: StoryHousehold, tenure: string | undefined): readonly Group[] {
  return [
    'all',
    ...(members[0]?.ethnicity === 'khmer' ? (['Khmer'] as const) : []),
    ...(members.length === 1 ? (['one person'] as const) : []),
    ...(tenure === 'rented' || tenure === 'borrowed' ? (['renting'] as const) : []),
  ];
}

interface Named {
  readonly doubts: readonly Doubt[];
  readonly leftOut: readonly string[];
}

/** Counts of named among counted, by a label. */
class Sums {
  readonly #counts = new Map<string, { named: number; of: number }>();

  add({ forms, homes, planted, groups }: MadeCommune, { doubts, leftOut }: Named): void {
    const enumerators = new Set(forms.map(({ enumeratorId }) => enumeratorId));
    for (const kind of [...DOUBTS, 'any'] as const) {
      const own = doubts.filter((doubt) => kind === 'any' || doubt.kind === kind);
      const ids = new Set(own.filter(({ by }) => by === 'enumerator').map(({ id }) => id));
      for (const id of enumerators) {
        const fraud = planted.cheats.get(id);
        this.#note(fraud === undefined ? `${kind}: honest enumerators named` : `${kind}: cheats that ${WHAT[fraud]} named`, ids.has(id));
      }
      const looked = new Set(own.flatMap(({ households }) => households));
      const label = kind === 'any' ? 'forms' : `forms by ${kind}`;
      for (const { householdId } of forms)
        for (const group of groups.get(householdId) ?? [])
          this.#note(`${label}, ${group}: ${planted.falsified.has(householdId) ? 'falsified' : 'honest'} named`, looked.has(householdId));
    }
    const missed = new Set(planted.omitted.map(({ householdId }) => householdId));
    const [named, lot] = [new Set(leftOut), new Set(byLot(homes))];
    for (const { householdId, listed } of homes) {
      if (listed) continue;
      for (const group of groups.get(householdId) ?? []) {
        if (!missed.has(householdId) && group === 'renting') continue;
        this.#note(`left out, ${group}: ${missed.has(householdId) ? 'omitted' : 'others'} named`, named.has(householdId));
      }
      if (missed.has(householdId)) this.#note('left out, by lot: omitted named', lot.has(householdId));
    }
  }

  /** Officials of the commune with declared relatives, of whom some put theirs on the list. */
  addOfficials({ homes }: MadeCommune, seed: string): void {
    const { listed, ties, favours } = officialsOf(homes, seed);
    const named = new Set(relativesListed(listed, ties).map(({ accountId }) => accountId));
    for (const accountId of new Set(ties.map((tie) => tie.accountId)))
      this.#note(
        favours.has(accountId) ? 'relatives: officials who list theirs, named' : 'relatives: honest officials named',
        named.has(accountId),
      );
  }

  /** As they are, and with some in the place of their own in which everybody lowers scores. */
  addCommunes(counts: readonly CommuneCount[], whole: readonly CommuneCount[]): void {
    const lowered = new Set(whole.map(({ communeId }) => communeId));
    const plain = new Set(communesThatStandOut(counts).map(({ communeId }) => communeId));
    for (const { communeId } of counts) this.#note('communes: none lowers as a whole, named', plain.has(communeId));
    const mixed = [...counts.filter(({ communeId }) => !lowered.has(communeId)), ...whole];
    const named = new Set(communesThatStandOut(mixed).map(({ communeId }) => communeId));
    for (const { communeId } of mixed)
      this.#note(lowered.has(communeId) ? 'communes: everybody lowers, named' : 'communes: others beside them named', named.has(communeId));
  }

  #note(label: string, named: boolean): void {
    const count = this.#counts.get(label) ?? { named: 0, of: 0 };
    this.#counts.set(label, { named: count.named + Number(named), of: count.of + 1 });
  }

  rows(): BenchRow[] {
    const counted = [...this.#counts].sort(([a], [b]) => order(a) - order(b));
    const honest = this.#counts.get('any: honest enumerators named');
    return [
      ...counted.map(([name, { named, of }]): BenchRow => ({ name, n: of, median: (100 * named) / of, unit: '%' })),
      { name: 'honest enumerators accused', n: honest?.of ?? 0, median: honest?.named ?? 0, unit: 'people' },
    ];
  }
}

const WHAT: Readonly<Record<Fraud, string>> = {
  lowers: 'lower scores',
  copies: 'copy',
  desk: 'invent at a desk',
  hides: 'hide what is owned',
};
const KINDS: readonly string[] = ['communes', 'relatives', ...DOUBTS, 'any', 'forms', 'left out'];
const order = (name: string): number => KINDS.findIndex((kind) => name.startsWith(kind));

/** People of the offices of a commune, and households related to each; of a thousand relatives so many are declared. */
const OFFICIALS = 12;
const RELATIVES = { least: 4, most: 12, declared: 700 } as const;
/** Of a thousand officials so many list their relatives; of a thousand of these relatives so many come onto it. */
const FAVOURING = { officials: 150, relatives: 850 } as const;

function officialsOf(homes: readonly Home[], seed: string) {
  const favours = new Set<string>();
  const put = new Set<string>();
  const ties: { accountId: string; householdId: string }[] = [];
  for (let i = 0; i < OFFICIALS; i += 1) {
    const [accountId, luck] = [`official ${i}`, chance(seed, 'official', `${i}`)];
    const favouring = luck.permille(FAVOURING.officials);
    if (favouring) favours.add(accountId);
    for (let k = luck.between(RELATIVES.least, RELATIVES.most); k > 0; k -= 1) {
      const { householdId } = luck.pick(homes);
      if (favouring && luck.permille(FAVOURING.relatives)) put.add(householdId);
      if (luck.permille(RELATIVES.declared)) ties.push({ accountId, householdId });
    }
  }
  const listed = homes.map(({ householdId, listed: before }) => ({ householdId, listed: before || put.has(householdId) }));
  return { listed, ties, favours };
}

/** As many as are proposed, drawn from all that are on no list. */
function byLot(homes: readonly Home[]): readonly string[] {
  const others = homes.filter(({ listed }) => !listed).map(({ householdId }) => householdId);
  return chance('lot', others.length).shuffle(others).slice(0, VISITS);
}

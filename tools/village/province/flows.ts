/**
 * The ways of households over the lists (diễn biến): how many stay, rise, fall, relapse, come new, split off or end in each year,
 * so that one year's result becomes the next one's exactly, whatever the two are. Shares are a judgement by hand; the sums
 * are not. Which household goes which way is `cast.ts`.
 */
import type { PovertyClass } from '../../../core/classify/verdict.ts';
import { chance } from '../chance.ts';
import type { Listed, Targets } from './targets.ts';

export const REVIEW_YEARS = [2022, 2023] as const;
export type PastYear = (typeof REVIEW_YEARS)[number];

/** One year of one household: reviewed with a result, or ended before the review. */
export type Turn = { readonly how: 'on-list' | 'request' | 'split'; readonly to: PovertyClass } | { readonly how: 'died' | 'merged' };

/** One household's way; null: not reviewed in that year. */
export interface Way {
  /** Result of 2021. */
  readonly first: Exclude<PovertyClass, 'not-poor'> | null;
  /** A list of 2018 had it, one of 2019 no more. */
  readonly formerly: Exclude<PovertyClass, 'not-poor'> | null;
  readonly turns: readonly [Turn | null, Turn | null];
  /** Asked of poor households of the last result only. */
  readonly escape: 'no' | 'yes' | null;
}

/** Households of a year by what became of them. */
export interface Flows {
  readonly poorStays: number;
  readonly poorToNear: number;
  readonly poorOut: number;
  readonly poorEnded: number;
  readonly nearStays: number;
  readonly nearToPoor: number;
  readonly nearOut: number;
  readonly nearEnded: number;
  readonly poorNew: number;
  readonly poorRelapsed: number;
  readonly poorSplit: number;
  readonly nearNew: number;
  readonly nearRelapsed: number;
  readonly nearSplit: number;
}

export function flowsFor(from: Listed, to: Listed): Flows {
  const poorEnded = share(from.poor, 9);
  const nearEnded = share(from.nearPoor, 6);
  const poorSplit = Math.min(share(poorEnded, 400), to.poor);
  const nearSplit = Math.min(share(nearEnded, 400), to.nearPoor);
  const poorRelapsed = Math.min(share(to.poor, 18), to.poor - poorSplit);
  const nearToPoor = Math.min(share(to.poor, 60), to.poor - poorSplit - poorRelapsed, from.nearPoor - nearEnded);
  const poorCome = poorSplit + poorRelapsed + nearToPoor;
  const poorStays = within(to.poor - poorCome - share(to.poor, 45), from.poor - poorEnded);
  const leave = from.poor - poorEnded - poorStays;
  const poorToNear = Math.min(share(leave, 520), to.nearPoor - nearSplit);
  const nearRelapsed = Math.min(share(to.nearPoor, 12), to.nearPoor - nearSplit - poorToNear);
  const nearCome = nearSplit + poorToNear + nearRelapsed;
  const nearStays = within(to.nearPoor - nearCome - share(to.nearPoor, 55), from.nearPoor - nearEnded - nearToPoor);
  return {
    ...{ poorStays, poorToNear, poorOut: leave - poorToNear, poorEnded, nearStays, nearToPoor, nearEnded },
    nearOut: from.nearPoor - nearEnded - nearToPoor - nearStays,
    ...{
      poorNew: to.poor - poorCome - poorStays,
      poorRelapsed,
      poorSplit,
      nearNew: to.nearPoor - nearCome - nearStays,
      nearRelapsed,
      nearSplit,
    },
  };
}

const share = (count: number, permille: number): number => Math.round((count * permille) / 1_000);
const within = (count: number, most: number): number => Math.max(0, Math.min(count, most));

interface Draft {
  first: Way['first'];
  formerly: Way['formerly'];
  turns: [Turn | null, Turn | null];
  escape: Way['escape'];
}

/** All ways of the province, and how many households that are on no list split in each year, so that their number stays. */
export function waysFor(seed: string, targets: Targets): { ways: readonly Way[]; plainSplits: readonly [number, number] } {
  const [first] = targets.results;
  const ways: Draft[] = [...drafts(first.poor, 'poor'), ...drafts(first.nearPoor, 'near-poor')];
  const plainSplits: [number, number] = [0, 0];
  for (const at of [0, 1] as const) {
    const flows = flowsFor(targets.results[at], targets.results[at === 0 ? 1 : 2]);
    addYear(ways, at, { flows, luck: chance(seed, 'ways', at) });
    plainSplits[at] = flows.poorEnded + flows.nearEnded - flows.poorSplit - flows.nearSplit;
  }
  const poor = chance(seed, 'escape').shuffle(ways.filter((way) => classAfter(way, 1) === 'poor'));
  poor.forEach((way, i) => {
    way.escape = i < targets.cannotEscape ? 'yes' : 'no';
  });
  return { ways: chance(seed, 'order of ways').shuffle(ways), plainSplits };
}

/** The class that the year's result leaves; null where the household was on no list, or ended. */
export function classAfter(way: Pick<Way, 'first' | 'turns'>, at: -1 | 0 | 1): PovertyClass | null {
  if (at === -1) return way.first;
  const turn = way.turns[at];
  if (turn !== null) return 'to' in turn ? turn.to : null;
  const before = classAfter(way, at === 0 ? -1 : 0);
  return before === 'not-poor' ? 'not-poor' : null;
}

function drafts(count: number, first: Way['first']): Draft[] {
  return Array.from({ length: count }, () => ({ first, formerly: null, turns: [null, null], escape: null }));
}

interface YearWish {
  readonly flows: Flows;
  readonly luck: ReturnType<typeof chance>;
}

function addYear(ways: Draft[], at: 0 | 1, { flows, luck }: YearWish): void {
  const before = at === 0 ? -1 : 0;
  const standing = (wanted: PovertyClass) => luck.shuffle(ways.filter((way) => classAfter(way, before) === wanted));
  // Those who rose the year before are the first to relapse; taken before this year's turns are known.
  const risen = standing('not-poor');
  deal(standing('poor'), at, [
    [flows.poorStays, stays('poor')],
    [flows.poorToNear, stays('near-poor')],
    [flows.poorOut, stays('not-poor')],
    [flows.poorEnded, ended(luck)],
  ]);
  deal(standing('near-poor'), at, [
    [flows.nearStays, stays('near-poor')],
    [flows.nearToPoor, stays('poor')],
    [flows.nearOut, stays('not-poor')],
    [flows.nearEnded, ended(luck)],
  ]);
  comeBack(ways, at, { risen, class: 'poor', count: flows.poorRelapsed });
  comeBack(ways, at, { risen, class: 'near-poor', count: flows.nearRelapsed });
  const come = (count: number, how: 'request' | 'split', to: PovertyClass): void => {
    for (const way of drafts(count, null)) {
      way.turns[at] = { how, to };
      ways.push(way);
    }
  };
  come(flows.poorNew, 'request', 'poor');
  come(flows.nearNew, 'request', 'near-poor');
  come(flows.poorSplit, 'split', 'poor');
  come(flows.nearSplit, 'split', 'near-poor');
  // Some ask and are found not poor.
  come(share(flows.poorNew + flows.nearNew, 300), 'request', 'not-poor');
}

const stays = (to: PovertyClass) => (): Turn => ({ how: 'on-list', to });
/** Lone people die; who split off the year before goes back. */
const ended =
  (luck: YearWish['luck']) =>
  (way: Draft): Turn => ({ how: luck.permille(750) && way.turns[0]?.how !== 'split' ? 'died' : 'merged' });

function deal(ways: readonly Draft[], at: 0 | 1, hands: readonly (readonly [number, (way: Draft) => Turn])[]): void {
  let next = 0;
  for (const [count, turn] of hands) {
    for (const way of ways.slice(next, next + count)) way.turns[at] = turn(way);
    next += count;
  }
  if (next !== ways.length) throw new RangeError(`${ways.length} households and ${next} turns.`);
}

interface Back {
  readonly risen: Draft[];
  readonly class: Exclude<PovertyClass, 'not-poor'>;
  readonly count: number;
}

/** Who was of that class before and rose; where too few did, households that a list of 2018 had. */
function comeBack(ways: Draft[], at: 0 | 1, { risen, class: to, count }: Back): void {
  for (let i = 0; i < count; i += 1) {
    const found = risen.findIndex((way) => way.turns[at] === null && way.first === to);
    const [way] = found === -1 ? drafts(1, null) : risen.splice(found, 1);
    if (way === undefined) throw new RangeError('Nobody comes back.');
    if (found === -1) {
      way.formerly = to;
      ways.push(way);
    }
    way.turns[at] = { how: 'request', to };
  }
}

/**
 * The office's day (Hôm nay của xã, của tỉnh): what is due, late, refused, unanswered, each number from the function that makes the list it
 * opens; of a unit above communes the same by commune. Counting hamlet by hamlet is `waits.ts`, the order of urgency core/steer.
 */
import { may } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { behind, elapsed } from '../../core/meeting/pace.ts';
import { childrenInOrder } from '../../core/kernel/area-order.ts';
import { type AreaPeriod, areaAbove, descendants, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import { flagStateOn } from '../../core/meeting/flag.ts';
import { asksPosting } from '../../core/meeting/round.ts';
import type { GateState } from '../../core/meeting/views.ts';
import type { AreaCounts } from '../../core/register/views.ts';
import { isOverdue } from '../../core/steer/standing.ts';
import {
  addCount,
  byUrgency,
  type CommuneWaits,
  type Count,
  type Matter,
  MATTERS,
  NONE,
  OF_PROGRESS,
  OPENED_BY,
  type TodayView,
  type Waits,
  type WaitsView,
} from '../../core/steer/today.ts';
import { notFound } from '../http/problem.ts';
import type { Context } from '../http/route.ts';
import { findRoundToShow, readGates, viewRound } from '../interview/rounds.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { readNumbers } from '../meeting/certificate-store.ts';
import { countOpenByHamlet, type OpenOfHamlet } from '../meeting/objections-store.ts';
import { countOpenRequests } from '../meeting/requests-store.ts';
import { countByHamlet, NO_COUNTS } from '../register/counts.ts';
import { listFlags } from '../register/flags-store.ts';
import { areaName } from '../register/rows.ts';
import { listUndone, readTexts, type UndoneOfHamlet } from './store.ts';
import { type HamletWaits, type KeptWaits, NOTHING_WAITS } from './waits.ts';

type Asking = Pick<Context, 'tx' | 'actor' | 'tree' | 'today'>;

/** Counted besides, by rooms of their own. */
export type More = Readonly<Partial<Record<Matter, number>>>;

/** Throws `not-found`. `more`: of a commune's office, what only it is told. */
export async function viewToday(
  context: Asking,
  areaId: string,
  { kept, more = {} }: { kept: KeptWaits; more?: More },
): Promise<TodayView> {
  const { tx, tree, today } = context;
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  const level = period === null ? null : levelOf(tree, period.areaId);
  if (period === null || level === null || level === 'hamlet') throw notFound();
  const standing = await findRoundToShow(tx, undefined);
  const gates = standing === null ? new Map<string, GateState>() : await readGates(tx, standing.round.roundId);
  const read = await readAll(context, { kept, standing, gates, period });
  const communes = read.communes.map((commune) => ({ commune, counts: countsOf(read, commune, gates.get(commune.areaId) ?? null) }));
  const all = sumOf(communes.map(({ counts }) => counts));
  const whole = may(context.actor, 'export', targetOf(context, areaId)).allowed;
  const told = (matter: Matter): boolean => whole || OF_PROGRESS.includes(matter);
  const single = level === 'commune' ? await readSingle(context, areaId, { standing, more }) : [];
  const rows = [...(await splitUp(context, read, all)), ...single].filter(({ matter }) => told(matter));
  return {
    area: { areaId: period.areaId, name: period.name, level },
    round: standing === null ? null : viewRound(standing),
    gate: gates.get(period.areaId) ?? null,
    today,
    waits: byUrgency(rows, today).map((row) => viewRow(context, row, { areaId, level, read })),
    communes:
      level === 'commune' ? [] : communes.map(({ commune, counts }) => viewCommune(commune, { gates, counts, told })).toSorted(mostLate),
  };
}

const targetOf = ({ tree, today }: Asking, areaId: string) => ({ areaPath: areaPath(tree, areaId, today), date: today });

export interface Read {
  readonly standing: RoundStanding | null;
  readonly communes: readonly AreaPeriod[];
  /** Of all of them, in the order of lists. */
  readonly hamletIds: readonly string[];
  /** Of those communes that review in the round. */
  readonly gates: readonly GateState[];
  readonly hamletsOf: (communeId: string) => readonly string[];
  readonly waits: ReadonlyMap<string, HamletWaits>;
  readonly counts: ReadonlyMap<string, AreaCounts>;
  readonly objections: ReadonlyMap<string, OpenOfHamlet>;
  readonly requests: ReadonlyMap<string, OpenOfHamlet>;
  readonly undone: ReadonlyMap<string, readonly UndoneOfHamlet[]>;
  readonly today: Context['today'];
}

interface Reading {
  readonly kept: KeptWaits;
  readonly standing: RoundStanding | null;
  readonly gates: ReadonlyMap<string, GateState>;
  readonly period: AreaPeriod;
}

/** The same that the day is made of. Throws `not-found`. */
export async function readArea(context: Asking, areaId: string, kept: KeptWaits): Promise<Read> {
  const period = isAreaId(areaId) ? periodAt(context.tree, areaId, context.today) : null;
  if (period === null) throw notFound();
  const standing = await findRoundToShow(context.tx, undefined);
  const gates = standing === null ? new Map<string, GateState>() : await readGates(context.tx, standing.round.roundId);
  return readAll(context, { kept, standing, gates, period });
}

/** A handful of statements, however many communes there are. */
async function readAll({ tx, tree, today }: Asking, { kept, standing, gates, period }: Reading): Promise<Read> {
  const communes = levelOf(tree, period.areaId) === 'commune' ? [period] : communesIn({ tree, today }, period);
  const hamletsOf = (communeId: string): readonly string[] =>
    isAreaId(communeId) ? childrenInOrder(tree, communeId, today).map(({ areaId }) => areaId) : [];
  const hamletIds = communes.flatMap(({ areaId }) => hamletsOf(areaId));
  const round = standing?.state === 'open' ? standing.round : null;
  const beside = (hamletId: string): readonly string[] => {
    const commune = isAreaId(hamletId) ? areaAbove(tree, hamletId, today, 'commune') : null;
    return commune === null ? [hamletId] : hamletsOf(commune.areaId);
  };
  const sql = sqlOfKysely(tx);
  return {
    ...{ standing, communes, hamletsOf, hamletIds, today },
    gates: communes.flatMap(({ areaId }) => gates.get(areaId) ?? []),
    waits: await kept(tx, { round, today, beside }, hamletIds),
    counts: await countByHamlet(tx, hamletIds, round === null ? null : { roundId: round.roundId, rulebook: round.rulebooks[0] }),
    objections: new Map((await countOpenByHamlet(sql, hamletIds, today)).map((row) => [row.hamletId, row])),
    requests: new Map((await countOpenRequests(sql, hamletIds, today)).map((row) => [row.hamletId, row])),
    undone: Map.groupBy(await listUndone(sql, hamletIds), ({ hamletId }) => hamletId),
  };
}

function communesIn({ tree, today }: Pick<Asking, 'tree' | 'today'>, { areaId }: AreaPeriod): readonly AreaPeriod[] {
  const own = childrenInOrder(tree, areaId, today).filter((child) => levelOf(tree, child.areaId) === 'commune');
  return own.length > 0 ? own : descendants(tree, areaId, today, 'commune');
}

// ---- counting --------------------------------------------------------------------------------------------------------

type Counts = ReadonlyMap<Matter, Count>;

/** While interviews are taken the list is still being made; while it hangs it must hang as it is. */
function countsOf(
  { standing, waits, counts, objections, requests, undone, hamletsOf, today }: Read,
  { areaId }: AreaPeriod,
  gate: GateState | null,
): Counts {
  const hamlets = hamletsOf(areaId);
  const own = hamlets.map((id) => waits.get(id) ?? NOTHING_WAITS);
  const sum = (of: (one: HamletWaits) => number): number => own.reduce((total, one) => total + of(one), 0);
  const open = standing?.state === 'open' ? standing.round : null;
  const plain = (count: number, dueOn: string | null = null): Count => ({ count, late: 0, dueOn });
  const visiting = open !== null && (gate === 'interview' || gate === 'meeting');
  const ends = open?.closesOn ?? null;
  const overdue = own.flatMap((one) => one.overdue).sort();
  const asked = hamlets.flatMap((id) => undone.get(id) ?? []);
  const progress = hamlets.map((id) => counts.get(id) ?? NO_COUNTS);
  const late = open !== null && gate === 'interview' ? progress.reduce((total, one) => total + behind(one, elapsed(open, today)), 0) : 0;
  const unvisited = sum((one) => one.unvisited);
  return new Map<Matter, Count>([
    ['objections', hamlets.map((id) => openOf(objections.get(id))).reduce(addCount, NONE)],
    ['requests', hamlets.map((id) => openOf(requests.get(id))).reduce(addCount, NONE)],
    ['handovers', plain(sum((one) => one.handovers))],
    ['clashes', plain(sum((one) => one.clashes))],
    ['take-down', { count: overdue.length, late: overdue.length, dueOn: overdue[0] ?? null }],
    ['differs', plain(visiting ? sum((one) => one.differs) : 0, ends)],
    ['again', plain(visiting ? sum((one) => one.again) : 0, ends)],
    ['put-up', plain(open !== null && asksPosting(open) && gate === 'posting' ? own.filter((one) => one.toPutUp).length : 0, ends)],
    ['undetermined', plain(visiting ? progress.reduce((total, one) => total + one.undetermined, 0) : 0, ends)],
    ['unvisited', { count: visiting ? unvisited : 0, late: visiting ? Math.min(late, unvisited) : 0, dueOn: ends }],
    ['unmet', plain(visiting ? own.filter((one) => one.unmet).length : 0, ends)],
    ['directives', asked.map((one) => undoneOf(one, today)).reduce(addCount, NONE)],
    ['certificates', plain(sum((one) => [...one.ungiven.values()].reduce((total, count) => total + count, 0)))],
  ]);
}

const openOf = (row: OpenOfHamlet | undefined): Count =>
  row === undefined ? NONE : { count: row.open, late: row.overdue, dueOn: row.dueOn };

const undoneOf = ({ dueOn }: UndoneOfHamlet, today: string): Count => ({ count: 1, late: isOverdue(dueOn, today, null) ? 1 : 0, dueOn });

function sumOf(all: readonly Counts[]): Counts {
  return new Map(MATTERS.map((matter) => [matter, all.map((counts) => counts.get(matter) ?? NONE).reduce(addCount, NONE)]));
}

/** Directives one by one, and certificates by decision: each has a list of its own. */
async function splitUp({ tx, today }: Asking, read: Read, all: Counts): Promise<readonly Waits[]> {
  const rest = [...all].filter(([matter]) => matter !== 'directives' && matter !== 'certificates');
  const asked = Map.groupBy([...read.undone.values()].flat(), ({ directiveId }) => directiveId);
  const texts = await readTexts(sqlOfKysely(tx), [...asked.keys()]);
  const directives = [...asked].map(([id, own]): Waits => {
    const counted = own.map((one) => undoneOf(one, today)).reduce(addCount, NONE);
    return { matter: 'directives', ...counted, of: { id, label: texts.get(id) ?? '' } };
  });
  return [
    ...rest.map(([matter, count]): Waits => ({ matter, ...count, of: null })),
    ...directives,
    ...(await byDecision({ tx }, read, all)),
  ];
}

async function byDecision({ tx }: Pick<Asking, 'tx'>, { waits, communes }: Read, all: Counts): Promise<readonly Waits[]> {
  // Above a commune decisions are as many as communes: how many certificates, and no more.
  if (communes.length > 1) return [{ matter: 'certificates', ...(all.get('certificates') ?? NONE), of: null }];
  const byId = new Map<string, number>();
  for (const { ungiven } of waits.values()) for (const [id, count] of ungiven) byId.set(id, (byId.get(id) ?? 0) + count);
  const numbers = await readNumbers(tx, [...byId.keys()]);
  return [...byId].map(
    ([id, count]): Waits => ({ matter: 'certificates', count, late: 0, dueOn: null, of: { id, label: numbers.get(id) ?? '' } }),
  );
}

/** What is the commune's office's own. */
async function readSingle(
  { tx, actor, today }: Asking,
  communeId: string,
  { standing, more }: { readonly standing: RoundStanding | null; readonly more: More },
): Promise<readonly Waits[]> {
  const flags = standing === null ? [] : await listFlags(tx, { communeId, roundId: standing.round.roundId });
  const counted = (matter: Matter, mine: boolean): Waits => {
    const own = flags.filter((flag) => flagStateOn(flag, today) !== 'answered' && (flag.reviewerId === actor.accountId) === mine);
    const late = own.filter((flag) => flagStateOn(flag, today) === 'expired').length;
    const days = own.map(({ expiresOn }) => expiresOn).sort();
    return { matter, count: own.length, late, dueOn: days[0] ?? null, of: null };
  };
  const besides = MATTERS.flatMap((matter): Waits[] => {
    const count = more[matter];
    return count === undefined ? [] : [{ matter, count, late: 0, dueOn: null, of: null }];
  });
  return [counted('my-doubts', true), counted('doubts', false), ...besides];
}

// ---- telling ---------------------------------------------------------------------------------------------------------

interface Where {
  readonly areaId: string;
  readonly level: TodayView['area']['level'];
  readonly read: Read;
}

/** Lists that are a commune's own are opened there. */
const ABOVE: readonly Matter[] = ['objections', 'requests', 'directives', 'unvisited', 'undetermined'];

function viewRow(context: Asking, row: Waits, { areaId, level, read }: Where): WaitsView {
  const right = may(context.actor, OPENED_BY[row.matter], targetOf(context, areaId)).allowed;
  // What a directive says is for those whom it asks and who sent it.
  const of = row.matter === 'directives' && row.of !== null && !right ? { ...row.of, label: '' } : row.of;
  return {
    ...{ ...row, of },
    opens: right && (level === 'commune' || ABOVE.includes(row.matter)),
    places: level === 'commune' && PLACED[row.matter] !== undefined ? placesOf(context, read, areaId, row.matter) : [],
  };
}

const PLACED: Readonly<Partial<Record<Matter, (one: HamletWaits) => number>>> = {
  unvisited: (one) => one.unvisited,
  unmet: (one) => Number(one.unmet),
  again: (one) => one.again,
  differs: (one) => one.differs,
  'put-up': (one) => Number(one.toPutUp),
  'take-down': (one) => one.overdue.length,
};

function placesOf(context: Asking, { waits, hamletsOf }: Read, communeId: string, matter: Matter): WaitsView['places'] {
  return hamletsOf(communeId)
    .map((areaId) => ({ areaId, name: areaName(context, areaId), count: PLACED[matter]?.(waits.get(areaId) ?? NOTHING_WAITS) ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

interface Told {
  readonly gates: ReadonlyMap<string, GateState>;
  readonly counts: Counts;
  readonly told: (matter: Matter) => boolean;
}

function viewCommune({ areaId, name }: AreaPeriod, { gates, counts, told }: Told): CommuneWaits {
  const shown = [...counts].filter(([matter, { count }]) => count > 0 && told(matter));
  return {
    ...{ areaId, name, gate: gates.get(areaId) ?? null },
    late: shown.reduce((sum, [, { late }]) => sum + late, 0),
    counts: Object.fromEntries(shown.map(([matter, { count }]) => [matter, count])),
  };
}

/** Equal ones stay in the order of lists. */
const mostLate = (a: CommuneWaits, b: CommuneWaits): number => b.late - a.late;

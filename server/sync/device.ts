/**
 * What a phone keeps besides households (thông tin cho máy): who works there, the areas they go to with all above them, where each
 * commune's list stands, and the server's clock. Households are `pull.ts`.
 */
import { may, ROLES_OF_ACTION } from '../../core/access/may.ts';
import { areaPath, reachOf } from '../../core/access/reach.ts';
import { inOrderOfLists } from '../../core/kernel/area-order.ts';
import { type AreaPeriod, ancestors, areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import type { RoundStanding } from '../../core/meeting/gates.ts';
import type { GateState } from '../../core/meeting/views.ts';
import type { OpeningTold } from '../../core/device-rounds.ts';
import type { DeviceArea, DeviceView } from '../../core/views.ts';
import type { Describe } from '../access/routes.ts';
import type { Context, ContextWithoutTx } from '../http/route.ts';
import { forbidden } from '../http/problem.ts';
import { listTables } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { ownHandovers } from './handovers.ts';
import { readRestricted } from './store.ts';
import { type Post, readSights } from './withheld.ts';
import { findOpenings, findRoundToShow, readCancelledOf, readGates, viewRound } from '../interview/rounds.ts';

type Who = Pick<ContextWithoutTx, 'actor' | 'tree' | 'today'>;

/** Through the posts that may keep households on a device, whatever else the person holds. */
export function reachOfDevice({ actor, tree, today }: Who) {
  const posts = actor.grants.filter((grant) => ROLES_OF_ACTION['keep-on-device'].includes(grant.role));
  if (posts.length === 0) throw forbidden('not-your-role');
  return reachOf({ ...actor, grants: posts }, tree, today);
}

/** What this person does in a hamlet. */
export function postIn({ actor, tree, today }: Who, hamletId: string): Post {
  const here = { areaPath: areaPath(tree, hamletId, today), date: today };
  const commune = isAreaId(hamletId) ? areaAbove(tree, hamletId, today, 'commune') : null;
  const does = (action: 'interview' | 'hold-meeting') => may(actor, action, here).allowed;
  return { communeId: commune?.areaId ?? null, interviews: does('interview'), meets: does('hold-meeting') };
}

/** What comes from rooms further along the path. */
export interface DeviceParts {
  readonly describe: Describe;
  readonly directivesOf: (context: Context, hamletIds: readonly string[]) => Promise<DeviceView['directives']>;
  readonly meetingsOf: (context: Context, roundId: string, hamletIds: readonly string[]) => Promise<NonNullable<DeviceView['meetings']>>;
}

export async function viewDevice(
  context: Context,
  { describe, directivesOf, meetingsOf }: DeviceParts,
): Promise<Omit<DeviceView, 'sealKey' | 'handIn'>> {
  const { tx, today, now } = context;
  const reach = reachOfDevice(context);
  const hamletIds = reach === 'all' ? [] : reach.hamlets;
  const standing = await findRoundToShow(tx, undefined);
  const areas = areasOf(context, hamletIds);
  const communes = areas.filter(({ areaId }) => levelOf(context.tree, areaId) === 'commune').map(({ areaId }) => areaId);
  const cancelled = await readCancelledOf(tx, communes, today);
  const others = await readOthers(context, communes, standing);
  const beside = await readBeside(context, communes, others);
  const openings = await readYearOpenings(context, communes, others);
  const meetingRounds = [...(standing === null ? [] : [standing.round]), ...openings.map(({ round }) => round)];
  const gates = standing === null ? new Map<string, GateState>() : await readGates(tx, standing.round.roundId);
  return {
    session: await describe(context),
    round: standing === null ? null : viewRound(standing),
    ...(cancelled.length > 0 && { cancelled }),
    ...(beside.length > 0 && { beside }),
    ...(openings.length > 0 && { openings }),
    tables: standing === null ? [] : await listTables(sqlOfKysely(tx), standing.round),
    ...{ today, now },
    handovers: await ownHandovers(context, hamletIds),
    directives: await directivesOf(context, hamletIds),
    meetings: await withoutWithheld(context, await meetingsIn(meetingRounds, (roundId) => meetingsOf(context, roundId, hamletIds))),
    areas: areas.map((area) => viewArea(context, area, gates)),
  };
}

type Meetings = NonNullable<DeviceView['meetings']>;

async function meetingsIn(
  rounds: readonly { readonly roundId: string }[],
  read: (roundId: string) => Promise<Meetings>,
): Promise<Meetings> {
  const found: Meetings[] = [];
  for (const { roundId } of rounds) found.push(await read(roundId));
  return found.flat();
}

/** What was said of a household whose data are restricted is on the phones of those alone who may keep it whole or have still to discuss it. */
async function withoutWithheld(context: Context, records: Meetings): Promise<Meetings> {
  const sql = sqlOfKysely(context.tx);
  const discussed = records.flatMap(({ points }) => points.map(({ householdId }) => householdId));
  const restricted = discussed.length === 0 ? [] : await readRestricted(sql, [...new Set(discussed)]);
  if (restricted.length === 0) return records;
  const { today } = context;
  const withheld = new Map<string, ReadonlySet<string>>();
  for (const hamletId of new Set(records.map((record) => record.hamletId))) {
    const sights = await readSights(sql, restricted, { ...postIn(context, hamletId), today, sent: () => false });
    withheld.set(hamletId, new Set([...sights].flatMap(([id, { kind }]) => (kind === 'withheld' ? [id] : []))));
  }
  return records.map((record) => {
    const hidden = withheld.get(record.hamletId);
    return { ...record, points: record.points.filter(({ householdId }) => hidden?.has(householdId) !== true) };
  });
}

/** The open rounds of the phone's communes besides the one shown. */
async function readOthers({ tx }: Context, communes: readonly string[], shown: RoundStanding | null): Promise<readonly RoundStanding[]> {
  const found = new Map<string, RoundStanding>();
  for (const communeId of communes) for (const one of await findOpenings(tx, communeId)) found.set(one.round.roundId, one);
  return [...found.values()].filter(({ round }) => round.roundId !== shown?.round.roundId);
}

/** Rounds of requests, with the tables by which they judge and where the lists of the phone's communes stand. */
async function readBeside({ tx }: Context, communes: readonly string[], others: readonly RoundStanding[]) {
  const beside: NonNullable<DeviceView['beside']>[number][] = [];
  for (const standing of others.filter(({ round }) => round.kind !== 'opening')) {
    const gates = await gatesIn(tx, standing, communes);
    beside.push({ round: viewRound(standing), tables: await listTables(sqlOfKysely(tx), standing.round), gates });
  }
  return beside;
}

/** Lists that open a year: the phone visits nobody for them, and writes down what the village says of them. */
async function readYearOpenings({ tx }: Context, communes: readonly string[], others: readonly RoundStanding[]): Promise<OpeningTold[]> {
  const openings: OpeningTold[] = [];
  for (const standing of others.filter(({ round }) => round.kind === 'opening'))
    openings.push({ round: viewRound(standing), gates: await gatesIn(tx, standing, communes) });
  return openings;
}

async function gatesIn(tx: Context['tx'], { round }: RoundStanding, communes: readonly string[]): Promise<Record<string, GateState>> {
  return Object.fromEntries([...(await readGates(tx, round.roundId))].filter(([communeId]) => communes.includes(communeId)));
}

function areasOf({ tree, today }: Who, hamletIds: readonly string[]): AreaPeriod[] {
  const found = new Map<string, AreaPeriod>();
  for (const id of hamletIds) {
    const hamlet = isAreaId(id) ? periodAt(tree, id, today) : null;
    if (hamlet === null) continue;
    for (const area of [hamlet, ...ancestors(tree, hamlet.areaId, today)]) found.set(area.areaId, area);
  }
  return [...found.values()].sort(inOrderOfLists);
}

function viewArea(who: Who, area: AreaPeriod, gates: ReadonlyMap<string, GateState>): DeviceArea {
  const { areaId, name, kind, code } = area;
  const { tree, today, actor } = who;
  const here = { areaPath: areaPath(tree, areaId, today), date: today };
  const right = may(actor, 'interview', here);
  return {
    ...{ areaId, name, kind, code, level: levelOf(tree, areaId) ?? 'hamlet' },
    areaType: areaAbove(tree, areaId, today, 'commune')?.areaType ?? null,
    aboveId: ancestors(tree, areaId, today)[0]?.areaId ?? null,
    gate: gates.get(areaId) ?? null,
    mayNot: right.allowed ? null : right.why,
    mayRegister: may(actor, 'register-household', here).allowed,
  };
}

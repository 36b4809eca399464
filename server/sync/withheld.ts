/**
 * Whom a device may keep of those whose data are restricted (hộ hạn chế xử lý dữ liệu trên máy): whole where this person has to find its door
 * now, named where their village still has to discuss it, and of all others only that there is one. By the one rule of papers with names.
 */
import { NAMED_PAPERS } from '../../core/access/named-papers.ts';
import { interviewsTaken, meetingsTaken, type RoundStanding } from '../../core/meeting/gates.ts';
import { asksMeeting, roundSchema } from '../../core/meeting/round.ts';
import { statusOn } from '../../core/meeting/standing.ts';
import type { GateState } from '../../core/meeting/views.ts';
import { gateState } from '../interview/rounds.ts';
import type { Sql } from '../ledger/sql.ts';
import type { StoredHousehold } from './store.ts';

/** `discussed`: of which rounds the village has still to speak. */
export type Sight =
  | { readonly kind: 'whole' }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'discussed'; readonly roundIds: readonly string[] };

/** What this person does in the hamlet of a book. */
export interface Post {
  readonly communeId: string | null;
  readonly interviews: boolean;
  readonly meets: boolean;
}

export interface Asking extends Post {
  readonly today: string;
  /** Households to which this person alone was sent, because of an objection or to ask once more. */
  readonly sent: (householdId: string) => boolean;
}

/** Of those that are restricted; whoever is absent is seen whole. */
export async function readSights(sql: Sql, rows: readonly Standing[], asking: Asking): Promise<ReadonlyMap<string, Sight>> {
  if (rows.length === 0) return new Map();
  const found = await sql.query<{ id: string }>('select household_id as id from restricted_among($1::uuid[])', [
    rows.map(({ householdId }) => householdId),
  ]);
  if (found.length === 0) return new Map();
  const restricted = new Set(found.map(({ id }) => id));
  const lists = await readLists(sql, asking.communeId);
  return new Map(rows.flatMap((row) => (restricted.has(row.householdId) ? [[row.householdId, sightOf(row, lists, asking)] as const] : [])));
}

/** What tells on which lists it stands, and for which of them it was visited. */
type Standing = Pick<StoredHousehold, 'householdId' | 'listed' | 'statuses' | 'interviews'>;

interface List extends RoundStanding {
  readonly gate: GateState;
}

/** The open lists of the commune, and where each stands. */
async function readLists(sql: Sql, communeId: string | null): Promise<readonly List[]> {
  const rows = await sql.query<{ body: unknown; gate: string }>(
    `select r.body, c.gate from round r join round_commune c on c.round_id = r.round_id
      where r.state = 'open' and c.commune_id = $1`,
    [communeId],
  );
  return rows.map(({ body, gate }) => ({ round: roundSchema.parse(body), state: 'open', gate: gateState(gate) }));
}

function sightOf(row: Standing, lists: readonly List[], { interviews, meets, today, sent }: Asking): Sight {
  const own = lists.filter(({ round }) => isOn(row, round, today));
  const visits = own.some(({ gate, ...standing }) => standing.round.kind !== 'opening' && interviewsTaken(standing, gate, today).ok);
  if (NAMED_PAPERS.packet.names && interviews && (visits || sent(row.householdId))) return { kind: 'whole' };
  const spokenOf = own.filter(({ gate, ...standing }) => asksMeeting(standing.round) && meetingsTaken(standing, gate, today).ok);
  const visited = new Set(row.interviews.map(({ roundId }) => roundId));
  const roundIds = spokenOf
    .flatMap(({ round: { roundId, interviewsOf } }) => [roundId, interviewsOf ?? roundId])
    .filter((id) => visited.has(id));
  return NAMED_PAPERS.minutes.names && meets && roundIds.length > 0 ? { kind: 'discussed', roundIds } : { kind: 'withheld' };
}

/** Put on it, or poor or near-poor now where the list is of all those. */
function isOn({ listed, statuses }: Standing, { roundId, kind, interviewsOf }: RoundStanding['round'], today: string): boolean {
  const now = statusOn(statuses, today)?.class;
  if ((kind === 'yearly' || kind === 'opening') && (now === 'poor' || now === 'near-poor')) return true;
  return listed.some((one) => one.roundId === roundId || one.roundId === interviewsOf);
}

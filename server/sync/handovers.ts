/**
 * What hamlets handed to their commune (phiếu chuyển cho xã): read from the ledger itself, since it is rare and short. The commune
 * reads what was written; the phone that handed it over hears what became of it.
 */
import * as z from 'zod';
import { shownToAny } from '../../core/access/mask.ts';
import { periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { rosterMember } from '../../core/register/roster.ts';
import { type Handover, type HandoverEvent, handoversOf } from '../../core/sync/handover.ts';
import type { DeviceHandover, HandoversPage, HandoverView, OpenCount } from '../../core/views.ts';
import { hamletsUnder } from '../access/hamlets-under.ts';
import { blindOf } from '../interview/blind.ts';
import { logLook } from '../access/read-log.ts';
import { type Context, mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import type { Tx } from '../http/transaction.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { type NamedHousehold, readNamed } from './store.ts';

export function handoverRoutes(server: Server): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/handovers',
    params: z.strictObject({ areaId: z.string().max(40) }),
    /** How many are open is no look at anybody. */
    query: z.strictObject({
      only: z.literal('count').optional(),
      after: z.coerce.number().int().min(0).max(1_000_000).default(0),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    handle: async (context, { params, query: { only, after, limit } }): Promise<HandoversPage | OpenCount> => {
      mayOrThrow(context, 'settle-handover', params.areaId);
      const { events, names } = await readEvents(context.tx, hamletsUnder(context, params.areaId));
      // A form of a household is answers: another settles it than whoever is to ask once more.
      const blind = await blindOf(context);
      const all = inOrder([...handoversOf(events).values()].filter(({ handed }) => !blind.has(handed.householdId)));
      const open = all.filter(({ end }) => end === null).length;
      if (only === 'count') return { open };
      const rows = await viewHandovers(context, all.slice(after, after + limit), names);
      if (rows.length > 0) await logLook(context, { kind: 'export', purpose: 'handover', areaId: params.areaId, rows: rows.length });
      return { rows, open, total: all.length, next: after + limit < all.length ? String(after + limit) : null };
    },
  });
}

/** Who lives there may be told to the actor by name. */
export function readsNames(context: Pick<Context, 'actor' | 'tree' | 'today'>, hamletId: string): boolean {
  return shownToAny(rosterMember.fields.fullName.rule, readersIn(context, hamletId)) === 'full';
}

/** Open ones first, then those settled, newest first; of one moment as they came: who was at a meeting before what was said there. */
function inOrder(all: readonly Handover[]): readonly Handover[] {
  const when = ({ handed: { at } }: Handover): number => Date.parse(at);
  return all.toSorted((a, b) => Number(a.end !== null) - Number(b.end !== null) || when(b) - when(a));
}

async function viewHandovers(context: Context, shown: readonly Handover[], names: Found['names']): Promise<HandoverView[]> {
  const { tx, tree, today } = context;
  const registered = await findRegistered(context, shown);
  const forms = await readForms(tx, shown);
  return shown.map(({ handed, end }): HandoverView => {
    const { handoverId, householdId, hamletId, refusedBecause, word, at, accountId } = handed;
    const { headName, names: members } = registered.get(householdId) ?? { headName: handed.headName, names: {} };
    const hamletName = isAreaId(hamletId) ? (periodAt(tree, hamletId, today)?.name ?? '') : '';
    const form = forms.get(`${handoverId} ${at}`) ?? '';
    return {
      ...{ handoverId, householdId, hamletId, hamletName, headName, names: members, refusedBecause, form, word, at },
      by: names.get(accountId) ?? '',
      end: end === null ? null : { how: end.how, word: end.word, at: end.at, by: names.get(end.accountId) ?? '' },
    };
  });
}

/** Whose household it is says the register, not who wrote the form. */
async function findRegistered(context: Context, shown: readonly Handover[]): Promise<ReadonlyMap<string, NamedHousehold>> {
  const ids = shown.map(({ handed }) => handed.householdId);
  const found = await readNamed(sqlOfKysely(context.tx), ids);
  return new Map(found.flatMap((one) => (readsNames(context, one.hamletId) ? [[one.householdId, one] as const] : [])));
}

/** Of the person's own, with what the commune said. */
export async function ownHandovers(
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
  hamletIds: readonly string[],
): Promise<readonly DeviceHandover[]> {
  const { events, names } = await readEvents(tx, hamletIds);
  return [...handoversOf(events).values()].flatMap(({ handed, end }) =>
    handed.accountId !== actor.accountId
      ? []
      : [
          {
            handoverId: handed.handoverId,
            end: end === null ? null : { how: end.how, word: end.word, by: names.get(end.accountId) ?? '' },
          },
        ],
  );
}

/** How many of each hamlet wait for the commune's word; hamlets without any are absent. */
export async function countOpenHandovers(tx: Tx, hamletIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { events } = await readEvents(tx, hamletIds);
  const open = [...handoversOf(events).values()].filter(({ end }) => end === null);
  return new Map([...Map.groupBy(open, ({ handed }) => handed.hamletId)].map(([hamletId, own]) => [hamletId, own.length]));
}

interface Found {
  readonly events: readonly HandoverEvent[];
  /** Display names by account. */
  readonly names: ReadonlyMap<string, string>;
}

/** Without what was handed over: of a commune that may be many megabytes, and only a page of it is shown. */
async function readEvents(tx: Tx, hamletIds: readonly string[]): Promise<Found> {
  const rows = await sqlOfKysely(tx).query<{ kind: HandoverEvent['kind']; body: string; at: string; accountId: string; by: string | null }>(
    `select e.kind, (p.body::jsonb - 'form')::text as body, e.recorded_at as at, e.account_id as "accountId", a.display_name as by
       from event e join payload p on p.event_id = e.event_id left join account a on a.account_id = e.account_id
      where e.kind in ('handed-over', 'handover-settled') and e.hamlet_id = any ($1::text[]) order by e.seq`,
    [hamletIds],
  );
  // cast: parsed at the door, kind and body were matched when they were written
  const events = rows.map(({ kind, body, at, accountId }) => ({ kind, body: JSON.parse(body), at, accountId }) as HandoverEvent);
  return { events, names: new Map(rows.map(({ accountId, by }) => [accountId, by ?? ''])) };
}

/** What was handed over, by handover and time. */
async function readForms(tx: Tx, shown: readonly Handover[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sqlOfKysely(tx).query<{ handoverId: string; at: string; form: string }>(
    `select p.body::jsonb ->> 'handoverId' as "handoverId", e.recorded_at as at, p.body::jsonb ->> 'form' as form
       from event e join payload p on p.event_id = e.event_id
      where e.kind = 'handed-over' and e.hamlet_id = any ($1::text[]) and p.body::jsonb ->> 'handoverId' = any ($2::text[])`,
    [shown.map(({ handed }) => handed.hamletId), shown.map(({ handed }) => handed.handoverId)],
  );
  return new Map(rows.map(({ handoverId, at, form }) => [`${handoverId} ${at}`, form]));
}

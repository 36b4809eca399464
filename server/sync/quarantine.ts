/**
 * What a phone still holds that was withdrawn, or whose person has lost the right to keep lists (phiếu của máy bị thu quyền): asked without a session, with the word
 * that the phone was given. Sealed forms go to the commune as handed over, each an event of its hamlet's book, and change no
 * household until somebody there lets them in; minutes of a meeting go in parts. Tells nobody anything but whether the right is gone.
 */
import * as z from 'zod';
import { type Grant, ROLES_OF_ACTION } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { PHONE_KINDS } from '../../core/acts.ts';
import { type AreaTree, descendants, levelOf } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { idSchema } from '../../core/ledger/fields.ts';
import { inTheRoom } from '../../core/meeting/handed-parts.ts';
import { type SealedCommand, sealedSchema } from '../../core/sync/box.ts';
import { placeOfBox } from '../../core/sync/box-place.ts';
import { type CommandAnswer, type CommandProblem, type Envelope, envelopeSchema, MAX_BATCH } from '../../core/sync/envelope.ts';
import { saysWithdrawn, WITHDRAWN } from '../../core/sync/handover.ts';
import type { HandedIn } from '../../core/views.ts';
import { keepAreaTree } from '../access/areas.ts';
import { isWithdrawn } from '../access/phones.ts';
import { isActive, readGrants } from '../access/store.ts';
import { HttpProblem } from '../http/problem.ts';
import { openRouteWithoutTransaction, type OpenContextWithoutTx, type Server } from '../http/route.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { notByHand } from '../ledger/routes.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { HandIn } from './hand-in.ts';
import { idFrom, minutesIn, type OlderPart, olderPartIn, type Part, partsOfMinutes } from './minutes-parts.ts';
import type { SealKey } from './seal-key.ts';

/** It lies with the commune already, or what it speaks of was lawfully forgotten: the phone need not keep it. */
const THERE: readonly string[] = ['handover-open', 'command-id-reused', 'household-not-present'];

interface Parts {
  readonly sealKey: SealKey;
  readonly handIn: HandIn;
}

export function quarantineRoute(server: Server, { sealKey, handIn }: Parts): void {
  const readTree = keepAreaTree();
  openRouteWithoutTransaction(server, {
    method: 'POST',
    url: '/api/quarantine',
    perMinute: 60,
    body: z.strictObject({
      ...{ accountId: idSchema, phoneId: idSchema.optional(), word: z.string().max(100) },
      commands: z.array(sealedSchema).max(20),
    }),
    handle: async (context, { body: { accountId, phoneId = null, word, commands } }): Promise<HandedIn> => {
      if (!handIn.knows(accountId, phoneId, word)) throw new HttpProblem(401, 'not-signed-in');
      const { grants, active, gone, tree } = await asActor(context.db, publicScope(context.today), async (tx) => ({
        ...{ grants: await readGrants(tx, accountId), active: await isActive(tx, accountId) },
        gone: phoneId !== null && (await isWithdrawn(tx, phoneId)),
        tree: await readTree(tx),
      }));
      const kept = grants.filter(({ role }) => ROLES_OF_ACTION['keep-on-device'].includes(role));
      if (!gone && active && kept.some(({ to }) => to === null || to >= context.today)) return { withdrawn: false, answers: [] };
      const opened = commands.map((sealed) => open(sealKey, accountId, sealed));
      const served = hamletsServed(tree, kept, context.today);
      return { withdrawn: true, answers: await handAll(context, { accountId, grants: kept, served }, opened) };
    },
  });
}

interface Opened {
  readonly commandId: string;
  /** Null: sealed to another key or for another person. */
  readonly envelope: Envelope | null;
}

function open(sealKey: SealKey, accountId: string, { commandId, box }: SealedCommand): Opened {
  const read = envelopeSchema.safeParse(sealKey.open(box, placeOfBox(accountId, commandId)));
  return { commandId, envelope: read.success && read.data.commandId === commandId ? read.data : null };
}

interface Whose {
  readonly accountId: string;
  /** Posts that kept lists, ended ones too. */
  readonly grants: readonly Grant[];
  /** Hamlets of those posts; nothing of any other is read or told. */
  readonly served: readonly string[];
}

async function handAll(context: OpenContextWithoutTx, whose: Whose, opened: readonly Opened[]): Promise<readonly CommandAnswer[]> {
  const { db, now, today } = context;
  const { accountId, grants } = whose;
  const about = await readHouseholds(
    context,
    whose,
    opened.flatMap(({ envelope }) => namedIn(envelope)),
  );
  const older = opened.some(({ envelope }) => minutesIn(envelope) !== null) ? await readOlderParts(context, whose) : [];
  const handed = opened.map(({ commandId, envelope }) => {
    const parts = partsOf(envelope, { about, older });
    return {
      commandId,
      envelope,
      whole: parts === 'there',
      own: parts === 'there' ? [] : parts.flatMap((part) => handing(whose, { part, about }) ?? []),
    };
  });
  const there = await findTaken(context, opened);
  const commands = handed.flatMap(({ commandId, own }) => (there.has(commandId) ? [] : own));
  const hamlets = [...new Set(commands.map(({ payload }) => payload.hamletId))];
  const scope = { accountId, reach: { hamlets, communes: [] }, today };
  const answers: CommandAnswer[] = [];
  for (let from = 0; from < commands.length; from += MAX_BATCH)
    answers.push(...(await submit(db, { actor: { accountId, grants }, scope }, commands.slice(from, from + MAX_BATCH), { now, today })));
  const found = new Map(answers.map((answer) => [answer.commandId, answer]));
  return handed.map(({ commandId, envelope, whole, own }): CommandAnswer => {
    if (envelope !== null && forged(envelope)) return notByHand(envelope);
    if (whole || there.has(commandId)) return { commandId, answer: 'known' };
    const said = own.flatMap((command) => found.get(command.commandId) ?? []);
    if (said.length === 0) return { commandId, answer: 'refused', problem: whyNotHanded(envelope) };
    const back = said.find(({ problem }) => problem !== undefined && !THERE.includes(problem.code));
    if (back?.problem !== undefined) return { commandId, answer: back.answer, problem: back.problem };
    return { commandId, answer: said.some(({ problem, answer }) => problem === undefined && answer === 'taken') ? 'taken' : 'known' };
  });
}

function whyNotHanded(envelope: Envelope | null): CommandProblem {
  if (envelope === null) return { code: 'sealed-for-another' };
  return minutesIn(envelope) === null ? { code: 'about-no-household' } : { code: 'minutes-name-nobody' };
}

interface Around {
  readonly about: About;
  readonly older: readonly OlderPart[];
}

/** Minutes are of many households; whatever else is sent is of one. `there`: all of them lie there, under older ids. */
function partsOf(envelope: Envelope | null, { about, older }: Around): readonly Part[] | 'there' {
  if (envelope === null) return [];
  const minutes = minutesIn(envelope);
  if (minutes === null) return namedIn(envelope).map((householdId) => ({ householdId, envelope }));
  const livesThere = (householdId: string): boolean => livesIn(about.get(householdId), minutes.hamletId);
  const parts = partsOfMinutes(envelope, minutes, { livesThere, older });
  return parts.length === 0 && namedIn(envelope).length > 0 ? 'there' : parts;
}

/** Households that it speaks of. */
function namedIn(envelope: Envelope | null): readonly string[] {
  const minutes = minutesIn(envelope);
  if (minutes !== null) return [...new Set([...minutes.points.map(({ householdId }) => householdId), ...inTheRoom(minutes)])];
  if (envelope === null || typeof envelope.payload !== 'object' || envelope.payload === null || !('householdId' in envelope.payload))
    return [];
  const read = idSchema.safeParse(envelope.payload.householdId);
  return read.success ? [read.data] : [];
}

/** Taken before the right was gone; the phone never heard of it. */
async function findTaken({ db, today }: OpenContextWithoutTx, opened: readonly Opened[]): Promise<ReadonlySet<string>> {
  const ids = opened.flatMap(({ commandId, envelope }) => (envelope === null ? [] : [commandId]));
  const rows = await asActor(db, publicScope(today), (tx) =>
    sqlOfKysely(tx).query<{ id: string }>('select distinct command_id as id from known_commands($1::uuid[])', [ids]),
  );
  return new Set(rows.map(({ id }) => id));
}

interface Handing {
  readonly commandId: string;
  readonly kind: 'handed-over';
  readonly v: 1;
  readonly at: string;
  readonly payload: { readonly hamletId: string; readonly [more: string]: unknown };
}

interface Named {
  readonly hamletId: string;
  readonly headName: string;
  readonly state: string;
}

type About = ReadonlyMap<string, Named>;

/** Whoever is no more, or was forgotten, takes nothing further: what lies with them would be lost. */
const livesIn = (named: Named | undefined, hamletId: string): boolean => named?.state === 'present' && named.hamletId === hamletId;

/** As a person would have handed it over; the same once more is known. Null where its person served no hamlet, or speaks as the server. */
function handing({ served }: Whose, { part, about }: { readonly part: Part; readonly about: About }): Handing | null {
  const { householdId, envelope, of } = part;
  if (forged(envelope)) return null;
  const { commandId: handoverId, kind, at } = envelope;
  // cast: an object, else it had named no household
  const payload = envelope.payload as { readonly hamletId?: unknown; readonly headName?: unknown };
  // The household's own, the one the form names, else any.
  const hamletId = about.get(householdId)?.hamletId ?? served.find((each) => each === payload.hamletId) ?? served[0];
  if (hamletId === undefined) return null;
  const commandId = idFrom(`hand in ${handoverId}`);
  const said = { commandId, kind: 'handed-over', v: 1, at } as const;
  // What its person had handed over themselves goes as they wrote it.
  if (kind === 'handed-over') return { ...said, payload: { ...payload, hamletId } };
  const headName = about.get(householdId)?.headName ?? (typeof payload.headName === 'string' ? payload.headName : '–');
  const form = JSON.stringify({ envelope, about: null, ...(of === undefined ? {} : { of }) });
  return { ...said, payload: { handoverId, householdId, hamletId, headName, refusedBecause: WITHDRAWN.code, form, word: null } };
}

/** Of a withdrawal this route alone speaks, about what it has opened itself; and what no phone ever writes was not kept by one. */
const forged = ({ kind, payload }: Envelope): boolean => saysWithdrawn(kind, payload) || !PHONE_KINDS.some((each) => each === kind);

function hamletsServed(tree: AreaTree, grants: readonly Grant[], today: OpenContextWithoutTx['today']): readonly string[] {
  const hamlets = grants.flatMap(({ areaId }) => {
    if (!isAreaId(areaId)) return [];
    return levelOf(tree, areaId) === 'hamlet' ? [areaId] : descendants(tree, areaId, today, 'hamlet').map((hamlet) => hamlet.areaId);
  });
  return [...new Set(hamlets)].filter((hamletId) => areaPath(tree, hamletId, today).length > 0);
}

/** Where they are and under whose name, of those in the hamlets that the person served. */
async function readHouseholds({ db, today }: OpenContextWithoutTx, { accountId, served }: Whose, ids: readonly string[]): Promise<About> {
  const rows = await asActor(db, { accountId, reach: { hamlets: served, communes: [] }, today }, (tx) =>
    sqlOfKysely(tx).query<Named & { householdId: string }>(
      'select household_id as "householdId", hamlet_id as "hamletId", head_name as "headName", state from household where household_id = any ($1::uuid[])',
      [ids],
    ),
  );
  return new Map(rows.map(({ householdId, ...row }) => [householdId, row]));
}

/** Parts of minutes that this person's phones handed in under older ids, each with all of the attendance. */
async function readOlderParts({ db, today }: OpenContextWithoutTx, { accountId, served }: Whose): Promise<readonly OlderPart[]> {
  const rows = await asActor(db, { accountId, reach: { hamlets: served, communes: [] }, today }, (tx) =>
    sqlOfKysely(tx).query<{ householdId: string; form: string }>(
      `select e.household_id as "householdId", p.body::jsonb ->> 'form' as form
         from event e join payload p on p.event_id = e.event_id
        where e.kind = 'handed-over' and e.account_id = $1 and e.hamlet_id = any ($2::text[])
          and p.body::jsonb ->> 'refusedBecause' = $3 and p.body::jsonb ->> 'form' like '%"kind":"hold-meeting"%'`,
      [accountId, served, WITHDRAWN.code],
    ),
  );
  return rows.flatMap(({ householdId, form }) => olderPartIn(form, householdId) ?? []);
}

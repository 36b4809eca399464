/**
 * What a phone still holds whose person has lost the right to keep lists (phiếu của máy bị thu quyền): asked without a session, with the word
 * that the phone was given. Sealed forms go to the commune as handed over, each an event of its hamlet's book, and change no
 * household until somebody there lets them in. Tells nobody anything but whether the right is gone.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Grant, ROLES_OF_ACTION } from '../../core/access/may.ts';
import { areaPath } from '../../core/access/reach.ts';
import { type AreaTree, descendants, levelOf } from '../../core/kernel/areas.ts';
import { isAreaId, uuidFrom } from '../../core/kernel/ids.ts';
import { idSchema } from '../../core/ledger/fields.ts';
import { type SealedCommand, placeOfBox, sealedSchema } from '../../core/sync/box.ts';
import { type CommandAnswer, type Envelope, envelopeSchema } from '../../core/sync/envelope.ts';
import { saysWithdrawn, WITHDRAWN } from '../../core/sync/handover.ts';
import type { HandedIn } from '../../core/views.ts';
import { keepAreaTree } from '../access/areas.ts';
import { isActive, readGrants } from '../access/store.ts';
import { HttpProblem } from '../http/problem.ts';
import { openRouteWithoutTransaction, type OpenContextWithoutTx, type Server } from '../http/route.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { notByHand } from '../ledger/routes.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import type { HandIn } from './hand-in.ts';
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
    body: z.strictObject({ accountId: idSchema, word: z.string().max(100), commands: z.array(sealedSchema).max(20) }),
    handle: async (context, { body: { accountId, word, commands } }): Promise<HandedIn> => {
      if (!handIn.knows(accountId, word)) throw new HttpProblem(401, 'not-signed-in');
      const { grants, active, tree } = await asActor(context.db, publicScope(context.today), async (tx) => ({
        ...{ grants: await readGrants(tx, accountId), active: await isActive(tx, accountId) },
        tree: await readTree(tx),
      }));
      const kept = grants.filter(({ role }) => ROLES_OF_ACTION['keep-on-device'].includes(role));
      if (active && kept.some(({ to }) => to === null || to >= context.today)) return { withdrawn: false, answers: [] };
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
    opened.flatMap(({ envelope }) => householdOf(envelope) ?? []),
  );
  const handed = opened.map(({ commandId, envelope }) => ({ commandId, envelope, command: handing(whose, { envelope, about }) }));
  const there = await findTaken(context, opened);
  const commands = handed.flatMap(({ commandId, command }) => (command === null || there.has(commandId) ? [] : [command]));
  const hamlets = [...new Set(commands.map(({ payload }) => payload.hamletId))];
  const scope = { accountId, reach: { hamlets, communes: [] }, today };
  const answers = await submit(db, { actor: { accountId, grants }, scope }, commands, { now, today });
  const found = new Map(answers.map((answer) => [answer.commandId, answer]));
  return handed.map(({ commandId, envelope, command }): CommandAnswer => {
    if (envelope !== null && forged(envelope)) return notByHand(envelope);
    if (there.has(commandId)) return { commandId, answer: 'known' };
    const answer = command === null ? undefined : found.get(command.commandId);
    if (answer === undefined) return { commandId, answer: 'refused', problem: { code: 'sealed-for-another' } };
    const { problem } = answer;
    if (problem === undefined || THERE.includes(problem.code))
      return { commandId, answer: problem === undefined ? answer.answer : 'known' };
    return { commandId, answer: answer.answer, problem };
  });
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

type About = ReadonlyMap<string, { readonly hamletId: string; readonly headName: string }>;

/** As a person would have handed it over; the same once more is known. Null for what is about no household. */
function handing({ served }: Whose, { envelope, about }: { readonly envelope: Envelope | null; readonly about: About }): Handing | null {
  const householdId = householdOf(envelope);
  if (envelope === null || householdId === null || forged(envelope)) return null;
  const { commandId: handoverId, kind, at } = envelope;
  // cast: an object, else it had named no household
  const payload = envelope.payload as { readonly hamletId?: unknown; readonly headName?: unknown };
  // The household's own, the one the form names, else any.
  const hamletId = about.get(householdId)?.hamletId ?? served.find((each) => each === payload.hamletId) ?? served[0];
  if (hamletId === undefined) return null;
  const commandId = uuidFrom(createHash('sha256').update(`vuon hand in ${handoverId}`).digest().subarray(0, 16));
  const said = { commandId, kind: 'handed-over', v: 1, at } as const;
  // What its person had handed over themselves goes as they wrote it.
  if (kind === 'handed-over') return { ...said, payload: { ...payload, hamletId } };
  const headName = about.get(householdId)?.headName ?? (typeof payload.headName === 'string' ? payload.headName : '–');
  const form = JSON.stringify({ envelope, about: null });
  return { ...said, payload: { handoverId, householdId, hamletId, headName, refusedBecause: WITHDRAWN.code, form, word: null } };
}

/** Of a withdrawal this route alone speaks, about what it has opened itself. */
const forged = ({ kind, payload }: Envelope): boolean => saysWithdrawn(kind, payload);

function householdOf(envelope: Envelope | null): string | null {
  const payload = envelope?.payload;
  if (typeof payload !== 'object' || payload === null || !('householdId' in payload)) return null;
  return idSchema.safeParse(payload.householdId).data ?? null;
}

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
    sqlOfKysely(tx).query<{ householdId: string; hamletId: string; headName: string }>(
      'select household_id as "householdId", hamlet_id as "hamletId", head_name as "headName" from household where household_id = any ($1::uuid[])',
      [ids],
    ),
  );
  return new Map(rows.map(({ householdId, ...row }) => [householdId, row]));
}

// A day in the field (một ngày rà soát, để thử): several phones walk through the mini village on a bad line, are killed and started
// again, meet each other at the same households; the server is restarted meanwhile. Then the register is compared with the
// same forms handed in online, one by one, on another database.

import assert from 'node:assert/strict';
import type { Answers } from '../../core/interview/answers.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, HouseholdView, InterviewView, PulledHouseholdView } from '../../core/views.ts';
import type { Db } from '../../server/http/transaction.ts';
import { type Api, NotGiven, openApi } from '../test/api.ts';
import { chance, madeUuid } from '../village/chance.ts';
import type { Field } from './ground.ts';
import { type Ask, Network, NoAnswer, type Taken } from './network.ts';
import { actsOf, everybodyIn, formHouseholds, toldActs } from './day-acts.ts';
import { askHamlets, differingOffices, lostByOffices, type Offices, readOffices } from './offices.ts';
import { type Form, Phone, type Planned, type PlannedVisit } from './phone.ts';

const NOW = '2026-10-12T02:00:00.000Z';
const DAY = 86_400_000;
const NOBODY = (): boolean => false;

export interface DayOptions {
  readonly seed: string;
  readonly phones: number;
  /** Of all phones together. */
  readonly visits: number;
  /** Between them, of other households; default none. */
  readonly acts?: number;
  readonly careless?: boolean;
  /** PostgreSQL is killed now and then, and an old backup restored once. */
  readonly disasters?: boolean;
  readonly field: Field;
  /** Another empty database, as `vuon_app`. */
  readonly plain: Db;
}

export interface DayResult {
  readonly visits: number;
  readonly taken: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Visits of which something is nowhere any more, and nobody who wrote over it had seen it. */
  readonly overwritten: readonly string[];
  /** Acts neither in the register nor with the commune nor without anything to tell; and how many of each were taken. */
  readonly actsLost: readonly string[];
  readonly actsTaken: Readonly<Record<string, number>>;
  /** Households whose register differs from the one told online, and what the commune reads otherwise. */
  readonly differing: readonly string[];
  readonly databaseKills: number;
  /** Forms that the restored server did not have. */
  readonly gone: number;
  /** What stopped the day before its end, such as a form that was refused. */
  readonly broken: string | null;
  readonly told: string;
}

const NOTHING = { taken: 0, actsLost: [], actsTaken: {}, lost: [], doubled: [], overwritten: [], differing: [], databaseKills: 0, gone: 0 };

export async function fieldDay(options: DayOptions): Promise<DayResult> {
  try {
    return await walk(options);
  } catch (error) {
    const broken = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ...NOTHING, visits: options.visits, broken, told: broken };
  }
}

async function walk(options: DayOptions): Promise<DayResult> {
  const { seed, phones: count, visits, field, plain, careless = false } = options;
  let api = await openApi(field.db, { now: NOW, visited: NOBODY });
  const network = new Network(chance(seed, 'line'));
  // Phones hold their session over a restart of the server, as the cookie does.
  const session = { ask: await api.as('rasoat') };
  await askHamlets(api, seed);
  const ask: Ask = <T>(path: string, body?: object) => session.ask<T>(path, body).catch(asNoAnswer);
  const plan = planOf(api, seed, visits);
  const acts = actsOf(api, seed, options.acts ?? 0);
  const all = chance(seed, 'order').shuffle<Planned>([...plan, ...acts]);
  const phones = Array.from({ length: count }, (_, i) => {
    const own = all.filter((_visit, n) => n % count === i);
    const skew = chance(seed, 'skew', i).between(-40, 40) * DAY;
    const told = { name: `${seed} ${i}`, ask, network, luck: chance(seed, 'phone', i) };
    return new Phone({ ...told, plan: own, skew, now: Date.parse(NOW), careless });
  });
  const again = async (): Promise<void> => {
    api = await api.restart(field.db);
    session.ask = await api.as('rasoat');
  };
  const ran = await run({ ...options, phones, network, again });
  network.down = false;
  await network.deliverRest();
  const told = toldActs(phones, acts, await field.order());
  const judged = judge({ plan, phones, network, kept: await keptOf(ask) });
  const offices = await readOffices(api, seed);
  const sheets = onPaper(linesOf(phones, network), ran.cut);
  const differing = await compare({ seed, network, ask, plain, offices, told: sheets, acts: told.inOrder });
  await api.close();
  const [kills, hours] = [phones.reduce((sum, phone) => sum + phone.kills, 0), phones.reduce((sum, phone) => sum + phone.hoursOffline, 0)];
  const { steps, restarts, databaseKills, cut } = ran;
  const { actsLost, actsTaken, handed, skipped } = told;
  const words = `${steps} steps, ${kills} kills, ${hours} hours without a line, ${restarts} restarts, ${databaseKills} of PostgreSQL, ${cut?.gone ?? 0} forms gone by a restore, line ${JSON.stringify(network.counts)}; acts ${JSON.stringify(actsTaken)}, ${handed} handed to the commune (${offices.handed.length} envelopes), ${skipped} with nothing to tell`;
  return {
    visits,
    taken: linesOf(phones, network).length,
    actsLost: [...actsLost, ...lostByOffices(offices, phones)],
    actsTaken,
    ...judged,
    doubled: [...judged.doubled, ...told.actsDoubled],
    differing,
    databaseKills,
    gone: cut?.gone ?? 0,
    broken: null,
    told: words,
  };
}

export function isClean({ lost, actsLost, doubled, overwritten, differing, broken }: DayResult): boolean {
  return broken === null && lost.length + actsLost.length + doubled.length + overwritten.length + differing.length === 0;
}

/** A server whose database is away answers a phone as little as a line that is cut. */
function asNoAnswer(error: unknown): never {
  if (error instanceof NotGiven && error.status === 503) throw new NoAnswer('database');
  throw error;
}

interface Running extends Omit<DayOptions, 'phones'> {
  readonly phones: readonly Phone[];
  readonly network: Network;
  /** The server begins anew, on the database as it now is. */
  readonly again: () => Promise<void>;
}

/** Where the ledger was cut by the restore: all above it was appended after. */
interface Cut {
  readonly epoch: string;
  readonly heads: ReadonlyMap<string, number>;
  readonly gone: number;
}

interface Ran {
  readonly steps: number;
  readonly restarts: number;
  readonly databaseKills: number;
  readonly cut: Cut | null;
}

const MOST_DATABASE_KILLS = 3;

async function run({ seed, visits, phones, network, field, again, disasters = false }: Running): Promise<Ran> {
  const luck = chance(seed, 'field day');
  const fate = chance(seed, 'disasters');
  // Of the visits that were taken, how many are in the backup, and at how many it is restored.
  const [backedUpAt, restoredAt] = [fate.between(0, Math.floor(visits / 2)), fate.between(Math.ceil(visits / 2), visits - 1)];
  let [steps, restarts, databaseKills] = [0, 0, 0];
  let backup: { readonly made: Awaited<ReturnType<Field['backup']>>; readonly taken: readonly Taken[] } | null = null;
  let cut: Cut | null = null;
  const begin = async (): Promise<void> => {
    await again();
    [network.down, restarts] = [false, restarts + 1];
  };
  const restored = (): boolean => !disasters || cut !== null;
  while (phones.some((phone) => !phone.done || (cut !== null && !phone.knows(cut.epoch))) || !restored()) {
    steps += 1;
    if (steps > visits * 400 + 1_000) throw new Error(`The day does not end: seed ${seed}.`);
    if (steps === visits * 200) for (const phone of phones) phone.calm();
    if (disasters && databaseKills < MOST_DATABASE_KILLS && fate.permille(30))
      field.killAt(fate.between(1, 40), fate.pick(['before', 'after'] as const));
    await luck.pick(phones).step();
    field.spare();
    if (field.dead) {
      await field.revive();
      databaseKills += 1;
      await begin();
    }
    if (luck.permille(150)) await network.deliverLate();
    if (luck.permille(15)) network.down = !network.down;
    if (network.down && luck.permille(300)) await begin();
    // By themselves phones say much at once, in the beginning.
    const taken = network.taken.filter(({ command }) => (command as { kind: string }).kind !== 'directive-noted');
    if (disasters && backup === null && taken.length >= backedUpAt) backup = { made: await field.backup(NOW), taken: network.taken };
    if (backup !== null && cut === null && taken.length >= restoredAt) {
      const epoch = await field.restore(backup.made);
      cut = { epoch, heads: backup.made.heads, gone: network.taken.length - backup.taken.length };
      network.taken = backup.taken;
      await begin();
    }
  }
  return { steps, restarts, databaseKills, cut };
}

const COUNTED = ['televisions', 'radios', 'telephones', 'motorbikes'] as const;

/** Households again and again, so that phones meet. */
function planOf(api: Api, seed: string, visits: number): PlannedVisit[] {
  const luck = chance(seed, 'plan');
  const households = formHouseholds(api);
  return Array.from({ length: visits }, (_, n) => {
    const { registered, answers } = luck.pick(households);
    // Some things are counted by many, each time otherwise: there visits meet. No two visits say the same of one.
    const counted = COUNTED.filter(() => luck.permille(400));
    const changes = Object.fromEntries((counted.length === 0 ? [luck.pick(COUNTED)] : counted).map((what) => [what, 1 + (n % 98)]));
    return { visitId: `${n}`, householdId: registered.householdId, first: answers, changes };
  });
}

interface Judging {
  readonly plan: readonly PlannedVisit[];
  readonly phones: readonly Phone[];
  readonly network: Network;
  readonly kept: Kept;
}

/** A form where the server appended it. */
interface Line extends Taken {
  readonly form: Form;
}

/** Of each household in the order in which the server took them. */
function linesOf(phones: readonly Phone[], { taken }: Network): readonly Line[] {
  const forms = new Map(phones.flatMap((phone) => [...phone.forms]));
  const acts = new Set(phones.flatMap((phone) => [...phone.acts.keys()]));
  return taken
    .filter(({ commandId }) => !acts.has(commandId))
    .map((one) => ({ ...one, form: forms.get(one.commandId) ?? assert.fail(`${one.commandId} was taken and never made`) }));
}

function judge({ plan, phones, network, kept }: Judging): Pick<DayResult, 'lost' | 'doubled' | 'overwritten'> {
  const made = linesOf(phones, network).map(({ form }) => form);
  const times = (visitId: string): number => made.filter((form) => form.visit.visitId === visitId).length;
  return {
    lost: plan.filter(({ visitId }) => times(visitId) === 0).map(({ visitId }) => visitId),
    doubled: [...plan.filter(({ visitId }) => times(visitId) > 1).map(({ visitId }) => visitId), ...network.takenTwice],
    overwritten: made.filter((form, at) => isOverwritten(form, made.slice(at + 1), kept)).map(({ visit }) => visit.visitId),
  };
}

/** What the register says in the end: the answers that stand, and those kept beside them as told otherwise. */
interface Kept {
  readonly stands: ReadonlyMap<string, Answers>;
  readonly beside: ReadonlyMap<string, readonly { readonly field: string; readonly values: readonly unknown[] }[]>;
}

/**
 * Something that this visit found otherwise than it had before it is nowhere any more, and nobody who changed it later had seen it. What it
 * found as it stood there is no news: that another form changed it is nothing to write over.
 */
function isOverwritten({ visit, before }: Form, later: readonly Form[], { stands, beside }: Kept): boolean {
  const { householdId, changes } = visit;
  return Object.entries(changes).some(([field, value]) => {
    if (fieldOf(before, field) === value) return false;
    const standing = stands.get(householdId)?.household;
    const said = (beside.get(householdId) ?? []).filter((one) => one.field === field).flatMap(({ values }) => values);
    const seen = later.some(
      (form) => form.visit.householdId === householdId && fieldOf(form.before, field) === value && fieldOf(form.answers, field) !== value,
    );
    return fieldOf(standing === undefined ? null : { household: standing }, field) !== value && !said.includes(value) && !seen;
  });
}

function fieldOf(answers: { readonly household: object } | null, field: string): unknown {
  return Object.entries(answers?.household ?? {}).find(([name]) => name === field)?.[1];
}

async function keptOf(ask: Ask): Promise<Kept> {
  const { books } = await ask<PullAnswer<PulledHouseholdView>>('/api/pull');
  const { round } = await ask<DeviceView>('/api/device');
  const rows = books.flatMap((book) => ('rows' in book ? book.rows : []));
  const stands = rows.flatMap(({ householdId, interviews }) => {
    const now = interviews.find(({ roundId }) => roundId === round?.roundId);
    return now === undefined ? [] : [[householdId, now.answers] as const];
  });
  const beside = rows.map(({ householdId, clashes = [] }) => {
    const fields = clashes.flatMap((clash) => clash.fields.map(({ field, stands: one, other }) => ({ field, values: [one, other] })));
    return [householdId, fields] as const;
  });
  return { stands: new Map(stands), beside: new Map(beside) };
}

/**
 * The same visits told one by one to somebody who writes on one sheet of paper: what a visit found otherwise than it had before it is
 * written down, unless the sheet was changed there meanwhile; then what was told stays beside it. Whoever made a visit before half of the
 * sheets were lost either had the sheet before them that lies there, and writes it anew, or all that they say otherwise stays beside.
 */
function onPaper(lines: readonly Line[], cut: Cut | null): readonly Answers[] {
  const sheets = new Map<string, { readonly told: Readonly<Record<string, unknown>>; readonly by: Line }>();
  return lines.map((line, at) => {
    const { visit, answers, before } = line.form;
    const told: Record<string, unknown> = { ...answers.household };
    const lies = sheets.get(visit.householdId);
    const written =
      lies === undefined || (isOfLostTimes(line, cut) && hadBefore(line, lies.by, { lines: lines.slice(0, at), cut }))
        ? told
        : { ...lies.told };
    if (lies !== undefined && written !== told && !isOfLostTimes(line, cut))
      for (const field of Object.keys(told)) {
        const [was, is] = [JSON.stringify(fieldOf(before, field)), JSON.stringify(told[field])];
        if (is !== was && JSON.stringify(lies.told[field]) === was) written[field] = told[field];
      }
    sheets.set(visit.householdId, { told: written, by: line });
    return { ...answers, household: written };
  });
}

const isAbove = ({ bookId, version }: Pick<Line, 'bookId' | 'version'>, { heads }: Cut): boolean => version > (heads.get(bookId) ?? 0);

/** Made before the restore, and there again only since. */
function isOfLostTimes(line: Line, cut: Cut | null): boolean {
  return cut !== null && line.form.command.payload['history'] !== cut.epoch && isAbove(line, cut);
}

interface Before {
  readonly lines: readonly Line[];
  readonly cut: Cut | null;
}

/** Its writer had seen that one: by the number that they saw, which stood for the first line at or above it. */
function hadBefore({ bookId, form }: Line, standing: Line, { lines, cut }: Before): boolean {
  const { seen } = form.command.payload;
  if (typeof seen !== 'number' || cut === null) return false;
  if (isAbove({ bookId, version: seen }, cut)) return !isAbove(standing, cut);
  const saw = lines.find((one) => one.bookId === bookId && one.form.visit.householdId === form.visit.householdId && one.version >= seen);
  return saw === standing;
}

interface Comparing {
  readonly seed: string;
  readonly offices: Offices;
  readonly network: Network;
  readonly ask: Ask;
  readonly plain: Db;
  /** What each form comes to on one sheet of paper. */
  readonly told: readonly Answers[];
  /** Acts in the order in which the ledger has them. */
  readonly acts: readonly string[];
}

/** What stood on paper after each form, handed in online one by one with what the server shows just before. */
async function compare({ seed, network, ask, plain, offices, told, acts }: Comparing): Promise<readonly string[]> {
  const api = await openApi(plain, { now: NOW, visited: NOBODY });
  try {
    await askHamlets(api, seed);
    const online = await api.as('rasoat');
    const commands = new Map(network.taken.map(({ commandId, command }) => [commandId, command]));
    const forms = network.taken.filter(({ command }) => (command as { kind: string }).kind === 'interview-finished');
    for (const [n, { command }] of forms.entries()) {
      const { payload, ...outer } = command as { payload: { householdId: string } };
      const { version, ...view } = await online<InterviewView>(`/api/households/${payload.householdId}/interview`);
      const saw = { seen: version, seenFile: view.seenFile, history: view.history };
      const again = { ...outer, commandId: madeUuid('online', n), payload: { ...payload, ...saw, answers: told[n] } };
      const { answers } = await online<CommandsAnswer>('/api/commands', { commands: [again] });
      if (answers[0]?.answer !== 'taken') throw new Error(`Online: ${JSON.stringify(answers)}`);
    }
    for (const commandId of acts) {
      const { answers } = await online<CommandsAnswer>('/api/commands', { commands: [commands.get(commandId) ?? assert.fail(commandId)] });
      if (answers[0]?.answer !== 'taken') throw new Error(`Online: ${JSON.stringify([answers, commands.get(commandId)])}`);
    }
    const differing = differingOffices(offices, await readOffices(api, seed));
    for (const { key, registered } of api.mini.village.households) {
      const path = `/api/households/${registered.householdId}`;
      const [here, there] = [await ask<HouseholdView>(path), await online<HouseholdView>(path)];
      if (registerOf(here) !== registerOf(there)) differing.push(key);
    }
    for (const { areaId } of api.mini.village.hamlets) {
      const [here, there] = [await everybodyIn(ask, areaId), await everybodyIn(online, areaId)];
      if (here !== there) differing.push(`hamlet ${areaId}`);
    }
    return differing;
  } finally {
    await api.close();
  }
}

/** What the register says of a household; versions of books and looks differ with the way. */
function registerOf({ household, members, status, history, interviews, verdicts }: HouseholdView): string {
  const { version: _version, ...head } = household;
  return JSON.stringify([head, members, status, history, interviews.map(({ seconds: _seconds, ...rest }) => rest), verdicts]);
}

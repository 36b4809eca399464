/**
 * The run of an import (nhập danh sách của xã): brought files become a plan that can be looked at, and the plan becomes
 * commands that go through the one door as the officer who brought them. Run again with the same files it finds nothing to
 * do. What cells and rows mean is `core/register/import`.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type AreaTree, descendants, periodAt, predecessors } from '../../core/kernel/areas.ts';
import type { Instant, PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId, Uuid } from '../../core/kernel/ids.ts';
import { fromLegacy, type LegacyEncoding, legacyEncodingOf } from '../../core/kernel/legacy-text.ts';
import { ok, type Result } from '../../core/kernel/result.ts';
import { type Hamlet } from '../../core/register/import/places.ts';
import { type ImportPlan, planImport, readTables } from '../../core/register/import/plan.ts';
import type { RefusedPlace } from '../../core/register/import/assemble.ts';
import type { Taken } from '../../core/register/import/compare.ts';
import { idFromText, importCommandId, importIdOf, type ImportKind } from '../../core/register/import/identity.ts';
import { refuse } from '../../core/register/import/refusal.ts';
import type { Cell, Sheet, SheetChoice } from '../../core/register/import/sheet.ts';
import { textIn } from '../../core/register/import/values.ts';
import { type CommandProblem, MAX_BATCH } from '../../core/sync/envelope.ts';
import { asActor, type Db } from '../http/transaction.ts';
import { submit, type Who } from '../ledger/door.ts';
import { sha256 } from '../ledger/tools.ts';
import { countUndone, findKnown, isNoted, readTouched } from './import-store.ts';
import { type BroughtFile, type FileProblem, readSheets } from './workbook.ts';

export interface ImportWish {
  readonly files: readonly BroughtFile[];
  readonly choices?: readonly SheetChoice[];
  /** Text of an old font to be converted, as the person agreed. */
  readonly legacy?: LegacyEncoding | null;
  readonly communeId: AreaId;
  readonly round: { readonly roundId: string; readonly year: number };
  readonly tree: AreaTree;
  readonly who: Exclude<Who, 'system'>;
  readonly now: Instant;
  readonly today: PlainDate;
}

export interface Prepared {
  readonly wish: ImportWish;
  readonly plan: ImportPlan;
  /** The old font in which the texts seem to be written, with an example; converting them is for the person to say. */
  readonly oldFont: OldFont | null;
}

export interface OldFont {
  readonly encoding: LegacyEncoding;
  readonly before: string;
  readonly after: string;
}

/** The dry run; reads and writes nothing. */
export async function prepareImport(db: Db, wish: ImportWish): Promise<Result<Prepared, FileProblem>> {
  const read = await readFiles(wish.files);
  return read.ok ? ok(await planSheets(db, wish, read.value)) : read;
}

/** All sheets of the files, each with a name of its own. */
export async function readFiles(files: readonly BroughtFile[]): Promise<Result<readonly Sheet[], FileProblem>> {
  const sheets: Sheet[] = [];
  for (const file of files) {
    const read = await readSheets(file);
    if (!read.ok) return read;
    for (const sheet of read.value) sheets.push({ ...sheet, name: freeName(sheet.name, sheets) });
  }
  return ok(sheets);
}

export async function planSheets(db: Db, wish: ImportWish, brought: readonly Sheet[]): Promise<Prepared> {
  const { choices = [], legacy = null } = wish;
  const sheets = legacy === null ? brought : brought.map((sheet) => withoutOldFont(sheet, legacy));
  const hamlets = hamletsOf(wish);
  const at = { roundId: wish.round.roundId, hamletIds: hamlets.map((hamlet) => hamlet.areaId) };
  const known = await asActor(db, wish.who.scope, (tx) => findKnown(tx, at, codesIn(sheets, choices)));
  const register = { round: wish.round, find: (code: string) => known.get(code) ?? null, idFor, scope: wish.communeId };
  const commune = { today: wish.today, names: namesOf(wish), hamlets };
  return { wish, plan: planImport(sheets, { commune, register, choices }), oldFont: legacy === null ? oldFontOf(brought) : null };
}

export interface Written {
  readonly importId: string;
  /** Commands that the door took. */
  readonly commands: number;
  /** Rows of households that the door refused, with its reason. */
  readonly refused: readonly (RefusedPlace & { readonly problem: CommandProblem })[];
}

/**
 * Writes the plan; `onBatch` is told how many households are done. Cut off and begun again with the same files it goes on; run
 * twice at once the two share the work.
 */
export async function runImport(db: Db, { wish, plan }: Prepared, onBatch: (done: number) => void = () => {}): Promise<Written> {
  const work = plan.taken.filter((taken) => taken.standing !== 'same');
  const sending = { wish, ...(await importOf(db, wish)) };
  if (work.length === 0 && (await nothingToNote(db, sending))) return { importId: sending.importId, commands: 0, refused: [] };
  let refused: Written['refused'] = [];
  let commands = 0;
  for (let from = 0; from < work.length; from += PER_BATCH) {
    const sent = await sendPart(db, sending, work.slice(from, from + PER_BATCH));
    refused = [...refused, ...sent.refused];
    commands += sent.commands;
    onBatch(Math.min(from + PER_BATCH, work.length));
  }
  refused = await withoutWritten(db, wish, refused);
  commands += await noteImport(db, { ...sending, plan, refused: plan.refused.length + refused.length });
  return { importId: sending.importId, commands, refused };
}

/**
 * Ids of commands follow from the import: one used before was another run's of this import, at another moment. Its household is
 * refused only if the register does not now hold what the list says.
 */
async function withoutWritten(db: Db, wish: ImportWish, refused: Written['refused']): Promise<Written['refused']> {
  if (!refused.some(({ problem }) => problem.code === 'command-id-reused')) return refused;
  const now = await prepareImport(db, wish);
  const taken = now.ok ? now.value.plan.taken : [];
  const written = new Set(taken.filter(({ standing }) => standing === 'same').map(({ household }) => household.code));
  return refused.filter(({ code, problem }) => problem.code !== 'command-id-reused' || code === null || !written.has(code));
}

async function importOf(db: Db, wish: ImportWish): Promise<{ importId: Uuid; fileHash: string }> {
  const fileHash = await hashOf(wish.files);
  const undone = await asActor(db, wish.who.scope, (tx) => countUndone(tx, wish.communeId));
  return { fileHash, importId: importIdOf(sha256, { fileHash, communeId: wish.communeId, roundId: wish.round.roundId, undone }) };
}

/** Unless a run was cut off after its last household and before it was noted. */
async function nothingToNote(db: Db, { wish, importId }: Sending): Promise<boolean> {
  return asActor(
    db,
    wish.who.scope,
    async (tx) => (await isNoted(tx, importId)) || (await readTouched(tx, touchedBy(wish, importId))).size === 0,
  );
}

function touchedBy(wish: ImportWish, importId: string): Parameters<typeof readTouched>[1] {
  return { importId, hamletIds: hamletsOf(wish).map((hamlet) => hamlet.areaId) };
}

/** A household needs at most three commands. */
const PER_BATCH = Math.floor(MAX_BATCH / 3);

interface Sending {
  readonly wish: ImportWish;
  readonly importId: Uuid;
  readonly fileHash: string;
}

interface Envelope {
  readonly commandId: string;
  readonly kind: string;
  readonly v: 1;
  readonly at: string;
  readonly payload: unknown;
}

async function sendPart(db: Db, sending: Sending, part: readonly Taken[]): Promise<Omit<Written, 'importId'>> {
  const { wish } = sending;
  const sent = part.flatMap((taken) => commandsFor(sending, taken).map((command) => ({ taken, command })));
  const answers = await submit(
    db,
    wish.who,
    sent.map((each) => each.command),
    { now: wish.now, today: wish.today },
  );
  const refused = new Map<string, Written['refused'][number][]>();
  sent.forEach(({ taken }, i) => {
    const problem = answers[i]?.problem;
    if (problem === undefined || refused.has(taken.householdId)) return;
    refused.set(
      taken.householdId,
      taken.household.places.map((at) => ({
        at,
        code: taken.household.code,
        hamletId: taken.household.hamletId,
        refusals: [refuse('not-taken', problem.code)],
        problem,
      })),
    );
  });
  return { commands: answers.filter((answer) => answer.answer === 'taken').length, refused: [...refused.values()].flat() };
}

function commandsFor({ wish, importId }: Sending, taken: Taken): Envelope[] {
  const { householdId, household, members, standing, changes, result, listed } = taken;
  const envelope = (kind: ImportKind, payload: unknown): Envelope => ({
    commandId: importCommandId(sha256, importId, { kind, about: householdId }),
    kind,
    v: 1,
    at: wish.now,
    payload,
  });
  const commands: Envelope[] = [];
  if (standing === 'new') commands.push(envelope('household-registered', registration(taken, wish.today)));
  else if (changes.length > 0) {
    commands.push(
      envelope('household-corrected', {
        householdId,
        ...(changes.includes('members') ? { members } : {}),
        ...(changes.includes('address') ? { address: household.address } : {}),
        ...(changes.includes('people') ? { people: household.people } : {}),
      }),
    );
  }
  if (result !== null) {
    const { year, class: named, origin, b1, b2, reviewedOn, reviewer, formA } = result;
    commands.push(
      envelope('status-recorded', {
        householdId,
        year,
        class: named,
        origin,
        b1,
        b2,
        reviewedOn,
        reviewer: reviewer?.slice(0, 100) ?? null,
        formA,
        source: sourceOf(wish),
      }),
    );
  }
  if (listed !== null) commands.push(envelope('review-listed', { householdId, roundId: wish.round.roundId, why: listed }));
  return commands;
}

function registration({ householdId, household, members }: Taken, today: PlainDate): object {
  return {
    householdId,
    hamletId: household.hamletId,
    code: household.code,
    address: household.address?.slice(0, 300) ?? null,
    headName: members[0]?.fullName ?? '',
    members,
    ...(household.people === null ? {} : { people: household.people }),
    // A result of an earlier year says that the household was there then.
    since: sinceOf(household.result, today),
    source: 'import',
    weight: 1,
    listed: null,
  };
}

function sinceOf(result: { readonly reviewedOn: PlainDate | null; readonly year: number | null } | null, today: PlainDate): string {
  if (result?.reviewedOn !== undefined && result.reviewedOn !== null) return result.reviewedOn;
  return result?.year === undefined || result.year === null ? today : `${result.year}-01-01`;
}

interface Noting extends Sending {
  readonly plan: ImportPlan;
  readonly refused: number;
}

/**
 * One event of the commune's own book says that a list came in, and what became of it: counted from the ledger, so that a run
 * that was cut off and begun again is one import.
 */
async function noteImport(db: Db, { wish, plan, importId, fileHash, refused }: Noting): Promise<number> {
  const { communeId, round, who, now, today } = wish;
  const touched = await asActor(db, who.scope, (tx) => readTouched(tx, touchedBy(wish, importId)));
  const registered = [...touched.values()].filter((kinds) => kinds.has('household-registered')).length;
  const payload = {
    importId,
    fileName: sourceOf(wish),
    fileHash,
    roundId: round.roundId,
    communeId,
    rows: plan.rows,
    registered,
    updated: touched.size - registered,
    unchanged: plan.taken.filter((taken) => taken.standing === 'same' && !touched.has(taken.householdId)).length,
    refused,
  };
  const commandId = importCommandId(sha256, importId, { kind: 'list-imported', about: communeId });
  const [answer] = await submit(db, who, [{ commandId, kind: 'list-imported', v: 1, at: now, payload }], { now, today });
  return answer?.answer === 'taken' ? 1 : 0;
}

const sourceOf = (wish: ImportWish): string =>
  wish.files
    .map((file) => file.name)
    .join(', ')
    .slice(0, 200);

function hamletsOf({ tree, communeId, today }: ImportWish): Hamlet[] {
  return descendants(tree, communeId, today, 'hamlet').map(({ areaId, name }) => ({ areaId, name }));
}

/** Lists of last year may still carry the name of an old unit that is now a part. */
function namesOf({ tree, communeId, today }: ImportWish): string[] {
  const parts = predecessors(tree, communeId).map(({ areaId }) => areaId);
  const own = periodAt(tree, communeId, today)?.name;
  const old = parts.flatMap((areaId) => (tree.periods.get(areaId) ?? []).map((period) => period.name));
  return [...new Set([...(own === undefined ? [] : [own]), ...old])];
}

function codesIn(sheets: readonly Sheet[], choices: readonly SheetChoice[]): string[] {
  const codes = readTables(sheets, choices).tables.flatMap((table) => {
    const at = table.columns.find((column) => column.field === 'code')?.at;
    return at === undefined ? [] : table.lines.flatMap((line) => textIn(line.cells[at] ?? null) ?? []);
  });
  return [...new Set(codes)];
}

/** Rows whose texts are looked at: titles and the first people. */
const LOOKED_AT = 60;

function oldFontOf(sheets: readonly Sheet[]): OldFont | null {
  const texts = sheets.flatMap((sheet) =>
    sheet.lines.slice(0, LOOKED_AT).flatMap((line) => line.cells.filter((cell) => typeof cell === 'string')),
  );
  const encoding = legacyEncodingOf(texts);
  if (encoding === null) return null;
  const before = texts.find((text) => /[\u00a1-\u00ff]/.test(text)) ?? '';
  return { encoding, before, after: fromLegacy(before, encoding) };
}

function withoutOldFont(sheet: Sheet, encoding: LegacyEncoding): Sheet {
  const convert = (cell: Cell): Cell => (typeof cell === 'string' ? fromLegacy(cell, encoding) : cell);
  return { ...sheet, lines: sheet.lines.map((line) => ({ ...line, cells: line.cells.map(convert) })) };
}

/** Two files may both have a sheet called "Sheet1". */
function freeName(name: string, taken: readonly Sheet[]): string {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name.slice(0, 26)} (${number})`;
    if (!taken.some((sheet) => sheet.name === tried)) return tried;
  }
}

const idFor = (text: string): Uuid => idFromText(sha256, text);

async function hashOf(files: readonly BroughtFile[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files)
    if ('bytes' in file) hash.update(file.bytes);
    else for await (const part of createReadStream(file.path)) hash.update(part);
  return hash.digest('hex');
}

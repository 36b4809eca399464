/**
 * `vuon import`: reads a commune's household and member lists, shows what would change, asks, writes through the door as the
 * officer named (nhập danh sách hộ, thành viên). Rows that cannot be taken come back in a sheet with the reason.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { fromLegacy, LEGACY_ENCODINGS, type LegacyEncoding } from '../../../core/kernel/legacy-text.ts';
import { foldVi } from '../../../core/kernel/text.ts';
import { LIST_FIELDS, type ListField } from '../../../core/register/import/headers.ts';
import { type Sheet, type SheetChoice, tableOf } from '../../../core/register/import/sheet.ts';
import { type ImportPlan, hasWork } from '../../../core/register/import/plan.ts';
import { findOpenRoundOf } from '../../../server/register/import-store.ts';
import { type ImportWish, planSheets, type Prepared, readFiles, runImport, type Written } from '../../../server/register/import.ts';
import { reasonText, returnedSheet, withSentence } from '../../../server/register/returned.ts';
import type { BroughtFile } from '../../../server/register/workbook.ts';
import { problemsText } from '../../../words/problems.ts';
import { importText } from '../../../words/import.ts';
import { toolText } from '../../../words/tool.ts';
import {
  EXIT,
  type ExitCode,
  makeProgress,
  numberIn,
  print,
  readArgs,
  say,
  sentence,
  stop,
  stopSaying,
  STORE_OPTIONS,
} from '../command.ts';
import { actingPerson } from '../parts/actor.ts';
import { agreed } from '../parts/agreed.ts';
import { communeByCode } from '../parts/area.ts';
import { now, today } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';
import { undo } from '../parts/import-undo.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  commune: { type: 'string' },
  round: { type: 'string' },
  as: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  errors: { type: 'string' },
  sheet: { type: 'string', multiple: true },
  column: { type: 'string', multiple: true },
  hidden: { type: 'boolean', default: false },
  'old-font': { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Wish {
  readonly files: readonly BroughtFile[];
  readonly commune: string;
  readonly year: number;
  readonly username: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly errors: string | undefined;
  readonly json: boolean;
  readonly reading: Reading;
}

/** How the sheets are to be understood where the program's own reading is not right. */
interface Reading {
  readonly sheets: readonly string[];
  readonly columns: ReadonlyMap<string, ListField | null>;
  readonly hidden: boolean;
  readonly oldFont: LegacyEncoding | null;
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  if (positionals[0] === 'undo') return undo(positionals.slice(1), values);
  if (positionals.length === 0) stop(EXIT.usage, 'usage.missing', { option: 'TỆP' });
  const wish: Wish = {
    files: positionals.map(fileAt),
    commune: values.commune ?? stop(EXIT.usage, 'usage.missing', { option: '--commune' }),
    year: numberIn(values.round ?? stop(EXIT.usage, 'usage.missing', { option: '--round' }), {
      least: 2016,
      most: 2100,
      option: '--round',
    }),
    username: values.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' }),
    dryRun: values['dry-run'],
    yes: values.yes,
    errors: values.errors,
    json: values.json,
    reading: readingOf(values),
  };
  return withStore(values.data, (store) => importInto(store, wish));
}

function fileAt(path: string): BroughtFile {
  return existsSync(path) ? { name: basename(path), path } : stop(EXIT.trouble, 'file-not-found', { file: path });
}

type Given = { sheet?: string[]; column?: string[]; hidden: boolean; 'old-font'?: string };

function readingOf({ sheet = [], column = [], hidden, 'old-font': font }: Given): Reading {
  const known = LIST_FIELDS.join(', ');
  const columns = column.map((text): [string, ListField | null] => {
    const [title, name] = text.split('=');
    const field = LIST_FIELDS.find((each) => each === name) ?? null;
    if (title === undefined || name === undefined || (field === null && name !== '')) stop(EXIT.usage, 'usage.column', { known });
    return [foldVi(title), field];
  });
  const oldFont = LEGACY_ENCODINGS.find((each) => each === font) ?? null;
  if (font !== undefined && oldFont === null) stop(EXIT.usage, 'usage.option', { option: `--old-font ${font}` });
  return { sheets: sheet, columns: new Map(columns), hidden, oldFont };
}

async function importInto(store: Store, wish: Wish): Promise<ExitCode> {
  const prepared = await prepare(store, wish);
  const { plan } = prepared;
  if (plan.tables.length === 0) stop(EXIT.findings, 'import.no-table');
  if (!wish.json) show(prepared, wish);
  const written = await writeIfWanted(store, wish, prepared);
  const refused = [...plan.refused, ...(written?.refused.map(withSentence) ?? [])];
  await returnRows({ ...plan, refused }, wish);
  if (wish.json) print(JSON.stringify(asJson({ ...plan, refused }, written)));
  return refused.length > 0 ? EXIT.findings : EXIT.ok;
}

async function prepare(store: Store, wish: Wish): Promise<Prepared> {
  await installationOrStop(store.db);
  const { who, tree } = await actingPerson(store.db, wish.username);
  const commune = communeByCode(tree, wish.commune);
  const allowed = may(who.actor, 'import-list', { areaPath: areaPath(tree, commune.areaId, today()), date: today() });
  if (!allowed.allowed) stop(EXIT.trouble, 'import.not-allowed', { username: wish.username, commune: commune.name });
  const round = await asSystem(store.db, (tx) => findOpenRoundOf(tx, wish.year));
  if (round === null) stop(EXIT.trouble, 'import.no-round', { year: wish.year });
  const files = await readFiles(wish.files);
  if (!files.ok) return stopSaying(EXIT.trouble, problemsText('vi', files.error.code, { file: files.error.file }));
  const plain: ImportWish = {
    files: wish.files,
    communeId: commune.areaId,
    round: { roundId: round.roundId, year: wish.year },
    tree,
    who,
    now: now(),
    today: today(),
  };
  const { reading } = wish;
  return planSheets(store.db, { ...plain, choices: choicesFor(files.value, reading), legacy: reading.oldFont }, files.value);
}

/** Titles are named as they stand in the file, with or without marks. */
function choicesFor(sheets: readonly Sheet[], { sheets: wanted, columns, hidden, oldFont }: Reading): SheetChoice[] {
  const readable = (title: string): string => foldVi(oldFont === null ? title : fromLegacy(title, oldFont));
  const found = new Set<string>();
  const choices = sheets.map((sheet): SheetChoice => {
    const use = wanted.length > 0 ? wanted.includes(sheet.name) : sheet.hidden !== true || hidden;
    const titles = tableOf(sheet)?.titles.map(readable) ?? [];
    const fields = [...columns].flatMap(([title, field]) => {
      const at = titles.indexOf(title);
      if (at >= 0) found.add(title);
      return at < 0 ? [] : [[at, field] as const];
    });
    return { sheet: sheet.name, use, hiddenRows: hidden, fields: Object.fromEntries(fields) };
  });
  const missing = [...columns.keys()].find((title) => !found.has(title));
  return missing === undefined ? choices : stop(EXIT.findings, 'import.no-column', { title: missing });
}

async function writeIfWanted(store: Store, wish: Wish, prepared: Prepared): Promise<Written | null> {
  const quiet = (key: Parameters<typeof sentence>[0], params = {}): void => say(sentence(key, params));
  if (wish.dryRun) quiet('import.dry-run');
  else if (!hasWork(prepared.plan)) quiet('import.nothing');
  else if (!(wish.yes || (await agreed('import.confirm')))) quiet('import.stopped');
  else {
    const progress = makeProgress();
    const all = prepared.plan.counts.new + prepared.plan.counts.changed;
    const written = await runImport(store.db, prepared, (done) => progress.show(toolText('vi', 'import.progress', { done, all })));
    progress.end();
    quiet('import.written', { count: written.commands });
    return written;
  }
  return null;
}

// ---- what the person sees ------------------------------------------------------------------------------------------

/** Lines of refused rows that are named at the terminal; the sheet has all. */
const SHOWN = 10;

function show({ plan, oldFont }: Prepared, wish: Wish): void {
  const text = (key: Parameters<typeof toolText>[1], params: Parameters<typeof toolText>[2] = {}): void =>
    print(toolText('vi', key, params));
  for (const table of plan.tables) {
    text('import.sheet', { sheet: table.sheet, kind: toolText('vi', `import.kind.${table.kind}`), rows: table.rows });
    const columns = table.columns.map(({ field, at }) => `${table.titles[at]} → ${importText('vi', `field.${field}`)}`);
    text('import.columns', { columns: columns.join('; ') });
    if (table.hiddenRows > 0 && !wish.reading.hidden) text('import.hidden-rows', { count: table.hiddenRows, sheet: table.sheet });
    if (table.unused.length > 0) text('import.unused', { columns: table.unused.join(', ') });
  }
  for (const sheet of plan.unread) text('import.unread', { sheet });
  for (const sheet of plan.hiddenSheets) text('import.hidden-sheet', { sheet });
  if (oldFont !== null) text('import.old-font', { ...oldFont, font: oldFont.encoding });
  for (const { name, counts } of plan.byHamlet)
    text('import.hamlet-line', { name: name || importText('vi', 'preview.no-hamlet'), ...counts });
  for (const { code, households } of plan.notices)
    print(importText('vi', `notice.${code}`, { count: households.length, households: households.slice(0, 5).join(', ') }));
  for (const { at, refusals } of plan.refused.slice(0, SHOWN)) text('import.refused-line', { ...at, reason: reasonText(refusals) });
  if (plan.refused.length > SHOWN) text('import.refused-more', { count: plan.refused.length - SHOWN });
  text('import.total', { ...plan.counts, refused: plan.refused.length, repeated: plan.repeated.length, rows: plan.rows });
}

async function returnRows(plan: ImportPlan, wish: Wish): Promise<void> {
  if (wish.errors === undefined) return;
  const bytes = await returnedSheet(plan);
  if (bytes === null) return;
  writeFileSync(wish.errors, bytes, { mode: 0o600 });
  say(sentence('import.errors-written', { file: wish.errors }));
}

function asJson(plan: ImportPlan, written: Written | null): object {
  return {
    rows: plan.rows,
    ...plan.counts,
    byHamlet: plan.byHamlet,
    notices: plan.notices,
    refused: plan.refused.map(({ at, code, refusals }) => ({ ...at, code, reasons: refusals })),
    repeated: plan.repeated.length,
    unread: plan.unread,
    hiddenSheets: plan.hiddenSheets,
    importId: written?.importId ?? null,
    written: written === null ? null : written.commands,
  };
}

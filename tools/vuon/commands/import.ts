/**
 * `vuon import`: reads a commune's household and member lists, shows what would change, asks, writes through the door as the
 * officer named (nhập danh sách hộ, thành viên). Rows that cannot be taken come back in a sheet with the reason.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { LEGACY_ENCODINGS, type LegacyEncoding } from '../../../core/kernel/legacy-text.ts';
import { foldVi } from '../../../core/kernel/text.ts';
import { LIST_FIELDS, type ListField } from '../../../core/register/import/headers.ts';
import { descendants } from '../../../core/kernel/areas.ts';
import type { RefusedPlace } from '../../../core/register/import/assemble.ts';
import { hasWork, mustAgree, mustSayYear } from '../../../core/register/import/plan.ts';
import type { Choose } from '../../../core/register/import/reading.ts';
import { findOpenRoundOf } from '../../../server/register/import-store.ts';
import { type Prepared, prepareImport, runImport, type Written } from '../../../server/register/import.ts';
import { plainName } from '../../../server/register/import-files.ts';
import { returnedSheet } from '../../../server/register/returned.ts';
import { sentenceOf, withSentence } from '../../../server/register/sentence.ts';
import { templateSheet } from '../../../server/register/template.ts';
import type { BroughtFile } from '../../../server/register/workbook.ts';
import { problemsText } from '../../../words/problems.ts';
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
import { actingPerson, readTree } from '../parts/actor.ts';
import { agreed } from '../parts/agreed.ts';
import { communeByCode } from '../parts/area.ts';
import { now, today } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';
import { asJson, show } from '../parts/import-show.ts';
import { importTable, TABLE_OPTIONS } from '../parts/import-table.ts';
import { undo } from '../parts/import-undo.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  commune: { type: 'string' },
  round: { type: 'string' },
  as: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  'decided-years': { type: 'boolean', default: false },
  errors: { type: 'string' },
  sheet: { type: 'string', multiple: true },
  column: { type: 'string', multiple: true },
  hidden: { type: 'boolean', default: false },
  'old-font': { type: 'string' },
  'result-year': { type: 'string' },
  requests: { type: 'boolean', default: false },
  template: { type: 'string' },
  ...TABLE_OPTIONS,
  json: { type: 'boolean', default: false },
} as const;

interface Wish {
  readonly files: readonly BroughtFile[];
  readonly commune: string;
  readonly year: number;
  readonly username: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
  /** Yes as well to numbers of decided years that change. */
  readonly decidedYears: boolean;
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
  /** Of results that do not say it themselves. */
  readonly resultYear: number | null;
  /** Whether households of which the list tells nothing ask to be reviewed. */
  readonly requests: boolean;
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  if (positionals[0] === 'undo') return undo(positionals.slice(1), values);
  if (values['score-table'] !== undefined || values['score-table-template'] !== undefined) return importTable(values);
  if (values.template !== undefined) return writeTemplate(values.template, values);
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
    decidedYears: values['decided-years'],
    errors: values.errors,
    json: values.json,
    reading: readingOf(values),
  };
  return withStore(values.data, (store) => importInto(store, wish));
}

function fileAt(path: string): BroughtFile {
  return existsSync(path) ? { name: plainName(basename(path)), path } : stop(EXIT.trouble, 'file-not-found', { file: path });
}

type Given = { sheet?: string[]; column?: string[]; hidden: boolean; 'old-font'?: string; 'result-year'?: string; requests: boolean };

function readingOf({ sheet = [], column = [], hidden, 'old-font': font, 'result-year': year, requests }: Given): Reading {
  const known = LIST_FIELDS.join(', ');
  const columns = column.map((text): [string, ListField | null] => {
    const [title, name] = text.split('=');
    const field = LIST_FIELDS.find((each) => each === name) ?? null;
    if (title === undefined || name === undefined || (field === null && name !== '')) stop(EXIT.usage, 'usage.column', { known });
    return [foldVi(title), field];
  });
  const oldFont = LEGACY_ENCODINGS.find((each) => each === font) ?? null;
  if (font !== undefined && oldFont === null) stop(EXIT.usage, 'usage.option', { option: `--old-font ${font}` });
  const resultYear = year === undefined ? null : numberIn(year, { least: 2005, most: 2100, option: '--result-year' });
  return { sheets: sheet, columns: new Map(columns), hidden, oldFont, resultYear, requests };
}

/** An empty list; of a commune of the register it names the hamlets. */
async function writeTemplate(path: string, { data, commune: code }: { data?: string; commune?: string }): Promise<ExitCode> {
  const wanted = code ?? stop(EXIT.usage, 'usage.missing', { option: '--commune' });
  await withStore(data, async ({ db }) => {
    await installationOrStop(db);
    const tree = await asSystem(db, readTree);
    const commune = communeByCode(tree, wanted);
    const hamlets = descendants(tree, commune.areaId, today(), 'hamlet').map(({ name }) => name);
    writeFileSync(path, await templateSheet({ name: commune.name, code: wanted, hamlets }));
  });
  say(sentence('import.template-written', { file: path }));
  return EXIT.ok;
}

async function importInto(store: Store, wish: Wish): Promise<ExitCode> {
  const prepared = await prepare(store, wish);
  const { plan } = prepared;
  if (plan.tables.length === 0) stop(EXIT.findings, 'import.no-table');
  if (!wish.json) show(prepared, wish.reading);
  const written = await writeIfWanted(store, wish, prepared);
  const refused = [...plan.refused, ...(written?.refused.map(withSentence) ?? [])];
  await returnRows(prepared, refused, wish);
  if (wish.json) print(JSON.stringify(asJson(plan, refused, written)));
  return refused.length > 0 || (written?.unnoted ?? null) !== null ? EXIT.findings : EXIT.ok;
}

async function prepare(store: Store, wish: Wish): Promise<Prepared> {
  await installationOrStop(store.db);
  const { who, tree } = await actingPerson(store.db, wish.username);
  const commune = communeByCode(tree, wish.commune);
  const allowed = may(who.actor, 'import-list', { areaPath: areaPath(tree, commune.areaId, today()), date: today() });
  if (!allowed.allowed) stop(EXIT.trouble, 'import.not-allowed', { username: wish.username, commune: commune.name });
  const round = await asSystem(store.db, (tx) => findOpenRoundOf(tx, wish.year));
  if (round === null) stop(EXIT.trouble, 'import.no-round', { year: wish.year });
  const { reading } = wish;
  const found = new Set<string>();
  const progress = makeProgress();
  const prepared = await prepareImport(
    store.db,
    {
      files: wish.files,
      communeId: commune.areaId,
      round: { roundId: round.roundId, year: wish.year },
      ...{ tree, who, now: now(), today: today(), legacy: reading.oldFont, resultYear: reading.resultYear, choices: choosing(reading) },
      requests: reading.requests,
    },
    {
      onRows: (rows) => progress.show(toolText('vi', 'import.reading', { rows })),
      onPart: (done, all) => progress.show(toolText('vi', 'import.comparing', { done, all }), { done, all }),
    },
  );
  progress.end();
  if (!prepared.ok) return stopSaying(EXIT.trouble, problemsText('vi', prepared.error.code, { file: prepared.error.file }));
  for (const { titles } of prepared.value.plan.tables) for (const title of titles) found.add(foldVi(title));
  const sheets = prepared.value.heads.map(({ name }) => name);
  const unknown = reading.sheets.find((sheet) => !sheets.includes(sheet));
  if (unknown !== undefined) stop(EXIT.findings, 'import.no-sheet', { sheet: unknown, sheets: sheets.join('”, “') });
  const missing = [...reading.columns.keys()].find((title) => !found.has(title));
  return missing === undefined ? prepared.value : stop(EXIT.findings, 'import.no-column', { title: missing });
}

/** Titles are named as they stand in the file, with or without marks. */
function choosing({ sheets, columns, hidden }: Reading): Choose {
  return (sheet) => ({
    use: sheets.length > 0 ? sheets.includes(sheet.name) : sheet.hidden !== true || hidden,
    ...{ hiddenRows: hidden, hiddenColumns: hidden, named: columns },
  });
}

async function writeIfWanted(store: Store, wish: Wish, prepared: Prepared): Promise<Written | null> {
  const quiet = (key: Parameters<typeof sentence>[0], params = {}): void => say(sentence(key, params));
  if (wish.dryRun) quiet('import.dry-run');
  else if (!hasWork(prepared.plan) && !prepared.unfinished) quiet('import.nothing');
  else if (mustSayYear(prepared.plan)) stop(EXIT.usage, 'import.say-year', { year: prepared.plan.resultYear.year });
  else if (wish.yes && !wish.decidedYears && mustAgree(prepared.plan)) stop(EXIT.usage, 'import.say-decided');
  else if (!(wish.yes || (await agreed('import.confirm')))) quiet('import.stopped');
  else {
    const progress = makeProgress();
    const all = prepared.plan.counts.new + prepared.plan.counts.changed;
    const agreedTo = { ...prepared, agreed: wish.decidedYears || !wish.yes };
    const written = await runImport(store.db, agreedTo, (done) =>
      progress.show(toolText('vi', 'import.progress', { done, all }), { done, all }),
    );
    progress.end();
    quiet('import.written', { count: written.commands });
    if (written.unnoted !== null) quiet('import.unnoted', { why: sentenceOf(written.unnoted) });
    return written;
  }
  return null;
}

async function returnRows(prepared: Prepared, refused: readonly RefusedPlace[], wish: Wish): Promise<void> {
  if (wish.errors === undefined) return;
  const bytes = await returnedSheet(prepared, refused);
  if (bytes === null) return;
  writeFileSync(wish.errors, bytes, { mode: 0o600 });
  say(sentence('import.errors-written', { file: wish.errors }));
}

/**
 * `vuon import`: reads a commune's household and member lists, shows what would change, asks, writes through the door as the
 * officer named (nhập danh sách hộ, thành viên). Rows that cannot be taken come back in a sheet with the reason.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { type ImportPlan, hasWork } from '../../../core/register/import/plan.ts';
import { findOpenRoundOf } from '../../../server/register/import-store.ts';
import { prepareImport, type Prepared, runImport, type Written } from '../../../server/register/import.ts';
import { reasonText, returnedSheet } from '../../../server/register/returned.ts';
import type { BroughtFile } from '../../../server/register/workbook.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, makeProgress, numberIn, print, readArgs, say, sentence, stop, STORE_OPTIONS } from '../command.ts';
import { actingPerson } from '../parts/actor.ts';
import { communeByCode } from '../parts/area.ts';
import { now, today } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  commune: { type: 'string' },
  round: { type: 'string' },
  as: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  errors: { type: 'string' },
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
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  if (positionals.length === 0) stop(EXIT.usage, 'usage.missing', { option: 'TỆP' });
  const wish: Wish = {
    files: positionals.map(readFile),
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
  };
  return withStore(values.data, (store) => importInto(store, wish));
}

function readFile(path: string): BroughtFile {
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch {
    return stop(EXIT.trouble, 'file-not-found', { file: path });
  }
}

async function importInto(store: Store, wish: Wish): Promise<ExitCode> {
  const prepared = await prepare(store, wish);
  const { plan } = prepared;
  if (plan.tables.length === 0) stop(EXIT.findings, 'import.no-table');
  if (!wish.json) show(plan);
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
  const prepared = await prepareImport(store.db, {
    files: wish.files,
    communeId: commune.areaId,
    round: { roundId: round.roundId, year: wish.year },
    tree,
    who,
    now: now(),
    today: today(),
  });
  return prepared.ok ? prepared.value : stop(EXIT.trouble, prepared.error.code, { file: prepared.error.file });
}

async function writeIfWanted(store: Store, wish: Wish, prepared: Prepared): Promise<Written | null> {
  const quiet = (key: Parameters<typeof sentence>[0], params = {}): void => say(sentence(key, params));
  if (wish.dryRun) quiet('import.dry-run');
  else if (!hasWork(prepared.plan)) quiet('import.nothing');
  else if (!(wish.yes || (await agreed()))) quiet('import.stopped');
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

/** Only a person at a terminal can be asked; a script says `--yes`. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) stop(EXIT.usage, 'import.confirm-needed');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(c|có|co|y|yes)$/i.test((await prompt.question(toolText('vi', 'import.confirm'))).trim());
  } finally {
    prompt.close();
  }
}

/** The door's codes become sentences that a reader of the sheet understands. */
function withSentence(row: Written['refused'][number]): ImportPlan['refused'][number] {
  const { code } = row.problem;
  return { ...row, refusals: [{ code: 'not-taken', said: isProblemCode(code) ? problemsText('vi', code) : code }] };
}

// ---- what the person sees ------------------------------------------------------------------------------------------

/** Lines of refused rows that are named at the terminal; the sheet has all. */
const SHOWN = 10;

function show(plan: ImportPlan): void {
  const text = (key: Parameters<typeof toolText>[1], params: Parameters<typeof toolText>[2] = {}): void =>
    print(toolText('vi', key, params));
  for (const table of plan.tables) {
    text('import.sheet', { sheet: table.sheet, kind: toolText('vi', `import.kind.${table.kind}`), rows: table.lines.length });
    if (table.unused.length > 0) text('import.unused', { columns: table.unused.join(', ') });
  }
  for (const sheet of plan.unread) text('import.unread', { sheet });
  for (const { name, counts } of plan.byHamlet) text('import.hamlet-line', { name, ...counts });
  for (const { code, households } of plan.notices)
    text(`notice.${code}`, { count: households.length, households: households.slice(0, 5).join(', ') });
  for (const { at, refusals } of plan.refused.slice(0, SHOWN)) text('import.refused-line', { ...at, reason: reasonText(refusals) });
  if (plan.refused.length > SHOWN) text('import.refused-more', { count: plan.refused.length - SHOWN });
  text('import.total', { ...plan.counts, refused: plan.refused.length, rows: plan.rows });
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
    written: written === null ? null : written.commands,
  };
}

/**
 * `vuon import --score-table`: a B1 score table from a spreadsheet, for one standard, as the officer named (nạp bảng điểm B1). Says how it
 * differs from the table in force, asks, sets it through the door; rows that cannot be taken come back in a sheet.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { TABLE_STATUSES } from '../../../core/classify/table-status.ts';
import type { TableFacts } from '../../../core/classify/score-table-sheet.ts';
import type { NamedPlace, TableLook } from '../../../core/classify/score-table-view.ts';
import { RULEBOOK_IDS, type RulebookId } from '../../../core/classify/verdict.ts';
import { parseDateVi } from '../../../core/kernel/dates.ts';
import { getInstallation } from '../../../server/access/installation.ts';
import { refusedSheet, tableSheet } from '../../../server/classify/score-sheet.ts';
import { lookAtTable, setTable } from '../../../server/classify/score-tables.ts';
import { tablesInForce } from '../../../server/ledger/score-tables.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { plainName } from '../../../server/register/import-files.ts';
import { readTextRows } from '../../../server/register/sheet-rows.ts';
import type { TextRow } from '../../../core/kernel/text-sheet.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { scoreText } from '../../../words/score-table.ts';
import { EXIT, type ExitCode, numberIn, print, say, sentence, stop, stopSaying } from '../command.ts';
import { type ActingPerson, actingPerson } from './actor.ts';
import { agreed } from './agreed.ts';
import { now, today } from './clock.ts';
import { asSystem, installationOrStop } from './installation.ts';
import { type Store, withStore } from './store.ts';

export const TABLE_OPTIONS = {
  'score-table': { type: 'string' },
  'score-table-template': { type: 'string' },
  standard: { type: 'string' },
  'table-version': { type: 'string' },
  status: { type: 'string' },
  source: { type: 'string' },
  approver: { type: 'string' },
  'approved-on': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

type Values = Partial<Record<keyof typeof TABLE_OPTIONS | 'data' | 'as' | 'errors', string>> & {
  readonly 'dry-run': boolean;
  readonly yes: boolean;
  readonly json: boolean;
};

export async function importTable(values: Values): Promise<ExitCode> {
  const rulebook = RULEBOOK_IDS.find((id) => id === values.standard);
  if (rulebook === undefined) stop(EXIT.usage, 'usage.standard', { known: RULEBOOK_IDS.join(', ') });
  const template = values['score-table-template'];
  if (template !== undefined) return writeTemplate(values, rulebook, template);
  const path = values['score-table'] ?? '';
  if (!existsSync(path)) stop(EXIT.trouble, 'file-not-found', { file: path });
  const rows = await readTextRows({ name: plainName(basename(path)), path });
  if (!rows.ok) return stopSaying(EXIT.trouble, problemsText('vi', rows.error.code, { file: rows.error.file }));
  return withStore(values.data, (store) => bring(store, { values, rulebook, rows: rows.value }));
}

async function writeTemplate(values: Values, rulebook: RulebookId, path: string): Promise<ExitCode> {
  await withStore(values.data, async ({ db }) => {
    await installationOrStop(db);
    const line = await asSystem(db, async (tx) => (await tablesInForce(sqlOfKysely(tx))).get(rulebook));
    if (line !== undefined) writeFileSync(path, await tableSheet(rulebook, line.table, null));
  });
  say(sentence('import.template-written', { file: path }));
  return EXIT.ok;
}

interface Brought {
  readonly values: Values;
  readonly rulebook: RulebookId;
  readonly rows: readonly TextRow[];
}

async function bring({ db }: Store, { values, rulebook, rows }: Brought): Promise<ExitCode> {
  await installationOrStop(db);
  const { who, tree } = await actingPerson(db, values.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' }));
  await refuseOthers(db, { who, tree }, values.as);
  const asked = { rulebook, rows, given: factsOf(values), language: 'vi' } as const;
  const looked = await asSystem(db, (tx) => lookAtTable(tx, asked, today()));
  if (!looked.ok) return stopSaying(EXIT.findings, problemsText('vi', looked.error.code));
  const { look, body } = looked.value;
  if (!values.json) show(look);
  await giveBack(values.errors, rows, look);
  const write = body !== null && look.state === 'ready' && !values['dry-run'] && (values.yes || (await agreed('import.table-confirm')));
  const problem = write ? await setTable(db, who, body, { now: now(), today: today() }) : null;
  if (problem !== null) return stopSaying(EXIT.trouble, told(problem));
  const state = write ? 'set' : look.state;
  if (values.json) print(JSON.stringify({ ...look, state }));
  if (values['dry-run']) say(sentence('import.dry-run'));
  else if (write) say(sentence('import.table-set'));
  else if (state === 'ready') say(sentence('import.stopped'));
  return state === 'not-ready' ? EXIT.findings : EXIT.ok;
}

async function refuseOthers(db: Store['db'], { who, tree }: ActingPerson, username = ''): Promise<void> {
  const { provinceId } = await asSystem(db, getInstallation);
  const at = { areaPath: areaPath(tree, provinceId, today()), date: today() };
  const answer = may(who.actor, 'set-score-table', at);
  if (!answer.allowed) stop(EXIT.trouble, 'import.table-not-allowed', { username });
}

function factsOf(values: Values): TableFacts {
  const { status = null, source = null, approver = null } = values;
  const known = TABLE_STATUSES.find((each) => each === status) ?? null;
  if (status !== null && known === null) stop(EXIT.usage, 'usage.option', { option: `--status ${status}` });
  const version = values['table-version'];
  const day = values['approved-on'];
  const approvedOn = day === undefined ? null : parseDateVi(day);
  if (approvedOn !== null && !approvedOn.ok) stop(EXIT.usage, 'usage.option', { option: `--approved-on ${day}` });
  return {
    version: version === undefined ? null : numberIn(version, { least: 1, most: 9_999, option: '--table-version' }),
    ...{ status: known, source, approver, approvedOn: approvedOn?.value ?? null },
  };
}

function show(look: TableLook): void {
  const { changed, missing, refused, unsaid, problem, otherRegions } = look;
  const place = ({ itemName, optionName, areaType }: NamedPlace): string =>
    `${itemName}: ${optionName} (${scoreText('vi', `area.${areaType}`)})`;
  const lines = [
    scoreText('vi', changed.length === 0 ? 'changed.none' : 'changed', { count: changed.length }),
    ...changed.map((each) => `  ${place(each)}: ${each.was} → ${each.now}`),
    ...(otherRegions === 0 ? [] : [scoreText('vi', 'others', { count: otherRegions })]),
    ...(missing.length === 0 ? [] : [scoreText('vi', 'missing', { count: missing.length }), ...missing.map((each) => `  ${place(each)}`)]),
    ...(refused.length === 0 ? [] : [scoreText('vi', 'refused', { count: refused.length })]),
    ...refused.map(({ line, ...about }) => `  ${scoreText('vi', 'column.line')} ${line}: ${told(about)}`),
    ...(unsaid.length === 0
      ? []
      : [scoreText('vi', 'unsaid', { facts: unsaid.map((fact) => scoreText('vi', `facts.${fact}`)).join(', ') })]),
    ...(problem === null ? [] : [told(problem)]),
    ...(look.state === 'known' ? [scoreText('vi', 'known')] : []),
  ];
  for (const line of lines) say(line);
}

function told({ code, ...about }: { readonly code: string; readonly [more: string]: string | number }): string {
  return isProblemCode(code) ? problemsText('vi', code, about) : code;
}

async function giveBack(path: string | undefined, rows: readonly TextRow[], { refused }: TableLook): Promise<void> {
  const bytes = path === undefined ? null : await refusedSheet(rows, refused);
  if (path === undefined || bytes === null) return;
  writeFileSync(path, bytes, { mode: 0o600 });
  say(sentence('import.errors-written', { file: path }));
}

/**
 * `vuon init`: a real installation in an empty database: the real units, the hamlets of the province's own list, the first
 * administrator, a round (cài đặt thật). Run again it adds what is missing and nothing else.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sql } from 'kysely';
import { areasOn } from '../../../core/kernel/areas.ts';
import type { Sheet } from '../../../core/register/import/sheet.ts';
import type { Db } from '../../../server/http/transaction.ts';
import { readTextRows } from '../../../server/register/sheet-rows.ts';
import type { TextRow } from '../../../core/kernel/text-sheet.ts';
import { readSheets } from '../../../server/register/workbook.ts';
import { problemsText } from '../../../words/problems.ts';
import { areasPayload, provinceId, yearlyRound } from '../../village/office.ts';
import { EXIT, type ExitCode, numberIn, print, readArgs, say, sentence, stop, stopSaying, STORE_OPTIONS } from '../command.ts';
import { addAccounts } from '../parts/account-list.ts';
import { addAccount } from '../parts/accounts.ts';
import { readTree } from '../parts/actor.ts';
import { areaWished } from '../parts/area.ts';
import { today } from '../parts/clock.ts';
import { hamletsFrom } from '../parts/hamlet-list.ts';
import { asSystem, findInstallation } from '../parts/installation.ts';
import { act } from '../parts/office.ts';
import { type RefusedRows, writeRefused } from '../parts/refused-rows.ts';
import { withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  admin: { type: 'string' },
  name: { type: 'string' },
  round: { type: 'string' },
  hamlets: { type: 'string' },
  accounts: { type: 'string' },
  errors: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Made {
  installed: boolean;
  hamlets: number;
  accounts: number;
  refused: number;
  round: number | null;
  admin: { username: string; password: string } | null;
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  const year = values.round === undefined ? null : numberIn(values.round, { least: 2022, most: 2035, option: '--round' });
  if ((values.admin === undefined) !== (values.name === undefined)) stop(EXIT.usage, 'usage.missing', { option: '--admin, --name' });
  const sheets = values.hamlets === undefined ? [] : await sheetsOf(values.hamlets);
  const people = values.accounts === undefined ? [] : await rowsOf(values.accounts);
  const made = await withStore(values.data, async ({ db, folder }) => {
    const installation = await findInstallation(db);
    if (installation?.demonstration === true) stop(EXIT.trouble, 'init.demonstration', { folder });
    if (installation === null && values.admin === undefined) stop(EXIT.usage, 'usage.missing', { option: '--admin' });
    if (installation === null) await install(db);
    const { added: hamlets, refused } = await addHamlets(db, sheets);
    const listed = people.length === 0 ? null : await addAccounts(db, await asSystem(db, readTree), people);
    const round = year !== null && (await openRound(db, year)) ? year : null;
    const admin = values.admin === undefined || values.name === undefined ? null : await addAdmin(db, values.admin, values.name);
    const back = [...refused, ...(listed === null ? [] : [listed.refused])].filter(({ rows }) => rows.length > 0);
    if (back.length > 0) await giveBack(back, values.errors);
    const count = back.reduce((sum, { rows }) => sum + rows.length, 0);
    return { installed: installation === null, hamlets, accounts: listed?.added ?? 0, refused: count, round, admin };
  });
  print(values.json ? JSON.stringify(made) : asText(made));
  if (made.admin !== null) say(sentence('account.once'));
  say(sentence('init.next'));
  return made.refused > 0 ? EXIT.findings : EXIT.ok;
}

/** The first of them are named, all of them stand in the sheet. */
async function giveBack(lists: readonly RefusedRows[], path: string | undefined): Promise<void> {
  const rows = lists.flatMap(({ name, rows: own }) => own.map((row) => ({ ...row, sheet: name })));
  for (const { sheet, line, why } of rows.slice(0, 10)) say(sentence('import.refused-line', { sheet, line, reason: why }));
  if (path === undefined) return say(sentence('init.refused', { count: rows.length }));
  await writeRefused(path, lists);
  say(sentence('import.errors-written', { file: path }));
}

async function rowsOf(path: string): Promise<readonly TextRow[]> {
  if (!existsSync(path)) stop(EXIT.trouble, 'file-not-found', { file: path });
  const read = await readTextRows({ name: basename(path), path });
  return read.ok ? read.value : stopSaying(EXIT.trouble, problemsText('vi', read.error.code, { file: path }));
}

async function sheetsOf(path: string): Promise<readonly Sheet[]> {
  const bytes = await Promise.resolve()
    .then(() => readFileSync(path))
    .catch(() => stop(EXIT.trouble, 'file-not-found', { file: path }));
  const read = await readSheets({ name: basename(path), bytes });
  return read.ok ? read.value : stopSaying(EXIT.trouble, problemsText('vi', read.error.code, { file: path }));
}

async function install(db: Db): Promise<void> {
  await act(db, 'installation-created', {
    installationId: randomUUID(),
    provinceId: provinceId(),
    provinceCode: '86',
    provinceName: 'Tỉnh Vĩnh Long',
    demonstration: false,
  });
  await act(db, 'areas-loaded', areasPayload());
}

async function addHamlets(db: Db, sheets: readonly Sheet[]): Promise<{ added: number; refused: readonly RefusedRows[] }> {
  const { hamlets, refused } = hamletsFrom(sheets, await asSystem(db, readTree));
  for (let from = 0; from < hamlets.length; from += 500) await act(db, 'hamlets-added', { hamlets: hamlets.slice(from, from + 500) });
  return { added: hamlets.length, refused };
}

/** Every commune of today takes part. False where the year has its round already. */
async function openRound(db: Db, year: number): Promise<boolean> {
  const { tree, known } = await asSystem(db, async (tx) => {
    const { rows } = await sql`select 1 from round where year = ${year} and kind = 'yearly' and not cancelled`.execute(tx);
    return { tree: await readTree(tx), known: rows.length > 0 };
  });
  if (known) return false;
  const communes = areasOn(tree, today(), 'commune').map((period) => period.areaId);
  await act(db, 'round-opened', { round: yearlyRound({ roundId: randomUUID(), year }), communes });
  return true;
}

async function addAdmin(db: Db, username: string, displayName: string): Promise<{ username: string; password: string }> {
  const tree = await asSystem(db, readTree);
  const password = await addAccount(db, tree, { username, displayName, role: 'administrator', area: areaWished(tree, {}) });
  return { username, password };
}

function asText({ installed, hamlets, accounts, round, admin }: Made): string {
  const lines = [sentence(installed ? 'init.installed' : 'init.was-installed'), sentence('init.hamlets', { count: hamlets })];
  if (accounts > 0) lines.push(sentence('init.accounts', { count: accounts }));
  if (round !== null) lines.push(sentence('init.round', { year: round }));
  if (admin !== null) lines.push('', `${admin.username}  ${admin.password}`);
  return lines.join('\n');
}

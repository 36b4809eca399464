/**
 * `vuon requests`: dossiers of the national public-service portal brought in as a file, and what came of them written out (hồ sơ Cổng
 * Dịch vụ công quốc gia vào và ra), as the officer named; each look at people is in the read log.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { may } from '../../../core/access/may.ts';
import { areaPath } from '../../../core/access/reach.ts';
import { type AreaPeriod, descendants } from '../../../core/kernel/areas.ts';
import { type DossierPlan, planDossiers, type RefusedDossier } from '../../../core/meeting/dossier-sheet.ts';
import { logLook } from '../../../server/access/read-log.ts';
import { asActor } from '../../../server/http/transaction.ts';
import { resultCsv, resultSheet, type TakenDossier, takeDossiers } from '../../../server/meeting/dossiers.ts';
import { listDossiers } from '../../../server/meeting/requests-store.ts';
import { sqlOfKysely } from '../../../server/ledger/sql.ts';
import { listFile } from '../../../server/register/list-sheet.ts';
import { readTextRows } from '../../../server/register/sheet-rows.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, print, readArgs, say, sentence, stop, stopSaying, STORE_OPTIONS } from '../command.ts';
import { actingPerson, type ActingPerson } from '../parts/actor.ts';
import { communeByCode } from '../parts/area.ts';
import { now, today } from '../parts/clock.ts';
import { installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  commune: { type: 'string' },
  as: { type: 'string' },
  out: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

interface Wish {
  readonly commune: string;
  readonly username: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  const [file] = positionals;
  if ((file === undefined) === (values.out === undefined)) stop(EXIT.usage, 'requests.in-or-out');
  if (values.out !== undefined && !/\.(xlsx|csv)$/i.test(values.out)) stop(EXIT.usage, 'requests.format');
  const wish: Wish = {
    commune: values.commune ?? stop(EXIT.usage, 'usage.missing', { option: '--commune' }),
    username: values.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' }),
    ...{ dryRun: values['dry-run'], json: values.json },
  };
  const { out } = values;
  return withStore(values.data, (store) => (out === undefined ? bring(store, file ?? '', wish) : send(store, out, wish)));
}

interface Acting {
  readonly person: ActingPerson;
  readonly commune: AreaPeriod;
}

async function acting({ db }: Store, { commune: code, username }: Wish): Promise<Acting> {
  await installationOrStop(db);
  const person = await actingPerson(db, username);
  const commune = communeByCode(person.tree, code);
  const allowed = may(person.who.actor, 'answer-request', { areaPath: areaPath(person.tree, commune.areaId, today()), date: today() });
  if (!allowed.allowed) stop(EXIT.trouble, 'requests.not-allowed', { username, commune: commune.name });
  return { person, commune };
}

async function bring(store: Store, path: string, wish: Wish): Promise<ExitCode> {
  if (!existsSync(path)) stop(EXIT.trouble, 'file-not-found', { file: path });
  const { person, commune } = await acting(store, wish);
  const rows = await readTextRows({ name: basename(path), path });
  if (!rows.ok) return stopSaying(EXIT.trouble, problemsText('vi', rows.error.code, { file: rows.error.file }));
  const plan =
    planDossiers(rows.value, descendants(person.tree, commune.areaId, today(), 'hamlet')) ?? stop(EXIT.findings, 'requests.no-titles');
  const clock = { now: now(), today: today() };
  const taken = wish.dryRun ? [] : await takeDossiers(store.db, { who: person.who, communeId: commune.areaId, clock }, plan);
  tell(plan, taken, wish);
  const back = plan.refused.length + taken.filter(({ answer }) => answer === 'refused').length;
  return back > 0 ? EXIT.findings : EXIT.ok;
}

function tell(plan: DossierPlan, taken: readonly TakenDossier[], { json, dryRun }: Wish): void {
  const count = (answer: TakenDossier['answer']) => taken.filter((one) => one.answer === answer).length;
  if (json) {
    print(JSON.stringify({ read: plan.wished.length, returned: plan.refused, taken }));
    return;
  }
  if (dryRun) print(toolText('vi', 'requests.dry-run', { count: plan.wished.length, refused: plan.refused.length }));
  else
    print(
      toolText('vi', 'requests.taken', { taken: count('taken'), known: count('known'), refused: count('refused') + plan.refused.length }),
    );
  for (const row of plan.refused) print(toolText('vi', 'requests.row', { line: row.line, dossier: row.dossier, why: faultText(row) }));
  for (const { line, dossier, code } of taken)
    if (code !== null) print(toolText('vi', 'requests.row', { line, dossier, why: isProblemCode(code) ? problemsText('vi', code) : code }));
}

const faultText = ({ code }: RefusedDossier): string => toolText('vi', `requests.fault.${code}`);

async function send(store: Store, out: string, wish: Wish): Promise<ExitCode> {
  const { person, commune } = await acting(store, wish);
  const hamletIds = descendants(person.tree, commune.areaId, today(), 'hamlet').map(({ areaId }) => areaId);
  const stored = await asActor(store.db, person.who.scope, async (tx) => {
    const rows = await listDossiers(sqlOfKysely(tx), hamletIds);
    const look = { kind: 'export', areaId: commune.areaId, purpose: 'requests', rows: rows.length } as const;
    await logLook({ tx, actor: person.who.actor, now: now() }, look);
    return rows;
  });
  const bytes = /\.csv$/i.test(out) ? resultCsv(stored) : (await listFile(basename(out), [resultSheet(commune.name, stored)])).bytes;
  writeFileSync(out, bytes, { mode: 0o600 });
  say(sentence('requests.written', { count: stored.length, file: out }));
  return EXIT.ok;
}

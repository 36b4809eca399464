/**
 * `vuon report`: an official table as data, as .xlsx or as PDF, for the person named, with their rights and masks, and a line
 * in the read log (in biểu báo cáo).
 */
import { writeFileSync } from 'node:fs';
import { RULEBOOK_IDS, type RulebookId } from '../../../core/classify/verdict.ts';
import { isTableNumber, TABLE_NUMBERS, type TableNumber } from '../../../core/report/views.ts';
import { logLook } from '../../../server/access/read-log.ts';
import { HttpProblem } from '../../../server/http/problem.ts';
import { asActor } from '../../../server/http/transaction.ts';
import { tableFile } from '../../../server/report/file.ts';
import { askList, type AskedList, PURPOSE } from '../../../server/report/list-ask.ts';
import { isLong } from '../../../server/report/list-maker.ts';
import { dayOf, tableView } from '../../../server/report/table.ts';
import { readersOf, territoryFor } from '../../../server/report/territory.ts';
import { isProblemCode, problemsText } from '../../../words/problems.ts';
import { EXIT, type ExitCode, print, readArgs, say, sentence, Stop, stop, STORE_OPTIONS } from '../command.ts';
import { type ActingPerson, actingPerson } from '../parts/actor.ts';
import { areaWishedOn } from '../parts/area.ts';
import { now, today } from '../parts/clock.ts';
import { installationOrStop } from '../parts/installation.ts';
import { makeLongList } from '../parts/long-list.ts';
import { roundMeant } from '../parts/round.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  area: { type: 'string' },
  hamlet: { type: 'string' },
  round: { type: 'string' },
  rulebook: { type: 'string' },
  as: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values'];

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, OPTIONS);
  const [named] = positionals;
  const table = Number(named);
  if (!isTableNumber(table)) stop(EXIT.usage, 'report.which', { known: TABLE_NUMBERS.join(', ') });
  const format =
    values.out === undefined
      ? null
      : /\.xlsx$/i.test(values.out)
        ? 'xlsx'
        : /\.pdf$/i.test(values.out)
          ? 'pdf'
          : stop(EXIT.usage, 'report.format');
  if (format === null && !values.json) stop(EXIT.usage, 'usage.missing', { option: '--out' });
  const username = values.as ?? stop(EXIT.usage, 'usage.missing', { option: '--as' });
  const rulebook =
    values.rulebook === undefined
      ? null
      : (RULEBOOK_IDS.find((id) => id === values.rulebook) ?? stop(EXIT.usage, 'usage.rulebook', { known: RULEBOOK_IDS.join(', ') }));
  try {
    await withStore(values.data, (store) => make(store, values, { table, format, username, rulebook }));
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    throw new Stop(EXIT.trouble, isProblemCode(error.code) ? problemsText('vi', error.code) : error.code);
  }
  return EXIT.ok;
}

/** What to ask for where the list is one of a whole province or district; null where it is a file like any other. */
function longWish(
  { db }: Pick<Store, 'db'>,
  { who, tree }: ActingPerson,
  values: Values,
  { format, rulebook }: { readonly format: 'xlsx' | 'pdf'; readonly rulebook: RulebookId | null },
): Promise<AskedList | null> {
  return asActor(db, who.scope, async (tx) => {
    const { row } = await roundMeant(tx, values.round);
    const date = dayOf(row, today());
    const { areaId } = areaWishedOn(tree, values, date);
    const territory = territoryFor({ actor: who.actor, tree, today: today() }, 'export', areaId, date);
    return isLong(territory) ? { area: areaId, round: row.roundId, rulebook, format } : null;
  });
}

interface Asked {
  readonly table: TableNumber;
  readonly format: 'xlsx' | 'pdf' | null;
  readonly username: string;
  readonly rulebook: RulebookId | null;
}

async function make({ db }: Store, values: Values, { table, format, username, rulebook }: Asked): Promise<void> {
  await installationOrStop(db);
  const person = await actingPerson(db, username);
  const { who, tree } = person;
  const long =
    table === 15 && format !== null && values.out !== undefined ? await longWish({ db }, person, values, { format, rulebook }) : null;
  if (long !== null && values.out !== undefined) {
    const people = await makeLongList(db, person, { ask: (asking) => askList(asking, long), purpose: PURPOSE }, values.out);
    if (values.json) print(JSON.stringify({ table, people, file: values.out }));
    say(sentence('report.written', { file: values.out }));
    return;
  }
  await asActor(db, who.scope, async (tx) => {
    const context = { tx, tree, actor: who.actor, today: today(), now: now() };
    const { row } = await roundMeant(tx, values.round);
    const date = dayOf(row, today());
    const { areaId } = areaWishedOn(tree, values, date);
    const territory = territoryFor(context, 'export', areaId, date);
    const view = await tableView(tx, {
      ...{ table, territory, tree, round: row, rulebook, today: today() },
      readers: readersOf(context, territory),
      language: 'vi',
    });
    await logLook(context, { kind: 'export', purpose: `table-${table}`, rows: view.rows.length, areaId });
    if (format !== null && values.out !== undefined) {
      const file = await tableFile(view, { tree, now: context.now, areaId, date: territory.on }, format);
      writeFileSync(values.out, file.bytes, { mode: 0o600 });
      say(sentence('report.written', { file: values.out }));
    }
    if (values.json) print(JSON.stringify(view));
  });
}

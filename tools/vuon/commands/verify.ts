/**
 * `vuon verify`: walks every book against its own chain and the daily roots outside the database, and names what does not fit
 * (đối chiếu sổ cái). With `--rebuild` it then makes every projection again from the ledger.
 */
import { openDatabase } from '../../../server/db/connection.ts';
import { rebuild } from '../../../server/ledger/rebuild.ts';
import { rootsFileIn, RootsUnreadable } from '../../../server/ledger/root.ts';
import { type Fault, verify, type VerifyReport } from '../../../server/ledger/verify.ts';
import { groundText } from '../../../words/clause.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, makeProgress, print, readArgs, say, sentence, stop, STORE_OPTIONS } from '../command.ts';
import { installationOrStop } from '../parts/installation.ts';
import { type Store, withStore } from '../parts/store.ts';

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, {
    ...STORE_OPTIONS,
    roots: { type: 'string' },
    rebuild: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  return withStore(values.data, async (store) => {
    await installationOrStop(store.db);
    const report = await walk(store, values.roots ?? rootsFileIn(store.folder));
    print(values.json ? JSON.stringify(report) : asText(report));
    if (report.faults.length > 0) return EXIT.findings;
    if (values.rebuild) await makeAgain(store);
    return EXIT.ok;
  });
}

async function walk(store: Store, rootsFile: string): Promise<VerifyReport> {
  const progress = makeProgress();
  try {
    return await verify(store.db, { rootsFile, onBook: (done, all) => progress.show(toolText('vi', 'verify.progress', { done, all })) });
  } catch (error) {
    if (error instanceof RootsUnreadable) stop(EXIT.findings, 'verify.roots-unreadable', { file: rootsFile });
    throw error;
  } finally {
    progress.end();
  }
}

async function makeAgain(store: Store): Promise<void> {
  const owner = await openDatabase<unknown>(store.ownerUrl, { max: 2, name: 'vuon rebuild' });
  try {
    const { events } = await rebuild(owner.db);
    say(sentence('verify.rebuilt', { events }));
  } finally {
    await owner.close();
  }
}

function asText({ books, events, days, erased, faults }: VerifyReport): string {
  const lines = [toolText('vi', 'verify.head', { books, events, days })];
  for (const gap of erased)
    lines.push(
      toolText('vi', 'verify.erased', { book: gap.bookId, events: gap.events, ground: groundText('vi', gap.ground), office: gap.office }),
    );
  for (const fault of faults) lines.push(`✖ ${toolText('vi', `fault.${fault.code}`)} ${placeOf(fault)}`);
  lines.push(toolText('vi', faults.length === 0 ? 'verify.sound' : 'verify.unsound', { faults: faults.length }));
  return lines.join('\n');
}

function placeOf({ code: _code, ...place }: Fault): string {
  return Object.entries(place)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(' ');
}

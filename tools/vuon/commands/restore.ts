/** `vuon restore`: a backup into an empty database, then verified (khôi phục). */
import { resolve } from 'node:path';
import { groupVi } from '../../../core/kernel/numbers.ts';
import { keyFileIn } from '../../../server/access/keys.ts';
import { restore } from '../../../server/ledger/restore.ts';
import { rootsFileIn } from '../../../server/ledger/root.ts';
import { EXIT, type ExitCode, makeProgress, print, readArgs, say, sentence, stop, STORE_OPTIONS } from '../command.ts';
import { PASSPHRASE_OPTIONS, readPassphrase } from '../parts/passphrase.ts';
import { withStore } from '../parts/store.ts';
import { inWords } from './backup.ts';

const vi = (day: string): string => day.split('-').reverse().join('/');

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, { ...STORE_OPTIONS, ...PASSPHRASE_OPTIONS, json: { type: 'boolean', default: false } });
  const [file] = positionals;
  if (file === undefined) stop(EXIT.usage, 'usage.missing', { option: 'TỆP' });
  const passphrase = await readPassphrase(values['passphrase-file'], { twice: false });
  const done = await withStore(values.data, async (store) => {
    const progress = makeProgress();
    try {
      return await inWords(() =>
        restore(store.ownerUrl, {
          file: resolve(file),
          passphrase,
          rootsFile: rootsFileIn(store.folder),
          keyFile: keyFileIn(store.folder),
          onTable: (name, rows) => progress.show(`  ${name}: ${groupVi(rows)}`),
        }),
      );
    } finally {
      progress.end();
    }
  });
  const { createdAt, epoch, tables, report, later } = done;
  if (values.json) print(JSON.stringify({ createdAt, epoch, tables, faults: report.faults, later }));
  const sound = report.faults.length === 0 && later?.kind !== 'differs';
  say(sentence('restore.done', { rows: groupVi(tables.reduce((sum, table) => sum + table.rows, 0)) }));
  if (later?.kind === 'follows') say(sentence('restore.later', { days: later.days, last: vi(later.last), events: groupVi(later.events) }));
  if (later?.kind === 'differs') say(sentence('restore.differs', { day: vi(later.day) }));
  if (later?.kind === 'unreadable') say(sentence('restore.unreadable'));
  say(report.faults.length === 0 ? sentence('verify.sound') : sentence('verify.unsound', { faults: report.faults.length }));
  return sound ? EXIT.ok : EXIT.findings;
}

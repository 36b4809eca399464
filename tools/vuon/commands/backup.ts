/** `vuon backup`: one snapshot of everything into one encrypted file (sao lưu). */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { groupVi } from '../../../core/kernel/numbers.ts';
import { keyFileIn } from '../../../server/access/keys.ts';
import { backup } from '../../../server/ledger/backup.ts';
import { BackupProblem } from '../../../server/ledger/backup-problem.ts';
import { rootsFileIn } from '../../../server/ledger/root.ts';
import { backupText } from '../../../words/backup.ts';
import { EXIT, type ExitCode, makeProgress, print, readArgs, say, sentence, Stop, stop, STORE_OPTIONS } from '../command.ts';
import { now } from '../parts/clock.ts';
import { PASSPHRASE_OPTIONS, readPassphrase } from '../parts/passphrase.ts';
import { withStore } from '../parts/store.ts';

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = readArgs(args, { ...STORE_OPTIONS, ...PASSPHRASE_OPTIONS, json: { type: 'boolean', default: false } });
  const [file] = positionals;
  if (file === undefined) stop(EXIT.usage, 'usage.missing', { option: 'TỆP' });
  const passphrase = await readPassphrase(values['passphrase-file'], { twice: true });
  const done = await withStore(values.data, async (store) => {
    const progress = makeProgress();
    const roots = rootsFileIn(store.folder);
    try {
      return await inWords(() =>
        backup(store.ownerUrl, {
          file: resolve(file),
          passphrase,
          rootsFile: exists(roots) ? roots : null,
          keyFile: keyFileIn(store.folder),
          now: now(),
          onTable: (name, rows) => progress.show(`  ${name}: ${groupVi(rows)}`),
        }),
      );
    } finally {
      progress.end();
    }
  });
  const rows = done.tables.reduce((sum, table) => sum + table.rows, 0);
  if (values.json) print(JSON.stringify({ file: resolve(file), bytes: done.bytes, rows, tables: done.tables }));
  say(sentence('backup.done', { file, rows: groupVi(rows), megabytes: Math.max(1, Math.round(done.bytes / 1_048_576)) }));
  return EXIT.ok;
}

/** A foreseen end of backup and restore, in its sentence. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BackupProblem)) throw error;
    const { code, about } = error;
    throw new Stop(EXIT.trouble, `${backupText('vi', code, { about })} (${backupText('en', code, { about })})`);
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Back up, wipe, restore: the same rows, figures and heads; every fault of a file is named and leaves the database empty. */
import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type TestDatabase, withDatabase } from '../../tools/test/database.ts';
import { eraseOf, live } from '../../tools/test/lively-province.ts';
import { CLOCK, HAMLETS, interview, register, take } from '../../tools/test/small-province.ts';
import { backup } from './backup.ts';
import { DatabaseProblem } from '../db/problem.ts';
import { BackupProblem, type BackupProblemCode } from './backup-problem.ts';
import { PROJECTIONS } from './rebuild.ts';
import { restore } from './restore.ts';
import { rollRoot, rootsFileIn } from './root.ts';
import { verify } from './verify.ts';

const source = await withDatabase();
const folder = await mkdtemp(join(tmpdir(), 'vuon-backup-'));
after(() => rm(folder, { recursive: true }));
const rootsFile = rootsFileIn(folder);
const file = join(folder, 'one.vuon');
const passphrase = 'một câu dài để mở lại';
await live(source.app);
await take(source.app, [eraseOf('Lan')]);
await rollRoot(source.app, { file: rootsFile, day: '2026-10-01' });
// Signs that a copy of rows must not take for its own.
await take(source.app, [register('Gạch \\. và \\N', HAMLETS[2])]);
await take(source.app, [interview('Gạch \\. và \\N', {}, { householdNote: 'Tab\tvà \\. xuống\ndòng' })]);
const made = await backup(source.ownerUrl, { file, passphrase, rootsFile, now: CLOCK.now });

const LEDGER = ['book', 'head', 'event', 'payload', 'root'];

/** Everything but the epoch, which must differ. */
async function everything({ ownerPool }: TestDatabase<unknown>): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {};
  for (const name of [...PROJECTIONS, ...LEDGER]) {
    const { rows } = await ownerPool.query<{ row: string }>(`select (to_jsonb(t) - 'epoch')::text as row from ${name} t order by 1`);
    tables[name] = rows.map((row) => row.row);
  }
  return tables;
}

const empty = await withDatabase();

const epochOf = async ({ ownerPool }: TestDatabase<unknown>) => (await ownerPool.query('select epoch from installation')).rows[0].epoch;

test('nothing of a person can be read in the file', async () => {
  const bytes = await readFile(file);
  for (const name of ['Bình', 'đường làng', 'danh sách cũ', 'household']) assert.equal(bytes.includes(name), false, name);
  assert.equal(bytes.length, made.bytes);
});

test('restored into an empty database: the same rows and heads, a new epoch, verified', async () => {
  const target = await withDatabase();
  const otherRoots = join(folder, 'restored-roots.jsonl');
  const restored = await restore(target.ownerUrl, { file, passphrase, rootsFile: otherRoots });
  assert.deepEqual(await everything(target), await everything(source));
  assert.deepEqual(restored.tables, made.tables);
  assert.equal(restored.createdAt, CLOCK.now);
  assert.deepEqual(restored.report, await verify(source.app, { rootsFile }));
  assert.equal(restored.report.days, 1);
  assert.equal(await readFile(otherRoots, 'utf8'), await readFile(rootsFile, 'utf8'));
  assert.equal(await epochOf(target), restored.epoch);
  assert.notEqual(restored.epoch, await epochOf(source));

  await take(target.app, [register('Sau khôi phục', HAMLETS[0])]);
  assert.deepEqual((await verify(target.app, { rootsFile: otherRoots })).faults, []);
});

test('a file of roots that lay there is kept beside the restored one', async () => {
  const target = await withDatabase();
  const mine = join(folder, 'mine.jsonl');
  await writeFile(mine, 'what was there\n');
  const { epoch, later } = await restore(target.ownerUrl, { file, passphrase, rootsFile: mine });
  assert.deepEqual(later, { kind: 'unreadable' });
  assert.equal(await readFile(`${mine}.before-${epoch}`, 'utf8'), 'what was there\n');
  assert.equal(await readFile(mine, 'utf8'), await readFile(rootsFile, 'utf8'));
});

test('roots of days after the backup say what it lacks; those of another past are told', async () => {
  const twin = await withDatabase();
  const twinRoots = join(folder, 'twin-roots.jsonl');
  await restore(twin.ownerUrl, { file, passphrase, rootsFile: twinRoots });
  // The server goes on for two days, and is lost.
  await take(twin.app, [register('Ngày sau một', HAMLETS[0]), register('Ngày sau hai', HAMLETS[1])]);
  await rollRoot(twin.app, { file: twinRoots, day: '2026-10-02' });
  await take(twin.app, [register('Ngày sau nữa', HAMLETS[0])]);
  await rollRoot(twin.app, { file: twinRoots, day: '2026-10-03' });
  const restoredOver = async (roots: string) => {
    const target = await withDatabase();
    const there = join(folder, `${Math.random()}.jsonl`);
    await writeFile(there, roots);
    const { later, report } = await restore(target.ownerUrl, { file, passphrase, rootsFile: there });
    assert.deepEqual(report.faults, []);
    return later;
  };
  const kept = await readFile(twinRoots, 'utf8');
  assert.deepEqual(await restoredOver(kept), { kind: 'follows', days: 2, last: '2026-10-03', events: 3 });
  assert.equal(await restoredOver(await readFile(rootsFile, 'utf8')), null, 'the same roots');
  // A line of before the backup that was written again, and a later line that names another hash for an event that the backup holds.
  assert.deepEqual(await restoredOver(kept.replace(/"root":"../, '"root":"00')), { kind: 'differs', day: '2026-10-01' });
  const book = Object.keys(JSON.parse(kept.split('\n')[0] ?? '').books)[0] ?? '';
  const forged = { day: '2026-10-04', root: '0'.repeat(64), prev: '0'.repeat(64), books: { [book]: [1, '0'.repeat(64)] } };
  assert.deepEqual(await restoredOver(`${kept}${JSON.stringify(forged)}\n`), { kind: 'differs', day: '2026-10-04' });
});

test('a server that is not there, and one that is lost while it restores, are told; nothing half is left', async () => {
  const dead = Object.assign(new URL(empty.ownerUrl), { port: '1' }).href;
  await assert.rejects(
    restore(dead, { file, passphrase, rootsFile: null }),
    (error) =>
      error instanceof DatabaseProblem && error.code === 'unreachable' && !error.message.includes(new URL(dead).password || '\n\n'),
  );
  // A table that may be read and not written holds the restore in its middle, until its connection is cut.
  const holder = await empty.ownerPool.connect();
  try {
    await holder.query('begin; lock table member in exclusive mode');
    const cut = assert.rejects(
      restore(empty.ownerUrl, { file, passphrase, rootsFile: null }),
      (error) => error instanceof DatabaseProblem && error.code === 'unreachable',
    );
    const held = `select pg_terminate_backend(l.pid) as ended from pg_locks l join pg_stat_activity a on a.pid = l.pid
                   where not l.granted and a.datname = current_database() and a.application_name = 'vuon restore'`;
    let ended = 0;
    while (ended === 0) ended = (await empty.ownerPool.query(held)).rowCount ?? 0;
    await cut;
  } finally {
    await holder.query('rollback');
    holder.release();
  }
  for (const table of ['event', 'installation', 'household'])
    assert.equal((await empty.ownerPool.query(`select 1 from ${table}`)).rowCount, 0);
  await restore((await withDatabase()).ownerUrl, { file, passphrase, rootsFile: null });
});

test('a backup while others write is one moment: heads, events and rows fit together', async () => {
  const during = join(folder, 'during.vuon');
  let writing = true;
  const writer = (async () => {
    for (let i = 0; writing; i++) await take(source.app, [register(`Khi sao lưu ${i}`, HAMLETS[i % 4] ?? '')]);
  })();
  await backup(source.ownerUrl, { file: during, passphrase, rootsFile, now: CLOCK.now }).finally(() => {
    writing = false;
  });
  await writer;
  const target = await withDatabase();
  const { report } = await restore(target.ownerUrl, { file: during, passphrase, rootsFile: null });
  assert.deepEqual(report.faults, []);
});

// ---- faults ----------------------------------------------------------------------------------------------------------

async function refusedWith(code: BackupProblemCode, work: Promise<unknown>, why: string): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof BackupProblem, `${why}: ${error}`);
    assert.equal(error.code, code, why);
    return true;
  });
  const { rows } = await empty.ownerPool.query('select (select count(*) from event) + (select count(*) from installation) as count');
  assert.equal(rows[0].count, 0, why);
}

const restoreFrom = (from: string, word = passphrase) => restore(empty.ownerUrl, { file: from, passphrase: word, rootsFile: null });

test('a wrong passphrase', () => refusedWith('wrong-passphrase', restoreFrom(file, `${passphrase}.`), 'passphrase'));

test('a file cut off anywhere', async () => {
  const cut = join(folder, 'cut.vuon');
  for (const size of [made.bytes - 1, made.bytes - 17, Math.floor(made.bytes / 2), 300, 100]) {
    await copyFile(file, cut);
    await truncate(cut, size);
    await refusedWith('file-cut-off', restoreFrom(cut), `cut to ${size}`);
  }
  await truncate(cut, 5);
  await refusedWith('not-a-backup', restoreFrom(cut), 'cut to 5');
});

test('a byte altered anywhere', async () => {
  const altered = join(folder, 'altered.vuon');
  const bytes = await readFile(file);
  const head = 12 + bytes.readUInt32BE(8);
  for (const at of [head + 4, head + 5, head + 500, Math.floor(made.bytes / 2), made.bytes - 20, made.bytes - 1]) {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 1;
    await writeFile(altered, copy);
    await refusedWith('file-altered', restoreFrom(altered), `byte ${at} of ${made.bytes}`);
  }
  await writeFile(altered, Buffer.concat([bytes, Buffer.from('x')]));
  await refusedWith('file-altered', restoreFrom(altered), 'something added');
});

test('another file, another program', async () => {
  const other = join(folder, 'other.vuon');
  await writeFile(other, 'Đây là một tệp văn bản thường.');
  await refusedWith('not-a-backup', restoreFrom(other), 'text');
  const bytes = await readFile(file);
  await writeFile(other, Buffer.from(bytes.toString('latin1').replace('"format":1', '"format":2'), 'latin1'));
  await refusedWith('format-unknown', restoreFrom(other), 'format');
  await empty.ownerPool.query('alter table decision add column extra text');
  await refusedWith('schema-differs', restoreFrom(file), 'schema');
  await empty.ownerPool.query('alter table decision drop column extra');
});

test('a database that holds something, a file that exists, a short passphrase, nothing installed', async () => {
  await empty.ownerPool.query(`insert into area (area_id, level) values ('a9001', 'province')`);
  await refusedWith('database-not-empty', restoreFrom(file), 'not empty');
  await empty.ownerPool.query('delete from area');
  const options = { file, passphrase, rootsFile, now: CLOCK.now };
  await refusedWith('file-exists', backup(source.ownerUrl, options), 'exists');
  const short = { ...options, file: join(folder, 'short.vuon'), passphrase: 'ngắn' };
  await refusedWith('passphrase-too-short', backup(source.ownerUrl, short), 'short');
  await refusedWith('nothing-to-back-up', backup(empty.ownerUrl, { ...short, passphrase }), 'nothing installed');
  await assert.rejects(readFile(short.file), /ENOENT/);
  await assert.rejects(readFile(`${short.file}.part`), /ENOENT/);
});

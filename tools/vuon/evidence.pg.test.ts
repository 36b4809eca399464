/**
 * Evidence about a household through the command line: made by an officer of its commune, looked at in the log, and checked by a process
 * that has no database; a byte that is altered is named; who may not have it gets nothing.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keyFileIn, readKey } from '../../server/access/keys.ts';
import { certificateSealFrom } from '../../server/ledger/certificate-seal.ts';
import { commandLine } from '../test/command-line.ts';
import { withDatabase } from '../test/database.ts';
import { loadMini } from '../village/load.ts';

const { folder, vuon } = commandLine();
const database = await withDatabase<unknown>();
const mini = await loadMini(database.app, { passwords: false });
const visited = mini.village.households[0]?.registered;
const householdId = visited?.householdId ?? '';
const file = join(folder, 'ho-so.jsonl');
const asked = [householdId, '--as', 'canbo', '--purpose', 'Theo yêu cầu của tòa án'];

/** Nothing of ours but the file: no address of a database, no data folder. */
function check(path: string, ...more: string[]) {
  const main = join(import.meta.dirname, 'main.ts');
  const { DATABASE_URL: _url, ...env } = process.env;
  const { status, stdout } = spawnSync(process.execPath, [main, 'evidence', '--check', path, ...more], { env, encoding: 'utf8' });
  return { code: status, out: stdout };
}

test('made for an officer of the commune, and for nobody else; the log names it', async () => {
  const made = await vuon(database, 'evidence', ...asked, '--out', file);
  assert.equal(made.code, 0, made.err);
  assert.equal((await vuon(database, 'evidence', ...asked, '--out', file)).code, 2, 'nothing is written over');
  const other = join(folder, 'khac.jsonl');
  for (const username of ['canbotinh', 'rasoat', 'quantri', 'kiemtra']) {
    const refused = await vuon(database, 'evidence', householdId, '--as', username, '--purpose', 'a', '--out', other);
    assert.equal(refused.code, 3, username);
  }
  assert.equal(existsSync(other), false);
  const { rows } = await database.ownerPool.query(`select kind, household_id from read_log where purpose = 'evidence'`);
  assert.deepEqual(rows, [{ kind: 'export', household_id: householdId }]);
});

test('checked without a database; it holds every event of the household and no word about a neighbour', async () => {
  const { publicKey } = certificateSealFrom(readKey(keyFileIn(join(folder, 'data'))));
  const { code, out } = check(file, '--public-key', publicKey, '--json');
  assert.equal(code, 0, out);
  const told: { events: number; chained: number; faults: unknown[]; sameKey: boolean } = JSON.parse(out);
  const { rows } = await database.ownerPool.query('select count(*)::int as events from event where household_id = $1', [householdId]);
  assert.deepEqual([told.events, told.faults, told.sameKey], [rows[0].events, [], true]);
  assert.ok(told.chained > told.events);
  const text = readFileSync(file, 'utf8');
  for (const { registered } of mini.village.households)
    for (const { fullName } of registered.members)
      assert.equal(text.includes(fullName), visited?.members.some((member) => member.fullName === fullName) ?? false, fullName);
  for (const part of ['"rulebooks"', '"certificates"', '"purpose":"evidence"']) assert.ok(text.includes(part), part);
  assert.equal(check(file, '--public-key', 'AAAA').code, 1);
});

test('a letter changed in a name is found and told where', () => {
  const text = readFileSync(file, 'utf8');
  const name = visited?.headName ?? '';
  const at = text.indexOf(name);
  assert.ok(at > 0);
  const forged = join(folder, 'gia.jsonl');
  writeFileSync(forged, `${text.slice(0, at)}X${text.slice(at + 1)}`);
  const { code, out } = check(forged);
  assert.equal(code, 1);
  assert.match(out, /Phần đã bị sửa: part=book:/);
  assert.match(out, /Nội dung của một việc đã bị sửa: part=book:\S+ version=\d+ kind=household-registered/);
});

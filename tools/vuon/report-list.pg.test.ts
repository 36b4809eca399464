/** The list of persons of a whole province from the command line, on a real database. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { commandLine } from '../test/command-line.ts';
import { withDatabase } from '../test/database.ts';
import { loadMini } from '../village/load.ts';
import { MINI_COMMUNE } from '../village/mini.ts';

const { folder, vuon } = commandLine();
const full = await withDatabase();
before(() => loadMini(full.app, { passwords: false, visited: (key) => key !== 'renter' && key !== 'escaped' }));

test('the list of the whole province is made commune by commune, told as it goes, and only for who may', async () => {
  const [whole, part] = [join(folder, 'toan-tinh.xlsx'), join(folder, 'mot-xa.xlsx')];
  const made = await vuon(full, 'report', '15', '--as', 'canbotinh', '--out', whole, '--json');
  assert.equal(made.code, 0, made.err);
  assert.match(made.err, /Đã lập (\d+) trên \1 phần; \d+ người/);
  assert.equal(statSync(whole).mode & 0o777, 0o600);
  const commune = await vuon(full, 'report', '15', '--area', MINI_COMMUNE, '--as', 'canbotinh', '--out', part);
  assert.equal(commune.code, 0, commune.err);
  const rowsOf = (path: string) => {
    const [sheet] = Object.values(XLSX.read(readFileSync(path)).Sheets);
    return XLSX.utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 });
  };
  /** Everybody of the list has a number of their own in the second column. */
  const lastOf = (path: string) => Math.max(...rowsOf(path).map(([, no]) => Number(no) || 0));
  const people = (path: string) => {
    const rows = rowsOf(path);
    return rows.filter(([no]) => typeof no === 'number' || /^\d+$/.test(String(no ?? ''))).map((row) => row.slice(1));
  };
  assert.ok(people(part).length > 0);
  assert.deepEqual(people(whole), people(part), 'one commune is the whole of this province');
  assert.deepEqual(JSON.parse(made.out), { table: 15, people: lastOf(whole), file: whole });
  const [left, stranger] = [
    join(folder, 'khong.pdf'),
    await vuon(full, 'report', '15', '--as', 'canbo', '--out', join(folder, 'khong.pdf')),
  ];
  assert.deepEqual([stranger.code, existsSync(left), existsSync(`${left}.part`)], [3, false, false], stranger.err);
});

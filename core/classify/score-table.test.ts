/** The door for score tables: what it takes, and each way to be wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assess } from './assess.ts';
import { drawSeeded } from './proof/draw.ts';
import { sampleHousehold } from './proof/households.ts';
import { rulebookById } from './rulebooks.ts';
import { illustrativeTable } from './rulebooks/illustrative-table.ts';
import { checkTable, type ScoreRow, type ScoreTable } from './score-table.ts';

const [first] = illustrativeTable.rows;
assert.ok(first !== undefined);

function codeOf(table: ScoreTable): string {
  const checked = checkTable(table);
  return checked.ok ? 'ok' : checked.error.code;
}

function withRow(row: Partial<ScoreRow>): ScoreTable {
  return { ...illustrativeTable, rows: illustrativeTable.rows.map((each) => (each === first ? { ...each, ...row } : each)) };
}

test('the illustrative table is whole', () => {
  assert.equal(codeOf(illustrativeTable), 'ok');
  assert.equal(illustrativeTable.rows.length, 178);
});

test('a missing, doubled, unknown or impossible row is refused', () => {
  assert.equal(codeOf({ ...illustrativeTable, rows: illustrativeTable.rows.slice(1) }), 'score-row-missing');
  assert.equal(codeOf({ ...illustrativeTable, rows: [...illustrativeTable.rows, first] }), 'score-row-twice');
  assert.equal(codeOf(withRow({ option: 'nine-or-more' })), 'score-row-unknown');
  assert.equal(codeOf(withRow({ points: -5 })), 'score-points-wrong');
  assert.equal(codeOf(withRow({ points: 2.5 })), 'score-points-wrong');
  assert.equal(codeOf(withRow({ points: 201 })), 'score-points-wrong');
});

test('in a table of our own more of an item is never worth less; an official one is taken as it is', () => {
  const falling = withRow({ points: 70 });
  assert.equal(codeOf(falling), 'score-not-rising');
  assert.equal(codeOf({ ...falling, status: 'official' }), 'ok');
});

test('a verdict names the table it used and points follow that table', () => {
  const { answers, setting } = sampleHousehold(drawSeeded(7));
  const doubled: ScoreTable = {
    ...illustrativeTable,
    id: 'doubled',
    version: 3,
    status: 'official',
    rows: illustrativeTable.rows.map((row) => ({ ...row, points: row.points * 2 })),
  };
  const rulebook = rulebookById('2022-2026');
  const before = assess(rulebook, answers, setting);
  const after = assess(rulebook, answers, setting, doubled);
  assert.deepEqual([before.table, before.tableStatus], ['b1-mkd-illustrative@1', 'illustrative']);
  assert.deepEqual([after.table, after.tableStatus], ['doubled@3', 'official']);
  assert.equal(after.b1.min, before.b1.min * 2);
});

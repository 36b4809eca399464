/**
 * Official score tables at the door (bảng điểm chính thức): who may set one, what is refused, that a round keeps the table with
 * which it opened, that its verdicts follow that table, and that only an official one decides outside a demonstration.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashOfTable } from '../../core/classify/score-table-record.ts';
import type { CommandBody } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { tableSet } from '../../tools/test/score-table.ts';
import {
  answersOf,
  CLOCK,
  command,
  COMMUNES,
  found,
  HAMLETS,
  id,
  interview,
  person,
  PROVINCE,
  register,
  ROUND,
  take,
} from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { PROJECTIONS, rebuild } from './rebuild.ts';
import { sha256 } from './tools.ts';

type Set = CommandBody<'score-table-set'>;
const { app, owner, ownerPool } = await withDatabase();
await found(app, { demonstration: false });
const province = person('province', 'province-officer', PROVINCE);

async function tell(body: Set, who: Parameters<typeof submit>[1] = province, commandId?: string) {
  const [answer] = await submit(app, who, [command('score-table-set', body, commandId)], CLOCK);
  return answer?.problem ?? answer?.answer;
}

function withTable(body: Set, change: (table: Set['table']) => Set['table']): Set {
  const table = change(body.table);
  return { ...body, table, hash: hashOfTable(sha256, body.rulebook, table) };
}

async function verdictOf(name: string, roundId: string) {
  const { rows } = await ownerPool.query<{ score_table: string; table_status: string; b1_max: number }>(
    `select score_table, table_status, b1_max from verdict where household_id = $1 and round_id = $2 and rulebook = '2022-2026'`,
    [id(`household ${name}`), roundId],
  );
  return rows[0];
}

const NEXT = { ...ROUND, roundId: id('next round'), year: 2027, opensOn: '2027-09-01', closesOn: '2027-12-14' };
const GROWN = tableSet({ version: 3, points: (own) => Math.min(200, own * 2) });

test('only the province and its administrator may set a table', async () => {
  const chair = person('chair', 'commune-chair', COMMUNES[0]);
  assert.deepEqual(await tell(tableSet({ version: 1 }), chair), { code: 'not-your-role' });
});

test('a table is refused that is not whole, not approved, of tomorrow, not what its hash says', async () => {
  const good = tableSet({ version: 1 });
  const [first] = good.table.rows;
  assert.ok(first !== undefined);
  const codes: [Set, string][] = [
    [withTable(good, (table) => ({ ...table, rows: table.rows.slice(1) })), 'score-row-missing'],
    [withTable(good, (table) => ({ ...table, rows: [...table.rows, first] })), 'score-row-twice'],
    [withTable(good, (table) => ({ ...table, rows: [...table.rows, { ...first, option: 'nine' }] })), 'score-row-unknown'],
    [withTable(good, (table) => ({ ...table, approver: null })), 'score-approval-missing'],
    [withTable(good, (table) => ({ ...table, approvedOn: null })), 'score-approval-missing'],
    [withTable(good, (table) => ({ ...table, approvedOn: '2026-10-02' })), 'score-approval-in-future'],
    [withTable(good, (table) => ({ ...table, id: 'another' })), 'score-table-id'],
    [{ ...good, rulebook: '2027-2030' }, 'score-table-id'],
    [{ ...good, hash: '0'.repeat(64) }, 'score-table-hash'],
  ];
  for (const [body, code] of codes) {
    const told = await tell(body);
    assert.equal(typeof told === 'object' ? told.code : told, code);
  }
});

test('set once, known when sent again, refused under a number already used', async () => {
  const commandId = id('set 3');
  assert.equal(await tell(GROWN, province, commandId), 'taken');
  assert.equal(await tell(GROWN, province, commandId), 'known');
  assert.deepEqual(await tell(GROWN), { code: 'score-table-known', version: 3 });
  assert.deepEqual(await tell(tableSet({ version: 3 })), { code: 'score-table-version-used', version: 3 });
  assert.deepEqual(await tell(tableSet({ version: 2 })), { code: 'score-table-version-used', version: 3 });
  assert.deepEqual(await tell(tableSet({ version: 9_999 })), { code: 'score-table-version-far', version: 103 });
  assert.equal(await tell(tableSet({ rulebook: '2027-2030', version: 1 })), 'taken', 'each standard is numbered by itself');
});

test('a round that is open keeps its table, one that opens has the new one, and each verdict follows its round', async () => {
  await take(app, [register('An', HAMLETS[0], 4, 'on-list'), interview('An', { answers: answersOf('An', 'poor') })]);
  const before = await verdictOf('An', ROUND.roundId);
  assert.deepEqual([before?.score_table, before?.table_status], ['b1-mkd-illustrative@1', 'illustrative']);
  await take(app, [command('round-opened', { round: NEXT, communes: [...COMMUNES] })]);
  const { rows } = await ownerPool.query<{ tables: unknown }>(`select body -> 'tables' as tables from round where round_id = $1`, [
    NEXT.roundId,
  ]);
  assert.deepEqual(rows[0]?.tables, [
    { rulebook: '2022-2026', id: 'b1-mkd-2022-2026', version: 3, status: 'official', hash: GROWN.hash },
    {
      ...{ rulebook: '2027-2030', id: 'b1-mkd-2027-2030', version: 1, status: 'official' },
      hash: tableSet({ rulebook: '2027-2030', version: 1 }).hash,
    },
  ]);
  const later = { now: '2027-10-01T02:00:00.000Z', today: '2027-10-01' };
  const next = {
    ...{ roundId: NEXT.roundId, interviewedOn: '2027-09-30', seen: null },
    ...{ startedAt: '2027-09-30T02:00:00.000Z', endedAt: '2027-09-30T02:30:00.000Z' },
  };
  const [answer] = await submit(app, 'system', [interview('An', { answers: answersOf('An', 'poor'), ...next })], later);
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
  const after = await verdictOf('An', NEXT.roundId);
  assert.deepEqual([after?.score_table, after?.table_status], ['b1-mkd-2022-2026@3', 'official']);
  assert.ok(after !== undefined && before !== undefined && after.b1_max === before.b1_max * 2, `${after?.b1_max} ${before?.b1_max}`);
  assert.equal((await verdictOf('An', ROUND.roundId))?.b1_max, before.b1_max);
});

test('a round may name its tables, and not one that has not come in', async () => {
  const named = { rulebook: '2022-2026', id: GROWN.table.id, version: 3, status: 'official', hash: GROWN.hash } as const;
  const opened = async (tables: Parameters<typeof command<'round-opened'>>[1]['round']['tables']) => {
    const round = { ...ROUND, roundId: id(`named ${JSON.stringify(tables)}`), year: 2028, rulebooks: [named.rulebook], tables };
    const sent = command('round-opened', { round: { ...round, opensOn: '2028-09-01', closesOn: '2028-12-14' }, communes: [COMMUNES[0]] });
    const [answer] = await submit(app, province, [sent], CLOCK);
    return answer?.problem ?? answer?.answer;
  };
  assert.deepEqual(await opened([{ ...named, hash: 'ab'.repeat(32) }]), { code: 'score-table-unknown', rulebook: '2022-2026', version: 3 });
  assert.deepEqual(await opened([{ ...named, version: 4 }]), { code: 'score-table-unknown', rulebook: '2022-2026', version: 4 });
  assert.deepEqual(await opened([]), { code: 'round-malformed', fault: 'tables' });
  assert.equal(await opened([named]), 'taken');
});

test('outside a demonstration the official table decides, the illustrative one does not', async () => {
  const chair = person('chair', 'commune-chair', COMMUNES[0]);
  const decide = (roundId: string, decidedOn: string, number: string) =>
    command('decide-list', {
      ...{ decisionId: id(`decision ${number}`), roundId, rulebook: '2022-2026', communeId: COMMUNES[0], number },
      decidedOn,
    });
  const [refused] = await submit(app, chair, [decide(ROUND.roundId, CLOCK.today, '1/QĐ')], CLOCK);
  assert.deepEqual(refused?.problem, { code: 'illustrative-table' });
  const later = { now: '2027-10-02T02:00:00.000Z', today: '2027-10-02' };
  const [taken] = await submit(app, chair, [decide(NEXT.roundId, later.today, '2/QĐ')], later);
  assert.equal(taken?.answer, 'taken', JSON.stringify(taken));
});

test('rebuilt from the ledger: the same tables, rounds and verdicts', async () => {
  const rows = async () => {
    const all: Record<string, unknown[]> = {};
    for (const name of PROJECTIONS)
      all[name] = (await ownerPool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`)).rows;
    return all;
  };
  const before = await rows();
  assert.equal(before['score_table']?.length, 2);
  await rebuild(owner);
  assert.deepEqual(await rows(), before);
});

/** Whoever changes the ledger is named; what was lawfully erased is gone everywhere, and shown as a gap. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { EVENTS } from '../../core/kinds.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { DECISION, eraseOf, live } from '../../tools/test/lively-province.ts';
import { BOOKS, CLOCK, command, COMMUNES, HAMLETS, id, person, register, take } from '../../tools/test/small-province.ts';
import { submit } from './door.ts';
import { readRoots, rollRoot, rootsFileIn } from './root.ts';
import { type Fault, verify } from './verify.ts';

const database = await withDatabase();
const { app, ownerPool } = database;
const folder = await mkdtemp(join(tmpdir(), 'vuon-roots-'));
after(() => rm(folder, { recursive: true }));
const file = rootsFileIn(folder);
await live(app);
await rollRoot(app, { file, day: '2026-10-01' });
await take(app, [register('Nga', HAMLETS[0])]);
await rollRoot(app, { file, day: '2026-10-02' });
await take(app, [register('Oanh', HAMLETS[0])]);

const [book = ''] = BOOKS;
const faultsNow = async (rootsFile: string | null = file): Promise<readonly Fault[]> => (await verify(app, { rootsFile })).faults;

/** Does it as the owner of the database, looks, and puts everything back. */
async function tampered(...statements: string[]): Promise<readonly Fault[]> {
  await ownerPool.query(
    'create table kept_event as table event; create table kept_payload as table payload; create table kept_head as table head',
  );
  try {
    for (const statement of statements) await ownerPool.query(statement);
    return await faultsNow();
  } finally {
    await ownerPool.query(`
      delete from payload; delete from event; delete from head;
      insert into event overriding system value select * from kept_event; insert into payload select * from kept_payload;
      insert into head select * from kept_head;
      drop table kept_event; drop table kept_payload; drop table kept_head`);
  }
}

async function eventAt(version: number): Promise<string> {
  const { rows } = await ownerPool.query<{ event_id: string }>('select event_id from event where book_id = $1 and version = $2', [
    book,
    version,
  ]);
  return rows[0]?.event_id ?? '';
}

async function lastVersion(): Promise<number> {
  const { rows } = await ownerPool.query<{ version: number }>('select version from head where book_id = $1', [book]);
  return rows[0]?.version ?? 0;
}

test('an untouched ledger has no faults', async () => {
  const report = await verify(app, { rootsFile: file });
  assert.deepEqual(report.faults, []);
  assert.equal(report.books, 7);
  assert.equal(report.days, 2);
  const { rows } = await ownerPool.query<{ kind: string; count: number }>('select kind, count(*) from event group by kind');
  assert.equal(
    report.events,
    rows.reduce((sum, row) => sum + row.count, 0),
  );
  const missing = Object.keys(EVENTS)
    .filter((kind) => !rows.some((row) => row.kind === kind))
    .sort();
  const elsewhere = [
    ...['book-closed', 'decision-withdrawn', 'erased', 'import-undone', 'import-withdrawn', 'income-posted', 'income-taken-down'],
    ...['looks-let-go', 'not-visited', 'round-cancelled', 'status-withdrawn'],
  ];
  assert.deepEqual(missing, elsewhere, 'every other kind is walked over here');
});

test('an altered header is named, each column of it', async () => {
  const eventId = await eventAt(3);
  const named = { bookId: book, version: 3, eventId };
  const changes = [
    `kind = 'household-corrected'`,
    'kind_version = 2',
    `account_id = '${id('x')}'`,
    `device_at = device_at + interval '1 ms'`,
    `recorded_at = recorded_at - interval '1 day'`,
    `household_id = '${id('x')}'`,
    'command_part = 17',
    `command_id = '${id('x')}'`,
    `hash = sha256('x')`,
    `commitment = sha256('x')`,
  ];
  for (const change of changes) {
    const faults = await tampered(`update event set ${change} where event_id = '${eventId}'`);
    assert.ok(
      faults.some((fault) => fault.code === 'event-altered' && fault.version === 3 && fault.eventId === eventId),
      `${change}: ${JSON.stringify(faults)}`,
    );
  }
  const faults = await tampered(`update event set prev_hash = sha256('x') where event_id = '${eventId}'`);
  assert.deepEqual(faults, [{ code: 'link-broken', ...named }]);
});

test('an altered body is named, and an altered salt', async () => {
  const eventId = await eventAt(2);
  for (const change of [`body = replace(body, 'An', 'Ăn')`, `salt = substr(sha256('x'), 1, 16)`]) {
    const faults = await tampered(`update payload set ${change} where event_id = '${eventId}'`);
    assert.deepEqual(faults, [{ code: 'body-altered', bookId: book, version: 2, eventId }]);
  }
});

test('a body taken away without an erased event is named', async () => {
  const eventId = await eventAt(2);
  const faults = await tampered(`delete from payload where event_id = '${eventId}'`);
  assert.deepEqual(faults, [{ code: 'body-missing', bookId: book, version: 2, eventId }]);
});

test('a row taken out of the middle is named', async () => {
  const eventId = await eventAt(3);
  const faults = await tampered(`delete from payload where event_id = '${eventId}'`, `delete from event where event_id = '${eventId}'`);
  assert.deepEqual(faults, [{ code: 'events-missing', bookId: book, from: 3, to: 3 }]);
});

test('a cut tail is named by the head', async () => {
  const last = await lastVersion();
  const eventId = await eventAt(last);
  const cut = [`delete from payload where event_id = '${eventId}'`, `delete from event where event_id = '${eventId}'`];
  assert.deepEqual(await tampered(...cut), [{ code: 'tail-cut', bookId: book, last: last - 1, expected: last, day: null }]);
});

test('a cut tail with a mended head is named by the roots, from the day that knew it', async () => {
  const last = await lastVersion();
  const cutTo = (version: number) => [
    `alter table head disable trigger forward`,
    `delete from payload where event_id in (select event_id from event where book_id = '${book}' and version > ${version})`,
    `delete from event where book_id = '${book}' and version > ${version}`,
    `update head h set version = e.version, hash = e.hash from event e
      where h.book_id = '${book}' and e.book_id = h.book_id and e.version = ${version}`,
    `alter table head enable trigger forward`,
  ];
  const [, second] = await readRoots(file);
  assert.equal(second?.books[book]?.[0], last - 1);
  assert.deepEqual(await tampered(...cutTo(last - 2)), [
    { code: 'tail-cut', bookId: book, last: last - 2, expected: last - 1, day: '2026-10-02' },
  ]);
  assert.deepEqual(await tampered(...cutTo(last - 1)), [], 'what no root has seen yet only the head knew');
});

test('a book rewritten with correct hashes is named by the roots and by nothing else', async () => {
  const rewritten = await rewrite(2);
  const faults = await tampered(...rewritten);
  const marks = (await readRoots(file)).map(({ day, books }) => ({ code: 'book-rewritten', bookId: book, version: books[book]?.[0], day }));
  assert.deepEqual(faults, marks);
  assert.equal(faults.length, 2);
});

/** All statements that put another body at `from` and right hashes everywhere after it. Shares no code with the chain. */
async function rewrite(from: number): Promise<string[]> {
  const { rows } = await ownerPool.query(
    `select e.book_id, e.version, e.event_id, e.command_id, e.command_part, e.kind, e.kind_version, e.household_id, e.account_id,
            e.device_at, e.recorded_at, e.prev_hash, e.commitment, p.salt, p.body
       from event e join payload p using (event_id) where e.book_id = $1 and e.version >= $2 order by version`,
    [book, from],
  );
  const hash = (...parts: (string | Buffer)[]) => parts.reduce((h, part) => h.update(part), createHash('sha256')).digest();
  let prev: Buffer = rows[0].prev_hash;
  const statements = ['alter table head disable trigger forward'];
  for (const row of rows) {
    const body = row.version === from ? row.body.replace('An', 'Ai') : row.body;
    const commitment = hash('vuon body\n', row.salt, body);
    const { book_id, version, event_id, command_id, command_part, kind, kind_version, household_id, account_id, device_at, recorded_at } =
      row;
    const header = [
      book_id,
      version,
      event_id,
      command_id,
      command_part,
      kind,
      kind_version,
      household_id,
      account_id,
      device_at,
      recorded_at,
    ];
    const link = hash('vuon event\n', prev, JSON.stringify(header), commitment);
    const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'`;
    statements.push(
      `update event set prev_hash = ${hex(prev)}, commitment = ${hex(commitment)}, hash = ${hex(link)} where event_id = '${event_id}'`,
      `update payload set body = $$${body}$$ where event_id = '${event_id}'`,
      `update head set version = ${version}, hash = ${hex(link)} where book_id = '${book}'`,
    );
    prev = link;
  }
  return [...statements, 'alter table head enable trigger forward'];
}

test('heads, books and order', async () => {
  const last = await lastVersion();
  const quiet = (statement: string) => ['alter table head disable trigger forward', statement, 'alter table head enable trigger forward'];
  assert.deepEqual(await tampered(`delete from head where book_id = '${book}'`), [{ code: 'head-missing', bookId: book }]);
  const hash = await tampered(...quiet(`update head set hash = sha256('x') where book_id = '${book}'`));
  assert.deepEqual(hash, [{ code: 'head-altered', bookId: book, version: last }]);
  const behind = await tampered(...quiet(`update head set version = ${last - 1} where book_id = '${book}'`));
  assert.deepEqual(behind, [{ code: 'head-altered', bookId: book, version: last - 1 }]);
  const seq = await tampered(`update event set seq = 1000000 where book_id = '${book}' and version = 2`);
  assert.deepEqual(seq, [{ code: 'order-altered', bookId: book, version: 3, eventId: await eventAt(3) }]);
});

test('the file of roots: altered, shortened, another than in the database, gone', async () => {
  const text = await readFile(file, 'utf8');
  const other = join(folder, 'other.jsonl');
  const [first = '', second = ''] = text.trim().split('\n');
  await writeFile(other, `${first.replace('"day":"2026-10-01"', '"day":"2026-09-30"')}\n${second}\n`);
  const altered = await faultsNow(other);
  assert.deepEqual(
    altered.map((fault) => fault.code),
    ['roots-altered', 'root-differs', 'root-differs'],
  );
  await writeFile(other, `${first}\n`);
  assert.deepEqual(await faultsNow(other), [{ code: 'root-differs', day: '2026-10-02' }]);
  assert.deepEqual(await faultsNow(join(folder, 'none.jsonl')), [{ code: 'roots-missing' }]);
  await writeFile(other, `${first}\n{"day":`);
  assert.equal((await readRoots(other)).length, 1, 'a line cut off in writing is none');
  await appendFile(other, '"x"}\n');
  await assert.rejects(readRoots(other), /line 2/);
});

test('a root is rolled once a day', async () => {
  const before = await readFile(file, 'utf8');
  await rollRoot(app, { file, day: '2026-10-02' });
  assert.equal(await readFile(file, 'utf8'), before);
});

// ---- the application's role ------------------------------------------------------------------------------------------

test('the application cannot change, delete or empty events and bodies, nor move a head back', async () => {
  const attempts = [
    `update event set kind = 'x'`,
    'delete from event',
    'truncate event',
    `update payload set body = ''`,
    'delete from payload',
    'truncate payload',
    'update root set root = root',
    'delete from root',
    'delete from head',
    'delete from book',
    'alter table event disable row level security',
    'drop table event',
    'update head set version = version - 1',
    `select erase_payloads((select event_id from event where kind = 'household-registered' limit 1))`,
  ];
  for (const attempt of attempts) {
    const client = await database.appPool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('vuon.account', $1, true), set_config('vuon.reach', 'all', true)`, [id('thief')]);
      await assert.rejects(client.query(attempt), /permission denied|must be owner|only moves forward|no erased event/, attempt);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }
});

test('an erased event of an earlier transaction removes nothing more', async () => {
  await take(app, [register('Phượng', HAMLETS[3]), eraseOf('Phượng')]);
  const { rows } = await ownerPool.query<{ event_id: string }>(`select event_id from event where kind = 'erased'`);
  const client = await database.appPool.connect();
  await client.query('begin');
  await client.query(`select set_config('vuon.account', $1, true), set_config('vuon.reach', 'all', true)`, [id('thief')]);
  await assert.rejects(client.query('select erase_payloads($1)', [rows[0]?.event_id]), /no erased event/);
  await client.query('rollback');
  client.release();
});

// ---- erased ----------------------------------------------------------------------------------------------------------

test('erasing is the chair’s, in the own commune, once', async () => {
  const code = async (who: Parameters<typeof submit>[1]) => (await submit(app, who, [eraseOf('An')], CLOCK))[0]?.problem?.code;
  assert.equal(await code(person('officer', 'commune-officer', COMMUNES[0])), 'not-your-role');
  assert.equal(await code(person('chair 2', 'commune-chair', COMMUNES[1])), 'not-your-area');
});

test('an erased household is gone from every table, search and body; verify passes and shows the gaps', async () => {
  const chair = person('chair', 'commune-chair', COMMUNES[0]);
  await take(app, [eraseOf('An')], chair);
  await take(app, [eraseOf('Lan')]);
  const { rows: texts } = await ownerPool.query<{ table: string; found: number }>(
    ['household', 'member', 'residence', 'interview', 'verdict', 'status', 'review_list', 'rejudged', 'tie', 'payload']
      .map(
        (name) =>
          `select '${name}' as table, count(*) as found from ${name} t where t::text ~ '(An|Lan) con' or t::text ~ '"(An|Lan)"|,(An|Lan),'`,
      )
      .join(' union all '),
  );
  for (const { table, found } of texts) assert.equal(found, 0, table);
  for (const table of ['member', 'residence', 'interview', 'verdict', 'status', 'review_list', 'rejudged', 'tie'])
    for (const name of ['An', 'Lan'])
      assert.equal(
        (await ownerPool.query(`select 1 from ${table} where household_id = $1`, [id(`household ${name}`)])).rowCount,
        0,
        `${table} ${name}`,
      );
  const { rows: stones } = await ownerPool.query('select reason from tombstone where household_id = $1', [id('household Lan')]);
  assert.deepEqual(stones, [{ reason: 'erased' }, { reason: 'erased' }], 'in each book in which it was');
  const report = await verify(app, { rootsFile: file });
  assert.deepEqual(report.faults, []);
  assert.deepEqual(report.erased.length, 1 + 1 + 2, 'Phượng, An, and Lan in two books');
  assert.ok(report.erased.every((gap) => gap.ground === 'Theo yêu cầu của chủ hộ' && gap.office === 'UBND xã'));
  const [again] = await submit(app, chair, [eraseOf('An')], CLOCK);
  assert.deepEqual(again?.problem, { code: 'household-not-present', state: 'erased' });
});

test('search finds nobody erased, but the others', async () => {
  const client = await database.appPool.connect();
  await client.query('begin');
  await client.query(`select set_config('vuon.account', $1, true), set_config('vuon.reach', 'all', true)`, [id('officer')]);
  const hits = async (q: string) => (await client.query('select * from search_members($1, 50)', [q])).rowCount;
  assert.equal(await hits('an con'), 0);
  assert.equal(await hits('lan con'), 0);
  assert.equal(await hits('binh'), 4);
  await client.query('rollback');
  client.release();
});

test('the decision still stands with its counts, and a command of the erased household is known', async () => {
  const { rows } = await ownerPool.query('select poor, near_poor, escaped_near from decision where decision_id = $1', [DECISION]);
  assert.deepEqual(rows, [{ poor: 1, near_poor: 1, escaped_near: 1 }]);
  const { rows: first } = await ownerPool.query<{ command_id: string }>(
    `select command_id from event where kind = 'household-registered' and household_id = $1`,
    [id('household An')],
  );
  const [answer] = await submit(app, 'system', [{ ...register('An', HAMLETS[0]), commandId: first[0]?.command_id }], CLOCK);
  assert.equal(answer?.answer, 'known');
  const [fresh] = await submit(app, 'system', [command('household-corrected', { householdId: id('household An'), address: 'x' })], CLOCK);
  assert.deepEqual(fresh?.problem, { code: 'household-not-present', state: 'erased' });
});

test('a body put back after it was erased is named', async () => {
  const { rows } = await ownerPool.query<{ event_id: string; book_id: string; version: number }>(
    `select event_id, book_id, version from event where household_id = $1 order by version limit 1`,
    [id('household An')],
  );
  const [first] = rows;
  const faults = await tampered(
    `insert into payload (event_id, area_id, hamlet_id, salt, body)
     select event_id, area_id, hamlet_id, substr(sha256('x'), 1, 16), '{}' from event where event_id = '${first?.event_id}'`,
  );
  assert.deepEqual(
    faults.map((fault) => fault.code),
    ['body-altered', 'body-not-erased'],
  );
});

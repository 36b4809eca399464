/**
 * The decision on paper (Mẫu 02): of a list that was decided each household stands once on each of its lists, under its hamlet, with the
 * decision's number and the standing of the figures; a draft says that it is one; whoever may take no lists along gets none.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { date } from '../core/kernel/dates.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfPages, pdfText } from '../tools/test/unpack.ts';
import { decisionPaperText } from '../words/decision-paper.ts';
import { keepAreaTree } from './access/areas.ts';
import { asActor } from './http/transaction.ts';
import { getRound } from './interview/rounds.ts';
import { typeset } from './report/typeset.ts';
import { readDecisionPaper } from './meeting/decision-lists.ts';
import { decisionMarkup, decisionSheet, standingOf } from './meeting/decision-paper.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-20T02:00:00.000Z' });
after(() => api.close());
const { communeId } = api.mini.village;
const TODAY = date('2026-10-20');
const p = (key: Parameters<typeof decisionPaperText>[1], params = {}) => decisionPaperText('vi', key, params);

const readPaper = (roundId: string) =>
  asActor(database.app, { accountId: 'paper', reach: 'all', today: TODAY }, async (tx) => {
    const context = { tx, tree: await keepAreaTree()(tx), today: TODAY, actor: { accountId: 'paper', grants: [] } };
    return readDecisionPaper(context, await getRound(tx, roundId), communeId);
  });

interface Decided {
  readonly head: string;
  readonly hamlet: string;
  readonly lists: readonly string[];
}

/** From the ledger itself, by no code of the paper. */
async function decidedIn(roundId: string): Promise<Decided[]> {
  const { rows } = await database.ownerPool.query<Decided>(
    `select h.head_name as head, p.body::jsonb ->> 'householdId' as id, a.name as hamlet,
            array(select jsonb_array_elements_text(p.body::jsonb -> 'lists')) as lists
       from event e join payload p on p.event_id = e.event_id join household h on h.household_id = e.household_id
       join area_period a on a.area_id = e.hamlet_id and a.valid_to is null
      where e.kind = 'status-decided' and p.body::jsonb ->> 'roundId' = $1`,
    [roundId],
  );
  return rows;
}

test('each decided household stands on its lists, under its hamlet, and nobody else does', async () => {
  const paper = await readPaper(api.mini.rounds.last);
  const shown = paper.lists.flatMap(({ list, hamlets }) =>
    hamlets.flatMap(({ name, rows }) => rows.map(({ headName }) => `${list} ${name} ${headName}`)),
  );
  const right = (await decidedIn(api.mini.rounds.last)).flatMap(({ head, hamlet, lists }) =>
    lists.map((list) => `${list} ${hamlet} ${head}`),
  );
  assert.ok(right.length > 5);
  assert.deepEqual(shown.sort(), right.sort());
  const { rows } = await database.ownerPool.query('select poor, near_poor, escaped_poverty, escaped_near from decision');
  assert.deepEqual(
    paper.lists.map(({ households, gone }) => [households, gone]),
    Object.values(rows[0] ?? {}).map((count) => [count, 0]),
  );
});

test('the print bears number, day, standing and page on every page, and each name', async () => {
  const paper = await readPaper(api.mini.rounds.last);
  assert.equal(standingOf(paper), p('standing.official', { number: '125/QĐ-UBND', day: '10/12/2025' }));
  const bytes = Buffer.from(await typeset(decisionMarkup(paper)));
  const pages = pdfPages(bytes).filter((page) => page.includes('Mẫu') || page.length > 40);
  const flat = (text: string) => text.replace(/\s+/g, '');
  assert.ok(pages.length >= 5, `${pages.length} pages`);
  pages.forEach((page, i) => {
    assert.ok(flat(page).includes(flat(standingOf(paper))), `page ${i + 1}`);
    assert.ok(flat(page).includes(flat(p('demonstration'))), `page ${i + 1}`);
    assert.ok(flat(page).includes(`${i + 1}/${pages.length}`), `page ${i + 1}`);
  });
  const all = flat(pdfText(bytes));
  for (const { head } of await decidedIn(api.mini.rounds.last)) assert.ok(all.includes(flat(head)), head);
});

test('a draft says so and has neither number nor day', async () => {
  const paper = await readPaper(api.mini.rounds.now);
  assert.equal(paper.decided, null);
  assert.equal(standingOf(paper), p('standing.preliminary'));
  const markup = decisionMarkup(paper);
  assert.ok(markup.includes(p('number-blank')));
  assert.ok(!markup.includes('QĐ-UBND ngày'));
});

test('a household that is on file no longer is counted and said to be missing', async () => {
  const before = await readPaper(api.mini.rounds.last);
  const [gone] = (await decidedIn(api.mini.rounds.last)).filter(({ lists }) => lists.length === 1 && lists[0] === 'poor');
  await database.ownerPool.query(
    `delete from status where decision_id is not null and household_id in (select household_id from household where head_name = $1)`,
    [gone?.head],
  );
  const after = await readPaper(api.mini.rounds.last);
  assert.deepEqual([before.lists[0]?.gone, after.lists[0]?.gone], [0, 1]);
  assert.equal(after.lists[0]?.households, before.lists[0]?.households);
  assert.ok(decisionMarkup(after).includes(p('gone-count', { count: 1 })));
  assert.ok((await decisionSheet(after)).bytes.length > 0);
});

test('officer, chair and province take it along; hamlet and auditor do not', async () => {
  const path = `/api/rounds/${api.mini.rounds.last}/communes/${communeId}/decision/paper?format=xlsx`;
  const status = async (username: string) => {
    const ask = await api.as(username);
    return ask(path).then(
      () => 200,
      (error: { status?: number }) => error.status ?? 200,
    );
  };
  const asked = await Promise.all(['canbo', 'chutich', 'canbotinh', 'truongap', 'rasoat', 'kiemtra'].map(status));
  assert.deepEqual(asked, [200, 200, 200, 403, 403, 403]);
});

test('whose look could not be written down is handed nothing', async () => {
  await database.ownerPool.query(`
    create function no_log() returns trigger language plpgsql as $$ begin raise exception 'the log is full'; end $$;
    create constraint trigger no_log after insert on read_log deferrable initially deferred for each row execute function no_log()`);
  const path = `/api/rounds/${api.mini.rounds.last}/communes/${communeId}/decision/paper?format=xlsx`;
  await assert.rejects(api.file('canbo', path), { status: 500 });
  await database.ownerPool.query('drop trigger no_log on read_log; drop function no_log');
  assert.ok((await api.file('canbo', path)).length > 0);
});

/** The list of requests reads words from the ledger for those that it lists alone, however many lie behind them (danh sách đơn). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../../tools/test/database.ts';
import { CLOCK, command, COMMUNES, found, HAMLETS, id, take } from '../../tools/test/small-province.ts';
import { setScope } from '../db/scope.ts';
import { type Sql, sqlOfKysely } from '../ledger/sql.ts';
import { listRequests, MOST_REQUESTS } from './requests-store.ts';

const { app, ownerPool } = await withDatabase();
await found(app);
const lodge = (name: string) =>
  command('lodge-request', {
    ...{ requestId: id(name), communeId: COMMUNES[0], hamletId: HAMLETS[0], form: 'review', via: 'desk', dossier: null },
    ...{ lodgedOn: CLOCK.today, name: `Người ${name}`, address: null, contact: null, text: 'Mất việc làm', secret: 'ABCDEFGHJK' },
  });
await take(app, [lodge('one'), lodge('two')]);
/** As many again as are listed, due later than the two. */
await ownerPool.query(
  `insert into request (request_id, event_id, number, form, commune_id, hamlet_id, via, lodged_on, due_on, secret_print)
   select gen_random_uuid(), gen_random_uuid(), 'Z' || at, form, commune_id, hamlet_id, via, lodged_on, due_on + 1, secret_print
     from request cross join generate_series(1, ${MOST_REQUESTS}) at where request_id = $1`,
  [id('one')],
);

interface Step {
  readonly 'Function Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Step[];
}
const stepsOf = (step: Step): readonly Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

const asAll = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
  app.transaction().execute(async (tx) => {
    const sql = sqlOfKysely(tx);
    await setScope(sql, { accountId: id('who reads'), reach: 'all', today: CLOCK.today });
    return work(sql);
  });

test('the first due are listed, with the names of who asked', async () => {
  const rows = await asAll((sql) => listRequests(sql, HAMLETS));
  assert.equal(rows.length, MOST_REQUESTS);
  assert.deepEqual(new Set(rows.slice(0, 2).map(({ name }) => name)), new Set(['Người one', 'Người two']));
  assert.ok(rows.slice(2).every(({ name, number }) => name === null && number.startsWith('Z')));
});

test('words are read for those that are listed alone', async () => {
  const plans = await asAll(async (sql) => {
    let read: unknown;
    const explaining = {
      query: async (text: string, values: unknown[]) => {
        read = await sql.query(`explain (analyze, format json) ${text}`, values);
        return [];
      },
    };
    // cast: of the two that listRequests may use it uses the one
    await listRequests(explaining as unknown as Sql, HAMLETS);
    // cast: as PostgreSQL writes a plan
    return read as readonly { 'QUERY PLAN': readonly { Plan: Step }[] }[];
  });
  const steps = plans.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => stepsOf(Plan)));
  const words = steps.filter((step) => step['Function Name'] === 'request_words');
  assert.deepEqual(
    words.map((step) => step['Actual Loops']),
    [MOST_REQUESTS],
  );
});

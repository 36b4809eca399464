/**
 * Certificates over the network (giấy chứng nhận qua đường dẫn): a whole decision's given out as a job, killed in the middle and ended the
 * same; each that could not be is named with its reason; printed as one file, and each square's address answered without names.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CertificateKeys, CertificatesView, PublicCertificate } from '../core/meeting/certificate-views.ts';
import type { ListView } from '../core/report/views.ts';
import type { CommandsAnswer } from '../core/views.ts';
import { type Ask, NotGiven, openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfPages } from '../tools/test/unpack.ts';
import { certificatePaperText } from '../words/certificate-paper.ts';
import { typeset } from './report/typeset.ts';
import { certificatesMarkup } from './meeting/certificate-paper.ts';
import type { CertificateSheet } from './meeting/certificate-sheets.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 6 });
let api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId } = api.mini.village;
const path = `/api/areas/${communeId}/certificates`;
let chair = await api.as('chutich');
const [first] = (await chair<CertificatesView>(path)).decisions;
const decisionId = first?.decisionId ?? '';
const wish = { decisionId, issuedOn: '2026-10-20', sheet: 'new' };

const status = (asked: Promise<unknown>) =>
  asked.then(
    () => '200',
    (error: unknown) =>
      error instanceof NotGiven ? error.message.replace(/^.*?: (\d+) .*?"code":"([a-z-]+)".*$/, '$1 $2') : String(error),
  );

/** Asks until the job is over; each asking takes a while of its own. */
async function ended(ask: Ask): Promise<CertificatesView> {
  for (;;) {
    const view = await ask<CertificatesView>(`${path}?decision=${decisionId}`);
    if (view.job?.state !== 'making') return view;
  }
}

async function rows(): Promise<{ household: string; serial: number }[]> {
  const found = await database.ownerPool.query<{ household: string; serial: number }>(
    'select household_id::text as household, serial from certificate order by serial',
  );
  return found.rows;
}

test('only the chair gives them out, the office looks at them, nobody else does', async () => {
  const as = async (username: string) => {
    const ask = await api.as(username);
    return [await status(ask(path)), await status(ask(`${path}/issue`, wish))];
  };
  assert.deepEqual(await as('canbo'), ['200', '403 not-your-role']);
  for (const username of ['canbotinh', 'truongap', 'rasoat', 'kiemtra'])
    assert.deepEqual(await as(username), ['403 not-your-role', '403 not-your-role'], username);
  assert.equal(await status(chair(`${path}/issue`, { ...wish, issuedOn: '2026-10-21' })), '409 certificate-day-out-of-range');
  assert.equal(await status(chair(`${path}/issue`, { ...wish, decisionId: crypto.randomUUID() })), '404 not-found');
  assert.deepEqual(await rows(), []);
});

test('asked for at the same moment as somebody else, the job that began first is answered', async () => {
  const other = await database.ownerPool.connect();
  try {
    await other.query('begin');
    const { rows: begun } = await other.query<{ id: string }>(
      `insert into certificate_job (job_id, account_id, commune_id, decision_id, issued_on, sheet, state, asked_at, claimed_until)
       values (gen_random_uuid(), $1, $2, $3, $4, 'new', 'making', $5, 'infinity') returning job_id as id`,
      [api.mini.accounts['chutich']?.accountId, communeId, decisionId, wish.issuedOn, NOW],
    );
    let over = false;
    const asked = chair<CertificatesView>(`${path}/issue`, wish).finally(() => (over = true));
    // Not before it stands at what the other has written and not yet confirmed.
    for (let waits = false; !waits && !over; ) {
      const { rows: seen } = await database.ownerPool.query(
        `select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`,
      );
      waits = seen.length > 0;
    }
    assert.ok(!over);
    await other.query('commit');
    assert.equal((await asked).job?.jobId, begun[0]?.id);
  } finally {
    await other.query('rollback');
    other.release();
    await database.ownerPool.query('delete from certificate_job');
  }
});

test('killed in the middle and begun again it ends as if it had not been: nobody twice, no number lost', async () => {
  // A server that was killed after the door had answered and before it noted so: the lines wait, the certificates are there.
  const begun = await chair<CertificatesView>(`${path}/issue`, wish);
  assert.equal(begun.job?.total, begun.decision?.due);
  const whole = await ended(chair);
  assert.deepEqual([whole.job?.state, whole.job?.issued, whole.job?.refused], ['done', begun.decision?.due, 0]);
  const before = await rows();
  assert.deepEqual(
    before.map(({ serial }) => serial),
    before.map((_, i) => i + 1),
  );
  await api.close();
  // Half of them were given out by then, and of these half were noted.
  const { ownerPool } = database;
  await ownerPool.query(`update certificate_job set state = 'making', claimed_until = null, ended_at = null`);
  await ownerPool.query(`update certificate_job_row set answer = 'waiting' where place >= 2`);
  api = await api.restart();
  chair = await api.as('chutich');
  const again = await ended(chair);
  assert.deepEqual([again.job?.state, again.job?.issued, again.job?.refused], ['done', begun.decision?.due, 0]);
  assert.deepEqual(await rows(), before);
  assert.equal(await status(chair(`${path}/issue`, wish)), '409 certificates-all-issued');
});

test('begun anew after a stop, who had theirs already is counted so and nobody is refused', async () => {
  const { ownerPool } = database;
  const before = await rows();
  await api.close();
  // The first run was stopped while the door was at work: the next was asked for those who had none a moment ago.
  await ownerPool.query(`update certificate_job set state = 'making', claimed_until = null, ended_at = null`);
  await ownerPool.query(`update certificate_job_row set answer = 'waiting', command_id = gen_random_uuid(), row_id = gen_random_uuid()`);
  api = await api.restart();
  chair = await api.as('chutich');
  const { job } = await ended(chair);
  assert.deepEqual([job?.state, job?.issued, job?.already, job?.refused], ['done', 0, before.length, 0]);
  assert.deepEqual(job?.refusals, []);
  assert.deepEqual(await rows(), before);
});

test('a run that ends with the server goes on with the next one', async () => {
  const { ownerPool } = database;
  const numbers = await rows();
  await ownerPool.query('delete from certificate where serial > 3');
  await ownerPool.query('update certificate_count set given = 3');
  await ownerPool.query('delete from certificate_job');
  // The ledger keeps what was given out: only the table was cut here, so that new ones can be asked for.
  const asked = chair<CertificatesView>(`${path}/issue`, wish);
  await asked;
  await api.close();
  api = await api.restart();
  chair = await api.as('chutich');
  const view = await ended(chair);
  assert.deepEqual([view.job?.state, view.job?.issued], ['done', numbers.length - 3]);
  assert.deepEqual(
    (await rows()).map(({ serial }) => serial),
    numbers.map(({ serial }) => serial),
  );
});

test('who is tied to a household is told so for it, and the others are given out', async () => {
  const { ownerPool } = database;
  const view = await chair<CertificatesView>(path);
  const [own] = view.lines;
  await ownerPool.query('delete from certificate');
  await ownerPool.query('delete from certificate_job');
  const { accountId } = api.mini.accounts['chutich'] ?? assert.fail();
  const declare = { commandId: crypto.randomUUID(), kind: 'tie-declared', v: 1, at: NOW };
  const payload = { accountId, householdId: own?.householdId, tie: 'relative' };
  const { answers } = await chair<CommandsAnswer>('/api/commands', { commands: [{ ...declare, payload }] });
  assert.equal(answers[0]?.answer, 'taken');
  await chair(`${path}/issue`, wish);
  const after = await ended(chair);
  assert.equal(after.job?.issued, (after.decision?.due ?? 0) - 1);
  assert.deepEqual(
    after.job?.refusals.map(({ householdId, headName, problem }) => [householdId, headName, problem.code]),
    [[own?.householdId, own?.headName, 'relatives-household']],
  );
});

test('without a post any more nothing is given out, and the job says why', async () => {
  const { ownerPool } = database;
  await ownerPool.query('delete from certificate');
  await ownerPool.query('delete from certificate_job');
  await chair(`${path}/issue`, wish);
  await api.close();
  await ownerPool.query('delete from certificate');
  await ownerPool.query(`update certificate_job set state = 'making', claimed_until = null`);
  await ownerPool.query(`update certificate_job_row set answer = 'waiting'`);
  const { accountId } = api.mini.accounts['chutich'] ?? assert.fail();
  await ownerPool.query(`update role_grant set valid_to = '2026-10-01' where account_id = $1`, [accountId]);
  api = await api.restart();
  const officer = await api.as('canbo');
  const view = await ended(officer);
  assert.deepEqual([view.job?.state, view.job?.problem, await rows()], ['failed', 'not-your-role', []]);
  await ownerPool.query('update role_grant set valid_to = null where account_id = $1', [accountId]);
  chair = await api.as('chutich');
  await chair(`${path}/issue`, wish);
  assert.ok(((await ended(chair)).job?.issued ?? 0) > 0);
});

test('the square’s address tells what the paper shows, and one answer to everything else', async () => {
  const { rows: given } = await database.ownerPool.query<{ token: string; number: string; class: string; head: string }>(
    'select c.token, c.number, c.class, h.head_name as head from certificate c join household h on h.household_id = c.household_id limit 1',
  );
  const one = given[0] ?? assert.fail();
  const stranger = await api.as('khong.co.ai');
  const seen = await stranger<PublicCertificate>(`/api/public/certificates/${one.token}`);
  assert.deepEqual([seen.number, seen.class, seen.state, seen.demonstration], [one.number, one.class, 'valid', true]);
  const initials = one.head
    .split(' ')
    .map((word) => `${[...word][0]?.toLocaleUpperCase('vi')}.`)
    .join(' ');
  assert.equal(seen.initials, initials);
  assert.deepEqual(Object.keys(seen).sort(), [
    ...[
      'class',
      'communeName',
      'demonstration',
      'endedOn',
      'gone',
      'initials',
      'issuedOn',
      'newer',
      'number',
      'numberedBy',
      'state',
      'year',
    ],
  ]);
  const nothing = ['A'.repeat(22), one.token.slice(1), `${one.token}A`, one.number, '%00', one.head, `${one.token.slice(0, 21)}.`];
  const answers = await Promise.all(nothing.map((token) => status(stranger(`/api/public/certificates/${encodeURIComponent(token)}`))));
  assert.deepEqual([...new Set(answers)], ['404 not-found']);
  const { keys } = await stranger<CertificateKeys>('/api/public/certificate-keys');
  const sealed = await database.ownerPool.query<{ key: string }>('select distinct public_key as key from certificate');
  assert.deepEqual(keys, [sealed.rows[0]?.key]);
});

test('printed as one file: two pages a household, each square with its own address', async () => {
  const asked = { decisionId, what: 'sheets', right: 0, down: 0, householdIds: null };
  const officer = await api.as('canbo');
  assert.match(await status((await api.as('canbotinh'))(`${path}/papers`, asked)), /403/);
  let job = await officer<ListView>(`${path}/papers`, asked);
  while (job.state === 'making') {
    const { lists } = await officer<{ lists: ListView[] }>(`/api/lists?area=${communeId}`);
    job = lists.find(({ listId }) => listId === job.listId) ?? assert.fail();
  }
  assert.deepEqual(
    [job.state, job.problem, job.fileName],
    ['ready', null, 'giay-chung-nhan-xa-vinh-xuan-2025-125-qd-ubnd-ngay-2026-10-20.pdf'],
  );
  const pieces = await database.ownerPool.query<{ bytes: Buffer }>('select bytes from list_file where job_id = $1 order by place', [
    job.listId,
  ]);
  const pdf = Buffer.concat(pieces.rows.map(({ bytes }) => bytes));
  const given = await rows();
  assert.equal((pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length, given.length * 2);
});

const SHEET: CertificateSheet = {
  ...{
    sheetId: 'a',
    number: '7/GCN-HN.HCN',
    began: 'issued',
    rulebook: '2022-2026',
    communeName: 'Xã Thử',
    numberedBy: null,
    residence: 'Ấp 1, Xã Thử',
  },
  head: { name: 'Lê Văn Thử', relation: 'head', ethnicity: 'kinh', sex: 'male', bornIn: '1970', citizenId: '086070000001' },
  members: [{ name: 'Lê Văn Thử', relation: 'head', ethnicity: 'kinh', sex: 'male', bornIn: '1970' }],
  rows: [2025, 2026].map((year) => ({
    ...{
      rowId: `r${year}`,
      sheetId: 'a',
      householdId: 'h',
      communeId: 'a0001',
      rulebook: '2022-2026',
      number: '7/GCN-HN.HCN',
      began: 'issued',
      signedBy: 'a0001',
      initials: 'L. V. T.',
    },
    ...{ year, class: year === 2025 ? 'poor' : 'near-poor', issuedOn: `${year}-12-10`, token: 't', statement: 's', signature: 'g' },
    ...{ decisionId: `d${year}`, decision: `${year}/QĐ-UBND`, deprived: 0b101, square: `https://vuon.example/giay-chung-nhan/t${year}#s` },
  })),
  printed: 'd2026',
  demonstration: true,
};

test('this year’s row alone draws nothing of the sheet, and says that it comes from a demonstration', async () => {
  const wished = { what: 'rows', right: 12, down: -5, portal: 'https://vuon.example' } as const;
  const [page = ''] = pdfPages(Buffer.from(await typeset(certificatesMarkup([SHEET], wished))));
  const words = page.split('\n').filter((word) => word.trim() !== '');
  assert.ok(words.includes('10/12/2026') && words.includes('CN') && !words.includes('2026'), page);
  for (const other of ['2025', 'Lê Văn Thử', '086070000001', 'Kết quả', 'Việc làm']) assert.ok(!page.includes(other), other);
  assert.equal(words.filter((word) => word === 'x').length, 2);
  assert.ok(page.replace(/\s/g, '').includes(certificatePaperText('vi', 'demonstration-row').replace(/\s/g, '')));
});

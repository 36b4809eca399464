/**
 * Certificates of a commune that merged into another, over the network (giấy của xã đã sáp nhập): the heir sees the decision of the former
 * with its own households, gives out the rest with its own numbers, corrects and withdraws what the former gave, each with its trace.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CertificateLine, CertificatesView } from '../core/meeting/certificate-views.ts';
import type { TakenDecisionsView } from '../core/meeting/taken-views.ts';
import type { ListView } from '../core/report/views.ts';
import type { CommandsAnswer } from '../core/views.ts';
import { type Ask, openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { command, take } from '../tools/test/small-province.ts';
import { pdfText } from '../tools/test/unpack.ts';
import { certificatePaperText } from '../words/certificate-paper.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const MERGED_ON = '2026-09-01';
const HEIR = 'a9103';
const database = await withDatabase<unknown>({ max: 6 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { communeId: former, hamlets } = api.mini.village;
const chair = await api.as('chutich');
const of = (communeId: string) => `/api/areas/${communeId}/certificates`;
const before = await chair<CertificatesView>(of(former));

async function everyLine(communeId: string): Promise<CertificateLine[]> {
  const lines = [];
  for (const { areaId } of hamlets) lines.push(...(await chair<CertificatesView>(`${of(communeId)}?hamlet=${areaId}`)).lines);
  return lines;
}

const recognised = await everyLine(former);
const { decisionId = '', number: decided, due = 0, year } = before.decision ?? {};
const chairId = api.mini.accounts['chutich']?.accountId ?? '';

async function send(ask: Ask, kind: string, payload: object): Promise<string> {
  const sent = { commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload };
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [sent] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}

/** Asks until the job is over. */
async function ended(): Promise<CertificatesView> {
  for (;;) {
    const view = await chair<CertificatesView>(`${of(HEIR)}?decision=${decisionId}`);
    if (view.job?.state !== 'making') return view;
  }
}

/** Three sheets of the former commune; then it merges, and its chair is the heir's. */
async function merge(): Promise<void> {
  for (const { householdId } of recognised.slice(0, 3)) {
    const payload = { householdId, communeId: former, rowId: crypto.randomUUID(), decisionId, issuedOn: before.decision?.decidedOn ?? '' };
    assert.equal(await send(chair, 'issue-certificate', { ...payload, sheet: 'new' }), 'taken');
  }
  const { rows } = await database.ownerPool.query<{ from: string; parent: string; code: string; name: string }>(
    `select valid_from as "from", parent_id as parent, code, name from area_period where area_id = $1 and valid_to is null`,
    [former],
  );
  const unit = rows[0] ?? assert.fail();
  const like = { kind: 'xa', areaType: 'rural' as const, parentId: unit.parent, synthetic: false };
  await take(database.app, [
    command('areas-loaded', {
      areas: [former, HEIR].map((areaId) => ({ areaId, level: 'commune' as const })),
      periods: [
        { ...like, areaId: former, from: unit.from, to: MERGED_ON, code: unit.code, name: unit.name },
        { ...like, areaId: HEIR, from: MERGED_ON, to: null, code: '99103', name: 'Xã Kế Thừa' },
      ],
      lineage: [{ fromId: former, toId: HEIR, on: MERGED_ON, how: 'whole' }],
    }),
    command('areas-reformed', {
      ...{ on: MERGED_ON, document: 'Nghị quyết 3/NQ-HĐND' },
      hamlets: hamlets.map(({ areaId, name, kind }) => ({ areaId, communeId: HEIR, name, kind })),
    }),
    command('grant-given', { accountId: chairId, role: 'commune-chair', areaId: HEIR, from: MERGED_ON, to: null }),
  ]);
}

test('before the merger the former commune gives them out', async () => {
  assert.ok(recognised.length === due && due > 4);
  await merge();
});

test('the heir sees the former’s decision, by whom and how many of its own households it recognises', async () => {
  const view = await chair<CertificatesView>(of(HEIR));
  assert.deepEqual(
    view.decisions.map((one) => [one.decisionId, one.number, one.year, one.communeId, one.communeName, one.due, one.issued]),
    [[decisionId, decided, year, former, 'Xã Vĩnh Xuân', due, 3]],
  );
  assert.deepEqual([view.left, view.unprinted, view.allowed], [due - 3, 3, true]);
});

test('it gives out the rest with numbers of its own, none for a day before it was there', async () => {
  const wish = { decisionId, sheet: 'new' };
  await chair(`${of(HEIR)}/issue`, { ...wish, issuedOn: '2026-08-31' });
  const early = await ended();
  assert.deepEqual([early.job?.issued, early.job?.refused], [0, due - 3]);
  assert.deepEqual([...new Set(early.job?.refusals.map(({ problem }) => problem.code))], ['certificate-day-out-of-range']);
  await chair(`${of(HEIR)}/issue`, { ...wish, issuedOn: '2026-10-20' });
  const view = await ended();
  assert.deepEqual([view.job?.issued, view.job?.refused, view.left, view.decision?.issued], [due - 3, 0, 0, due]);
  const { rows } = await database.ownerPool.query<{ commune: string; serials: number[] }>(
    'select signed_by as commune, array_agg(serial order by serial) as serials from certificate group by signed_by order by signed_by',
  );
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  assert.deepEqual(
    new Map(rows.map(({ commune, serials }) => [commune, serials])),
    new Map(
      [
        [former, upTo(3)],
        [HEIR, upTo(due - 3)],
      ].sort() as [string, number[]][],
    ),
  );
});

test('its page of decisions shows the former’s, by whom and when, and prints Form 02 of it', async () => {
  const { rows } = await database.ownerPool.query<{ name: string; counts: number[] }>(
    `select a.display_name as name, array[d.poor, d.near_poor, d.escaped_poverty, d.escaped_near] as counts
       from decision d join account a on a.account_id = d.account_id`,
  );
  const path = (communeId: string) => `/api/areas/${communeId}/decisions`;
  const { decisions } = await chair<TakenDecisionsView>(path(HEIR));
  const [poor, nearPoor, escapedPoverty, escapedNearPoverty] = rows[0]?.counts ?? [];
  assert.deepEqual(
    decisions.map(({ rulebook: _, ...one }) => one),
    [
      {
        ...{ decisionId, number: decided, decidedOn: before.decision?.decidedOn, year, communeId: former, communeName: 'Xã Vĩnh Xuân' },
        round: { kind: 'yearly', year, nth: 1, opensOn: `${year}-09-01` },
        ...{ of: 'whole', by: rows[0]?.name, withdrawn: null, counts: { poor, nearPoor, escapedPoverty, escapedNearPoverty } },
      },
    ],
  );
  const text = pdfText(await api.file('chutich', `${path(HEIR)}/${decisionId}/paper?format=pdf`)).replace(/\s+/g, '');
  for (const { headName } of recognised) assert.ok(text.includes(headName.replace(/\s+/g, '')), headName);
  assert.ok(text.includes('ỦYBANNHÂNDÂNXÃVĨNHXUÂN') && !text.includes('KẾTHỪA'));
  await assert.rejects(chair(`${path(HEIR)}/${crypto.randomUUID()}/paper`), /not-found/);
  const clerk = await api.as('truongap');
  await assert.rejects(clerk(path(HEIR)), /not-your-area|not-your-role/);
});

test('what the former signed is not printed as it was; corrected by the heir it is, and every act is traced', async () => {
  const [first, second, third] = recognised;
  const act = { communeId: HEIR, issuedOn: '2026-10-20' };
  const sheetOf = async (householdId = '') => (await everyLine(HEIR)).find((line) => line.householdId === householdId)?.given;
  assert.deepEqual((await sheetOf(first?.householdId))?.unprinted, 'signed-elsewhere');
  const replaced = { ...act, householdId: first?.householdId, replaces: (await sheetOf(first?.householdId))?.sheetId };
  const why = 'Sai năm sinh của con';
  assert.equal(await send(chair, 'correct-certificate', { ...replaced, sheetId: crypto.randomUUID(), why }), 'taken');
  const lost = { ...act, householdId: second?.householdId, replaces: (await sheetOf(second?.householdId))?.sheetId };
  assert.equal(await send(chair, 'reissue-certificate', { ...lost, sheetId: crypto.randomUUID(), reason: 'lost' }), 'taken');
  const rowId = (await sheetOf(third?.householdId))?.rowId;
  const taken = { householdId: third?.householdId, communeId: HEIR, rowId, on: '2026-10-20', why: 'Công nhận nhầm hộ' };
  assert.equal(await send(chair, 'withdraw-certificate', taken), 'taken');
  const { rows } = await database.ownerPool.query<{ name: string }>('select display_name as name from account where account_id = $1', [
    chairId,
  ]);
  const by = rows[0]?.name;
  const traced = (await everyLine(HEIR)).filter(({ ended: past }) => past.length > 0);
  const trace = new Map(traced.map(({ householdId, ended: past }) => [householdId, past]));
  const on = '2026-10-20';
  assert.equal(trace.size, 3);
  assert.deepEqual(trace.get(first?.householdId ?? ''), [{ number: '1/GCN-HN.HCN', how: 'corrected', on, why, by }]);
  assert.deepEqual(trace.get(second?.householdId ?? ''), [{ number: '2/GCN-HN.HCN', how: 'reissued', on, why: 'lost', by }]);
  assert.deepEqual(trace.get(third?.householdId ?? ''), [{ number: '3/GCN-HN.HCN', how: 'withdrawn', on, why: 'Công nhận nhầm hộ', by }]);
  const view = await chair<CertificatesView>(of(HEIR));
  assert.deepEqual([view.unprinted, view.left, view.decision?.issued, view.decision?.withdrawn], [0, 0, due - 1, 1]);
});

test('the corrected paper bears the heir’s name and says whose number it keeps', async () => {
  const householdId = recognised[0]?.householdId;
  const asked = { decisionId, what: 'sheets', right: 0, down: 0, householdIds: [householdId] };
  let job = await chair<ListView>(`${of(HEIR)}/papers`, asked);
  while (job.state === 'making') {
    const { lists } = await chair<{ lists: ListView[] }>(`/api/lists?area=${HEIR}`);
    job = lists.find(({ listId }) => listId === job.listId) ?? assert.fail();
  }
  assert.deepEqual([job.state, job.problem], ['ready', null]);
  assert.equal(job.fileName, 'giay-chung-nhan-xa-ke-thua-2025-125-qd-ubnd-so-1-gcn-hn-hcn-ngay-2026-10-20.pdf');
  const pieces = await database.ownerPool.query<{ bytes: Buffer }>('select bytes from list_file where job_id = $1 order by place', [
    job.listId,
  ]);
  const text = pdfText(Buffer.concat(pieces.rows.map(({ bytes }) => bytes))).replace(/\s+/g, '');
  const told = certificatePaperText('vi', 'corrected-of', { commune: 'Xã Vĩnh Xuân' });
  for (const words of [told, 'Số: 1/GCN-HN.HCN', certificatePaperText('vi', 'certifies', { commune: 'Xã Kế Thừa' })])
    assert.ok(text.includes(words.replace(/\s+/g, '')), words);
});

test('with another head by now a sheet is corrected before it is printed whole', async () => {
  const line = (await everyLine(HEIR)).find(({ given }) => given !== null && given.state === 'valid' && given.unprinted === null);
  const { householdId = '', headName = '' } = line ?? {};
  await database.ownerPool.query(`update certificate set initials = 'Q. Q.' where household_id = $1`, [householdId]);
  const now = (await everyLine(HEIR)).find((one) => one.householdId === householdId);
  assert.equal(now?.given?.unprinted, 'head-changed', headName);
  const asked = { decisionId, what: 'sheets', right: 0, down: 0, householdIds: [householdId] };
  await assert.rejects(chair(`${of(HEIR)}/papers`, asked), /certificates-of-nobody/);
});

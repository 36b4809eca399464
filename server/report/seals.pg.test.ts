/**
 * Figures that were sealed: nothing that is written later changes a number of any table, sheet or paper; it stands in the annex with what
 * it would come to. Sealed once, by the chair; approved or returned by somebody else of the province where the round asks for it.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import { date } from '../../core/kernel/dates.ts';
import type { CommandBody, CommandKindName } from '../../core/kinds.ts';
import { USUAL_SEALING } from '../../core/meeting/sealing.ts';
import { FIGURE_IDS, sumCounts } from '../../core/report/figure-ids.ts';
import { type FiguresSealed, sealHolds } from '../../core/report/seal.ts';
import { type SealsView, TABLE_NUMBERS, type TableView } from '../../core/report/views.ts';
import type { CommandAnswer } from '../../core/sync/envelope.ts';
import type { ChangesView } from '../../core/report/changes.ts';
import type { CommandsAnswer, FigureHouseholds } from '../../core/views.ts';
import { NotGiven, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { pdfText } from '../../tools/test/unpack.ts';
import { reportText } from '../../words/report.ts';
import { asActor } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { sha256 } from '../ledger/tools.ts';
import { ANEW } from './kept.ts';

const TODAY = date('2026-11-24');
const NOW = `${TODAY}T03:00:00.000Z`;
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { village, rounds } = api.mini;
const { communeId, hamlets, households } = village;
const [officer, chair, province] = [await api.as('canbo'), await api.as('chutich'), await api.as('canbotinh')];
type Ask = typeof officer;

const fresh = () => crypto.randomUUID();
const seal = (who: Ask, roundId: string, sealId: string = fresh(), commune: string = communeId) =>
  who<CommandAnswer>('/api/seals', { sealId, communeId: commune, roundId }).then(
    ({ answer, problem }) => problem?.code ?? answer,
    (error: unknown) => (error instanceof NotGiven ? (/"code":"([a-z-]+)"/.exec(error.message)?.[1] ?? error.message) : assert.fail()),
  );
const seals = (who: Ask, roundId: string) => who<SealsView>(`/api/seals?area=${communeId}&round=${roundId}`);
async function tell<K extends CommandKindName>(ask: Ask, kind: K, payload: CommandBody<K>): Promise<string> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [{ commandId: fresh(), kind, v: 1, at: NOW, payload }] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? 'nothing';
}
async function take(kind: CommandKindName, payload: object): Promise<void> {
  const commands = [{ commandId: fresh(), kind, v: 1, at: NOW, payload }];
  const [answer] = await submit(database.app, 'system', commands, { now: NOW, today: TODAY });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

async function tables(roundId: string): Promise<readonly TableView[]> {
  const all: TableView[] = [];
  for (const table of TABLE_NUMBERS) all.push(await officer<TableView>(`/api/reports/${table}?area=${communeId}&round=${roundId}`));
  return all;
}
/** The numbers of all tables that count; the list of names is of the register. */
const numbers = (views: readonly TableView[]) => views.filter(({ table }) => table !== 15).map(({ table, rows }) => ({ table, rows }));

/** All figures of 2025 as the register has them now, counted by the database alone. */
async function countedNow() {
  const at = { start: date('2024-12-31'), end: date('2025-12-31'), rulebook: '2022-2026' as const };
  return asActor(database.app, { accountId: fresh(), reach: 'all', today: TODAY }, (tx) =>
    ANEW.unsealed(tx, { ...at, hamletIds: hamlets.map(({ areaId }) => areaId) }, FIGURE_IDS),
  );
}

/** Of the list behind a figure, its sheet, and the page of changes: do they say that names are of the register? */
async function namesNow(): Promise<readonly boolean[]> {
  const asked = `area=${communeId}&year=2025`;
  const page = await officer<FigureHouseholds>(`/api/figures/poorHouseholds/households?${asked}`);
  const book = readSheet(await api.file('canbo', `/api/figures/poorHouseholds/households?${asked}&format=xlsx`));
  const cells = Object.values(book.Sheets).flatMap((sheet) => utils.sheet_to_json<unknown[]>(sheet, { header: 1 }).flat());
  const changes = await officer<ChangesView>(`/api/changes?${asked}`);
  return [page.namesNow, cells.includes(reportText('vi', 'note.names-now')), changes.namesNow];
}

async function sealedBody(): Promise<FiguresSealed> {
  const { rows } = await database.ownerPool.query<{ body: string }>(
    `select p.body from event e join payload p using (event_id) where e.kind = 'figures-sealed' order by e.seq limit 1`,
  );
  return JSON.parse(rows[0]?.body ?? '') as FiguresSealed;
}

test('the chair seals what the tables say, once, from two tabs at the same time too', async () => {
  const before = await tables(rounds.last);
  assert.deepEqual(await namesNow(), [false, false, false], 'nothing is sealed that a list might differ from');
  assert.deepEqual([before[0]?.stage.kind, before[0]?.stage.hash], ['official', null]);
  assert.match(before[0]?.stage.text ?? '', /chưa chốt/);
  assert.equal((await seals(chair, rounds.last)).maySeal, true);
  assert.equal((await seals(officer, rounds.last)).why, 'not-your-role');
  assert.equal(await seal(officer, rounds.last), 'not-your-role');
  assert.equal(await seal(province, rounds.last), 'not-your-role');
  const { rows: elsewhere } = await database.ownerPool.query<{ areaId: string }>(
    `select p.area_id as "areaId" from area_period p join area a using (area_id)
      where a.level = 'commune' and p.valid_to is null and p.area_id <> $1 order by 1 limit 1`,
    [communeId],
  );
  assert.equal(await seal(chair, rounds.last, fresh(), elsewhere[0]?.areaId), 'not-your-area');
  assert.equal(await seal(chair, rounds.last, fresh(), 'a0001'), 'not-found', 'of another province');
  assert.equal(await seal(chair, rounds.now), 'seal-round-open');
  assert.equal(await seal(chair, fresh()), 'not-found');
  const sealId = fresh();
  const both = await Promise.all([seal(chair, rounds.last, sealId), seal(chair, rounds.last)]);
  assert.deepEqual(both.toSorted(), ['figures-sealed-already', 'taken']);
  const shown = await seals(chair, rounds.last);
  assert.deepEqual([shown.seals.length, shown.open, shown.why, shown.annex], [1, 0, 'figures-sealed-already', null]);
  const [standing] = shown.seals;
  assert.equal(await seal(chair, rounds.last, standing?.sealId), 'known', 'sent again after a lost answer');
  const body = await sealedBody();
  assert.ok(sealHolds(sha256, body) && body.hash === standing?.hash);
  const now = await countedNow();
  for (const { hamletId, numbers: held } of body.hamlets)
    assert.deepEqual(
      held,
      FIGURE_IDS.map((id) => now.get(hamletId)?.[id] ?? 0),
    );
  await toldOfUnits(body.hash);
  const sealed = await tables(rounds.last);
  assert.deepEqual(numbers(sealed), numbers(before));
  assert.deepEqual(await namesNow(), [true, true, true]);
  for (const { stage, annex } of sealed) {
    assert.deepEqual([stage.kind, stage.hash, annex], ['sealed', body.hash, null]);
    assert.ok(stage.text.includes('24/11/2026') && stage.text.includes(body.hash), stage.text);
  }
});

test('what is sealed cannot be noted by hand, nor with another number than its hash says', async () => {
  const body = await sealedBody();
  assert.equal(await tell(chair, 'figures-sealed', { ...body, sealId: fresh() }), 'not-sent-by-hand');
  const [first, ...others] = body.hamlets;
  assert.ok(first !== undefined);
  const forged = { ...body, sealId: fresh(), hamlets: [{ ...first, numbers: first.numbers.map((n) => n + 1) }, ...others] };
  const commands = [{ commandId: fresh(), kind: 'figures-sealed', v: 1, at: NOW, payload: forged }];
  const [answer] = await submit(database.app, 'system', commands, { now: NOW, today: TODAY });
  assert.equal(answer?.problem?.code, 'figures-sealed-already');
  const apart = await otherRound('04');
  const moved = { ...forged, roundId: apart, start: '2025-12-31', end: '2026-04-28' };
  const [wrong] = await submit(database.app, 'system', [{ commandId: fresh(), kind: 'figures-sealed', v: 1, at: NOW, payload: moved }], {
    now: NOW,
    today: TODAY,
  });
  assert.deepEqual([wrong?.problem?.code, wrong?.problem?.['path']], ['malformed', 'hash']);
});

test('what is written later changes no sealed number: it stands in the annex with what it would come to', async () => {
  const before = await tables(rounds.last);
  const counted = await countedNow();
  const poor = households.filter(({ expected }) => expected.last === 'poor').map(({ registered }) => registered);
  const [one, other] = poor;
  assert.ok(one !== undefined && other !== undefined);
  const born = { memberId: fresh(), fullName: 'Trẻ sinh muộn', relation: 'child', sex: 'male', birth: '2025-11-11', ethnicity: 'kinh' };
  await take('member-born', { householdId: one.householdId, member: born, on: '2025-11-11' });
  await take('household-left', { householdId: other.householdId, to: 'Đồng Nai', on: '2025-12-01' });
  const now = await countedNow();
  assert.notDeepEqual(now, counted, 'the register itself says otherwise');
  const after = await tables(rounds.last);
  assert.deepEqual(numbers(after), numbers(before));
  assert.deepEqual(
    after.map(({ stage, late }) => [stage, late]),
    before.map(({ stage, late }) => [stage, late]),
  );
  const { annex, stage } = await seals(officer, rounds.last);
  assert.ok(annex !== null);
  const [was, is] = [counted, now].map((each) => sumCounts([...each.values()], FIGURE_IDS));
  const whole = annex.changes.filter(({ areaId }) => areaId === communeId);
  assert.deepEqual(
    whole.map(({ id, sealed, now: again }) => [id, sealed, again]),
    FIGURE_IDS.flatMap((id) => (was?.[id] === is?.[id] ? [] : [[id, was?.[id], is?.[id]]])),
  );
  assert.deepEqual(annex.acts.map(({ kind, recordedOn, households: of }) => [kind, recordedOn, of]).toSorted(), [
    ['household-left', TODAY, 1],
    ['member-born', TODAY, 1],
  ]);
  assert.deepEqual(annex.acts.map(({ kind, day, hamletId, acts: of }) => [kind, day, hamletId, of]).toSorted(), [
    ['household-left', '2025-12-01', other.hamletId, 1],
    ['member-born', '2025-11-11', one.hamletId, 1],
  ]);
  const named = annex.acts.map(({ where }) => where);
  assert.deepEqual(
    [...new Set(named)].filter((where) => !hamlets.some(({ name }) => name === where)),
    [],
  );
  await printed(stage.hash ?? assert.fail(), annex);
});

/** The province sees of every commune how far it is and what is missing; of this one whose seal with which hash. */
async function toldOfUnits(hash: string): Promise<void> {
  const { rows } = await database.ownerPool.query<{ provinceId: string }>('select province_id as "provinceId" from installation');
  const { units } = await province<SealsView>(`/api/seals?area=${rows[0]?.provinceId}&round=${rounds.last}`);
  const [own, ...others] = [...(units ?? [])].sort((a, b) => Number(b.areaId === communeId) - Number(a.areaId === communeId));
  assert.deepEqual([own?.state, own?.hash, own?.open, own?.hamlets], ['sealed', hash, 0, hamlets.length]);
  assert.ok(own?.by !== null && own?.at?.startsWith(TODAY));
  assert.deepEqual(
    [...new Set(others.map((unit) => [unit.state, unit.hash, unit.by].join()))],
    others.length === 0 ? [] : ['preliminary,,'],
  );
  assert.equal((await seals(chair, rounds.last)).units, null, 'a commune has its own page');
}

async function printed(hash: string, annex: NonNullable<SealsView['annex']>): Promise<void> {
  const about = `area=${communeId}&round=${rounds.last}`;
  const paper = pdfText(await api.file('canbo', `/api/reports/1?${about}&format=pdf`)).replace(/\s+/g, ' ');
  assert.ok(paper.includes(hash), 'the hash on paper');
  assert.match(paper, /Số liệu chốt ngày 24\/11\/2026/);
  assert.ok(paper.indexOf('PHỤ LỤC THAY ĐỔI SAU KHI CHỐT, LẬP NGÀY 24/11/2026') > paper.indexOf('4 = 3/1'), 'after the numbers');
  const book = readSheet(await api.file('canbo', `/api/reports/1?${about}&format=xlsx`));
  assert.deepEqual(book.SheetNames, ['Bieu_1', 'Phu_luc']);
  const cells = (name: string) => utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1 });
  assert.ok(cells('Bieu_1').flat().join('\n').includes(hash), 'the hash on the sheet');
  const change = annex.changes.find(({ id, areaId }) => id === 'poorHouseholds' && areaId === communeId) ?? assert.fail();
  assert.ok(
    cells('Phu_luc').some((row) => row[1] === change.figure && row[2] === change.sealed && row[3] === change.now),
    JSON.stringify(cells('Phu_luc')),
  );
}

/** A round within the year that asks for the province's word, over and decided nowhere here. */
async function otherRound(month: string): Promise<string> {
  const roundId = fresh();
  const gates = [{ from: 'interview', to: 'closed', action: 'decide-list', clause: 'Decision 24/2021/QĐ-TTg Art. 4 [S 40]' }] as const;
  const days = { kind: 'regular', year: 2026, opensOn: `2026-${month}-15`, closesOn: `2026-${month}-28` } as const;
  const round = { roundId, ...days, rulebooks: ['2022-2026'], questionnaire: 'phieu-b-2022', gates, sealing: USUAL_SEALING };
  await take('round-opened', { round, communes: [communeId] });
  await take('round-closed', { roundId });
  return roundId;
}

test('where the round asks for it, another person of the province approves or returns', async () => {
  const roundId = await otherRound('05');
  assert.equal((await seals(chair, roundId)).approval, 'province');
  assert.equal(await seal(chair, roundId), 'taken');
  const waiting = (await seals(province, roundId)).seals[0] ?? assert.fail();
  assert.deepEqual([waiting.state, waiting.mayAnswer, (await seals(chair, roundId)).seals[0]?.mayAnswer], ['asked', true, false]);
  const [table] = await tables(roundId);
  assert.deepEqual([table?.stage.kind, table?.stage.hash], ['official', null]);
  const word = { sealId: waiting.sealId, communeId, word: 'Thiếu hộ của Ấp 2' };
  assert.equal(await tell(chair, 'seal-answered', { ...word, answer: 'approved' }), 'not-your-role');
  assert.equal(await tell(province, 'seal-answered', { ...word, sealId: fresh(), answer: 'approved' }), 'seal-unknown');
  assert.equal(await tell(province, 'seal-answered', { ...word, answer: 'returned' }), 'taken');
  assert.equal(await tell(province, 'seal-answered', { ...word, answer: 'approved' }), 'seal-answered');
  assert.equal(await seal(chair, roundId), 'taken', 'what was returned stands for nothing');
  const again = (await seals(province, roundId)).seals.find(({ state }) => state === 'asked') ?? assert.fail();
  assert.equal(await tell(province, 'seal-answered', { sealId: again.sealId, communeId, answer: 'approved', word: 'Số 12/STC' }), 'taken');
  const shown = await seals(chair, roundId);
  assert.deepEqual([shown.stage.kind, shown.stage.hash], ['sealed', again.hash]);
  assert.deepEqual(shown.seals.map(({ state }) => state).toSorted(), ['returned', 'sealed']);
});

test('nobody approves what they sealed themselves', async () => {
  const roundId = await otherRound('06');
  assert.equal(await seal(chair, roundId), 'taken');
  const { sealId = assert.fail() } = (await seals(chair, roundId)).seals[0] ?? {};
  const account = api.mini.accounts['chutich'] ?? assert.fail();
  const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? assert.fail();
  const grants = [...account.grants, { role: 'province-officer' as const, areaId: provinceId, from: '2020-01-01', to: null }];
  const who = {
    actor: { accountId: account.accountId, grants },
    scope: { accountId: account.accountId, reach: 'all' as const, today: TODAY },
  };
  const payload = { sealId, communeId, answer: 'approved', word: 'Số 1' };
  const [answer] = await submit(database.app, who, [{ commandId: fresh(), kind: 'seal-answered', v: 1, at: NOW, payload }], {
    now: NOW,
    today: TODAY,
  });
  assert.equal(answer?.problem?.code, 'seal-own');
});

test('a rebuilt register has the same sealed tables', async () => {
  const before = await tables(rounds.last);
  await rebuild(database.owner);
  assert.deepEqual(await tables(rounds.last), before);
});

/**
 * Minutes through the whole server (biên bản qua máy chủ): what the commune sees of its hamlets against a plain count, the paper to be
 * signed, what phones hear, and that nobody reads a hamlet that is not theirs.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseInstant } from '../core/kernel/dates.ts';
import type { CommuneMeetings, HamletMeetings } from '../core/meeting/views.ts';
import type { HamletMinutes } from '../core/minutes-view.ts';
import type { AreaView, CommandsAnswer, DecisionDraft, DeviceView, HouseholdRow } from '../core/views.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfPages } from '../tools/test/unpack.ts';
import { loadMini, TEST_PASSWORD } from '../tools/village/load.ts';
import { minutesPaperText } from '../words/minutes-paper.ts';
import { createApp } from './main.ts';

const NOW = '2026-10-12T02:00:00.000Z';
const moment = parseInstant(NOW);
assert.ok(moment.ok);
const now = () => moment.value;
const database = await withDatabase<unknown>({ max: 4 });
const mini = await loadMini(database.app, { now, meetings: true });
const app = await createApp({ db: database.app, now, perMinute: 1_000_000, signInsPerMinute: 10_000, facesDir: '/nowhere' });
after(() => app.close());
const { communeId, hamlets } = mini.village;
const [first, second] = hamlets.map(({ areaId }) => areaId);
assert.ok(first !== undefined && second !== undefined);
const roundId = mini.rounds.now;

async function as(username: string) {
  const payload = { username, password: TEST_PASSWORD };
  const signedIn = await app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
  const cookies = { vuon: signedIn.cookies[0]?.value ?? '' };
  const ask = (url: string, body?: object) =>
    app.inject({
      ...(body === undefined ? { method: 'GET' as const } : { method: 'POST' as const, payload: body }),
      ...{ url, cookies, headers: { 'x-vuon': '1' } },
    });
  return { ask, read: async <T>(url: string): Promise<T> => (await ask(url)).json<T>() };
}
const [officer, chair, province, auditor] = [await as('canbo'), await as('chutich'), await as('canbotinh'), await as('kiemtra')];
const [head, secretary] = [await as('truongap'), await as('bithu')];

let ids = 0;
const newId = () => `0199f400-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
const point = ({ householdId, verdicts }: HouseholdRow, yes: number, said: string | null = null) => ({
  ...{ householdId, class: verdicts[0]?.outcome ?? null, present: 20, yes, said, corrections: [] as object[] },
});
async function hold(who: Awaited<ReturnType<typeof as>>, points: readonly object[], more: object = {}): Promise<string> {
  const payload = {
    ...{ recordId: newId(), roundId, hamletId: first, heldOn: '2026-10-05', place: 'culture-house', chair: 'Nguyễn Văn Thành' },
    ...{ secretary: 'Lê Hoàng Minh', called: [], came: [], others: 20, closedAt: '2026-10-05T13:00:00.000Z', after: [], points },
    ...more,
  };
  const commands = [{ commandId: newId(), kind: 'hold-meeting', v: 1, at: '2026-10-05T13:00:01.000Z', payload }];
  const { answers } = (await who.ask('/api/commands', { commands })).json<CommandsAnswer>();
  assert.deepEqual(
    answers.map(({ answer, problem }) => problem?.code ?? answer),
    ['taken'],
  );
  return payload.recordId;
}

const draft = () => officer.read<DecisionDraft>(`/api/rounds/${roundId}/communes/${communeId}/decision`);
const meetings = () => officer.read<CommuneMeetings>(`/api/areas/${communeId}/meetings`);
const minutesOf = (areaId: string) => officer.read<HamletMinutes>(`/api/areas/${areaId}/minutes`);
const due = (await draft()).blockers.find(({ code }) => code === 'not-discussed')?.households ?? [];
const [one, two, three] = due.filter(({ hamletId }) => hamletId === first);
assert.ok(one !== undefined && two !== undefined && three !== undefined);

test('the round says that it asks for meetings, and the board shows the step', async () => {
  const area = await officer.read<AreaView>(`/api/areas/${communeId}`);
  assert.equal(area.round?.asksMeeting, true);
  assert.deepEqual(
    area.next.map(({ action, to }) => [action, to]),
    [['open-meetings', 'meeting']],
  );
});

test('the commune sees which hamlets have met and how their households stand, as a plain count of what was written', async () => {
  await hold(secretary, [point(one, 18, 'Nhà dột'), point(two, 9, 'Con gửi tiền về'), point(three, 12)]);
  await hold(head, [point(three, 8)], { called: [one.householdId, two.householdId], came: [{ householdId: one.householdId, as: 'head' }] });
  const { hamlets: shown } = await meetings();
  assert.deepEqual(shown.map(({ hamletId }) => hamletId).sort(), hamlets.map(({ areaId }) => areaId as string).sort());
  for (const { hamletId, ...counts } of shown) {
    const toDecide = due.filter((row) => row.hamletId === hamletId).length;
    const met: boolean = hamletId === first;
    const { hamletName: _name, ...plain } = counts;
    const wanted: Omit<HamletMeetings, 'hamletId' | 'hamletName' | 'toDecide'> = {
      agreed: met ? 1 : 0,
      again: met ? 1 : 0,
      differs: met ? 1 : 0,
      heldOn: met ? ['2026-10-05'] : [],
    };
    assert.deepEqual(plain, { toDecide, ...wanted }, hamletId);
  }
});

test('a hamlet’s minutes name those discussed, with both words where two differ', async () => {
  const view = await minutesOf(first);
  assert.equal(view.records.length, 2);
  assert.deepEqual(
    [one, two, three].map(({ householdId }) => view.agreements[householdId]),
    ['agreed', 'again', 'differs'],
  );
  assert.ok(view.households.some(({ householdId, headName }) => householdId === one.householdId && headName === one.headName));
  assert.deepEqual((await minutesOf(second)).records, []);
});

test('the paper stands twice, for hamlet and board, each with its counts and places to sign', async () => {
  const answer = await officer.ask(`/api/areas/${first}/minutes/2026-10-05/paper`);
  assert.equal(answer.statusCode, 200, answer.body);
  const pages = pdfPages(answer.rawPayload);
  assert.equal(pages.length, 2);
  const t = (key: Parameters<typeof minutesPaperText>[1], params = {}) => minutesPaperText('vi', key, params);
  const tight = (text: string) => text.replace(/\s+/g, '');
  for (const [i, copy] of (['copy-hamlet', 'copy-board'] as const).entries()) {
    const page = tight(pages[i] ?? '');
    for (const text of [
      t(copy),
      one.headName,
      two.headName,
      t('result.agreed'),
      t('result.again'),
      t('result.differs'),
      t('sign-household'),
    ])
      assert.ok(page.includes(tight(text)), `${copy}: ${text}`);
    assert.ok(page.includes(tight(t('present', { others: 20, present: 21 }))));
    assert.ok(page.includes(tight(t('closing', { count: 3, agreed: 1, again: 2 }))));
  }
  assert.equal((await officer.ask(`/api/areas/${first}/minutes/2026-10-06/paper`)).statusCode, 404);
});

test('phones hear of the hamlets where their person writes; minutes are read by the commune alone, and each look is logged', async () => {
  const heard = async (who: typeof head) => (await who.read<DeviceView>('/api/device')).meetings?.map(({ points }) => points.length);
  assert.deepEqual(await heard(head), [3, 1]);
  assert.deepEqual(await heard(officer), [3, 1]);
  assert.deepEqual(await heard(chair), [], 'the chair of the commune writes none');
  for (const who of [province, auditor, head, secretary])
    for (const path of [`/api/areas/${communeId}/meetings`, `/api/areas/${first}/minutes`, `/api/areas/${first}/minutes/2026-10-05/paper`])
      assert.equal((await who.ask(path)).statusCode, 403, path);
  const { rows } = await database.ownerPool.query<{ count: string }>(
    `select count(*) from read_log where purpose = 'minutes' and hamlet_id = $1 and account_id = $2`,
    [first, mini.accounts['canbo']?.accountId],
  );
  assert.ok(Number(rows[0]?.count) >= 2);
});

test('minutes of a device whose clock was wrong count like others; screen and paper say so, with the day on which they came in', async () => {
  const heldOn = '2026-10-09';
  const told = await hold(officer, [point(one, 19)], { heldOn, closedAt: '2027-03-01T13:00:00.000Z' });
  const { records } = await minutesOf(first);
  assert.deepEqual(
    records.flatMap(({ recordId, clock }) => (clock === undefined ? [] : [[recordId, clock]])),
    [[told, { mark: 'ahead', receivedOn: '2026-10-12' }]],
  );
  const text = minutesPaperText('vi', 'clock.ahead', {
    by: records.find(({ recordId }) => recordId === told)?.by ?? '',
    day: '12/10/2026',
  });
  const paperOf = async (day: string) =>
    pdfPages((await officer.ask(`/api/areas/${first}/minutes/${day}/paper`)).rawPayload).map((page) => page.replace(/\s+/g, ''));
  const pages = await paperOf(heldOn);
  assert.deepEqual([pages.length, pages.every((page) => page.includes(text.replace(/\s+/g, '')))], [2, true]);
  assert.ok((await paperOf('2026-10-05')).every((page) => !page.includes('Đồnghồcủamáy')));
});

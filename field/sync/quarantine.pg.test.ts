/**
 * A phone whose person has lost the right to keep lists hands in what it still holds sealed: the real server takes it with the word that the
 * phone was given and nothing else, keeps it for the commune, changes no household, and says so again when it is sent again.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { placeOfBox } from '../../core/sync/box-place.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import type { HamletMinutes } from '../../core/minutes-view.ts';
import { WITHDRAWN } from '../../core/sync/handover.ts';
import type {
  CommandsAnswer,
  DeviceView,
  HandedIn,
  HandoversPage,
  HandoverView,
  HouseholdView,
  InterviewView,
  SessionView,
} from '../../core/views.ts';
import { openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { sealTo } from './vault.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());

const [ask, officer, admin] = [await api.as('rasoat'), await api.as('canbo'), await api.as('quantri')];
const { sealKey, session, handIn } = await ask<DeviceView>('/api/device');
const { accountId } = session;
const at = '2026-10-12T01:00:00.000Z';

async function sealedOf(whose: string, key: DeviceView['sealKey'], kind: string, payload: object) {
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at, payload };
  const box = await sealTo(key, placeOfBox(whose, command.commandId), command);
  return { command, sealed: { commandId: command.commandId, box } };
}

/** A form of one household, handed over for another by somebody who knows how a withdrawn phone's form looks at the commune. */
function forged(
  shown: { readonly registered: { readonly householdId: string; readonly hamletId: string; readonly headName: string } },
  meant: object,
) {
  const { householdId, hamletId, headName } = shown.registered;
  const form = JSON.stringify({ envelope: meant, about: null });
  const payload = { handoverId: crypto.randomUUID(), householdId, hamletId, headName, refusedBecause: WITHDRAWN.code, form, word: null };
  return sealedOf(accountId, sealKey, 'handed-over', payload);
}

async function formOf(key: string) {
  const found = api.mini.village.households.find((one) => one.key === key) ?? assert.fail(key);
  const { householdId } = found.registered;
  const view = await ask<InterviewView>(`/api/households/${householdId}/interview`);
  const payload = {
    ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, answers: found.answers, gone: [] },
    ...{ interviewedOn: '2026-10-12', startedAt: at, endedAt: at, seen: view.version, enumeratorId: accountId, overlap: 'merge' },
  };
  return {
    found,
    householdId,
    headName: found.registered.headName,
    ...(await sealedOf(accountId, sealKey, 'interview-finished', payload)),
  };
}

type Sealed = Awaited<ReturnType<typeof formOf>>['sealed'];
const hand = (commands: readonly Sealed[], more: object = {}) =>
  ask<HandedIn>('/api/quarantine', { accountId, word: handIn, commands, ...more });
const saying = async (commands: readonly Sealed[]) => (await hand(commands)).answers.map(({ answer, problem }) => problem?.code ?? answer);
const waiting = async () =>
  (await officer<HandoversPage>(`/api/areas/${api.mini.village.communeId}/handovers`)).rows.filter(({ end }) => end === null);
const visits = async (householdId: string) =>
  (await officer<HouseholdView>(`/api/households/${householdId}`)).interviews.filter((one) => one.roundId === api.mini.rounds.now).length;
async function act(who: typeof ask, kind: string, payload: object): Promise<string> {
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at, payload };
  const [answer] = (await who<CommandsAnswer>('/api/commands', { commands: [command] })).answers;
  return answer?.problem?.code ?? answer?.answer ?? '';
}

const typist = await officer<SessionView>('/api/session');
const [one, two, sent] = [await formOf('rich'), await formOf('khmer'), await formOf('undetermined')];

test('as long as the person may keep a list nothing is taken; without the phone’s word nobody is told anything', async () => {
  assert.deepEqual(await hand([one.sealed]), { withdrawn: false, answers: [] });
  await assert.rejects(hand([one.sealed], { word: 'A'.repeat(43) }), /401.*not-signed-in/);
  await assert.rejects(hand([one.sealed], { accountId: api.mini.accounts['truongap']?.accountId }), /401.*not-signed-in/);
  assert.deepEqual(await waiting(), []);
});

const forgery = await forged(one.found, two.command);

test('a signed-in phone does not hand over as a withdrawn one', async () => {
  const { answers } = await ask<CommandsAnswer>('/api/sealed', { commands: [forgery.sealed] });
  assert.deepEqual(
    answers.map(({ answer, problem }) => [answer, problem?.code]),
    [['refused', 'not-sent-by-hand']],
  );
  assert.equal(await act(ask, 'handed-over', forgery.command.payload), 'not-sent-by-hand');
  assert.deepEqual(await waiting(), []);
});

test('a suspended person’s phone hands in every form once; the commune lets one in and leaves one waiting', async () => {
  await ask('/api/sealed', { commands: [sent.sealed] });
  assert.equal(await act(admin, 'account-suspended', { accountId, why: 'nghỉ việc' }), 'taken');
  await assert.rejects(ask('/api/sealed', { commands: [one.sealed] }), /401.*not-signed-in/);
  assert.deepEqual(await hand([]), { withdrawn: true, answers: [] });
  const box = { ...two.sealed.box, data: `${two.sealed.box.data.startsWith('B') ? 'C' : 'B'}${two.sealed.box.data.slice(1)}` };
  assert.deepEqual(await saying([one.sealed, { ...two.sealed, box }, sent.sealed]), ['taken', 'sealed-for-another', 'known']);
  assert.deepEqual(await saying([one.sealed, two.sealed]), ['known', 'taken'], 'sent again after a lost answer');
  assert.deepEqual(await saying([forgery.sealed]), ['not-sent-by-hand'], 'of a withdrawal the server alone speaks');
  const odd = ['__proto__', 'constructor', 'decide-list', 'erase', 'undo-import', 'no-such-kind'];
  for (const kind of odd) {
    const { sealed } = await sealedOf(accountId, sealKey, kind, { householdId: two.householdId });
    assert.deepEqual(await saying([sealed]), ['not-sent-by-hand'], `${kind} was never kept by a phone`);
  }
  const rows = await waiting();
  assert.deepEqual(rows.map(({ headName }) => headName).toSorted(), [one.headName, two.headName].toSorted());
  assert.ok(rows.every(({ refusedBecause, by }) => refusedBecause === 'device-withdrawn' && by === session.displayName));
  assert.deepEqual([await visits(one.householdId), await visits(two.householdId), await visits(sent.householdId)], [0, 0, 1]);

  const row = rows.find(({ headName }) => headName === one.headName) ?? assert.fail();
  const { envelope } = JSON.parse(row.form) as { envelope: { kind: string; payload: object } };
  assert.deepEqual(envelope, one.command);
  assert.equal(
    await act(officer, envelope.kind, { ...envelope.payload, paper: { interviewer: row.by }, enumeratorId: typist.accountId }),
    'taken',
  );
  const { handoverId, householdId, hamletId } = row;
  assert.equal(await act(officer, 'handover-settled', { handoverId, householdId, hamletId, how: 'settled', word: null }), 'taken');
  assert.deepEqual([await visits(one.householdId), await visits(two.householdId)], [1, 0]);
  assert.deepEqual(await saying([one.sealed]), ['known'], 'settled, and not open again');
  assert.equal((await waiting()).length, 1);
});

test('somebody whose last post has ended hands in what they noted in its hamlet, in their own name', async () => {
  const head = await api.as('truongap');
  const device = await head<DeviceView>('/api/device');
  const whose = device.session.accountId;
  const [grant] = api.mini.accounts['truongap']?.grants ?? [];
  const found = api.mini.village.households.find(({ registered }) => registered.hamletId === grant?.areaId) ?? assert.fail();
  const { householdId, members, hamletId } = found.registered;
  const payload = { householdId, memberId: members[0]?.memberId, on: '2026-10-10' };
  const { command, sealed } = await sealedOf(whose, device.sealKey, 'member-died', payload);
  const handing = { accountId: whose, word: device.handIn, commands: [sealed] };
  assert.equal((await head<HandedIn>('/api/quarantine', handing)).withdrawn, false);
  const ended = { accountId: whose, role: grant?.role, areaId: grant?.areaId, on: '2026-10-11' };
  assert.equal(await act(admin, 'grant-ended', ended), 'taken');
  const { withdrawn, answers } = await head<HandedIn>('/api/quarantine', handing);
  assert.deepEqual([withdrawn, answers.map(({ answer }) => answer)], [true, ['taken']]);
  const row = (await waiting()).find(({ handoverId }) => handoverId === command.commandId);
  assert.deepEqual([row?.hamletId, row?.by, row?.headName], [hamletId, device.session.displayName, found.registered.headName]);

  const beyond = api.mini.village.households.find(({ registered }) => registered.hamletId !== grant?.areaId) ?? assert.fail();
  const asked = await sealedOf(whose, device.sealKey, 'member-died', { ...payload, householdId: beyond.registered.householdId });
  const said = await head<HandedIn>('/api/quarantine', { ...handing, commands: [asked.sealed] });
  assert.deepEqual(
    said.answers.map(({ answer }) => answer),
    ['taken'],
  );
  const written = await database.ownerPool.query<{ id: string; hamlet: string; name: string }>(
    `select p.body::jsonb ->> 'handoverId' as id, p.body::jsonb ->> 'hamletId' as hamlet, p.body::jsonb ->> 'headName' as name
       from event e join payload p on p.event_id = e.event_id where e.kind = 'handed-over' and e.account_id = $1 order by e.seq`,
    [whose],
  );
  const name = found.registered.headName;
  assert.deepEqual(
    written.rows,
    [
      { id: command.commandId, hamlet: hamletId, name },
      { id: asked.command.commandId, hamlet: hamletId, name: '–' },
    ],
    'a household elsewhere is named to nobody for being asked about',
  );
});

interface Suspended {
  readonly writer: typeof ask;
  readonly device: DeviceView;
  readonly whose: string;
  readonly hamletId: string;
  readonly householdId: string;
}
/** Whose phone the test below leaves withdrawn. */
let suspended: Suspended | null = null;

interface HandedPart {
  readonly row: HandoverView;
  readonly said: HoldMeeting;
}

/** Of minutes of that hamlet, in the order in which the commune reads them. */
function partsIn(rows: readonly HandoverView[], hamletId: string): readonly HandedPart[] {
  return rows.flatMap((row) => {
    const { envelope } = JSON.parse(row.form) as { envelope: { payload: HoldMeeting } };
    return envelope.payload.hamletId === hamletId ? [{ row, said: envelope.payload }] : [];
  });
}

/** Let in where there is no word, else turned away with it. */
async function settle({ row, said }: HandedPart, word: string | null): Promise<void> {
  if (word === null) assert.equal(await act(officer, 'hold-meeting', said), 'taken');
  const { handoverId, householdId, hamletId } = row;
  assert.equal(await act(officer, 'handover-settled', { handoverId, householdId, hamletId, how: 'settled', word }), 'taken');
}

test('minutes of a meeting wait for the commune household by household; what it lets in counts, what it turns away does not', async () => {
  const writer = await api.as('bithu');
  const device = await writer<DeviceView>('/api/device');
  const whose = device.session.accountId;
  const hamletId = api.mini.accounts['bithu']?.grants[0]?.areaId ?? assert.fail();
  const [first, second] = api.mini.village.households.map(({ registered }) => registered).filter((each) => each.hamletId === hamletId);
  assert.ok(first !== undefined && second !== undefined);
  const of = (householdId: string) => ({ householdId, class: 'poor', present: 20, yes: 18, said: 'Nhà dột', corrections: [] });
  const payload = {
    ...{ recordId: crypto.randomUUID(), roundId: api.mini.rounds.now, hamletId, heldOn: '2026-10-11', place: 'home', chair: 'Thành' },
    ...{ secretary: 'Minh', called: [], came: [{ householdId: first.householdId, as: 'head' }], others: 19, closedAt: at, after: [] },
    points: [of(first.householdId), of(second.householdId)],
  };
  const { sealed } = await sealedOf(whose, device.sealKey, 'hold-meeting', payload);
  const tie = { householdId: first.householdId, accountId: whose, tie: 'relative' };
  assert.equal(await act(writer, 'tie-declared', tie), 'taken');
  const before = (await waiting()).length;
  assert.equal(await act(admin, 'account-suspended', { accountId: whose, why: 'nghỉ việc' }), 'taken');
  suspended = { writer, device, whose, hamletId, householdId: second.householdId };
  const handIn = async () => {
    const handing = { accountId: whose, word: device.handIn, commands: [sealed] };
    return (await writer<HandedIn>('/api/quarantine', handing)).answers.map(({ answer, problem }) => problem?.code ?? answer);
  };
  assert.deepEqual(await handIn(), ['taken']);
  assert.deepEqual(await handIn(), ['known'], 'sent again after a lost answer');
  const rows = await waiting();
  assert.equal(rows.length, before + 3, 'who was in the room, and of each household what was said');
  const minutes = () => officer<HamletMinutes>(`/api/areas/${hamletId}/minutes`);
  assert.deepEqual((await minutes()).records, [], 'nothing counts before the commune has spoken');
  const parts = partsIn(rows, hamletId);
  const [room, ...discussed] = parts;
  assert.ok(room !== undefined);
  assert.deepEqual(room.said, { ...payload, recordId: room.said.recordId, points: [] }, 'stands before what was said there');
  for (const { householdId, headName } of [first, second]) {
    const { row, said } = discussed.find((each) => each.row.householdId === householdId) ?? assert.fail();
    assert.deepEqual([row.headName, row.refusedBecause, row.by], [headName, WITHDRAWN.code, device.session.displayName]);
    const after: readonly string[] = [room.said.recordId];
    assert.deepEqual(said, { ...payload, recordId: said.recordId, came: [], after, points: [of(householdId)] });
  }
  for (const part of parts)
    await settle(part, part.said.points.some(({ householdId }) => householdId === second.householdId) ? 'Họp lại' : null);
  assert.deepEqual(await handIn(), ['known'], 'settled, and not open again');
  assert.equal((await waiting()).length, before);
  const { records } = await minutes();
  assert.deepEqual(
    records.map((record) => [record.came, record.others, record.points]),
    [
      [payload.came, 19, []],
      [[], 19, [of(first.householdId)]],
    ],
  );
  assert.deepEqual(
    records.map(({ tied }) => tied),
    [[], [first.householdId]],
    'its words are those of its writer, who is a relative, whoever let them in',
  );
});

test('minutes that discuss nobody wait with who was in the room; of those that name nobody it is said so', async () => {
  const { writer, device, whose, hamletId, householdId } = suspended ?? assert.fail('the test before');
  const there = {
    ...{ roundId: api.mini.rounds.now, hamletId, heldOn: '2026-10-10', place: 'home', chair: 'Thành', secretary: 'Minh', called: [] },
    ...{ others: 19, closedAt: at, after: [], points: [] },
  };
  const attended = { ...there, recordId: crypto.randomUUID(), came: [{ householdId, as: 'member' }] };
  const nobody = { ...there, recordId: crypto.randomUUID(), came: [] };
  const more = await Promise.all([attended, nobody].map((one) => sealedOf(whose, device.sealKey, 'hold-meeting', one)));
  const handing = { accountId: whose, word: device.handIn, commands: more.map((one) => one.sealed) };
  const said = (await writer<HandedIn>('/api/quarantine', handing)).answers.map(({ answer, problem }) => problem?.code ?? answer);
  assert.deepEqual(said, ['taken', 'minutes-name-nobody'], 'what is refused is told why');
  const row = (await waiting()).find((each) => each.householdId === householdId) ?? assert.fail();
  const { envelope } = JSON.parse(row.form) as { envelope: { kind: string; payload: typeof attended } };
  assert.equal(await act(officer, envelope.kind, envelope.payload), 'taken');
  const { records } = await officer<HamletMinutes>(`/api/areas/${hamletId}/minutes`);
  const [earlier] = records.filter(({ heldOn }) => heldOn === there.heldOn);
  assert.deepEqual([earlier?.came, earlier?.points], [attended.came, []]);
});

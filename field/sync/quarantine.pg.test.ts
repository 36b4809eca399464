/**
 * A phone whose person has lost the right to keep lists hands in what it still holds sealed: the real server takes it with the word that the
 * phone was given and nothing else, keeps it for the commune, changes no household, and says so again when it is sent again.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { placeOfBox } from '../../core/sync/box.ts';
import { WITHDRAWN } from '../../core/sync/handover.ts';
import type { CommandsAnswer, DeviceView, HandedIn, HandoversPage, HouseholdView, InterviewView, SessionView } from '../../core/views.ts';
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

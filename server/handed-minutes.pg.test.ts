/**
 * Minutes on a phone that was withdrawn, through the real server: handed in one after the other they go on from one another, also from what was
 * handed in under the ids of an earlier version; the largest that the door takes are handed in whole; and who was in the room is counted once.
 */
import assert from 'node:assert/strict';
import { createCipheriv, createECDH, createHash, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { uuidFrom } from '../core/kernel/ids.ts';
import { agreementOn, meetingsOf, presentAt } from '../core/meeting/agreement.ts';
import type { HoldMeeting } from '../core/meeting/minutes.ts';
import type { HamletMinutes } from '../core/minutes-view.ts';
import { placeOfBox } from '../core/sync/box-place.ts';
import { MOST_HANDED, WITHDRAWN } from '../core/sync/handover.ts';
import type { CommandsAnswer, DeviceView, HandedIn, HandoversPage, HandoverView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { submit } from './ledger/door.ts';

const database = await withDatabase<unknown>({ max: 4 });
const [now, today] = ['2026-10-12T02:00:00.000Z', '2026-10-12'];
const api = await openApi(database.app, { now, visited: () => false });
after(() => api.close());

const [writer, officer, admin] = [await api.as('bithu'), await api.as('canbo'), await api.as('quantri')];
const device = await writer<DeviceView>('/api/device');
const { accountId } = device.session;
const hamletId = api.mini.accounts['bithu']?.grants[0]?.areaId ?? assert.fail();
const here = api.mini.village.households.map(({ registered }) => registered).filter((one) => one.hamletId === hamletId);
const [first, second, third, forgotten] = here.map(({ householdId }) => householdId);
assert.ok(first !== undefined && second !== undefined && third !== undefined && forgotten !== undefined);

const point = (householdId: string, yes: number): HoldMeeting['points'][number] => ({
  ...{ householdId, class: 'poor', present: 20, yes, said: 'Nhà dột', corrections: [] },
});

/** Of a day: each test has its own. */
const minutesOf = (heldOn: string, more: Partial<HoldMeeting>): HoldMeeting => ({
  ...{ recordId: randomUUID(), roundId: api.mini.rounds.now, hamletId, heldOn, place: 'home', chair: 'Thành', secretary: 'Minh' },
  ...{ called: [], came: [], others: 20, closedAt: `${heldOn}T10:00:00.000Z`, after: [], points: [] },
  ...more,
});
const sentAs = (payload: HoldMeeting) => ({ commandId: randomUUID(), kind: 'hold-meeting', v: 1, at: now, payload });
type Sent = ReturnType<typeof sentAs>;

/** As a phone seals: a key made for this one box. */
function sealed(command: Sent) {
  const own = createECDH('prime256v1');
  own.generateKeys();
  const from = own.getPublicKey();
  const inner = hkdfSync('sha256', own.computeSecret(Buffer.from(device.sealKey, 'base64url')), from, 'vuon envelope', 32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(inner), iv).setAAD(Buffer.from(placeOfBox(accountId, command.commandId)));
  const data = Buffer.concat([cipher.update(JSON.stringify(command)), cipher.final(), cipher.getAuthTag()]);
  const text = (bytes: Buffer): string => bytes.toString('base64url');
  return { commandId: command.commandId, box: { to: device.sealKey, from: text(from), iv: text(iv), data: text(data) } };
}

/** The phone is set up anew, without a session. */
async function handIn(...commands: readonly Sent[]): Promise<readonly string[]> {
  const handing = { accountId, word: device.handIn, commands: commands.map(sealed) };
  const { withdrawn, answers } = await writer<HandedIn>('/api/quarantine', handing);
  assert.equal(withdrawn, true);
  return answers.map(({ answer, problem }) => problem?.code ?? answer);
}

async function act(who: typeof officer, kind: string, payload: object): Promise<string> {
  const command = { commandId: randomUUID(), kind, v: 1, at: now, payload };
  const [answer] = (await who<CommandsAnswer>('/api/commands', { commands: [command] })).answers;
  return answer?.problem?.code ?? answer?.answer ?? '';
}

type Payload = HoldMeeting & object;
const payloadOf = ({ form }: HandoverView): Payload =>
  (JSON.parse(form) as { readonly envelope: { readonly payload: Payload } }).envelope.payload;

/** What waits of the meeting of that day. */
async function waiting(heldOn: string): Promise<readonly HandoverView[]> {
  const found: HandoverView[] = [];
  for (let next: string | null = '0'; next !== null; ) {
    const page: HandoversPage = await officer<HandoversPage>(`/api/areas/${api.mini.village.communeId}/handovers?after=${next}&limit=50`);
    found.push(...page.rows.filter((row) => row.end === null && payloadOf(row).heldOn === heldOn));
    next = page.next;
  }
  return found;
}

async function letIn(rows: readonly HandoverView[]): Promise<void> {
  for (const row of rows) {
    assert.equal(await act(officer, 'hold-meeting', payloadOf(row)), 'taken');
    const { handoverId, householdId, hamletId: where } = row;
    assert.equal(await act(officer, 'handover-settled', { handoverId, householdId, hamletId: where, how: 'settled', word: null }), 'taken');
  }
}

async function meetingOn(heldOn: string) {
  const { records } = await officer<HamletMinutes>(`/api/areas/${hamletId}/minutes`);
  const [meeting] = meetingsOf(records).filter((one) => one.heldOn === heldOn);
  return meeting ?? assert.fail(heldOn);
}

test('the phone’s person may keep no list any more', async () => {
  assert.equal(await act(admin, 'account-suspended', { accountId, why: 'nghỉ việc' }), 'taken');
});

test('minutes handed in after those which they replace go on from them, and who was in the room is counted once', async () => {
  const heldOn = '2026-10-08';
  const came = [first, second, third].map((householdId) => ({ householdId, as: 'head' as const }));
  const points = [point(first, 6), point(second, 20), point(third, 12)];
  const before = minutesOf(heldOn, { called: [first, second, third], came, others: 17, points });
  const later = minutesOf(heldOn, { others: 0, closedAt: `${heldOn}T11:00:00.000Z`, after: [before.recordId], points: [point(first, 16)] });
  const [one, two] = [sentAs(before), sentAs(later)];
  assert.deepEqual(await handIn(one), ['taken']);
  assert.deepEqual(await handIn(two), ['taken']);
  assert.deepEqual(await handIn(one, two), ['known', 'known'], 'sent again after a lost answer');
  const rows = await waiting(heldOn);
  assert.equal(rows.length, 1 + points.length + 1);
  assert.equal(rows.filter((row) => payloadOf(row).came.length + payloadOf(row).called.length > 0).length, 1, 'attendance is kept once');
  await letIn(rows);
  const meeting = await meetingOn(heldOn);
  assert.deepEqual([meeting.came.length, meeting.called.length, meeting.others, presentAt(meeting)], [3, 3, 17, 20]);
  const said = agreementOn([meeting], first, 'poor');
  assert.deepEqual([said.agreement, said.said.map((each) => each.point.yes)], ['agreed', [16]]);
  assert.deepEqual(
    [second, third].map((id) => agreementOn([meeting], id, 'poor').agreement),
    ['agreed', 'agreed'],
  );
});

/** As a server before this one handed it in: a household's part under an id of the command, with all of the attendance. */
async function handedInBefore(command: Sent, householdId: string): Promise<void> {
  const idFrom = (text: string): string => uuidFrom(createHash('sha256').update(`vuon ${text}`).digest().subarray(0, 16));
  const handoverId = idFrom(`minutes ${command.commandId} ${householdId}`);
  const points = command.payload.points.filter((each) => each.householdId === householdId);
  const form = JSON.stringify({
    envelope: { ...command, commandId: handoverId, payload: { ...command.payload, recordId: handoverId, points } },
    about: null,
  });
  const { headName } = here.find((one) => one.householdId === householdId) ?? assert.fail();
  const payload = { handoverId, householdId, hamletId, headName, refusedBecause: WITHDRAWN.code, form, word: null };
  const handing = { commandId: idFrom(`hand in ${handoverId}`), kind: 'handed-over', v: 1, at: now, payload };
  const actor = { accountId, grants: api.mini.accounts['bithu']?.grants ?? [] };
  const scope = { accountId, reach: { hamlets: [hamletId], communes: [] }, today };
  const [answer] = await submit(database.app, { actor, scope }, [handing], { now, today });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

test('a phone that handed half of its minutes in to an earlier server hands in the other half, nothing twice, and goes on from the first', async () => {
  const heldOn = '2026-10-09';
  const came = [first, second].map((householdId) => ({ householdId, as: 'head' as const }));
  const before = sentAs(minutesOf(heldOn, { came, others: 18, points: [point(first, 6), point(second, 20)] }));
  const whole = sentAs(minutesOf(heldOn, { came, others: 18, closedAt: `${heldOn}T09:00:00.000Z`, points: [point(third, 6)] }));
  await handedInBefore(before, first);
  await handedInBefore(whole, third);
  const after = [whole.payload.recordId, before.payload.recordId];
  const later = sentAs(
    minutesOf(heldOn, { others: 0, closedAt: `${heldOn}T11:00:00.000Z`, after, points: [point(first, 16), point(third, 17)] }),
  );
  assert.deepEqual(await handIn(whole), ['known']);
  assert.equal((await waiting(heldOn)).length, 2, 'what lies there is not handed in again');
  assert.deepEqual(await handIn(before), ['taken']);
  assert.deepEqual(await handIn(later), ['taken']);
  const rows = await waiting(heldOn);
  assert.deepEqual(
    rows
      .filter((row) => payloadOf(row).points.length > 0)
      .map(({ householdId }) => householdId)
      .toSorted(),
    [first, first, second, third, third].toSorted(),
  );
  await letIn(rows);
  const meeting = await meetingOn(heldOn);
  assert.equal(presentAt(meeting), 20);
  const words = [first, second, third].map((id) => agreementOn([meeting], id, 'poor').said.map((each) => each.point.yes));
  assert.deepEqual(words, [[16], [20], [17]]);
});

test('minutes that name more people than one handover holds are handed in whole', async () => {
  const heldOn = '2026-10-10';
  const named = Array.from({ length: 3_000 }, () => randomUUID());
  const came = named.map((householdId) => ({ householdId, as: 'member' as const }));
  const large = minutesOf(heldOn, { called: named, came, points: [point(first, 20), point(second, 18)] });
  assert.ok(JSON.stringify(large).length > MOST_HANDED);
  assert.deepEqual(await handIn(sentAs(large)), ['taken']);
  const parts = (await waiting(heldOn)).map(payloadOf);
  assert.deepEqual(
    parts.flatMap((one) => one.called),
    named,
  );
  assert.deepEqual(
    parts.flatMap((one) => one.came),
    came,
  );
  assert.deepEqual(
    parts.flatMap((one) => one.points),
    large.points,
  );
});

test('who was in the room does not go with the first of them, who was forgotten before', async () => {
  const heldOn = '2026-10-11';
  const erase = {
    commandId: randomUUID(),
    kind: 'erase',
    v: 1,
    at: now,
    payload: { householdId: forgotten, ground: 'Theo đơn', office: 'UBND xã' },
  };
  const [erased] = await submit(database.app, 'system', [erase], { now, today });
  assert.equal(erased?.answer, 'taken', JSON.stringify(erased));
  const called = [forgotten, first, second];
  const came = called.map((householdId) => ({ householdId, as: 'head' as const }));
  assert.deepEqual(await handIn(sentAs(minutesOf(heldOn, { called, came, others: 17, points: [point(second, 20)] }))), ['taken']);
  const rows = await waiting(heldOn);
  assert.deepEqual(
    rows.map(payloadOf).flatMap((one) => one.called),
    called,
  );
  await letIn(rows);
  const meeting = await meetingOn(heldOn);
  assert.equal(presentAt(meeting), 20, 'let in, the count stands on all who were there');
  assert.equal(agreementOn([meeting], second, 'poor').agreement, 'agreed');
});

/**
 * Restricted data on phones (dữ liệu hạn chế xử lý trên máy): whole for whoever has to find the door now, by name where the village has still to
 * discuss the household, under a masked name for all others; on a phone that held it before as well, and back once the restriction ends.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { date } from '../../core/kernel/dates.ts';
import { maskName } from '../../core/access/mask.ts';
import { cursorsOf, emptyInbox, type Inbox, receive } from '../../core/sync/inbox.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { CommandsAnswer, DeviceView, PulledHouseholdView } from '../../core/views.ts';
import { askedAnew } from './asked-anew.ts';
import { fileOf, interviewOf } from './household.ts';
import { meetingOf } from './meeting.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';

const NOW = '2026-10-20T02:00:00.000Z';
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW, meetings: true, visited: (key) => key.length % 2 === 0 });
after(() => api.close());
const { communeId, hamlets } = api.mini.village;
const hamletId = hamlets[0]?.areaId ?? assert.fail();
const roundId = api.mini.rounds.now;
const officer = await api.as('canbo');

const fresh = () => crypto.randomUUID();
async function tell(ask: Ask, kind: string, payload: object): Promise<string> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands: [{ commandId: fresh(), kind, v: 1, at: NOW, payload }] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}

// One beside the list: nobody has to visit it.
const model = api.mini.village.households.find(({ registered }) => registered.members.length > 2)?.registered ?? assert.fail();
const members = model.members.map(({ citizenId: _id, ...one }, i) => ({ ...one, memberId: fresh(), fullName: `Phan Thị Riêng Lẻ ${i}` }));
const [besideId, headName] = [fresh(), members.find(({ relation }) => relation === 'head')?.fullName];
assert.equal(
  await tell(officer, 'household-registered', { ...model, householdId: besideId, hamletId, code: null, headName, members }),
  'taken',
);

/** The phone of one person: what it holds, asked for again by what it has, and anew where lists went on. */
class Phone {
  inbox: Inbox<PulledHouseholdView> = emptyInbox();
  device: DeviceView | null = null;
  readonly ask: Ask;
  constructor(ask: Ask) {
    this.ask = ask;
  }
  async pull(): Promise<void> {
    await this.#next();
    const device = await this.ask<DeviceView>('/api/device');
    const anew = askedAnew(this.inbox, this.device, device);
    this.device = device;
    if (anew === this.inbox) return;
    this.inbox = anew;
    await this.#next();
  }
  async #next(): Promise<void> {
    const cursors = Object.entries(cursorsOf(this.inbox)).map(([bookId, version]) => `${bookId}:${version}`);
    const path = cursors.length === 0 ? '/api/pull' : `/api/pull?${new URLSearchParams({ cursors: cursors.join(',') })}`;
    this.inbox = receive(this.inbox, await this.ask<PullAnswer<PulledHouseholdView>>(path));
  }
  rows(): readonly PulledHouseholdView[] {
    return [...this.inbox.books.values()].flatMap(({ hamletId: of, rows }) => (of === hamletId ? [...rows.values()] : []));
  }
  row(householdId: string): PulledHouseholdView {
    return this.rows().find((row) => row.householdId === householdId) ?? assert.fail(householdId);
  }
}

const USERS = ['rasoat', 'truongap', 'bithu', 'canbo', 'chutich'] as const;
const phones = new Map<string, Phone>();
for (const username of USERS) {
  const phone = new Phone(await api.as(username));
  await phone.pull();
  phones.set(username, phone);
}
const phoneOf = (username: string): Phone => phones.get(username) ?? assert.fail(username);

const isVisited = ({ interviews }: PulledHouseholdView) => interviews.some((one) => one.roundId === roundId);
const isListed = ({ listed, statuses }: PulledHouseholdView) =>
  listed.some((one) => one.roundId === roundId) || statuses.some((one) => one.validTo === null && one.class !== 'not-poor');
const found = (is: (row: PulledHouseholdView) => boolean) =>
  phoneOf('rasoat')
    .rows()
    .find((row) => row.members.length > 1 && is(row)) ?? assert.fail('the village has none');
const due = found((row) => isListed(row) && !isVisited(row));
const spokenOf = found((row) => isListed(row) && isVisited(row));
const beside = found((row) => row.householdId === besideId && !isListed(row));

/** Carried out for everybody who lives there. */
async function restrict({ householdId }: PulledHouseholdView): Promise<string> {
  const requestId = fresh();
  const about = { requestId, communeId, hamletId };
  const asked = { name: 'Người Yêu Cầu', address: null, contact: null, text: 'Chỉ khi luật cần', via: 'desk', dossier: null } as const;
  const lodged = { ...about, ...asked, form: 'data-restrict', lodgedOn: '2026-10-20', secret: 'ABCDEFGHJK' };
  assert.equal(await tell(officer, 'lodge-request', lodged), 'taken');
  const accepted = { outcome: 'accepted', refusal: null, roundId: null, quick: null, identity: 'citizen-card', text: 'Xã làm' };
  assert.equal(await tell(officer, 'answer-request', { ...about, ...accepted, householdId }), 'taken');
  assert.equal(await tell(officer, 'finish-request', { ...about, householdId, copies: 0, text: 'Đã hạn chế' }), 'taken');
  return requestId;
}

/** A name of the household, in full, anywhere in what the phone holds of it. */
const names = (row: PulledHouseholdView, of: PulledHouseholdView): readonly string[] =>
  of.members.map(({ fullName }) => fullName).filter((name) => JSON.stringify(row).includes(`"${name}"`));

function isWithheld(username: string, of: PulledHouseholdView): void {
  const { headName, code, address, members, statuses, interviews, listed, withheld, people, heldAt } = phoneOf(username).row(
    of.householdId,
  );
  assert.deepEqual(
    { headName, code, address, members, statuses, interviews, listed, withheld, people, heldAt },
    {
      ...{ headName: maskName(of.headName), code: null, address: null, members: [], statuses: [], interviews: [], listed: [] },
      ...{ withheld: true, people: of.people, heldAt: undefined },
    },
    username,
  );
  assert.deepEqual(names(phoneOf(username).row(of.householdId), of), [], username);
}

const pullAll = async () => {
  for (const phone of phones.values()) await phone.pull();
};

let asked = '';
test('who must visit it now keeps it whole; heads, secretaries and the office get a masked name, also where they held it whole', async () => {
  assert.deepEqual(names(phoneOf('truongap').row(due.householdId), due).length, due.members.length);
  asked = await restrict(due);
  await pullAll();
  const { version: _seen, seenFile: _file, ...whole } = phoneOf('rasoat').row(due.householdId);
  const { version: _before, seenFile: _none, ...before } = due;
  assert.deepEqual(whole, before);
  for (const username of ['truongap', 'bithu', 'canbo', 'chutich']) isWithheld(username, due);
});

test('the enumerator without a visit to make there gets no more than the others, and the phone begins no form', async () => {
  await restrict(beside);
  await pullAll();
  for (const username of USERS) isWithheld(username, beside);
  const { ask, inbox } = phoneOf('rasoat');
  const holding = { device: await ask<DeviceView>('/api/device'), inbox, skew: 0 };
  const file = fileOf(holding, beside.householdId, date('2026-10-20'));
  assert.deepEqual([file?.may, file?.mayRegister], [{ interview: false, why: 'data-restricted' }, false]);
  const begun = interviewOf(holding, beside.householdId, { today: date('2026-10-20') });
  assert.ok(!begun.ok && begun.error.code === 'data-restricted');
  assert.equal(fileOf(holding, due.householdId, date('2026-10-20'))?.may.interview, true);
  // Once it is put on the list of the round somebody has to find its door.
  assert.equal(await tell(officer, 'review-listed', { householdId: beside.householdId, roundId, why: 'request' }), 'taken');
  await pullAll();
  assert.deepEqual(names(phoneOf('rasoat').row(beside.householdId), beside).length, beside.members.length);
  isWithheld('truongap', beside);
});

test('whoever discusses it with the village knows of whom and what was found, and no more of it', async () => {
  await restrict(spokenOf);
  await pullAll();
  for (const username of ['truongap', 'bithu', 'canbo']) {
    const row = phoneOf(username).row(spokenOf.householdId);
    assert.deepEqual([row.headName, row.withheld, row.address], [spokenOf.headName, undefined, null], username);
    assert.deepEqual([...new Set(row.members.flatMap((one) => Object.keys(one)))].sort(), ['fullName', 'memberId', 'state']);
    assert.deepEqual([...new Set(row.interviews.map((one) => one.roundId))], [roundId]);
  }
  isWithheld('chutich', spokenOf);
});

test('a list that opens again brings whoever has to be visited whole to who visits, though nothing was written of them', async () => {
  const gate = (to: string) => database.ownerPool.query('update round_commune set gate = $2 where round_id = $1', [roundId, to]);
  const { rows } = await database.ownerPool.query<{ gate: string }>('select gate from round_commune where round_id = $1', [roundId]);
  await gate('closed');
  const anew = new Phone(await api.as('rasoat'));
  await anew.pull();
  assert.equal(anew.row(beside.householdId).withheld, true);
  await gate(rows[0]?.gate ?? assert.fail());
  await anew.pull();
  assert.equal(names(anew.row(beside.householdId), beside).length, beside.members.length);
});

test('what the village said of it is on the phones of those who may hold that, and once its list is closed on none', async () => {
  const minutes = {
    ...{ recordId: fresh(), roundId, hamletId, heldOn: '2026-10-20', place: 'culture-house', chair: 'Ông Trưởng', secretary: 'Bà Thư' },
    ...{ called: [spokenOf.householdId], came: [], others: 9, closedAt: NOW, after: [] },
    points: [{ householdId: spokenOf.householdId, class: 'poor', present: 9, yes: 8, said: 'Nhà dột cả hai gian', corrections: [] }],
  };
  assert.equal(await tell(await api.as('truongap'), 'hold-meeting', minutes), 'taken');
  const says = async (username: string) =>
    JSON.stringify((await phoneOf(username).ask<DeviceView>('/api/device')).meetings).includes('Nhà dột');
  const gate = (to: string) => database.ownerPool.query('update round_commune set gate = $2 where round_id = $1', [roundId, to]);
  const { rows } = await database.ownerPool.query<{ gate: string }>('select gate from round_commune where round_id = $1', [roundId]);
  for (const username of ['rasoat', 'truongap', 'bithu', 'canbo']) assert.equal(await says(username), true, username);
  await gate('closed');
  for (const username of USERS) assert.equal(await says(username), false, username);
  await gate(rows[0]?.gate ?? assert.fail());
  assert.equal(await says('truongap'), true);
});

test('a phone that begins anew holds the same, and once the restriction ends everybody holds it whole again', async () => {
  const same = async () => {
    for (const username of USERS) {
      const anew = new Phone(await api.as(username));
      await anew.pull();
      const plain = (phone: Phone) => new Map(phone.rows().map(({ version: _version, seenFile: _file, ...row }) => [row.householdId, row]));
      assert.deepEqual(plain(phoneOf(username)), plain(anew), username);
    }
  };
  await same();
  const word = { by: 'person', identity: 'citizen-card', ground: 'Người đó yêu cầu' };
  assert.equal(await tell(officer, 'lift-restriction', { requestId: asked, householdId: due.householdId, ...word }), 'taken');
  await pullAll();
  for (const username of USERS) assert.equal(names(phoneOf(username).row(due.householdId), due).length, due.members.length, username);
  await same();
});

/** Another household of the hamlet, so that the book goes on while nothing is written of this one. */
async function writeBeside(): Promise<string> {
  const people = members.map((one) => ({ ...one, memberId: fresh() }));
  const other = { ...model, householdId: fresh(), hamletId, code: null, headName, members: people };
  assert.equal(await tell(officer, 'household-registered', other), 'taken');
  return other.householdId;
}

const { answers } = api.mini.village.households.find(({ registered }) => registered.householdId === due.householdId) ?? assert.fail();
/** The form as the phone begins it of what it holds, with these answers. */
async function sendForm(people = answers.members): Promise<string> {
  const { ask, inbox } = phoneOf('rasoat');
  const device = await ask<DeviceView>('/api/device');
  const begun = interviewOf({ device, inbox, skew: 0 }, due.householdId, { today: date('2026-10-20') });
  assert.ok(begun.ok);
  const { round, questionnaire, version, seenFile, history } = begun.value;
  const at = { interviewedOn: '2026-10-20', startedAt: NOW, endedAt: NOW, seen: version, seenFile, history };
  const said = {
    householdId: due.householdId,
    roundId: round.roundId,
    questionnaire,
    answers: { ...answers, members: people },
    gone: [],
    overlap: 'merge',
  };
  return tell(ask, 'interview-finished', { ...said, ...at, enumeratorId: device.session.accountId });
}

test('a form begun with a row that was told again is taken: while it is restricted, once that ended, and after an act of that phone', async () => {
  const again = await restrict(due);
  await writeBeside();
  await pullAll();
  const { ask } = phoneOf('rasoat');
  assert.equal(await sendForm(), 'taken');
  await writeBeside();
  const word = { by: 'person', identity: 'citizen-card', ground: 'Người đó yêu cầu' };
  assert.equal(await tell(officer, 'lift-restriction', { requestId: again, householdId: due.householdId, ...word }), 'taken');
  await pullAll();
  assert.equal(await sendForm(), 'taken');
  const [one] = answers.members.filter(({ relation }) => relation !== 'head');
  await writeBeside();
  await restrict(due);
  await pullAll();
  await writeBeside();
  await pullAll();
  const left = { householdId: due.householdId, memberId: one?.memberId, on: '2026-10-19' };
  assert.equal(await tell(ask, 'member-left', left), 'taken');
  // Noted on this phone itself and not pulled: known to whoever wrote both.
  assert.equal(await sendForm(answers.members.filter((each) => each !== one)), 'taken');
  await pullAll();
  assert.deepEqual(phoneOf('rasoat').row(due.householdId).clashes, undefined);
});

/** Another household of the hamlet with one class until the year ends, and the other from the next year on. */
async function turning(classes: readonly ['poor' | 'not-poor', 'poor' | 'not-poor']): Promise<string> {
  const householdId = await writeBeside();
  for (const [i, [from, to]] of [
    ['2026-01-01', '2027-01-01'],
    ['2027-01-01', null],
  ].entries())
    await database.ownerPool.query(
      `insert into status (event_id, household_id, year, hamlet_id, class, people, valid_from, valid_to, source)
       select gen_random_uuid(), household_id, $2, hamlet_id, $3, members, $4, $5, 'recorded' from household where household_id = $1`,
      [householdId, 2024 + i, classes[i], from, to],
    );
  return householdId;
}

test('whom the list is of is asked of the class of that day, also where it ends or begins on a later one', async () => {
  const [stillPoor, notYet] = [await turning(['poor', 'not-poor']), await turning(['not-poor', 'poor'])];
  await pullAll();
  const phone = phoneOf('rasoat');
  const device = await phone.ask<DeviceView>('/api/device');
  const around = { today: '2026-10-20', forms: new Map(), judge: () => null };
  const { toDiscuss } = meetingOf({ device, inbox: phone.inbox, skew: 0 }, hamletId, around) ?? assert.fail();
  const discussed = new Set(toDiscuss.map(({ householdId }) => householdId));
  assert.deepEqual([discussed.has(stillPoor), discussed.has(notYet)], [true, false]);
  for (const householdId of [stillPoor, notYet]) await restrict(phone.row(householdId));
  await pullAll();
  assert.deepEqual([phone.row(stillPoor).withheld, phone.row(notYet).withheld], [undefined, true]);
  const missed = (householdId: string) => tell(officer, 'not-visited', { householdId, roundId, why: 'refused', on: '2026-10-20' });
  assert.deepEqual([await missed(stillPoor), await missed(notYet)], ['taken', 'not-on-list']);
});

/**
 * Back-checks from end to end: told beforehand, drawn by the seed so that anybody can draw again, given to another person who is shown nothing
 * of the first form, asked once more, compared; and nothing of the register changes by it.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { addDays, date, instantOf } from '../core/kernel/dates.ts';
import { sortPeople } from '../core/kernel/text.ts';
import type { CommandBody, CommandKindName } from '../core/kinds.ts';
import type { BackChecksView, CommunesBesideView, PublicBackChecks } from '../core/meeting/back-check-views.ts';
import type { PullAnswer } from '../core/sync/protocol.ts';
import type { CommandsAnswer, HouseholdPage, HouseholdView, InterviewView, PulledHouseholdView } from '../core/views.ts';
import { TEST_PASSWORD } from '../tools/village/load.ts';
import { setPassword } from './access/sign-in.ts';
import { asActor } from './http/transaction.ts';
import { readOverTime } from './ledger/retention.ts';
import { sqlOfKysely } from './ledger/sql.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';
import { pdfText } from '../tools/test/unpack.ts';
import { plantDoubts } from '../tools/test/doubtful-commune.ts';

const TODAY = date('2026-10-20');
const NOW = `${TODAY}T02:00:00.000Z`;
const SEED_ON = addDays(TODAY, 1);
const LATER = `${SEED_ON}T02:00:00.000Z`;
const SIZE = 6;
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const planted = await plantDoubts(database.app, api.mini, instantOf(Date.parse(NOW)));
await setPassword(
  database.app,
  { now: instantOf(Date.parse(NOW)), today: TODAY },
  { accountId: planted.second.accountId, password: TEST_PASSWORD },
);
const { village, rounds, accounts } = api.mini;
const { communeId } = village;
const rasoat = accounts['rasoat']?.accountId ?? '';
const second = planted.second.accountId;
let officer = await api.as('canbo');
type Ask = typeof officer;

async function tell<K extends CommandKindName>(ask: Ask, kind: K, payload: CommandBody<K>, at = NOW): Promise<string> {
  const commands = [{ commandId: crypto.randomUUID(), kind, v: 1, at, payload }];
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? 'nothing';
}

const drawId = crypto.randomUUID();
const announcement = {
  ...{ drawId, communeId, roundId: rounds.now, size: SIZE, source: 'Giải đặc biệt xổ số Vĩnh Long, kỳ gần nhất sau khi báo' },
  seedOn: SEED_ON,
};
const views = () => officer<BackChecksView>(`/api/areas/${communeId}/back-checks`);
const only = async () => (await views()).draws.find((one) => one.drawId === drawId) ?? assert.fail('no such draw');

/** All that follows from a form. */
async function standing(householdId: string): Promise<unknown> {
  const rows = async (table: string) =>
    (
      await database.ownerPool.query(`select to_jsonb(t) - 'version' as row from ${table} t where household_id = $1 order by 1`, [
        householdId,
      ])
    ).rows;
  return { interview: await rows('interview'), verdict: await rows('verdict'), status: await rows('status'), member: await rows('member') };
}

test('its seed is known to nobody when it is told, and it waits for the day', async () => {
  assert.equal(await tell(officer, 'announce-back-check', { ...announcement, seedOn: TODAY }), 'back-check-seed-known');
  for (const other of ['rasoat', 'truongap'])
    assert.equal(await tell(await api.as(other), 'announce-back-check', announcement), 'not-your-role', other);
  const told = { ...announcement, source: 'Số căn cước 079123456789 của chủ tịch' };
  assert.equal(await tell(officer, 'announce-back-check', told), 'back-check-names-citizen');
  assert.equal(await tell(officer, 'announce-back-check', announcement), 'taken');
  assert.equal(await tell(officer, 'announce-back-check', announcement), 'back-check-exists');
  assert.equal(await tell(officer, 'announce-back-check', { ...announcement, drawId: crypto.randomUUID() }), 'back-check-waits');
  assert.equal(await tell(officer, 'draw-back-check', { drawId, communeId, seed: '48213' }), 'back-check-too-early');
  const { seed, due, checks } = await only();
  assert.deepEqual([seed, due, checks], [null, false, []]);
});

test('drawn once, from the interviews before that day, as anybody draws again', async () => {
  api.setNow(LATER);
  // The night ended the session.
  officer = await api.as('canbo');
  assert.equal(await tell(officer, 'draw-back-check', { drawId, communeId, seed: '079123456789' }, LATER), 'back-check-seed-citizen');
  const visited = await database.ownerPool.query<{ id: string }>(
    `select i.household_id as id from interview i join household h using (household_id) where i.round_id = $1 and h.state = 'present' order by 1`,
    [rounds.now],
  );
  const again = visited.rows[0]?.id ?? assert.fail();
  // Whoever knows the number asks once more, so that the form that stands is of that day.
  const asker = await askerOf(again);
  const enumerator = await api.as(usernameOf(asker));
  const { version: seen } = await enumerator<InterviewView>(`/api/households/${again}/interview`);
  const held = { interviewedOn: SEED_ON, startedAt: `${SEED_ON}T00:00:00.000Z`, endedAt: `${SEED_ON}T00:30:00.000Z`, seen };
  const sent = { ...(await formOf(again)), ...held, enumeratorId: asker };
  assert.equal(await tell(enumerator, 'interview-finished', sent, LATER), 'taken');
  const { rows: stands } = await database.ownerPool.query<{ day: string }>(
    'select interviewed_on::text as day from interview where round_id = $1 and household_id = $2',
    [rounds.now, again],
  );
  assert.deepEqual(stands, [{ day: SEED_ON }]);
  assert.equal((await only()).due, true);
  assert.equal(await tell(officer, 'draw-back-check', { drawId, communeId, seed: '48213' }, LATER), 'taken');
  assert.equal(await tell(officer, 'draw-back-check', { drawId, communeId, seed: '99999' }, LATER), 'back-check-drawn-already');
  const { rows } = await database.ownerPool.query<{ id: string }>(
    `select i.household_id as id from interview i join household h on h.household_id = i.household_id and h.state = 'present'
      where i.round_id = $1 order by 1`,
    [rounds.now],
  );
  const sha = (text: string) => createHash('sha256').update(text).digest('hex');
  const byHand = rows.map(({ id }) => id).toSorted((a, b) => (sha(`48213 ${a}`) < sha(`48213 ${b}`) ? -1 : 1));
  const { checks, frame, frameHash, seed } = await only();
  assert.deepEqual(
    checks.map(({ householdId }) => householdId),
    byHand.slice(0, SIZE),
  );
  assert.deepEqual([frame, frameHash, seed], [rows.length, sha(rows.map(({ id }) => id).join('\n')), '48213']);
});

test('everybody is told the same figures as the desk, of no household', async () => {
  const told = await api.open<PublicBackChecks>('/api/public/back-checks');
  const { drawId: _id, due: _due, checks, agreement: _agreement, notBlind: _notBlind, ...figures } = await only();
  assert.deepEqual(
    told.rounds.map(({ round, communes }) => [round.roundId, communes]),
    [[rounds.now, [{ name: 'Xã Vĩnh Xuân', draws: [figures] }]]],
  );
  assert.deepEqual([figures.drawn, figures.announcedOn, figures.seedOn], [SIZE, TODAY, SEED_ON]);
  const text = JSON.stringify(told);
  assert.ok(checks.length === SIZE && checks.every(({ householdId, headName }) => !text.includes(householdId) && !text.includes(headName)));
});

test('rounds of earlier years are told by their year', async () => {
  const old = crypto.randomUUID();
  const began = { roundId: old, year: 2023, opensOn: '2023-09-01', closesOn: '2023-12-14' };
  const copy = (table: string, of: object, where: string) =>
    database.ownerPool.query(
      `insert into ${table} select n.* from ${table} t cross join lateral jsonb_populate_record(t, $1) n where ${where}`,
      [JSON.stringify(of)],
    );
  const { rows } = await database.ownerPool.query<{ body: object }>('select body from round where round_id = $1', [rounds.now]);
  const changed = { year: 2023, opens_on: began.opensOn, closes_on: began.closesOn, state: 'closed', body: { ...rows[0]?.body, ...began } };
  await copy('round', { round_id: old, ...changed }, `t.round_id = '${rounds.now}'`);
  await copy('round_commune', { round_id: old }, `t.round_id = '${rounds.now}' and t.commune_id = '${communeId}'`);
  await copy('back_check_draw', { draw_id: crypto.randomUUID(), round_id: old }, `t.draw_id = '${drawId}'`);
  const asked = async (query: string) => {
    const { year, rounds: told, earlier } = await api.open<PublicBackChecks>(`/api/public/back-checks${query}`);
    return [year, told.map(({ round, communes }) => [round.roundId, communes.length]), earlier];
  };
  assert.deepEqual(await asked(''), [null, [[rounds.now, 1]], [2023]]);
  assert.deepEqual(await asked('?year=2023'), [2023, [[old, 1]], [2023]]);
  assert.deepEqual(await asked('?year=2022'), [2022, [], [2023]]);
  await assert.rejects(asked('?year=all'), /400/);
  for (const table of ['back_check_draw', 'round_commune', 'round'])
    await database.ownerPool.query(`delete from ${table} where round_id = $1`, [old]);
});

async function askerOf(householdId: string): Promise<string> {
  const { rows } = await database.ownerPool.query<{ id: string }>(
    'select account_id as id from interview where round_id = $1 and household_id = $2',
    [rounds.now, householdId],
  );
  return rows[0]?.id ?? '';
}

const other = (accountId: string): string => (accountId === second ? rasoat : second);

test('given to another person alone: not to whoever asked, a relative, somebody without the post, nor for a household not drawn', async () => {
  const [first = assert.fail(), next = assert.fail()] = (await only()).checks;
  const asker = await askerOf(first.householdId);
  const give = (accountId: string, householdId = first.householdId) =>
    tell(officer, 'assign-back-check', { drawId, communeId, householdId, accountId }, LATER);
  assert.equal(await give(asker), 'back-check-by-the-same');
  // Whom the door refuses so is not offered; the others are, by given name, with where they are posted.
  assert.ok(!first.mayAsk.includes(asker) && first.mayAsk.includes(other(asker)));
  const { checkers } = await views();
  assert.deepEqual(
    checkers.map(({ name }) => name),
    sortPeople(checkers, ({ name }) => name).map(({ name }) => name),
  );
  assert.equal(checkers.find(({ accountId }) => accountId === second)?.places, 'Xã Vĩnh Xuân');
  assert.equal(await give(accounts['chutich']?.accountId ?? ''), 'revisit-by-nobody');
  const drawn = new Set((await only()).checks.map(({ householdId }) => householdId));
  const undrawn = [...planted.hasty].find((id) => !drawn.has(id)) ?? assert.fail();
  assert.equal(await give(other(await askerOf(undrawn)), undrawn), 'back-check-not-drawn');
  const tiedTo = next.householdId;
  const relative = other(await askerOf(tiedTo));
  assert.equal(
    await tell(await api.as('chutich'), 'tie-declared', { householdId: tiedTo, accountId: relative, tie: 'relative' }, LATER),
    'taken',
  );
  assert.equal(await give(relative, tiedTo), 'revisit-by-tied');
  assert.equal(await give(other(asker)), 'taken');
  assert.deepEqual((await only()).checks.map(({ checker }) => checker !== null).slice(0, 2), [true, false]);
});

const usernameOf = (accountId: string): string => (accountId === second ? 'rasoathai' : 'rasoat');

async function pulled(ask: Ask, householdId: string): Promise<PulledHouseholdView> {
  const { books } = await ask<PullAnswer<PulledHouseholdView>>('/api/pull?cursors=');
  const rows = books.flatMap((book) => ('rows' in book ? book.rows : []));
  return rows.find((row) => row.householdId === householdId) ?? assert.fail('not on the phone');
}

async function formOf(householdId: string): Promise<CommandBody<'interview-finished'>> {
  const { rows } = await database.ownerPool.query<{ body: string }>(
    'select p.body from interview i join payload p on p.event_id = i.event_id where i.round_id = $1 and i.household_id = $2',
    [rounds.now, householdId],
  );
  return JSON.parse(rows[0]?.body ?? 'null');
}

/** As if the same had been told a year before: that is hidden too, as the form that they begin has the people alone. */
async function tellLastYear(householdId: string): Promise<void> {
  await database.ownerPool.query(
    `insert into interview (round_id, household_id, hamlet_id, event_id, questionnaire, answers, area_type, interviewed_on, finished_at, account_id, version)
     select $1, household_id, hamlet_id, gen_random_uuid(), questionnaire, answers, area_type, '2025-10-01', finished_at, account_id, version
       from interview where round_id = $2 and household_id = $3`,
    [rounds.last, rounds.now, householdId],
  );
}

test('whoever asks again is shown nothing of the first form, others are; what is told changes nothing and is compared', async () => {
  const [{ householdId } = assert.fail()] = (await only()).checks;
  const asker = await askerOf(householdId);
  const [checker, enumerator] = [await api.as(usernameOf(other(asker))), await api.as(usernameOf(asker))];
  const onPhone = await pulled(checker, householdId);
  assert.equal(onPhone.backCheck, rounds.now);
  assert.ok(onPhone.interviews.every(({ roundId }) => roundId !== rounds.now));
  const opened = await checker<InterviewView>(`/api/households/${householdId}/interview`);
  assert.deepEqual([opened.backCheck, opened.current, opened.version, opened.visited], [true, null, null, undefined]);
  assert.deepEqual(Object.keys(opened.prefill?.household ?? {}), []);
  await tellLastYear(householdId);
  const file = await checker<HouseholdView>(`/api/households/${householdId}`);
  assert.deepEqual([file.interviews, file.verdicts, file.verdictsBefore, file.backCheck], [[], [], [], true]);
  assert.equal((await enumerator<HouseholdView>(`/api/households/${householdId}`)).interviews.length, 2);
  await database.ownerPool.query('delete from interview where round_id = $1 and household_id = $2', [rounds.last, householdId]);
  const { headName } = file.household;
  const verdictsFor = async (ask: Ask) => {
    const lists = [`/api/areas/${communeId}/households?limit=500`, `/api/areas/${communeId}/households?limit=500&order=people`];
    const found = [...lists, `/api/search?${new URLSearchParams({ q: headName })}`].map((url) => ask<HouseholdPage>(url));
    return (await Promise.all(found)).map(({ rows }) => rows.find((row) => row.householdId === householdId)?.verdicts.length ?? -1);
  };
  assert.deepEqual(await verdictsFor(checker), [0, 0, 0]);
  assert.ok((await verdictsFor(enumerator)).every((count) => count > 0));
  const paper = async (accountId: string) => pdfText(await api.file(usernameOf(accountId), `/api/households/${householdId}/form`));
  assert.notEqual(await paper(other(asker)), await paper(asker), 'what was told stands on paper for others alone');
  const said = await formOf(householdId);
  const otherwise = { ...said.answers.household, televisions: said.answers.household.televisions === 1 ? 2 : 1 };
  const merged = { ...said, answers: { ...said.answers, household: otherwise }, overlap: 'merge' } as CommandBody<'interview-finished'>;
  assert.equal(await tell(enumerator, 'interview-finished', merged, LATER), 'taken');
  const clashesOf = async (ask: Ask) => (await ask<HouseholdView>(`/api/households/${householdId}`)).clashes.length;
  assert.deepEqual([await clashesOf(enumerator), await clashesOf(checker)], [1, 0]);
  assert.equal((await pulled(enumerator, householdId)).interviews[0]?.roundId, rounds.now);
  assert.notEqual((await enumerator<InterviewView>(`/api/households/${householdId}/interview`)).current, null);

  const before = await standing(householdId);
  const first = await formOf(householdId);
  const household = { ...first.answers.household, televisions: (first.answers.household.televisions ?? 0) === 0 ? 1 : 0 };
  const again = {
    ...first,
    heldAt: { latE5: 1_000_000, lonE5: 10_600_000, accuracyM: 10 },
    ...{ answers: { ...first.answers, household }, enumeratorId: other(asker), seen: null, interviewedOn: SEED_ON },
    ...{ startedAt: `${SEED_ON}T01:00:00.000Z`, endedAt: `${SEED_ON}T01:30:00.000Z` },
  } as CommandBody<'interview-finished'>;
  assert.equal(await tell(checker, 'interview-finished', { ...again, seen: 3 }, LATER), 'taken');
  assert.deepEqual([(await only()).notBlind, (await only()).agreement.forms], [1, 0], 'who had the form before them is not counted');
  assert.equal(await tell(checker, 'interview-finished', again, LATER), 'taken');
  assert.deepEqual(await standing(householdId), before, 'no class, form or person changed');

  const { agreement, checks } = await only();
  assert.equal(checks[0]?.doneOn, SEED_ON);
  assert.deepEqual([agreement.forms, agreement.answers.of - agreement.answers.count], [1, 1]);
  assert.ok(agreement.answers.of > 20 && (agreement.answersInterval?.low ?? 1) < agreement.answers.count / agreement.answers.of);
  assert.equal(agreement.classes.of, 1);
  assert.equal((await pulled(checker, householdId)).backCheck, undefined);
  const give = { drawId, communeId, householdId, accountId: other(asker) };
  assert.equal(await tell(officer, 'assign-back-check', give, LATER), 'back-check-done');
  // Later still it is a back-check, and never the form that counts.
  assert.equal(await tell(checker, 'interview-finished', again, LATER), 'taken');
  assert.deepEqual(await standing(householdId), before);
});

test('what was asked once more is over its time as any interview', async () => {
  const [{ householdId } = assert.fail()] = (await only()).checks;
  const { rows } = await database.ownerPool.query<{ id: string; hamlet: string }>(
    `select event_id as id, hamlet_id as hamlet from event where household_id = $1 and kind = 'back-check-finished' order by event_id`,
    [householdId],
  );
  const forms = rows.map(({ id }) => id);
  assert.equal(forms.length, 3);
  const over = (what: 'gps' | 'unlisted-interviews', today: string) =>
    asActor(database.app, { accountId: second, reach: 'all', today }, async (tx) => {
      const told = await readOverTime(sqlOfKysely(tx), what, { hamletId: rows[0]?.hamlet ?? '', today });
      return (told?.ids ?? []).filter((id) => forms.includes(id));
    });
  assert.deepEqual(await over('gps', '2027-10-20'), [], 'a year from its day');
  assert.deepEqual(await over('gps', '2027-10-22'), forms);
  await database.ownerPool.query('delete from status where household_id = $1', [householdId]);
  assert.deepEqual(await over('unlisted-interviews', '2031-10-22'), forms);
});

test('the province sees communes beside each other with their agreement; a commune does not', async () => {
  const province = await api.as('canbotinh');
  const { rows } = await database.ownerPool.query<{ id: string }>('select province_id as id from installation');
  const url = `/api/areas/${rows[0]?.id}/back-checks/communes`;
  const { communes } = await province<CommunesBesideView>(url);
  const own = communes.find((one) => one.communeId === communeId) ?? assert.fail();
  assert.deepEqual([own.drawn, own.agreement, own.chance], [SIZE, (await only()).agreement, null]);
  assert.equal(own.agreement.forms, 1);
  const near = await database.ownerPool.query<{ n: number }>(
    `select count(*)::int as n from verdict v join interview i using (round_id, household_id)
      where v.round_id = $1 and v.rulebook = '2022-2026' and b1_min = b1_max
        and b1_min - case i.area_type when 'rural' then 140 else 175 end between -34 and 35`,
    [rounds.now],
  );
  assert.equal(own.own.of, near.rows[0]?.n);
  // While no book moves nothing of the round is read or judged again.
  await database.ownerPool.query('alter table verdict rename to verdict_away');
  try {
    assert.deepEqual((await province<CommunesBesideView>(url)).communes, communes);
  } finally {
    await database.ownerPool.query('alter table verdict_away rename to verdict');
  }
  for (const name of ['canbo', 'rasoat']) await assert.rejects((await api.as(name))(url), /403/, name);
});

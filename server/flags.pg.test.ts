/** A doubt goes to a named reviewer, expires, and is answered by that person alone, never by whom it is about or a relative. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { addDays, date, instantOf } from '../core/kernel/dates.ts';
import type { CommandBody, CommandKindName } from '../core/kinds.ts';
import type { FairnessView } from '../core/meeting/fairness-views.ts';
import { FLAG_DAYS } from '../core/meeting/flag-codes.ts';
import type { PullAnswer } from '../core/sync/protocol.ts';
import type { CommandsAnswer, OpenCount, PulledHouseholdView } from '../core/views.ts';
import { submit } from '../server/ledger/door.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const TODAY = date('2026-10-12');
const NOW = `${TODAY}T02:00:00.000Z`;
const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: NOW });
after(() => api.close());
const { village, rounds, accounts } = api.mini;
const { communeId, households, hamlets } = village;
const ids = {
  officer: accounts['canbo']?.accountId ?? '',
  chair: accounts['chutich']?.accountId ?? '',
  enumerator: accounts['rasoat']?.accountId ?? '',
};
const [officer, chair] = [await api.as('canbo'), await api.as('chutich')];
type Ask = typeof officer;

async function tell<K extends CommandKindName>(ask: Ask, kind: K, payload: CommandBody<K>): Promise<string> {
  const commands = [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }];
  const { answers } = await ask<CommandsAnswer>('/api/commands', { commands });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? 'nothing';
}

type Raise = CommandBody<'raise-flag'>;
const about = (more: Partial<Raise> = {}): Raise => ({
  ...{ flagId: crypto.randomUUID(), roundId: rounds.now, communeId, matter: 'hasty', aboutHousehold: null, aboutHamlet: null },
  ...{ aboutAccount: ids.enumerator, reviewerId: ids.officer },
  ...more,
});
const household = (i: number): string => households[i]?.registered.householdId ?? assert.fail();
const waiting = async (who: Ask) => (await who<OpenCount>(`/api/areas/${communeId}/fairness?only=mine`)).open;
const flags = async () => (await officer<FairnessView>(`/api/areas/${communeId}/fairness`)).flags;

/** As the program itself, some days from now. */
async function later(days: number, kind: CommandKindName, payload: object): Promise<string> {
  const day = addDays(TODAY, days);
  const now = instantOf(Date.parse(`${day}T02:00:00.000Z`));
  const [answer] = await submit(database.app, 'system', [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }], {
    now,
    today: day,
  });
  return answer?.problem?.code ?? answer?.answer ?? '';
}

test('given, seen, answered by the reviewer alone, once', async () => {
  const flag = about();
  assert.equal(await tell(chair, 'raise-flag', flag), 'taken');
  const [seen] = await flags();
  assert.deepEqual([seen?.aboutId, seen?.about, seen?.mine, seen?.state], [ids.enumerator, accounts['rasoat']?.displayName, true, 'open']);
  assert.equal(seen?.expiresOn, addDays(TODAY, FLAG_DAYS));
  assert.deepEqual([await waiting(officer), await waiting(chair)], [1, 0], 'told where the reviewer looks first');
  assert.equal(await tell(officer, 'raise-flag', flag), 'flag-exists');
  assert.equal(await tell(officer, 'raise-flag', about({ reviewerId: ids.chair })), 'flag-given-already');
  const answer = { flagId: flag.flagId, communeId, outcome: 'as-it-is', householdId: null } as const;
  assert.equal(await tell(chair, 'answer-flag', answer), 'flag-of-another');
  assert.equal(await tell(officer, 'answer-flag', answer), 'taken');
  assert.equal(await tell(officer, 'answer-flag', answer), 'flag-answered');
  assert.equal(await waiting(officer), 0);
  assert.deepEqual(
    (await flags()).map(({ state, outcome, answeredOn }) => [state, outcome, answeredOn]),
    [['answered', 'as-it-is', TODAY]],
  );
  assert.equal(await tell(officer, 'answer-flag', { ...answer, flagId: crypto.randomUUID() }), 'flag-unknown');
});

test('nobody looks into what is about themselves or a relative; enumerators neither give nor look', async () => {
  assert.equal(await tell(officer, 'raise-flag', about({ aboutAccount: ids.chair, reviewerId: ids.chair })), 'reviewer-unfit');
  assert.equal(await tell(officer, 'raise-flag', about({ matter: 'copied', reviewerId: ids.enumerator })), 'reviewer-unfit');
  const tied = household(0);
  assert.equal(await tell(chair, 'tie-declared', { householdId: tied, accountId: ids.chair, tie: 'relative' }), 'taken');
  const ofTied = about({ matter: 'left-out', aboutAccount: null, aboutHousehold: tied, reviewerId: ids.chair });
  assert.equal(await tell(officer, 'raise-flag', ofTied), 'reviewer-unfit');
  const later = about({ matter: 'left-out', aboutAccount: null, aboutHousehold: household(1), reviewerId: ids.chair });
  assert.equal(await tell(officer, 'raise-flag', later), 'taken');
  assert.equal(await tell(chair, 'tie-declared', { householdId: household(1), accountId: ids.chair, tie: 'own' }), 'taken');
  assert.equal(
    await tell(chair, 'answer-flag', { flagId: later.flagId, communeId, outcome: 'visited', householdId: null }),
    'own-household',
  );
  assert.equal(await tell(await api.as('rasoat'), 'raise-flag', about({ matter: 'copied' })), 'not-your-role');
  assert.equal(await tell(await api.as('canbotinh'), 'raise-flag', about({ matter: 'copied' })), 'not-your-role');
});

test('who may have been left out is put on the list by the reviewer, the chair too, in one act; the phone is told why', async () => {
  const listed = async (householdId: string) => {
    const { rows } = await database.ownerPool.query('select why from review_list where round_id = $1 and household_id = $2', [
      rounds.now,
      householdId,
    ]);
    return rows.map(({ why }) => why);
  };
  const unlisted = async (): Promise<string> => {
    const [one = assert.fail()] = households;
    const [member = assert.fail()] = one.registered.members;
    const { citizenId: _theirs, ...unnumbered } = member;
    const members = [{ ...unnumbered, memberId: crypto.randomUUID(), relation: 'head' as const }];
    const named = { householdId: crypto.randomUUID(), code: null, members, headName: member.fullName, listed: null };
    assert.equal(await later(0, 'household-registered', { ...one.registered, people: 1, ...named }), 'taken');
    return named.householdId;
  };
  const [aboutHousehold, other] = [await unlisted(), await unlisted()];
  const flag = about({ matter: 'left-out', aboutAccount: null, aboutHousehold, reviewerId: ids.chair });
  assert.equal(await tell(officer, 'raise-flag', flag), 'taken');
  const put = { flagId: flag.flagId, communeId, outcome: 'put-on-list', householdId: aboutHousehold } as const;
  const without = { ...put, householdId: null };
  assert.equal(await tell(officer, 'answer-flag', put), 'flag-of-another');
  assert.equal(await tell(chair, 'answer-flag', without), 'flag-of-another-household');
  assert.equal(await tell(chair, 'answer-flag', { ...put, householdId: other }), 'flag-of-another-household');
  assert.deepEqual([await listed(aboutHousehold), await listed(other)], [[], []]);
  assert.equal(await tell(chair, 'answer-flag', put), 'taken');
  assert.deepEqual([await listed(aboutHousehold), await listed(other)], [['suggested'], []]);
  const enumerator = await api.as('rasoat');
  const { books } = await enumerator<PullAnswer<PulledHouseholdView>>('/api/pull?cursors=');
  const rows = books.flatMap((book) => ('rows' in book ? book.rows : []));
  const onPhone = rows.find(({ householdId }) => householdId === aboutHousehold);
  assert.deepEqual(onPhone?.listed, [{ roundId: rounds.now, why: 'suggested' }]);
  const { rows: statuses } = await database.ownerPool.query('select 1 from verdict where round_id = $1 and household_id = $2', [
    rounds.now,
    aboutHousehold,
  ]);
  assert.deepEqual(statuses, [], 'never a verdict');
});

test('a page loaded before an answer could name a household answers as ever', async () => {
  const flag = about({ matter: 'copied' });
  assert.equal(await tell(chair, 'raise-flag', flag), 'taken');
  const payload = { flagId: flag.flagId, communeId, outcome: 'visited' };
  const commands = [{ commandId: crypto.randomUUID(), kind: 'answer-flag', v: 1, at: NOW, payload }];
  const { answers } = await officer<CommandsAnswer>('/api/commands', { commands });
  assert.equal(answers[0]?.problem?.code ?? answers[0]?.answer, 'taken');
});

test('it is about exactly one thing of its kind, in a round that is known', async () => {
  for (const wrong of [
    { aboutAccount: null },
    { aboutHousehold: household(2) },
    { matter: 'left-out' as const },
    { aboutAccount: null, aboutHousehold: household(2) },
  ])
    assert.equal(await tell(officer, 'raise-flag', about(wrong)), 'flag-about-what', JSON.stringify(wrong));
  assert.equal(await tell(officer, 'raise-flag', about({ roundId: crypto.randomUUID() })), 'round-unknown');
  const ofHamlet = about({ matter: 'bunched', aboutAccount: null, aboutHamlet: hamlets[0]?.areaId ?? '' });
  assert.equal(await tell(officer, 'raise-flag', ofHamlet), 'taken');
  assert.equal((await flags()).find(({ flagId }) => flagId === ofHamlet.flagId)?.about, hamlets[0]?.name);
});

test('unanswered on its last day it stands, on the next it has expired and may be given to another', async () => {
  const flag = about({ matter: 'one-place' });
  assert.equal(await tell(officer, 'raise-flag', flag), 'taken');
  assert.equal(await later(FLAG_DAYS, 'raise-flag', about({ matter: 'one-place', reviewerId: ids.chair })), 'flag-given-already');
  assert.equal(await later(FLAG_DAYS + 1, 'raise-flag', about({ matter: 'one-place', reviewerId: ids.chair })), 'taken');
});

test('it is about what is of the commune today: no household, person or hamlet of elsewhere, none that is gone or yet to come', async () => {
  const others = sql<{
    areaId: string;
  }>`select area_id as "areaId" from area where level = 'commune' and area_id <> ${communeId} order by 1`;
  const elsewhere = (await others.execute(database.owner)).rows[0]?.areaId ?? assert.fail('one commune alone');
  const hamletOf = async (of: string, from: string): Promise<string> => {
    const hamlet = { ...{ areaId: crypto.randomUUID(), bookId: crypto.randomUUID(), communeId: of, from }, name: 'Ấp Thêm', kind: 'ap' };
    assert.equal(await later(0, 'hamlets-added', { hamlets: [{ ...hamlet, synthetic: true }] }), 'taken');
    return hamlet.areaId;
  };
  const [there, tomorrow] = [await hamletOf(elsewhere, '2026-01-01'), await hamletOf(communeId, addDays(TODAY, 1))];
  const bunched = (aboutHamlet: string) => tell(officer, 'raise-flag', about({ matter: 'bunched', aboutAccount: null, aboutHamlet }));
  for (const hamlet of [there, tomorrow, communeId]) assert.equal(await bunched(hamlet), 'hamlet-unknown');

  const [registered] = households.flatMap((one) => (one.registered.members.length === 1 ? [one.registered] : []));
  const [member] = registered?.members ?? [];
  assert.ok(registered !== undefined && member !== undefined);
  const leftOut = (aboutHousehold: string) =>
    tell(officer, 'raise-flag', about({ matter: 'left-out', aboutAccount: null, aboutHousehold }));
  const householdId = crypto.randomUUID();
  const { citizenId: _theirs, ...unnumbered } = member;
  const members = [{ ...unnumbered, memberId: crypto.randomUUID() }];
  assert.equal(await later(0, 'household-registered', { ...registered, householdId, hamletId: there, code: null, members }), 'taken');
  for (const one of [householdId, crypto.randomUUID()]) assert.equal(await leftOut(one), 'household-unknown');
  const died = { householdId: registered.householdId, memberId: member.memberId, on: TODAY };
  assert.equal(await later(0, 'member-died', died), 'taken');
  assert.equal(await leftOut(registered.householdId), 'household-unknown');

  const accountId = crypto.randomUUID();
  const grants = [{ role: 'commune-officer', areaId: elsewhere, from: '2026-01-01', to: null }];
  const stranger = { accountId, username: 'can.bo.khac', displayName: 'Cán Bộ Xã Khác', grants };
  assert.equal(await later(0, 'account-created', stranger), 'taken');
  const copied = (aboutAccount: string, roundId = rounds.now) =>
    tell(officer, 'raise-flag', about({ matter: 'lost-assets', aboutAccount, roundId }));
  for (const one of [accountId, accounts['canbotinh']?.accountId ?? '', crypto.randomUUID()])
    assert.equal(await copied(one), 'account-unknown');
  assert.equal(await copied(ids.chair, rounds.last), 'round-closed');
  // Whose post has ended since, but whose forms are there.
  const { grants: posts } = accounts['rasoat'] ?? assert.fail();
  for (const { role, areaId } of posts)
    assert.equal(await later(0, 'grant-ended', { accountId: ids.enumerator, role, areaId, on: TODAY }), 'taken');
  assert.equal(await later(1, 'raise-flag', about({ matter: 'lost-assets' })), 'taken');
});

test('whoever is concerned does not give it either, and so keeps nobody else from it', async () => {
  const ofChair = about({ matter: 'copied', aboutAccount: ids.chair });
  assert.equal(await tell(chair, 'raise-flag', ofChair), 'flag-concerns-you');
  const ofHome = about({ matter: 'tied', aboutAccount: null, aboutHousehold: household(3) });
  for (const [tie, code] of [
    ['own', 'own-household'],
    ['relative', 'relatives-household'],
  ] as const) {
    assert.equal(await tell(chair, 'tie-declared', { householdId: household(3), accountId: ids.chair, tie }), 'taken');
    assert.equal(await tell(chair, 'raise-flag', ofHome), code);
  }
  assert.equal(await tell(officer, 'raise-flag', ofHome), 'taken');
  // The officer is a relative of the enumerator, whose own home that is; the chair declared nothing of it.
  const home = household(4);
  const enumerator = await api.as('rasoat');
  assert.equal(await tell(enumerator, 'tie-declared', { householdId: home, accountId: ids.enumerator, tie: 'own' }), 'taken');
  assert.equal(await tell(officer, 'tie-declared', { householdId: home, accountId: ids.officer, tie: 'relative' }), 'taken');
  const ofEnumerator = about({ matter: 'copied', reviewerId: ids.chair });
  assert.equal(await tell(officer, 'raise-flag', ofEnumerator), 'flag-concerns-you');
  assert.equal(await tell(chair, 'raise-flag', { ...ofEnumerator, reviewerId: ids.officer }), 'reviewer-unfit');
  assert.equal(await tell(chair, 'raise-flag', ofEnumerator), 'taken');
  // Declared between giving and answering.
  assert.equal(await tell(chair, 'tie-declared', { householdId: home, accountId: ids.chair, tie: 'relative' }), 'taken');
  assert.equal(
    await tell(chair, 'answer-flag', { flagId: ofEnumerator.flagId, communeId, outcome: 'unclear', householdId: null }),
    'flag-concerns-you',
  );
});

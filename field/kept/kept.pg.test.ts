/** What the phone makes of the rows it keeps, against what the server shows of the same: lists, files, and how an interview begins. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { date, instantOf, millisOf } from '../../core/kernel/dates.ts';
import { emptyInbox, receive } from '../../core/sync/inbox.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { UsualRoundView } from '../../core/meeting/round-views.ts';
import type {
  AreaView,
  CommandsAnswer,
  DeviceView,
  HouseholdPage,
  HouseholdView,
  InterviewView,
  PulledHouseholdView,
} from '../../core/views.ts';
import type { DirectiveReach } from '../../core/steer/views.ts';
import { type Ask, openApi } from '../../tools/test/api.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { dayOf, type Holding } from './holding.ts';
import { fileOf, interviewOf } from './household.ts';
import { placeOf } from './place.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: (key) => key.length % 2 === 0 });
after(() => api.close());

const TODAY = date('2026-10-12');

async function holdingOf(username: string): Promise<{ holding: Holding; ask: Ask }> {
  const ask = await api.as(username);
  const device = await ask<DeviceView>('/api/device');
  const answer = await ask<PullAnswer<PulledHouseholdView>>('/api/pull');
  return { ask, holding: { device, inbox: receive(emptyInbox(), answer), skew: 0 } };
}

const without = <T extends object, K extends keyof T>(value: T, ...keys: K[]): Omit<T, K> => {
  const rest = { ...value };
  for (const key of keys) delete rest[key];
  return rest;
};

for (const username of ['rasoat', 'truongap', 'bithu', 'canbo', 'chutich']) {
  test(`${username} reads on the phone what the server shows`, async () => {
    const { holding, ask } = await holdingOf(username);
    const { areas } = holding.device;
    const hamlets = areas.filter(({ level }) => level === 'hamlet');
    assert.ok(hamlets.length > 0);
    let visited = 0;
    for (const { areaId, level } of areas) {
      if (level !== 'hamlet' && level !== 'commune') continue;
      // Whoever works in one hamlet is told of the commune's counts by the server alone.
      if (level === 'commune' && username === 'truongap') continue;
      if (level === 'commune' && username === 'bithu') continue;
      const here = placeOf(holding, areaId);
      const told = await ask<AreaView>(`/api/areas/${areaId}`);
      assert.deepEqual(here?.view.area, told.area);
      assert.deepEqual(here.view.crumbs, told.crumbs);
      assert.deepEqual(here.view.round, told.round);
      assert.deepEqual(
        here.view.children,
        told.children.map(({ areaId, name, listed, interviewed }) => ({ areaId, name, listed, interviewed })),
      );
      if (level !== 'hamlet') continue;
      const { rows } = await ask<HouseholdPage>(`/api/areas/${areaId}/households?limit=500`);
      assert.deepEqual(
        here.rows,
        rows.map((row) => without(row, 'verdicts', 'restricted')),
      );
      for (const { householdId, interviewed } of rows) {
        const path = `/api/households/${householdId}`;
        const file = fileOf(holding, householdId, TODAY);
        const shown = await ask<HouseholdView>(path);
        assert.ok(file !== null);
        assert.deepEqual(file.members, shown.members);
        // Paper is typed in, and relatives are declared, on the desk.
        assert.deepEqual(file.may, without(without(shown.may, 'typeForm'), 'declareTie'));
        assert.deepEqual([file.round, file.visitsFor], [shown.round, shown.visitsFor]);
        assert.deepEqual([file.status?.class, file.status?.validFrom], [shown.status?.class, shown.status?.validFrom]);
        assert.deepEqual(
          file.history.map((row) => [row.year, row.class, row.validFrom]),
          shown.history.map((row) => [row.year, row.class, row.validFrom]),
        );
        assert.deepEqual(
          file.interviews.map((one) => [one.roundId, one.interviewedOn, one.by]),
          shown.interviews.slice(0, 2).map((one) => [one.roundId, one.interviewedOn, one.by]),
        );
        assert.deepEqual({ ...shown.household, ...file.household }, shown.household);
        const begun = interviewOf(holding, householdId, { today: TODAY });
        assert.ok(begun.ok);
        assert.deepEqual(begun.value, without(await ask<InterviewView>(`${path}/interview`), 'visitsFor'));
        visited += interviewed ? 1 : 0;
      }
    }
    assert.ok(visited > 0, 'somebody was visited in this round');
  });
}

test('no whole citizen id comes to a phone', async () => {
  const known = api.mini.village.households.flatMap(({ registered }) => registered.members.flatMap(({ citizenId }) => citizenId ?? []));
  assert.ok(known.length > 0);
  for (const username of ['rasoat', 'truongap']) {
    const text = JSON.stringify([...(await holdingOf(username)).holding.inbox.books.values()].map(({ rows }) => [...rows.values()]));
    assert.ok(text.includes('•'));
    assert.deepEqual(
      known.filter((id) => text.includes(id)),
      [],
    );
  }
});

test('a clock that is days behind or ahead is set right by the server’s', async () => {
  const { holding } = await holdingOf('rasoat');
  const now = millisOf(instantOf(Date.parse('2026-10-12T02:00:00.000Z')));
  const DAY = 86_400_000;
  for (const wrong of [-40 * DAY, -DAY, 0, DAY, 400 * DAY]) {
    const here = { ...holding, skew: -wrong };
    assert.equal(dayOf(here, now + wrong), '2026-10-12');
    assert.equal(dayOf(here, now + wrong + 2 * DAY), '2026-10-14');
  }
  assert.equal(dayOf({ ...holding, skew: 0 }, now - 3 * DAY), '2026-10-12', 'set back afterwards: never before the day that was told');
});

const { communeId, households } = api.mini.village;
const ids = households.map(({ registered }) => registered.householdId);
const provinceId = api.mini.accounts['canbotinh']?.grants[0]?.areaId ?? assert.fail();
const NOW = '2026-10-12T02:00:00.000Z';

async function tell(ask: Ask, kind: string, payload: object): Promise<string> {
  const { answers } = await ask<CommandsAnswer>('/api/commands', {
    commands: [{ commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload }],
  });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? 'nothing';
}

/** For which round each household is visited, by the phone and by the server. */
async function alike(): Promise<Record<string, string | undefined>> {
  const { holding, ask } = await holdingOf('rasoat');
  const rounds: Record<string, string | undefined> = {};
  for (const id of ids) {
    const [file, shown] = [fileOf(holding, id, TODAY), await ask<HouseholdView>(`/api/households/${id}`)];
    if (shown.household.state !== 'present') continue;
    assert.deepEqual([file?.round, file?.may.interview], [shown.round, shown.may.interview], id);
    rounds[id] = file?.round?.roundId;
  }
  return rounds;
}

async function findVisited(ask: Ask): Promise<string> {
  for (const id of ids) {
    const { may, interviews } = await ask<HouseholdView>(`/api/households/${id}`);
    if (may.interview && interviews[0]?.roundId === api.mini.rounds.now) return id;
  }
  return assert.fail('nobody was visited');
}

test('nobody is visited for an opening list, also where an older program wrote them on it; phone and server say so alike', async () => {
  const [province, officer, mine] = [await api.as('canbotinh'), await api.as('canbo'), await api.as('rasoat')];
  const { round, communes } = await province<UsualRoundView>(
    `/api/areas/${provinceId}/rounds/usual?kind=opening&from=2026-10-01&steps=meeting`,
  );
  assert.equal(await tell(province, 'round-opened', { round, communes: communes.map(({ areaId }) => areaId) }), 'taken');
  const visited = await findVisited(mine);
  const asked = { householdId: visited, roundId: round.roundId, why: 'request' };
  assert.equal(await tell(officer, 'review-listed', asked), 'opening-takes-nobody');
  const reach = () => officer<DirectiveReach>(`/api/areas/${communeId}/directives/reach`);
  const before = await reach();
  await database.ownerPool.query(
    `insert into review_list (round_id, household_id, hamlet_id, why)
     select $1, household_id, hamlet_id, 'request' from household where state = 'present'`,
    [round.roundId],
  );
  for (const [id, roundId] of Object.entries(await alike())) assert.equal(roundId, api.mini.rounds.now, id);
  const told = await mine<InterviewView>(`/api/households/${visited}/interview`);
  assert.deepEqual([told.round?.roundId, told.visitsFor?.map(({ roundId }) => roundId)], [api.mini.rounds.now, [api.mini.rounds.now]]);
  assert.deepEqual(await reach(), before, 'what is left to do in a hamlet is of its review');
});

test('a household on a list of requests beside the review is visited for the round due first, on phone and server alike', async () => {
  const [province, officer, mine] = [await api.as('canbotinh'), await api.as('canbo'), await api.as('rasoat')];
  const { round } = await province<UsualRoundView>(`/api/areas/${provinceId}/rounds/usual?kind=regular&from=2026-10-01&steps=`);
  assert.equal(await tell(province, 'round-opened', { round, communes: [communeId] }), 'taken');
  const both = await findVisited(mine);
  assert.equal(await tell(officer, 'review-listed', { householdId: both, roundId: round.roundId, why: 'request' }), 'taken');
  const first = await alike();
  assert.equal(first[both], round.roundId, 'on its list, not visited for it, and due first');
  for (const [id, roundId] of Object.entries(first)) if (id !== both) assert.equal(roundId, api.mini.rounds.now, id);
  const { holding } = await holdingOf('rasoat');
  const begun = interviewOf(holding, both, { today: TODAY });
  const told = await mine<InterviewView>(`/api/households/${both}/interview`);
  assert.ok(begun.ok);
  assert.deepEqual([begun.value.round, begun.value.tables, begun.value.prefill], [told.round, told.tables, told.prefill]);
  const rounds = [round.roundId, api.mini.rounds.now];
  assert.deepEqual(
    told.visitsFor?.map(({ roundId }) => roundId),
    rounds,
  );
  assert.deepEqual(fileOf(holding, both, TODAY)?.visitsFor, told.visitsFor);
  for (const roundId of rounds) {
    const chosen = interviewOf(holding, both, { today: TODAY, roundId });
    const there = await mine<InterviewView>(`/api/households/${both}/interview?round=${roundId}`);
    assert.ok(chosen.ok);
    assert.equal(chosen.value.round.roundId, roundId);
    assert.deepEqual(chosen.value, without(there, 'visitsFor'), 'begun as the server begins it for that round');
  }
  const unknown = interviewOf(holding, both, { today: TODAY, roundId: '0199f700-0000-7000-8000-000000000009' });
  assert.ok(unknown.ok && unknown.value.round.roundId === round.roundId, 'of a round that is not open here it is for the one due first');
});

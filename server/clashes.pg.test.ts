/** What two people told otherwise is listed for the commune with a count, shown on the household's page to who may settle it, and settled from there; nobody else reads it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CommuneClashes } from '../core/sync/views.ts';
import type { CommandsAnswer, HouseholdView, InterviewView, OpenCount, SessionView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());
const asks = Object.fromEntries(
  await Promise.all(
    ['rasoat', 'truongap', 'canbo', 'chutich', 'canbotinh', 'kiemtra'].map(async (name) => [name, await api.as(name)] as const),
  ),
);
const ask = (name: string) => asks[name] ?? assert.fail(name);
const { communeId, households, hamlets } = api.mini.village;
const path = `/api/areas/${communeId}/clashes`;
const at = '2026-10-12T01:00:00.000Z';

async function send(name: string, kind: string, payload: object): Promise<string> {
  const command = { commandId: crypto.randomUUID(), kind, v: 1, at, payload };
  const { answers } = await ask(name)<CommandsAnswer>('/api/commands', { commands: [command] });
  return answers[0]?.problem?.code ?? answers[0]?.answer ?? '';
}

/** Two forms of one household from the same morning's list. */
async function tellTwice(key: string, values: readonly number[], citizenIds: readonly string[] = []): Promise<string> {
  const { registered, answers } = households.find((one) => one.key === key) ?? assert.fail(key);
  const { householdId } = registered;
  const view = await ask('rasoat')<InterviewView>(`/api/households/${householdId}/interview`);
  const { accountId } = await ask('rasoat')<SessionView>('/api/session');
  for (const [i, televisions] of values.entries()) {
    const [head, ...others] = answers.members;
    const members =
      citizenIds[i] === undefined || head === undefined ? answers.members : [{ ...head, citizenId: citizenIds[i] }, ...others];
    const payload = {
      ...{ householdId, roundId: view.round.roundId, questionnaire: view.questionnaire, gone: [], interviewedOn: '2026-10-12' },
      ...{ answers: { household: { ...answers.household, televisions }, members }, startedAt: at, endedAt: at },
      ...{ seen: view.version, seenFile: view.seenFile, enumeratorId: accountId, overlap: 'merge' },
    };
    assert.equal(await send('rasoat', 'interview-finished', payload), 'taken');
  }
  return householdId;
}
const list = (name: string) => ask(name)<CommuneClashes>(path);
const count = async (name: string) => (await ask(name)<OpenCount>(`${path}?only=count`)).open;

test('counted and listed for the commune, shown on the household’s page, settled by the desk, then gone', async () => {
  assert.deepEqual([await count('canbo'), (await list('canbo')).shown], [0, []]);
  const rich = await tellTwice('rich', [41, 42]);
  const khmer = await tellTwice('khmer', [41, 42], ['001090000111', '001090000222']);
  assert.equal(await count('chutich'), 2);
  const { shown, open } = await list('canbo');
  assert.equal(open, 2);
  assert.deepEqual(new Set(shown.map(({ householdId }) => householdId)), new Set([rich, khmer]));
  const [first, second] = [rich, khmer].map((id) => shown.find(({ householdId }) => householdId === id));
  const registered = households.find((one) => one.key === 'rich')?.registered;
  assert.deepEqual(
    [first?.headName, first?.hamletName],
    [registered?.headName, hamlets.find(({ areaId }) => areaId === registered?.hamletId)?.name],
  );
  assert.deepEqual(first?.fields, [{ memberId: null, field: 'televisions', stands: 41, other: 42 }]);
  const number = second?.fields.find(({ field }) => field === 'citizenId');
  assert.deepEqual([number?.stands, number?.other], ['•••111', '•••222'], 'numbers are masked');
  assert.ok(second?.names[number?.memberId ?? ''], 'named');

  const page = await ask('chutich')<HouseholdView>(`/api/households/${rich}`);
  assert.deepEqual(
    page.clashes.map(({ clashId }) => clashId),
    [first?.clashId],
  );
  const choice = {
    clashId: first?.clashId,
    householdId: rich,
    roundId: first?.roundId,
    choices: [{ memberId: null, field: 'televisions', take: 'other' }],
  };
  assert.equal(await send('canbotinh', 'clash-settled', choice), 'not-your-role');
  assert.equal(await send('canbo', 'clash-settled', choice), 'taken');
  assert.equal(await send('chutich', 'clash-settled', choice), 'clash-not-open', 'the first word stands');
  const settled = await ask('canbo')<HouseholdView>(`/api/households/${rich}`);
  assert.deepEqual([settled.clashes, settled.interviews[0]?.answers.household.televisions], [[], 42]);
  assert.equal(await count('canbo'), 1);
});

test('only the commune has the list; who may not settle sees no two values on the page', async () => {
  const householdId = households.find((one) => one.key === 'khmer')?.registered.householdId;
  for (const name of ['rasoat', 'canbotinh', 'kiemtra']) await assert.rejects(list(name), /403/, name);
  for (const name of ['rasoat', 'canbotinh', 'kiemtra']) {
    const seen = await ask(name)<HouseholdView>(`/api/households/${householdId}?purpose=audit`).catch((error: Error) => error.message);
    if (typeof seen === 'string') assert.match(seen, /40[34]/);
    else assert.equal(seen.clashes.length, name === 'rasoat' ? 1 : 0, name);
  }
});

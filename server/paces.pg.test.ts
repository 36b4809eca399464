/** How the forms of each enumerator came about, as the commune sees it: the same as counted by hand from the files of the households. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { PacesView } from '../core/meeting/views.ts';
import type { CommandsAnswer, DeviceView, HouseholdView, InterviewView } from '../core/views.ts';
import { openApi } from '../tools/test/api.ts';
import { withDatabase } from '../tools/test/database.ts';

const database = await withDatabase<unknown>({ max: 4 });
const api = await openApi(database.app, { now: '2026-10-12T02:00:00.000Z', visited: () => false });
after(() => api.close());
const { households, communeId, hamlets } = api.mini.village;
const enumerator = await api.as('rasoat');
const officer = await api.as('canbo');
const { session } = await enumerator<DeviceView>('/api/device');
const paces = () => officer<PacesView>(`/api/areas/${communeId}/paces`);

/** Households that were asked in the round before. */
const known = households.filter(({ last }) => last !== null);

/** Told in so many minutes. */
async function visit(index: number, minutes: number): Promise<void> {
  const { registered, answers } = known[index] ?? assert.fail(`no household ${index}`);
  const { householdId } = registered;
  const view = await enumerator<InterviewView>(`/api/households/${householdId}/interview`);
  const endedAt = '2026-10-12T01:59:00.000Z';
  const startedAt = new Date(Date.parse(endedAt) - minutes * 60_000).toISOString();
  const payload = {
    ...{
      householdId,
      roundId: view.round.roundId,
      questionnaire: view.questionnaire,
      answers,
      gone: [],
    },
    ...{ interviewedOn: '2026-10-12', startedAt, endedAt, seen: view.version, enumeratorId: session.accountId },
  };
  const sent = { commandId: crypto.randomUUID(), kind: 'interview-finished', v: 1, at: endedAt, payload };
  const { answers: said } = await enumerator<CommandsAnswer>('/api/commands', { commands: [sent] });
  assert.deepEqual(
    said.map(({ answer, problem }) => problem?.code ?? answer),
    ['taken'],
  );
}

/** Counted over again, from what the household's page says: each value written out, who is who left out. */
async function byHand(): Promise<{ compared: number; unchanged: number; forms: number; again: number; minutes: number[] }> {
  const sum = { compared: 0, unchanged: 0, forms: 0, again: 0, minutes: [] as number[] };
  const WHO = /\.(memberId|fullName|relation|sex|birth|citizenId|ethnicity)=/;
  const written = ({ answers }: HouseholdView['interviews'][number]): string[] =>
    [['household', answers.household] as const, ...answers.members.map((member) => [member.memberId, member] as const)]
      .flatMap(([whose, facts]) => Object.entries(facts).map(([field, value]) => `${whose}.${field}=${JSON.stringify(value)}`))
      .filter((line) => !WHO.test(line));
  for (const { registered } of households) {
    const { interviews } = await officer<HouseholdView>(`/api/households/${registered.householdId}`);
    const [now, before] = interviews;
    if (now === undefined || now.roundId !== api.mini.rounds.now) continue;
    sum.forms += 1;
    if (now.seconds !== null) sum.minutes.push(Math.floor(now.seconds / 60));
    if (before === undefined) continue;
    const [said, earlier] = [written(now), new Set(written(before))];
    sum.again += 1;
    sum.compared += said.length;
    sum.unchanged += said.filter((line) => earlier.has(line)).length;
  }
  return sum;
}

test('before any form nothing is told', async () => {
  const { round, rows } = await paces();
  assert.equal(round?.roundId, api.mini.rounds.now);
  assert.deepEqual(rows, []);
});

test('forms, share unchanged and minutes are those of the files', async () => {
  const minutes = [3, 41, 12, 25];
  for (const [i, each] of minutes.entries()) await visit(i, each);
  const { rows } = await paces();
  const { minutes: own, ...sums } = await byHand();
  const [row] = rows;
  assert.equal(rows.length, 1);
  assert.ok(row !== undefined && sums.again > 0 && sums.unchanged > 0 && sums.unchanged < sums.compared, JSON.stringify(sums));
  const { accountId, hasty, minutes: middle, name: _name, ...told } = row;
  assert.deepEqual(told, sums);
  assert.equal(accountId, session.accountId);
  assert.deepEqual(
    own.toSorted((a, b) => a - b),
    minutes.toSorted((a, b) => a - b),
  );
  assert.equal(middle, 12);
  assert.ok(hasty >= 1 && hasty < minutes.length, `${hasty} in haste`);
});

test('a commune looks at its own, enumerators and offices above at nobody', async () => {
  for (const other of ['rasoat', 'truongap', 'canbotinh', 'kiemtra'])
    await assert.rejects((await api.as(other))(`/api/areas/${communeId}/paces`), /403/, other);
  assert.equal((await (await api.as('chutich'))<PacesView>(`/api/areas/${communeId}/paces`)).rows.length, 1);
  const [hamlet] = hamlets;
  assert.ok((await officer<PacesView>(`/api/areas/${hamlet?.areaId}/paces`)).rows.length <= 1);
});

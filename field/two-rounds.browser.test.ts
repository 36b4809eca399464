/**
 * A household on the lists of two rounds with the network off (một hộ, hai đợt): the phone offers for which of them it is visited, the one due
 * first before the other; what was begun goes on in its own round after the phone was switched off.
 */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Round } from '../core/meeting/round.ts';
import type { RoundView } from '../core/meeting/views.ts';
import type { HouseholdView } from '../core/views.ts';
import { submit } from '../server/ledger/door.ts';
import { assertFits, assertNoLine, darkPhones, unlock } from '../tools/test/dark-phone.ts';
import { openFace } from '../tools/test/face.ts';
import { type FieldKey, fieldText } from '../words/field.ts';
import { dayText } from '../words/locale.ts';
import { parseDate } from '../core/kernel/dates.ts';
import { roundNameText } from '../words/round-name.ts';
import type { Params } from '../words/words.ts';

const t = (key: FieldKey, params?: Params) => fieldText('vi', key, params);
const NOW = '2026-10-12T02:00:00.000Z';
const PIN = '640917';
const face = await openFace({ faces: ['field'], now: NOW, visited: () => false });
const { base, mini } = face;
const { phoneWithList, coldStart, remove } = darkPhones(face);
after(async () => {
  await face.close();
  remove();
});
const { communeId, households } = mini.village;
const { registered } = households[0] ?? assert.fail('nobody lives here');
const { householdId } = registered;
const page = `${base}/field/ho/${householdId}`;

async function tell(kind: string, payload: object): Promise<void> {
  const sent = { commandId: crypto.randomUUID(), kind, v: 1, at: NOW, payload };
  const [answer] = await submit(face.db, 'system', [sent], { now: NOW, today: NOW.slice(0, 10) });
  assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
}

let rounds: readonly RoundView[] = [];
let folder = '';
before(async () => {
  const province = await face.context('canbotinh');
  const provinceId = mini.accounts['canbotinh']?.grants[0]?.areaId ?? assert.fail();
  const usual = await province.request.get(`${base}/api/areas/${provinceId}/rounds/usual?kind=regular&from=2026-10-01&steps=`);
  const { round }: { readonly round: Round } = await usual.json();
  await province.close();
  await tell('round-opened', { round, communes: [communeId] });
  await tell('review-listed', { householdId, roundId: round.roundId, why: 'request' });
  const enumerator = await face.context('rasoat');
  const told: HouseholdView = await (await enumerator.request.get(`${base}/api/households/${householdId}?purpose=review`)).json();
  await enumerator.close();
  rounds = told.visitsFor ?? [];
  assert.deepEqual(
    rounds.map(({ roundId }) => roundId),
    [round.roundId, mini.rounds.now],
  );
  folder = await phoneWithList('rasoat', PIN);
});

const until = ({ closesOn }: RoundView): string => {
  const day = parseDate(closesOn);
  return day.ok ? dayText('vi', day.value) : assert.fail(closesOn);
};
const nameOf = (round: RoundView): string => t('file.round-until', { round: roundNameText('vi', round), day: until(round) });

it('the one due first is offered first, another can be chosen, and what was begun for it goes on in it', async () => {
  const [first, second] = rounds;
  assert.ok(first !== undefined && second !== undefined);
  const dark = await coldStart(folder, { width: 360, height: 740 });
  await dark.page.goto(page);
  await unlock(dark.page, PIN);
  await assertNoLine(dark.page);
  const choice = dark.page.getByRole('group', { name: t('file.rounds') });
  const [due, other] = [first, second].map((round) => choice.getByRole('button', { name: nameOf(round) }));
  assert.ok(due !== undefined && other !== undefined);
  await due.waitFor();
  assert.deepEqual([await due.getAttribute('aria-pressed'), await other.getAttribute('aria-pressed')], ['true', 'false']);
  assert.equal(await choice.getByRole('button').count(), 2);
  const begin = dark.page.getByRole('link', { name: t('file.start') });
  assert.equal(await begin.getAttribute('href'), `/field/ho/${householdId}/phieu`);
  await assertFits(dark.page);
  await other.click();
  await choice.getByRole('button', { name: nameOf(second), pressed: true }).waitFor();
  await begin.click();
  await dark.page.getByRole('button', { name: t('place.no') }).click();
  await dark.page.getByRole('button', { name: t('next') }).click();
  await dark.page.getByRole('button', { name: t('back'), exact: true }).waitFor();
  await dark.context.close();

  const later = await coldStart(folder, { width: 360, height: 740 });
  await later.page.goto(page);
  await unlock(later.page, PIN);
  await later.page.getByText(t('file.round', { round: roundNameText('vi', second), day: until(second) })).waitFor();
  assert.equal(await later.page.getByRole('group', { name: t('file.rounds') }).count(), 0, 'what was begun is not chosen anew');
  const resume = later.page.getByRole('link', { name: t('file.resume') });
  assert.equal(await resume.getAttribute('href'), `/field/ho/${householdId}/phieu?dot=${second.roundId}`);
  await resume.click();
  // Where it was left: not on the first screen, before which there is none.
  await later.page.getByRole('button', { name: t('back'), exact: true, disabled: false }).waitFor();
  await later.context.close();
});

it('wrote no error to the console', () => assert.deepEqual(face.faults, []));

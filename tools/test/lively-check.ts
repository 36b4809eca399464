/** One interview of the small province held once more by another person (hậu kiểm trong tỉnh thử): told, drawn the day after, given, asked. */
import assert from 'node:assert/strict';
import type { Kysely } from 'kysely';
import { addDays, date } from '../../core/kernel/dates.ts';
import { submit } from '../../server/ledger/door.ts';
import { answersOf, CLOCK, command, COMMUNES, id, interview, take } from './small-province.ts';

/** `accountId`: an enumerator who did not ask the household. */
export async function checkAgain(db: Kysely<unknown>, of: { roundId: string; name: string; accountId: string }): Promise<void> {
  const { roundId, name, accountId } = of;
  const drawn = { drawId: id('back-check'), communeId: COMMUNES[1] };
  const seedOn = addDays(date(CLOCK.today), 1);
  const source = 'Giải đặc biệt xổ số ngày mai';
  await take(db, [command('announce-back-check', { ...drawn, roundId, size: 5, source, seedOn })]);
  const next = { now: `${seedOn}T02:00:00.000Z`, today: seedOn } as typeof CLOCK;
  for (const said of [
    command('draw-back-check', { ...drawn, seed: '48213' }),
    command('assign-back-check', { ...drawn, householdId: id(`household ${name}`), accountId }),
    interview(name, { roundId, enumeratorId: accountId, answers: answersOf(name, 'near-poor') }),
  ]) {
    const [answer] = await submit(db, 'system', [said], next);
    assert.equal(answer?.answer, 'taken', JSON.stringify(answer));
  }
}

/** What the server has taken and this phone keeps for a while nevertheless (đã gửi, còn giữ): how it goes. Keeping it is `device.ts`. */
import { isOldSent } from '../../core/sync/sent.ts';
import { device, placeOf, serverNow, takenOf } from './device.ts';

/** Of what was taken: what is too old, and what speaks of households that were forgotten, is kept no longer. */
export async function dropSent(accountId: string, forgotten: readonly string[]): Promise<void> {
  await device.transaction('rw', [device.records, device.taken, device.sent, device.people], async () => {
    const now = await serverNow(accountId);
    const sent = await device.sent.where({ accountId }).toArray();
    const about = new Set(forgotten);
    const gone = sent.filter((row) => isOldSent(row, now) || row.about?.some((id) => about.has(id)) === true);
    const shown = new Set((await takenOf(accountId)).map(({ commandId }) => commandId));
    await device.sent.bulkDelete(gone.map(({ commandId }) => commandId));
    await device.records.bulkDelete(
      gone.filter(({ commandId }) => !shown.has(commandId)).map(({ commandId }) => placeOf(accountId, 'unsent', commandId)),
    );
  });
}

/** Nobody reads here any more what was taken; sealed it stays. */
export async function hideSent(accountId: string): Promise<void> {
  await device.transaction('rw', device.records, device.sent, async () => {
    const sent = await device.sent.where({ accountId }).toArray();
    await device.records.bulkDelete(sent.map(({ commandId }) => placeOf(accountId, 'unsent', commandId)));
  });
}

/** Asks the server for what a phone keeps (tải sổ xuống máy): who and where, then every book's changes since it was last asked. */
import { millisOf, parseInstant } from '../../core/kernel/dates.ts';
import { fail, ok, type Problem, type Result } from '../../core/kernel/result.ts';
import { cursorsOf, hasMore, type Inbox, receive } from '../../core/sync/inbox.ts';
import type { PullAnswer } from '../../core/sync/protocol.ts';
import type { DeviceView, PulledHouseholdView } from '../../core/views.ts';
import { type For, getFor } from '../../ui/api.ts';
import { askedAnew } from '../kept/asked-anew.ts';

export interface Brought {
  readonly device: DeviceView;
  readonly inbox: Inbox<PulledHouseholdView>;
  readonly skew: number;
  /** Households that were forgotten. */
  readonly erased: readonly string[];
}

export interface Had {
  /** Null: nothing was kept yet. */
  readonly device: DeviceView | null;
  readonly inbox: Inbox<PulledHouseholdView>;
}

/** Both questions go out at once; more follow only where a list does not fit one answer, or is to be asked for anew. */
export async function fetchAll(whose: For, { device: told, inbox: before }: Had): Promise<Result<Brought, Problem>> {
  const began = Date.now();
  const asked = getFor<DeviceView>(whose, '/api/device').then((answer) => ({ answer, clock: (began + Date.now()) / 2 }));
  const [{ answer: device, clock }, first] = await Promise.all([asked, pull(whose, before)]);
  if (!device.ok) return device;
  let pulled: Result<PullAnswer<PulledHouseholdView>, Problem> = first;
  let inbox = before;
  let looked = false;
  const erased: string[] = [];
  for (;;) {
    if (!pulled.ok) return pulled;
    const { epoch } = inbox;
    inbox = receive(inbox, pulled.value);
    erased.push(...erasedIn(pulled.value));
    // After a restore of the server the list is empty here, and is asked for from the beginning.
    if (!hasMore(pulled.value) && (epoch === null || epoch === inbox.epoch)) {
      const left: Inbox<PulledHouseholdView> = looked ? inbox : askedAnew(inbox, told, device.value);
      if (left === inbox) break;
      [inbox, looked] = [left, true];
    }
    pulled = await pull(whose, inbox);
  }
  const now = parseInstant(device.value.now);
  if (!now.ok) return fail({ code: 'not-json' });
  return ok({ device: device.value, inbox, skew: Math.round(millisOf(now.value) - clock), erased });
}

function erasedIn({ books }: PullAnswer<PulledHouseholdView>): string[] {
  const stones = books.flatMap((book) => ('forget' in book ? [] : book.tombstones));
  return stones.flatMap(({ householdId, reason }) => (reason === 'erased' ? [householdId] : []));
}

function pull(whose: For, inbox: Inbox<PulledHouseholdView>): Promise<Result<PullAnswer<PulledHouseholdView>, Problem>> {
  const cursors = Object.entries(cursorsOf(inbox)).map(([bookId, version]) => `${bookId}:${version}`);
  return getFor(whose, cursors.length === 0 ? '/api/pull' : `/api/pull?${new URLSearchParams({ cursors: cursors.join(',') })}`);
}

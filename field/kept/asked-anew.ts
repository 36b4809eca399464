/**
 * Lists that open, go on or close change who may hold those whose data are restricted whole (hộ hạn chế xử lý dữ liệu), and nothing is written of
 * them then: the hamlets that hold such a household are asked for from the beginning, so that whoever has to find its door has it. Pure.
 */
import type { Inbox } from '../../core/sync/inbox.ts';
import type { DeviceView, PulledHouseholdView } from '../../core/views.ts';

type Lists = Pick<DeviceView, 'round' | 'areas' | 'beside' | 'openings'>;

/** Which rounds the phone knows, and where the list of each commune stands in them. */
function standing({ round, areas, beside = [], openings = [] }: Lists): string {
  const shown = [round?.roundId, round?.state, areas.map(({ areaId, gate }) => [areaId, gate])];
  return JSON.stringify([shown, [...beside, ...openings].map(({ round: { roundId, state }, gates }) => [roundId, state, gates])]);
}

/** What is to be asked with next: as it is, where no list went on since or nobody is withheld. */
export function askedAnew(inbox: Inbox<PulledHouseholdView>, before: Lists | null, now: Lists): Inbox<PulledHouseholdView> {
  if (before === null || standing(before) === standing(now)) return inbox;
  const books = [...inbox.books].filter(([, { rows }]) => ![...rows.values()].some(({ withheld }) => withheld === true));
  return books.length === inbox.books.size ? inbox : { ...inbox, books: new Map(books) };
}

/** The minutes of a hamlet as the server shows them to its commune (biên bản họp dân trên màn hình); beside views.ts, of whose lists it is made. */
import type { Agreement, MeetingRecord } from './meeting/agreement.ts';
import type { RoundView } from './meeting/views.ts';
import type { HouseholdRow } from './views.ts';

/** `GET /api/areas/:areaId/minutes`, of a hamlet (logged) */
export interface HamletMinutes {
  readonly round: RoundView;
  readonly hamletName: string;
  readonly communeName: string;
  /** Those that must be decided on, of whom `agreements` speaks, and those that were discussed, by name. */
  readonly households: readonly HouseholdRow[];
  readonly agreements: Readonly<Record<string, Agreement>>;
  /** To whom the reader is tied: another settles what differs. */
  readonly tied: readonly string[];
  readonly records: readonly MeetingRecord[];
}

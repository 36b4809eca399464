/**
 * Minutes that a withdrawn phone hands in, taken apart (tách biên bản họp dân): of each household that was discussed what was said of it, so that
 * it is forgotten with its own, and who was in the room once, not with each. A part's id comes from the minutes' own, so whatever goes on from
 * them finds it, whenever and in whatever order the phone hands in.
 */
import { createHash } from 'node:crypto';
import { uuidFrom } from '../../core/kernel/ids.ts';
import type { CommandOf } from '../../core/kinds.ts';
import { attendanceParts, type MinutesPart, pointPart } from '../../core/meeting/handed-parts.ts';
import { MOST_AFTER } from '../../core/meeting/meeting-codes.ts';
import { holdMeeting } from '../../core/meeting/minutes.ts';
import type { Envelope } from '../../core/sync/envelope.ts';

export type Minutes = CommandOf<'hold-meeting'>['payload'];

/** What is handed in of one command. */
export interface Part {
  /** With which it lies. */
  readonly householdId: string;
  readonly envelope: Envelope;
  /** The minutes of which it is a part. */
  readonly of?: string;
}

/** The same whenever it is handed in again. */
export const idFrom = (text: string): string => uuidFrom(createHash('sha256').update(`vuon ${text}`).digest().subarray(0, 16));

/** Of what was said of a household in the minutes of that id. */
export const partId = (recordId: string, householdId: string): string => idFrom(`part of minutes ${recordId} ${householdId}`);

/** As parts were named by the command that sent the minutes; what was handed in so lies there still. */
export const olderPartId = (commandId: string, householdId: string): string => idFrom(`minutes ${commandId} ${householdId}`);

export function minutesIn(envelope: Envelope | null): Minutes | null {
  if (envelope?.kind !== 'hold-meeting') return null;
  const minutes = holdMeeting.schema.safeParse(envelope.payload);
  return minutes.success ? minutes.data : null;
}

/** A part that lies there under its older id, with all of the attendance. */
export interface OlderPart {
  readonly recordId: string;
  readonly householdId: string;
  readonly hamletId: string;
  readonly heldOn: string;
  readonly closedAt: string;
}

/** What the server itself wrote into a handover; null for what is no part of minutes, or one that says of which. */
export function olderPartIn(form: string, householdId: string): OlderPart | null {
  // cast: the server's own words, from an envelope that was read as minutes where it is one
  const { envelope, of } = JSON.parse(form) as { readonly envelope: Envelope; readonly of?: string };
  if (of !== undefined || envelope.kind !== 'hold-meeting') return null;
  const minutes = minutesIn(envelope);
  if (minutes === null) return null;
  const { recordId, hamletId, heldOn, closedAt } = minutes;
  return { recordId, householdId, hamletId, heldOn, closedAt };
}

interface Around {
  /** Lives in the hamlet of the minutes now. */
  readonly livesThere: (householdId: string) => boolean;
  /** Of the same person. */
  readonly older: readonly OlderPart[];
}

/** Who was in the room first. Empty: the minutes name nobody, or all of them lies there. */
export function partsOfMinutes(envelope: Envelope, minutes: Minutes, { livesThere, older }: Around): readonly Part[] {
  const lies = new Set(older.map(({ recordId }) => recordId));
  const isThere = (householdId: string): boolean => lies.has(olderPartId(envelope.commandId, householdId));
  const points = minutes.points.filter(({ householdId }) => !isThere(householdId));
  const idOf = (n: number): string => idFrom(`attendance of minutes ${minutes.recordId} ${n}`);
  const attendance = points.length === 0 && olderNames(minutes).some(isThere) ? [] : attendanceParts(minutes, { idOf, livesThere });
  const [first] = attendance;
  const discussed = points.map((point) => {
    const { householdId } = point;
    const replaced = replacedBy(minutes, householdId, older);
    // Who was in the room stands elsewhere: the count rests on that.
    const after = replaced.length === 0 && first !== undefined ? [first.minutes.recordId] : replaced;
    return pointPart(minutes, point, { recordId: partId(minutes.recordId, householdId), after });
  });
  const part = ({ householdId, minutes: payload }: MinutesPart): Part => ({
    ...{ householdId, of: minutes.recordId },
    envelope: { ...envelope, commandId: payload.recordId, payload },
  });
  return [...attendance, ...discussed].map(part);
}

/** With whom all of it lay: whoever was discussed, else the first that was named. */
function olderNames({ points, came, called }: Minutes): readonly string[] {
  const discussed = points.map(({ householdId }) => householdId);
  return discussed.length > 0 ? discussed : [...came.map(({ householdId }) => householdId), ...called].slice(0, 1);
}

/**
 * What a part goes on from: each of the minutes that its writer had before them, in the register under their own id or handed in as a part,
 * and parts of theirs under older ids. Of many the last.
 */
function replacedBy(minutes: Minutes, householdId: string, older: readonly OlderPart[]): string[] {
  const { after, hamletId, heldOn, closedAt } = minutes;
  if (after.length === 0) return [];
  const own = older.filter(
    (one) => one.householdId === householdId && one.hamletId === hamletId && one.heldOn === heldOn && one.closedAt < closedAt,
  );
  const either = after.flatMap((recordId) => [recordId, partId(recordId, householdId)]);
  return [...new Set([...either, ...own.map(({ recordId }) => recordId)])].slice(-MOST_AFTER);
}

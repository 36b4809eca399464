/**
 * Minutes taken apart to be handed to the commune (tách biên bản họp dân): of each household that was discussed what was said of it, so that it
 * is forgotten with its own, and who was in the room once, not with each. A phone does so, and the server for a withdrawn one.
 */
import type { HoldMeeting, MeetingPoint } from './minutes.ts';

export interface MinutesPart {
  /** With which it lies. */
  readonly householdId: string;
  readonly minutes: HoldMeeting;
}

/** Who was in the room goes so many households at a time: with the longest lines that may stand beside them it stays below what may be handed over. */
const NAMED_AT_ONCE = 1_000;

/** Each once, those who were called first. */
export function inTheRoom({ called, came }: Pick<HoldMeeting, 'called' | 'came'>): readonly string[] {
  return [...new Set([...called, ...came.map(({ householdId }) => householdId)])];
}

interface Attendance {
  readonly idOf: (n: number) => string;
  /** Lives in the hamlet of the minutes now. */
  readonly livesThere: (householdId: string) => boolean;
}

/** Each lies with one of its own households, so that it is not gone with another that was forgotten before. */
export function attendanceParts(minutes: HoldMeeting, { idOf, livesThere }: Attendance): readonly MinutesPart[] {
  const named = inTheRoom(minutes);
  return Array.from({ length: Math.ceil(named.length / NAMED_AT_ONCE) }, (_, n): MinutesPart => {
    const here = named.slice(n * NAMED_AT_ONCE, (n + 1) * NAMED_AT_ONCE);
    const isHere = new Set(here);
    const called = minutes.called.filter((householdId) => isHere.has(householdId));
    const came = minutes.came.filter(({ householdId }) => isHere.has(householdId));
    const householdId = here.find((one) => livesThere(one)) ?? here[0] ?? '';
    return { householdId, minutes: { ...minutes, recordId: idOf(n), called, came, after: [], points: [] } };
  });
}

/** What was said of one household; who was in the room stands elsewhere. */
export function pointPart(
  minutes: HoldMeeting,
  point: MeetingPoint,
  { recordId, after }: Pick<HoldMeeting, 'recordId' | 'after'>,
): MinutesPart {
  return { householdId: point.householdId, minutes: { ...minutes, recordId, called: [], came: [], after, points: [point] } };
}

/** All of them, who was in the room first. Empty: the minutes name nobody. */
export function handedParts(
  minutes: HoldMeeting,
  { newId, livesThere }: Pick<Attendance, 'livesThere'> & { readonly newId: () => string },
): readonly MinutesPart[] {
  const attendance = attendanceParts(minutes, { idOf: newId, livesThere });
  const [first] = attendance;
  const after = minutes.after.length === 0 && first !== undefined ? [first.minutes.recordId] : minutes.after;
  return [...attendance, ...minutes.points.map((point) => pointPart(minutes, point, { recordId: newId(), after }))];
}

/**
 * Minutes being written (biên bản đang ghi): every tap makes the next state, which is drawn once it lies on the disk, so that what a
 * person sees is kept. The last taps can be taken back. For the list that opens a year a second count is kept beside the first.
 * Closing, sending and putting together are left to others.
 */
import { isAgreed, presentAt } from '../../core/meeting/agreement.ts';
import type { CameAs } from '../../core/meeting/meeting-codes.ts';
import type { HoldMeeting, MeetingPoint } from '../../core/meeting/minutes.ts';
import type { OpeningCount, Written } from '../kept/two-counts.ts';
import { writeMinutes } from '../sync/outbox.svelte.ts';

/** Of a household of which something was written before anybody's hand was counted; such minutes are not closed. */
export const UNCOUNTED = -1;

/** Taps that can be taken back. */
const MOST_BACK = 50;

/** `room`: how many are there, unless somebody says otherwise. `opening`: to be counted there, as it begins; else for the review. */
type Fresh = Pick<MeetingPoint, 'householdId' | 'class'> & { readonly room: number; readonly opening?: OpeningCount | undefined };
type Told = Partial<Pick<MeetingPoint, 'present' | 'yes' | 'said' | 'corrections'>>;

export interface Writer {
  readonly by: string;
  readonly hamletName: string;
}

/** What is shown of it. */
export const STEPS = ['come', 'discuss', 'close'] as const;

/** Of one list. */
export interface Tally {
  readonly written: ReadonlyMap<string, MeetingPoint>;
  /** Those that were counted. */
  readonly points: ReadonlyMap<string, MeetingPoint>;
  readonly agreed: number;
}

function tallyOf(all: readonly MeetingPoint[]): Tally {
  const points = all.filter(({ yes }) => yes !== UNCOUNTED);
  const byId = (some: readonly MeetingPoint[]) => new Map(some.map((point) => [point.householdId, point]));
  return { written: byId(all), points: byId(points), agreed: points.filter(isAgreed).length };
}

export class Sitting {
  step: (typeof STEPS)[number] = $state('come');
  /** The household on the screen. */
  opened: string | null = $state(null);
  /** As it lies on the disk. */
  minutes: Written;
  /** The phone refuses to keep it: it is drawn all the same, and said. */
  broken = $state(false);
  readonly writer: Writer;
  #next: Written;
  #past: Written[] = $state.raw([]);
  #typing: string | undefined;
  #saved: Promise<void> = Promise.resolve();

  constructor(minutes: Written, writer: Writer) {
    this.minutes = $state.raw(minutes);
    this.#next = minutes;
    this.writer = writer;
  }

  readonly present = $derived.by(() => presentAt(this.minutes));
  readonly review = $derived.by(() => tallyOf(this.minutes.points));
  readonly opening = $derived.by(() => tallyOf(this.minutes.opening?.points ?? []));
  readonly came = $derived.by(() => new Map(this.minutes.came.map(({ householdId, as }) => [householdId, as])));

  get mayUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Onto the disk as it is, before the first tap. */
  begin(): Promise<void> {
    return this.#become(this.#next);
  }

  /** `typing`: of one box, whose letters are taken back together. */
  change(how: (minutes: Written) => Written, typing?: string): Promise<void> {
    const before = this.#next;
    if (typing === undefined || typing !== this.#typing) this.#past = [...this.#past.slice(1 - MOST_BACK), before];
    this.#typing = typing;
    return this.#become(how(before));
  }

  undo(): Promise<void> {
    const last = this.#past.at(-1);
    if (last === undefined) return Promise.resolve();
    this.#past = this.#past.slice(0, -1);
    this.#typing = undefined;
    return this.#become(last);
  }

  /** Everything that was tapped lies on the disk. */
  saved(): Promise<void> {
    return this.#saved;
  }

  /** One after the other, so that an older state never lies over a newer one. */
  #become(next: Written): Promise<void> {
    this.#next = next;
    this.#saved = this.#saved.then(async () => {
      this.broken = !(await writeMinutes({ ...this.writer, minutes: next }));
      this.minutes = next;
    });
    return this.#saved;
  }

  /** The same again takes it back: nobody of that household came. */
  come(householdId: string, as: CameAs): Promise<void> {
    return this.change((minutes) => {
      const others = minutes.came.filter((one) => one.householdId !== householdId);
      const again = minutes.came.some((one) => one.householdId === householdId && one.as === as);
      const called = minutes.called.includes(householdId) ? minutes.called : [...minutes.called, householdId];
      return { ...minutes, called, came: again ? others : [...others, { householdId, as }] };
    });
  }

  others(by: number): Promise<void> {
    return this.change((minutes) => ({ ...minutes, others: Math.max(0, minutes.others + by) }));
  }

  set(facts: Partial<Pick<HoldMeeting, 'chair' | 'secretary' | 'place' | 'heldOn'>>, typing?: string): Promise<void> {
    return this.change((minutes) => ({ ...minutes, ...facts }), typing);
  }

  say(fresh: Fresh, told: Told, typing?: string): Promise<void> {
    return this.#write(fresh, () => told, typing);
  }

  /** One more or one less than was tapped last, whether or not that is drawn already. */
  count(fresh: Fresh, what: 'present' | 'yes', by: 1 | -1): Promise<void> {
    return this.#write(fresh, (point) => ({ [what]: Math.max(what === 'yes' ? 0 : 1, Math.max(0, point[what]) + by) }));
  }

  /** Of a household: begun with everybody present and nothing counted. */
  #write({ room, opening, ...fresh }: Fresh, how: (point: MeetingPoint) => Told, typing?: string): Promise<void> {
    return this.change((minutes) => {
      const second = opening && (minutes.opening ?? opening);
      const all = second?.points ?? minutes.points;
      const before = all.find(({ householdId }) => householdId === fresh.householdId);
      const begun: MeetingPoint = { present: Math.max(1, room), yes: UNCOUNTED, said: null, corrections: [], ...before, ...fresh };
      const point = { ...begun, ...how(begun) };
      const others = all.filter(({ householdId }) => householdId !== fresh.householdId);
      const points = [...others, { ...point, yes: Math.min(point.yes, point.present) }];
      return second === undefined ? { ...minutes, points } : { ...minutes, opening: { ...second, points } };
    }, typing);
  }

  /** On both lists. */
  unsay(of: string): Promise<void> {
    const left = (points: readonly MeetingPoint[]) => points.filter(({ householdId }) => householdId !== of);
    return this.change(({ opening, ...minutes }) => ({
      ...{ ...minutes, points: left(minutes.points) },
      ...(opening && { opening: { ...opening, points: left(opening.points) } }),
    }));
  }
}

/** Pages are drawn anew while the list is brought up to date: what is being written goes on. */
const living = new Map<string, Sitting>();

export function sittingOf(minutes: Written, writer: Writer): Sitting {
  const found = living.get(minutes.recordId) ?? new Sitting(minutes, writer);
  living.set(minutes.recordId, found);
  return found;
}

export function endSitting({ minutes }: Sitting): void {
  living.delete(minutes.recordId);
}

/** What was typed, as it is kept: one line, or nothing. */
export function lineOf(text: string): string | null {
  const tidy = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return tidy === '' ? null : tidy;
}

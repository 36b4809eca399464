// What phones tell offices in a day in the field (báo lên xã trong ngày, để thử): that a directive has arrived, was opened, is done; and
// minutes of a meeting, some of a day that has not come, which the server refuses and the phone hands to the commune in parts.

import { addDays, date } from '../../core/kernel/dates.ts';
import { handedParts } from '../../core/meeting/handed-parts.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import { isAtLeast } from '../../core/steer/standing.ts';
import type { Step } from '../../core/steer/step.ts';
import type { DeviceDirective } from '../../core/steer/views.ts';
import type { Chance } from '../village/chance.ts';

export interface OfOffice {
  readonly luck: Chance;
  readonly today: string;
  readonly roundId: string;
  readonly hamletId: string;
  /** By this phone's clock. */
  readonly at: string;
  /** On this phone's list of the hamlet. */
  readonly neighbours: readonly string[];
  readonly directives: readonly DeviceDirective[];
  /** This phone has told it, whether or not the server has heard. */
  readonly isTold: (step: ToldStep) => boolean;
}

export interface ToldStep {
  readonly directiveId: string;
  readonly hamletId: string;
  readonly step: Step;
}

/** As the phone names it in its outbox: the same step of the same directive takes the place of the one before. */
export const subjectOf = ({ directiveId, hamletId, step }: ToldStep): string => `step|${directiveId}|${hamletId}|${step}`;

export const wordOf = (visitId: string): string => `Xong ${visitId}`;

/** Null: all that is asked of the hamlet is told. */
export function noted(step: 'opened' | 'done', visitId: string, { luck, hamletId, at, directives, isTold }: OfOffice) {
  const open = directives.filter(
    ({ directiveId, hamlets }) =>
      hamlets.some((one) => one.hamletId === hamletId && !isAtLeast(one.step, step)) && !isTold({ directiveId, hamletId, step }),
  );
  if (open.length === 0) return null;
  const { directiveId } = luck.pick(open);
  return { kind: 'directive-noted', payload: { directiveId, hamletId, step, at, word: step === 'done' ? wordOf(visitId) : null } };
}

/** What a phone says by itself when directives arrive of which the server has not heard that they did. */
export function receipts({ directives, isTold }: Pick<OfOffice, 'directives' | 'isTold'>): readonly ToldStep[] {
  return directives.flatMap(({ directiveId, hamlets }) =>
    hamlets.flatMap(({ hamletId, step }) => {
      const received = { directiveId, hamletId, step: 'received' } as const;
      return step === null && !isTold(received) ? [received] : [];
    }),
  );
}

/** Who called the meeting says of which plan it is. */
export const chairOf = (visitId: string): string => `Thành ${visitId}`;

type Writing = Pick<OfOffice, 'luck' | 'today' | 'roundId' | 'hamletId' | 'neighbours'>;

/** Up to three households of the hamlet came and are discussed. */
export function minutes(visitId: string, recordId: string, { luck, today, roundId, hamletId, neighbours }: Writing): HoldMeeting {
  const others = 1 + (Number(visitId) % 50);
  const named = luck.shuffle([...neighbours]).slice(0, 3);
  const present = others + named.length;
  return {
    ...{ recordId, roundId, hamletId, heldOn: today, place: 'home', chair: chairOf(visitId), secretary: 'Minh' },
    ...{ called: named, came: named.map((householdId) => ({ householdId, as: 'head' })), others },
    ...{ closedAt: `${today}T01:30:00.000Z`, after: [] },
    points: named.map((householdId) => ({
      ...{ householdId, class: 'poor', present, yes: luck.between(0, present), said: `Ý kiến ${visitId}`, corrections: [] },
    })),
  };
}

/** By a clock that is a day ahead. */
export function minutesOfTomorrow(visitId: string, recordId: string, writing: Writing): HoldMeeting {
  return { ...minutes(visitId, recordId, writing), heldOn: addDays(date(writing.today), 1) };
}

/** Each part of refused minutes as it goes to the commune. */
export function partsHanded(
  payload: HoldMeeting,
  refusedBecause: string,
  { newId, at }: { readonly newId: () => string; readonly at: string },
) {
  return handedParts(payload, { newId, livesThere: () => true }).map(({ householdId, minutes: part }) => ({
    ...{ handoverId: part.recordId, householdId, hamletId: part.hamletId, headName: 'Chủ hộ', refusedBecause, word: null },
    form: JSON.stringify({ envelope: { commandId: part.recordId, kind: 'hold-meeting', v: 1, at, payload: part }, about: null }),
  }));
}

// What happens between interviews, told by phones in a day in the field (biến động trong ngày, để thử): births and newcomers, some of them
// noted by mistake and taken back, corrections, deaths, who left, households split, moved, gone and new, pictures, minutes of meetings,
// the word on what two set right otherwise, and what offices asked. Made from what stands on the phone; which of several is drawn by
// the act's own chance.

import type { Identity } from '../../core/register/righting.ts';
import type { PulledHouseholdView } from '../../core/views.ts';
import { type Chance, madeUuid } from '../village/chance.ts';
import { minutes, minutesOfTomorrow, noted, type OfOffice } from './office-acts.ts';

export const DEEDS = [
  ...(['born', 'arrived', 'taken-back', 'corrected', 'corrected-too', 'died', 'left', 'split', 'moved'] as const),
  ...(['gone', 'new', 'picture', 'minutes', 'minutes-tomorrow', 'opened', 'done', 'settled'] as const),
] as const;
/** `received`: planned by nobody, the phone itself says that a directive has arrived. */
export type Deed = (typeof DEEDS)[number] | 'received';

/** Against one another: corrections meet, and few households leave. */
const OFTEN: Readonly<Record<(typeof DEEDS)[number], number>> = {
  ...{ born: 12, arrived: 8, 'taken-back': 10, corrected: 16, 'corrected-too': 10, died: 5, left: 6 },
  ...{ split: 3, moved: 4, gone: 1, new: 4, picture: 6, minutes: 5, settled: 10 },
  ...{ 'minutes-tomorrow': 4, opened: 5, done: 8 },
};

export interface PlannedAct {
  readonly visitId: string;
  readonly householdId: string;
  readonly deed: Deed;
}

export function drawDeed(luck: Chance): Deed {
  return luck.weighted(DEEDS.map((deed) => [deed, OFTEN[deed]] as const));
}

export interface Around extends OfOffice {
  readonly seed: string;
  readonly hamlets: readonly string[];
}

export interface Said {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

type Member = PulledHouseholdView['members'][number];
const present = (row: PulledHouseholdView): readonly Member[] => row.members.filter(({ state }) => state === 'present');

/** As this phone shows them. */
function identityOf({ fullName, sex, birth }: Member): Identity {
  // cast: shown whole to whoever works in the hamlet
  return { fullName, sex, birth } as Identity;
}

/** Null: there is nothing of that kind to tell of this household as it stands here. */
export function told(act: PlannedAct, row: PulledHouseholdView, around: Around): Said | null {
  const { householdId, deed, visitId } = act;
  const { seed, luck, today, hamletId } = around;
  const here = present(row);
  const others = here.filter(({ relation }) => relation !== 'head');
  const person = (relation: string, birth: string) => ({
    memberId: madeUuid(seed, 'person', visitId),
    ...{ relation, fullName: `Người Mới ${visitId}`, sex: luck.pick(['male', 'female'] as const), birth },
  });
  const of = (kind: string, more: object): Said => ({ kind, payload: { householdId, ...more } });
  switch (deed) {
    case 'born':
      return of('member-born', { member: person('child', '2026-09-20'), on: '2026-09-20' });
    case 'arrived':
      return of('member-arrived', { member: person('sibling', '1990'), from: 'Bình Dương', on: '2026-10-01' });
    case 'taken-back': {
      const came = here.find(({ fullName }) => fullName.startsWith('Người Mới'));
      return came === undefined
        ? null
        : of('withdraw-joining', { memberId: came.memberId, was: identityOf(came), why: 'của nhà bên cạnh' });
    }
    case 'corrected':
    case 'corrected-too':
      return correction(act, others, of);
    case 'died':
    case 'left': {
      const one = others.length < 2 ? undefined : luck.pick(others);
      return one === undefined ? null : of(deed === 'died' ? 'member-died' : 'member-left', { memberId: one.memberId, on: today });
    }
    case 'split': {
      const [one] = others;
      const made = { newHouseholdId: madeUuid(seed, 'household', visitId), code: null, address: null, on: today };
      return one === undefined ? null : of('split-household', { ...made, memberIds: [one.memberId], headId: one.memberId });
    }
    case 'moved': {
      const to = luck.pick(around.hamlets.filter((one) => one !== hamletId));
      return of('move-household', { toHamletId: to, address: null, on: today });
    }
    case 'gone':
      return of('household-left', { to: 'Đồng Nai', on: today });
    case 'settled':
      return settling(row, of, luck);
    case 'picture':
      return of('photo-taken', {
        ...{ photoId: madeUuid(seed, 'photo', visitId), of: 'dwelling', takenAt: '2026-10-12T01:00:00.000Z' },
        ...{ bytes: 1_000, hash: 'b'.repeat(64) },
      });
    default:
      return apart(act, around);
  }
}

/** Of the same person by many, each time otherwise: there corrections meet. */
function correction({ deed, visitId }: PlannedAct, others: readonly Member[], of: (kind: string, more: object) => Said): Said | null {
  const [one] = others;
  if (one === undefined) return null;
  const was = identityOf(one);
  const day = String(1 + (Number(visitId) % 27)).padStart(2, '0');
  const now: Identity =
    deed === 'corrected' ? { ...was, birth: `1971-03-${day}` } : { ...was, fullName: `Tên Đúng ${visitId}`, birth: `1972-04-${day}` };
  return was.birth === now.birth ? null : of('correct-member', { memberId: one.memberId, was, now });
}

/** Only what two corrections say otherwise: what forms say is settled on paper. */
function settling(row: PulledHouseholdView, of: (kind: string, more: object) => Said, luck: Chance): Said | null {
  const clash = row.clashes?.find(({ roundId }) => roundId === null);
  if (clash === undefined) return null;
  const choices = clash.fields.map(({ memberId, field }) => ({ memberId, field, take: luck.pick(['stands', 'other'] as const) }));
  return of('clash-settled', { clashId: clash.clashId, roundId: null, choices });
}

/** What names no household of the list. */
function apart({ deed, visitId }: PlannedAct, around: Around): Said | null {
  const { seed, hamletId, today } = around;
  const recordId = madeUuid(seed, 'record', visitId);
  if (deed === 'minutes') return { kind: 'hold-meeting', payload: minutes(visitId, recordId, around) };
  if (deed === 'minutes-tomorrow') return { kind: 'hold-meeting', payload: minutesOfTomorrow(visitId, recordId, around) };
  if (deed === 'opened' || deed === 'done') return noted(deed, visitId, around);
  const headName = `Hộ Mới ${visitId}`;
  const head = { memberId: madeUuid(seed, 'person', visitId), relation: 'head', fullName: headName, sex: 'female', birth: '1988' };
  return {
    kind: 'household-registered',
    payload: {
      ...{ householdId: madeUuid(seed, 'household', visitId), hamletId, code: null, address: null, headName, members: [head] },
      ...{ since: today, source: 'interview', weight: 1, listed: null },
    },
  };
}

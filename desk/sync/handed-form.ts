/**
 * What a hand-over carries (nội dung phiếu chuyển lên): an act or a household's part of a meeting told line by line, or a form named by its day and people. It lies in the
 * ledger as it was sent: what was written by another app, or by nobody's app, is neither, and the commune still has its word to give.
 */
import { parseDate } from '../../core/kernel/dates.ts';
import { type Act, ACT_KINDS } from '../../core/acts.ts';
import type { HoldMeeting } from '../../core/meeting/minutes.ts';
import type { HandoverView } from '../../core/views.ts';
import { type ToldAct, toldAct } from '../../ui/told-act.ts';
import { dayText, numberText } from '../../words/locale.ts';
import { type MeetingKey, meetingText } from '../../words/meeting.ts';
import type { Language, Params } from '../../words/words.ts';

export interface HandedForm {
  /** What the commune may let in itself, as it was written; null for what is neither a form nor an act of this household. */
  readonly said: { readonly kind: string; readonly payload: object } | null;
  readonly told: ToldAct | null;
  readonly visit: { readonly on: string; readonly people: number } | null;
  /** It speaks of another household than the one it was handed over for. */
  readonly elsewhere: boolean;
}

/** `names`: of the household's people, as the register has them. */
type Handed = Pick<HandoverView, 'form' | 'householdId' | 'headName' | 'names'>;

export function readHandedForm(language: Language, { form, householdId, headName, names }: Handed): HandedForm {
  try {
    // cast: as the field's app writes it; anything else ends in `catch` or tells nothing
    const { envelope, about } = JSON.parse(form) as {
      readonly envelope: { readonly kind: string; readonly payload: unknown };
      readonly about?: {
        readonly names?: Readonly<Record<string, string>>;
        readonly place?: string;
        readonly opening?: { readonly year: number };
      } | null;
    };
    const { kind, payload } = envelope;
    if (typeof payload !== 'object' || payload === null) return NOTHING;
    if (kind === 'hold-meeting') return minutesOf(language, payload, { householdId, year: about?.opening?.year });
    if (!('householdId' in payload)) return NOTHING;
    if (payload.householdId !== householdId) return { ...NOTHING, elsewhere: true };
    const said = { kind, payload };
    if (kind === 'interview-finished') return { ...NOTHING, said, visit: visitOf(payload) };
    if (!ACT_KINDS.some((each) => each === kind)) return NOTHING;
    const known = { headName, names: { ...about?.names, ...names }, place: about?.place ?? '' };
    // cast: kind and payload belong together where the app wrote both
    const told = toldAct(language, { kind, payload } as Act, known);
    return told.lines.every(({ value }) => typeof value === 'string') ? { ...NOTHING, said, told } : NOTHING;
  } catch {
    return NOTHING;
  }
}

const NOTHING: HandedForm = { said: null, told: null, visit: null, elsewhere: false };

interface OfMinutes {
  readonly householdId: string;
  /** Of the list that it opens; undefined: the review's. */
  readonly year: number | undefined;
}

/** What a meeting came to about one household. */
function minutesOf(language: Language, payload: object, { householdId, year }: OfMinutes): HandedForm {
  // cast: as the server hands it in, one household of the minutes at a time; anything else ends in `catch` above
  const { heldOn, secretary, points, came, called, others } = payload as HoldMeeting;
  const [point, ...more] = points;
  if (more.length > 0) return NOTHING;
  const named = point === undefined ? [...came.map((one) => one.householdId), ...called] : [point.householdId];
  if (!named.includes(householdId)) return { ...NOTHING, elsewhere: true };
  const held = parseDate(heldOn);
  if (!held.ok || typeof secretary !== 'string') return NOTHING;
  const m = (key: MeetingKey, params?: Params): string => meetingText(language, key, params);
  const counted =
    point === undefined
      ? // Of nobody it was said how many agree: only who was there.
        [
          { label: m('handed.called'), value: numberText(language, called.length) },
          {
            label: m('handed.came'),
            value: m('present-parts', { households: numberText(language, came.length), others: numberText(language, others) }),
          },
        ]
      : [
          { label: m('discuss.present'), value: String(point.present) },
          { label: m('discuss.yes'), value: String(point.yes) },
        ];
  const lines = [
    ...(typeof year === 'number' ? [{ label: m('handed.list'), value: m('second.name', { year }) }] : []),
    { label: m('close.held-on'), value: dayText(language, held.value) },
    ...counted,
    { label: m('close.secretary'), value: secretary },
    ...(typeof point?.said === 'string' ? [{ label: m('column.said'), value: point.said }] : []),
  ];
  return {
    ...NOTHING,
    said: { kind: 'hold-meeting', payload },
    told: { title: m(point === undefined ? 'handed.attendance' : 'title'), lines },
  };
}

function visitOf(payload: object): HandedForm['visit'] {
  const { interviewedOn = '', answers } = payload as { interviewedOn?: string; answers?: { members?: readonly unknown[] } };
  return parseDate(interviewedOn).ok ? { on: interviewedOn, people: answers?.members?.length ?? 0 } : null;
}

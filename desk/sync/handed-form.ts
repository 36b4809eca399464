/**
 * What a hand-over carries (nội dung phiếu chuyển lên): an act told line by line, or a form named by its day and people. It lies in the
 * ledger as it was sent: what was written by another app, or by nobody's app, is neither, and the commune still has its word to give.
 */
import { parseDate } from '../../core/kernel/dates.ts';
import { type Act, ACT_KINDS } from '../../core/acts.ts';
import type { HandoverView } from '../../core/views.ts';
import { type ToldAct, toldAct } from '../../ui/told-act.ts';
import type { Language } from '../../words/words.ts';

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
      readonly about?: { readonly names: Readonly<Record<string, string>>; readonly place: string } | null;
    };
    const { kind, payload } = envelope;
    if (typeof payload !== 'object' || payload === null || !('householdId' in payload)) return NOTHING;
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

function visitOf(payload: object): HandedForm['visit'] {
  const { interviewedOn = '', answers } = payload as { interviewedOn?: string; answers?: { members?: readonly unknown[] } };
  return parseDate(interviewedOn).ok ? { on: interviewedOn, people: answers?.members?.length ?? 0 } : null;
}

/** What a hand-over carries (nội dung phiếu chuyển lên): an act to be told, or a form to be named; what was written by another app is neither. */
import { type Act, ACTS } from '../../ui/told-act.ts';

export interface HandedForm {
  readonly act: Act | null;
  readonly about: { readonly names: Readonly<Record<string, string>>; readonly place: string };
  readonly visit: { readonly on: string; readonly people: number } | null;
}

interface Written {
  readonly envelope?: { readonly kind?: string; readonly payload?: unknown };
  readonly about?: HandedForm['about'] | null;
}

export function readHandedForm(text: string): HandedForm {
  const { envelope = {}, about } = parsed(text);
  const { kind, payload } = envelope;
  const known = ACTS.some((each) => each === kind) && typeof payload === 'object' && payload !== null;
  return {
    // cast: the field's app wrote it by the same table of kinds
    act: known ? ({ kind, payload } as Act) : null,
    about: about ?? { names: {}, place: '' },
    visit: kind === 'interview-finished' ? visitOf(payload) : null,
  };
}

function visitOf(payload: unknown): HandedForm['visit'] {
  const { interviewedOn = '', answers } = (payload ?? {}) as { interviewedOn?: string; answers?: { members?: readonly unknown[] } };
  return { on: interviewedOn, people: answers?.members?.length ?? 0 };
}

function parsed(text: string): Written {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

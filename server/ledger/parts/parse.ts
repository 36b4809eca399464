/**
 * From what a device sent to commands that are inside trusted (đọc lệnh): envelope first, then the payload by its kind. What
 * does not fit is refused one by one, with the place of the fault and never the value, which could be a person's.
 */
import { canonical } from '../../../core/ledger/canonical.ts';
import { type Command, type CommandKindName, COMMANDS } from '../../../core/kinds.ts';
import { type CommandProblem, envelopeSchema } from '../../../core/sync/envelope.ts';

/** `text`: canonical payload, by which two sendings are the same or not. */
export type Parsed = Command & { readonly v: number; readonly text: string };

export type ParsedOne =
  | { readonly ok: true; readonly command: Parsed }
  | { readonly ok: false; readonly commandId: string; readonly problem: CommandProblem };

const NO_ID = '00000000-0000-0000-0000-000000000000';

export function parseCommand(input: unknown): ParsedOne {
  const envelope = envelopeSchema.safeParse(input);
  if (!envelope.success) return { ok: false, commandId: idOf(input), problem: malformed(envelope.error.issues) };
  const { commandId, kind, v, at } = envelope.data;
  if (!isKind(kind)) return { ok: false, commandId, problem: { code: 'kind-unknown', kind } };
  const { version, schema } = COMMANDS[kind];
  if (v !== version) return { ok: false, commandId, problem: { code: 'kind-version-unknown', kind, v } };
  const payload = schema.safeParse(envelope.data.payload);
  if (!payload.success) return { ok: false, commandId, problem: malformed(payload.error.issues) };
  const text = canonical(payload.data);
  if (isUnprintable(text)) return { ok: false, commandId, problem: { code: 'malformed', path: placeOf(payload.data), fault: 'character' } };
  // Kind and payload were just matched by the table of kinds, which the compiler cannot follow.
  const command = { commandId, kind, at, payload: payload.data } as Command;
  return { ok: true, command: { ...command, v, text } };
}

/** Control characters other than line breaks and tabs, and halves of characters: as JSON spells them, its own `\\` aside. */
const UNPRINTABLE = /(?:^|[^\\])(?:\\\\)*\\(?:[bf]|u(?:00[01]|d[89a-f]))/;

/** What JSON leaves as it is: later control characters, code points that are no characters, and signs that turn the writing around. */
const UNSEEN = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/u;

const isUnprintable = (text: string): boolean => UNPRINTABLE.test(text) || UNSEEN.test(text);

/** Of the first text that holds such a sign. */
function placeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const found = Object.entries(value).find(([, inside]) => isUnprintable(JSON.stringify(inside) ?? ''));
  if (found === undefined) return '';
  return [found[0], placeOf(found[1])].filter((part) => part !== '').join('.');
}

function isKind(kind: string): kind is CommandKindName {
  return Object.hasOwn(COMMANDS, kind);
}

/** The first fault; `path` as in `members.0.birth`. */
function malformed(issues: readonly { readonly path: readonly PropertyKey[]; readonly code?: string | undefined }[]): CommandProblem {
  const [first] = issues;
  return { code: 'malformed', path: first?.path.map(String).join('.') ?? '', fault: first?.code ?? '' };
}

function idOf(input: unknown): string {
  const id = typeof input === 'object' && input !== null && 'commandId' in input ? input.commandId : null;
  return typeof id === 'string' && id.length <= 40 ? id : NO_ID;
}

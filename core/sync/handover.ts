/**
 * What the door refused and the person of the phone cannot set right (chuyển cho xã): handed to the commune as it was written, which
 * settles it or sends it back. Both are events of the hamlet's book; how they stand is folded here.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { areaIdSchema, idSchema, lineSchema } from '../ledger/fields.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const word = field(z.string().trim().min(1).max(500).nullable(), RULES.note);

/** Characters of what is handed over: twice the form of the largest household that a list may name, every question answered. */
export const MOST_HANDED = 150_000;

/** Why the commune has it, where the server itself handed it over: the phone's person has lost the right to keep lists. No device says so. */
export const WITHDRAWN = { code: 'device-withdrawn' } as const;
const reason = lineSchema(60);

/** `handoverId`: the command that was refused. `form`: its envelope as it was sent, and what tells it to people, as JSON. */
export const handedOver = record('handed over', {
  handoverId: operation(idSchema),
  householdId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  headName: field(lineSchema(100), RULES.name),
  refusedBecause: operation(reason),
  form: field(z.string().max(400_000), RULES.health),
  word,
});

/** A handover that gives the server's own reason, read as the door will read it. */
export function saysWithdrawn(kind: string, payload: unknown): boolean {
  if (kind !== 'handed-over' || typeof payload !== 'object' || payload === null || !('refusedBecause' in payload)) return false;
  return reason.safeParse(payload.refusedBecause).data === WITHDRAWN.code;
}

export const HANDOVER_ENDS = ['settled', 'sent-back'] as const;
export type HandoverEnd = (typeof HANDOVER_ENDS)[number];

export const handoverSettled = record('handover settled', {
  handoverId: operation(idSchema),
  householdId: operation(idSchema),
  hamletId: operation(areaIdSchema),
  how: operation(z.enum(HANDOVER_ENDS)),
  word,
});

export type HandedOver = z.infer<typeof handedOver.schema>;
export type HandoverSettled = z.infer<typeof handoverSettled.schema>;

export interface Signed {
  readonly at: string;
  readonly accountId: string;
}
export type HandoverEvent = Signed &
  ({ readonly kind: 'handed-over'; readonly body: HandedOver } | { readonly kind: 'handover-settled'; readonly body: HandoverSettled });

export interface Handover {
  readonly handed: HandedOver & Signed;
  /** Null while the commune has not spoken. */
  readonly end: (Pick<HandoverSettled, 'how' | 'word'> & Signed) | null;
}

/**
 * By handover id. Its writer may hand it over again, then it is open again; nobody else can take its place under the same id. The
 * first word of the commune about that household stands. Events in the order of the ledger.
 */
export function handoversOf(events: readonly HandoverEvent[]): ReadonlyMap<string, Handover> {
  const found = new Map<string, Handover>();
  for (const { kind, body, at, accountId } of events) {
    const { handoverId } = body;
    const before = found.get(handoverId);
    const same = before?.handed.householdId === body.householdId && before.handed.hamletId === body.hamletId;
    if (kind === 'handed-over') {
      if (before === undefined || (same && before.handed.accountId === accountId))
        found.set(handoverId, { handed: { ...body, at, accountId }, end: null });
    } else if (before !== undefined && same && before.end === null)
      found.set(handoverId, { ...before, end: { how: body.how, word: body.word, at, accountId } });
  }
  return found;
}

/**
 * Sealed figures (số liệu chốt): what the tables of a round count, hamlet by hamlet, as it stood when the commune's chair sealed it, with
 * the state of each hamlet's book from which it was counted. Every number of any unit is a sum over hamlets, so that what is sealed here
 * is what each table of any unit says. Nothing changes or takes back a seal: what comes later is told in an annex beside it.
 */
import * as z from 'zod';
import { field, record, RULES } from '../access/catalogue.ts';
import { RULEBOOK_IDS } from '../classify/verdict.ts';
import { date, type PlainDate } from '../kernel/dates.ts';
import { canonical } from '../ledger/canonical.ts';
import { toHex } from '../ledger/chain.ts';
import type { Hash } from '../ledger/event.ts';
import { areaIdSchema, daySchema, hashSchema, idSchema, lineSchema } from '../ledger/fields.ts';
import type { Round } from '../meeting/round.ts';
import type { Counts, FigureId } from './figure-ids.ts';
import type { LateKind } from './late.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);

/** `version` and `head`: of the hamlet's book when it was counted. `numbers`: in the order of the seal's figures. */
const sealedHamlet = record('sealed hamlet', {
  hamletId: operation(areaIdSchema),
  bookId: operation(idSchema),
  version: operation(z.int().min(0)),
  head: operation(hashSchema),
  numbers: operation(z.array(z.int().min(0)).max(1_000)),
});

/**
 * Noted by the server's own route, which counts. `start` and `end`: days at whose close is counted; `figures` names the numbers, so that
 * a figure that a later program counts is never taken for one that was sealed as 0.
 */
export const figuresSealed = record('figures sealed', {
  sealId: operation(idSchema),
  roundId: operation(idSchema),
  communeId: operation(areaIdSchema),
  start: operation(daySchema),
  end: operation(daySchema),
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  figures: operation(z.array(z.string().min(1).max(64)).min(1).max(1_000)),
  hamlets: operation(z.array(sealedHamlet.schema).min(1).max(500)),
  hash: operation(hashSchema),
});
export type FiguresSealed = z.infer<typeof figuresSealed.schema>;

export const SEAL_ANSWERS = ['approved', 'returned'] as const;
/** The province's word. `word`: the number of its paper, or what is to be put right. */
export const answerSeal = record('seal answered', {
  sealId: operation(idSchema),
  communeId: operation(areaIdSchema),
  answer: operation(z.enum(SEAL_ANSWERS)),
  word: operation(lineSchema(300)),
});

/** `asked`: waits for the province; `returned`: it stands for nothing, and the commune may seal again. */
export const SEAL_STATES = ['sealed', 'asked', 'returned'] as const;
export type SealState = (typeof SEAL_STATES)[number];

/** What is sealed, in one spelling: numbers and the books' heads, without who and when, which the ledger says. */
export function sealText(body: Omit<FiguresSealed, 'sealId' | 'hash'>): string {
  const { roundId, communeId, start, end, rulebook, figures, hamlets } = body;
  return canonical({ roundId, communeId, start, end, rulebook, figures, hamlets });
}

export function sealHash(hash: Hash, body: Omit<FiguresSealed, 'sealId' | 'hash'>): string {
  return toHex(hash('vuon figures sealed\n', sealText(body)));
}

/** Is it what it says it is? Whoever has the event can ask this without the server. */
export function sealHolds(hash: Hash, body: FiguresSealed): boolean {
  const { figures, hamlets } = body;
  const ids = hamlets.map(({ hamletId }) => hamletId);
  const whole = hamlets.every(({ numbers }) => numbers.length === figures.length);
  return whole && new Set(figures).size === figures.length && new Set(ids).size === ids.length && sealHash(hash, body) === body.hash;
}

/** Of a unit whose hamlets lie in several seals: one for all of them, whatever their order. */
export function hashOfSeals(hash: Hash, hashes: readonly string[]): string | null {
  const [only, ...more] = [...new Set(hashes)].sort();
  if (only === undefined) return null;
  return more.length === 0 ? only : toHex(hash('vuon figures sealed together\n', canonical([only, ...more])));
}

/** The days at whose close a round is counted: of a yearly one the year's, of any other its own. */
export function momentOfRound({ kind, year, closesOn }: Pick<Round, 'kind' | 'year' | 'closesOn'>): {
  readonly start: PlainDate;
  readonly end: PlainDate;
} {
  return { start: date(`${year - 1}-12-31`), end: date(kind === 'yearly' ? `${year}-12-31` : closesOn) };
}

/** A line of the annex: what a figure of a unit was sealed as, and what is counted today. */
export interface Changed {
  readonly id: FigureId;
  readonly sealed: number;
  readonly now: number;
}

export function changedIn(sealed: Counts, now: Counts, ids: readonly FigureId[]): readonly Changed[] {
  return ids.flatMap((id): Changed[] => {
    const [was, is] = [sealed[id] ?? 0, now[id] ?? 0];
    return was === is ? [] : [{ id, sealed: was, now: is }];
  });
}

/** `areaId`: a unit of the table, or the whole. */
export interface AnnexChange extends Changed {
  readonly areaId: string;
  readonly name: string;
}

/**
 * An act of the time until the sealed day; where there are too many to name each, those of one kind by one person on one day together.
 * Who they are about stands in the list behind it.
 */
export interface AnnexAct {
  readonly kind: LateKind;
  /** `yyyy-mm-dd` in Vietnam. */
  readonly recordedOn: string;
  /** Of which day it speaks; null: of all the time until then, or of several days. */
  readonly day: string | null;
  /** Where it was written; null: in several hamlets. */
  readonly hamletId: string | null;
  /** More than one where they are told together. */
  readonly acts: number;
  readonly by: string;
  readonly households: number;
}

/**
 * Who seals the figures of a round (chốt số liệu): the commune's act alone, or that act with the province's word after it. Data of the
 * round with its clause and how sure it is, as its other steps are. What is sealed is core/report/seal.
 */
import * as z from 'zod';
import { daySchema, lineSchema } from '../ledger/fields.ts';

export const APPROVERS = ['none', 'province'] as const;

export const sealingSchema = z.strictObject({
  approval: z.enum(APPROVERS),
  from: daySchema,
  clause: lineSchema(200),
  /** As in the list of sources: seen, seen in a secondary source, remembered, uncertain. All but the first are to be confirmed. */
  sure: z.enum(['S', 'S~', 'M', 'U']),
});
export type Sealing = z.infer<typeof sealingSchema>;

/**
 * With the province's word: the commune decides, reports go to the province since there is no district [S 5]; which clause gives the
 * approval to whom was not readable [U], so that a province sets it when it opens the round.
 */
export const USUAL_SEALING: Sealing = {
  ...{ approval: 'province', from: '2025-07-01', sure: 'U' },
  clause: 'Decree 131/2025/NĐ-CP, Circular 13/2025/TT-BNNMT [S 5]',
};

/** A round that says nothing was opened before there was such a step: the commune's act alone. */
export function approvalOf(round: { readonly sealing?: Sealing | undefined }): Sealing['approval'] {
  return round.sealing?.approval ?? 'none';
}

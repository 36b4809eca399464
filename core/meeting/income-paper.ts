/**
 * The paper of what was found by income, as its square has it (mã vuông trên giấy xác nhận thu nhập): the same seal, the same chance token and the same
 * address as a certificate's; the statement says no more than the paper shows.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { lineSchema } from '../ledger/fields.ts';
import { tokenSchema } from './certificate.ts';
import type { IncomeForm } from './income-codes.ts';

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);

/** As many signs as the square takes. */
export const STATEMENT_SIGNS = 300;

/** `initials`: of the head, or of the worker, whom the paper names. */
export const sealedPaper = record('sealed income paper', {
  token: operation(tokenSchema),
  statement: fact(z.string().max(STATEMENT_SIGNS)),
  signature: operation(z.string().regex(/^[A-Za-z0-9_-]{86}$/)),
  publicKey: operation(z.string().regex(/^[A-Za-z0-9_-]{43}$/)),
  initials: fact(lineSchema(120)),
});
export type SealedPaper = z.infer<typeof sealedPaper.schema>;

/** mức sống trung bình, thu nhập thấp */
const FORM_SIGN: Readonly<Record<IncomeForm, string>> = { 'average-living': 'MSTB', 'low-income': 'TNT' };

/** The first word tells the form of the statement, and whether it comes from a demonstration: none of a certificate begins so. */
const FORM = { real: 'vuon1-thu-nhap', demonstration: 'vuon1-thu-nhap-dung-thu' } as const;

export interface PaperStated {
  readonly demonstration: boolean;
  readonly communeId: string;
  readonly number: string;
  readonly form: IncomeForm;
  readonly issuedOn: string;
  readonly token: string;
}

/** Every sign of it may stand in an address: a number may hold anything, and is written as an address writes it. */
export function paperStatementOf({ demonstration, communeId, number, form, issuedOn, token }: PaperStated): string {
  const first = demonstration ? FORM.demonstration : FORM.real;
  return [first, communeId, encodeURIComponent(number).replaceAll('~', '%7E'), FORM_SIGN[form], issuedOn, token].join('~');
}

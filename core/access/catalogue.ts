/**
 * The catalogue of personal data (danh mục dữ liệu): each field of each record is declared once, with its schema and
 * its rule. Parser, masking, exports and docs/data-protection.md derive from these declarations; a field that is not
 * declared cannot be parsed. Who may do what is `may.ts`; this file only says who may see which field.
 */
import * as z from 'zod';

/** `sensitive` as the personal-data decree lists it: ethnicity, health, location, biometrics, credit, identity images. */
export type Sensitivity = 'ordinary' | 'personal' | 'sensitive';

/** Kinds of reader a field may be shown to in full; everybody else sees it masked or not at all. */
export type Reader = 'hamlet' | 'commune' | 'above' | 'auditor' | 'public';

export interface FieldRule {
  readonly sensitivity: Sensitivity;
  /** Why it is kept: a code explained in docs/data-protection.md. */
  readonly purpose: 'review' | 'identity' | 'contact' | 'tables' | 'operation';
  /** The clause that orders or allows it; the same marks as in the rulebooks ([S], [S~], [M]). */
  readonly basis: string;
  readonly readers: readonly Reader[];
  /** What other readers get. */
  readonly otherwise: 'masked' | 'hidden';
  /** How it is masked; must be given where `otherwise` is `masked`. */
  readonly mask?: 'name' | 'citizen-id';
  /** Years kept after the household leaves every list; null: as long as the ledger (facts without a person). */
  readonly keepYears: number | null;
}

export interface Field<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly rule: FieldRule;
}

export function field<S extends z.ZodType>(schema: S, rule: FieldRule): Field<S> {
  return { schema, rule };
}

type Shape<F extends Record<string, Field>> = { readonly [K in keyof F]: F[K]['schema'] };

export interface RecordType<F extends Record<string, Field>> {
  readonly name: string;
  readonly fields: F;
  readonly schema: z.ZodObject<Shape<F>, z.core.$strict>;
}

/** A declaration without its exact types: for whoever walks through all of them. */
export interface Declared {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
}

const declarations = new WeakMap<z.ZodType, Declared>();

/** Declares a record; its parser is strict, so an undeclared field is refused at the door. */
export function record<F extends Record<string, Field>>(name: string, fields: F): RecordType<F> {
  const entries = Object.entries(fields).map(([key, f]) => [key, f.schema]);
  // cast: zod cannot see that entries keep their keys
  const shape = Object.fromEntries(entries) as Shape<F>;
  const schema = z.strictObject(shape);
  declarations.set(schema, { name, fields });
  return { name, fields, schema };
}

/** The declaration that made this schema; null for one that was not declared here. */
export function declarationOf(schema: z.ZodType): Declared | null {
  return declarations.get(schema) ?? null;
}

const REVIEW = 'Decision 24/2021/QĐ-TTg Art. 4-6 [S 4]';

export const RULES = {
  /** Facts of a dwelling or asset: about a household, read by all who serve its area. */
  householdFact: {
    sensitivity: 'personal',
    purpose: 'review',
    basis: REVIEW,
    readers: ['hamlet', 'commune', 'above', 'auditor'],
    otherwise: 'hidden',
    keepYears: 5,
  },
  name: {
    sensitivity: 'personal',
    purpose: 'identity',
    basis: REVIEW,
    readers: ['hamlet', 'commune', 'above'],
    otherwise: 'masked',
    mask: 'name',
    keepYears: 5,
  },
  memberFact: {
    sensitivity: 'personal',
    purpose: 'review',
    basis: REVIEW,
    readers: ['hamlet', 'commune', 'above', 'auditor'],
    otherwise: 'hidden',
    keepYears: 5,
  },
  /** The number of the citizen card: the hamlet sees it masked. */
  citizenId: {
    sensitivity: 'personal',
    purpose: 'identity',
    basis: REVIEW,
    readers: ['commune'],
    otherwise: 'masked',
    mask: 'citizen-id',
    keepYears: 5,
  },
  contact: {
    sensitivity: 'personal',
    purpose: 'contact',
    basis: REVIEW,
    readers: ['hamlet', 'commune'],
    otherwise: 'hidden',
    keepYears: 1,
  },
  ethnicity: {
    sensitivity: 'sensitive',
    purpose: 'tables',
    basis: 'Circular 07/2021 Annex VII [S 8]',
    readers: ['hamlet', 'commune', 'above'],
    otherwise: 'hidden',
    keepYears: 5,
  },
  health: {
    sensitivity: 'sensitive',
    purpose: 'review',
    basis: 'Circular 07/2021 Annex III [S 3]',
    readers: ['hamlet', 'commune'],
    otherwise: 'hidden',
    keepYears: 5,
  },
  /** How somebody writes their name: seen by those who may have to say whose it is. */
  signature: {
    sensitivity: 'sensitive',
    purpose: 'review',
    basis: REVIEW,
    readers: ['hamlet', 'commune'],
    otherwise: 'hidden',
    keepYears: 5,
  },
  /** Where people live, to the metre. */
  location: {
    sensitivity: 'sensitive',
    purpose: 'contact',
    basis: REVIEW,
    readers: ['hamlet', 'commune'],
    otherwise: 'hidden',
    keepYears: 1,
  },
  /** A look into a home, or at how somebody signs. */
  photo: {
    sensitivity: 'sensitive',
    purpose: 'review',
    basis: REVIEW,
    readers: ['hamlet', 'commune'],
    otherwise: 'hidden',
    keepYears: 1,
  },
  note: { sensitivity: 'sensitive', purpose: 'review', basis: REVIEW, readers: ['hamlet', 'commune'], otherwise: 'hidden', keepYears: 1 },
  /** People who work in the system: their names stand under what they did. */
  staff: {
    sensitivity: 'personal',
    purpose: 'operation',
    basis: REVIEW,
    readers: ['hamlet', 'commune', 'above', 'auditor'],
    otherwise: 'hidden',
    keepYears: 5,
  },
  /** Codes, dates and counts that name nobody. */
  operation: {
    sensitivity: 'ordinary',
    purpose: 'operation',
    basis: REVIEW,
    readers: ['hamlet', 'commune', 'above', 'auditor'],
    otherwise: 'hidden',
    keepYears: null,
  },
} as const satisfies Record<string, FieldRule>;

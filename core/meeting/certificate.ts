/**
 * Certificates of poor and near-poor households (giấy chứng nhận, Form 03 of Decision 24/2021/QĐ-TTg [S 42, 43]): one sheet carries
 * several years' rows, each row a year's recognition with a seal of its own. Issued, corrected, issued anew and withdrawn are events;
 * nothing on a sheet is overwritten. The statement that is sealed says no more than the paper shows, in signs that an address may hold.
 * The stamped paper remains the legal act: a seal only tells that these words came from the office's server.
 */
import * as z from 'zod';
import { field, RULES, record } from '../access/catalogue.ts';
import { RULEBOOK_IDS, type RulebookId } from '../classify/verdict.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { areaIdSchema, daySchema, idSchema, lineSchema } from '../ledger/fields.ts';

/** Who gets one: escaped households stand in the decision alone. */
export const CERTIFIED = ['poor', 'near-poor'] as const;
export type CertifiedClass = (typeof CERTIFIED)[number];

export const isCertified = (of: string): of is CertifiedClass => CERTIFIED.some((one) => one === of);

/** `{so}` stands for the running number of the commune in the year of issue, `{nam}` for that year. */
const PATTERN = /^[0-9A-Za-z./-]*\{so\}[0-9A-Za-z./-]*(\{nam\}[0-9A-Za-z./-]*)?$/;

/** Data of a round: how its certificates are numbered, by which clause, how sure that is. */
export const certificateRuleSchema = z.strictObject({
  pattern: z.string().max(40).regex(PATTERN),
  clause: lineSchema(200),
  sure: z.enum(['S', 'S~', 'M', 'U']),
});
export type CertificateRule = z.infer<typeof certificateRuleSchema>;

/** Where a round says nothing else. */
export const USUAL_CERTIFICATE: CertificateRule = {
  pattern: '{so}/GCN-HN.HCN',
  clause: 'Form 03 of Decision 24/2021/QĐ-TTg [S 43]',
  sure: 'S',
};

export function certificateNumber(
  { pattern }: Pick<CertificateRule, 'pattern'>,
  { serial, year }: { serial: number; year: number },
): string {
  return pattern.replace('{so}', String(serial)).replace('{nam}', String(year));
}

/** The years whose rows a sheet has, of each period of the standard. */
const YEARS: Readonly<Record<RulebookId, readonly [number, number]>> = { '2022-2026': [2022, 2026], '2027-2030': [2027, 2030] };

/** In their order on the sheet. */
export function yearsOf(rulebook: RulebookId): readonly number[] {
  const [first, last] = YEARS[rulebook];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export const SHEETS = ['new', 'row'] as const;
/** A whole new sheet, or a row on the sheet of the same period that the household holds (a new one where it holds none). */
export type Sheet = (typeof SHEETS)[number];

export const REISSUES = ['lost', 'damaged'] as const;
export type Reissue = (typeof REISSUES)[number];

/** How a row ended; a row without end holds. */
export const ENDINGS = ['withdrawn', 'corrected', 'reissued'] as const;
export type Ending = (typeof ENDINGS)[number];

const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const fact = <S extends z.ZodType>(schema: S) => field(schema, RULES.householdFact);

/**
 * Whose office acts on a household's certificates, whoever gave them out: that of the commune where the household lives on that day, or
 * lived last. After a reform of units that is the heir of the commune that is no more; after a move it is the new commune.
 */
export function mayActFor({
  acting,
  home,
}: {
  readonly acting: string;
  readonly home: string | null;
}): Result<true, { readonly code: 'certificate-of-another-commune' }> {
  return acting === home ? ok(true) : fail({ code: 'certificate-of-another-commune' });
}

/** What the public check tells of the head's name: "Lê Văn Thử" is "L. V. T." */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => `${[...word][0]?.toUpperCase() ?? ''}.`).join(' ');
}

/** 16 chance bytes: nobody finds one by trying. */
export const TOKEN_BYTES = 16;
export const tokenSchema = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

export const isToken = (text: string): boolean => tokenSchema.safeParse(text).success;

/** Of Ed25519, base64url: what was sealed, by which key. */
const sealedRow = record('sealed row', {
  rowId: operation(idSchema),
  year: operation(z.int().min(2016).max(2100)),
  class: fact(z.enum(CERTIFIED)),
  decisionId: operation(idSchema),
  token: operation(tokenSchema),
  statement: fact(z.string().max(300)),
  signature: operation(z.string().regex(/^[A-Za-z0-9_-]{86}$/)),
  publicKey: operation(z.string().regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type SealedRow = z.infer<typeof sealedRow.schema>;

const ofHousehold = { householdId: operation(idSchema), communeId: operation(areaIdSchema) };
const numbered = { number: operation(lineSchema(60)), serial: operation(z.int().min(1)), serialYear: operation(z.int()) };

/** The command of the chair; number, statement and seal are the door's. */
export const issueCertificate = record('issue certificate', {
  ...ofHousehold,
  rowId: operation(idSchema),
  decisionId: operation(idSchema),
  issuedOn: operation(daySchema),
  sheet: operation(z.enum(SHEETS)),
});

/** Of the head as the sheet names them; sheets of before have none. */
const initials = fact(lineSchema(120).optional());

/** `sheetId`: the row's own id where it begins a sheet. */
export const certificateIssued = record('certificate issued', {
  ...ofHousehold,
  ...numbered,
  hamletId: operation(areaIdSchema),
  sheetId: operation(idSchema),
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  issuedOn: operation(daySchema),
  initials,
  row: fact(sealedRow.schema),
});

/**
 * The sheet `replaces` printed anew, with the same number, since something on it was wrong. `communeId` is whose chair signs; the event
 * keeps the commune whose number it is, and says `signedBy` where that is another.
 */
export const correctCertificate = record('correct certificate', {
  ...ofHousehold,
  sheetId: operation(idSchema),
  replaces: operation(idSchema),
  issuedOn: operation(daySchema),
  why: fact(lineSchema(300)),
});

/** The sheet `replaces` is lost or damaged: a new one with a new number. */
export const reissueCertificate = record('reissue certificate', {
  ...ofHousehold,
  sheetId: operation(idSchema),
  replaces: operation(idSchema),
  issuedOn: operation(daySchema),
  reason: operation(z.enum(REISSUES)),
});

const renewed = {
  ...ofHousehold,
  ...numbered,
  hamletId: operation(areaIdSchema),
  sheetId: operation(idSchema),
  replaces: operation(idSchema),
  rulebook: operation(z.enum(RULEBOOK_IDS)),
  issuedOn: operation(daySchema),
  initials,
  signedBy: operation(areaIdSchema.optional()),
  rows: fact(z.array(sealedRow.schema).min(1)),
};
export const certificateCorrected = record('certificate corrected', { ...renewed, why: fact(lineSchema(300)) });
export const certificateReissued = record('certificate reissued', { ...renewed, reason: operation(z.enum(REISSUES)) });

/** One year's row holds no more. */
export const certificateWithdrawn = record('certificate withdrawn', {
  ...ofHousehold,
  rowId: operation(idSchema),
  on: operation(daySchema),
  why: fact(lineSchema(300)),
});

export interface Stated {
  readonly demonstration: boolean;
  readonly communeId: string;
  readonly number: string;
  readonly year: number;
  readonly class: CertifiedClass;
  readonly issuedOn: string;
  readonly token: string;
}

/** As the paper writes them. */
export const CLASS_SIGN: Readonly<Record<CertifiedClass, string>> = { poor: 'N', 'near-poor': 'CN' };

/** The first word tells the form of the statement, and whether it comes from a demonstration. */
const FORM = { real: 'vuon1', demonstration: 'vuon1-dung-thu' } as const;
const BETWEEN = '~';

/** What is sealed, in one way only; every sign of it may stand in an address as it is. */
export function statementOf({ demonstration, communeId, number, year, class: of, issuedOn, token }: Stated): string {
  const form = demonstration ? FORM.demonstration : FORM.real;
  return [form, communeId, number, year, CLASS_SIGN[of], issuedOn, token].join(BETWEEN);
}

/** What the seal is over: no other thing that the server ever signs begins so. */
export const sealedText = (statement: string): string => `vuon certificate\n${statement}`;

/**
 * What the square on the paper holds: the address of the check, and behind the #, which no browser sends on, statement and signature for
 * whoever checks without a line.
 */
export function checkAddress(
  portal: string,
  { token, statement, signature }: Pick<SealedRow, 'token' | 'statement' | 'signature'>,
): string {
  return `${portal.replace(/\/+$/, '')}${CHECK_PATH}/${token}#${statement}${BETWEEN}${signature}`;
}

export const CHECK_PATH = '/giay-chung-nhan';

export type CertificateIssued = z.infer<typeof certificateIssued.schema>;
export type CertificateRenewed = Omit<z.infer<typeof certificateCorrected.schema>, 'why'>;

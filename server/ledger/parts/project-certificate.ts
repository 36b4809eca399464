/** What certificates change in the tables (giấy chứng nhận trong bảng): one line for each year's row of each sheet; one that ended stays. */
import type { Ending, SealedRow } from '../../../core/meeting/certificate.ts';
import type { AnyBody, EventBody, EventKindName } from '../../../core/kinds.ts';
import { certificatePrint } from '../certificate-seal.ts';
import type { Sql } from '../sql.ts';
import type { OfficeWritten } from './project-office.ts';

export const CERTIFICATE_EVENTS = [
  'certificate-issued',
  'certificate-corrected',
  'certificate-reissued',
  'certificate-withdrawn',
] as const satisfies readonly EventKindName[];
type CertificateSaid = Extract<AnyBody, { readonly kind: (typeof CERTIFICATE_EVENTS)[number] }>;

export function isCertificateSaid(said: AnyBody): said is CertificateSaid {
  return CERTIFICATE_EVENTS.some((kind) => kind === said.kind);
}

export async function projectCertificate(sql: Sql, said: CertificateSaid, at: OfficeWritten): Promise<void> {
  switch (said.kind) {
    case 'certificate-issued': {
      const { row, ...sheet } = said.body;
      return putRows(sql, { ...sheet, opens: sheet.sheetId === row.rowId, began: 'issued', rows: [row] }, at);
    }
    case 'certificate-corrected':
      return renew(sql, said.body, { how: 'corrected', why: said.body.why, opens: false, at });
    case 'certificate-reissued':
      return renew(sql, said.body, { how: 'reissued', why: said.body.reason, opens: true, at });
    case 'certificate-withdrawn':
      return endRow(sql, said.body, at);
  }
}

type Renewed = Omit<EventBody<'certificate-corrected'>, 'why'>;

interface Renewal {
  readonly how: Exclude<Ending, 'withdrawn'>;
  readonly why: string;
  readonly opens: boolean;
  readonly at: OfficeWritten;
}

async function renew(sql: Sql, body: Renewed, { how, why, opens, at }: Renewal): Promise<void> {
  await sql.query(
    `update certificate set ended_on = $2, ended_how = $3, ended_why = $5, ended_by = $6
      where sheet_id = $1 and household_id = $4 and ended_how is null`,
    [body.replaces, body.issuedOn, how, body.householdId, why, at.accountId],
  );
  await putRows(sql, { ...body, opens, began: how }, at);
}

type Given = Omit<EventBody<'certificate-issued'>, 'row'> & {
  readonly signedBy?: string | undefined;
  readonly opens: boolean;
  readonly began: 'issued' | Renewal['how'];
  readonly rows: readonly SealedRow[];
};

/** `opens`: the sheet took a number of its own; its first line tells it. */
async function putRows(sql: Sql, sheet: Given, { recordedAt }: OfficeWritten): Promise<void> {
  const { householdId, hamletId, communeId, sheetId, rulebook, issuedOn, serial, serialYear, number, opens, began, rows } = sheet;
  const { signedBy = communeId, initials = null } = sheet;
  await sql.query('select raise_certificate_count($1, $2, $3)', [communeId, serialYear, serial]);
  for (const [place, row] of rows.entries())
    await sql.query(
      `insert into certificate (row_id, sheet_id, household_id, hamlet_id, commune_id, rulebook, year, class, decision_id, serial, serial_year,
                                number, opens_sheet, issued_on, token, statement, signature, public_key, token_print, at, began,
                                signed_by, initials)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`,
      [
        ...[row.rowId, sheetId, householdId, hamletId, communeId, rulebook, row.year, row.class, row.decisionId, serial, serialYear],
        ...[number, opens && place === 0, issuedOn, row.token, row.statement, row.signature, row.publicKey],
        ...[certificatePrint(row.token), recordedAt, began, signedBy, initials],
      ],
    );
}

async function endRow(sql: Sql, { rowId, on, why }: EventBody<'certificate-withdrawn'>, { accountId }: OfficeWritten): Promise<void> {
  await sql.query(`update certificate set ended_on = $2, ended_how = 'withdrawn', ended_why = $3, ended_by = $4 where row_id = $1`, [
    ...[rowId, on, why, accountId],
  ]);
}

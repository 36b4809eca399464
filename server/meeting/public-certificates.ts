/**
 * For everybody who holds a certificate in their hand (kiểm tra giấy chứng nhận): by the token in its square, which nobody can guess, what
 * the paper itself shows and whether it still holds. Whatever else is asked gets one and the same answer. And the public keys.
 */
import { sql } from 'kysely';
import * as z from 'zod';
import { isToken } from '../../core/meeting/certificate.ts';
import type { CertificateKeys, CertificateState, PublicCertificate } from '../../core/meeting/certificate-views.ts';
import type { PublicIncomePaper } from '../../core/meeting/income-views.ts';
import { notFound } from '../http/problem.ts';
import { openRouteWithoutTransaction, type Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import { certificatePrint } from '../ledger/certificate-seal.ts';

/** The portal asks for all its readers from one address, and limits each of them itself (`http/faces.ts`). */
const PER_MINUTE = 60_000;

export function publicCertificateRoutes(server: Server, publicKey: string): void {
  openRouteWithoutTransaction(server, {
    method: 'GET',
    url: '/api/public/certificates/:token',
    perMinute: PER_MINUTE,
    params: z.strictObject({ token: z.string().max(100) }),
    handle: (context, { params: { token } }) => asActor(context.db, publicScope(context.today), (tx) => check(tx, token)),
  });
  openRouteWithoutTransaction(server, {
    method: 'GET',
    url: '/api/public/certificate-keys',
    perMinute: PER_MINUTE,
    handle: (context) => asActor(context.db, publicScope(context.today), (tx) => readKeys(tx, publicKey)),
  });
}

/** Throws `not-found`. */
async function check(tx: Tx, token: string): Promise<PublicCertificate | PublicIncomePaper> {
  if (!isToken(token)) throw notFound();
  const { rows } = await sql<Omit<PublicCertificate, 'state'> & { endedHow: Exclude<CertificateState, 'valid'> | null }>`
    select number, year, class, commune_name as "communeName", numbered_by as "numberedBy", issued_on as "issuedOn", ended_on as "endedOn",
           ended_how as "endedHow", initials, gone, newer, demonstration
      from public_certificate(${certificatePrint(token)})`.execute(tx);
  const [row] = rows;
  if (row === undefined) return checkIncomePaper(tx, token);
  const { endedHow, ...seen } = row;
  return { ...seen, state: endedHow ?? 'valid' };
}

/** A paper by income has the same square. Throws `not-found`. */
async function checkIncomePaper(tx: Tx, token: string): Promise<PublicIncomePaper> {
  const { rows } = await sql<Omit<PublicIncomePaper, 'state'> & { endedHow: Exclude<CertificateState, 'valid'> | null }>`
    select number, form, commune_name as "communeName", issued_on as "issuedOn", ended_on as "endedOn", ended_how as "endedHow", initials,
           gone, demonstration
      from public_income_paper(${certificatePrint(token)})`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw notFound();
  const { endedHow, ...seen } = row;
  return { ...seen, state: endedHow ?? 'valid' };
}

/** The one in use, and those with which certificates were sealed before it was changed. */
async function readKeys(tx: Tx, current: string): Promise<CertificateKeys> {
  const { rows } = await sql<{ key: string }>`select key from certificate_keys() as key`.execute(tx);
  return { algorithm: 'Ed25519', keys: [current, ...rows.map(({ key }) => key).filter((key) => key !== current)] };
}

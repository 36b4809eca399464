/** Certificates as the server tells a face (giấy chứng nhận trên màn hình). */
import type { RulebookId } from '../classify/verdict.ts';
import type { CertifiedClass, Ending } from './certificate.ts';

export type CertificateState = 'valid' | Ending;

/** `GET /api/public/certificates/:token`: what stands on the paper, and whether it still holds. */
export interface PublicCertificate {
  readonly number: string;
  readonly year: number;
  readonly class: CertifiedClass;
  /** Whose chair signed it. */
  readonly communeName: string;
  /** Whose number it is, where another commune corrected it; else null. */
  readonly numberedBy: string | null;
  readonly issuedOn: string;
  readonly state: CertificateState;
  readonly endedOn: string | null;
  /** First letters of the name of the head on the sheet, to compare with the paper; null: not kept when it was given out. */
  readonly initials: string | null;
  /** The household has been joined to another or has nobody any more. */
  readonly gone: boolean;
  /** The household was decided on again since; what came of it is not told. */
  readonly newer: boolean;
  readonly demonstration: boolean;
}

/** `GET /api/public/certificate-keys` */
export interface CertificateKeys {
  readonly algorithm: 'Ed25519';
  /** 32 bytes each, base64url; the one in use first. */
  readonly keys: readonly string[];
}

/** A decision on which certificates may be given out; the newest first. */
export interface CertifiedDecision {
  readonly decisionId: string;
  /** Who took it: the commune itself, one that merged into it, or one that households came from. */
  readonly communeId: string;
  readonly communeName: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly year: number;
  readonly rulebook: RulebookId;
  /** Recognised as poor or near-poor, living in the commune today: whose result holds, or who was given one. */
  readonly due: number;
  /** Of them with a certificate that holds. */
  readonly issued: number;
  readonly withdrawn: number;
}

export interface CertificateHamlet {
  readonly hamletId: string;
  readonly hamletName: string;
  readonly due: number;
  readonly issued: number;
}

/** Why a sheet that holds is not printed as it is: issue it anew or correct it. */
export const UNPRINTED = ['signed-elsewhere', 'head-changed'] as const;
export type Unprinted = (typeof UNPRINTED)[number];

/** One that holds no more, with what was done, why, when and by whom. */
export interface EndedCertificate {
  readonly number: string;
  readonly how: Ending;
  readonly on: string;
  /** In the words of whoever did it; of a sheet issued anew one of `REISSUES`. */
  readonly why: string;
  /** '': not known. */
  readonly by: string;
}

export interface CertificateLine {
  readonly householdId: string;
  readonly headName: string;
  readonly class: CertifiedClass;
  /** The household is there: of one that is not, what it holds can only be withdrawn. */
  readonly present: boolean;
  /** The oldest first. */
  readonly ended: readonly EndedCertificate[];
  /** The last one that was given on the decision; null: none yet. */
  readonly given: {
    readonly rowId: string;
    readonly sheetId: string;
    readonly number: string;
    readonly issuedOn: string;
    readonly state: CertificateState;
    readonly endedOn: string | null;
    readonly unprinted: Unprinted | null;
  } | null;
}

/** Of a household for which none could be given, and why: the code of a sentence. */
export interface CertificateRefusal {
  readonly householdId: string;
  readonly headName: string;
  readonly hamletName: string;
  readonly problem: { readonly code: string; readonly [more: string]: unknown };
}

export interface CertificateJobView {
  readonly jobId: string;
  readonly state: 'making' | 'done' | 'stopped' | 'failed';
  readonly problem: string | null;
  readonly total: number;
  readonly issued: number;
  /** Had one on the decision already. */
  readonly already: number;
  readonly refused: number;
  readonly askedAt: string;
  /** The first of them. */
  readonly refusals: readonly CertificateRefusal[];
}

/** `GET /api/areas/:areaId/certificates?decision=&hamlet=`, of a commune. */
export interface CertificatesView {
  readonly today: string;
  readonly decisions: readonly CertifiedDecision[];
  /** The one that is shown; null: the commune has decided nothing here. */
  readonly decision: CertifiedDecision | null;
  readonly hamlets: readonly CertificateHamlet[];
  /** Of the hamlet that was asked for. */
  readonly hamletId: string | null;
  readonly lines: readonly CertificateLine[];
  readonly job: CertificateJobView | null;
  /** Households of the decision to whom none was ever given on it. */
  readonly left: number;
  /** Of those that hold, how many cannot be printed whole as they were given out. */
  readonly unprinted: number;
  readonly allowed: boolean;
  /** Code of the reason when not allowed. */
  readonly why: string | null;
}

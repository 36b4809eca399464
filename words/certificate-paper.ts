/** Texts of certificates on paper (lời của giấy chứng nhận in ra giấy). */
import { certificatePaper as en } from './en/certificate-paper.ts';
import { certificatePaper as vi } from './vi/certificate-paper.ts';
import { subject } from './words.ts';

export const certificatePaperText = subject(vi, en);
export type CertificatePaperKey = keyof typeof vi;

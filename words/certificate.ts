/** Texts of certificates, for desk and portal (lời của giấy chứng nhận). */
import { certificate as en } from './en/certificate.ts';
import { certificate as vi } from './vi/certificate.ts';
import { subject } from './words.ts';

export const certificateText = subject(vi, en);
export type CertificateKey = keyof typeof vi;

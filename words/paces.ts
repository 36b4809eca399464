/** Texts of how the forms of each enumerator came about (lời của trang phiếu từng rà soát viên). */
import { paces as en } from './en/paces.ts';
import { paces as vi } from './vi/paces.ts';
import { subject } from './words.ts';

export const pacesText = subject(vi, en);

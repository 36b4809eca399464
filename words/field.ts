/** Texts of the phone face (lời của màn hình rà soát). */
import { field as en } from './en/field.ts';
import { field as vi } from './vi/field.ts';
import { subject } from './words.ts';

export const fieldText = subject(vi, en);
export type FieldKey = keyof typeof vi;

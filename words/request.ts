/** Texts of requests, for desk, portal and sheets (lời của đơn đề nghị). */
import { request as en } from './en/request.ts';
import { request as vi } from './vi/request.ts';
import { subject } from './words.ts';

export const requestText = subject(vi, en);
export type RequestKey = keyof typeof vi;

/** Labels of the ways from a board to its pages (lời của các đường dẫn), apart so that the first page need not load what all of them say. */
import { ways as en } from './en/ways.ts';
import { ways as vi } from './vi/ways.ts';
import { subject } from './words.ts';

export const waysText = subject(vi, en);

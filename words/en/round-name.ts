/** The name of a round: its kind, month or year, and its number where several are alike. */
import type { roundName as vi } from '../vi/round-name.ts';

export const roundName = {
  yearly: 'Yearly review {year}',
  opening: 'List that opens {year}',
  regular: 'Regular review of {month}/{of}',
  exit: 'Requests to leave of {month}/{of}',
  nth: '{name}, round {nth}',
} as const satisfies Record<keyof typeof vi, string>;

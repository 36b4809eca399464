/** Texts of decisions that were taken, also by communes that have merged. */
import type { taken as vi } from '../vi/taken.ts';

export const taken = {
  title: 'Decisions taken',
  lead: 'Of {area} and of the communes that merged into it. They are read and printed again, not changed.',
  none: 'No decision was signed in the program, nor by a commune that merged into this one.',
  name: '{number} of {day}, result of {year}',
  'of.own': '{commune}',
  'of.whole': '{commune}, now in {area}',
  'of.part': '{commune}, a part of it now in {area}. The print names only households that live in {area} now.',
  by: 'Signed in the program by {by}',
  counts: '{poor} poor · {nearPoor} near-poor · {escapedPoverty} escaped poverty · {escapedNearPoverty} escaped near-poverty',
  pdf: 'Print again (Form 02)',
  'pdf-label': 'Print decision {number} of {commune} again (Form 02)',
  xlsx: 'Fetch the lists (.xlsx)',
  'xlsx-label': 'Fetch the lists of decision {number} of {commune} (.xlsx)',
} as const satisfies Record<keyof typeof vi, string>;

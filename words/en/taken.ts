/** Texts of decisions that were taken, also by communes that have merged. */
import type { taken as vi } from '../vi/taken.ts';

export const taken = {
  title: 'Decisions taken',
  lead: 'Of {area} and of the communes that merged into it. They are read and printed again; a wrong one is withdrawn as a whole, never changed.',
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
  withdraw: 'Withdraw the decision',
  'withdraw-title': 'Withdraw decision {number}?',
  'withdraw-body':
    'What it says of every household holds no more and what stood before holds again; certificates given out on it are withdrawn; the page of each household says so. In an open round the list stands before its decision again.',
  'withdraw-warning': 'It is written into the ledger and cannot be undone. Printed certificates must be collected.',
  'withdraw-number': 'Number of the withdrawing decision',
  'withdraw-number-hint': 'As on the paper, for example 20/QĐ-UBND',
  'withdraw-day': 'Day of withdrawal',
  'withdraw-day-hint': 'As 31/12/2026',
  'withdraw-day-needed': 'Write the day as 31/12/2026.',
  'withdraw-reason': 'Reason',
  'withdraw-reason-hint': 'No names or private facts: whoever sees a household’s page reads it.',
  'withdraw-needed': 'Please fill this in.',
  withdrawn: 'Withdrawn on {day} by decision {paper}',
  'withdrawn-why': 'Reason: {reason}. Written by {by}',
  'withdrawn-of': '{households} households are what they were before, {certificates} certificates are withdrawn.',
  'withdrawn-elsewhere':
    '{count} households are not in the commune’s books any more (moved or erased): their new commune must review them.',
  'withdrawn-said': 'Decision {number} of {day}, result of {year}: {class}. It holds no more.',
  'withdrawn-reason': 'Reason: {reason}',
} as const satisfies Record<keyof typeof vi, string>;

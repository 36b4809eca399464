/** Ways to the pages of an area. */
export const ways = {
  beside: 'Communes beside each other',
  changes: 'Why it rose or fell',
  clashes: 'Told otherwise',
  'clashes-count': 'Told otherwise ({count} to choose)',
  closing: 'Close the round',
  duplicates: 'Households that may be written twice',
  handovers: 'Handed over by hamlets',
  'handovers-count': 'Handed over by hamlets ({count} open)',
  meetings: 'Hamlet meetings',
  'opening-choice': 'List at hand',
  rounds: 'Review rounds, steps and days',
  today: 'Today',
  twice: 'People written twice in the province',
  workload: 'Workload, catch-up plan',
} as const;

import type { clause as vi } from '../vi/clause.ts';

export const clause: Record<keyof typeof vi, string> = {
  'law-personal-data': 'Law on Personal Data Protection',
  'law-archives': 'Law on Archives',
  'law-complaints': 'Law on Complaints',
  'law-denunciations': 'Law on Denunciations',
  'law': 'Law',
  'decision': 'Decision',
  'circular': 'Circular',
  'decree': 'Decree',
  'annex': 'Annex',
  'form-of': 'Form {numbers} of',
  form: 'Form {numbers}',
  'forms': 'Forms',
  'and': 'and',
  'article': 'Art.',
  'keep.personal-data-91-2025': 'Law on Personal Data Protection 91/2025/QH15: no longer than the purpose; the years are our own',
  'keep.archives-33-2024': 'Law on Archives 33/2024/QH15; the years are our own',
  'kept.refused-requests': 'requests refused or withdrawn',
  'kept.minutes': 'minutes of rounds that are closed',
  'kept.photos': 'photos',
  'ground.retention': 'over its time: {what}; {clause}',
};

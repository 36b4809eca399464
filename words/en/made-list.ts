/** Long files made by the server while one goes on (tệp dài lập dần ở máy chủ). */
import type { madeList as vi } from '../vi/made-list.ts';

export const madeList = {
  'title': 'List of all {area}',
  'lead':
    'The list is made at the server, one commune after another. You may leave this page: the work goes on, even when the server is started again.',
  'most': 'A file holds {most} people at most and is kept for one day.',
  'make-excel': 'Make the Excel file',
  'make-pdf': 'Make the PDF file',
  'own': 'Your lists',
  'excel': 'Excel list',
  'pdf': 'PDF list',
  'progress': 'Communes done',
  'making': '{done} of {parts} communes done',
  'joining': 'All communes are there; joining them into one file…',
  'ready': '{people} people, {size}, kept until {until}',
  'stopped': 'Stopped.',
  'stop': 'Stop',
  'fetch': 'Download',
  'by-unit': 'See the list of a single unit',
} as const satisfies Record<keyof typeof vi, string>;

/** Several years in the units of one day (chuỗi nhiều năm). */
import { series as en } from './en/series.ts';
import { series as vi } from './vi/series.ts';
import { subject } from './words.ts';

export const seriesText = subject(vi, en);
export type SeriesKey = keyof typeof vi;

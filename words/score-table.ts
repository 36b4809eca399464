/** Texts of bringing in score tables, by language and key (lời của việc nạp bảng điểm B1). */
import { scoreTable as en } from './en/score-table.ts';
import { scoreTable as vi } from './vi/score-table.ts';
import { subject } from './words.ts';

export type ScoreKey = keyof typeof vi;
export const scoreText = subject(vi, en);

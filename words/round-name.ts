/** How a round is called (tên đợt), on every screen and paper alike. */
import { roundName as en } from './en/round-name.ts';
import { roundName as vi } from './vi/round-name.ts';
import { type Language, subject } from './words.ts';

const text = subject(vi, en);

export interface NamedRound {
  readonly kind: Exclude<keyof typeof vi, 'nth'>;
  readonly year: number;
  /** `yyyy-mm-dd` */
  readonly opensOn: string;
  /** The how-manieth of those that would be called alike; absent: the first. */
  readonly nth?: number | undefined;
}

/** "Rà soát thường xuyên tháng 11/2026, đợt 2" */
export function roundNameText(language: Language, { kind, year, opensOn, nth = 1 }: NamedRound): string {
  const name = text(language, kind, { year, month: opensOn.slice(5, 7), of: opensOn.slice(0, 4) });
  return nth > 1 ? text(language, 'nth', { name, nth }) : name;
}

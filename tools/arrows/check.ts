// Judges the whole source against the house's rules (kiểm tra hai mũi tên và các giới hạn). Pure: sources in, findings out.
// Reading the disk and printing are main.ts's work.

import { checkBans } from './parts/bans.ts';
import { checkBudgets, type Figures, measure } from './parts/budgets.ts';
import { checkLayers, checkRoom } from './parts/layers.ts';
import { type Finding, parse, type Source } from './source.ts';

export type Verdict = { findings: Finding[]; figures: Figures; files: number };

export function checkSources(sources: Source[]): Verdict {
  const parsed = sources.map(parse);
  const findings = parsed.flatMap((source) => [
    ...checkLayers(source),
    ...checkRoom(source.path),
    ...checkBans(source),
    ...checkBudgets(source),
  ]);
  return { findings, figures: measure(parsed), files: parsed.length };
}

/**
 * Comparing a worked example with what the rules say (so ví dụ mẫu): null when they agree, else what differs.
 */
import type { Answers } from '../../interview/answers.ts';
import { explain } from '../assess.ts';
import type { Rulebook } from '../rulebook.ts';
import { answersOf, type Example, settingOf } from '../rulebooks/example.ts';
import { examples as examples2022 } from '../rulebooks/2022-2026/examples.ts';
import { examples as examples2027 } from '../rulebooks/2027-2030/examples.ts';
import { GROUPS, type ExplainedVerdict, type RulebookId, type Setting } from '../verdict.ts';

/** An example with its answers made. */
export interface Worked extends Example {
  readonly answers: Answers;
  readonly setting: Setting;
}

export const EXAMPLES: Readonly<Record<RulebookId, readonly Worked[]>> = {
  '2022-2026': examples2022.map((example) => worked(2026, example)),
  '2027-2030': examples2027.map((example) => worked(2027, example)),
};

function worked(year: 2026 | 2027, example: Example): Worked {
  return { ...example, answers: answersOf(year, example.change), setting: settingOf(year, example.change) };
}

export function disagreement(rulebook: Rulebook, { answers, setting, expect }: Worked): string | null {
  const found = foundIn(rulebook, explain(rulebook, answers, setting), expect);
  const wanted = JSON.stringify(found.wanted);
  const got = JSON.stringify(found.got);
  return wanted === got ? null : `expected ${wanted}, got ${got}`;
}

function foundIn(
  rulebook: Rulebook,
  verdict: ExplainedVerdict,
  { deprived, class: outcome, b1, points, groups, grounds }: Example['expect'],
) {
  const aboutClass = outcome !== undefined || (points === undefined && groups === undefined && grounds === undefined);
  const [item, worth] = points ?? [];
  const line = verdict.trace.find(({ rule }) => rule === `b1.${item}`);
  return {
    wanted: { deprived: aboutClass ? [...(deprived ?? [])].sort() : null, outcome, b1, worth, groups, grounds },
    got: {
      deprived: aboutClass ? rulebook.indicators.filter((_, at) => verdict.deprivations[at] === 'yes').sort() : null,
      outcome: outcome === undefined ? undefined : (verdict.outcome ?? undefined),
      b1: b1 === undefined ? undefined : verdict.b1.min,
      worth: item === undefined ? undefined : line?.points?.min,
      groups: groups === undefined ? undefined : GROUPS.filter((name) => verdict.groups[name] === 'yes'),
      grounds: grounds === undefined ? undefined : verdict.cannotEscape.grounds,
    },
  };
}

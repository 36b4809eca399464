/**
 * Comparing the rules with the oracle on one household (so hai người chấm): null when they agree on everything, else what
 * differs.
 */
import { explain } from '../assess.ts';
import type { Rulebook } from '../rulebook.ts';
import type { ExplainedVerdict } from '../verdict.ts';
import type { Sample } from './households.ts';
import { type Opinion, opinion } from './oracle.ts';

export function difference(rulebook: Rulebook, sample: Sample, verdict = verdictOn(rulebook, sample)): string | null {
  const { areaType, date } = sample.setting;
  const wanted = inPlain(opinion(rulebook.id, sample.answers, areaType, date));
  const got = inPlain(readVerdict(rulebook, verdict));
  const differing = Object.keys(wanted).filter((name) => wanted[name] !== got[name]);
  return differing.length === 0 ? null : differing.map((name) => `${name}: oracle ${wanted[name]}, rules ${got[name]}`).join('; ');
}

export function verdictOn(rulebook: Rulebook, { answers, setting }: Sample): ExplainedVerdict {
  return explain(rulebook, answers, setting);
}

function readVerdict(rulebook: Rulebook, verdict: ExplainedVerdict): Opinion {
  const points = verdict.trace.filter(({ rule }) => rulebook.rules.some(({ id, finds }) => id === rule && finds.kind === 'points'));
  return {
    class: verdict.outcome ?? 'not-poor',
    b1: verdict.b1.min,
    b2: verdict.b2.min,
    items: Object.fromEntries(points.map((line) => [line.rule.slice('b1.'.length), line.points?.min ?? 0])),
    deprived: Object.fromEntries(rulebook.indicators.map((name, at) => [name, verdict.deprivations[at] === 'yes'])),
    groups: Object.fromEntries(Object.entries(verdict.groups).map(([name, told]) => [name, told === 'yes'])),
    grounds: Object.fromEntries(
      ['social-protection', 'many-dependants', 'nobody-able'].map((name) => [name, verdict.cannotEscape.grounds.some((g) => g === name)]),
    ),
  };
}

/** One flat list; the order of the indicators is part of it. */
function inPlain({ items, deprived, groups, grounds, ...rest }: Opinion): Record<string, unknown> {
  return {
    ...rest,
    order: Object.keys(deprived).join(),
    ...named('item', items),
    ...named('deprived', deprived),
    ...named('group', groups),
    ...named('ground', grounds),
  };
}

function named(prefix: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix} ${name}`, value]));
}

/**
 * A rulebook with its score table made ready to judge (bản dựng sẵn): limits, points per option as lists, and where each
 * indicator and group stands. Made once per pair and kept as long as the rulebook lives.
 */
import type { Rule, Rulebook, Scene } from '../rulebook.ts';
import { type AreaType, pointsOf, type ScoreTable, tableName } from '../score-table.ts';
import { CANNOT_ESCAPE_GROUNDS, GROUPS, type CannotEscapeGround, type Group, type RulebookId } from '../verdict.ts';
import { type Bundle, bundlesOf } from './bundles.ts';
import type { Breaks } from './coding.ts';
import { type Domains, domainsOf } from './domains.ts';
import { limitsOf } from './limits.ts';
import { breaksOf, type Remembered } from './remembered.ts';
import { type Step, stepsOf, WIDTH } from './steps.ts';

export interface Compiled {
  readonly id: RulebookId;
  readonly table: ScoreTable;
  readonly tableName: string;
  readonly rules: readonly Rule[];
  readonly steps: readonly Step[];
  readonly bundles: readonly Bundle[];
  /** Points of option o of rule r at r × WIDTH + o; 0 for rules without points. */
  readonly points: Readonly<Record<AreaType, Int16Array>>;
  /** 1 where option o of rule r means deprived, in the group, under the ground; laid out as `points`. */
  readonly holds: Uint8Array;
  /** A household at it is at or below the line. */
  readonly cutOff: Readonly<Record<AreaType, number>>;
  readonly pointsEach: number;
  /** The least number of deprivations with which a household is poor rather than near-poor. */
  readonly manyDeprivations: number;
  /** Indexes into `rules`: the twelve in the rulebook's order, the groups and grounds in the order of their lists. */
  readonly indicators: readonly number[];
  readonly groups: readonly number[];
  readonly grounds: readonly number[];
  readonly domains: Domains;
  /** Set anew for each household. */
  readonly scene: Scene;
  /** By year of the review and by number of people, made when first needed. */
  readonly remembered: Map<number, Remembered>;
  readonly breaks: (Breaks | undefined)[];
}

const compiled = new WeakMap<Rulebook, WeakMap<ScoreTable, Compiled>>();

export function compile(rulebook: Rulebook, table: ScoreTable): Compiled {
  let tables = compiled.get(rulebook);
  if (tables === undefined) compiled.set(rulebook, (tables = new WeakMap()));
  let made = tables.get(table);
  if (made === undefined) tables.set(table, (made = make(rulebook, table)));
  return made;
}

function make(rulebook: Rulebook, table: ScoreTable): Compiled {
  const { parameters, rules } = rulebook;
  const { value: pointsEach } = parameters.deprivationPoints;
  const limits = limitsOf(parameters);
  const places = {
    indicators: rulebook.indicators.map((name) => place(rules, ({ finds }) => finds.kind === 'indicator' && finds.indicator === name)),
    groups: GROUPS.map((name: Group) => place(rules, ({ finds }) => finds.kind === 'group' && finds.group === name)),
    grounds: CANNOT_ESCAPE_GROUNDS.map((name: CannotEscapeGround) =>
      place(rules, ({ finds }) => finds.kind === 'ground' && finds.ground === name),
    ),
  };
  const scene: Scene = { limits, people: 1, workingAgeEndMale: 0, workingAgeEndFemale: 0 };
  const bundles = bundlesOf(rules);
  return {
    ...places,
    id: rulebook.id,
    table,
    tableName: tableName(table),
    rules,
    steps: stepsOf(rules, breaksOf(rules, scene), bundles, places),
    bundles,
    points: { rural: pointsIn(rules, table, 'rural'), urban: pointsIn(rules, table, 'urban') },
    holds: Uint8Array.from(rules.flatMap(({ holds }) => wide(holds.map(Number)))),
    cutOff: { rural: parameters.cutOffRural.value, urban: parameters.cutOffUrban.value },
    pointsEach,
    manyDeprivations: Math.ceil(parameters.deprivationCutOff.value / pointsEach),
    domains: domainsOf(limits),
    scene,
    remembered: new Map(),
    breaks: [],
  };
}

function pointsIn(rules: readonly Rule[], table: ScoreTable, areaType: AreaType): Int16Array {
  return Int16Array.from(rules.flatMap(({ finds }) => wide(finds.kind === 'points' ? pointsOf(table, finds.item, areaType) : [])));
}

function wide(values: readonly number[]): readonly number[] {
  return Array.from({ length: WIDTH }, (_, at) => values[at] ?? 0);
}

function place(rules: readonly Rule[], is: (rule: Rule) => boolean): number {
  const at = rules.findIndex(is);
  if (at < 0) throw new RangeError('The rulebook has no rule for one of its indicators, groups or grounds.');
  return at;
}

/**
 * A rulebook with its score table made ready to judge (bản dựng sẵn): limits, points per option as lists, and where each
 * indicator and group stands. Made once per pair and kept as long as the rulebook lives.
 */
import { type Rule, type Rulebook, type Scene } from '../rulebook.ts';
import { type AreaType, pointsOf, type ScoreTable, tableName } from '../score-table.ts';
import { CANNOT_ESCAPE_GROUNDS, GROUPS, type CannotEscapeGround, type Group, type RulebookId } from '../verdict.ts';
import { type Domains, domainsOf } from './domains.ts';
import { limitsOf } from './limits.ts';

export interface Compiled {
  readonly id: RulebookId;
  readonly table: ScoreTable;
  readonly tableName: string;
  readonly rules: readonly Rule[];
  /** For each rule the points of its options; empty lists for rules without points. */
  readonly points: Readonly<Record<AreaType, readonly (readonly number[])[]>>;
  /** A household at it is at or below the line. */
  readonly cutOff: Readonly<Record<AreaType, number>>;
  readonly pointsEach: number;
  /** The least number of deprivations with which a household is poor rather than near-poor. */
  readonly manyDeprivations: number;
  /** Indexes into `rules`: the twelve in the rulebook's order, the groups and grounds in the order of their lists. */
  readonly pointRules: readonly number[];
  readonly indicators: readonly number[];
  readonly groups: readonly number[];
  readonly grounds: readonly number[];
  readonly domains: Domains;
  /** Set anew for each household; the only thing here that changes. */
  readonly scene: Scene;
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
  return {
    id: rulebook.id,
    table,
    tableName: tableName(table),
    rules,
    points: { rural: pointsIn(rules, table, 'rural'), urban: pointsIn(rules, table, 'urban') },
    cutOff: { rural: parameters.cutOffRural.value, urban: parameters.cutOffUrban.value },
    pointsEach,
    manyDeprivations: Math.ceil(parameters.deprivationCutOff.value / pointsEach),
    pointRules: rules.flatMap((rule, at) => (rule.finds.kind === 'points' ? [at] : [])),
    indicators: rulebook.indicators.map((name) => place(rules, ({ finds }) => finds.kind === 'indicator' && finds.indicator === name)),
    groups: GROUPS.map((name: Group) => place(rules, ({ finds }) => finds.kind === 'group' && finds.group === name)),
    grounds: CANNOT_ESCAPE_GROUNDS.map((name: CannotEscapeGround) =>
      place(rules, ({ finds }) => finds.kind === 'ground' && finds.ground === name),
    ),
    domains: domainsOf(limits),
    scene: { limits, people: 0, workingAgeEndMale: 0, workingAgeEndFemale: 0 },
  };
}

function pointsIn(rules: readonly Rule[], table: ScoreTable, areaType: AreaType): readonly (readonly number[])[] {
  return rules.map(({ finds }) => (finds.kind === 'points' ? pointsOf(table, finds.item, areaType) : []));
}

function place(rules: readonly Rule[], is: (rule: Rule) => boolean): number {
  const at = rules.findIndex(is);
  if (at < 0) throw new RangeError('The rulebook has no rule for one of its indicators, groups or grounds.');
  return at;
}

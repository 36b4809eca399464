/**
 * Planted wrong clauses (điều khoản cố ý làm sai): rulebooks with one thing wrong. `ruleMutants` are written by hand, at
 * least one for each rule and each way to go wrong; `parameterMutants` change every parameter, each number by one and each
 * list by one code. The proof must catch all of them: a rule that can be wrong unseen is not proved.
 */
import type { Parameter, ParameterName, Parameters, Rule, Rulebook } from '../rulebook.ts';
import type { ScoreTable } from '../score-table.ts';

export interface Mutant {
  readonly name: string;
  /** The rule or parameter that is wrong in it. */
  readonly of: string;
  readonly rulebook: Rulebook;
}

export function parameterMutants(rulebook: Rulebook): readonly Mutant[] {
  return names(rulebook.parameters).flatMap((name) =>
    wrongValues(name, rulebook.parameters[name]).map(([how, value]) => ({
      name: `${name}: ${how}`,
      of: name,
      rulebook: { ...rulebook, parameters: { ...rulebook.parameters, [name]: { ...rulebook.parameters[name], value } } },
    })),
  );
}

function names(parameters: Parameters): readonly ParameterName[] {
  const found: ParameterName[] = [];
  for (const name in parameters) if (isName(name, parameters)) found.push(name);
  return found;
}

function isName(name: string, parameters: Parameters): name is ParameterName {
  return name in parameters;
}

function wrongValues(name: ParameterName, { value, unit }: Parameter): readonly (readonly [how: string, value: unknown])[] {
  // Income lines are quoted, not compared: B1 points stand for them.
  if (unit === 'đồng per person and month') return [];
  if (typeof value === 'number') return wrongNumbers(name, value).map((wrong) => [`${wrong}`, wrong]);
  if (Array.isArray(value)) return value.flatMap((one, at) => wrongElements(value, one, at));
  if (isTable(value))
    return ['male', 'female'].map((sex) => [`${sex} one more`, { ...value, [sex]: numbers(value, sex).map((n) => n + 1) }] as const);
  return [];
}

/** The least change that can show: points come in fives, deprivations in tens, half a household in tenths. */
const STEPS: Partial<Record<ParameterName, number>> = {
  cutOffRural: 5,
  cutOffUrban: 5,
  deprivationCutOff: 10,
  dependantShare: 10,
  protectedShare: 10,
  manyDependantsShare: 10,
};

function wrongNumbers(name: ParameterName, value: number): readonly number[] {
  const step = STEPS[name] ?? 1;
  // Beyond sixteen the tables of growth have no limits, so nobody would be stunted.
  return name === 'growthBelowAge' ? [value - step] : [value - step, value + step];
}

function wrongElements(list: readonly unknown[], one: unknown, at: number): readonly (readonly [string, unknown])[] {
  if (typeof one === 'number')
    return [
      [`${one} becomes ${one + 1}`, list.with(at, one + 1)],
      [`${one} becomes ${one - 1}`, list.with(at, one - 1)],
    ];
  if (typeof one === 'string') return [[`without ${one}`, list.toSpliced(at, 1)]];
  return isBand(one)
    ? [
        [`from ${one.fromAge + 1}`, list.with(at, { ...one, fromAge: one.fromAge + 1 })],
        [`below ${one.belowAge + 1}`, list.with(at, { ...one, belowAge: one.belowAge + 1 })],
        ...one.levels.map(
          (level) => [`${one.fromAge} without ${level}`, list.with(at, { ...one, levels: one.levels.filter((l) => l !== level) })] as const,
        ),
      ]
    : [];
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && 'male' in value;
}

function isBand(value: unknown): value is { readonly fromAge: number; readonly belowAge: number; readonly levels: readonly string[] } {
  return typeof value === 'object' && value !== null && 'fromAge' in value;
}

function numbers(table: Readonly<Record<string, unknown>>, sex: string): readonly number[] {
  const list = table[sex];
  return Array.isArray(list) ? list.filter((n) => typeof n === 'number') : [];
}

// ---- by hand ----

export function ruleMutants(rulebook: Rulebook): readonly Mutant[] {
  return rulebook.rules
    .flatMap((rule) =>
      [...wrongOutcome(rule), ...wrongMerge(rule), ...wrongReading(rule)].map(([how, wrong]) => planted(rulebook, rule, how, wrong)),
    )
    .concat(pointMutants(rulebook), orderMutants(rulebook));
}

function planted(rulebook: Rulebook, rule: Rule, how: string, wrong: Partial<Rule>): Mutant {
  return {
    name: `${rule.id}: ${how}`,
    of: rule.id,
    rulebook: { ...rulebook, rules: rulebook.rules.map((each) => (each === rule ? { ...each, ...wrong } : each)) },
  };
}

type Wrong = readonly [how: string, wrong: Partial<Rule>];

/** An option that should count as deprived (in the group) does not, or the reverse. */
function wrongOutcome(rule: Rule): readonly Wrong[] {
  return rule.holds.map((holds, at) => [
    `${rule.options[at]} ${holds ? 'does not hold' : 'holds'}`,
    { holds: rule.holds.with(at, !holds) },
  ]);
}

/** Members are counted where one is enough, or the reverse. */
function wrongMerge(rule: Rule): readonly Wrong[] {
  if (rule.member === null || rule.merge === 'max') return [];
  return [['one member is as good as many', { merge: 'max' }]];
}

/** The rule looks at the first member only, or always finds the same. */
function wrongReading(rule: Rule): readonly Wrong[] {
  const { judge } = rule;
  const constant = rule.options.map((option, at): Wrong => [`always ${option}`, { judge: () => at }]);
  const next: Wrong = [
    'one option further',
    { judge: (household, total, scene) => Math.min(judge(household, total, scene) + 1, rule.options.length - 1) },
  ];
  return [...constant, next];
}

/** Every row of the score table one point too many; urban and rural swapped. */
function pointMutants(rulebook: Rulebook): readonly Mutant[] {
  const { table } = rulebook;
  const withRows = (name: string, of: string, rows: ScoreTable['rows']): Mutant => ({
    name,
    of,
    rulebook: { ...rulebook, table: { ...table, rows } },
  });
  const each = table.rows.map((row, at) =>
    withRows(
      `${row.item} ${row.option} ${row.areaType}: one point more`,
      `b1.${row.item}`,
      table.rows.with(at, { ...row, points: row.points + 1 }),
    ),
  );
  const swapped = table.rows.map((row) => ({ ...row, areaType: row.areaType === 'rural' ? ('urban' as const) : ('rural' as const) }));
  return [...each, withRows('points of town and countryside swapped', 'table', swapped)];
}

/** Cut-offs of town and countryside swapped; two indicators in each other's place. */
function orderMutants(rulebook: Rulebook): readonly Mutant[] {
  const { parameters, indicators } = rulebook;
  const cutOffs = { ...parameters, cutOffRural: parameters.cutOffUrban, cutOffUrban: parameters.cutOffRural };
  const places = indicators.slice(1).map((name, at) => ({
    name: `${name} and the one before it in each other's place`,
    of: name,
    rulebook: { ...rulebook, indicators: indicators.with(at, name).with(at + 1, indicators[at] ?? name) },
  }));
  return [{ name: 'cut-offs of town and countryside swapped', of: 'cut-off', rulebook: { ...rulebook, parameters: cutOffs } }, ...places];
}

/**
 * What is found by income alone (xác định thu nhập): a household of an average living standard, a worker of low income. A form of the last
 * twelve months is compared with the figure in force on its day; the steps from the request to the paper are one table that server, screens and
 * tests read. No class of poverty comes from it.
 */
import * as z from 'zod';
import { field, type FieldRule, RULES, record } from '../access/catalogue.ts';
import type { Action } from '../access/action.ts';
import type { PovertyClass } from '../classify/verdict.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import { areaIdSchema, daySchema, idSchema, lineSchema } from '../ledger/fields.ts';
import {
  INCOME_CHANGES,
  INCOME_FINDINGS,
  INCOME_OUTCOMES,
  INCOME_REISSUES,
  INCOME_SOURCES,
  type IncomeAction,
  type IncomeChange,
  type IncomeFinding,
  type IncomeForm,
  type IncomeSource,
  type IncomeState,
  type IncomeWay,
} from './income-codes.ts';
import { sealedPaper } from './income-paper.ts';
import { POSTING_PLACES } from './posting-codes.ts';
import type { Counted } from './procedure.ts';

const FORM = 'Decision 406/QĐ-LĐTBXH 2023 [S 17], Decree 30/2025/NĐ-CP [S 15]';
const INCOME: FieldRule = { ...RULES.householdFact, basis: FORM };
const SAID: FieldRule = { ...RULES.note, basis: FORM, keepYears: 5 };
const operation = <S extends z.ZodType>(schema: S) => field(schema, RULES.operation);
const told = <S extends z.ZodType>(schema: S) => field(schema, INCOME);
const dong = z.int().min(0).max(100_000_000_000);

/** Over how many months the income is asked. */
export const INCOME_MONTHS = 12;

const about = {
  requestId: operation(idSchema),
  communeId: operation(areaIdSchema),
  hamletId: operation(areaIdSchema),
  householdId: operation(idSchema),
};

const incomeLine = record('income line', { source: told(z.enum(INCOME_SOURCES)), income: told(dong), expense: told(dong) });
export type IncomeLine = z.infer<typeof incomeLine.schema>;

/** `memberId`: the worker; null of a household. `agricultural`: it lives by agriculture, forestry, fishery or salt. */
export const checkIncome = record('check income', {
  ...about,
  memberId: operation(idSchema.nullable()),
  checkedOn: operation(daySchema),
  agricultural: told(z.boolean()),
  lines: told(z.array(incomeLine.schema).min(1).max(20)),
  /** What somebody said against it, where it is checked again while it hangs. */
  because: field(lineSchema(300).nullable(), SAID),
});

const found = {
  people: told(z.int().min(1)),
  total: told(z.int()),
  perMonth: told(z.int()),
  finding: told(z.enum(INCOME_FINDINGS)),
  /** The figures in force; `over`: more than this, where there is such a floor. */
  over: operation(z.int().nullable()),
  upTo: operation(z.int()),
  clause: operation(lineSchema(200)),
  sure: operation(z.enum(['S', 'S~', 'M', 'U'])),
};
/** `members`: who was counted, to be told when it is decided that others live there; checks of before have none. */
export const incomeChecked = record('income checked', {
  ...checkIncome.fields,
  ...found,
  members: operation(z.array(idSchema).max(100).optional()),
});

/** The picture of it on the wall, when it was put up and when it came down. */
const picture = operation(idSchema.nullable());

/** A page of before says no place: then it is the commune's office, as the text has it [S 17]. */
export const postIncome = record('post income', {
  ...about,
  from: operation(daySchema),
  place: operation(z.enum(POSTING_PLACES).optional()),
  /** As people call it. */
  where: operation(lineSchema(200).optional()),
  photo: operation(idSchema.nullable().optional()),
});
export const incomePosted = record('income posted', { ...postIncome.fields, until: operation(daySchema) });

export const incomeTakenDown = record('income taken down', { ...about, on: operation(daySchema), photo: picture });

/** `number`: of the paper; null where it is refused, by its clause. */
export const decideIncome = record('decide income', {
  ...about,
  outcome: operation(z.enum(INCOME_OUTCOMES)),
  number: operation(lineSchema(60).nullable()),
  clause: operation(lineSchema(200).nullable()),
  text: field(z.string().trim().min(1).max(2_000), SAID),
  decidedOn: operation(daySchema),
  /** What the chair was told is otherwise since the check, and decides by all the same. */
  seen: operation(z.array(z.enum(INCOME_CHANGES)).max(INCOME_CHANGES.length).optional()),
});

/** `paper`: its square and seal, where it is recognised; decisions of before have none. */
export const incomeDecided = record('income decided', { ...decideIncome.fields, paper: told(sealedPaper.schema.optional()) });

/** The paper holds no more, by a clause. */
export const incomeWithdrawn = record('income withdrawn', {
  ...about,
  on: operation(daySchema),
  clause: operation(lineSchema(200)),
  text: field(z.string().trim().min(1).max(2_000), SAID),
});

/** The paper is lost, damaged or says something wrong: another with a number of its own. */
export const reissueIncome = record('reissue income', {
  ...about,
  number: operation(lineSchema(60)),
  issuedOn: operation(daySchema),
  reason: operation(z.enum(INCOME_REISSUES)),
});
export const incomeReissued = record('income reissued', { ...reissueIncome.fields, paper: told(sealedPaper.schema) });

/** The figures by which an income is compared, in đồng a person and month. */
interface IncomeRule {
  readonly form: IncomeForm;
  readonly from: string;
  readonly to: string;
  /** More than; null: no floor. */
  readonly over: Readonly<Record<'rural' | 'urban', number>> | null;
  readonly upTo: Readonly<Record<'rural' | 'urban', number>>;
  readonly clause: string;
  readonly sure: 'S' | 'S~' | 'M' | 'U';
}

/** From 2027 on no figure was seen for either [GAP]: none is in force until one is written here. */
export const INCOME_RULES: readonly IncomeRule[] = [
  {
    ...{ form: 'average-living', from: '2022-01-01', to: '2026-12-31', sure: 'M' },
    over: { rural: 1_500_000, urban: 2_000_000 },
    upTo: { rural: 2_250_000, urban: 3_000_000 },
    clause: 'Decree 07/2021/NĐ-CP Art. 3',
  },
  {
    ...{ form: 'low-income', from: '2025-04-10', to: '2026-12-31', sure: 'S' },
    over: null,
    upTo: { rural: 2_250_000, urban: 3_000_000 },
    clause: 'Decree 30/2025/NĐ-CP [S 15]',
  },
];

export const incomeRuleOn = (form: IncomeForm, day: string): IncomeRule | null =>
  INCOME_RULES.find((rule) => rule.form === form && rule.from <= day && day <= rule.to) ?? null;

export interface IncomeAsked {
  readonly lines: readonly { readonly source: IncomeSource; readonly income: number; readonly expense: number }[];
  readonly people: number;
  readonly agricultural: boolean;
  readonly areaType: 'rural' | 'urban';
  /** The class that holds; null: on no list. */
  readonly class: PovertyClass | null;
}

export interface IncomeFound {
  readonly total: number;
  /** Rounded to a đồng; what is compared is not rounded. */
  readonly perMonth: number;
  readonly finding: IncomeFinding;
  readonly over: number | null;
  readonly upTo: number;
}

/** What is left over in twelve months, state assistance aside, for each person and month against the figures. */
export function findIncome(
  rule: Pick<IncomeRule, 'form' | 'over' | 'upTo'>,
  { lines, people, agricultural, areaType, class: of }: IncomeAsked,
): IncomeFound {
  const counted = lines.filter(({ source }) => source !== 'assistance');
  const total = counted.reduce((sum, { income, expense }) => sum + income - expense, 0);
  const shares = people * INCOME_MONTHS;
  const [over, upTo] = [rule.over?.[areaType] ?? null, rule.upTo[areaType]];
  const finding = (): IncomeFinding => {
    if (of === 'poor' || of === 'near-poor') return 'on-list';
    if (rule.form === 'average-living' && !agricultural) return 'not-agricultural';
    if (over !== null && total <= over * shares) return 'too-low';
    return total <= upTo * shares ? 'meets' : 'too-high';
  };
  return { total, perMonth: Math.round(total / shares), finding: finding(), over, upTo };
}

export interface IncomeNow extends Pick<IncomeAsked, 'people' | 'areaType' | 'class'> {
  /** Who is present, in ascending order. */
  readonly members: readonly string[];
}

type Checked = z.output<typeof incomeChecked.schema>;

/**
 * What is otherwise on the day of the decision than when it was checked. `finding`: it would come to something else by now, and is checked again
 * instead of decided; the rest is told to whoever decides. Where no figure is in force by then, that of the check is what there is to go by.
 */
export function incomeChanges(
  form: IncomeForm,
  check: Pick<Checked, 'lines' | 'agricultural' | 'people' | 'members' | 'over' | 'upTo' | 'finding'>,
  { day, now }: { readonly day: string; readonly now: IncomeNow },
): readonly IncomeChange[] {
  const rule = incomeRuleOn(form, day);
  const figures = rule === null ? null : { over: rule.over?.[now.areaType] ?? null, upTo: rule.upTo[now.areaType] };
  const by = rule ?? { form, over: bothOf(check.over), upTo: { rural: check.upTo, urban: check.upTo } };
  const others = check.members !== undefined && check.members.toSorted().join() !== now.members.toSorted().join();
  const is: Readonly<Record<IncomeChange, boolean>> = {
    members: others,
    people: !others && check.people !== now.people,
    figure: figures === null || figures.over !== check.over || figures.upTo !== check.upTo,
    finding: findIncome(by, { ...now, lines: check.lines, agricultural: check.agricultural }).finding !== check.finding,
  };
  return INCOME_CHANGES.filter((change) => is[change]);
}

const bothOf = (floor: number | null): IncomeRule['over'] => (floor === null ? null : { rural: floor, urban: floor });

/** One row: a case at `from` comes to `to` by `action`; `outcome`: only with that. `term`: the count of its days. */
export interface IncomeStep {
  readonly forms: readonly IncomeForm[];
  readonly from: IncomeState;
  readonly to: IncomeState;
  readonly action: IncomeAction & Action;
  readonly outcome: IncomeWay | null;
  readonly term: Counted | null;
  readonly clause: string;
  readonly sure: 'S' | 'S~' | 'M' | 'U';
}

const BOTH: readonly IncomeForm[] = ['average-living', 'low-income'];
const OF_406 = { clause: 'Decision 406/QĐ-LĐTBXH 2023 [S 17]', sure: 'S' } as const;
const SAME_AS = { clause: 'Decree 30/2025/NĐ-CP [S 15]', sure: 'S' } as const;
const check = { action: 'check-income', to: 'checked', outcome: null } as const;
const post = { action: 'post-income', from: 'checked', to: 'posted', outcome: null, term: 'income-posting' } as const;
const refuse = { action: 'decide-income', to: 'refused', outcome: 'refused', term: null } as const;
const takeDown = { action: 'post-income', from: 'posted', to: 'taken-down', outcome: 'taken-down', term: null } as const;
const withdraw = { action: 'decide-income', from: 'recognised', to: 'withdrawn', outcome: 'withdrawn', term: null } as const;
const reissue = { action: 'decide-income', from: 'recognised', to: 'recognised', outcome: 'reissued', term: null } as const;
const recognise = { action: 'decide-income', to: 'recognised', outcome: 'recognised', term: null } as const;

/**
 * What may happen next. Certifying a worker follows the procedure for households [S 15]; whether their result hangs in public as well was not
 * seen, so that it may be decided without.
 */
export const INCOME_STEPS: readonly IncomeStep[] = [
  { ...check, forms: ['average-living'], from: 'received', term: 'average-living', ...OF_406 },
  { ...check, forms: ['low-income'], from: 'received', term: 'low-income', ...SAME_AS },
  { ...check, forms: BOTH, from: 'checked', term: null, ...OF_406 },
  { ...check, forms: BOTH, from: 'posted', term: 'income-recheck', ...OF_406 },
  { ...check, forms: BOTH, from: 'taken-down', term: 'income-recheck', ...OF_406 },
  { ...post, forms: ['average-living'], ...OF_406 },
  { ...post, forms: ['low-income'], ...SAME_AS, sure: 'U' },
  { ...takeDown, forms: BOTH, ...OF_406, sure: 'U' },
  { ...recognise, forms: BOTH, from: 'taken-down', ...OF_406 },
  { ...recognise, forms: ['low-income'], from: 'checked', ...SAME_AS, sure: 'U' },
  { ...refuse, forms: BOTH, from: 'checked', ...OF_406 },
  { ...refuse, forms: BOTH, from: 'posted', ...OF_406 },
  { ...refuse, forms: BOTH, from: 'taken-down', ...OF_406 },
  // Not seen in a text: how a paper is taken back or given out anew. Whoever gave it out does it, by a clause.
  { ...withdraw, forms: BOTH, ...OF_406, sure: 'U' },
  { ...reissue, forms: BOTH, ...OF_406, sure: 'U' },
];

export const incomeStepsFrom = (form: IncomeForm, state: IncomeState): readonly IncomeStep[] =>
  INCOME_STEPS.filter(({ forms, from }) => from === state && forms.includes(form));

/** It has its answer; a paper that was given out can still be withdrawn or given out anew. */
export const hasEnded = (state: IncomeState): boolean => state === 'recognised' || state === 'refused' || state === 'withdrawn';

export type IncomeProblem =
  | { readonly code: 'income-step-not-reached'; readonly state: IncomeState }
  | { readonly code: 'income-decided-already' };

export function passIncome(
  form: IncomeForm,
  state: IncomeState,
  { action, outcome = null }: { readonly action: IncomeAction; readonly outcome?: IncomeWay | null },
): Result<IncomeStep, IncomeProblem> {
  const step = incomeStepsFrom(form, state).find((row) => row.action === action && row.outcome === outcome);
  if (step !== undefined) return ok(step);
  return fail(hasEnded(state) ? { code: 'income-decided-already' } : { code: 'income-step-not-reached', state });
}

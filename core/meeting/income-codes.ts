/** The closed lists of what is found by income alone (mã xác định thu nhập), which screens draw before any parser is loaded. */

/** hộ có mức sống trung bình (nông, lâm, ngư, diêm nghiệp); người lao động có thu nhập thấp */
export const INCOME_FORMS = ['average-living', 'low-income'] as const;
export type IncomeForm = (typeof INCOME_FORMS)[number];

export const isIncomeForm = (form: string): form is IncomeForm => INCOME_FORMS.some((each) => each === form);

export const INCOME_STATES = ['received', 'checked', 'posted', 'taken-down', 'recognised', 'refused', 'withdrawn'] as const;
export type IncomeState = (typeof INCOME_STATES)[number];

export const INCOME_ACTIONS = ['check-income', 'post-income', 'decide-income'] as const;
export type IncomeAction = (typeof INCOME_ACTIONS)[number];

export const INCOME_OUTCOMES = ['recognised', 'refused'] as const;
export type IncomeOutcome = (typeof INCOME_OUTCOMES)[number];

/** What one right does in more than one way: a decision, the list taken down again, the paper withdrawn or given out anew. */
export const INCOME_WAYS = [...INCOME_OUTCOMES, 'taken-down', 'withdrawn', 'reissued'] as const;
export type IncomeWay = (typeof INCOME_WAYS)[number];

/** mất, hỏng, ghi sai */
export const INCOME_REISSUES = ['lost', 'damaged', 'wrong'] as const;
export type IncomeReissue = (typeof INCOME_REISSUES)[number];

/** What is otherwise than when it was checked: who lives there, how many they are, the figure in force, what it comes to. */
export const INCOME_CHANGES = ['members', 'people', 'figure', 'finding'] as const;
export type IncomeChange = (typeof INCOME_CHANGES)[number];

/** State assistance is written down and not counted [S 17, 18]. */
export const INCOME_SOURCES = ['crops', 'livestock', 'fishery', 'forestry', 'salt', 'wages', 'trade', 'other', 'assistance'] as const;
export type IncomeSource = (typeof INCOME_SOURCES)[number];

/** What the form comes to. */
export const INCOME_FINDINGS = ['meets', 'on-list', 'not-agricultural', 'too-low', 'too-high'] as const;
export type IncomeFinding = (typeof INCOME_FINDINGS)[number];

/**
 * What a round of each kind is where nobody says otherwise (đợt rà soát theo quy định): its days, standards, form, steps, days counted and
 * who takes each step, every one with its clause and how sure it is. A province is shown it, changes what it must, and opens that.
 */
import type { RulebookId } from '../classify/verdict.ts';
import { fail, ok, type Result } from '../kernel/result.ts';
import type { Role } from '../access/role.ts';
import { type CountProblem, endsOn, type Procedure, USUAL_PROCEDURE, USUAL_TERMS } from './procedure.ts';
import { CHOSEN_STEPS, type ChosenStep, type OpenedKind } from './round-codes.ts';
import { USUAL_QUICK_FORM } from './quick-form.ts';
import type { Gate, GateRow, Round } from './round.ts';
import { USUAL_SEALING } from './sealing.ts';

const FROM = '2021-09-01';
const DECISION_24 = 'Decision 24/2021/QĐ-TTg';
const CALENDAR = { clause: 'Circular 07/2021/TT-BLĐTBXH [S 36]', since: FROM, sure: 'S' } as const;

/** The first day of a regular review in its month, and those of the yearly one. */
export const MONTHLY_FROM = 15;
const YEARLY = { opens: '09-01', closes: '12-14' } as const;

export interface RoundWish {
  readonly roundId: string;
  readonly kind: OpenedKind;
  /** The yearly review takes its year from it, the others begin on it. */
  readonly opensOn: string;
  readonly steps: readonly ChosenStep[];
  /** For an opening list: the yearly review by two standards in whose interviews it stands. */
  readonly source?: Round | undefined;
}

export function usualRound(wish: RoundWish): Result<Round, CountProblem | { readonly code: 'opening-without-review' }> {
  const { roundId, kind, opensOn, steps, source } = wish;
  if (kind === 'opening') return openingOf(wish, source);
  const year = Number(opensOn.slice(0, 4));
  const gates = gatesOf(kind, steps);
  const procedure = { ...USUAL_PROCEDURE, counts: [...USUAL_PROCEDURE.counts, ...ownTerms(gates)] };
  // Phiếu A is asked of who asks to be reviewed.
  const quickForm = kind === 'exit' ? {} : { quickForm: USUAL_QUICK_FORM };
  const held = { roundId, kind, year, gates, procedure, sealing: USUAL_SEALING, ...quickForm };
  if (kind === 'yearly') {
    const [opens, closesOn] = [`${year}-${YEARLY.opens}`, `${year}-${YEARLY.closes}`];
    return ok({ ...held, opensOn: opens, closesOn, calendar: { ...CALENDAR }, ...standardsIn(year, true) });
  }
  const term = kind === 'regular' ? 'regular-review' : 'request-exit';
  const last = endsOn({ counts: [] }, term, opensOn);
  if (!last.ok) return last;
  const count = USUAL_TERMS.find(({ what }) => what === term);
  const sure = count?.sure ?? 'U';
  const calendar = { clause: `${CALENDAR.clause}; ${count?.clause ?? DECISION_24}`, since: FROM, sure };
  const takes = kind === 'exit' ? { takes: ['exit' as const] } : {};
  return ok({ ...held, opensOn, closesOn: last.value, calendar, scope: 'requested', ...takes, ...standardsIn(year, false) });
}

/** The day is our own [U]: it may be signed from the first of its year on, and one month is left for that. No text was seen, so no clause is named. */
const OPENING_CLOSES = '01-31';

/** The list of the year to come by the other standard of the review, from the same interviews (decision 0021). */
function openingOf({ roundId, opensOn, steps }: RoundWish, source: Round | undefined): ReturnType<typeof usualRound> {
  const [, beside] = source?.rulebooks ?? [];
  if (source === undefined || beside === undefined) return fail({ code: 'opening-without-review' });
  const year = source.year + 1;
  const gates = gatesOf('opening', steps);
  const procedure = { ...USUAL_PROCEDURE, counts: [...USUAL_PROCEDURE.counts, ...ownTerms(gates)] };
  return ok({
    ...{ roundId, kind: 'opening', year, opensOn, closesOn: `${year}-${OPENING_CLOSES}` },
    ...{ rulebooks: [beside], questionnaire: source.questionnaire, interviewsOf: source.roundId },
    ...{ gates, procedure, sealing: USUAL_SEALING },
  });
}

/** The review of 2026 closes one standard and opens the other, so its interviews are judged by both; a month's review by the one in force. */
function standardsIn(year: number, yearly: boolean): Pick<Round, 'questionnaire'> & { rulebooks: RulebookId[] } {
  const both = yearly && year === 2026;
  const rulebooks: RulebookId[] = both ? ['2022-2026', '2027-2030'] : [year <= 2026 ? '2022-2026' : '2027-2030'];
  return { rulebooks, questionnaire: year < 2026 ? 'phieu-b-2022' : 'phieu-b-2026' };
}

/** Of the steps that are taken, so that whoever opens the round sees and may change them. */
function ownTerms(gates: readonly GateRow[]): Procedure['counts'] {
  return USUAL_TERMS.filter(({ what }) => gates.some(({ term }) => term === what));
}

const COMMUNE: Role[] = ['commune-officer', 'commune-chair'];
type Onward = Pick<GateRow, 'action' | 'clause' | 'sure'> & { readonly by: Role[]; readonly term?: GateRow['term'] };

/** How a list comes to each gate. */
const TO: Readonly<Record<Exclude<Gate, 'interview' | 'objection' | 'decision'>, Onward>> = {
  meeting: { action: 'open-meetings', clause: `${DECISION_24} Art. 4 [S 39]`, sure: 'S', by: COMMUNE },
  posting: { action: 'open-posting', clause: `${DECISION_24} Art. 4 [S 39, 40]`, sure: 'S', by: COMMUNE, term: 'posting' },
  district: { action: 'ask-district', clause: `${DECISION_24} Art. 4 [S 40]`, sure: 'S', by: COMMUNE },
};
const ON: Onward = { action: 'open-decision', clause: `${DECISION_24} Art. 4 [S 40]`, sure: 'S', by: COMMUNE };
const OPINION: Onward = { ...ON, action: 'give-opinion', by: ['district-officer'], term: 'district-opinion' };
const BACK: Onward = { action: 'reopen-interviews', clause: `${DECISION_24} Art. 4 [S 4]`, sure: 'M', by: COMMUNE };
const DECIDE: Onward = { action: 'decide-list', clause: `${DECISION_24} Art. 5 [S 40]`, sure: 'S', by: ['commune-chair'] };

/** Each step onward, and back to where the list may be visited or hang again, until it is decided. */
export function gatesOf(kind: OpenedKind, steps: readonly ChosenStep[]): GateRow[] {
  const path: Gate[] = ['interview', ...CHOSEN_STEPS.filter((step) => steps.includes(step)), 'decision'];
  // Of requests to leave neither a meeting nor a posting was seen in a text.
  const sureOf = (sure: GateRow['sure']) => (kind === 'exit' ? ('U' as const) : sure);
  const onward = path.slice(1).map((to, i): GateRow => {
    const from = path[i] ?? 'interview';
    const how = to === 'decision' ? (from === 'district' ? OPINION : ON) : to === 'interview' || to === 'objection' ? ON : TO[to];
    return { from, to, since: FROM, ...how, by: [...how.by], sure: to === 'meeting' || to === 'posting' ? sureOf(how.sure) : how.sure };
  });
  const back = path.slice(1).flatMap((from): GateRow[] => {
    const before = path.filter((gate) => gate !== 'district' && path.indexOf(gate) < path.indexOf(from)).at(-1) ?? 'interview';
    return from === 'meeting' ? [] : [{ from, to: before, since: FROM, ...BACK, by: [...BACK.by] }];
  });
  return [...onward, ...back, { from: 'decision', to: 'closed', since: FROM, ...DECIDE, by: [...DECIDE.by] }];
}

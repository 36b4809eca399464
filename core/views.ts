/**
 * Answers of the server that join several rooms (dữ liệu máy chủ trả cho màn hình): plain shapes, no code. They stand here beside kinds.ts
 * because an area page or a household page speaks of register, verdicts and rounds at once. Single pieces: views.ts of each room.
 */
import type { Tie } from './access/duties.ts';
import type { Identity } from './access/views.ts';
import type { Comparison } from './classify/compare.ts';
import type { ScoreTable } from './classify/score-table.ts';
import type { ExplainedVerdict, PovertyClass, RulebookId, Setting, Verdict } from './classify/verdict.ts';
import type { Answers } from './interview/answers.ts';
import type { HeldAt } from './interview/where.ts';
import type { PhotoRow } from './register/photo.ts';
import type { MeetingRecord } from './meeting/agreement.ts';
import type { RequestOfHousehold } from './meeting/request-views.ts';
import type { UnvisitedSaid } from './meeting/round-codes.ts';
import type { DraftWithdrawn, WithdrawnResult } from './meeting/taken-views.ts';
import type { RoundsBeside } from './device-rounds.ts';
import type { GateState, MissingField, NextAction, RoundView, VisitsFor } from './meeting/views.ts';
import type { ToldChange } from './report/changes.ts';
import type { LateAct } from './report/late.ts';
import type { AreaChild, AreaCounts, AreaRef, HouseholdHeadView, InterviewRow, ListedWhy, MemberView } from './register/views.ts';
import type { ClashView } from './sync/views.ts';
import type { CommandAnswer } from './sync/envelope.ts';
import type { HandoverEnd } from './sync/handover.ts';
import type { DeviceDirective } from './steer/views.ts';
import type { PulledRow } from './sync/protocol.ts';

/** Every answer that is not 2xx. */
export interface ProblemAnswer {
  readonly problem: { readonly code: string; readonly [more: string]: unknown };
}

/** `GET /api/session`, and inside the answer of `POST /api/sign-in` as `{ session }`. */
export interface SessionView extends Identity {
  /** The round now open; null between rounds. */
  readonly round: RoundView | null;
}

/** `GET /api/areas/:areaId` */
export interface AreaView {
  readonly area: AreaRef & {
    readonly kind: string;
    /** Of the general statistics list; null of a hamlet. */
    readonly code: string | null;
    readonly level: 'province' | 'district' | 'commune' | 'hamlet';
    readonly areaType: 'rural' | 'urban' | null;
  };
  /** From the province down to the area itself. */
  readonly crumbs: readonly AreaRef[];
  readonly round: RoundView | null;
  /** The server's day, by which the pace of the round is reckoned. */
  readonly today: string;
  /** In the order of the Vietnamese alphabet, hamlets by number. */
  readonly children: readonly (AreaChild & {
    /** Of a commune: where its list stands in the round; null elsewhere and where it does not review. */
    readonly gate: GateState | null;
  })[];
  readonly totals: AreaCounts;
  /** So many that this reader is to ask once more: their classes are not among the counts. Absent: none. */
  readonly askedAgain?: number;
  /** Only of a commune (and for its hamlets): where its list stands in the round. */
  readonly gate: GateState | null;
  readonly next: readonly NextAction[];
  /** Of a commune's list that takes visits: how many wait for one; absent elsewhere. */
  readonly left?: number;
}

export interface RowVerdict {
  readonly rulebook: RulebookId;
  readonly outcome: PovertyClass | null;
  readonly possible: readonly PovertyClass[];
  readonly b1: { readonly min: number; readonly max: number };
  readonly b2: { readonly min: number; readonly max: number };
  /** Indicators surely deprived. */
  readonly deprived: number;
}

export interface HouseholdRow {
  readonly householdId: string;
  readonly code: string | null;
  readonly headName: string;
  readonly hamletId: string;
  readonly hamletName: string;
  /** Of today; empty where the hamlet is no more. */
  readonly communeName: string;
  readonly people: number;
  /** Current status by decision or by the lists of earlier years; null: never on a list. */
  readonly status: PovertyClass | null;
  readonly listed: ListedWhy | null;
  readonly interviewed: boolean;
  /** Its data may be used only where a law asks for it; with an empty name where this person does not see it. */
  readonly restricted: boolean;
  /** Of the round asked for, in the order of its rulebooks; empty before the interview. */
  readonly verdicts: readonly RowVerdict[];
  /** To be asked once more by this reader (hậu kiểm), who is told nothing of what was found until then; absent: not by them. */
  readonly asksAgain?: boolean | undefined;
}

/** Of a list on which standing tells what was found. */
export interface WithAskedAgain {
  /** Households there that this reader is to ask once more: named apart, whether they would stand on the list or not. Absent: none. */
  readonly askedAgain?: readonly HouseholdRow[];
}

export const HOUSEHOLD_FILTERS = [
  'all',
  'listed',
  'poor',
  'near-poor',
  'undetermined',
  'interviewed',
  'not-interviewed',
  'escaped',
  'cannot-escape',
] as const;
export type HouseholdFilter = (typeof HOUSEHOLD_FILTERS)[number];

/** `GET /api/areas/:areaId/households?round=&filter=&match=&order=&after=&limit=` */
export interface HouseholdPage extends WithAskedAgain {
  readonly rows: readonly HouseholdRow[];
  readonly total: number;
  readonly of?: number /** In how many a text was looked for. */;
  /** Give it back as `after`; null on the last page. */
  readonly next: string | null;
}

/** `GET /api/areas/:areaId/standards/households?from=&to=&move=&difference=&indicator=&change=&state=&after=&limit=` */
export interface StandardsHouseholds extends HouseholdPage {
  /** By household id, of the rows whose class is known under both standards. */
  readonly changes: Readonly<Record<string, Comparison>>;
}

/** `GET /api/changes/households?area=&year=&list=&change=&why=&after=&limit=` */
export interface ChangedHouseholds extends HouseholdPage {
  /** By household id. */
  readonly changes: Readonly<Record<string, ToldChange>>;
}

/** Until the day of a figure: the latest interview, else the older list that gave the status. */
export type LastSeen =
  | { readonly how: 'interview'; readonly on: string /** Display name of the enumerator. */; readonly by: string }
  | { readonly how: 'list'; readonly on: string };

/** `GET /api/late?area=&round=&after=&limit=`: what was written down after the round's day `end` had passed, about days up to it. */
export interface LateHouseholds extends HouseholdPage {
  readonly acts: number;
  /** By household id. */
  readonly late: Readonly<Record<string, readonly LateAct[]>>;
  readonly end: string;
  readonly round: RoundView;
}

/** `GET /api/figures/:id/households?area=&year=&after=&limit=` */
export interface FigureHouseholds extends HouseholdPage {
  /** Of the register now, behind a number that is sealed. */
  readonly namesNow: boolean;
  /** By household id; none where neither is known. */
  readonly seen: Readonly<Record<string, LastSeen>>;
}

/** `GET /api/search?q=` */
export interface SearchView {
  /** `memberName`: the member found, masked for this reader. */
  readonly rows: readonly (HouseholdRow & { readonly memberName: string })[];
  readonly more: boolean;
}

export interface StatusRow {
  readonly year: number;
  readonly class: PovertyClass;
  readonly list: string | null;
  readonly origin: string | null;
  readonly rulebook: RulebookId | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: 'decision' | 'recorded';
  /** Number of the decision, when there is one. */
  readonly decision: string | null;
  /** Of the decision; null for a list of an earlier year. */
  readonly decidedOn: string | null;
}

/** `GET /api/households/:householdId?purpose=` (logged) */
export interface HouseholdView extends VisitsFor {
  readonly household: HouseholdHeadView;
  readonly members: readonly MemberView[];
  readonly status: StatusRow | null;
  /** Newest first. */
  readonly history: readonly StatusRow[];
  readonly withdrawn: readonly WithdrawnResult[];
  /** Newest first. */
  readonly interviews: readonly InterviewRow[];
  /** Of the latest interview, one per rulebook of its round. */
  readonly verdicts: readonly ExplainedVerdict[];
  /** Of the interview before, by those of its round's rulebooks that the latest one's round has too; empty without one. */
  readonly verdictsBefore: readonly Verdict[];
  readonly round: RoundView | null;
  readonly gate: GateState | null;
  readonly provisional: boolean;
  /** Number of times this file was opened in the last 30 days, and by how many accounts. */
  readonly reads: { readonly times: number; readonly accounts: number };
  readonly photos: readonly PhotoRow[];
  /** The latest looks at this file, newest first; null for those who may not read the log. */
  readonly looks: readonly { readonly at: string; readonly by: string; readonly kind: string; readonly purpose: string }[] | null;
  /** What this person may do with the household now. */
  readonly may: {
    readonly interview: boolean;
    readonly why: string | null;
    /** A form filled in by hand. */
    readonly typeForm: boolean;
    /** To say that it is one's own household or a relative's. */
    readonly declareTie: boolean;
  };
  /** What this person has declared to be to the household. */
  readonly tie: Tie | null;
  /** Told otherwise by two people and not yet settled; none to who may not settle them. */
  readonly clashes: readonly ClashView[];
  /** Requests that were taken up for it, the latest first. */
  readonly requests: readonly RequestOfHousehold[];
}

/** The score table of each rulebook of a round. */
export type RoundTables = readonly { readonly rulebook: RulebookId; readonly table: ScoreTable }[];

/** `GET /api/households/:householdId/interview?round=` */
export interface InterviewView extends VisitsFor {
  readonly householdId: string;
  readonly hamletId: string;
  /** Of today; '' where it is not known. */
  readonly hamletName: string;
  readonly communeName: string;
  readonly headName: string;
  readonly round: RoundView;
  readonly questionnaire: string;
  /** By which the round judges, of each of its rulebooks: device and server judge by the same. */
  readonly tables: RoundTables;
  readonly setting: Setting;
  /** From the last interview or the roster. */
  readonly prefill: Answers | null;
  /** Finished in this round already; by whom, and when. */
  readonly current: Answers | null;
  readonly visited?: Pick<InterviewRow, 'interviewedOn' | 'by'>;
  /** To give back as `seen`; null before the first interview of the round. */
  readonly version: number | null;
  /** To give back as `seenFile`: of the household itself. */
  readonly seenFile?: number;
  /** To give back as `history`: the ledger whose versions these are. */
  readonly history?: string;
}

/** `GET /api/device`: what a phone keeps besides the households themselves. */
export interface DeviceView extends RoundsBeside {
  readonly session: SessionView;
  /** Whose list is shown: the open round, else the latest closed one. */
  readonly round: RoundView | null;
  /** Of the round: the phone judges by them. */
  readonly tables: RoundTables;
  /** The server's day and moment, by which the phone's clock is judged. */
  readonly today: string;
  readonly now: string;
  /** The hamlets whose households may be kept, and all areas above them, in the order of lists. */
  readonly areas: readonly DeviceArea[];
  /** What this person handed to the commune, and what it said. */
  readonly handovers: readonly DeviceHandover[];
  /** For hamlets in which this person holds a post, newest first. */
  readonly directives: readonly DeviceDirective[];
  /** Minutes of the round shown and of the lists that open a year, of the hamlets where this person writes them; absent: told before there were meetings. */
  readonly meetings?: readonly MeetingRecord[];
  /** To which finished forms are sealed. */
  readonly sealKey: string;
  /** By which the phone is known when its person may no longer sign in. Absent: of a server before it. */
  readonly handIn?: string;
}

/** What became of sealed forms of somebody who may keep no list any more; `withdrawn` false: they still may, nothing was taken. */
export interface HandedIn {
  readonly withdrawn: boolean;
  readonly answers: readonly CommandAnswer[];
}

export interface DeviceHandover {
  /** The command that was refused. */
  readonly handoverId: string;
  readonly end: { readonly how: HandoverEnd; readonly word: string | null; readonly by: string } | null;
}

/** `GET /api/areas/:areaId/handovers?after=&limit=`: open ones first. */
export interface HandoversPage {
  readonly rows: readonly HandoverView[];
  readonly open: number;
  readonly total: number;
  /** Give it back as `after`; null on the last page. */
  readonly next: string | null;
}

export interface HandoverView {
  readonly handoverId: string;
  readonly householdId: string;
  readonly hamletId: string;
  readonly hamletName: string;
  /** As the register has it, and with it `names` by member id; as it was written of a household that the register does not know. */
  readonly headName: string;
  readonly names: Readonly<Record<string, string>>;
  /** Code of the refusal. */
  readonly refusedBecause: string;
  /** The envelope as JSON, with what tells it to people. */
  readonly form: string;
  readonly word: string | null;
  readonly at: string;
  readonly by: string;
  readonly end: { readonly how: HandoverEnd; readonly word: string | null; readonly at: string; readonly by: string } | null;
}

export type DeviceArea = AreaView['area'] & {
  /** Null of the province. */
  readonly aboveId: string | null;
  /** Of a commune that reviews in the round. */
  readonly gate: GateState | null;
  /** Why this person may not interview there, as a code; null when they may. */
  readonly mayNot: string | null;
  /** May this person note there what happens to households between interviews? */
  readonly mayRegister: boolean;
};

/** A household of `GET /api/pull`: without the fields this reader may not see, ids of citizens masked. */
export interface PulledHouseholdView extends PulledRow {
  readonly code: string | null;
  readonly headName: string;
  readonly address: string | null;
  readonly people: number;
  readonly weight: number;
  readonly members: readonly MemberView[];
  readonly listed: readonly { readonly roundId: string; readonly why: ListedWhy }[];
  /** Oldest first. */
  readonly statuses: readonly Pick<StatusRow, 'year' | 'class' | 'list' | 'origin' | 'validFrom' | 'validTo'>[];
  /** The round whose form is to be asked once more (hậu kiểm) by this reader, who is not shown it. */
  readonly backCheck?: string;
  /** Newest first, two at most. */
  readonly interviews: readonly (Pick<InterviewRow, 'roundId' | 'interviewedOn' | 'by' | 'answers'> & {
    readonly version: number;
    readonly questionnaire: string;
    readonly areaType: 'rural' | 'urban';
  })[];
  /** Told otherwise by two people, and not yet settled; absent where there is none. */
  readonly clashes?: readonly ClashView[];
  /** Where it was visited last; absent where no visit of this hamlet told it. */
  readonly heldAt?: HeldAt;
  /** Its data are restricted and this reader has not to find its door: that there is one, and under a masked name. */
  readonly withheld?: true;
}

/** `GET /api/areas/:areaId/clashes?only=count`, and of handovers. */
export interface OpenCount {
  readonly open: number;
}

/** `GET /api/rounds/:roundId/communes/:communeId/decision` */
export interface DecisionDraft extends DraftWithdrawn, WithAskedAgain {
  readonly roundId: string;
  readonly communeId: string;
  readonly rulebook: RulebookId;
  readonly gate: GateState;
  readonly lists: {
    readonly poor: readonly HouseholdRow[];
    readonly nearPoor: readonly HouseholdRow[];
    readonly escapedPoverty: readonly HouseholdRow[];
    readonly escapedNearPoverty: readonly HouseholdRow[];
  };
  readonly blockers: readonly {
    readonly code: string;
    readonly households: readonly HouseholdRow[];
    readonly total: number;
    /** By household, of those that were interviewed: what their class waits for. */
    readonly missing: Readonly<Record<string, readonly MissingField[]>>;
  }[];
  /** Of whom it was said why they were not visited: nothing is decided on them. `said` null: not told to this person. */
  readonly unvisited: readonly { readonly household: HouseholdRow; readonly said: UnvisitedSaid | null }[];
  /** May this person say so of a household that is still waited for? */
  readonly mayExcuse: boolean;
  readonly allowed: boolean;
  readonly why: string | null;
  /** A number for the decision that the commune has not used. */
  readonly numberSuggestion: string;
}

/** `POST /api/commands` */
export interface CommandsAnswer {
  readonly answers: readonly {
    readonly commandId: string;
    readonly answer: 'taken' | 'known' | 'held' | 'refused';
    readonly problem?: { readonly code: string; readonly [more: string]: unknown };
    readonly versions?: readonly { readonly bookId: string; readonly version: number }[];
  }[];
}

/** Columns of the review's tables (danh sách rà soát, phiếu, kết quả, diện hộ). How they are written is `tables.ts`. */
import { table } from './tables.ts';

export interface ReviewListRow {
  readonly round_id: string;
  readonly household_id: string;
  readonly hamlet_id: string;
  readonly why: string;
  readonly unvisited: string | null;
  readonly unvisited_on: string | null;
}

export const reviewListTable = table<ReviewListRow>('review_list', ['round_id', 'household_id'], {
  round_id: 'uuid',
  household_id: 'uuid',
  hamlet_id: 'text',
  why: 'text',
  unvisited: 'text',
  unvisited_on: 'date',
});

export interface InterviewRow {
  readonly round_id: string;
  readonly household_id: string;
  readonly hamlet_id: string;
  readonly event_id: string;
  readonly questionnaire: string;
  readonly answers: object;
  readonly area_type: 'rural' | 'urban';
  readonly interviewed_on: string;
  readonly finished_at: string;
  readonly account_id: string;
  readonly version: number;
}

export const interviewTable = table<InterviewRow>('interview', ['round_id', 'household_id'], {
  round_id: 'uuid',
  household_id: 'uuid',
  hamlet_id: 'text',
  event_id: 'uuid',
  questionnaire: 'text',
  answers: 'jsonb',
  area_type: 'text',
  interviewed_on: 'date',
  finished_at: 'timestamptz',
  account_id: 'uuid',
  version: 'bigint',
});

export interface VerdictRow {
  readonly round_id: string;
  readonly household_id: string;
  readonly rulebook: string;
  readonly hamlet_id: string;
  readonly outcome: string | null;
  readonly possible: readonly string[];
  readonly b1_min: number;
  readonly b1_max: number;
  readonly b2_min: number;
  readonly b2_max: number;
  readonly deprived: number;
  readonly unknown_mask: number;
  readonly groups_mask: number;
  readonly groups_unknown: number;
  readonly cannot_escape: string;
  readonly grounds_mask: number;
  readonly score_table: string;
  readonly table_status: string;
  readonly engine: number;
}

export const verdictTable = table<VerdictRow>('verdict', ['round_id', 'household_id', 'rulebook'], {
  round_id: 'uuid',
  household_id: 'uuid',
  rulebook: 'text',
  hamlet_id: 'text',
  outcome: 'text',
  possible: 'text[]',
  b1_min: 'integer',
  b1_max: 'integer',
  b2_min: 'integer',
  b2_max: 'integer',
  deprived: 'integer',
  unknown_mask: 'integer',
  groups_mask: 'integer',
  groups_unknown: 'integer',
  cannot_escape: 'text',
  grounds_mask: 'integer',
  score_table: 'text',
  table_status: 'text',
  engine: 'integer',
});

export interface StatusRow {
  readonly event_id: string;
  readonly household_id: string;
  readonly round_id: string | null;
  readonly year: number;
  readonly rulebook: string | null;
  readonly hamlet_id: string;
  readonly decision_id: string | null;
  readonly class: string;
  readonly before: string | null;
  readonly list: string | null;
  readonly origin: string | null;
  readonly people: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly deprived: number | null;
  readonly groups_mask: number | null;
  readonly grounds_mask: number | null;
  readonly cannot_escape: string | null;
  readonly causes_mask: number | null;
  readonly wanted_mask: number | null;
  readonly b1: number | null;
  readonly b2: number | null;
  readonly source: string;
}

export const statusTable = table<StatusRow>('status', ['event_id'], {
  event_id: 'uuid',
  household_id: 'uuid',
  round_id: 'uuid',
  year: 'integer',
  rulebook: 'text',
  hamlet_id: 'text',
  decision_id: 'uuid',
  class: 'text',
  before: 'text',
  list: 'text',
  origin: 'text',
  people: 'integer',
  valid_from: 'date',
  valid_to: 'date',
  deprived: 'integer',
  groups_mask: 'integer',
  grounds_mask: 'integer',
  cannot_escape: 'text',
  causes_mask: 'integer',
  wanted_mask: 'integer',
  b1: 'integer',
  b2: 'integer',
  source: 'text',
});

export interface RejudgedRow {
  readonly event_id: string;
  readonly household_id: string;
  readonly round_id: string;
  readonly rulebook: string;
  readonly hamlet_id: string;
  readonly decision_id: string;
  readonly was: string;
  readonly now: string | null;
  readonly score_table: string;
  readonly engine: number;
  readonly found_at: string;
}

export const rejudgedTable = table<RejudgedRow>('rejudged', ['event_id'], {
  event_id: 'uuid',
  household_id: 'uuid',
  round_id: 'uuid',
  rulebook: 'text',
  hamlet_id: 'text',
  decision_id: 'uuid',
  was: 'text',
  now: 'text',
  score_table: 'text',
  engine: 'integer',
  found_at: 'timestamptz',
});

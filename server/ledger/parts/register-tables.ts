/** Columns of the register's tables (hộ, nhân khẩu, cư trú, người thân). How they are written is `tables.ts`. */
import { table } from './tables.ts';

export interface HouseholdRow {
  readonly household_id: string;
  readonly book_id: string;
  readonly hamlet_id: string;
  readonly code: string | null;
  readonly head_name: string;
  readonly head_folded: string;
  readonly address: string | null;
  readonly members: number;
  readonly people_declared: number | null;
  readonly state: string;
  readonly weight: number;
  readonly source: string;
  readonly version: number;
  readonly registered_at: string;
}

export const householdTable = table<HouseholdRow>('household', ['household_id'], {
  household_id: 'uuid',
  book_id: 'uuid',
  hamlet_id: 'text',
  code: 'text',
  head_name: 'text',
  head_folded: 'text',
  address: 'text',
  members: 'integer',
  people_declared: 'integer',
  state: 'text',
  weight: 'integer',
  source: 'text',
  version: 'bigint',
  registered_at: 'timestamptz',
});

export interface MemberRow {
  readonly member_id: string;
  readonly household_id: string;
  readonly hamlet_id: string;
  readonly ordinal: number;
  readonly full_name: string;
  readonly folded: string;
  readonly sex: string;
  readonly birth: string;
  readonly relation: string;
  readonly ethnicity: string | null;
  readonly citizen_id: string | null;
  readonly state: string;
  readonly version: number;
}

export const memberTable = table<MemberRow>('member', ['household_id', 'member_id'], {
  member_id: 'uuid',
  household_id: 'uuid',
  hamlet_id: 'text',
  ordinal: 'integer',
  full_name: 'text',
  folded: 'text',
  sex: 'text',
  birth: 'text',
  relation: 'text',
  ethnicity: 'text',
  citizen_id: 'text',
  state: 'text',
  version: 'bigint',
});

export interface ResidenceRow {
  readonly household_id: string;
  readonly hamlet_id: string;
  readonly people: number;
  readonly minority: boolean | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export const residenceTable = table<ResidenceRow>('residence', ['household_id', 'valid_from'], {
  household_id: 'uuid',
  hamlet_id: 'text',
  people: 'integer',
  minority: 'boolean',
  valid_from: 'date',
  valid_to: 'date',
});

export interface TombstoneRow {
  readonly book_id: string;
  readonly household_id: string;
  readonly hamlet_id: string;
  readonly version: number;
  readonly reason: string;
}

export const tombstoneTable = table<TombstoneRow>('tombstone', ['book_id', 'household_id'], {
  book_id: 'uuid',
  household_id: 'uuid',
  hamlet_id: 'text',
  version: 'bigint',
  reason: 'text',
});

export interface TieRow {
  readonly household_id: string;
  readonly account_id: string;
  readonly hamlet_id: string;
  readonly tie: string;
  readonly declared_at: string;
  readonly declared_by: string;
}

export const tieTable = table<TieRow>('tie', ['household_id', 'account_id'], {
  household_id: 'uuid',
  account_id: 'uuid',
  hamlet_id: 'text',
  tie: 'text',
  declared_at: 'timestamptz',
  declared_by: 'uuid',
});

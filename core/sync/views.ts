/** What screens are told of clashes (chỗ ghi khác nhau trên màn hình), on the desk and on the phone. */
import type { ClashField } from './clash.ts';

export interface ClashView {
  readonly clashId: string;
  readonly roundId: string | null;
  readonly fields: readonly ClashField[];
  /** Display names, and the days on which it was told. */
  readonly stoodBy: string;
  readonly stoodOn: string;
  readonly otherBy: string;
  readonly otherOn: string;
  /** Of a household that was joined into this one: who of it did not come along. Absent: of this one. */
  readonly ended?: readonly { readonly memberId: string; readonly fullName: string }[];
}

/** `GET /api/areas/:areaId/clashes`: of a commune, as many as one page holds, the oldest first. */
export interface CommuneClashes {
  readonly open: number;
  readonly shown: readonly CommuneClash[];
  /** Settled elsewhere from now on, with the household that moved there or was joined; the latest first. */
  readonly handedOn: readonly { readonly on: string; readonly count: number; readonly hamletName: string; readonly toName: string }[];
}

export interface CommuneClash extends ClashView {
  readonly householdId: string;
  readonly headName: string;
  readonly hamletName: string;
  /** Of the people it is about. */
  readonly names: Readonly<Record<string, string>>;
}

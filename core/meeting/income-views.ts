/** What is found by income, as the server tells a face (xác định thu nhập trên màn hình). */
import type { IncomeAction, IncomeChange, IncomeFinding, IncomeForm, IncomeState, IncomeWay } from './income-codes.ts';
import type { PostingPlace } from './posting-codes.ts';
import type { WallPicture } from './posting-views.ts';
import type { IncomeLine } from './income.ts';
import type { Procedure } from './procedure.ts';

type Sure = Procedure['counts'][number]['sure'];

/** A row of the table from where the case stands, with whether this person may do it now. */
export interface IncomeNext {
  readonly action: IncomeAction;
  readonly outcome: IncomeWay | null;
  readonly term: Pick<Procedure['counts'][number], 'days' | 'unit'> | null;
  readonly clause: string;
  readonly sure: Sure;
  readonly allowed: boolean;
  /** Code of the reason when not allowed. */
  readonly why: string | null;
}

export interface IncomeCheck {
  readonly checkedOn: string;
  readonly people: number;
  readonly lines: readonly IncomeLine[];
  readonly total: number;
  readonly perMonth: number;
  readonly finding: IncomeFinding;
  readonly over: number | null;
  readonly upTo: number;
  readonly clause: string;
  readonly sure: Sure;
  readonly because: string | null;
  readonly workerName: string | null;
}

export interface IncomeView {
  readonly form: IncomeForm;
  readonly state: IncomeState;
  readonly household: { readonly householdId: string; readonly headName: string } | null;
  readonly memberId: string | null;
  /** In force today where the request came from; null: none. */
  readonly figure: { readonly over: number | null; readonly upTo: number; readonly clause: string; readonly sure: Sure } | null;
  readonly check: IncomeCheck | null;
  readonly posted: {
    readonly from: string;
    readonly until: string;
    readonly place: PostingPlace;
    readonly where: string | null;
    readonly takenDownOn: string | null;
    readonly photoUp: WallPicture | null;
    readonly photoDown: WallPicture | null;
    /** Whose wall it is. */
    readonly hamletId: string;
  } | null;
  /** What is otherwise today than when it was checked; the chair is told before deciding. */
  readonly changes: readonly IncomeChange[];
  readonly decided: {
    readonly on: string;
    readonly number: string | null;
    readonly clause: string | null;
    readonly text: string | null;
  } | null;
  /** The paper holds no more. */
  readonly withdrawn: { readonly on: string; readonly clause: string; readonly text: string | null } | null;
  readonly next: readonly IncomeNext[];
}

/** `GET /api/public/certificates/:token` of a paper by income: what it shows, and whether it holds. */
export interface PublicIncomePaper {
  readonly form: IncomeForm;
  readonly number: string;
  readonly communeName: string;
  readonly issuedOn: string;
  readonly state: 'valid' | 'withdrawn' | 'corrected' | 'reissued';
  readonly endedOn: string | null;
  /** First letters of the name of the head, or of the worker. */
  readonly initials: string;
  readonly gone: boolean;
  readonly demonstration: boolean;
}

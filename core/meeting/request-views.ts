/** Requests as the server tells a face (đơn đề nghị trên màn hình). */
import type { PovertyClass } from '../classify/verdict.ts';
import type { AreaRef } from '../register/views.ts';
import type { IncomeView } from './income-views.ts';
import type { Procedure } from './procedure.ts';
import type { QuickAnswer, QuickForm } from './quick-form.ts';
import type { RoundView } from './views.ts';
import type { Identity, LiftedBy, RequestForm, RequestRefusal, RequestState, RequestVia } from './request-codes.ts';

export interface RequestRow {
  readonly requestId: string;
  readonly number: string;
  readonly form: RequestForm;
  readonly via: RequestVia;
  readonly dossier: string | null;
  readonly communeId: string;
  readonly communeName: string;
  readonly hamletId: string;
  readonly hamletName: string;
  readonly lodgedOn: string;
  readonly dueOn: string;
  readonly state: RequestState;
  /** Its day is over and it was not answered, or it was answered later. */
  readonly overdue: boolean;
  readonly answeredOn: string | null;
  readonly refusal: RequestRefusal | null;
  /** The paper by income that it came to holds no more since that day; null where none was withdrawn. */
  readonly paperWithdrawnOn: string | null;
  /** Until when a right over one's data is carried out, once it was accepted, and when it was. */
  readonly executeBy: string | null;
  readonly doneOn: string | null;
  /** Who asks; null where this reader may not know it, or it was forgotten. */
  readonly name: string | null;
}

/** `GET /api/areas/:areaId/requests`: what waits first, the longest due before. */
export interface RequestsView {
  readonly today: string;
  readonly counts: { readonly open: number; readonly overdue: number; readonly answered: number };
  readonly rows: readonly RequestRow[];
  /** Hamlets of which one can be taken in here. */
  readonly hamlets: readonly (AreaRef & { readonly communeId: string })[];
}

/** `GET /api/areas/:areaId/requests/:requestId` */
export interface RequestView {
  readonly row: RequestRow;
  readonly address: string | null;
  readonly contact: string | null;
  readonly text: string | null;
  readonly answer: string | null;
  /** By which a right was refused. */
  readonly clause: string | null;
  /** What was done of a right that was accepted. */
  readonly done: string | null;
  readonly quick: QuickAnswer | null;
  /** The term that was in force when it came. */
  readonly term: Pick<Procedure['counts'][number], 'days' | 'unit' | 'clause' | 'sure'> | null;
  readonly household: { readonly householdId: string; readonly headName: string; readonly hamletId: string } | null;
  /** Who lives there, where one of them may be restricted alone. */
  readonly people: readonly { readonly memberId: string; readonly fullName: string }[];
  /** What ended its restriction, for some or for all, the oldest first. */
  readonly ended: readonly RestrictionEnd[];
  /** How whoever asks about their data was known; null before it was accepted, or where it was not asked. */
  readonly identity: Identity | null;
  /** Files and lists that held the household before now, the latest first, of a right over its data; null elsewhere. */
  readonly copies: readonly CopyLine[] | null;
  /** What the decision of its round said; null before. */
  readonly result: PovertyClass | null;
  /** Of a request about income; null elsewhere. */
  readonly income: IncomeView | null;
  /** On whose list it can be put now; null: on none. */
  readonly round: (RoundCalled & { readonly quickForm: QuickForm | null }) | null;
  /** On whose list it was put; null: on none. */
  readonly listedIn: RoundCalled | null;
}

/** A round as far as its name needs it. */
export type RoundCalled = Pick<RoundView, 'roundId' | 'kind' | 'year' | 'opensOn' | 'nth'>;

/** Something that was handed out: whoever holds it is told of a correction. */
export interface CopyLine {
  readonly at: string;
  readonly by: string;
  readonly purpose: string;
  readonly rows: number;
  readonly placeName: string;
}

/** Why a household is on a list: what it asked, on its own page. */
export interface RequestOfHousehold {
  readonly requestId: string;
  readonly number: string;
  readonly form: RequestForm;
  readonly communeId: string;
  readonly lodgedOn: string;
  readonly doneOn: string | null;
  /** Its data are restricted by this one, and that was not lifted. */
  readonly restricts: boolean;
  /** Of whom it holds there; nobody where it names nobody and holds for all. */
  readonly people: readonly { readonly memberId: string; readonly fullName: string }[];
  readonly ended: readonly RestrictionEnd[];
  /** This reader may open it where it was lodged. */
  readonly opens: boolean;
}

/** By an event: for those named, or where it names nobody for all. */
export interface RestrictionEnd {
  readonly on: string;
  /** Who wrote it down. */
  readonly by: string;
  /** At whose word. */
  readonly at: LiftedBy;
  readonly office: string | null;
  /** Null where this reader may not read it. */
  readonly ground: string | null;
  readonly names: readonly string[];
  /** Nobody is restricted by the request any more. */
  readonly whole: boolean;
}

/** `GET /api/public/places` */
export interface PublicPlaces {
  readonly communes: readonly (AreaRef & { readonly hamlets: readonly AreaRef[] })[];
}

/** `POST /api/public/requests/state` */
export interface PublicRequest {
  readonly form: RequestForm;
  readonly lodgedOn: string;
  readonly dueOn: string;
  readonly state: RequestState;
  readonly answeredOn: string | null;
  readonly refusal: RequestRefusal | null;
  readonly executeBy: string | null;
  readonly doneOn: string | null;
  /** The paper by income that it came to holds no more since that day; null where none was withdrawn. */
  readonly paperWithdrawnOn: string | null;
}

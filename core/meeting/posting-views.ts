/** Postings and objections as the server tells a face (niêm yết, phản ánh trên màn hình). */
import type { AreaRef } from '../register/views.ts';
import type { PostingState } from './posting.ts';
import type { Against, Matter, ObjectionKind, ObjectionState, Outcome, PostingPlace, Via } from './posting-codes.ts';
import type { Procedure } from './procedure.ts';
import type { GateState, RoundView } from './views.ts';

/** `POST /api/areas/:areaId/wall-pictures`. */
export interface WallPictureKept {
  readonly pictureId: string;
}

/** The proof of one act at a wall. */
export interface WallPicture {
  readonly pictureId: string;
  /** It can be looked at by whoever asks; its time may be over. */
  readonly there: boolean;
}

export interface PostingView {
  readonly postingId: string;
  readonly place: PostingPlace;
  readonly where: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly takenDownOn: string | null;
  readonly state: PostingState;
  /** Not the first at its place in the round. */
  readonly again: boolean;
  /** What hung is what would be decided now. */
  readonly same: boolean;
  /** null: none was given. */
  readonly photoUp: WallPicture | null;
  /** Of the wall after it was taken down. */
  readonly photoDown: WallPicture | null;
}

export interface HamletWall {
  readonly hamletId: string;
  readonly hamletName: string;
  /** Households that would hang now. */
  readonly households: number;
  /** In the order in which they were put up. */
  readonly postings: readonly PostingView[];
  /** Where a list must still be put up as it is now. */
  readonly missing: readonly PostingPlace[];
}

/** A list that still hangs and that no page of a round shows: of a round that is over, or of a commune or hamlet that is no more. */
export interface LeftWallView {
  /** Of today. */
  readonly hamletId: string;
  readonly hamletName: string;
  /** What the hamlet was called that hung it, where that is another one. */
  readonly formerName: string | null;
  /** The commune that it belonged to then. */
  readonly communeName: string;
  readonly round: Pick<RoundView, 'kind' | 'year' | 'opensOn' | 'nth'>;
  readonly posting: PostingView;
}

/** `GET /api/areas/:areaId/postings` */
export interface PostingsAnswer {
  readonly view: PostingsView | null;
  readonly left: readonly LeftWallView[];
  readonly today: string;
}

/** Of a commune; null where the open round has no posting. */
export interface PostingsView {
  /** How often something was put up or taken down without a picture. */
  readonly withoutPicture: number;
  readonly roundId: string;
  readonly gate: GateState;
  readonly today: string;
  readonly counts: Procedure['counts'];
  readonly hamlets: readonly HamletWall[];
}

export interface ObjectionRow {
  readonly objectionId: string;
  readonly number: string;
  readonly kind: ObjectionKind;
  readonly matter: Matter;
  readonly against: Against | null;
  readonly via: Via;
  readonly communeId: string;
  readonly communeName: string;
  readonly hamletId: string;
  readonly hamletName: string;
  readonly lodgedOn: string;
  readonly dueOn: string;
  readonly state: ObjectionState;
  /** Its day is over and it was not answered, or it was answered later. */
  readonly overdue: boolean;
  /** The province's own to answer. */
  readonly atProvince: boolean;
  readonly answeredOn: string | null;
  readonly outcome: Outcome | null;
}

/** `GET /api/areas/:areaId/objections`: what waits first, the longest due before. */
export interface ObjectionsView {
  readonly roundId: string | null;
  readonly today: string;
  readonly counts: { readonly open: number; readonly overdue: number; readonly answered: number };
  readonly rows: readonly ObjectionRow[];
  /** Hamlets of which one can be taken in here. */
  readonly hamlets: readonly (AreaRef & { readonly communeId: string })[];
}

/** `GET /api/areas/:areaId/objections/:objectionId` */
export interface ObjectionView {
  readonly row: ObjectionRow;
  /** What was said; null where this reader may not know it, or it was forgotten. */
  readonly text: string | null;
  /** Who said it; null: nobody was named, or this reader may not know. */
  readonly author: { readonly name: string; readonly contact: string | null } | null;
  readonly answer: string | null;
  readonly household: { readonly householdId: string; readonly headName: string } | null;
  readonly revisit: { readonly by: string; readonly on: string; readonly done: boolean } | null;
  /** Who could be sent: enumerators of the hamlet who did not do the interview and are not of the household. */
  readonly enumerators: readonly { readonly accountId: string; readonly name: string }[];
}

/** `GET /api/public/postings`: where and until when, nobody's name. */
export interface PublicPostings {
  readonly roundId: string | null;
  readonly communes: readonly (AreaRef & {
    readonly hamlets: readonly (AreaRef & {
      readonly postings: readonly {
        readonly place: PostingPlace;
        readonly where: string;
        readonly startsOn: string;
        readonly endsOn: string;
      }[];
    })[];
  })[];
}

/** `POST /api/public/objections` */
export interface Receipt {
  readonly number: string;
  readonly secret: string;
  readonly dueOn: string;
}

/** `POST /api/public/objections/state` */
export interface PublicObjection {
  readonly kind: ObjectionKind;
  readonly matter: Matter;
  readonly lodgedOn: string;
  readonly dueOn: string;
  readonly state: ObjectionState;
  readonly answeredOn: string | null;
  readonly outcome: Outcome | null;
}

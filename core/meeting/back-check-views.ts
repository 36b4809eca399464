/** Back-checks of a commune and communes beside each other, as the server tells the desk (hậu kiểm, so các xã). */
import type { Agreement } from '../interview/back-check.ts';
import type { Share } from '../kernel/chances.ts';
import type { DoubtfulHousehold } from './fairness-views.ts';
import type { RoundView } from './views.ts';

/** Of what is opened to be interviewed. */
export interface AskedAgain {
  /** To be asked once more by this reader, who is not shown the form (hậu kiểm): begun with the people alone. */
  readonly backCheck?: boolean;
}

export interface CheckView extends DoubtfulHousehold {
  /** Who held the interview. */
  readonly askedBy: string;
  /** Who asks once more; null: given to nobody yet. */
  readonly checker: string | null;
  /** Of the enumerators those who may be asked: posted there, and neither held nor typed in a form of it in the round. */
  readonly mayAsk: readonly string[];
  readonly givenOn: string | null;
  /** Null until then. */
  readonly doneOn: string | null;
}

/** Of a draw what everybody may know: the desk and the portal tell the very same. */
export interface DrawFigures {
  readonly size: number;
  readonly source: string;
  readonly announcedOn: string;
  readonly seedOn: string;
  /** Null until it is drawn. */
  readonly seed: string | null;
  readonly drawnOn: string | null;
  /** Among how many, and the print of their ids: whoever has the list can draw again. */
  readonly frame: number | null;
  readonly frameHash: string | null;
  /** How many were drawn; 0 until then. */
  readonly drawn: number;
}

export interface DrawView extends DrawFigures {
  readonly drawId: string;
  /** It may be drawn today. */
  readonly due: boolean;
  readonly checks: readonly CheckView[];
  readonly agreement: Agreement;
  /** Sent by somebody who had the first form before them, and not counted. */
  readonly notBlind: number;
}

/** `GET /api/areas/:areaId/back-checks` of a commune */
export interface BackChecksView {
  /** Null: there was no round yet. */
  readonly round: RoundView | null;
  /** The latest first. */
  readonly draws: readonly DrawView[];
  /** Enumerators of the commune by given name, with where they are posted. */
  readonly checkers: readonly { readonly accountId: string; readonly name: string; readonly places: string }[];
}

/** Beside all other communes of the province. */
export interface CommuneBeside {
  readonly communeId: string;
  readonly communeName: string;
  /** Of the forms with points near the cut-off, those at or below it. */
  readonly own: Share;
  readonly others: Share;
  /** How likely so many are by chance, as far as communes differ anyway; null: it does not stand out. */
  readonly chance: number | null;
  /** Households drawn, and how far both forms agree where they were asked again. */
  readonly drawn: number;
  readonly agreement: Agreement;
}

/** `GET /api/areas/:areaId/back-checks/communes` of the province */
export interface CommunesBesideView {
  readonly round: RoundView | null;
  /** When forms were read and judged, if the books have moved since; null: it is true now. */
  readonly asOf: string | null;
  /** Those that stand out first, then by name. */
  readonly communes: readonly CommuneBeside[];
}

/** `GET /api/public/back-checks`: rounds that have draws, the latest first. */
export interface PublicBackChecks {
  /** Those that began in it; null: in this year and the one before. */
  readonly year: number | null;
  /** Years before these two with rounds that have draws, the latest first. */
  readonly earlier: readonly number[];
  readonly rounds: readonly {
    readonly round: RoundView;
    readonly communes: readonly { readonly name: string; readonly draws: readonly DrawFigures[] }[];
  }[];
}

/**
 * Who is signed in, as the server tells a face (người đang đăng nhập). The whole answer of `GET /api/session` also says
 * which round is open: it is `SessionView` in core/views.ts.
 */
import type { Tie } from './duties.ts';
import type { SecondFactorRule, SignInStep } from './second-factor.ts';
import type { Role } from './role.ts';
import type { UnusualRule } from './unusual.ts';

export interface RoleView {
  readonly role: Role;
  readonly areaId: string;
  readonly areaName: string;
}

export interface Identity {
  readonly accountId: string;
  readonly displayName: string;
  /** Only grants that hold today. */
  readonly roles: readonly RoleView[];
  /** The area whose page opens after sign-in. */
  readonly home: string;
  readonly language: 'vi' | 'en';
  /** The installation was created as a demonstration. */
  readonly demonstration: boolean;
  /** Verdicts rest on an illustrative table: every screen says so. */
  readonly provisional: boolean;
}

/** `POST /api/sign-in` and its steps: the session that was opened, or what comes first. */
export type SignInAnswer<Session> = { readonly session: Session } | { readonly step: SignInStep };

/** `POST …/set-up`: for the authenticator app. `picture`: an image as a data address. */
export interface SetUpView {
  readonly secret: string;
  readonly address: string;
  readonly picture: string;
}

/** `POST …/set-up/confirm`: the recovery codes are told this once. */
export type SetUpAnswer<Session> = { readonly recoveryCodes: readonly string[] } & SignInAnswer<Session>;

export interface SessionLine {
  readonly sessionId: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Kind of browser and system; may be empty. */
  readonly device: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** A phone that keeps the list of its person. */
export interface PhoneLine {
  readonly phoneId: string;
  /** Kind of browser and system; may be empty. */
  readonly device: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Null: at work. */
  readonly withdrawnAt: string | null;
}

/** `GET /api/me`: what a person may see and change of their own way in. */
export interface OwnAccountView {
  readonly username: string;
  readonly displayName: string;
  readonly posts: readonly PostView[];
  readonly sessions: readonly SessionLine[];
  readonly secondFactor: boolean;
  /** A post of theirs needs one here, so it cannot be taken off. */
  readonly secondFactorDemanded: boolean;
}

export interface PostView {
  readonly role: Role;
  readonly areaId: string;
  readonly areaName: string;
  /** Name of the unit above, or empty. */
  readonly above: string;
  readonly from: string;
  readonly to: string | null;
  /** Display name of the person whose post it is for this time. */
  readonly delegatedBy: string | null;
}

export interface LentPost extends PostView {
  readonly accountId: string;
  /** Display name of who stands in. */
  readonly standIn: string;
}

export const CREDENTIAL_STATES = ['none', 'first-code', 'first-code-over', 'own'] as const;
/** `first-code`: a code was given and not used yet; `none`: nobody gave one. */
export type CredentialState = (typeof CREDENTIAL_STATES)[number];

export interface AccountRow {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly state: 'active' | 'suspended';
  /** Those that hold today or later. */
  readonly posts: readonly PostView[];
  readonly credential: CredentialState;
  readonly secondFactor: boolean;
  /** Day of the last request; null: no session is open. */
  readonly seenAt: string | null;
}

/** `GET /api/accounts` */
export interface AccountsView {
  readonly rows: readonly AccountRow[];
  readonly total: number;
  /** To ask for the next page. */
  readonly next: string | null;
  /** Everything, or only the renewal of sign-ins of a commune's hamlets. */
  readonly manages: boolean;
  readonly rule: SecondFactorRule;
}

/** `GET /api/accounts/:accountId` */
export interface AccountView {
  readonly account: AccountRow;
  readonly ended: readonly PostView[];
  /** Posts of theirs that others hold for a time, today or later; `delegatedBy` is this person. */
  readonly lent: readonly LentPost[];
  readonly sessions: readonly SessionLine[];
  readonly phones: readonly PhoneLine[];
  readonly manages: boolean;
  /** One's own account is changed by others only. */
  readonly own: boolean;
}

/** `POST /api/accounts/codes`: told this once. */
export interface FirstCode {
  readonly accountId: string;
  readonly displayName: string;
  readonly username: string;
  readonly code: string;
  readonly until: string;
  /** Name of the post and of its area, in Vietnamese. */
  readonly post: string;
  /** Where the person signs in. */
  readonly face: 'desk' | 'field';
}

/** `POST /api/accounts/sheet`: what the sheet would do, or did. */
export interface AccountSheetView {
  readonly created: readonly {
    readonly line: number;
    readonly username: string;
    readonly displayName: string;
    readonly post: string;
    readonly accountId: string;
  }[];
  readonly refused: readonly { readonly line: number; readonly code: string; readonly told: string; readonly day?: string }[];
  /** Already there with the same name and post. */
  readonly known: number;
  readonly written: boolean;
}

/** Hamlets of today's communes. */
export interface HamletsView {
  readonly communes: readonly {
    readonly areaId: string;
    readonly name: string;
    readonly code: string;
    readonly hamlets: number;
    /** Of them, those whose names were made for a demonstration. */
    readonly synthetic: number;
  }[];
}

export interface HamletSheetView {
  readonly added: readonly { readonly line: number; readonly name: string; readonly communeName: string }[];
  readonly refused: readonly { readonly line: number; readonly code: string; readonly told: string }[];
  /** Already there, or further up in the list. */
  readonly known: number;
  readonly written: boolean;
}

export interface AuditLine {
  readonly id: number;
  readonly at: string;
  readonly by: string;
  /** Kind of look, or kind of event. */
  readonly kind: string;
  readonly householdId: string | null;
  /** Masked; null for one whose data were erased, or for no household. */
  readonly headName: string | null;
  readonly areaName: string | null;
  readonly purpose: string | null;
  readonly rows: number | null;
  /** Display name of whose account it is about; null: about none. */
  readonly whose: string | null;
}

export interface UnusualLine {
  readonly rule: UnusualRule;
  readonly at: string;
  readonly by: string;
  readonly households: number;
  readonly areaName: string | null;
}

/** `GET /api/log` */
export interface AuditView {
  readonly lines: readonly AuditLine[];
  readonly unusual: readonly UnusualLine[];
  readonly purposes: readonly string[];
  /** Older lines begin below this id. */
  readonly next: number | null;
}

/** A declared tie of `who` to a household; `by`: who declared it. */
export interface TieLine {
  readonly householdId: string;
  readonly headName: string;
  readonly hamletId: string;
  readonly hamletName: string;
  readonly tie: Tie;
  readonly declaredAt: string;
  readonly accountId: string;
  readonly who: string;
  readonly by: string;
}

/** `GET /api/ties` */
export interface TiesView {
  readonly own: readonly TieLine[];
  /** Of others, where this person may end them. */
  readonly others: readonly TieLine[];
  /** May this person end ties of others anywhere? */
  readonly ends: boolean;
}

/**
 * Who is signed in, as the server tells a face (người đang đăng nhập). The whole answer of `GET /api/session` also says
 * which round is open: it is `SessionView` in core/views.ts.
 */
import type { Role } from './role.ts';

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

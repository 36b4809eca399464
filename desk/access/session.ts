/**
 * What the desk asks of the person who works here (người đang làm việc): which crumbs they reach, which of the desk's parts are
 * theirs. Who they are is kept by ui/session; what they may do is decided by the server.
 */
import { ROLES_OF_ACTION } from '../../core/access/may.ts';
import { countsRows, HAMLET_POSTS } from '../../core/access/role.ts';
import type { SessionView } from '../../core/views.ts';

/** May the person open this crumb? Areas above their own are named, but not linked. */
export function reaches(session: SessionView, crumbs: readonly { readonly areaId: string }[], index: number): boolean {
  return crumbs.slice(0, index + 1).some((crumb) => session.roles.some((role) => role.areaId === crumb.areaId));
}

/** Administrators run the installation and have no area page. */
export function hasAreas(session: SessionView): boolean {
  return session.roles.some(({ role }) => countsRows(role));
}

/** The unit of whose office they are; null where the person works in hamlets only, or has no area page. */
export function officeOf(session: SessionView): string | null {
  return session.roles.find(({ role }) => countsRows(role) && !HAMLET_POSTS.includes(role))?.areaId ?? null;
}

export function searches(session: SessionView): boolean {
  return holds(session, 'search');
}

export function looksAfterAccounts(session: SessionView): boolean {
  return holds(session, 'renew-sign-in');
}

export function managesHamlets(session: SessionView): boolean {
  return holds(session, 'manage-areas');
}

export function readsLog(session: SessionView): boolean {
  return holds(session, 'read-log');
}

export function setsScoreTables(session: SessionView): boolean {
  return holds(session, 'set-score-table');
}

/** In a post of this very area. */
function holdsIn(session: SessionView, action: keyof typeof ROLES_OF_ACTION, of: string): boolean {
  return session.roles.some(({ role, areaId }) => areaId === of && ROLES_OF_ACTION[action].includes(role));
}

/** How the forms of this commune's enumerators came about is told to its office. */
export function checksInterviews(session: SessionView, of: string): boolean {
  return holdsIn(session, 'check-interviews', of);
}

/** Plans who visits whom there. */
export function plansVisits(session: SessionView, of: string): boolean {
  return holdsIn(session, 'plan-visits', of);
}

/** The office of this area is theirs. */
export function sendsDirectives(session: SessionView, of: string): boolean {
  return holdsIn(session, 'send-directive', of);
}

/** Opens and closes rounds. */
export function closesRounds(session: SessionView, of: string): boolean {
  return holdsIn(session, 'open-round', of);
}

/** May put up lists there. */
export function postsLists(session: SessionView, of: string): boolean {
  return holdsIn(session, 'post-list', of);
}

export function readsObjections(session: SessionView, of: string): boolean {
  return holdsIn(session, 'read-objections', of);
}

export function lodgesObjections(session: SessionView, of: string): boolean {
  return holdsIn(session, 'lodge-objection', of);
}

export function answersObjections(session: SessionView, of: string): boolean {
  return holdsIn(session, 'answer-objection', of);
}

export function readsRequests(session: SessionView, of: string): boolean {
  return holdsIn(session, 'read-requests', of);
}

export function lodgesRequests(session: SessionView, of: string): boolean {
  return holdsIn(session, 'lodge-request', of);
}

export function answersRequests(session: SessionView, of: string): boolean {
  return holdsIn(session, 'answer-request', of);
}

/** May say there that two entries are one household. */
export function joinsDuplicates(session: SessionView, of: string): boolean {
  return holdsIn(session, 'join-duplicates', of);
}

/** Takes lists of people along as files. */
export function exportsLists(session: SessionView): boolean {
  return holds(session, 'export');
}

/** Certificates are the office's own. */
export function printsCertificates(session: SessionView, of: string): boolean {
  return holdsIn(session, 'print-certificate', of);
}

/** Of the commune, and of the hamlets below it: their posts reach no other. */
export function readsMinutes(session: SessionView): boolean {
  return holds(session, 'open-meetings');
}

function holds(session: SessionView, action: keyof typeof ROLES_OF_ACTION): boolean {
  return session.roles.some(({ role }) => ROLES_OF_ACTION[action].includes(role));
}

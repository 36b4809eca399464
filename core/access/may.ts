/**
 * Who may do what, where and when (quyền): one pure predicate that route, command and screen all ask. A right given for
 * an area holds in everything below it and nowhere else; a grant that has ended or not begun gives nothing. Which fields
 * a reader then sees is `mask.ts`; which rows the database lets through is `reach.ts`.
 */
import type { Action } from './action.ts';
import type { Reader } from './catalogue.ts';
import { COUNTS_ONLY, DISTRICT_LEVEL_ENDS, READER_OF_ROLE, type Role } from './role.ts';

/** `from` and `to` are days (`yyyy-mm-dd`), both inclusive; `to` is null while no end is set. */
export interface Grant {
  readonly role: Role;
  readonly areaId: string;
  readonly from: string;
  readonly to: string | null;
}

export interface Actor {
  readonly accountId: string;
  readonly grants: readonly Grant[];
}

/** `areaPath`: the ids of the area and of all above it on `date`, from the area itself up to the province. */
export interface Target {
  readonly areaPath: readonly string[];
  readonly date: string;
}

/** Each is a code of words/problems. */
export type Why = 'not-your-role' | 'not-your-area' | 'grant-not-in-force';

export type May = { readonly allowed: true } | { readonly allowed: false; readonly why: Why };

const HAMLET = ['enumerator', 'hamlet-head', 'hamlet-secretary'] as const;
const COMMUNE = ['commune-officer', 'commune-chair'] as const;
const ABOVE = ['district-officer', 'province-officer'] as const;
const OFFICES = [...COMMUNE, ...ABOVE] as const;
const EVERY_READER = [...HAMLET, ...OFFICES, 'auditor'] as const;

/**
 * The posts that may do each thing. The chair alone decides a list: recognition belongs to the chair of the commune's
 * people's committee (Decision 24/2021/QĐ-TTg Art. 4-6 [S 4]). Who interviews does not decide, who decides does not interview.
 */
export const ROLES_OF_ACTION: Readonly<Record<Action, readonly Role[]>> = {
  'sign-in': [...EVERY_READER, 'administrator', ...COUNTS_ONLY],
  'read-household': EVERY_READER,
  search: EVERY_READER,
  'read-tables': [...EVERY_READER, ...COUNTS_ONLY],
  /** Whoever goes to the houses takes their lists along; offices above read on the server, where each look is seen. */
  'keep-on-device': [...HAMLET, ...COMMUNE],
  interview: ['enumerator'],
  /** A form that somebody else filled in by hand: typing it in is no interview. */
  'type-form': ['enumerator', 'commune-officer'],
  'register-household': ['enumerator', 'commune-officer'],
  'import-list': ['commune-officer'],
  /** The hamlet's head chairs, its secretary writes [S 39]; what two of them wrote otherwise the commune may settle with them. */
  'hold-meeting': [...HAMLET, 'commune-officer'],
  'open-meetings': COMMUNE,
  'open-posting': COMMUNE,
  'ask-district': COMMUNE,
  /** The opinion of the district's chair on the commune's list, while there were districts [S 40]. */
  'give-opinion': ['district-officer'],
  /** Put up and taken down: the hamlet at its house, the commune anywhere. */
  'post-list': ['hamlet-head', 'hamlet-secretary', ...COMMUNE],
  'read-objections': [...COMMUNE, 'province-officer', 'auditor'],
  /** Taken in from whoever brings it; on the portal anybody lodges one for themselves. */
  'lodge-objection': ['hamlet-head', 'hamlet-secretary', ...COMMUNE, 'province-officer'],
  'assign-revisit': [...COMMUNE, 'province-officer'],
  'answer-objection': [...COMMUNE, 'province-officer'],
  /** Forms 01 and 04: hamlet and commune make the list together [S 4, 38]. */
  'read-requests': [...HAMLET, ...COMMUNE, 'province-officer', 'auditor'],
  'lodge-request': ['hamlet-head', 'hamlet-secretary', ...COMMUNE],
  'answer-request': COMMUNE,
  /** What is found by income alone: the commune checks and posts it, its chair decides [S 17]. */
  'check-income': COMMUNE,
  'post-income': COMMUNE,
  'decide-income': ['commune-chair'],
  /** To give a doubt about a household or about forms to somebody by name, and to answer it. */
  'raise-flag': COMMUNE,
  'answer-flag': COMMUNE,
  /** To draw interviews that are held once more, and to give each to another person. */
  'back-check': [...COMMUNE, 'province-officer'],
  'open-decision': COMMUNE,
  'reopen-interviews': COMMUNE,
  /** How the forms of each enumerator came about, before a list is decided. */
  'check-interviews': COMMUNE,
  /** Who goes where until the round ends: by whoever directs hamlets. */
  'plan-visits': [...COMMUNE, 'province-officer'],
  /** What the hamlet could not set right: refused forms, two answers to one question. */
  'settle-handover': COMMUNE,
  /** To the hamlets of the own area; what it says binds whoever works there. */
  'send-directive': [...COMMUNE, 'province-officer'],
  'answer-directive': HAMLET,
  'decide-list': ['commune-chair'],
  /** Who decided the list seals what it comes to; the province's word, where the round asks for it, is another person's. */
  'seal-figures': ['commune-chair'],
  'approve-figures': ['province-officer'],
  /** Signed by the chair [S 43]. */
  'issue-certificate': ['commune-chair'],
  /** With the members’ names and the head’s number on it. */
  'print-certificate': COMMUNE,
  /** All that was ever written of a household, unmasked: of the office that reads every field of it. */
  'make-evidence': COMMUNE,
  /** Whom a lost phone, an account or an export touched, and the notice of it. */
  'handle-incident': ['province-officer'],
  'open-round': ['province-officer'],
  'set-score-table': ['province-officer', 'administrator'],
  'manage-accounts': ['administrator'],
  /** New first codes, sessions ended: by the commune for those who hold posts of its hamlets only (`renewal.ts`). */
  'renew-sign-in': ['administrator', ...COMMUNE],
  'read-log': ['auditor'],
  export: OFFICES,
  erase: ['commune-chair'],
  /** What a court, an inspection or a complaint needs is kept. */
  'hold-data': ['commune-chair', 'province-officer'],
  'manage-areas': ['administrator'],
  'move-household': ['commune-officer'],
  /** To say that two entries are one household, or two; of two communes, by the office above both. */
  'join-duplicates': [...COMMUNE, 'province-officer'],
  /** Of one's own household and relatives, by whoever works with households. */
  'declare-tie': [...HAMLET, ...OFFICES],
  /** What an objection or a neighbour brought to light. */
  'declare-tie-of-another': ['commune-chair', 'province-officer'],
  /** Never of oneself: `duties.ts`. */
  'end-tie': ['commune-chair', 'province-officer'],
  verify: ['province-officer', 'administrator', 'auditor'],
};

export function may(actor: Actor, action: Action, target: Target): May {
  const roles = ROLES_OF_ACTION[action];
  const fitting = actor.grants.filter((grant) => roles.includes(grant.role));
  if (fitting.length === 0) return { allowed: false, why: 'not-your-role' };
  const here = fitting.filter((grant) => covers(grant, target));
  if (here.some((grant) => inForce(grant, target.date))) return { allowed: true };
  if (here.length > 0) return { allowed: false, why: 'grant-not-in-force' };
  return { allowed: false, why: fitting.some((grant) => inForce(grant, target.date)) ? 'not-your-area' : 'grant-not-in-force' };
}

/** Is the grant valid on that day? A district grant never is after the district level ended. */
export function inForce(grant: Grant, date: string): boolean {
  if (grant.role === 'district-officer' && date > DISTRICT_LEVEL_ENDS) return false;
  return grant.from <= date && (grant.to === null || date <= grant.to);
}

/** As whom the catalogue treats this actor at that place and day; several for a person of several posts, empty for none. */
export function readersAt(actor: Actor, target: Target): readonly Reader[] {
  const readers = actor.grants
    .filter((grant) => covers(grant, target) && inForce(grant, target.date))
    .map((grant) => READER_OF_ROLE[grant.role])
    .filter((reader) => reader !== null);
  return [...new Set(readers)];
}

function covers(grant: Grant, target: Target): boolean {
  return target.areaPath.includes(grant.areaId);
}

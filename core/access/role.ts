/**
 * The posts a person can hold in the work (vai trò) and at which level of the tree each is held. A person may hold
 * several, each for one area and a time. What a post may do is `may.ts`; its Vietnamese name is in words/access.
 */
import type { AreaLevel } from '../kernel/areas.ts';
import type { Reader } from './catalogue.ts';

export const ROLES = [
  'enumerator',
  'hamlet-head',
  'hamlet-secretary',
  'commune-officer',
  'commune-chair',
  'district-officer',
  'province-officer',
  'administrator',
  'auditor',
  'department-officer',
  'front-officer',
  'association-officer',
  'bank-officer',
  'council-observer',
] as const;
export type Role = (typeof ROLES)[number];

/** The levels at which a post may be held. An enumerator serves one hamlet or all hamlets of a commune. */
export const LEVELS_OF_ROLE: Readonly<Record<Role, readonly AreaLevel[]>> = {
  enumerator: ['hamlet', 'commune'],
  'hamlet-head': ['hamlet'],
  'hamlet-secretary': ['hamlet'],
  'commune-officer': ['commune'],
  'commune-chair': ['commune'],
  'district-officer': ['district'],
  'province-officer': ['province'],
  administrator: ['province'],
  auditor: ['province', 'district', 'commune'],
  'department-officer': ['province'],
  'front-officer': ['province', 'commune'],
  'association-officer': ['province', 'commune'],
  'bank-officer': ['province', 'commune'],
  'council-observer': ['province', 'commune'],
};

/**
 * Posts beside the reviewing offices, which see numbers and no household: sector departments, the Fatherland Front, mass
 * organisations, the social-policy bank, observers of the people's council. Households that asked for credit will be shown to
 * the bank once there are requests for credit to tell them by.
 */
export const COUNTS_ONLY: readonly Role[] = [
  'department-officer',
  'front-officer',
  'association-officer',
  'bank-officer',
  'council-observer',
];

/** Posts of a hamlet: a commune looks after the sign-ins of those who hold nothing else. */
export const HAMLET_POSTS: readonly Role[] = ['enumerator', 'hamlet-head', 'hamlet-secretary'];

/** The face in which a person with these posts works: the forms on the phone for those of a hamlet, the desk for everybody else. */
export function faceOf(roles: readonly Role[]): 'desk' | 'field' {
  return roles.length > 0 && roles.every((role) => HAMLET_POSTS.includes(role)) ? 'field' : 'desk';
}

/** The last day of the district level: two local levels since 1 July 2025 [S 4,5,6]. No district grant reaches past it. */
export const DISTRICT_LEVEL_ENDS = '2025-06-30';

/** As which reader of the catalogue a post sees people; `null`: it sees no household at all. */
export const READER_OF_ROLE: Readonly<Record<Role, Reader | null>> = {
  enumerator: 'hamlet',
  'hamlet-head': 'hamlet',
  'hamlet-secretary': 'hamlet',
  'commune-officer': 'commune',
  'commune-chair': 'commune',
  'district-officer': 'above',
  'province-officer': 'above',
  administrator: null,
  auditor: 'auditor',
  'department-officer': null,
  'front-officer': null,
  'association-officer': null,
  'bank-officer': null,
  'council-observer': null,
};

/** May the database count rows for this post? Whether it may be shown one is a reader's question. */
export function countsRows(role: Role): boolean {
  return READER_OF_ROLE[role] !== null || COUNTS_ONLY.includes(role);
}

/**
 * Commands about accounts and their posts (tài khoản, chức vụ): a post fits the level of its area, nobody changes their own account,
 * no administrator reads households, one administrator stays, a delegated post is one that its holder has, and a commune renews sign-ins of its own hamlets only.
 * Passwords and codes never come here.
 */
import { type Grant } from '../../../core/access/may.ts';
import { mayRenew } from '../../../core/access/renewal.ts';
import { type Clash, endedOn, isAdministered, postsClash } from '../../../core/access/posts.ts';
import { LEVELS_OF_ROLE, type Role, ROLES } from '../../../core/access/role.ts';
import type { CommandOf } from '../../../core/kinds.ts';
import { ok } from '../../../core/kernel/result.ts';
import type { CommandProblem } from '../../../core/sync/envelope.ts';
import type { Plan } from './append.ts';
import { loadAreas, pathOn } from './areas.ts';
import type { Decided } from './decide-household.ts';
import { findOffice, inProvince } from './decide-office.ts';
import { accountOf, refuse, type World } from './world.ts';

const CLASH: Readonly<Record<Clash, CommandProblem>> = {
  'administers-and-reads': { code: 'posts-clash' },
  'interviews-and-decides': { code: 'decides-and-interviews' },
};

export async function createAccount(world: World, { payload }: CommandOf<'account-created'>): Promise<Decided> {
  const planned = inProvince(world, 'manage-accounts', { kind: 'account-created', body: payload });
  if (!planned.ok) return planned;
  const [taken] = await world.sql.query('select 1 from account where username = $1 or account_id = $2', [
    payload.username,
    payload.accountId,
  ]);
  if (taken !== undefined) return refuse({ code: 'username-taken' });
  for (const grant of payload.grants) {
    const wrong = wrongPost(world, grant);
    if (wrong !== null) return refuse(wrong);
  }
  const clash = postsClash(payload.grants);
  return clash === null ? planned : refuse(CLASH[clash]);
}

/** An area that there is, of a level at which the post is held, for days in their order; a person gives none for days gone by. */
function wrongPost(world: World, { role, areaId, from, to }: Grant): CommandProblem | null {
  const level = world.areas.get(areaId)?.level;
  if (level === undefined) return { code: 'area-unknown', areaId };
  if (!LEVELS_OF_ROLE[role].some((each) => each === level)) return { code: 'role-not-for-level', areaId };
  if (world.who !== 'system' && from < world.clock.today) return { code: 'day-gone-by', day: from };
  return to !== null && to < from ? { code: 'days-reversed' } : null;
}

type AboutAccount = CommandOf<'grant-given'> | CommandOf<'grant-ended'> | CommandOf<'account-suspended'> | CommandOf<'account-resumed'>;

/** Rights first: who may not manage accounts learns of none. Then never one's own, in no direction. */
export async function changeAccount(world: World, command: AboutAccount): Promise<Decided> {
  const { kind, payload } = command;
  // Kind and payload belong together; the compiler loses that when it takes them apart.
  const planned = inProvince(world, 'manage-accounts', { kind, body: payload } as Plan['said']);
  if (!planned.ok) return planned;
  const [account] = await world.sql.query('select 1 from account where account_id = $1', [payload.accountId]);
  if (account === undefined) return refuse({ code: 'account-unknown' });
  if (payload.accountId === accountOf(world.who)) return refuse({ code: 'own-account' });
  if ('areaId' in payload && !world.areas.has(payload.areaId)) return refuse({ code: 'area-unknown', areaId: payload.areaId });
  const wrong = await wrongChange(world, command);
  return wrong === null ? planned : refuse(wrong);
}

async function wrongChange(world: World, { kind, payload }: AboutAccount): Promise<CommandProblem | null> {
  if (kind === 'account-resumed') return null;
  const held = await readGrants(world, payload.accountId);
  if (kind === 'account-suspended') return lastAdministrator(world, payload.accountId, { held, remaining: [] });
  if (kind === 'grant-ended') {
    const alive = held.filter(
      ({ role, areaId, to }) => role === payload.role && areaId === payload.areaId && (to === null || to >= payload.on),
    );
    if (alive.length === 0) return { code: 'post-unknown' };
    // One that has not begun yet is taken back whole.
    if (alive.every(({ from }) => from > world.clock.today && from > payload.on)) return null;
    if (alive.some(({ from }) => from > payload.on)) return { code: 'days-reversed' };
    return lastAdministrator(world, payload.accountId, { held, remaining: endedOn(held, payload) });
  }
  const wrong = wrongPost(world, payload) ?? (await wrongDelegation(world, payload));
  if (held.some((grant) => isSamePost(grant, payload))) return { code: 'post-held' };
  const clash = postsClash([...held, payload]);
  return wrong ?? (clash === null ? null : CLASH[clash]);
}

/** Under the head of the province's book, so that two administrators do not end each other at once. */
async function lastAdministrator(
  world: World,
  accountId: string,
  { held, remaining }: { readonly held: readonly Grant[]; readonly remaining: readonly Grant[] },
): Promise<CommandProblem | null> {
  if (!isAdministered(held, world.clock.today)) return null;
  const rows = await world.sql.query<GrantRow>(
    `select g.role, g.area_id as "areaId", g.valid_from as "from", g.valid_to as "to"
       from role_grant g join account a on a.account_id = g.account_id and a.state = 'active'
      where g.role = 'administrator' and g.account_id <> $1`,
    [accountId],
  );
  const others = rows.map((row): Grant => ({ ...row, role: 'administrator' }));
  return isAdministered([...others, ...remaining], world.clock.today) ? null : { code: 'last-administrator' };
}

type Post = Pick<CommandOf<'grant-given'>['payload'], 'role' | 'areaId' | 'from' | 'to'>;
const isSamePost = (a: Post, b: Post): boolean => a.role === b.role && a.areaId === b.areaId && a.from === b.from && a.to === b.to;

/** For a leave: whose post it is holds it from the first to the last day, and a last day there is. */
async function wrongDelegation(world: World, given: CommandOf<'grant-given'>['payload']): Promise<CommandProblem | null> {
  const { delegatedBy, accountId, role, areaId, from, to } = given;
  if (delegatedBy === undefined) return null;
  if (to === null) return { code: 'delegation-needs-an-end' };
  if (delegatedBy === accountId) return { code: 'own-account' };
  const held = (await readGrants(world, delegatedBy)).some(
    (grant) => grant.role === role && grant.areaId === areaId && grant.from <= from && (grant.to === null || to <= grant.to),
  );
  return held ? null : { code: 'not-their-post' };
}

/** By the office that renews: its own book keeps it. */
export async function renewSignIn(world: World, { payload }: CommandOf<'sign-in-renewed'>): Promise<Decided> {
  const office = findOffice(world, 'renew-sign-in', payload.areaId);
  if (!office.ok) return office;
  if (world.who !== 'system') {
    const grants = await readGrants(world, payload.accountId);
    const areas = await loadAreas(
      world.sql,
      [...grants, ...world.who.actor.grants].map((grant) => grant.areaId),
    );
    const { today } = world.clock;
    const at = { date: today, pathOf: (areaId: string) => pathOn(areas, areaId, today) };
    if (!mayRenew(world.who.actor, grants, at)) return refuse({ code: 'not-your-area' });
  }
  const [account] = await world.sql.query('select 1 from account where account_id = $1', [payload.accountId]);
  if (account === undefined) return refuse({ code: 'account-unknown' });
  return ok([{ bookId: office.value.bookId, householdId: null, said: { kind: 'sign-in-renewed', body: payload } }]);
}

/** Only the program says it, once the person has proved who they are: their post may not reach the province's book. */
export async function noteOwnFactor(world: World, { payload }: CommandOf<'second-factor-turned'>): Promise<Decided> {
  if (world.who !== 'system') return refuse({ code: 'not-your-role' });
  const planned = inProvince(world, 'manage-accounts', { kind: 'second-factor-turned', body: payload });
  const [account] = await world.sql.query('select 1 from account where account_id = $1', [payload.accountId]);
  return account === undefined ? refuse({ code: 'account-unknown' }) : planned;
}

interface GrantRow extends Record<string, unknown> {
  readonly role: string;
  readonly areaId: string;
  readonly from: string;
  readonly to: string | null;
}

async function readGrants(world: World, accountId: string): Promise<Grant[]> {
  const rows = await world.sql.query<GrantRow>(
    `select role, area_id as "areaId", valid_from as "from", valid_to as "to" from role_grant where account_id = $1`,
    [accountId],
  );
  // A post that this program does not know is one of great rights until it does.
  return rows.map((row) => ({ ...row, role: known(row.role) }));
}

function known(role: string): Role {
  return ROLES.find((each) => each === role) ?? 'administrator';
}

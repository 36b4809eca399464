/**
 * Who sees and changes which accounts (quản lý tài khoản): the administrator all of them, a commune's officer and chair those of
 * people with posts in its hamlets only. Posts are changed by commands at the door; here are lists, codes and sheets.
 */
import { randomUUID } from 'node:crypto';
import { planAccounts, postKey, type WishedAccount } from '../../core/access/account-sheet.ts';
import { may } from '../../core/access/may.ts';
import { mayRenew } from '../../core/access/renewal.ts';
import { areaPath } from '../../core/access/reach.ts';
import { faceOf, type Role } from '../../core/access/role.ts';
import type { AccountRow, AccountSheetView, FirstCode, PostView } from '../../core/access/views.ts';
import { areaAbove, levelOf, periodAt } from '../../core/kernel/areas.ts';
import { isAreaId } from '../../core/kernel/ids.ts';
import { foldVi } from '../../core/kernel/text.ts';
import type { TextRow } from '../../core/kernel/text-sheet.ts';
import type { CommandBody, CommandKindName } from '../../core/kinds.ts';
import { accessText } from '../../words/access.ts';
import { forbidden, HttpProblem, notFound } from '../http/problem.ts';
import type { ContextWithoutTx } from '../http/route.ts';
import { asActor, publicScope } from '../http/transaction.ts';
import { submit } from '../ledger/door.ts';
import { type HeldPost, readAccounts, readWaysIn, type StoredAccount } from './account-store.ts';
import { getInstallation } from './installation.ts';
import { randomPassword } from './passwords.ts';
import { firstCodeUntil, giveCodeTo } from './sign-in.ts';
import { readCredential } from './store.ts';

export type Asking = Pick<ContextWithoutTx, 'db' | 'actor' | 'tree' | 'scope' | 'today' | 'now'>;

/** May the person change accounts and posts, and not only renew sign-ins? */
export function manages({ actor, tree, today }: Asking, provinceId: string): boolean {
  return may(actor, 'manage-accounts', { areaPath: areaPath(tree, provinceId, today), date: today }).allowed;
}

export function readProvince(asking: Asking): Promise<string> {
  return asActor(asking.db, asking.scope, async (tx) => (await getInstallation(tx)).provinceId);
}

/** Those that the person may look after; throws for who looks after none. */
export async function accountsFor(asking: Asking, accountIds: readonly string[] | null = null): Promise<readonly StoredAccount[]> {
  const { actor, tree, today } = asking;
  const anywhere = actor.grants.some(
    (grant) => may(actor, 'renew-sign-in', { areaPath: areaPath(tree, grant.areaId, today), date: today }).allowed,
  );
  if (!anywhere) throw forbidden('not-your-role');
  const all = await asActor(asking.db, asking.scope, (tx) => readAccounts(tx, accountIds));
  const at = { date: today, pathOf: (areaId: string) => areaPath(tree, areaId, today) };
  return all.filter((account) => mayRenew(actor, account.posts, at));
}

export async function accountFor(asking: Asking, accountId: string): Promise<StoredAccount> {
  const [account] = await accountsFor(asking, [accountId]);
  if (account === undefined) throw notFound();
  return account;
}

/** Nobody gave them a code yet, or it ran out; they have one that they have not used. */
export type CodeState = 'no-code' | 'code-unused';
const CREDENTIALS = { 'no-code': ['none', 'first-code-over'], 'code-unused': ['first-code'] } as const;

/** Active, with a post, and in that state. */
export async function byCode(
  { db, today, now }: Pick<Asking, 'db' | 'today' | 'now'>,
  accounts: readonly StoredAccount[],
  wanted: CodeState,
): Promise<readonly StoredAccount[]> {
  const ids = accounts.map((account) => account.accountId);
  const ways = await asActor(db, publicScope(today), (tx) => readWaysIn(tx, ids, now));
  return accounts.filter(({ accountId, state, posts }) => {
    const credential = ways.get(accountId)?.credential ?? 'none';
    return state === 'active' && posts.some((post) => holdsLater(post, today)) && CREDENTIALS[wanted].some((one) => one === credential);
  });
}

export interface AccountFilter {
  readonly q?: string | undefined;
  readonly role?: Role | undefined;
  readonly area?: string | undefined;
  readonly state?: 'active' | 'suspended' | 'no-post' | CodeState | undefined;
}

export function filterAccounts(
  { tree, today }: Asking,
  accounts: readonly StoredAccount[],
  filter: AccountFilter,
): readonly StoredAccount[] {
  const words = foldVi(filter.q ?? '');
  return accounts.filter((account) => {
    const posts = account.posts.filter((post) => holdsLater(post, today));
    if (words !== '' && !foldVi(account.displayName).includes(words) && !account.username.includes(words)) return false;
    if (filter.role !== undefined && !posts.some((post) => post.role === filter.role)) return false;
    if (filter.area !== undefined && !posts.some((post) => areaPath(tree, post.areaId, today).includes(filter.area ?? ''))) return false;
    if (filter.state === 'no-post') return posts.length === 0;
    const { state } = filter;
    return state === undefined || state === 'no-code' || state === 'code-unused' || account.state === state;
  });
}

export const holdsLater = (post: { readonly to: string | null }, today: string): boolean => post.to === null || post.to >= today;

/** With what is known of their ways in. */
export async function viewAccounts(asking: Asking, accounts: readonly StoredAccount[]): Promise<readonly AccountRow[]> {
  const ids = accounts.map((account) => account.accountId);
  const ways = await asActor(asking.db, publicScope(asking.today), (tx) => readWaysIn(tx, ids, asking.now));
  return accounts.map(({ accountId, username, displayName, state, posts }) => {
    const way = ways.get(accountId);
    return {
      ...{ accountId, username, displayName, state },
      posts: posts.filter((post) => holdsLater(post, asking.today)).map((post) => viewPost(asking, post)),
      credential: way?.credential ?? 'none',
      secondFactor: way?.secondFactor ?? false,
      seenAt: way?.seenAt ?? null,
    };
  });
}

export function viewPost({ tree, today }: Pick<Asking, 'tree' | 'today'>, post: HeldPost): PostView {
  const { role, areaId, from, to, delegatedBy } = post;
  const period = isAreaId(areaId) ? periodAt(tree, areaId, today) : null;
  const commune = period !== null && levelOf(tree, period.areaId) === 'hamlet' ? areaAbove(tree, period.areaId, today, 'commune') : null;
  return { role, areaId, areaName: period?.name ?? areaId, above: commune?.name ?? '', from, to, delegatedBy };
}

/** The post as a slip writes it. */
export function postText({ role, areaName, above }: PostView): string {
  return [accessText('vi', role), areaName, above].filter((text) => text !== '').join(', ');
}

/** One command of the person through the door; a refusal becomes the answer. */
export async function act<K extends CommandKindName>(asking: Asking, kind: K, payloads: readonly CommandBody<K>[]): Promise<void> {
  for (const code of await send(asking, kind, payloads)) if (code !== null) throw new HttpProblem(403, code);
}

/** Why each was refused; null of what was taken. */
async function send<K extends CommandKindName>(asking: Asking, kind: K, payloads: readonly CommandBody<K>[]): Promise<(string | null)[]> {
  const { db, actor, scope, now, today } = asking;
  const commands = payloads.map((payload) => ({ commandId: randomUUID(), kind, v: 1, at: now, payload }));
  const answers = await submit(db, { actor, scope }, commands, { now, today });
  return answers.map(({ answer, problem }) => (answer === 'refused' || answer === 'held' ? (problem?.code ?? 'not-storable') : null));
}

/** The office of the person that renews this sign-in: the province's for an administrator, else the commune of the posts. */
export function officeFor(asking: Asking, account: StoredAccount, provinceId: string): string {
  if (manages(asking, provinceId)) return provinceId;
  const { tree, today, actor } = asking;
  const path = account.posts.flatMap((post) => areaPath(tree, post.areaId, today));
  return actor.grants.find((grant) => path.includes(grant.areaId))?.areaId ?? provinceId;
}

/** New first codes, in the order asked; the ledger keeps that they were given, and nobody keeps what they are. */
export async function giveFirstCodes(asking: Asking, accountIds: readonly string[]): Promise<readonly FirstCode[]> {
  const provinceId = await readProvince(asking);
  const accounts = new Map((await accountsFor(asking, accountIds)).map((account) => [account.accountId, account]));
  const wanted = accountIds.map((accountId) => accounts.get(accountId) ?? notThere());
  if (wanted.some((account) => account.accountId === asking.actor.accountId)) throw new HttpProblem(403, 'own-account');
  const payloads = wanted.map((account) => {
    return { accountId: account.accountId, areaId: officeFor(asking, account, provinceId), what: 'first-code' as const };
  });
  const before = await asActor(asking.db, publicScope(asking.today), async (tx) => {
    const read: (string | null)[] = [];
    for (const { accountId } of wanted) read.push((await readCredential(tx, accountId))?.passwordHash ?? null);
    return read;
  });
  await act(asking, 'sign-in-renewed', payloads);
  const until = firstCodeUntil(asking.now);
  const codes: FirstCode[] = [];
  const asked = wanted.map((account, i) => ({ account, before: before[i] ?? null, until }));
  for (const chunk of chunks(asked, AT_ONCE)) {
    const given = await Promise.all(chunk.map((each) => giveCode(asking, each)));
    codes.push(...given.flatMap((each) => each ?? []));
  }
  if (codes.length === 0) throw new HttpProblem(409, 'code-given-elsewhere');
  return codes;
}

/** As many passwords are hashed at once as there are threads for it. */
const AT_ONCE = 4;

/** Null where another office gave one at the same time: that one opens, ours would not. */
async function giveCode(
  asking: Asking,
  { account, before, until }: { account: StoredAccount; before: string | null; until: ReturnType<typeof firstCodeUntil> },
): Promise<FirstCode | null> {
  const { accountId, displayName, username, posts } = account;
  const code = randomPassword();
  if (!(await giveCodeTo(asking.db, asking, { accountId, code, until, before }))) return null;
  const held = posts.filter((post) => holdsLater(post, asking.today));
  const post = held.map((each) => postText(viewPost(asking, each))).join('; ');
  return { accountId, displayName, username, code, until, post, face: faceOf(held.map(({ role }) => role)) };
}

function* chunks<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

function notThere(): never {
  throw notFound();
}

// ---- many from a sheet -----------------------------------------------------------------------------------------------

/** What the rows ask for, and the same done when `write` is set. Sent twice, the second finds them known. */
export async function accountsFromSheet(asking: Asking, rows: readonly TextRow[], write: boolean): Promise<AccountSheetView> {
  const { tree, today } = asking;
  const provinceId = await readProvince(asking);
  if (!manages(asking, provinceId)) throw forbidden('not-your-role');
  const all = await asActor(asking.db, asking.scope, (tx) => readAccounts(tx));
  const posts = all.flatMap(({ displayName, posts: held }) =>
    held.filter((post) => holdsLater(post, today)).map((post) => postKey(displayName, post.role, post.areaId)),
  );
  const usernames = new Set(all.map((account) => account.username));
  const plan = planAccounts(rows, { tree, today, usernames, posts: new Set(posts) });
  if (!plan.ok) throw new HttpProblem(400, plan.error.code);
  const made = plan.value.wished.map((wish) => ({ ...wish, accountId: randomUUID() }));
  const faults = write ? await createAll(asking, made) : new Map<string, string>();
  const late = made.flatMap(({ line, accountId, displayName }) => {
    const code = faults.get(accountId);
    return code === undefined ? [] : [{ line, code, told: displayName }];
  });
  const created = made.filter(({ accountId }) => !faults.has(accountId));
  return {
    created: created.map(({ line, accountId, username, displayName, role, areaId, from, to }) => {
      const post = postText(viewPost(asking, { role, areaId, from, to, delegatedBy: null }));
      return { line, accountId, username, displayName, post };
    }),
    refused: [...plan.value.refused, ...late].toSorted((a, b) => a.line - b.line),
    known: plan.value.known,
    written: write,
  };
}

/** Each by itself: those whom the door refuses after all, because somebody else was faster, are told with the rest, which stand. */
async function createAll(asking: Asking, made: readonly (WishedAccount & { readonly accountId: string })[]): Promise<Map<string, string>> {
  const faults = new Map<string, string>();
  for (const chunk of chunks(made, 200)) {
    const problems = await send(asking, 'account-created', chunk.map(bodyOf));
    chunk.forEach(({ accountId }, i) => {
      const code = problems[i];
      if (code !== null && code !== undefined) faults.set(accountId, code);
    });
  }
  return faults;
}

function bodyOf({ accountId, username, displayName, role, areaId, from, to }: WishedAccount & { readonly accountId: string }) {
  return { accountId, username, displayName, grants: [{ role, areaId, from, to }] };
}

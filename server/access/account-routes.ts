/**
 * Accounts over the network (tài khoản qua mạng): lists, one account, first codes (on screen or as slips), sheets, sessions, second
 * factors. Everything that concerns a post or a way in leaves an event in the ledger first.
 */
import * as z from 'zod';
import { findArea } from '../../core/access/account-sheet.ts';
import { ROLES } from '../../core/access/role.ts';
import type { AccountsView, AccountView } from '../../core/access/views.ts';
import { idSchema } from '../../core/ledger/fields.ts';
import type { Origins } from '../http/hosts.ts';
import { HttpProblem } from '../http/problem.ts';
import { routeWithoutTransaction, sendFile, type Server } from '../http/route.ts';
import { asActor, publicScope, type Tx } from '../http/transaction.ts';
import { accountTemplate, returnedAccounts } from './account-sheets.ts';
import {
  accountsFromSheet,
  accountFor,
  accountsFor,
  act,
  byCode,
  filterAccounts,
  giveFirstCodes,
  holdsLater,
  manages,
  officeFor,
} from './accounts.ts';
import { readProvince, viewAccounts, viewPost } from './accounts.ts';
import { readLent, readSessions } from './account-store.ts';
import { getInstallation, readSignInRule } from './installation.ts';
import { isPhoneOf, readPhones, withdrawPhone } from './phones.ts';
import { removeSecondFactor } from './second-factor.ts';
import { type ReadRows, rowsOf, SHEET_ROUTE, XLSX } from './sheet-body.ts';
import { slipsMarkup, type Typeset } from './slips.ts';
import { endSessions } from './store.ts';

export interface AccountRoutesOptions {
  readonly typeset: Typeset;
  readonly readRows: ReadRows;
  /** The names of the faces, printed on slips; by default the one that the administrator used. */
  readonly origins?: Origins | undefined;
}

const PAGE = 50;
const accountParams = z.strictObject({ accountId: z.uuid() });

export function accountRoutes(server: Server, options: AccountRoutesOptions): void {
  listRoute(server);
  areaRoute(server);
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/accounts/:accountId',
    params: accountParams,
    handle: async (context, { params }): Promise<AccountView> => {
      const stored = await accountFor(context, params.accountId);
      const [account] = await viewAccounts(context, [stored]);
      if (account === undefined) throw new HttpProblem(404, 'not-found');
      const ways = await asActor(context.db, publicScope(context.today), async (tx) => ({
        sessions: await readSessions(tx, stored.accountId, null),
        phones: await readPhones(tx, stored.accountId),
      }));
      const ended = stored.posts.filter((post) => !holdsLater(post, context.today)).map((post) => viewPost(context, post));
      const own = stored.accountId === context.actor.accountId;
      const given = await asActor(context.db, context.scope, (tx) => readLent(tx, stored.accountId, context.today));
      const lent = given.map(({ accountId, standIn, ...post }) => ({ ...viewPost(context, post), accountId, standIn }));
      return { account, ended, lent, ...ways, manages: manages(context, await readProvince(context)), own };
    },
  });
  codesRoute(server, options);
  sheetRoute(server, options);
  renewalRoutes(server);
}

/** The unit that a person means, by code or name; for the form that gives a post. */
function areaRoute(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/accounts/area',
    query: z.strictObject({ commune: z.string().trim().max(200), hamlet: z.string().trim().max(200) }),
    handle: async (context, { query }) => {
      if (!manages(context, await readProvince(context))) throw new HttpProblem(403, 'not-your-role');
      const found = findArea(query, context);
      if (!found.ok) throw new HttpProblem(400, found.error.code, { told: found.error.told });
      return { areaId: found.value.areaId, name: found.value.name };
    },
  });
}

function listRoute(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/accounts',
    query: z.strictObject({
      q: z.string().trim().max(100).optional(),
      role: z.enum(ROLES).optional(),
      area: z.string().max(64).optional(),
      state: z.enum(['active', 'suspended', 'no-post', 'no-code', 'code-unused']).optional(),
      after: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(PAGE),
    }),
    handle: async (context, { query }): Promise<AccountsView> => {
      const found = filterAccounts(context, await accountsFor(context), query);
      const ways = query.state === 'no-code' || query.state === 'code-unused' ? query.state : null;
      const kept = ways === null ? found : await byCode(context, found, ways);
      const start = query.after === undefined ? 0 : kept.findIndex((account) => account.accountId === query.after) + 1;
      const page = kept.slice(start, start + query.limit);
      const rule = await asActor(context.db, publicScope(context.today), readSignInRule);
      return {
        rows: await viewAccounts(context, page),
        total: kept.length,
        next: start + page.length < kept.length ? (page.at(-1)?.accountId ?? null) : null,
        manages: manages(context, await readProvince(context)),
        rule,
      };
    },
  });
}

function codesRoute(server: Server, { typeset, origins }: AccountRoutesOptions): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/accounts/codes',
    body: z.strictObject({ accountIds: z.array(z.uuid()).min(1).max(1_000), format: z.enum(['json', 'pdf']) }),
    bodyLimit: 65_536,
    perMinute: 30,
    handle: async (context, { body }) => {
      const accountIds = [...new Set(body.accountIds)];
      const codes = await giveFirstCodes(context, accountIds);
      if (body.format === 'json') return { codes };
      const { provinceName } = await asActor(context.db, context.scope, getInstallation);
      const here = `${context.request.protocol}://${context.request.host}`;
      const addresses = { desk: `${origins?.desk ?? here}/desk/`, field: `${origins?.field ?? here}/field/` };
      const bytes = await typeset(slipsMarkup(codes, { addresses, office: provinceName }));
      return sendFile(context.reply, { name: 'phieu-tai-khoan.pdf', type: 'application/pdf', bytes });
    },
  });
}

function sheetRoute(server: Server, { readRows }: AccountRoutesOptions): void {
  routeWithoutTransaction(server, {
    ...SHEET_ROUTE,
    url: '/api/accounts/sheet',
    handle: async (context, { body }) => {
      if (!manages(context, await readProvince(context))) throw new HttpProblem(403, 'not-your-role');
      return accountsFromSheet(context, await rowsOf(readRows, body), body.write);
    },
  });
  routeWithoutTransaction(server, {
    method: 'GET',
    url: '/api/accounts/sheet/template',
    handle: async (context) => {
      if (!manages(context, await readProvince(context))) throw new HttpProblem(403, 'not-your-role');
      return sendFile(context.reply, { name: 'mau-nguoi-dung.xlsx', type: XLSX, bytes: await accountTemplate(context) });
    },
  });
  routeWithoutTransaction(server, {
    ...SHEET_ROUTE,
    url: '/api/accounts/sheet/returned',
    body: SHEET_ROUTE.body.omit({ write: true }),
    handle: async (context, { body }) => {
      if (!manages(context, await readProvince(context))) throw new HttpProblem(403, 'not-your-role');
      const rows = await rowsOf(readRows, body);
      const bytes = await returnedAccounts(rows, (await accountsFromSheet(context, rows, false)).refused);
      if (bytes === null) throw new HttpProblem(404, 'not-found');
      return sendFile(context.reply, { name: 'nguoi-dung-tra-lai.xlsx', type: XLSX, bytes });
    },
  });
}

function renewalRoutes(server: Server): void {
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/accounts/:accountId/sessions/end',
    params: accountParams,
    handle: async (context, { params }) => {
      const account = await accountFor(context, params.accountId);
      const areaId = officeFor(context, account, await readProvince(context));
      await act(context, 'sign-in-renewed', [{ accountId: account.accountId, areaId, what: 'sessions' }]);
      await asActor(context.db, publicScope(context.today), (tx) => endSessions(tx, account.accountId));
      return {};
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/accounts/:accountId/phones/withdraw',
    params: accountParams,
    body: z.strictObject({ phoneId: idSchema }),
    handle: async (context, { params, body: { phoneId } }) => {
      const account = await accountFor(context, params.accountId);
      const { accountId } = account;
      const areaId = officeFor(context, account, await readProvince(context));
      const asNobody = <T>(work: (tx: Tx) => Promise<T>) => asActor(context.db, publicScope(context.today), work);
      if (!(await asNobody((tx) => isPhoneOf(tx, accountId, phoneId)))) throw new HttpProblem(404, 'not-found');
      await act(context, 'sign-in-renewed', [{ accountId, areaId, what: 'phone', phoneId }]);
      await asNobody((tx) => withdrawPhone(tx, phoneId, context.now));
      return {};
    },
  });
  routeWithoutTransaction(server, {
    method: 'POST',
    url: '/api/accounts/:accountId/second-factor/remove',
    params: accountParams,
    handle: async (context, { params }) => {
      const account = await accountFor(context, params.accountId);
      const provinceId = await readProvince(context);
      if (!manages(context, provinceId)) throw new HttpProblem(403, 'not-your-role');
      if (account.accountId === context.actor.accountId) throw new HttpProblem(403, 'own-account');
      await act(context, 'sign-in-renewed', [{ accountId: account.accountId, areaId: provinceId, what: 'second-factor' }]);
      await asActor(context.db, publicScope(context.today), async (tx) => {
        await removeSecondFactor(tx, account.accountId);
        await endSessions(tx, account.accountId);
      });
      return {};
    },
  });
}

/**
 * What the pages of accounts and of the log ask the server (hỏi máy chủ), with their addresses, so that each view can be sent to a
 * colleague. Codes come once and are handed to the browser as a file.
 */
import type {
  AccountSheetView,
  AccountsView,
  AccountView,
  FirstCode,
  HamletSheetView,
  HamletsView,
  OwnAccountView,
} from '../../core/access/views.ts';
import { type Asked, get, post, save, savePosted } from '../../ui/api.ts';
import { csvFile } from '../../core/kernel/csv.ts';
import { fail, ok } from '../../core/kernel/result.ts';

const BASE = '/desk';
export const accountsPage = (query = ''): string => `${BASE}/nguoi-dung${query === '' ? '' : `?${query}`}`;
export const newAccountsPage = `${BASE}/nguoi-dung/them`;
export const accountPage = (accountId: string): string => `${BASE}/nguoi-dung/${encodeURIComponent(accountId)}`;
export const hamletsPage = `${BASE}/ap-khom`;
export const ownPage = `${BASE}/tai-khoan`;
export const logPage = (query = ''): string => `${BASE}/nhat-ky${query === '' ? '' : `?${query}`}`;

export const ACCOUNT_STATES = ['active', 'suspended', 'no-post', 'no-code', 'code-unused'] as const;

/** `ten`, `vai`, `tt` as the address of the list says them; `sau`: a later page. */
export function askAccounts(params: URLSearchParams, limit?: number): Asked<AccountsView> {
  const asked = {
    q: params.get('ten'),
    role: params.get('vai'),
    state: params.get('tt'),
    area: params.get('dv'),
    after: params.get('sau'),
  };
  const given = Object.entries({ ...asked, limit: limit === undefined ? null : String(limit) });
  const query = new URLSearchParams(given.flatMap(([key, value]) => (value === null || value === '' ? [] : [[key, value]])));
  return get(`/api/accounts?${query}`);
}

export function askAccount(accountId: string): Asked<AccountView> {
  return get(`/api/accounts/${encodeURIComponent(accountId)}`);
}

export function askOwn(): Asked<OwnAccountView> {
  return get('/api/me');
}

export function askArea(commune: string, hamlet: string): Asked<{ readonly areaId: string; readonly name: string }> {
  return get(`/api/accounts/area?${new URLSearchParams({ commune, hamlet })}`);
}

export function giveCode(accountId: string): Asked<{ readonly codes: readonly FirstCode[] }> {
  return post('/api/accounts/codes', { accountIds: [accountId], format: 'json' });
}

/** New codes for all of them, as slips in a file. */
export async function saveSlips(accountIds: readonly string[]): Asked<true> {
  let response: Response;
  try {
    const headers = { 'content-type': 'application/json', 'x-vuon': '1' };
    const body = JSON.stringify({ accountIds, format: 'pdf' });
    response = await fetch('/api/accounts/codes', { method: 'POST', credentials: 'same-origin', headers, body });
  } catch {
    return fail({ code: 'no-connection' });
  }
  if (!response.ok) {
    const told: { problem?: { code: string } } = await response.json().catch(() => ({}));
    return fail(told.problem ?? { code: `http-${response.status}` });
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = 'phieu-tai-khoan.pdf';
  link.click();
  URL.revokeObjectURL(address);
  return ok(true);
}

export async function sendSheet(file: File, write: boolean): Asked<AccountSheetView> {
  return post('/api/accounts/sheet', { name: file.name, base64: await base64Of(file), write });
}

/** An empty sheet to fill in, with the posts and units of here. */
export function saveTemplate(): Asked<true> {
  return save('/api/accounts/sheet/template', 'mau-nguoi-dung.xlsx');
}

/** The rows of it that were refused, each with its reason. */
export async function saveRefused(file: File): Asked<true> {
  return savePosted('/api/accounts/sheet/returned', { name: file.name, base64: await base64Of(file) }, 'nguoi-dung-tra-lai.xlsx');
}

export async function saveRefusedHamlets(file: File): Asked<true> {
  return savePosted('/api/hamlets/sheet/returned', { name: file.name, base64: await base64Of(file) }, 'ap-khom-khu-tra-lai.xlsx');
}

export function askHamlets(): Asked<HamletsView> {
  return get('/api/hamlets');
}

export async function sendHamlets(file: File, write: boolean): Asked<HamletSheetView> {
  return post('/api/hamlets/sheet', { name: file.name, base64: await base64Of(file), write });
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

/** One person as a sheet of one row: the same rules for one and for many. */
export function sheetOfOne(cells: readonly (readonly [title: string, value: string])[]): File {
  return new File([csvFile([cells.map(([title]) => title), cells.map(([, value]) => value)])], 'mot-nguoi.csv');
}

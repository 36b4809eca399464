/**
 * Who crawls (các vai trong cuộc dò): one account for each post in the province of canaries, what each may see written out by
 * hand, and the check that nothing else came back. Used by the crawls of reads and of writes.
 */
import assert from 'node:assert/strict';
import type { Reader } from '../../core/access/catalogue.ts';
import { type Instant, parseInstant } from '../../core/kernel/dates.ts';
import type { App } from '../../server/http/app.ts';
import type { Db } from '../../server/http/transaction.ts';
import { createApp } from '../../server/main.ts';
import {
  COMMUNES,
  type CanaryProvince,
  DISTRICTS,
  hamletOf,
  makeCanaryProvince,
  marksIn,
  NOW,
  PASSWORD,
  type Post,
  PROVINCE,
  placeOfMark,
} from './canary-province.ts';
import { pdfText, unzip } from './unpack.ts';

const BEFORE_REFORM = '2025-05-20T02:00:00.000Z';

export interface Case {
  readonly name: string;
  readonly posts: readonly Post[];
  /** By mark of the hamlet, as which readers. The oracle: written out, not computed. */
  readonly sees: Readonly<Record<string, readonly Reader[]>>;
  readonly at: 'now' | 'before';
}

// ---- the posts -----------------------------------------------------------------------------------------------------

const as = (reader: Reader, ...marks: string[]): Record<string, readonly Reader[]> =>
  Object.fromEntries(marks.map((mark) => [mark, [reader]]));
const [P, [D1, D2], [C1, C2, C3]] = [PROVINCE, DISTRICTS, COMMUNES];
const EVERYWHERE = ['11', '12', '21', '22', '31', '32'];

export const CASES: readonly Case[] = [
  { name: 'ra.soat.ap', posts: [{ role: 'enumerator', areaId: hamletOf(1, 1) }], sees: as('hamlet', '11'), at: 'now' },
  { name: 'ra.soat.xa', posts: [{ role: 'enumerator', areaId: C2 }], sees: as('hamlet', '21', '22'), at: 'now' },
  { name: 'truong.ap', posts: [{ role: 'hamlet-head', areaId: hamletOf(1, 2) }], sees: as('hamlet', '12'), at: 'now' },
  { name: 'bi.thu', posts: [{ role: 'hamlet-secretary', areaId: hamletOf(2, 1) }], sees: as('hamlet', '21'), at: 'now' },
  {
    name: 'hai.vai',
    posts: [
      { role: 'hamlet-head', areaId: hamletOf(1, 1) },
      { role: 'commune-officer', areaId: C3 },
    ],
    sees: { ...as('hamlet', '11'), ...as('commune', '31', '32') },
    at: 'now',
  },
  { name: 'cong.chuc', posts: [{ role: 'commune-officer', areaId: C1 }], sees: as('commune', '11', '12'), at: 'now' },
  { name: 'chu.tich', posts: [{ role: 'commune-chair', areaId: C2 }], sees: as('commune', '21', '22'), at: 'now' },
  { name: 'huyen.mot', posts: [{ role: 'district-officer', areaId: D1 }], sees: as('above', '11', '12', '21', '22'), at: 'before' },
  { name: 'huyen.hai', posts: [{ role: 'district-officer', areaId: D2 }], sees: as('above', '31', '32'), at: 'before' },
  { name: 'xa.truoc', posts: [{ role: 'commune-officer', areaId: C1 }], sees: as('commune', '11', '12'), at: 'before' },
  { name: 'tinh', posts: [{ role: 'province-officer', areaId: P }], sees: as('above', ...EVERYWHERE), at: 'now' },
  { name: 'quan.tri', posts: [{ role: 'administrator', areaId: P }], sees: {}, at: 'now' },
  { name: 'kiem.tra', posts: [{ role: 'auditor', areaId: P }], sees: as('auditor', ...EVERYWHERE), at: 'now' },
  { name: 'kiem.tra.xa', posts: [{ role: 'auditor', areaId: C3 }], sees: as('auditor', '31', '32'), at: 'now' },
  { name: 'so.y.te', posts: [{ role: 'department-officer', areaId: P }], sees: {}, at: 'now' },
  { name: 'mat.tran', posts: [{ role: 'front-officer', areaId: C1 }], sees: {}, at: 'now' },
  { name: 'hoi.phu.nu', posts: [{ role: 'association-officer', areaId: C2 }], sees: {}, at: 'now' },
  { name: 'ngan.hang', posts: [{ role: 'bank-officer', areaId: P }], sees: {}, at: 'now' },
  { name: 'hoi.dong', posts: [{ role: 'council-observer', areaId: C3 }], sees: {}, at: 'now' },
  { name: 'khach', posts: [], sees: {}, at: 'now' },
];

export interface Crawl {
  readonly province: CanaryProvince;
  readonly routes: ReadonlySet<string>;
  readonly accountIdOf: (one: Case) => string;
  readonly accountIds: () => readonly string[];
  readonly appOf: (one: Case) => App;
  readonly signIn: (one: Case) => Promise<Record<string, string>>;
  readonly close: () => Promise<void>;
}

export async function startCrawl(db: Db): Promise<Crawl> {
  const province = await makeCanaryProvince(db);
  const accountIds = new Map<string, string>();
  for (const { name, posts } of CASES) if (posts.length > 0) accountIds.set(name, await province.addAccount(name, posts));
  const routes = new Set<string>();
  const onRoute = ({ method, url }: { method: string; url: string }) => void routes.add(`${method} ${url}`);
  const appAt = (moment: string) =>
    createApp({ db, now: () => instant(moment), perMinute: 1e6, signInsPerMinute: 1e6, facesDir: '/nowhere', onRoute });
  const apps = { now: await appAt(NOW), before: await appAt(BEFORE_REFORM) };
  const appOf = (one: Case): App => apps[one.at];
  const signIn = async (one: Case): Promise<Record<string, string>> => {
    const payload = { username: one.name, password: PASSWORD };
    const answer = await appOf(one).inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-vuon': '1' }, payload });
    assert.equal(answer.statusCode, 200, answer.body);
    return { vuon: answer.cookies[0]?.value ?? '' };
  };
  const close = async () => {
    for (const app of Object.values(apps)) await app.close();
  };
  return {
    province,
    routes,
    accountIdOf: (one) => accountIds.get(one.name) ?? '',
    accountIds: () => [...accountIds.values()],
    appOf,
    signIn,
    close,
  };
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  assert.ok(parsed.ok);
  return parsed.value;
}

type Answer = Awaited<ReturnType<App['inject']>> & { readonly statusCode: number };

export function readable(answer: Answer): string {
  const type = String(answer.headers['content-type'] ?? '');
  if (type.includes('spreadsheet')) return [...unzip(answer.rawPayload)].map(([name, part]) => `${name}\n${part}`).join('\n');
  return type.includes('pdf') ? pdfText(answer.rawPayload) : answer.body;
}

/** Fails on anything of an area outside, and on a field that this reader may not see. */
export function checkLeak(province: CanaryProvince, one: Case, { url, shown }: { url: string; shown: string }): readonly string[] {
  const where = `${one.name} ${url}`;
  const marks = marksIn(shown);
  for (const mark of marks) assert.ok(mark.slice(0, 2) in one.sees, `${where} shows ${mark}`);
  for (const [id, c, h] of shown.matchAll(/c0000000-0000-4000-8000-(\d\d)(\d\d)[0-9a-f]{8}/g)) {
    assert.ok(`${Number(c)}${Number(h)}` in one.sees, `${where} shows the id ${id}`);
  }
  for (const household of province.households) {
    const readers = one.sees[household.mark.slice(0, 2)] ?? [];
    const close = readers.some((reader) => reader === 'hamlet' || reader === 'commune');
    if (!close) assert.ok(!new RegExp(`[AN]q${household.mark}w`).test(shown), `${where} shows an address or a note of ${household.mark}`);
    const { latE5, lonE5 } = placeOfMark(household.mark);
    if (!close) assert.ok(!new RegExp(`${latE5}|${lonE5}`).test(shown), `${where} shows where ${household.mark} lives`);
    if (!readers.includes('commune')) assert.ok(!shown.includes(household.citizenId), `${where} shows the citizen id of ${household.mark}`);
    if (!close && !readers.includes('above'))
      assert.ok(!shown.includes(household.headName), `${where} shows the whole name of ${household.mark}`);
  }
  return marks;
}

/**
 * The screens that are looked at (danh sách màn hình): a name, who is signed in, and how to get there. States that a full
 * register never shows, such as loading and failing, are made by holding or cutting the calls to the API.
 */
import type { Page } from 'playwright-core';

export interface Visit {
  readonly page: Page;
  readonly base: string;
}

export interface Screen {
  readonly name: string;
  /** User name; null: nobody is signed in. */
  readonly who: string | null;
  readonly open: (visit: Visit) => Promise<void>;
}

export interface Cast {
  readonly officer: string;
  readonly chair: string;
  readonly province: string;
  readonly administrator: string;
  readonly auditor: string;
  readonly enumerator: string;
}

const go =
  (path: string) =>
  async ({ page, base }: Visit): Promise<void> => {
    await page.goto(base + path);
    await page.locator('h1').first().waitFor();
    await page.locator('.loading').first().waitFor({ state: 'detached' });
  };

/** Opens the person's own area, then follows the first link of each selector. */
const follow =
  (...links: readonly string[]) =>
  async (visit: Visit): Promise<void> => {
    await go('/desk/')(visit);
    await visit.page.waitForURL('**/khu-vuc/*');
    for (const link of links) {
      const to = await visit.page.locator(`main ${link}`).first().getAttribute('href');
      if (to === null) throw new Error(`no link ${link}`);
      await go(to)(visit);
    }
  };

/** A page under the person's own area. */
const under =
  (path: string) =>
  async (visit: Visit): Promise<void> => {
    await follow()(visit);
    await go(new URL(visit.page.url()).pathname + path)(visit);
  };

/** These calls never answer: what is seen while waiting. */
const held =
  (calls: RegExp, path?: string) =>
  async (visit: Visit): Promise<void> => {
    const start = path === undefined ? '/desk/' : await below(visit, path);
    await visit.page.route(calls, () => {});
    await visit.page.goto(visit.base + start);
    await visit.page.waitForSelector('[role=status]');
  };

/** The line is cut after the page has come. */
const cut =
  (calls: RegExp, path?: string) =>
  async (visit: Visit): Promise<void> => {
    const start = path === undefined ? '/desk/' : await below(visit, path);
    await visit.page.route(calls, (route) => route.abort());
    await go(start)(visit);
    await visit.page.waitForSelector('[role=alert]');
  };

async function below(visit: Visit, path: string): Promise<string> {
  await follow()(visit);
  return new URL(visit.page.url()).pathname + path;
}

const press =
  (open: Screen['open'], button: string) =>
  async (visit: Visit): Promise<void> => {
    await open(visit);
    await visit.page.locator(button).first().click();
  };

const NOBODYS: readonly Screen[] = [
  { name: 'portal', who: null, open: go('/') },
  { name: 'portal-english', who: null, open: go('/?lang=en') },
  { name: 'portal-request', who: null, open: go('/de-nghi') },
  { name: 'portal-rights', who: null, open: go('/quyen-du-lieu') },
  { name: 'portal-back-checks', who: null, open: go('/hau-kiem') },
  { name: 'portal-not-found', who: null, open: go('/khong-co') },
  { name: 'sign-in', who: null, open: go('/desk/dang-nhap') },
  { name: 'sign-in-empty', who: null, open: press(go('/desk/dang-nhap'), 'button[type=submit]') },
  { name: 'sign-in-again', who: null, open: go('/desk/tim?q=van') },
];

const standards = (officer: string): readonly Screen[] => [
  { name: 'standards', who: officer, open: follow('a[href$="/hai-chuan"]') },
  { name: 'standards-hamlet', who: officer, open: follow('a[href$="/hai-chuan"]', 'tbody th a[href$="/hai-chuan"]') },
  { name: 'standards-list', who: officer, open: follow('a[href$="/hai-chuan"]', 'a[href*="/hai-chuan/ho?doi="]') },
  { name: 'standards-none', who: officer, open: under('/hai-chuan/ho?doi=loses&chi=waste') },
  { name: 'standards-loading', who: officer, open: held(/\/api\/areas\/[^/]*\/standards/, '/hai-chuan') },
  { name: 'standards-refused', who: officer, open: cut(/\/api\/areas\/[^/]*\/standards/, '/hai-chuan') },
];

/** Years side by side. */
const series = (officer: string): readonly Screen[] => [
  { name: 'series', who: officer, open: follow('a[href*="/nam/"]', 'a[href$="/nhieu-nam"]') },
  { name: 'series-counts', who: officer, open: under('/nhieu-nam?so=poorHouseholds') },
  { name: 'series-refused', who: officer, open: cut(/\/api\/series/, '/nhieu-nam') },
];

const meetings = (officer: string): readonly Screen[] => [
  { name: 'meetings', who: officer, open: follow('a[href$="/hop-dan"]') },
  { name: 'meetings-refused', who: officer, open: cut(/\/api\/areas\/[^/]*\/meetings/, '/hop-dan') },
  { name: 'requests', who: officer, open: follow('a[href$="/de-nghi"]') },
  { name: 'rounds', who: officer, open: under('/dot') },
  { name: 'round', who: officer, open: follow('a[href$="/dot"]', 'a[href*="/dot/"]') },
  { name: 'minutes', who: officer, open: follow('a[href$="/hop-dan"]', 'a[href$="/bien-ban"]') },
];

const today = (officer: string, province: string): readonly Screen[] => [
  { name: 'today', who: officer, open: under('/hom-nay') },
  { name: 'today-loading', who: officer, open: held(/\/api\/areas\/[^/]*\/today/, '/hom-nay') },
  { name: 'today-refused', who: officer, open: cut(/\/api\/areas\/[^/]*\/today/, '/hom-nay') },
  { name: 'today-province', who: province, open: under('/hom-nay') },
  { name: 'closing', who: province, open: under('/dong-dot') },
  { name: 'communes-beside', who: province, open: under('/nen-xem-lai') },
  { name: 'duplicates-province', who: province, open: under('/ghi-trung') },
  { name: 'fairness', who: officer, open: under('/nen-xem-lai') },
  { name: 'find', who: officer, open: under('/tim-viec') },
  { name: 'find-none', who: officer, open: under('/tim-viec?chu=kh%C3%B4ng%20c%C3%B3%20vi%E1%BB%87c%20n%C3%A0y') },
  { name: 'catch-up-draft', who: officer, open: under('/chi-dao?nhap=duoi-kip') },
  { name: 'workload', who: officer, open: under('/khoi-luong') },
  { name: 'workload-province', who: province, open: under('/khoi-luong') },
  { name: 'rounds-province', who: province, open: under('/dot') },
  { name: 'seals-province', who: province, open: under('/chot-so-lieu') },
  { name: 'list-wide', who: province, open: under('/ho?loc=all&chu=van') },
];

export function screensOf(cast: Cast): readonly Screen[] {
  const { officer, chair, province, administrator, auditor, enumerator } = cast;
  return [
    ...NOBODYS,
    { name: 'commune', who: officer, open: follow() },
    { name: 'commune-loading', who: officer, open: held(/\/api\/areas/) },
    { name: 'commune-no-connection', who: officer, open: cut(/\/api\/(areas|households)/) },
    { name: 'hamlet', who: officer, open: follow('tbody th a') },
    { name: 'list', who: officer, open: follow('a[href*="loc=all"]') },
    { name: 'list-poor', who: officer, open: follow('a[href*="loc=poor"]') },
    { name: 'list-undetermined', who: officer, open: follow('a[href*="loc=undetermined"]') },
    { name: 'list-cannot-escape', who: officer, open: follow('a[href*="loc=all"]', 'a[href*="loc=cannot-escape"]') },
    { name: 'household', who: officer, open: follow('a[href*="loc=interviewed"]', 'a[href*="/desk/ho/"]') },
    { name: 'household-undetermined', who: officer, open: follow('a[href*="loc=undetermined"]', 'a[href*="/desk/ho/"]') },
    {
      name: 'household-not-interviewed',
      who: officer,
      open: follow('a[href*="loc=all"]', 'a[href*="loc=not-interviewed"]', 'a[href*="/desk/ho/"]'),
    },
    ...standards(officer),
    { name: 'year', who: officer, open: follow('a[href*="/nam/"]') },
    { name: 'year-before', who: officer, open: under('/nam/2025') },
    { name: 'year-loading', who: officer, open: held(/\/api\/figures/, '/nam/2026') },
    { name: 'year-refused', who: officer, open: cut(/\/api\/figures/, '/nam/2026') },
    ...series(officer),
    { name: 'figure', who: officer, open: follow('a[href*="/chi-tieu/poorHouseholds"]') },
    { name: 'figure-none', who: officer, open: under('/chi-tieu/poorRelapsed?nam=2005') },
    { name: 'table-4', who: officer, open: follow('a[href*="/bieu/4"]') },
    { name: 'search', who: officer, open: go('/desk/tim?q=thi') },
    { name: 'search-nothing', who: officer, open: go('/desk/tim?q=khong%20ai%20ten%20nay') },
    { name: 'search-short', who: officer, open: go('/desk/tim?q=a') },
    { name: 'table-1', who: officer, open: follow('a[href*="/bieu/1"]') },
    { name: 'table-2', who: officer, open: under('/bieu/2') },
    { name: 'table-8', who: officer, open: under('/bieu/8') },
    { name: 'table-12', who: officer, open: under('/bieu/12') },
    { name: 'table-15', who: officer, open: follow('a[href*="/bieu/15"]') },
    { name: 'not-found', who: officer, open: go('/desk/khong-co') },
    { name: 'household-not-found', who: officer, open: go('/desk/ho/00000000-0000-8000-8000-000000000000') },
    { name: 'decision', who: chair, open: decision },
    { name: 'seals', who: chair, open: under('/chot-so-lieu') },
    { name: 'seals-refused', who: chair, open: cut(/\/api\/seals/, '/chot-so-lieu') },
    { name: 'province', who: province, open: follow() },
    { name: 'import', who: officer, open: under('/nhap-danh-sach') },
    { name: 'clashes', who: officer, open: under('/ghi-khac-nhau') },
    { name: 'handovers', who: officer, open: under('/chuyen-len') },
    ...meetings(officer),
    { name: 'directives', who: officer, open: under('/chi-dao') },
    ...today(officer, province),
    { name: 'own-account', who: officer, open: go('/desk/tai-khoan') },
    { name: 'administrator', who: administrator, open: go('/desk/') },
    { name: 'accounts', who: administrator, open: go('/desk/nguoi-dung') },
    { name: 'accounts-none', who: administrator, open: go('/desk/nguoi-dung?ten=khong-co-ai') },
    { name: 'accounts-new', who: administrator, open: go('/desk/nguoi-dung/them') },
    { name: 'log', who: auditor, open: go('/desk/nhat-ky') },
    { name: 'log-events', who: auditor, open: go('/desk/nhat-ky?xem=events') },
    { name: 'field-sign-in', who: null, open: go('/field/dang-nhap') },
    { name: 'field', who: enumerator, open: go('/field/') },
  ];
}

async function decision(visit: Visit): Promise<void> {
  await follow()(visit);
  await go(`${new URL(visit.page.url()).pathname}/quyet-dinh`)(visit);
}

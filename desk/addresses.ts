/**
 * The addresses of the desk's pages (địa chỉ trang), made in one place so that a link can be sent to a colleague and every
 * number can open the list it counts. The routes under routes/ are their counterpart.
 */
import { type ListOrder, orderText } from '../core/listed-order.ts';
import type { ChangedList, ChangesFilter } from '../core/report/changes.ts';
import type { StandardsFilter } from '../core/report/standards-view.ts';
import type { HouseholdFilter } from '../core/views.ts';

const BASE = '/desk';

export const home = `${BASE}/`;

export function signInPage(back?: string): string {
  return `${BASE}/dang-nhap${query({ ve: back })}`;
}

export function areaPage(areaId: string): string {
  return `${BASE}/khu-vuc/${encodeURIComponent(areaId)}`;
}

/** The board of an area for a list that opens a year. */
export function openingPage(areaId: string, round: string): string {
  return `${areaPage(areaId)}${query({ dot: round })}`;
}

/** What waits there. */
export function todayPage(areaId: string): string {
  return `${areaPage(areaId)}/hom-nay`;
}

/** What can be done there, found by a word. */
export function findPage(areaId: string, text?: string): string {
  return `${areaPage(areaId)}/tim-viec${query({ chu: text })}`;
}

/** Where the province closes a round; without one, that which is shown. */
export function closingPage(areaId: string, round?: string): string {
  return `${areaPage(areaId)}/dong-dot${query({ dot: round })}`;
}

/** All rounds, and the steps and parameters of one. */
export function roundsPage(areaId: string): string {
  return `${areaPage(areaId)}/dot`;
}

export function roundPage(areaId: string, round: string): string {
  return `${roundsPage(areaId)}/${encodeURIComponent(round)}`;
}

/** A list of an area; `round`: of that round, where it is not the one that is shown first. */
export interface ListPlace {
  readonly areaId: string;
  readonly round: string | null | undefined;
}

/** `after` and `from` (its running number) stand for a later page of the list; `seen`: what is looked for in it, and its order. */
export function listPage(
  at: string | ListPlace,
  filter: HouseholdFilter = 'all',
  page?: { readonly after: string; readonly from: number },
  seen?: { readonly text: string; readonly order: ListOrder | null },
): string {
  const order = orderText(seen?.order ?? null) ?? undefined;
  const { areaId, round } = typeof at === 'string' ? { areaId: at, round: undefined } : at;
  return `${areaPage(areaId)}/ho${query({ loc: filter, dot: round ?? undefined, chu: seen?.text, xep: order, sau: page?.after, tu: page ? String(page.from) : undefined })}`;
}

export function householdPage(householdId: string): string {
  return `${BASE}/ho/${encodeURIComponent(householdId)}`;
}

/** Where a form filled in by hand is typed in. */
/** `round`: for which it is, where it can be for several. */
export function typeFormPage(householdId: string, round?: string): string {
  return `${householdPage(householdId)}/nhap-phieu${query({ dot: round })}`;
}

export function importPage(communeId: string): string {
  return `${areaPage(communeId)}/nhap-danh-sach`;
}

/** What hamlets handed over. */
export function handoversPage(communeId: string, after?: string): string {
  return `${areaPage(communeId)}/chuyen-len${query({ sau: after })}`;
}

/** What is left to visit, and whether it ends in time. */
export function workloadPage(areaId: string): string {
  return `${areaPage(areaId)}/khoi-luong`;
}

/** How the forms of each enumerator came about. */
export function pacesPage(communeId: string): string {
  return `${areaPage(communeId)}/ra-soat-vien`;
}

/** Whom to visit and what to ask about forms. */
export function fairnessPage(communeId: string): string {
  return `${areaPage(communeId)}/nen-xem-lai`;
}

/** What two people told otherwise. */
export function clashesPage(communeId: string): string {
  return `${areaPage(communeId)}/ghi-khac-nhau`;
}

/** Who may be written twice; of one household alone where it is said. */
export function duplicatesPage(communeId: string, household?: string): string {
  return `${areaPage(communeId)}/ghi-trung${query({ ho: household })}`;
}

/** What the office asks of its hamlets. */
export function directivesPage(areaId: string): string {
  return `${areaPage(areaId)}/chi-dao`;
}

/** A directive begun from the plan to catch up, to be read and changed before it is sent. */
export function catchUpDraftPage(areaId: string): string {
  return `${directivesPage(areaId)}${query({ nhap: CATCH_UP })}`;
}
export const CATCH_UP = 'duoi-kip';

/** Which hamlets stand where; `group` chooses some of them. */
export function directivePage(areaId: string, directiveId: string, group?: string): string {
  return `${directivesPage(areaId)}/${encodeURIComponent(directiveId)}${query({ nhom: group === 'all' ? undefined : group })}`;
}

/** The commune's certificates, on one decision, of one hamlet. */
export function certificatesPage(communeId: string, shown: { readonly decision?: string; readonly hamlet?: string } = {}): string {
  return `${areaPage(communeId)}/giay-chung-nhan${query({ 'quyet-dinh': shown.decision, ap: shown.hamlet })}`;
}

/** Which hamlets of the commune have met. */
export function meetingsPage(communeId: string, round?: string): string {
  return `${areaPage(communeId)}/hop-dan${query({ dot: round })}`;
}

/** The minutes of a hamlet. */
export function minutesPage(hamletId: string, round?: string): string {
  return `${areaPage(hamletId)}/bien-ban${query({ dot: round })}`;
}

/** Lists on the wall, of a commune or a hamlet. */
export function postingsPage(areaId: string, round?: string): string {
  return `${areaPage(areaId)}/niem-yet${query({ dot: round })}`;
}

/** What was said against lists. */
export function objectionsPage(areaId: string): string {
  return `${areaPage(areaId)}/phan-anh`;
}

export function objectionPage(areaId: string, objectionId: string): string {
  return `${objectionsPage(areaId)}/${encodeURIComponent(objectionId)}`;
}

/** Requests to be reviewed and to leave. */
export function requestsPage(areaId: string): string {
  return `${areaPage(areaId)}/de-nghi`;
}

export function requestPage(areaId: string, requestId: string): string {
  return `${requestsPage(areaId)}/${encodeURIComponent(requestId)}`;
}

export function decisionPage(communeId: string, round?: string): string {
  return `${areaPage(communeId)}/quyet-dinh${query({ dot: round })}`;
}

/** Of the newest round unless one is named. */
export function reportPage(areaId: string, table: number, at: { readonly round?: string; readonly rulebook?: string | null } = {}): string {
  return `${areaPage(areaId)}/bieu/${table}${query({ dot: at.round, chuan: at.rulebook ?? undefined })}`;
}

/** "Năm 2023 qua các con số" */
export function yearPage(areaId: string, year: number): string {
  return `${areaPage(areaId)}/nam/${year}`;
}

/** Where a figure is counted; `after` and `from` stand for a later page of its households. */
export function figurePage(
  areaId: string,
  figure: string,
  at: { readonly year: number; readonly hamlets?: boolean; readonly after?: string; readonly from?: number },
): string {
  const { year, hamlets, after, from } = at;
  const parts = { nam: String(year), cap: hamlets ? 'ap' : undefined, sau: after, so: from === undefined ? undefined : String(from) };
  return `${areaPage(areaId)}/chi-tieu/${encodeURIComponent(figure)}${query(parts)}`;
}

/** What moved on a list within the year; with `change`, its households, `after` and `from` standing for a later page. */
export function changesPage(
  areaId: string,
  year: number,
  wanted: ChangesFilter & { readonly list?: ChangedList; readonly after?: string } = {},
): string {
  const { list, change, why, after } = wanted;
  const parts = { ds: list === 'near-poor' ? list : undefined, doi: change, vi: why, sau: after };
  return `${areaPage(areaId)}/bien-dong/${year}${query(parts)}`;
}

/** Years side by side; in the units of today unless another day is named. */
export function seriesPage(areaId: string, { measure, on }: { readonly measure?: string; readonly on?: string | undefined } = {}): string {
  return `${areaPage(areaId)}/nhieu-nam${query({ so: measure === 'poorRate' ? undefined : measure, ngay: on })}`;
}

/** What was written down after the round was closed; `after` stands for a later page. */
/** `sealed`: written after the figures were sealed, instead of after the close. */
export function latePage(areaId: string, roundId: string, after?: string, sealed = false): string {
  return `${areaPage(areaId)}/ghi-sau${query({ dot: roundId, sau: after, chot: sealed ? '1' : undefined })}`;
}

/** How far the figures of a round are, their seals and the annex. */
export function sealsPage(areaId: string, roundId: string): string {
  return `${areaPage(areaId)}/chot-so-lieu${query({ dot: roundId })}`;
}

export function standardsPage(areaId: string): string {
  return `${areaPage(areaId)}/hai-chuan`;
}

/** The households behind a number of the two standards; `page` stands for a later page. */
export function standardsListPage(
  areaId: string,
  filter: StandardsFilter,
  page?: { readonly after: string; readonly from: number },
): string {
  const { state, from, to, move, difference, indicator, change } = filter;
  const parts = { con: state, tu: from, sang: to, doi: move, vi: difference, chi: indicator, nay: change };
  return `${standardsPage(areaId)}/ho${query({ ...parts, sau: page?.after, so: page ? String(page.from) : undefined })}`;
}

export function searchPage(q?: string): string {
  return `${BASE}/tim${query({ q })}`;
}

function query(parts: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parts).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  const text = new URLSearchParams(given).toString();
  return text === '' ? '' : `?${text}`;
}

/**
 * What the field's pages ask the server for (hỏi máy chủ), one function a page. Types of pages can only be followed through
 * files of the face itself, so routes import these and nothing from outside.
 */
import type { Problem, Result } from '../core/kernel/result.ts';
import type { AreaView, HouseholdPage, HouseholdRow, HouseholdView, InterviewView, SessionView } from '../core/views.ts';
import { type Asked, get } from '../ui/api.ts';
import { session } from '../ui/session.ts';
import type { Visit } from './interview/visit.svelte.ts';

/** The most that the server gives at once. */
const LIMIT = 500;
const householdPath = (householdId: string): string => `/api/households/${encodeURIComponent(householdId)}`;

export interface Place {
  readonly view: AreaView;
  /** Every household of a hamlet; null for an area above hamlets. */
  readonly rows: readonly HouseholdRow[] | null;
}

/** Who is signed in on this phone. */
export function askSession(): Asked<SessionView> {
  return session();
}

/** A hamlet's list comes whole: it is searched on the phone. */
export async function askPlace(areaId: string): Promise<Result<Place, Problem>> {
  const path = `/api/areas/${encodeURIComponent(areaId)}`;
  const view = await get<AreaView>(path);
  if (!view.ok) return view;
  if (view.value.area.level !== 'hamlet') return { ok: true, value: { view: view.value, rows: null } };
  const rows: HouseholdRow[] = [];
  let after: string | null = '';
  while (after !== null) {
    const query: URLSearchParams = new URLSearchParams({ limit: String(LIMIT), ...(after === '' ? {} : { after }) });
    const page: Result<HouseholdPage, Problem> = await get<HouseholdPage>(`${path}/households?${query.toString()}`);
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    after = page.value.next;
  }
  return { ok: true, value: { view: view.value, rows } };
}

/** Opening a file is logged with its purpose: here the review. */
export function askHousehold(householdId: string): Asked<HouseholdView> {
  return get(`${householdPath(householdId)}?purpose=review`);
}

/** The server's view, with the draft of this phone if there is one. */
export async function askVisit(householdId: string, accountId: string): Promise<Result<Visit, Problem>> {
  const view = await get<InterviewView>(`${householdPath(householdId)}/interview`);
  if (!view.ok) return view;
  // The engine and its questions are no part of the first screen.
  const { openVisit } = await import('./interview/visit.svelte.ts');
  return openVisit(view.value, accountId);
}

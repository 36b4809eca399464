/**
 * What the field's pages ask the server for (hỏi máy chủ), one function a page. Types of pages can only be followed through
 * files of the face itself, so routes import these and nothing from outside.
 */
import type { Problem, Result } from '../core/kernel/result.ts';
import { ROLES_OF_ACTION } from '../core/access/may.ts';
import { READER_OF_ROLE } from '../core/access/role.ts';
import type { AreaView, DeviceView, HouseholdPage, HouseholdRow, InterviewView, SessionView } from '../core/views.ts';
import { get, getFor } from '../ui/api.ts';
import { session } from '../ui/session.ts';
import type { Minutes } from './sync/minutes.ts';
import type { Visit } from './interview/visit.svelte.ts';
import type { Deeding } from './kept/deeding.ts';
import type { FileView } from './kept/household.ts';
import type { Holding } from './kept/holding.ts';
import type { MeetingPlace } from './kept/meeting.ts';
import type { Place } from './kept/place.ts';
import type { Today } from './kept/today.ts';
import { keeper, openPlain } from './sync/keeper.svelte.ts';
import type { Written } from './kept/two-counts.ts';
import { once } from './once.ts';
import { backAgain } from './sync/gone.ts';
import { outbox, receiveDirectives } from './sync/outbox.svelte.ts';

/** The most that the server gives at once. */
const LIMIT = 500;
const householdPath = (householdId: string): string => `/api/households/${encodeURIComponent(householdId)}`;

const holdings = once(() => import('./kept/holding.ts'));
const households = once(() => import('./kept/household.ts'));
const meetings = once(() => import('./kept/meeting.ts'));
const minutes = once(() => import('./sync/minutes.ts'));
const pending = once(() => import('./kept/pending.ts'));
const places = once(() => import('./kept/place.ts'));
const todays = once(() => import('./kept/today.ts'));

/** What a page is drawn from. A value: it was there at once. */
export type Soon<T> = T | Promise<T>;

/** What lies on the phone is there before the page is turned to, which is then drawn once and whole; for the server it waits, drawn already. */
export async function soon<T>(asked: Promise<T>): Promise<{ readonly asked: Soon<T> }> {
  return { asked: keeper.holding === null ? asked : await asked };
}

/** The list of this phone with what happened since; null where none is kept. */
async function here(): Promise<Holding | null> {
  const { holding, acts } = keeper;
  const acted = holding === null || acts.length === 0 ? holding : (await pending()).withActs(holding, acts);
  if (acted === null || acted.device.round?.asksMeeting !== true) return acted;
  const [{ withMinutes }, { recordsOf }] = await Promise.all([meetings(), minutes()]);
  return withMinutes(acted, recordsOf(outbox.isRead ? outbox.minutes : await minutesHere()));
}

/** Of the disk itself: after a cold start nobody has read them yet, and what is being written is newest there. */
async function minutesHere(): Promise<readonly Minutes[]> {
  const { store } = keeper;
  return store === null ? [] : (await minutes()).readMinutes(store);
}

/** Who is at work on this phone: by the list opened here, else by the server. */
export async function askSession(): Promise<Result<SessionView, Problem>> {
  const { holding } = keeper;
  return holding === null ? session() : { ok: true, value: holding.device.session };
}

/** The first page: of the list kept here, else of what the server says of the person's areas. */
export async function askToday(session: SessionView): Promise<Result<Today, Problem>> {
  const holding = await here();
  if (holding !== null) {
    const [{ dayOf }, { todayOf }] = await Promise.all([holdings(), todays()]);
    return { ok: true, value: todayOf(holding, dayOf(holding, Date.now())) };
  }
  const reading = session.roles.filter(({ role }) => READER_OF_ROLE[role] !== null);
  const asked = await Promise.all([...new Set(reading.map(({ areaId }) => areaId))].map(askPlace));
  const places: Place[] = [];
  for (const place of asked) {
    if (!place.ok) return place;
    places.push(place.value);
  }
  const device = await askDevice(session);
  if (!device.ok) return device;
  return { ok: true, value: { places, directives: device.value?.directives ?? [], today: device.value?.today ?? '', clashing: null } };
}

/** Null for who may keep no list: nothing is asked of them here. */
async function askDevice({ accountId, displayName, roles }: SessionView): Promise<Result<DeviceView | null, Problem>> {
  if (!roles.some(({ role }) => ROLES_OF_ACTION['keep-on-device'].includes(role))) return { ok: true, value: null };
  const device = await getFor<DeviceView>({ accountId }, '/api/device');
  if (device.ok) backAgain(accountId);
  if (device.ok) void receiveDirectives({ accountId, displayName }, device.value.directives);
  return device;
}

/** A hamlet's list comes whole: it is searched on the phone. */
export async function askPlace(areaId: string): Promise<Result<Place, Problem>> {
  const holding = await here();
  if (holding !== null) {
    const kept = (await places()).placeOf(holding, areaId);
    return kept === null ? { ok: false, error: { code: 'not-on-this-phone' } } : { ok: true, value: kept };
  }
  const path = `/api/areas/${encodeURIComponent(areaId)}`;
  const view = await get<AreaView>(path);
  if (!view.ok) return view;
  if (view.value.area.level !== 'hamlet') return { ok: true, value: { view: view.value, rows: null, mayRegister: false } };
  const rows: HouseholdRow[] = [];
  let after: string | null = '';
  while (after !== null) {
    const query: URLSearchParams = new URLSearchParams({ limit: String(LIMIT), ...(after === '' ? {} : { after }) });
    const page: Result<HouseholdPage, Problem> = await get<HouseholdPage>(`${path}/households?${query.toString()}`);
    if (!page.ok) return page;
    rows.push(...page.value.rows);
    after = page.value.next;
  }
  return { ok: true, value: { view: view.value, rows, mayRegister: false } };
}

/** Opening a file is logged with its purpose: here the review. What lies on the phone was logged when it came. */
export async function askHousehold(householdId: string): Promise<Result<FileView, Problem>> {
  const holding = await here();
  if (holding === null) return get(`${householdPath(householdId)}?purpose=review`);
  const [{ dayOf }, { fileOf }] = await Promise.all([holdings(), households()]);
  const kept = fileOf(holding, householdId, dayOf(holding, Date.now()));
  return kept === null ? { ok: false, error: { code: 'not-on-this-phone' } } : { ok: true, value: kept };
}

/** As the server or the phone has it, with the draft of this phone if there is one. */
export async function askVisit(
  householdId: string,
  whose: Pick<SessionView, 'accountId' | 'displayName'>,
  chosen: string | null = null,
): Promise<Result<Visit, Problem>> {
  const begun = outbox.drafts.find((one) => one.accountId === whose.accountId && one.householdId === householdId);
  const view = await askView(householdId, chosen, begun?.view.round.roundId);
  if (!view.ok) return view;
  const store = await openPlain(whose.accountId, whose.displayName).catch(() => null);
  // The engine and its questions are no part of the first screen.
  const { openVisit } = await import('./interview/visit.svelte.ts');
  return openVisit(view.value, { accountId: whose.accountId, store });
}

export interface AskedMeeting {
  readonly place: MeetingPlace;
  /** Being written here. */
  readonly draft: Written | null;
}

/** The meeting of a hamlet whose list is kept on this phone. The judge is loaded only here. */
export async function askMeeting(hamletId: string): Promise<Result<AskedMeeting, Problem>> {
  const holding = await here();
  const [{ dayOf }, { meetingOf }, { judgeHere, formsToCount }] = await Promise.all([
    holdings(),
    meetings(),
    import('./meeting/judge-here.ts'),
  ]);
  if (holding === null) return { ok: false, error: { code: 'not-on-this-phone' } };
  const { store } = keeper;
  const entries = store === null ? [] : (await (await import('./sync/forms.ts')).readUnsent(store)).entries;
  const around = {
    today: dayOf(holding, Date.now()),
    forms: formsToCount(entries, holding.device.round?.roundId),
    judge: judgeHere(holding, hamletId),
  };
  const place = meetingOf(holding, hamletId, around);
  if (place === null) return { ok: false, error: { code: 'meeting-not-asked' } };
  const drafts = (await minutesHere()).filter(({ state, minutes }) => state === 'draft' && minutes.roundId === place.round.roundId);
  return { ok: true, value: { place, draft: drafts.find(({ minutes }) => minutes.hamletId === hamletId)?.minutes ?? null } };
}

/** What a deed is told about: the household, or the hamlet of a household to be. Only of a list kept on this phone. */
export async function askDeed(
  of: { readonly householdId: string } | { readonly hamletId: string },
  correcting: string | null,
): Promise<Result<Deeding, Problem>> {
  const { holding: kept, acts } = keeper;
  const [{ deedingOf }, { withActs }] = await Promise.all([import('./kept/deeding.ts'), pending()]);
  // As it stood before the act that is corrected.
  const at = acts.findIndex(({ commandId }) => commandId === correcting);
  const holding = kept === null ? null : withActs(kept, at < 0 ? acts : acts.slice(0, at));
  const found = holding === null ? null : deedingOf(holding, of, Date.now());
  return found === null ? { ok: false, error: { code: 'not-on-this-phone' } } : { ok: true, value: found };
}

/** What was begun goes on in its own round, as long as that takes visits, which the list of this phone knows. */
async function askView(householdId: string, chosen: string | null, begunFor: string | undefined): Promise<Result<InterviewView, Problem>> {
  const holding = await here();
  const query = chosen === null ? '' : `?${new URLSearchParams({ round: chosen })}`;
  if (holding === null) return get<InterviewView>(`${householdPath(householdId)}/interview${query}`);
  const [{ dayOf }, { interviewOf }] = await Promise.all([holdings(), households()]);
  return interviewOf(holding, householdId, { today: dayOf(holding, Date.now()), roundId: chosen ?? begunFor });
}

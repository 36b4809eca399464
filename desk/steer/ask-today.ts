/** What the office's day asks the server for (hỏi máy chủ về Hôm nay), its words, and which list each of its numbers opens. */
import type { Matter, TodayView, WaitsView } from '../../core/steer/today.ts';
import { type Asked, get } from '../../ui/api.ts';
import { language } from '../../ui/language.svelte.ts';
import { type TodayKey, todayText } from '../../words/today.ts';
import type { Params } from '../../words/words.ts';
import { accountsPage, ownPage } from '../access/ask.ts';
import {
  certificatesPage,
  clashesPage,
  directivePage,
  duplicatesPage,
  fairnessPage,
  handoversPage,
  listPage,
  meetingsPage,
  minutesPage,
  objectionsPage,
  postingsPage,
  requestsPage,
} from '../addresses.ts';

export const d = (key: TodayKey, params?: Params): string => todayText(language.current, key, params);

export const askToday = (areaId: string): Asked<TodayView> => get(`/api/areas/${encodeURIComponent(areaId)}/today`);

/** Columns of the table by commune. */
export const BY_COMMUNE = [
  'objections',
  'requests',
  'handovers',
  'clashes',
  'take-down',
  'differs',
  'again',
  'put-up',
  'undetermined',
  'unvisited',
  'unmet',
  'directives',
  'certificates',
] as const satisfies readonly Matter[];

export function hrefOf(areaId: string, { matter, of }: Pick<WaitsView, 'matter' | 'of'>): string {
  switch (matter) {
    case 'objections':
      return objectionsPage(areaId);
    case 'requests':
      return requestsPage(areaId);
    case 'handovers':
      return handoversPage(areaId);
    case 'clashes':
      return clashesPage(areaId);
    case 'take-down':
    case 'put-up':
      return postingsPage(areaId);
    case 'differs':
    case 'again':
    case 'unmet':
      return meetingsPage(areaId);
    case 'undetermined':
      return listPage(areaId, 'undetermined');
    case 'unvisited':
      return listPage(areaId, 'not-interviewed');
    case 'my-doubts':
    case 'doubts':
      return fairnessPage(areaId);
    case 'directives':
      return directivePage(areaId, of?.id ?? '', 'undone');
    case 'certificates':
      return certificatesPage(areaId, of === null ? {} : { decision: of.id });
    case 'duplicates':
      return duplicatesPage(areaId);
    case 'no-code':
    case 'code-unused':
      return accountsPage(`tt=${matter}`);
    case 'second-factor':
      return ownPage;
  }
}

/** The same of one hamlet. */
export function hrefOfPlace(hamletId: string, matter: Matter): string {
  if (matter === 'unvisited') return listPage(hamletId, 'not-interviewed');
  return matter === 'put-up' || matter === 'take-down' ? postingsPage(hamletId) : minutesPage(hamletId);
}

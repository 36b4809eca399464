/** Everything that this person can do from an area's board (mọi việc của một địa bàn), with its page: for whoever looks for it by a word. */
import { TABLE_NUMBERS } from '../../core/report/views.ts';
import type { AreaView, SessionView } from '../../core/views.ts';
import { accountsPage, hamletsPage, logPage } from '../access/ask.ts';
import {
  checksInterviews,
  closesRounds,
  joinsDuplicates,
  looksAfterAccounts,
  managesHamlets,
  officeOf,
  plansVisits,
  postsLists,
  printsCertificates,
  readsLog,
  readsMinutes,
  readsObjections,
  readsRequests,
  sendsDirectives,
  setsScoreTables,
} from '../access/session.ts';
import {
  areaPage,
  certificatesPage,
  changesPage,
  clashesPage,
  closingPage,
  decisionPage,
  directivesPage,
  duplicatesPage,
  fairnessPage,
  handoversPage,
  importPage,
  listPage,
  meetingsPage,
  minutesPage,
  objectionsPage,
  pacesPage,
  postingsPage,
  reportPage,
  requestsPage,
  roundsPage,
  sealsPage,
  seriesPage,
  standardsPage,
  todayPage,
  workloadPage,
} from '../addresses.ts';
import { openingOf } from '../meeting/opening.ts';
import { scoreTablePage } from '../classify/score-table-ask.ts';

/** As `words/find.ts` names them; `<key>.words` are other words for the same. */
export interface Way {
  readonly key: 'today' | WayKey;
  readonly href: string;
}
type WayKey =
  | ('list' | 'workload' | 'directives' | 'papers' | 'import' | 'handovers' | 'clashes' | 'duplicates' | 'paces' | 'fairness')
  | ('back-checks' | 'meetings' | 'postings' | 'objections' | 'requests' | 'income' | 'rights' | 'decision' | 'withdraw-decision')
  | ('certificates' | 'seals' | 'changes' | 'series' | 'standards' | 'tables' | 'rounds' | 'closing' | 'ties' | 'accounts' | 'log')
  | ('hamlets' | 'score-table');

const TIES = '/desk/nguoi-than';

export function waysOf(session: SessionView, view: AreaView): readonly Way[] {
  const { areaId, level } = view.area;
  const { round } = view;
  const commune = level === 'commune';
  const asks = readsRequests(session, areaId);
  const all: readonly (readonly [Way['key'], string, boolean])[] = [
    ['today', todayPage(areaId), officeOf(session) !== null && level !== 'hamlet'],
    ['list', listPage({ areaId, round: openingOf(round) }), true],
    ['workload', workloadPage(areaId), round?.state === 'open' && plansVisits(session, areaId)],
    ['directives', directivesPage(areaId), sendsDirectives(session, areaId)],
    ['papers', areaPage(areaId), (commune || level === 'hamlet') && postsLists(session, areaId)],
    ['import', importPage(areaId), commune && checksInterviews(session, areaId)],
    ['handovers', handoversPage(areaId), commune && checksInterviews(session, areaId)],
    ['clashes', clashesPage(areaId), commune && checksInterviews(session, areaId)],
    ['duplicates', duplicatesPage(areaId), joinsDuplicates(session, areaId)],
    ['paces', pacesPage(areaId), commune && checksInterviews(session, areaId)],
    ['fairness', fairnessPage(areaId), commune && checksInterviews(session, areaId)],
    ['back-checks', fairnessPage(areaId), commune ? checksInterviews(session, areaId) : closesRounds(session, areaId)],
    ['meetings', commune ? meetingsPage(areaId) : minutesPage(areaId), readsMinutes(session) && (commune || level === 'hamlet')],
    ['postings', postingsPage(areaId), round?.asksPosting === true && level !== 'province' && postsLists(session, areaId)],
    ['objections', objectionsPage(areaId), round?.asksPosting === true && readsObjections(session, areaId)],
    ['requests', requestsPage(areaId), asks],
    ['income', requestsPage(areaId), asks && commune],
    ['rights', requestsPage(areaId), asks],
    ['decision', decisionPage(areaId), commune && round !== null && printsCertificates(session, areaId)],
    ['withdraw-decision', decisionPage(areaId), commune && round !== null && printsCertificates(session, areaId)],
    ['certificates', certificatesPage(areaId), commune && printsCertificates(session, areaId)],
    ['seals', round === null ? '' : sealsPage(areaId, round.roundId), round !== null && level !== 'hamlet'],
    ['changes', changesPage(areaId, round?.year ?? Number(view.today.slice(0, 4))), true],
    ['series', seriesPage(areaId), true],
    ['standards', standardsPage(areaId), (round?.rulebooks.length ?? 0) > 1],
    ['tables', reportPage(areaId, TABLE_NUMBERS[0]), true],
    ['rounds', roundsPage(areaId), level !== 'hamlet'],
    ['closing', closingPage(areaId), round !== null && closesRounds(session, areaId)],
    ['ties', TIES, true],
    ['accounts', accountsPage(), looksAfterAccounts(session)],
    ['hamlets', hamletsPage, managesHamlets(session)],
    ['score-table', scoreTablePage, setsScoreTables(session)],
    ['log', logPage(), readsLog(session)],
  ];
  return all.flatMap(([key, href, may]) => (may ? [{ key, href }] : []));
}

/**
 * What of a commune somebody should look at before its list is decided (nên đến thăm, nên hỏi lại): who may have been left out, how forms
 * came about, to whom people of the offices are tied. It follows from what stands and is written nowhere; it asks, and says what it compared.
 */
import * as z from 'zod';
import { RULES } from '../../core/access/catalogue.ts';
import { shownToAny } from '../../core/access/mask.ts';
import { rulebookById } from '../../core/classify/rulebooks.ts';
import type { Doubt, ToldForm } from '../../core/interview/doubts/doubt.ts';
import type {
  DoubtfulHousehold,
  DoubtView,
  FairnessView,
  FlagView,
  PleaseVisit,
  TiedHousehold,
} from '../../core/meeting/fairness-views.ts';
import { flagStateOn } from '../../core/meeting/flag.ts';
import { type LeftOut, LEAST_LISTED } from '../../core/register/left-out.ts';
import { type Favoured, relativesListed } from '../../core/register/relatives.ts';
import type { Round } from '../../core/meeting/round.ts';
import type { HouseholdRow, OpenCount } from '../../core/views.ts';
import { hamletsUnder } from '../access/hamlets-under.ts';
import { logLooks } from '../access/read-log.ts';
import { countBeforehand } from '../http/beforehand.ts';
import { type Context, mayOrThrow, readersIn, route, type Server } from '../http/route.ts';
import { findRoundToShow, viewRound } from '../interview/rounds.ts';
import type { Tx } from '../http/transaction.ts';
import { readTold, secondsOf, type Told } from '../interview/told-forms.ts';
import { tablesOfRounds } from '../ledger/score-tables.ts';
import { sqlOfKysely } from '../ledger/sql.ts';
import { aside } from './aside.ts';
import { readEarlierForms, readHomes, readPoints, readTied, readTies, type Within } from './fairness-store.ts';
import { type FlagStored, listFlags, listReviewers } from './flags-store.ts';
import { keepWholes, type Whole, type Wholes } from './kept-wholes.ts';
import { eachLargeCommune } from './large-communes.ts';
import { readRows } from './list-store.ts';
import type { FoundOdd, ToCompare } from './parts/fairness-aside.ts';
import type { NewStandard } from './parts/new-standard.ts';
import { areaName, revealRows } from './rows.ts';

/** More than an officer has visited before a list is decided. */
const TO_VISIT = 50;

export function fairnessRoutes(server: Server): void {
  const odd = keepOdd(server);
  countBeforehand(server, 'fairness', (doing) =>
    eachLargeCommune(doing, async (tx, { communeId, hamletIds }) => {
      const standing = await findRoundToShow(tx, undefined);
      if (standing === null) return;
      const { round } = standing;
      const { today } = doing;
      await odd(tx, { areaId: communeId, hamletIds, round, roundId: round.roundId, year: round.year, today }, server.clock(), true);
    }),
  );
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/fairness',
    params: z.strictObject({ areaId: z.string().max(40) }),
    /** How many wait for whoever asks is no look at anybody. */
    query: z.strictObject({ only: z.literal('mine').optional() }),
    handle: async (context, { params: { areaId }, query: { only } }): Promise<FairnessView | OpenCount> => {
      mayOrThrow(context, 'check-interviews', areaId);
      const hamletIds = hamletsUnder(context, areaId);
      const standing = await findRoundToShow(context.tx, undefined);
      if (only === 'mine') return { open: standing === null ? 0 : await countMine(context, areaId, standing.round.roundId) };
      const none = {
        asOf: null,
        visit: [],
        listed: 0,
        least: LEAST_LISTED,
        forms: 0,
        doubts: [],
        favoured: [],
        tied: [],
        flags: [],
        reviewers: [],
      };
      if (standing === null) return { round: null, ...none };
      const { round } = standing;
      const within = { roundId: round.roundId, year: round.year, hamletIds, today: context.today, areaId };
      return { round: viewRound(standing), ...(await lookInto(context, within, await odd(context.tx, { ...within, round }, context))) };
    },
  });
}

async function countMine({ tx, actor, today }: Context, communeId: string, roundId: string): Promise<number> {
  const flags = await listFlags(tx, { communeId, roundId });
  return flags.filter((flag) => flag.reviewerId === actor.accountId && flagStateOn(flag, today) === 'open').length;
}

interface Compared extends FoundOdd {
  readonly listed: number;
  readonly homes: number;
  readonly forms: number;
  readonly favoured: readonly Favoured[];
  /** Of enumerators and of who is tied to households, by account. */
  readonly names: ReadonlyMap<string, string>;
}

type Asked = Within & { readonly areaId: string; readonly round: Round };

/** Fifty visits and some doubts each, so that the communes of a province are kept. */
const MOST_COMPARED = 200;

function keepOdd(server: Server): Wholes<Compared, Asked> {
  return keepWholes(server, {
    key: ({ areaId, roundId }) => `${areaId} ${roundId}`,
    compare: async (tx, { round, ...within }): Promise<Compared> => {
      const homes = await readHomes(tx, within);
      const { forms, names } = await readForms(tx, round, within);
      const newStandard = await newStandardOf(tx, round);
      const earlier = newStandard === null ? [] : await readEarlierForms(tx, within);
      const asked: ToCompare = { homes, forms, earlier, newStandard, today: within.today, most: TO_VISIT };
      const found = await aside<FoundOdd>('fairness-aside', asked);
      const ties = await readTies(tx, within);
      for (const { accountId, name } of ties) names.set(accountId, name);
      const favoured = relativesListed(homes, ties);
      return { ...found, names, favoured, listed: homes.filter(({ listed }) => listed).length, homes: homes.length, forms: forms.length };
    },
    size: ({ homes }) => homes,
    most: MOST_COMPARED,
  });
}

/** The one that a year opens by after this round, where the round has two. */
async function newStandardOf(tx: Tx, round: Round): Promise<NewStandard | null> {
  const rulebook = round.rulebooks.length > 1 ? round.rulebooks.at(-1) : undefined;
  if (rulebook === undefined) return null;
  const table = (await tablesOfRounds(sqlOfKysely(tx), [round]))(round).get(rulebook);
  return table === undefined ? null : { rulebook, table };
}

async function lookInto(
  context: Context,
  within: Within & { readonly areaId: string },
  { found, asOf }: Whole<Compared>,
): Promise<Omit<FairnessView, 'round'>> {
  const { tx, today } = context;
  const { leftOut, doubts, names, favoured } = found;
  const ties = await readTied(tx, within);
  const flags = await listFlags(tx, { communeId: within.areaId, roundId: within.roundId });
  const ids = [leftOut, ties].flatMap((list) => list.map(({ householdId }) => householdId));
  const flagged = flags.flatMap(({ aboutHousehold }) => aboutHousehold ?? []);
  const rows = await rowsOf(context, [...ids, ...flagged, ...doubts.flatMap(({ households }) => households)]);
  return {
    asOf,
    visit: leftOut.flatMap((one) => viewVisit(context, one, rows)),
    ...{ listed: found.listed, least: LEAST_LISTED, forms: found.forms },
    doubts: doubts.map((doubt) => viewDoubt(context, doubt, { rows, names })),
    flags: flags.map((flag) => viewFlag(context, flag, rows)),
    reviewers: await listReviewers(tx, within.areaId, today),
    favoured: favoured.map(({ accountId, own, others }) => ({ name: names.get(accountId) ?? '', own, others })),
    tied: ties.flatMap(({ householdId, tie, who }): TiedHousehold[] => {
      const row = rows.get(householdId);
      return row === undefined ? [] : [{ ...headOf(row), tie, who }];
    }),
  };
}

type Rows = ReadonlyMap<string, HouseholdRow>;

/** Each household that is shown leaves its line in the log. */
async function rowsOf(context: Context, ids: readonly string[]): Promise<Rows> {
  const rows = await revealRows(context, await readRows(context.tx, [...new Set(ids)], null));
  await logLooks(context, 'fairness', rows);
  return new Map(rows.map((row) => [row.householdId, row]));
}

async function readForms(tx: Tx, round: Round, within: Within) {
  const [rulebook] = round.rulebooks;
  const points = rulebook === undefined ? new Map<string, number>() : await readPoints(tx, within, rulebook);
  const forms: ToldForm[] = [];
  const names = new Map<string, string>();
  for await (const told of readTold(tx, within.roundId, within.hamletIds)) {
    names.set(told.accountId, told.name);
    const b1 = points.get(told.householdId);
    forms.push({ ...formOf(told), b1Above: rulebook === undefined || b1 === undefined ? null : b1 - cutOffOf(rulebook, told.areaType) });
  }
  return { forms, names };
}

function cutOffOf(rulebook: Round['rulebooks'][number], areaType: Told['areaType']): number {
  const { cutOffRural, cutOffUrban } = rulebookById(rulebook).parameters;
  return areaType === 'rural' ? cutOffRural.value : cutOffUrban.value;
}

function formOf(told: Told): Omit<ToldForm, 'b1Above'> {
  const { householdId, hamletId, accountId, answers, before, heldAt } = told;
  const timed = secondsOf(told) !== null;
  return {
    ...{ householdId, hamletId, enumeratorId: accountId, answers, before, heldAt },
    startedAt: timed ? Date.parse(told.startedAt) : null,
    endedAt: timed ? Date.parse(told.endedAt) : null,
  };
}

const headOf = ({ householdId, code, headName, hamletName, people }: DoubtfulHousehold): DoubtfulHousehold => ({
  ...{ householdId, code, headName, hamletName, people },
});

function viewVisit(context: Context, { householdId, reasons }: LeftOut, rows: Rows): PleaseVisit[] {
  const row = rows.get(householdId);
  if (row === undefined) return [];
  const health = shownToAny(RULES.health, readersIn(context, row.hamletId)) === 'full';
  const shown = reasons.filter(({ fact }) => health || fact !== 'disabled').map(({ fact, listed, others }) => ({ fact, listed, others }));
  return [{ ...headOf(row), reasons: shown }];
}

function viewFlag(context: Context, flag: FlagStored, rows: Rows): FlagView {
  const { flagId, matter, aboutHousehold, aboutAccount, aboutHamlet, aboutName, reviewerId, reviewer, expiresOn, answeredOn, outcome } =
    flag;
  const hamlet = aboutHamlet === null ? '' : areaName(context, aboutHamlet);
  return {
    ...{ flagId, matter, reviewer, expiresOn, answeredOn, outcome },
    aboutId: aboutHousehold ?? aboutAccount ?? aboutHamlet ?? '',
    about: aboutHousehold === null ? (aboutName ?? hamlet) : (rows.get(aboutHousehold)?.headName ?? ''),
    ofHousehold: aboutHousehold !== null,
    mine: reviewerId === context.actor.accountId,
    state: flagStateOn(flag, context.today),
  };
}

function viewDoubt(
  context: Context,
  doubt: Doubt,
  { rows, names }: { readonly rows: Rows; readonly names: ReadonlyMap<string, string> },
): DoubtView {
  const name = doubt.by === 'hamlet' ? areaName(context, doubt.id) : (names.get(doubt.id) ?? '');
  // Which forms are odd tells of what is in them.
  const households = doubt.households
    .flatMap((householdId) => rows.get(householdId) ?? [])
    .filter(({ asksAgain }) => asksAgain !== true)
    .map(headOf);
  return { ...doubt, name, households };
}

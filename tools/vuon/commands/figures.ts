/**
 * `vuon figures`: with `--year` a year in figures, else the figures of table 1 for a unit and a day; as lines or as data for
 * scripts (in số liệu).
 */
import { CANNOT_ESCAPE_GROUNDS, RULEBOOK_IDS, type RulebookId } from '../../../core/classify/verdict.ts';
import { formatVi, parseDate, type PlainDate } from '../../../core/kernel/dates.ts';
import { groupVi, percent2Json, percent2Vi, scaledJson, scaledVi } from '../../../core/kernel/numbers.ts';
import { tableStatusIn } from '../../../core/meeting/round.ts';
import { countOf, type FigureId, type UnitFigureId } from '../../../core/report/figure-ids.ts';
import type { FiguresOfYear, FigureValue } from '../../../core/report/views.ts';
import { endOf, type FiguresOfDay, figuresOfDay, figuresOfYear } from '../../../server/report/figures.ts';
import { dayOf, standardOf } from '../../../server/report/table.ts';
import { territoryOf } from '../../../server/report/territory.ts';
import { figureText, headingText } from '../../../words/heading.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, numberIn, print, readArgs, stop, STORE_OPTIONS } from '../command.ts';
import { readTree } from '../parts/actor.ts';
import { areaWishedOn } from '../parts/area.ts';
import { today } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { roundMeant } from '../parts/round.ts';
import { type Store, withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  area: { type: 'string' },
  hamlet: { type: 'string' },
  year: { type: 'string' },
  round: { type: 'string' },
  date: { type: 'string' },
  rulebook: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof readArgs<typeof OPTIONS>>['values'];

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  if (values.year === undefined) {
    const wished = wishOfDay(values);
    const figures = await withStore(values.data, (store) => ofDay(store, values, wished));
    print(values.json ? JSON.stringify(dayData(figures)) : dayText(figures));
    return EXIT.ok;
  }
  const year = numberIn(values.year, { least: 2000, most: 2100, option: '--year' });
  const figures = await withStore(values.data, (store) => ofYear(store, values, year));
  print(values.json ? JSON.stringify(yearData(figures)) : yearText(figures));
  return EXIT.ok;
}

// ---- a year ------------------------------------------------------------------------------------------------------------

async function ofYear({ db }: Store, values: Values, year: number): Promise<FiguresOfYear> {
  await installationOrStop(db);
  return asSystem(db, async (tx) => {
    const tree = await readTree(tx);
    const asked = { year, today: today() };
    const { areaId } = areaWishedOn(tree, values, endOf(asked));
    const territory = territoryOf(tree, areaId, endOf(asked)) ?? stop(EXIT.trouble, 'trouble.not-installed');
    return figuresOfYear(tx, { tree, territory, asked });
  });
}

/** Rates as text with two decimals and a point, null over nothing. */
function yearData(figures: FiguresOfYear) {
  const { value, rate } = reader(figures);
  const points = (hundredths: number | null) => (hundredths === null ? null : scaledJson(hundredths, 2));
  return {
    area: figures.area.name,
    year: figures.year,
    start: figures.start,
    end: figures.end,
    rulebook: figures.rulebook,
    households: value('households'),
    people: value('people'),
    poorStart: value('poorStart'),
    poorStartRate: rate('poorStart'),
    poorEnd: value('poorHouseholds'),
    poorEndRate: rate('poorHouseholds'),
    nearPoorStart: value('nearPoorStart'),
    nearPoorStartRate: rate('nearPoorStart'),
    nearPoorEnd: value('nearPoorHouseholds'),
    nearPoorEndRate: rate('nearPoorHouseholds'),
    communes: value('communes'),
    hamlets: value('hamlets'),
    hamletsWithPoor: value('hamletsWithPoor'),
    hamletsWithout: value('hamletsWithout'),
    cannotEscape: value('cannotEscape'),
    cannotEscapeRate: rate('cannotEscape'),
    cannotEscapeGrounds: Object.fromEntries(CANNOT_ESCAPE_GROUNDS.map((ground) => [ground, value(`cannotEscape.${ground}`)])),
    reductionPoints: points(figures.reduction),
    plannedPoints: points(figures.planned?.reduction ?? null),
    mostFrequentDeprivations: figures.deprivations.map((each) => ({
      indicator: each.indicator,
      households: each.value,
      rate: points(each.rate),
    })),
    figures: Object.fromEntries(figures.figures.map((each) => [each.id, each.value])),
    provisional: figures.provisional,
  };
}

function yearText(figures: FiguresOfYear): string {
  const { area, year, rulebook, end, reduction, planned, deprivations, provisional } = figures;
  const points = (hundredths: number) => scaledVi(hundredths, 2);
  const rated = (rate: number | null | undefined) => (rate === null || rate === undefined ? '' : ` (${scaledVi(rate, 2)} %)`);
  const line = ({ id, value, rate }: FigureValue) =>
    `  ${toolText('vi', 'figures.line', { what: figureText('vi', id), value: groupVi(value), rate: rated(rate) })}`;
  return [
    toolText('vi', 'figures.year-head', { area: area.name, year, rulebook, date: formatVi(end) }),
    ...figures.figures.map(line),
    // Without a household at one end there is no rate to go down from.
    ...(reduction === null
      ? []
      : [
          `  ${toolText('vi', 'figures.reduction', { reached: points(reduction), planned: planned === null ? toolText('vi', 'figures.no-target') : points(planned.reduction) })}`,
        ]),
    toolText('vi', 'figures.deprivations'),
    ...deprivations.map(
      (each) =>
        `  ${toolText('vi', 'figures.line', { what: headingText('vi', `indicator.${each.indicator}`), value: groupVi(each.value), rate: rated(each.rate) })}`,
    ),
    ...(provisional ? [toolText('vi', 'figures.provisional')] : []),
  ].join('\n');
}

function reader({ figures }: FiguresOfYear) {
  const known = new Map(figures.map((each) => [each.id, each]));
  return {
    value: (id: FigureId | UnitFigureId): number => known.get(id)?.value ?? 0,
    rate: (id: FigureId): string | null => {
      const rate = known.get(id)?.rate ?? null;
      return rate === null ? null : scaledJson(rate, 2);
    },
  };
}

// ---- a day -------------------------------------------------------------------------------------------------------------

interface WishOfDay {
  readonly day: PlainDate | null;
  readonly rulebook: RulebookId | null;
}

function wishOfDay(values: Values): WishOfDay {
  const wishedDay = values.date === undefined ? null : parseDate(values.date);
  if (wishedDay?.ok === false) stop(EXIT.usage, 'usage.date', { option: '--date' });
  const rulebook =
    values.rulebook === undefined
      ? null
      : (RULEBOOK_IDS.find((id) => id === values.rulebook) ?? stop(EXIT.usage, 'usage.rulebook', { known: RULEBOOK_IDS.join(', ') }));
  return { day: wishedDay?.ok === true ? wishedDay.value : null, rulebook };
}

type ShownDay = FiguresOfDay & { readonly provisional: boolean };

async function ofDay({ db }: Store, values: Values, wished: WishOfDay): Promise<ShownDay> {
  await installationOrStop(db);
  return asSystem(db, async (tx) => {
    const tree = await readTree(tx);
    const { row, round } = await roundMeant(tx, values.round);
    const date = wished.day ?? dayOf(row, today());
    const { areaId } = areaWishedOn(tree, values, date);
    const territory = territoryOf(tree, areaId, date) ?? stop(EXIT.trouble, 'trouble.not-installed');
    const rulebook = standardOf(round, wished.rulebook);
    const provisional = tableStatusIn(round, rulebook) === 'illustrative';
    return { ...(await figuresOfDay(tx, territory, { date, rulebook })), provisional };
  });
}

function dayData({ area, date, rulebook, counts, hamlets, hamletsWithPoor }: FiguresOfDay) {
  const of = (id: FigureId) => countOf(counts, id);
  return {
    area,
    date,
    rulebook,
    ...counts,
    poorRate: percent2Json(of('poorHouseholds'), of('households')),
    nearPoorRate: percent2Json(of('nearPoorHouseholds'), of('households')),
    hamlets,
    hamletsWithPoor,
  };
}

function dayText({ area, date, rulebook, counts, hamlets, hamletsWithPoor, provisional }: ShownDay): string {
  const line = (
    key: 'households' | 'people' | 'poor' | 'near-poor' | 'poor-people' | 'near-poor-people',
    id: FigureId,
    of: FigureId | null,
  ): string => {
    const rate = of === null ? null : percent2Vi(countOf(counts, id), countOf(counts, of));
    return `  ${toolText('vi', `figures.${key}`)}: ${groupVi(countOf(counts, id))}${rate === null ? '' : ` (${rate} %)`}`;
  };
  return [
    toolText('vi', 'figures.head', { area, date: formatVi(date), rulebook }),
    line('households', 'households', null),
    line('people', 'people', null),
    line('poor', 'poorHouseholds', 'households'),
    line('near-poor', 'nearPoorHouseholds', 'households'),
    line('poor-people', 'poorPeople', 'people'),
    line('near-poor-people', 'nearPoorPeople', 'people'),
    `  ${toolText('vi', 'figures.hamlets', { with: hamletsWithPoor, without: hamlets - hamletsWithPoor })}`,
    ...(provisional ? [toolText('vi', 'figures.provisional')] : []),
  ].join('\n');
}

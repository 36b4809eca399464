/** Years side by side: each unit as the pure figures count it, in the units of then and of now, and the sheet as a second reader finds it. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { read as readSheet, utils } from '@e965/xlsx';
import { areaAbove } from '../../core/kernel/areas.ts';
import { date, type PlainDate } from '../../core/kernel/dates.ts';
import type { AreaId } from '../../core/kernel/ids.ts';
import { countFigures as countPure } from '../../core/report/figure.ts';
import { FIGURE_IDS } from '../../core/report/figure-ids.ts';
import { MEASURES, SERIES, type SeriesView } from '../../core/report/series.ts';
import { withDatabase } from '../../tools/test/database.ts';
import { END_2023, makeOldProvince, type OldProvince } from '../../tools/test/old-province.ts';
import { readFacts } from '../../tools/test/report-facts.ts';
import { id } from '../../tools/test/small-province.ts';
import { asActor } from '../http/transaction.ts';
import { ANEW } from './kept.ts';
import { seriesView } from './series.ts';
import { seriesSheet } from './series-sheet.ts';
import { territoryOf } from './territory.ts';

const SEED = Number(process.env['VUON_SEED'] ?? 1);
const TODAY = date('2026-10-01');
const { app, ownerPool } = await withDatabase();
let old: OldProvince;
let figures: ReturnType<typeof countPure>;
before(async () => {
  old = await makeOldProvince(ownerPool, { seed: SEED, communes: 4, hamlets: 2, households: 24 });
  figures = countPure(await readFacts(ownerPool), { start: date('2022-12-31'), end: END_2023, rulebook: '2022-2026' }, FIGURE_IDS);
});

async function view(on: PlainDate): Promise<SeriesView> {
  const territory = territoryOf(old.tree, old.provinceId, TODAY) ?? assert.fail('no province');
  const years = [2022, 2023].map((year) => ({ year, today: TODAY }));
  const asked = { tree: old.tree, territory, on, today: TODAY, years, counting: ANEW };
  return asActor(app, { accountId: id('reader'), reach: 'all', today: TODAY }, (tx) => seriesView(tx, asked));
}

/** Without the server, by the commune of that day. */
function expected(on: PlainDate): Map<AreaId, Record<(typeof SERIES)[number], number>> {
  const sums = new Map<AreaId, Record<(typeof SERIES)[number], number>>();
  for (const figure of SERIES)
    for (const [hamletId, value] of figures.get(figure) ?? []) {
      // cast: hamlet ids in the register come from the area tree
      const commune = areaAbove(old.tree, hamletId as AreaId, on, 'commune')?.areaId ?? assert.fail(hamletId);
      const sum = sums.get(commune) ?? { households: 0, poorHouseholds: 0, nearPoorHouseholds: 0 };
      sum[figure] += value;
      sums.set(commune, sum);
    }
  return sums;
}

test('each commune of then, and each of today, has what was counted of its hamlets; the province has the same in both', async () => {
  const totals = [];
  for (const on of [END_2023, TODAY]) {
    const shown = await view(on);
    const pure = expected(on);
    const found = new Map(shown.units.map(({ areaId, values }) => [areaId, values[1]]));
    for (const [areaId, sums] of pure) assert.deepEqual(found.get(areaId), { ...sums, estimated: false });
    for (const [areaId, value] of found) if (!pure.has(areaId as AreaId)) assert.equal(value?.households, 0, areaId); // cast: as above
    totals.push(shown.totals);
  }
  assert.ok((totals[0]?.[1]?.poorHouseholds ?? 0) > 0);
  assert.deepEqual(totals[0], totals[1]);
});

test('both divisions are offered, the communes of then before those of today', async () => {
  const { choices } = await view(TODAY);
  assert.equal(choices.at(-1), TODAY);
  assert.ok(choices.includes(END_2023) && choices.length >= 2, choices.join());
});

test('the sheet has one page for each figure, with the numbers of the screen', async () => {
  const shown = await view(END_2023);
  const book = readSheet(Buffer.from((await seriesSheet(shown, TODAY)).bytes));
  assert.equal(book.SheetNames.length, MEASURES.length);
  const [poor] = [book.SheetNames[MEASURES.indexOf('poorHouseholds')] ?? ''];
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets[poor] ?? {}, { header: 1 });
  const last = rows.at(-1) ?? [];
  assert.deepEqual(
    [last[1], last[3]],
    shown.totals.map((value) => (value.households === 0 ? '–' : value.poorHouseholds)),
  );
  assert.equal(rows.filter((row) => shown.units.some(({ name }) => name === row[0])).length, shown.units.length);
});

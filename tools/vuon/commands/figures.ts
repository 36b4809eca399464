/** `vuon figures`: the figures of table 1 for a unit and a day, as data (in số liệu). */
import { RULEBOOK_IDS } from '../../../core/classify/verdict.ts';
import { parseDate } from '../../../core/kernel/dates.ts';
import { percent2Vi, groupVi } from '../../../core/kernel/numbers.ts';
import { type Figures, figuresOf } from '../../../server/report/figures.ts';
import { dayOf } from '../../../server/report/table.ts';
import { toolText } from '../../../words/tool.ts';
import { EXIT, type ExitCode, print, readArgs, stop, STORE_OPTIONS } from '../command.ts';
import { readTree } from '../parts/actor.ts';
import { areaWished } from '../parts/area.ts';
import { today } from '../parts/clock.ts';
import { asSystem, installationOrStop } from '../parts/installation.ts';
import { roundMeant } from '../parts/round.ts';
import { withStore } from '../parts/store.ts';

const OPTIONS = {
  ...STORE_OPTIONS,
  area: { type: 'string' },
  hamlet: { type: 'string' },
  round: { type: 'string' },
  date: { type: 'string' },
  rulebook: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export async function run(args: readonly string[]): Promise<ExitCode> {
  const { values } = readArgs(args, OPTIONS);
  const wishedDay = values.date === undefined ? null : parseDate(values.date);
  if (wishedDay?.ok === false) stop(EXIT.usage, 'usage.date', { option: '--date' });
  const wishedBook =
    values.rulebook === undefined
      ? null
      : (RULEBOOK_IDS.find((id) => id === values.rulebook) ?? stop(EXIT.usage, 'usage.rulebook', { known: RULEBOOK_IDS.join(', ') }));
  const figures = await withStore(values.data, async ({ db }) => {
    await installationOrStop(db);
    return asSystem(db, async (tx) => {
      const tree = await readTree(tx);
      const { row, round } = await roundMeant(tx, values.round);
      const rulebook = wishedBook ?? round.rulebooks[0] ?? RULEBOOK_IDS[0];
      const date = wishedDay?.ok === true ? wishedDay.value : dayOf(row, today());
      return figuresOf(tx, { tree, area: areaWished(tree, values), date, rulebook });
    });
  });
  print(values.json ? JSON.stringify(figures) : asText(figures));
  return EXIT.ok;
}

function asText(figures: Figures): string {
  const {
    area,
    date,
    rulebook,
    households,
    people,
    poorHouseholds,
    poorPeople,
    nearPoorHouseholds,
    nearPoorPeople,
    hamlets,
    hamletsWithPoor,
  } = figures;
  const line = (
    key: 'households' | 'people' | 'poor' | 'near-poor' | 'poor-people' | 'near-poor-people',
    count: number,
    of: number | null,
  ): string => {
    const rate = of === null ? null : percent2Vi(count, of);
    return `  ${toolText('vi', `figures.${key}`)}: ${groupVi(count)}${rate === null ? '' : ` (${rate} %)`}`;
  };
  return [
    toolText('vi', 'figures.head', { area, date: date.split('-').reverse().join('/'), rulebook }),
    line('households', households, null),
    line('people', people, null),
    line('poor', poorHouseholds, households),
    line('near-poor', nearPoorHouseholds, households),
    line('poor-people', poorPeople, people),
    line('near-poor-people', nearPoorPeople, people),
    `  ${toolText('vi', 'figures.hamlets', { with: hamletsWithPoor, without: hamlets - hamletsWithPoor })}`,
    toolText('vi', 'figures.provisional'),
  ].join('\n');
}

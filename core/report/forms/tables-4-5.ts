/**
 * Tables 4 and 5, what poor households lack (Phân tích các chỉ số thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo): how many
 * lack each of the twelve indicators of the standard, in its order and under its services, and what share.
 */
import { groupedBy } from '../../kernel/groups.ts';
import { rulebookById } from '../../classify/rulebooks.ts';
import type { Indicator, RulebookId } from '../../classify/verdict.ts';
import { count, type CountedForm, type Head, over, share } from './form.ts';

export const TABLE_4: CountedForm = {
  table: 4,
  titleKey: 'table-4.title',
  twoLines: false,
  heads: (rulebook) => [
    count('column.poor-households-total', '1', 'poorHouseholds'),
    { key: 'column.deprivations-total', column: { number: '2 = 3+4+…+14', figure: 'poorDeprivations' }, width: 14 },
    ...byService(rulebook, (indicator, place) => count(`indicator.${indicator}`, String(place + 2), `poorDeprived.${indicator}`)),
  ],
  paper: 'A3',
};

export const TABLE_5: CountedForm = {
  table: 5,
  titleKey: 'table-5.title',
  twoLines: false,
  heads: (rulebook) => [
    count('column.poor-households-total', '1', 'poorHouseholds'),
    ...byService(rulebook, (indicator, place) =>
      share(`indicator.${indicator}`, String(place + 1), [`poorDeprived.${indicator}`, 'poorHouseholds']),
    ),
  ],
  paper: 'A3',
};

/** The services of Decree 07/2021; from 2027 waste is the environment beside water and sanitation (Decree 351/2025) [S 24, 25]. */
const SERVICE: { readonly [I in Indicator]: string } = {
  'employment': 'work',
  'dependants': 'work',
  'nutrition': 'health',
  'insurance': 'health',
  'adult-education': 'education',
  'child-schooling': 'education',
  'housing-quality': 'housing',
  'housing-area': 'housing',
  'water': 'water',
  'toilet': 'water',
  'waste': 'water',
  'telecom': 'information',
  'means': 'information',
};

/** `place` counts the indicators of the standard from 1. */
function byService(rulebook: RulebookId, headOf: (indicator: Indicator, place: number) => Head): readonly Head[] {
  const { indicators } = rulebookById(rulebook);
  return [...groupedBy(indicators, (indicator) => SERVICE[indicator])].map(([service, those]) =>
    over(
      service === 'water' && rulebook !== '2022-2026' ? 'service.water-environment' : `service.${service}`,
      those.map((indicator) => headOf(indicator, indicators.indexOf(indicator) + 1)),
    ),
  );
}

/**
 * Table 12, result of the review of poor households by the multidimensional standard (Tổng hợp kết quả rà soát hộ nghèo theo
 * chuẩn nghèo đa chiều): all and poor households and people by ethnicity of the head, the groups among the poor, the rates.
 * Who is of a minority native to the place is not collected.
 */
import { count, type CountedForm, over, share, uncollected } from './form.ts';

export const TABLE_12: CountedForm = {
  table: 12,
  titleKey: 'table-12.title',
  noteKey: 'note.minority-of-head',
  twoLines: false,
  heads: () => [
    over('column.households-total', [
      count('column.total', '1', 'households'),
      count('column.kinh', '2', 'kinhHouseholds'),
      count('column.minority', '3', 'minorityHouseholds'),
      uncollected('column.local-minority', '4', 'count'),
    ]),
    over('column.people-total', [
      count('column.total', '5', 'people'),
      count('column.kinh', '6', 'kinhPeople'),
      count('column.minority', '7', 'minorityPeople'),
      uncollected('column.local-minority', '8', 'count'),
    ]),
    over('column.poor-households', [
      count('column.total', '9', 'poorHouseholds'),
      count('column.kinh', '10', 'poorKinhHouseholds'),
      count('column.minority', '11', 'poorMinorityHouseholds'),
      uncollected('column.local-minority', '12', 'count'),
      count('column.merit', '13', 'poorGroup.merit'),
      count('column.no-working-capacity', '14', 'poorGroup.no-working-capacity'),
      count('column.female-head', '15', 'poorFemaleHead'),
    ]),
    over('column.poor-people', [
      count('column.total', '16', 'poorPeople'),
      count('column.kinh', '17', 'poorKinhPeople'),
      count('column.minority', '18', 'poorMinorityPeople'),
      uncollected('column.local-minority', '19', 'count'),
      count('column.merit', '20', 'poorGroupPeople.merit'),
      count('column.no-working-capacity', '21', 'poorGroupPeople.no-working-capacity'),
      count('column.female-head', '22', 'poorFemaleHeadPeople'),
    ]),
    over('column.poor-rate', [
      share('column.overall', '23 = 9/1', ['poorHouseholds', 'households']),
      share('column.minority', '24 = 11/3', ['poorMinorityHouseholds', 'minorityHouseholds']),
      uncollected('column.local-minority', '25 = 12/4', 'rate'),
    ]),
  ],
  paper: 'A3',
};

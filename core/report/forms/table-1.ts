/**
 * Table 1, official result of the review (Tổng hợp kết quả chính thức rà soát hộ nghèo, hộ cận nghèo, hộ có mức sống
 * trung bình): households and people of each unit, and what share is poor or near-poor. Average-living households are
 * recognised by a procedure of their own that the register does not hold yet: "not collected", never 0.
 */
import type { FigureId } from '../figure-ids.ts';
import { count, type CountedForm, type Head, over, share, uncollected } from './form.ts';

export const TABLE_1: CountedForm = {
  table: 1,
  titleKey: 'table-1.title',
  twoLines: false,
  heads: () => [
    count('column.households-total', '1', 'households'),
    count('column.people-total', '2', 'people'),
    over('column.households', [
      pair('column.poor-households', ['3', '4 = 3/1'], ['poorHouseholds', 'households']),
      pair('column.near-poor-households', ['5', '6 = 5/1'], ['nearPoorHouseholds', 'households']),
      average('column.average-households', ['7', '8 = 7/1']),
    ]),
    over('column.people', [
      pair('column.poor-people', ['9', '10 = 9/2'], ['poorPeople', 'people']),
      pair('column.near-poor-people', ['11', '12 = 11/2'], ['nearPoorPeople', 'people']),
      average('column.average-people', ['13', '14 = 13/2']),
    ]),
  ],
  paper: 'A4',
};

type Numbers = readonly [string, string];

function pair(key: string, [first, second]: Numbers, of: readonly [FigureId, FigureId]): Head {
  return over(key, [count('column.number', first, of[0]), share('column.rate', second, of)]);
}

function average(key: string, [first, second]: Numbers): Head {
  return over(key, [uncollected('column.number', first, 'count'), uncollected('column.rate', second, 'rate')]);
}

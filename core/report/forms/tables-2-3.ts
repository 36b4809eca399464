/**
 * Tables 2 and 3, movements of the poor and near-poor lists within a year (Tổng hợp diễn biến hộ nghèo, hộ cận nghèo): two
 * lines for each unit, households and people. "Other" down: moved out, merged, the last member died, fewer people; up: moved
 * in, split off, more people. Column 9 follows from the eight before, which a test proves, and is counted by itself.
 */
import { count, type CountedForm, over } from './form.ts';

const END = '9 = 1-2-3-4+5+6+7+8';

export const TABLE_2: CountedForm = {
  table: 2,
  titleKey: 'table-2.title',
  twoLines: true,
  heads: () => [
    count('column.poor-start', '1', 'poorStart', 'poorStartPeople'),
    over('column.poor-down', [
      count('column.to-near-poor', '2', 'poorToNearPoor', 'poorToNearPoorPeople'),
      count('column.risen', '3', 'poorRisen', 'poorRisenPeople'),
      count('column.other', '4', 'poorDownOther', 'poorDownOtherPeople'),
    ]),
    over('column.poor-up', [
      count('column.from-near-poor', '5', 'poorFromNearPoor', 'poorFromNearPoorPeople'),
      count('column.relapsed-poor', '6', 'poorRelapsed', 'poorRelapsedPeople'),
      count('column.arisen', '7', 'poorNew', 'poorNewPeople'),
      count('column.other', '8', 'poorUpOther', 'poorUpOtherPeople'),
    ]),
    { key: 'column.poor-end', column: { number: END, figure: 'poorHouseholds', people: 'poorPeople' }, width: 19 },
  ],
  paper: 'A4',
};

export const TABLE_3: CountedForm = {
  table: 3,
  titleKey: 'table-3.title',
  twoLines: true,
  heads: () => [
    count('column.near-poor-start', '1', 'nearPoorStart', 'nearPoorStartPeople'),
    over('column.near-poor-down', [
      count('column.risen', '2', 'nearPoorRisen', 'nearPoorRisenPeople'),
      count('column.to-poor', '3', 'nearPoorToPoor', 'nearPoorToPoorPeople'),
      count('column.other', '4', 'nearPoorDownOther', 'nearPoorDownOtherPeople'),
    ]),
    over('column.near-poor-up', [
      count('column.from-poor', '5', 'nearPoorFromPoor', 'nearPoorFromPoorPeople'),
      count('column.relapsed-near-poor', '6', 'nearPoorRelapsed', 'nearPoorRelapsedPeople'),
      count('column.arisen', '7', 'nearPoorNew', 'nearPoorNewPeople'),
      count('column.other', '8', 'nearPoorUpOther', 'nearPoorUpOtherPeople'),
    ]),
    { key: 'column.near-poor-end', column: { number: END, figure: 'nearPoorHouseholds', people: 'nearPoorPeople' }, width: 19 },
  ],
  paper: 'A4',
};

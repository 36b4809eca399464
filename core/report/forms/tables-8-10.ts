/**
 * Tables 8 and 10: the poor and the near-poor by official groups (theo các nhóm đối tượng) and by causes of poverty (theo
 * các nguyên nhân nghèo). A household may be in several groups and have several causes; "other" of table 8 is in no group.
 */
import { GROUPS_AND_OTHER, type Listed, LISTED } from '../figure-ids.ts';
import { CAUSES } from '../../interview/codes.ts';
import { count, type CountedForm, over } from './form.ts';

const KEY: { readonly [L in Listed]: string } = { poor: 'column.poor-households', nearPoor: 'column.near-poor-households' };

export const TABLE_8: CountedForm = {
  noteKey: 'note.minority-of-couple',
  table: 8,
  titleKey: 'table-8.title',
  twoLines: true,
  heads: () =>
    LISTED.map((listed, side) => {
      const first = side * (GROUPS_AND_OTHER.length + 1) + 1;
      return over(KEY[listed], [
        count('column.total', String(first), `${listed}Households`, `${listed}People`),
        over(
          'column.of-which',
          GROUPS_AND_OTHER.map((group, place) =>
            count(`column.group-${group}`, String(first + place + 1), `${listed}Group.${group}`, `${listed}GroupPeople.${group}`),
          ),
        ),
      ]);
    }),
  paper: 'A4',
};

export const TABLE_10: CountedForm = {
  table: 10,
  titleKey: 'table-10.title',
  twoLines: false,
  heads: () =>
    LISTED.map((listed, side) =>
      over(
        KEY[listed],
        CAUSES.map((cause, place) => count(`causes.${cause}`, String(side * CAUSES.length + place + 1), `${listed}Cause.${cause}`)),
      ),
    ),
  paper: 'A3',
};

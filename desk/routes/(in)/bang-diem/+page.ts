/** The score tables of the installation. */
import { askScoreTables } from '../../../classify/score-table-ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ asked: askScoreTables() });

/** The log, as its address says. */
import { askLog } from '../../../access/ask-log.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url }) => ({ asked: askLog(url.searchParams) });

/** The list of accounts, as its address says. */
import { askAccounts } from '../../../access/ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ url }) => ({ asked: askAccounts(url.searchParams) });

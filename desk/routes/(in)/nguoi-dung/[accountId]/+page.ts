/** One account. */
import { askAccount } from '../../../../access/ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ asked: askAccount(params.accountId) });

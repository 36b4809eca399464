/** One's own account. */
import { askOwn } from '../../../access/ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ asked: askOwn() });

/** Hamlets of the communes of today. */
import { askHamlets } from '../../../access/ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ asked: askHamlets() });

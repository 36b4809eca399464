/** Declared ties. */
import { askTies } from '../../../access/ties-text.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = () => ({ asked: askTies() });

/** Importing lists into a commune, and the imports of before. */
import { askImports } from '../../../../../register/import/ask.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params }) => ({ asked: askImports(params.areaId) });

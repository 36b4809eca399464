/** A paper form of one household, to be typed in; the server logs that its interview was opened. */
import { openTypedForm } from '../../../../../interview/typed-form.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = ({ params, url }) => ({ asked: openTypedForm(params.householdId, url.searchParams.get('dot')) });

/** What was said against lists, asked of the server (hỏi về phản ánh): apart from the words of its pages, which a board does without. */
import type { ObjectionsView } from '../../core/meeting/posting-views.ts';
import { type Asked, get } from '../../ui/api.ts';

export const askObjections = (areaId: string): Asked<ObjectionsView> => get(`/api/areas/${encodeURIComponent(areaId)}/objections`);

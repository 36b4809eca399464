/** The language of the document as the reader asked for it (`?lang=en`), told to screen readers (ngôn ngữ của trang). */
import type { Handle } from '@sveltejs/kit/hooks';
import { languageOf } from './language.ts';

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, { transformPageChunk: ({ html }) => html.replace('%vuon.language%', languageOf(event.url)) });

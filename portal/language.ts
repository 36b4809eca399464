/** The language of a page of the portal (ngôn ngữ): in its address, so that it needs no script and can be shared. */
import type { Language } from '../words/words.ts';

export function languageOf(url: { readonly searchParams: Pick<URLSearchParams, 'get'> }): Language {
  return url.searchParams.get('lang') === 'en' ? 'en' : 'vi';
}

/** The same page of the portal in that language. */
export function addressIn(language: Language, path: string): string {
  return language === 'vi' ? path : `${path}${path.includes('?') ? '&' : '?'}lang=en`;
}

/**
 * The language of the screen (ngôn ngữ), Vietnamese unless the person chose English; remembered on the device, the same
 * for every face of one host. Texts themselves are in words/; the portal, drawn on the server, does not use this.
 */
import type { Language } from '../words/words.ts';
import { speak } from './format.ts';

const KEY = 'vuon-language';

function remembered(): Language {
  try {
    return globalThis.localStorage?.getItem(KEY) === 'en' ? 'en' : 'vi';
  } catch {
    // A browser that forbids storage: the choice holds until the page is left.
    return 'vi';
  }
}

let chosen = $state<Language>(remembered());
speak(() => chosen);

export const language = {
  get current(): Language {
    return chosen;
  },
  choose(next: Language): void {
    chosen = next;
    document.documentElement.lang = next;
    try {
      localStorage.setItem(KEY, next);
    } catch {
      return;
    }
  },
  /** To be called once when a face starts, so that screen readers pronounce the page rightly. */
  announce(): void {
    document.documentElement.lang = chosen;
  },
};

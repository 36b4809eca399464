/** The clause of a gate or a term in the reader's language (căn cứ của một bước). */
import { language } from '../../ui/language.svelte.ts';
import { clauseText as inWords } from '../../words/clause.ts';

export const clauseText = (clause: string): string => inWords(language.current, clause);

/** Texts of importing lists in the language chosen (lời của trang nhập danh sách). */
import { formatVi, parseBirthDate } from '../../../core/kernel/dates.ts';
import type { Difference, Facts } from '../../../core/register/import/differences.ts';
import type { Refusal } from '../../../core/register/import/refusal.ts';
import { language } from '../../../ui/language.svelte.ts';
import { type ImportKey, importText } from '../../../words/import.ts';
import { optionText, questionText } from '../../../words/interview.ts';
import type { Params } from '../../../words/words.ts';

export function it(key: ImportKey, params?: Params): string {
  return importText(language.current, key, params);
}

export function reasonsText(reasons: readonly Refusal[]): string {
  return reasons.map(({ code, said }) => it(`refusal.${code}`, { said })).join(' ');
}

const CODED: readonly string[] = ['relation', 'sex', 'ethnicity'] satisfies readonly (keyof Facts)[];

/** One difference as a line: whose, which fact, as it is → as it would be. */
export function differenceText({ who, before, after }: Difference): string {
  if (after.year !== undefined) return it('rows.result', { class: it(`decided.class.${after.class ?? 'none'}`), year: after.year });
  if (before === null) {
    const { fullName = '', ...rest } = after;
    return it('rows.person', {
      name: fullName,
      facts: Object.keys(rest)
        .map((field) => factText(field, after))
        .join(', '),
    });
  }
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const facts = fields.map((field) => `${nameOf(field)} ${factText(field, before)} → ${factText(field, after)}`).join('; ');
  return who === null ? facts : `${who}: ${facts}`;
}

function nameOf(field: string): string {
  if (field === 'address') return it('field.address');
  return field === 'people' ? it('field.members') : questionText(language.current, field);
}

function factText(field: string, facts: Facts | null): string {
  const value = Object.entries(facts ?? {}).find(([key]) => key === field)?.[1];
  if (value === undefined || value === null || value === '') return it('rows.nothing');
  const text = String(value);
  if (CODED.includes(field) || text === 'dont-know' || text === 'refused') return optionText(language.current, field, text);
  const birth = field === 'birth' ? parseBirthDate(text) : null;
  return birth?.ok === true ? formatVi(birth.value) : `“${text}”`;
}

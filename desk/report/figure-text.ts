/** The name of a figure (tên chỉ tiêu): its own text, or a general one with the indicator, group or cause filled in. */
import { language } from '../../ui/language.svelte.ts';
import { reasonText } from '../../words/classify.ts';
import { optionText } from '../../words/interview.ts';
import { isReportKey, reportText } from '../../words/report.ts';

export function figureText(id: string): string {
  const own = `figure.${id}`;
  if (isReportKey(own)) return reportText(language.current, own);
  const at = id.indexOf('.');
  const [base, part] = [id.slice(0, at), id.slice(at + 1)];
  const key = `figure.${base}`;
  return isReportKey(key) ? reportText(language.current, key, { part: partText(base, part) }) : id;
}

function partText(base: string, part: string): string {
  if (base.endsWith('Cause')) return optionText(language.current, 'causes', part);
  const group = `column.group-${part}`;
  if (/Group(People)?$/.test(base) && isReportKey(group)) return reportText(language.current, group);
  return reasonText(language.current, `indicator.${part}`);
}

/**
 * Texts of headings and figures in official tables (lời của tiêu đề cột và chỉ tiêu): those of the report, and those that
 * classification and the review form have already (indicators, causes). A key without a text shows as itself.
 */
import { isClassifyKey, classifyText } from './classify.ts';
import { interviewText, isInterviewKey } from './interview.ts';
import { isReportKey, reportText } from './report.ts';
import type { Language } from './words.ts';

export function headingText(language: Language, key: string): string {
  if (isReportKey(key)) return reportText(language, key);
  if (isClassifyKey(key)) return classifyText(language, key);
  return isInterviewKey(key) ? interviewText(language, key) : key;
}

/**
 * What a figure counts, in words, by its id: `poorHouseholds`, `poorDeprived.water`, `hamletsWithPoor`. Of a figure of many
 * the part after the dot is named behind the common text.
 */
export function figureText(language: Language, id: string): string {
  const whole = `figure.${id}`;
  if (isReportKey(whole)) return reportText(language, whole);
  const [family = '', item = ''] = id.split('.');
  const common = `figure.${family}`;
  if (!isReportKey(common)) return id;
  const part = partText(language, family, item);
  return reportText(language, common, { part: part.charAt(0).toLocaleLowerCase(language) + part.slice(1) });
}

function partText(language: Language, family: string, item: string): string {
  if (family.endsWith('Deprived')) return headingText(language, `indicator.${item}`);
  if (family.endsWith('Cause')) return headingText(language, `causes.${item}`);
  return headingText(language, `column.group-${item}`);
}

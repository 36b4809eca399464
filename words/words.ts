/**
 * All texts for people (lời trên màn hình, biểu, thông báo), Vietnamese first. One file per subject and language under
 * vi/ and en/; English must have exactly the keys of Vietnamese. `{name}` in a text is replaced by a parameter.
 */
export type Language = 'vi' | 'en';
export type Texts = Readonly<Record<string, string>>;
export type Params = Readonly<Record<string, string | number>>;

/** Replaces `{key}`; a parameter that is not given stays visible, so that a test or a reader notices. */
export function fill(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => (key in params ? String(params[key]) : whole));
}

/** A subject in both languages, as a function of language and key. */
export function subject<V extends Texts>(vi: V, en: Readonly<Record<keyof V, string>>) {
  return (language: Language, key: keyof V, params?: Params): string => fill((language === 'vi' ? vi : en)[key], params);
}

/** The years of a standard as they are printed: "2022–2026". */
export function periodText(rulebook: string): string {
  return rulebook.replace('-', '–');
}

/**
 * As much XML as spreadsheets need (đọc XML của bảng tính): elements of one name cut out of a stream of text one after another,
 * attributes, and the signs that stand for others. Not a parser of XML at large.
 */
import { ZipTrouble } from './zip.ts';

/** An element longer than this is no row of a list. */
const MAX_ELEMENT = 2_000_000;
/** What may stand before the root. */
const MAX_HEAD = 100_000;

/**
 * The elements of these names, each whole, with what is inside it, as many at once as a piece of text completes; prefixes such as
 * `x:` are taken away. Elements of one name must not lie within each other. No text is looked through again before it has doubled.
 */
export async function* elementsOf(texts: AsyncIterable<string>, names: readonly string[]): AsyncGenerator<readonly string[]> {
  const begin = new RegExp(`<(${names.join('|')})(?=[\\s/>])`, 'g');
  let prefix: string | null = null;
  let rest = '';
  let enough = 0;
  const cut = (last: boolean): string[] => {
    if (prefix !== null && prefix !== '') rest = rest.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</');
    const { whole, at, open } = wholeIn(rest, begin);
    rest = rest.slice(at);
    enough = rest.length * 2;
    if (rest.length > MAX_ELEMENT || (last && open)) throw new ZipTrouble('file-broken');
    return whole;
  };
  for await (const text of texts) {
    rest += text;
    prefix ??= prefixOf(rest);
    if (prefix === null && rest.length > MAX_HEAD) throw new ZipTrouble('file-broken');
    if (prefix === null || rest.length < enough) continue;
    const whole = cut(false);
    if (whole.length > 0) yield whole;
  }
  if (prefix !== null) yield cut(true);
}

/** `at`: what is kept begins there, an element that is not whole yet (`open`) or the beginning of a tag. */
function wholeIn(text: string, begin: RegExp): { readonly whole: string[]; readonly at: number; readonly open: boolean } {
  const whole: string[] = [];
  for (let at = 0; ; ) {
    begin.lastIndex = at;
    const found = begin.exec(text);
    if (found === null) return { whole, at: Math.max(at, text.lastIndexOf('<')), open: false };
    const end = endOf(text, found.index, found[1] ?? '');
    if (end < 0) return { whole, at: found.index, open: true };
    whole.push(text.slice(found.index, end));
    at = end;
  }
}

/** The prefix of the root element, '' when it has none, null while the root has not come. */
function prefixOf(text: string): string | null {
  const found = /<(?![?!])([\w.-]+:)?[\w.-]+[\s/>]/.exec(text);
  return found === null ? null : (found[1] ?? '');
}

/** Index behind the element that begins at `from`; -1 while it is not whole. */
function endOf(text: string, from: number, name: string): number {
  const tag = text.indexOf('>', from);
  if (tag < 0) return -1;
  if (text[tag - 1] === '/') return tag + 1;
  const close = text.indexOf(`</${name}>`, tag);
  return close < 0 ? -1 : close + name.length + 3;
}

const ATTRIBUTES = new Map<string, RegExp>();

/** `name` is a regular expression. */
export function attribute(tag: string, name: string): string | null {
  const known = ATTRIBUTES.get(name) ?? new RegExp(`[\\s]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  ATTRIBUTES.set(name, known);
  const found = known.exec(tag);
  const text = found?.[1] ?? found?.[2];
  return text === undefined ? null : unescape(text);
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Entities of XML, and `_x000D_` as spreadsheets write signs that XML may not hold. */
export function unescape(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text;
  return text
    .replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return SIGNS[name] ?? whole;
      const point = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    })
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

export interface Element {
  /** What stands behind the name, up to the `>`. */
  readonly attributes: string;
  readonly inside: string;
  /** Index behind it. */
  readonly end: number;
}

/**
 * The next element of this name from an index on; null where there is none. Throws where it has no end: a text without it is no
 * XML, and to look for the end of each of thousands would take minutes.
 */
export function nextElement(text: string, name: string, from: number): Element | null {
  const behind = beginOf(text, name, from) + name.length + 1;
  if (behind <= name.length) return null;
  const tag = text.indexOf('>', behind);
  if (tag < 0) throw new ZipTrouble('file-broken');
  if (text[tag - 1] === '/') return { attributes: text.slice(behind, tag - 1), inside: '', end: tag + 1 };
  const close = text.indexOf(`</${name}>`, tag);
  if (close < 0) throw new ZipTrouble('file-broken');
  return { attributes: text.slice(behind, tag), inside: text.slice(tag + 1, close), end: close + name.length + 3 };
}

/** -1 where there is none. `<c` is no beginning of `<col>`. */
function beginOf(text: string, name: string, from: number): number {
  const open = `<${name}`;
  let at = text.indexOf(open, from);
  while (at >= 0 && !' />\t\r\n'.includes(text.charAt(at + open.length) || 'x')) at = text.indexOf(open, at + open.length);
  return at;
}

/** The text of all `<t>` inside, readings above the signs left out. */
export function textInside(element: string): string {
  const plain = element.includes('<rPh') ? without(element, 'rPh') : element;
  let text = '';
  for (let at = 0; ; ) {
    const found = nextElement(plain, 't', at);
    if (found === null) return unescape(text);
    if (!found.inside.includes('<')) text += found.inside;
    at = found.end;
  }
}

function without(text: string, name: string): string {
  let left = '';
  for (let at = 0; ; ) {
    const begin = beginOf(text, name, at);
    const found = begin < 0 ? null : nextElement(text, name, begin);
    if (found === null) return left + text.slice(at);
    left += text.slice(at, begin);
    at = found.end;
  }
}

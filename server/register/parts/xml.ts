/**
 * As much XML as spreadsheets need (đọc XML của bảng tính): elements of one name cut out of a stream of text one after another,
 * attributes, and the signs that stand for others. Not a parser of XML at large.
 */
import { ZipTrouble } from './zip.ts';

/** An element longer than this is no row of a list. */
const MAX_ELEMENT = 2_000_000;

/**
 * The elements of these names, each whole, with what is inside it, as many at once as a piece of text completes; prefixes such as
 * `x:` are taken away. Elements of one name must not lie within each other.
 */
export async function* elementsOf(texts: AsyncIterable<string>, names: readonly string[]): AsyncGenerator<readonly string[]> {
  const begin = new RegExp(`<(${names.join('|')})(?=[\\s/>])`, 'g');
  let prefix: string | null = null;
  let rest = '';
  for await (const text of texts) {
    rest += text;
    prefix ??= prefixOf(rest);
    if (prefix === null) continue;
    if (prefix !== '') rest = rest.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</');
    let at = 0;
    const whole: string[] = [];
    for (;;) {
      begin.lastIndex = at;
      const found = begin.exec(rest);
      const end = found === null ? -1 : endOf(rest, found.index, found[1] ?? '');
      if (found === null || end < 0) {
        // Kept: an element that is not whole yet, or the beginning of a tag.
        at = found === null ? Math.max(at, rest.lastIndexOf('<')) : found.index;
        break;
      }
      whole.push(rest.slice(found.index, end));
      at = end;
    }
    if (whole.length > 0) yield whole;
    rest = rest.slice(Math.max(at, 0));
    if (rest.length > MAX_ELEMENT) throw new ZipTrouble('file-broken');
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

/** The text of all `<t>` inside, readings above the signs left out. */
export function textInside(element: string): string {
  const plain = element.includes('<rPh') ? element.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, '') : element;
  let text = '';
  for (const found of plain.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)) text += found[1] ?? '';
  return unescape(text);
}

/**
 * Papers made one after another as one PDF (nối các tệp PDF): the objects of each are numbered on, their page trees hang under
 * one root. Nothing is held but where each object lies, so that a list of a thousand pages costs no more than its largest part.
 * Reads only what our own typesetter writes (PDF 1.4, no object streams), and says so when it meets anything else.
 */

interface Joined {
  /** Where each object lies, by number less one. */
  readonly offsets: number[];
  readonly roots: number[];
  pages: number;
  at: number;
}

/** The root of all pages; its object is written last, when all its children are known. */
const ROOT = 1;

/** As bytes, part by part; a part without pages is nothing at all. */
export async function* joinPapers(papers: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const joined: Joined = { offsets: [0], roots: [], pages: 0, at: 0 };
  const count = (bytes: Buffer): Buffer => {
    joined.at += bytes.length;
    return bytes;
  };
  yield count(Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  for await (const paper of papers) {
    if (paper.length === 0) continue;
    for (const object of objectsOf(Buffer.from(paper), joined)) yield count(object);
  }
  joined.offsets[ROOT - 1] = joined.at;
  const kids = joined.roots.map((number) => `${number} 0 R`).join(' ');
  yield count(Buffer.from(`${ROOT} 0 obj\n<< /Type /Pages /Count ${joined.pages} /Kids [${kids}] >>\nendobj\n`));
  joined.offsets.push(joined.at);
  const catalog = joined.offsets.length;
  yield count(Buffer.from(`${catalog} 0 obj\n<< /Type /Catalog /Pages ${ROOT} 0 R /Lang (vi) >>\nendobj\n`));
  const places = joined.offsets
    .map((offset) => (offset === 0 ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`))
    .join('');
  const table = `xref\n0 ${catalog + 1}\n0000000000 65535 f \n${places}`;
  yield Buffer.from(`${table}trailer\n<< /Size ${catalog + 1} /Root ${catalog} 0 R >>\nstartxref\n${joined.at}\n%%EOF\n`);
}

/** How many pages a paper has. */
export function pagesIn(paper: Uint8Array): number {
  return partsOf(Buffer.from(paper)).filter(({ head }) => PAGE.test(head)).length;
}

const PAGE = /\/Type\s*\/Page\b(?!s)/;
const PAGES = /\/Type\s*\/Pages\b/;
const CATALOG = /\/Type\s*\/Catalog\b/;

interface Part {
  readonly number: number;
  /** All before the bytes of a stream. */
  readonly head: string;
  readonly rest: Buffer;
}

function* objectsOf(paper: Buffer, joined: Joined): Generator<Buffer> {
  const base = joined.offsets.length;
  const parts = partsOf(paper);
  const size = Math.max(...parts.map(({ number }) => number));
  for (let number = 0; number < size; number += 1) joined.offsets.push(0);
  let at = joined.at;
  for (const { number, head, rest } of parts) {
    if (CATALOG.test(head)) continue;
    if (PAGE.test(head)) joined.pages += 1;
    const moved = head.replace(/\b(\d+) 0 (R|obj)\b/g, (_, old: string, what: string) => `${Number(old) + base} 0 ${what}`);
    const isRoot = PAGES.test(head) && !/\/Parent\b/.test(head);
    if (isRoot) joined.roots.push(number + base);
    const hung = isRoot ? moved.replace(PAGES, `/Type /Pages /Parent ${ROOT} 0 R`) : moved;
    const bytes = Buffer.concat([Buffer.from(hung, 'latin1'), rest]);
    joined.offsets[number + base - 1] = at;
    at += bytes.length;
    yield bytes;
  }
}

/** Objects by the table of places at the end. */
function partsOf(paper: Buffer): readonly Part[] {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(paper.subarray(-64).toString('latin1'))?.[1] ?? Number.NaN);
  const table = paper.subarray(start || paper.length).toString('latin1');
  if (!table.startsWith('xref')) throw new TypeError('The paper has no plain table of its objects.');
  const offsets = [...table.matchAll(/^(\d{10}) \d{5} n/gm)].map(([, offset]) => Number(offset)).toSorted((a, b) => a - b);
  return offsets.map((offset, place) => partAt(paper.subarray(offset, offsets[place + 1] ?? start)));
}

function partAt(bytes: Buffer): Part {
  const stream = bytes.indexOf('\nstream');
  const cut = stream < 0 ? bytes.length : stream;
  const head = bytes.subarray(0, cut).toString('latin1');
  const number = Number(/^\s*(\d+) 0 obj\b/.exec(head)?.[1] ?? Number.NaN);
  if (!(number > 0)) throw new TypeError('The paper has an object without a number.');
  return { number, head, rest: bytes.subarray(cut) };
}

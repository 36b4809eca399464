/** The readers of tests, on files that other programs made. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import * as xlsx from '@e965/xlsx';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { pdfText, unzip } from './unpack.ts';

test('the text of a PDF, in two faces, in a table, in the title', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: ['400Regular', '700Bold'].map((face) => join(folder, face)) }] });
  const page = '*Thạch Thị Ửng* Nguyễn Văn Đường, Zq123w #table(columns: 2, [1], [Trần Bưởi]) #pagebreak() *Zq321w*';
  const text = pdfText(
    Buffer.from(compiler.pdf({ mainFileContent: `#set text(font: "Tinos")\n#set document(title: "Tiêu đề")\n${page}` })),
  );
  for (const wanted of ['Thạch Thị Ửng', 'Nguyễn Văn Đường, Zq123w', 'Trần Bưởi', 'Zq321w', 'Tiêu đề'])
    assert.ok(text.includes(wanted), wanted);
});

test('letters whose codes are brackets, alone and in pairs, as many as stand in a page', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [join(folder, '400Regular')] }] });
  const all = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  // Wherever the font begins to count, some of these pairs stand at the codes of the brackets.
  const pairs = [...all].flatMap((sign, i) => [
    `${sign}${all[i + 1] ?? ''}${sign}`,
    `${all[i + 1] ?? ''}${sign}${all[i + 1] ?? ''}`,
    `${sign.repeat(3)}${(all[i + 1] ?? '').repeat(3)}`,
  ]);
  const lines = [all, ...pairs];
  const text = pdfText(
    Buffer.from(
      compiler.pdf({ mainFileContent: `#set text(font: "Tinos", kerning: false, ligatures: false)\n${lines.join(' #linebreak() ')}` }),
    ),
  );
  for (const wanted of lines) assert.ok(text.includes(wanted), wanted);
});

test('every part of a workbook', () => {
  const book = xlsx.utils.book_new(xlsx.utils.aoa_to_sheet([['Thạch Thị Ửng', 12]]), 'Trang');
  const parts = unzip(xlsx.write(book, { type: 'buffer', compression: true }));
  assert.ok([...parts.values()].some((part) => part.includes('Thạch Thị Ửng')));
  assert.ok(parts.has('xl/workbook.xml') && parts.get('xl/workbook.xml')?.includes('Trang'));
  assert.throws(() => unzip(Buffer.from('plain text')), /not a zip/);
});

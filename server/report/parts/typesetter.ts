/** Worker: sets one Typst document and posts the PDF bytes. Fonts come from packages, so the machine needs none. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
const faces = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((face) => join(folder, face));
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: faces }] });
// cast: what typeset.ts sends
const { markup, joinable } = workerData as { readonly markup: string; readonly joinable: boolean };
const bytes = compiler.pdf({ mainFileContent: markup }, joinable ? { pdfStandard: '1.4', pdfTags: false } : {});
parentPort?.postMessage(new Uint8Array(bytes));
// What was remembered for a next document lies outside the worker's own memory and would stay when it ends.
compiler.evictCache(0);

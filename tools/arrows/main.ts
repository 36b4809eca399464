// Command: `node tools/arrows/main.ts` reads the project's sources, prints what breaks a rule and the figures, and ends with
// 1 when something breaks one. (Lệnh kiểm tra cấu trúc.)

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { checkSources } from './check.ts';
import type { Source } from './source.ts';

const root = resolve(import.meta.dirname, '../..');
const layers = ['core', 'server', 'field', 'desk', 'portal', 'words', 'ui', 'scenarios', 'tools'];
const skipped = new Set(['node_modules', 'build', 'static']);

const { findings, figures, files } = checkSources(readSources());
for (const { path, line, rule, says } of findings) console.log(`${path}:${line}  [${rule}] ${says}`);
const ratios = Object.entries(figures.testRatio).map(([layer, ratio]) => `${layer} ${ratio}`);
console.log(
  `${files} files: lines median ${figures.files.median}, p90 ${figures.files.p90}; functions p90 ${figures.functions.p90}; ` +
    `comments ${figures.comments} %; test ÷ source ${ratios.join(', ')}; excused casts ${figures.excusedCasts}; broken rules ${findings.length}`,
);
process.exitCode = findings.length > 0 ? 1 : 0;

function readSources(): Source[] {
  return layers
    .flatMap((layer) => filesIn(join(root, layer)))
    .map((file) => ({
      path: relative(root, file).replaceAll('\\', '/'),
      text: readFileSync(file, 'utf8'),
    }));
}

function filesIn(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const place = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : filesIn(place);
    return /\.(ts|mjs|js|svelte)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [place] : [];
  });
}

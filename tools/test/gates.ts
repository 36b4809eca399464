// The gates that run as tests (cổng kiểm tra): the house's arrows and limits, lint, format, types under both compilers, and
// the faces' own check. Each reports as one test. What they forbid is in tools/arrows and in the configurations at the root.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from './stage.ts';

type Gate = { name: string; command: string[] };

const faces = ['field', 'desk', 'portal'];

export async function runGates(root: string): Promise<Result[]> {
  const gates = listGates(root);
  console.log(`\ngates: ${gates.length}`);
  const results: Result[] = [];
  for (const gate of gates) results.push(await runGate(root, gate));
  return results;
}

function listGates(root: string): Gate[] {
  const bin = (name: string) => join(root, 'node_modules/.bin', name);
  const tsc7 = join(root, 'tools/types/node_modules/.bin/tsc');
  return [
    { name: 'arrows', command: [process.execPath, 'tools/arrows/main.ts'] },
    { name: 'lint', command: [bin('oxlint'), '--deny-warnings'] },
    { name: 'format (mend with: npm run format)', command: [bin('biome'), 'format', '--reporter=github', '--max-diagnostics=none', '.'] },
    { name: 'types of core, TypeScript 7', command: [tsc7, '-p', 'core/tsconfig.json'] },
    { name: 'types of core, TypeScript 6', command: [bin('tsc'), '-p', 'core/tsconfig.json'] },
    { name: 'types of server, tools and tests', command: [tsc7, '-p', 'tsconfig.json'] },
    ...faces.filter((face) => existsSync(join(root, face, 'vite.config.ts'))).map((face) => checkFace(bin, face)),
  ];
}

/** SvelteKit writes the types of its routes first; warnings fail too. */
function checkFace(bin: (name: string) => string, face: string): Gate {
  const script = `cd ${face} && "${bin('svelte-kit')}" sync && "${bin('svelte-check')}" --fail-on-warnings --output human`;
  return { name: `svelte-check of ${face}`, command: ['sh', '-c', script] };
}

export async function runGate(root: string, { name, command }: Gate): Promise<Result> {
  const from = performance.now();
  const { code, said } = await run(root, command);
  console.log(`  ${code === 0 ? '✔' : '✖'} ${name}  ${((performance.now() - from) / 1000).toFixed(1)} s`);
  if (name === 'arrows') console.log(`      ${said.trim().split('\n').at(-1)}`);
  return { file: 'gates', name, ok: code === 0, why: code === 0 ? '' : said.trim() || `ended with code ${code}` };
}

function run(root: string, [program = '', ...args]: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer) => {
      said += chunk;
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => resolve({ code: 1, said: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

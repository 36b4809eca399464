// The gates that run as tests (cổng kiểm tra): types under both compilers. Each reports as one test.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Result } from './stage.ts';

type Gate = { name: string; program: string; args: string[] };

export async function runGates(root: string): Promise<Result[]> {
	const bin = (name: string) => join(root, 'node_modules/.bin', name);
	const gates: Gate[] = [
		{ name: 'types of core, TypeScript 7', program: join(root, 'tools/types/node_modules/.bin/tsc'), args: ['-p', 'core/tsconfig.json'] },
		{ name: 'types of core, TypeScript 6', program: bin('tsc'), args: ['-p', 'core/tsconfig.json'] },
		{ name: 'types of server, tools and tests', program: join(root, 'tools/types/node_modules/.bin/tsc'), args: ['-p', 'tsconfig.json'] },
	];
	console.log(`\ngates: ${gates.length}`);
	const results: Result[] = [];
	for (const gate of gates) results.push(await runGate(root, gate));
	return results;
}

async function runGate(root: string, { name, program, args }: Gate): Promise<Result> {
	const from = performance.now();
	const { code, said } = await run(root, program, args);
	console.log(`  ${code === 0 ? '✔' : '✖'} ${name}  ${((performance.now() - from) / 1000).toFixed(1)} s`);
	return { file: 'gates', name, ok: code === 0, why: code === 0 ? '' : said.trim() || `ended with code ${code}` };
}

function run(root: string, program: string, args: string[]): Promise<{ code: number; said: string }> {
	return new Promise((resolve) => {
		const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		let said = '';
		child.stdout.on('data', (chunk) => { said += chunk; });
		child.stderr.on('data', (chunk) => { said += chunk; });
		child.on('error', (error) => resolve({ code: 1, said: error.message }));
		child.on('close', (code) => resolve({ code: code ?? 1, said }));
	});
}

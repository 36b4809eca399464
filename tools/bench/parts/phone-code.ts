/**
 * The phone's own code for a benchmark (mã của máy, để đo): the source of the app, run here or bundled for a page. Tools do not
 * lean on a face; what is used of it is written down below.
 */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileModule } from 'svelte/compiler';
import { build, type Plugin } from 'vite';
import type { Box } from '../../../core/sync/box.ts';

const FIELD = resolve(import.meta.dirname, '../../../field');

/** field/sync/vault.ts, as far as it is used here. */
export interface PhoneSeal {
  readonly LEAST_ROUNDS: number;
  readonly PIN_DIGITS: { readonly least: number; readonly most: number };
  readonly sealTo: (publicKey: string, place: string, value: unknown) => Promise<Box>;
  readonly keyUnderPin: (pin: string, owner: string, rounds: number) => Promise<{ readonly wrapped: object }>;
  readonly underChip: (wrapped: object, owner: string, secret: ArrayBuffer) => Promise<object>;
  readonly openWithPin: (pin: string, owner: string, wrapped: object, secret?: ArrayBuffer) => Promise<object | null>;
}

export async function loadPhoneSeal(): Promise<PhoneSeal> {
  // cast: the interface says what the module exports; a missing one fails at its first use
  return (await import(pathToFileURL(join(FIELD, 'sync/vault.ts')).href)) as PhoneSeal;
}

/** field/measured.ts as an expression for a page, after which it is `inside` there. */
export async function scriptInside(): Promise<string> {
  // While a script is brought in, the page's policy lets it evaluate texts; zod would take that for the page's own ways.
  const plain = '(globalThis.__zod_globalConfig ??= {}).jitless = true;';
  // Declared for the page, not for the expression in which it is evaluated.
  return `${plain} globalThis.inside = (() => { ${await bundleMeasured()}; return inside; })(); true`;
}

async function bundleMeasured(): Promise<string> {
  const built = await build({
    configFile: false,
    tsconfig: join(FIELD, '../tsconfig.base.json'),
    logLevel: 'error',
    plugins: [runes],
    build: { write: false, lib: { entry: join(FIELD, 'measured.ts'), formats: ['iife'], name: 'inside' } },
  });
  const [first] = [built].flat();
  if (first === undefined || !('output' in first)) throw new Error('Nothing was bundled.');
  return first.output[0].code;
}

/** Modules with state of their own that is watched, as the app's build has them. */
const runes: Plugin = {
  name: 'runes',
  enforce: 'post',
  transform: (code, id) => {
    if (!id.endsWith('.svelte.ts')) return null;
    const { js } = compileModule(code, { generate: 'client', filename: id });
    return { code: js.code, map: null };
  },
};

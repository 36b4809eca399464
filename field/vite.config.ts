/**
 * How the field is built (giao diện rà soát trên điện thoại): pages only, no server of its own, under /field; every address
 * that is not a file gets index.html. `tools/build.ts` runs this and puts the result into .build/field.
 */
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/**
 * Code of pages is looked for once. Asked again, the loader that the build puts around each makes addresses of all its parts, several times for
 * each page that is turned to: a tenth of what turning to one costs a cheap phone.
 */
const pagesOnce: Plugin = {
  name: 'pages-once',
  transform(code, id) {
    if (!/\/generated\/build\/client(-optimized)?\/app\.js$/.test(id)) return null;
    const once = code.replaceAll(/\(\) => import\('\.\/nodes\/\d+'\)/g, 'once($&)');
    if (once === code) throw new Error('Where pages are loaded was not found.');
    return { code: `import { once } from ${JSON.stringify(resolve(import.meta.dirname, 'once.ts'))};\n${once}`, map: null };
  },
};

export default defineConfig({
  plugins: [
    pagesOnce,
    sveltekit({
      adapter: adapter({ pages: '../.build/field', fallback: 'index.html' }),
      files: { src: '.', routes: 'routes', appTemplate: 'app.html', assets: 'static', serviceWorker: 'service-worker' },
      paths: { base: '/field', relative: false },
      version: { name: process.env['VUON_BUILD'] ?? 'dev', pollInterval: 0 },
    }),
  ],
  server: { fs: { allow: ['..'] } },
});

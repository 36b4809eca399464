/**
 * How the field is built (giao diện rà soát trên điện thoại): pages only, no server of its own, under /field; every address
 * that is not a file gets index.html. `tools/build.ts` runs this and puts the result into .build/field.
 */
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ pages: '../.build/field', fallback: 'index.html' }),
      files: { src: '.', routes: 'routes', appTemplate: 'app.html', assets: 'static', serviceWorker: 'service-worker' },
      paths: { base: '/field', relative: false },
      version: { name: process.env['VUON_BUILD'] ?? 'dev', pollInterval: 0 },
    }),
  ],
  server: { fs: { allow: ['..'] } },
});

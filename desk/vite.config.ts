/**
 * How the desk is built (giao diện làm việc của xã, tỉnh): pages only, no server of its own, under /desk; every address that
 * is not a file gets index.html. `tools/build.ts` runs this and puts the result into .build/desk.
 */
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ pages: '../.build/desk', fallback: 'index.html', precompress: true }),
      files: { src: '.', routes: 'routes', appTemplate: 'app.html', assets: 'static' },
      paths: { base: '/desk', relative: false },
      version: { name: process.env['VUON_BUILD'] ?? 'dev', pollInterval: 300_000 },
    }),
  ],
  server: { fs: { allow: ['..'] } },
});

/**
 * How the portal is built (cổng thông tin cho người dân): drawn on the server by its own handler, which server/main.ts
 * mounts at `/`; no script is sent to the reader. `tools/build.ts` runs this and puts the result into .build/portal.
 */
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ out: '../.build/portal', envPrefix: 'VUON_PORTAL_' }),
      files: { src: '.', routes: 'routes', appTemplate: 'app.html', assets: 'static' },
      version: { name: process.env['VUON_BUILD'] ?? 'dev', pollInterval: 0 },
    }),
  ],
  server: { fs: { allow: ['..'] } },
});

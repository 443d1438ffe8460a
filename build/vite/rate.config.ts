import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';

/** The page where customers say how it was: the widget’s parts, served by the hub at /rate. */
export default defineConfig({
  root: join(root, 'renderer/widget/rate'),
  base: '/rate/',
  publicDir: false,
  build: {
    outDir: join(root, 'out/renderer/rate'),
    emptyOutDir: true,
    target: 'es2020',
    cssTarget: 'chrome87',
    sourcemap: true,
    modulePreload: { polyfill: false },
  },
});

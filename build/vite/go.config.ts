import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';

/** The page that links and codes lead customers to: the widget's parts, served by the hub at /go. */
export default defineConfig({
  root: join(root, 'renderer/widget/go'),
  base: '/go/',
  publicDir: false,
  build: {
    outDir: join(root, 'out/renderer/go'),
    emptyOutDir: true,
    target: 'es2020',
    cssTarget: 'chrome87',
    sourcemap: true,
    modulePreload: { polyfill: false },
  },
});

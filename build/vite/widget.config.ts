import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';

/**
 * The customer's widget: one script that a shop's page loads with one tag. Its style sheet comes in as a string
 * (`import css from './widget.css?inline'`) and goes into its shadow root.
 */
export default defineConfig({
  root: join(root, 'renderer/widget'),
  publicDir: false,
  // Library builds leave this to the page, and a shop's page has no process.
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: join(root, 'out/renderer/widget'),
    emptyOutDir: true,
    target: 'es2020',
    cssTarget: 'chrome87',
    sourcemap: true,
    lib: {
      entry: join(root, 'renderer/widget/main.ts'),
      formats: ['iife'],
      name: 'TsunagiWidget',
      fileName: () => 'tsunagi.js',
    },
  },
});

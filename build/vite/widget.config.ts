import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { root } from '#build/root.ts';

/**
 * A shop's page may be in Shift_JIS, and a script without a word of its own is read in the page's encoding: so it is plain
 * ASCII, with everything else escaped.
 */
const ascii: Plugin = {
  name: 'ascii',
  enforce: 'post',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(
        /[\u0080-\uffff]/g,
        (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    }
  },
};

/**
 * The customer's widget: one script that a shop's page loads with one tag. Its style sheet comes in as a string
 * (`import css from './widget.css?inline'`) and goes into its shadow root.
 */
export default defineConfig({
  root: join(root, 'renderer/widget'),
  publicDir: false,
  plugins: [ascii],
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

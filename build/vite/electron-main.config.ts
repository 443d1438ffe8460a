import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';
import { shippedDictionary } from './shipped-dictionary.ts';

/**
 * Electron's main process as one CommonJS file: older runtimes load no ES module as their entry. Only Electron and
 * Node's own modules stay outside, so that the packaged app needs no node_modules.
 */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [shippedDictionary()],
  ssr: { noExternal: true },
  build: {
    ssr: join(root, 'electron/main.ts'),
    outDir: join(root, 'out/electron'),
    // The preload script is built into the same folder.
    emptyOutDir: false,
    target: 'node18',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      external: ['electron', ...builtinModules, /^node:/],
      output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false },
    },
  },
});

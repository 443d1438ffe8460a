import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';

/** The preload script: a sandboxed one can load a single CommonJS file only. */
export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: join(root, 'out/electron'),
    // The main process is built into the same folder.
    emptyOutDir: false,
    target: 'chrome114',
    minify: false,
    sourcemap: 'inline',
    lib: { entry: join(root, 'electron/preload/preload.ts'), formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});

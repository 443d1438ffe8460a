import { join } from 'node:path';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';
import desk from './desk.config.ts';

/** The store counter's page: built as the desk is, served by the hub at /clerk/. */
export default defineConfig({
  ...desk,
  root: join(root, 'renderer/clerk'),
  build: {
    ...desk.build,
    outDir: join(root, 'out/renderer/clerk'),
    // Its own page alone, not the desk's two.
    rolldownOptions: { ...desk.build?.rolldownOptions, input: join(root, 'renderer/clerk/index.html') },
  },
});

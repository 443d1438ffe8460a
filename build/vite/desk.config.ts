import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { root } from '#build/root.ts';

/** The agent's window, for Electron and for the browser. Chromium 114 is the oldest runtime it must work in. */
export default defineConfig({
  root: join(root, 'renderer/desk'),
  // Relative, since the same files are served from tsunagi-app:// and from http://host/desk/.
  base: './',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: join(root, 'out/renderer/desk'),
    emptyOutDir: true,
    target: 'chrome114',
    cssTarget: 'chrome114',
    sourcemap: true,
    // The content security policy allows no data: URLs for scripts and fonts.
    assetsInlineLimit: 0,
    // The window loads from the disk or the local hub, not over a slow line.
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The window, and the small one that takes the place of notifications.
      input: [join(root, 'renderer/desk/index.html'), join(root, 'renderer/desk/alert.html')],
      output: {
        // Else a chunk that a page shares with the window runs first, and makes schemas before zod is told not to try eval.
        codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|renderer\/data\/no-eval/ }] },
      },
    },
  },
});

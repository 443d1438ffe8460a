import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { root } from '#build/root.ts';
import { mayEnterRoots } from '#test/support/may-enter-roots.ts';

/** The real Electron window, one after another: windows share the display and the focus. A flaky test is a wrong test. */
export default defineConfig({
  testDir: '.',
  // Each stands for the other: skipped is failed.
  testIgnore: mayEnterRoots() ? '**/package/extracted.spec.ts' : '**/package/package.spec.ts',
  outputDir: join(root, 'out/e2e'),
  globalSetup: '../support/global-window.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: join(root, 'out/reports/e2e.json') }]],
});

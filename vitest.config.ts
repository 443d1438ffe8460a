import react from '@vitejs/plugin-react';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { defineConfig } from 'vitest/config';

/**
 * One PostgreSQL cluster for all projects that need a database; each test file clones its own database from a template.
 */
const globalCluster = './test/support/global-cluster.ts';

/** `expect.poll` gives up after a second else: too soon where something really happens meanwhile. */
const expectation = { poll: { timeout: 10_000 } };

/** Libraries are loaded once for each worker, our own modules and the page for each file: see the file. */
const sharedWorker = {
  isolate: false,
  expect: expectation,
  setupFiles: ['./test/support/fresh-file.ts'],
} satisfies TestProjectInlineConfiguration['test'];

/** Suites that talk to PostgreSQL: the machine may have two busy cores, so two workers and generous limits. */
const database = {
  ...sharedWorker,
  environment: 'node',
  globalSetup: [globalCluster],
  maxWorkers: 2,
  testTimeout: 90_000,
  hookTimeout: 180_000,
} satisfies TestProjectInlineConfiguration['test'];

/** Run again on Debian’s they would say the same: they bring a database of their own, or need none. */
const saidElsewhere = [
  'test/integration/cli/{administration,backup,doctor,hub}.test.ts',
  'test/integration/db/{embedded,full-disk,hub-lock,open-database,run-as}.test.ts',
  'test/integration/email/cli-parse.test.ts',
  // The same statements, and a restore for each schema; test/integration/backup runs on both.
  'test/integration/upgrade/*.test.ts',
  'test/integration/http/tls.test.ts',
  'test/integration/hub-package/**',
  'test/integration/release/**',
  // Two hubs on Debian's, with and without Redis, are what test/faults puts under load.
  'test/integration/hubs/two-hubs.test.ts',
];
const onDebian = process.env['TSUNAGI_TEST_POSTGRES'] === 'debian';

const unitTests = 'test/unit/**/*.test.{ts,tsx}';
const rendererTests = 'test/unit/renderer/**/*.test.{ts,tsx}';

export default defineConfig({
  test: {
    // A file that only has skipped tests is as good as none.
    allowOnly: false,
    passWithNoTests: true,
    reporters: ['default'],
    coverage: { provider: 'v8', include: ['{shared,server,electron,renderer,build}/**/*.{ts,tsx}'] },
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          expect: expectation,
          include: [unitTests],
          exclude: [rendererTests],
          // Beside the compiler and the linter, of which each takes a core.
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [react()],
        test: {
          ...sharedWorker,
          name: 'dom',
          environment: 'jsdom',
          include: [rendererTests],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: { ...database, name: 'contract', include: ['test/contract/**/*.test.ts'], sequence: { groupOrder: 2 } },
      },
      {
        test: {
          ...database,
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          ...(onDebian ? { exclude: saidElsewhere } : {}),
          testTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...database,
          name: 'fuzz',
          include: ['test/fuzz/**/*.test.ts'],
          testTimeout: 180_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        // Hubs and databases in processes of their own, that are killed: one file at a time, in a phase of its own.
        test: {
          ...database,
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});

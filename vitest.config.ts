import react from '@vitejs/plugin-react';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { defineConfig } from 'vitest/config';

/**
 * One PostgreSQL cluster for all projects that need a database; each test file clones its own database from a template.
 */
const globalCluster = './test/support/global-cluster.ts';

/** Suites that talk to PostgreSQL: the machine may have two busy cores, so two workers and generous limits. */
const database = {
  environment: 'node',
  globalSetup: [globalCluster],
  maxWorkers: 2,
  testTimeout: 30_000,
  hookTimeout: 60_000,
} satisfies TestProjectInlineConfiguration['test'];

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
          include: [unitTests],
          exclude: [rendererTests],
          testTimeout: 10_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'dom',
          environment: 'jsdom',
          include: [rendererTests],
          testTimeout: 15_000,
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
          testTimeout: 60_000,
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
    ],
  },
});

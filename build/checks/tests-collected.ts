import { relative, sep } from 'node:path';
import { createVitest } from 'vitest/node';
import { root } from '#build/root.ts';
import { sourceFiles } from './source-files.ts';
import { uncollected } from './uncollected.ts';

/** The files that the projects of vitest.config.ts run. */
async function vitestFiles(): Promise<string[]> {
  const vitest = await createVitest('test', { root, watch: false, run: false, silent: true });
  try {
    const specifications = await vitest.globTestSpecifications();
    return specifications.map(({ moduleId }) => relative(root, moduleId).split(sep).join('/'));
  } finally {
    await vitest.close();
  }
}

const candidates = sourceFiles(['.ts', '.tsx', '.mts', '.mjs', '.js']);
const forgotten = uncollected(candidates, await vitestFiles());

for (const path of forgotten) {
  console.error(
    `${path} runs in no suite. Vitest: test/{unit,contract,integration,fuzz,faults}/**/*.test.ts(x); Playwright: test/e2e/**/*.spec.ts.`,
  );
}
process.exitCode = forgotten.length > 0 ? 1 : 0;

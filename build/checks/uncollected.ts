const looksLikeTest = /\.(test|spec)\.[cm]?[jt]sx?$/;

/** Playwright's `testMatch` (test/e2e/playwright.config.ts). */
const runsInPlaywright = /^test\/e2e\/.*\.spec\.ts$/;

/**
 * The files that look like tests and that no suite runs.
 * @param files paths from the root
 * @param collected the files that Vitest's projects collect
 */
export function uncollected(files: readonly string[], collected: readonly string[]): string[] {
  const running = new Set(collected);
  return files.filter((path) => looksLikeTest.test(path) && !running.has(path) && !runsInPlaywright.test(path));
}

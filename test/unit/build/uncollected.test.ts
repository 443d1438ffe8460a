import { expect, it } from 'vitest';
import { uncollected } from '#build/checks/uncollected.ts';

it('a test file that no project collects is reported', () => {
  const files = ['test/unit/a.test.ts', 'server/app.test.ts', 'test/e2e/inbox.test.ts', 'test/support/db.ts'];
  expect(uncollected(files, ['test/unit/a.test.ts'])).toEqual(['server/app.test.ts', 'test/e2e/inbox.test.ts']);
});

it('a specification in test/e2e is run by Playwright', () => {
  expect(uncollected(['test/e2e/inbox/offer.spec.ts'], [])).toEqual([]);
});

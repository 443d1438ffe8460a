import { describe, expect, it } from 'vitest';
import { staleReason } from '#build/bin/lib/ensure-install.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/@biomejs/cli-win32-x64': { version: '2.5.15', optional: true },
  },
};

describe('staleReason', () => {
  it('what npm installed for this platform is not stale', () => {
    expect(staleReason(lock, { packages: { 'node_modules/zod': { version: '4.6.7' } } })).toBeUndefined();
  });

  it('an install that never ended is stale', () => {
    expect(staleReason(lock, undefined)).toMatch(/nothing is installed/);
  });

  it('names a package that is missing', () => {
    expect(staleReason(lock, { packages: {} })).toBe('zod is missing');
  });

  it('names both versions of a package that differs', () => {
    const reason = staleReason(lock, { packages: { 'node_modules/zod': { version: '4.0.0' } } });
    expect(reason).toBe('zod is 4.0.0, the lock file wants 4.6.7');
  });
});

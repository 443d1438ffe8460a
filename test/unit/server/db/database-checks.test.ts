import { describe, expect, it } from 'vitest';
import { assertSettings } from '#server/db/database-checks.ts';

const good = { version: 150_018, words: '15.18', fsync: 'on', commit: 'on', encoding: 'UTF8' };

describe('the settings of a database of one’s own', () => {
  it.each(['on', 'local', 'remote_write', 'remote_apply'])(
    'pass with synchronous_commit = %s, which waits for the disk',
    (commit) => {
      expect(() => assertSettings({ ...good, commit })).not.toThrow();
    },
  );

  it('fail before PostgreSQL 15, naming both versions', () => {
    expect(() => assertSettings({ ...good, version: 140_009, words: '14.9' })).toThrow(
      expect.objectContaining({
        code: 'database_too_old',
        message: 'The database is PostgreSQL 14.9; 15 or newer is needed.',
      }),
    );
  });

  it.each([
    [{ fsync: 'off' }, 'fsync = off', 'fsync = on'],
    [{ commit: 'off' }, 'synchronous_commit = off', 'synchronous_commit = on'],
    [{ encoding: 'SQL_ASCII' }, 'encoding SQL_ASCII', expect.stringContaining('UTF8')],
  ])('fail with %j, naming what is expected', (wrong, found, expected) => {
    expect(() => assertSettings({ ...good, ...wrong })).toThrow(
      expect.objectContaining({ code: 'database_unsafe', details: { found, expected } }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { asDatabaseError } from '#server/db/database-errors.ts';
import { AppError } from '#server/errors.ts';

const failure = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('an error of the database', () => {
  it.each(['ECONNREFUSED', 'ENOENT', '57P01', '57P03', '28P01', '3D000', '08006'])(
    '%s means that it cannot be reached',
    (code) => {
      expect(asDatabaseError(failure(code), 'here')).toMatchObject({
        code: 'database_unreachable',
        details: { where: 'here' },
      });
    },
  );

  it('that the driver tells in words alone is understood', () => {
    expect(asDatabaseError(new Error('Connection terminated unexpectedly'), 'here')).toMatchObject({
      code: 'database_unreachable',
    });
  });

  it('of several addresses tried is the first one’s', () => {
    const both = new AggregateError([failure('ECONNREFUSED'), failure('ECONNREFUSED')]);
    expect(asDatabaseError(both, 'here')).toMatchObject({ code: 'database_unreachable' });
  });

  it.each([failure('23505'), new AppError('not_found'), 'text'])(
    'that is about one query comes back as it is',
    (error) => {
      expect(asDatabaseError(error, 'here')).toBe(error);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { asDatabaseError } from '#server/db/database-errors.ts';
import { AppError, answerError } from '#server/errors.ts';

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

describe('to whoever asked meanwhile, in a window or on the wire', () => {
  const answered = (thrown: unknown) => answerError({ error: () => undefined }, thrown, 'en');

  it.each([
    failure('57P01'),
    failure('ETIMEDOUT', 'the database has been silent for 45 s'),
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
  ])('[SY6] a database that is gone is a hub that is not ready, and no fault of theirs', (error) => {
    expect(answered(error)).toMatchObject({ ok: false, error: { code: 'unavailable', retryable: true } });
  });

  it('anything else is a fault with a reference', () => {
    expect(answered(failure('23505'))).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

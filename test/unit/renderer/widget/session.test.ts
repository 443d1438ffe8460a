import { describe, expect, it } from 'vitest';
import { keepSession } from '#renderer/widget/session.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { ErrorCode } from '#shared/wire/errors.ts';

type Body = { readonly secret?: string; readonly identity?: string };

const token = (lifeSeconds: number) => `h.${btoa(JSON.stringify({ iat: 1000, exp: 1000 + lifeSeconds }))}.s`;
const signedIn = (lifeSeconds: number, secret?: string): Answer<VisitorSession> => ({
  ok: true,
  data: {
    token: token(lifeSeconds),
    // By this machine's clock, which may be wrong, it is long over.
    tokenExpiresAt: '2001-01-01T00:00:00.000Z',
    ...(secret === undefined ? {} : { secret }),
    visitorId: 'v',
    customerId: 'c',
    workspaceName: 'Shop',
    greeting: { ja: 'こんにちは', en: 'Hello' },
  },
});
const refused = (code: ErrorCode, retryable: boolean): Answer<never> => ({
  ok: false,
  error: { code, message: '', retryable },
});

function setUp(answer: (body: Body) => Answer<VisitorSession>, identity: string | null = null) {
  const kept = new Map<string, string>();
  const asked: Body[] = [];
  const session = keepSession({
    connection: {
      post: async <T>(_path: string, body: unknown) => {
        asked.push(body as Body);
        return answer(body as Body) as Answer<T>;
      },
    },
    visits: { get: (key) => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value ?? '') },
    locale: () => 'ja',
    identity,
  });
  return { session, asked, kept };
}

describe('the visitor’s session', () => {
  it('asks once however many want it, keeps the secret, and shows it the next time', async () => {
    const { session, asked } = setUp(() => signedIn(900, 'secret'));
    expect(session.isKnown()).toBe(false);
    await Promise.all([session.ensure(), session.ensure(), session.ensure()]);
    expect(asked).toEqual([{ locale: 'ja' }]);
    expect(session.isKnown()).toBe(true);
    await session.ensure();
    expect(asked).toHaveLength(1);
    session.distrust();
    await session.ensure();
    expect(asked[1]).toMatchObject({ secret: 'secret' });
  });

  it('renews a token that has less than a minute to live, by its own word', async () => {
    const { session, asked } = setUp(() => signedIn(50));
    await session.ensure();
    await session.ensure();
    expect(asked).toHaveLength(2);
  });

  it('goes on without a signature of the shop’s that is too old or wrong', async () => {
    for (const [code, retryable] of [
      ['token_expired', true],
      ['not_signed_in', false],
    ] as const) {
      const answer = (body: Body) => (body.identity === undefined ? signedIn(900) : refused(code, retryable));
      const { session, asked } = setUp(answer, 'old');
      expect((await session.ensure()).ok).toBe(true);
      expect(asked.map(({ identity }) => identity)).toEqual(['old', undefined]);
    }
  });

  it('does not give up a secret because the hub is not there just now', async () => {
    const { session, asked, kept } = setUp(() => refused('unavailable', true));
    kept.set('secret', 'mine');
    expect((await session.ensure()).ok).toBe(false);
    expect(asked).toHaveLength(1);
    expect(kept.get('secret')).toBe('mine');
  });
});

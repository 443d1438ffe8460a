import { describe, expect, it } from 'vitest';
import { createHubAuth } from '#electron/auth/hub-auth.ts';

const HUB = 'https://hub.example';
const agent = { id: '0190f2d2-0000-7000-8000-000000000001', login: 'sato', name: '佐藤', role: 'agent' };
const granted = { accessToken: 'a', accessTokenExpiresAt: '2026-01-01T00:05:00.000Z', refreshToken: 'r', agent };

function hubThat(answer: (url: string, init: RequestInit) => Response) {
  const requests: { url: string; body: unknown }[] = [];
  const auth = createHubAuth(HUB, async (url, init) => {
    requests.push({ url, body: JSON.parse(String(init.body)) });
    return answer(url, init);
  });
  return { auth, requests };
}

const json = (body: unknown, headers: Record<string, string> = {}, status = 200) =>
  new Response(JSON.stringify(body), { status, headers });
const ok = (headers: Record<string, string> = {}) => hubThat(() => json({ ok: true, data: granted }, headers));

describe('signing in at the hub', () => {
  it('says that it is a desktop, which gets the refresh token in the body', async () => {
    const { auth, requests } = ok();
    await auth.signIn('sato', 'pw');
    await auth.exchangeCode('c');
    await auth.refresh('r0');
    expect(requests).toEqual([
      { url: `${HUB}/api/v1/auth/login`, body: { login: 'sato', password: 'pw', client: 'desktop' } },
      { url: `${HUB}/api/v1/auth/code`, body: { code: 'c', client: 'desktop' } },
      { url: `${HUB}/api/v1/auth/refresh`, body: { refreshToken: 'r0' } },
    ]);
  });

  it('measures the token’s life by the hub’s clock, whatever this machine’s says', async () => {
    const { auth } = ok({ date: 'Thu, 01 Jan 2026 00:00:00 GMT' });
    expect((await auth.signIn('sato', 'pw')).lifetimeMs).toBe(300_000);
  });

  it('[DK1] takes no token for longer than ten minutes', async () => {
    const { auth } = ok({ date: 'Wed, 31 Dec 2025 00:00:00 GMT' });
    expect((await auth.signIn('sato', 'pw')).lifetimeMs).toBe(600_000);
  });

  it('passes the hub’s own refusal on', async () => {
    const error = { code: 'wrong_credentials', message: 'The login or the password is wrong.', retryable: false };
    const { auth } = hubThat(() => json({ ok: false, error }, {}, 401));
    await expect(auth.signIn('sato', 'pw')).rejects.toMatchObject({ code: 'wrong_credentials', fromHub: error });
  });

  it.each([
    ['an error page of a proxy', () => new Response('<h1>502</h1>', { status: 502 })],
    ['another program', () => json({ hello: 1 })],
    ['nothing', () => new Response('')],
  ])('takes %s for a hub that is not there, never for a refusal', async (_name, answer) => {
    await expect(hubThat(answer).auth.refresh('r')).rejects.toMatchObject({ code: 'hub_unreachable', fromHub: null });
  });

  it('says that the hub does not answer when the network fails', async () => {
    const auth = createHubAuth(HUB, async () => {
      throw new TypeError('fetch failed');
    });
    await expect(auth.refresh('r')).rejects.toMatchObject({ code: 'hub_unreachable' });
  });

  it('does not take an answer without a refresh token for a session', async () => {
    const { refreshToken: _left, ...without } = granted;
    await expect(hubThat(() => json({ ok: true, data: without })).auth.signIn('a', 'b')).rejects.toMatchObject({
      code: 'internal',
    });
  });
});

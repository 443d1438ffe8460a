import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createBrowserSignOn } from '#electron/auth/browser-sign-on.ts';

const HUB = 'https://hub.example.test';
const CODE = 'c'.repeat(43);

/** A browser that keeps the address it was sent to, and comes back when told. */
function setUp(waitMs?: number) {
  const opened: URL[] = [];
  const signOn = createBrowserSignOn({
    openBrowser: async (url) => void opened.push(new URL(url)),
    locale: () => 'en',
    ...(waitMs !== undefined && { waitMs }),
  });
  const comeBack = async (query: string, at = 0): Promise<number> => {
    const asked = opened[at]?.searchParams;
    const url = `http://127.0.0.1:${asked?.get('port')}/?state=${asked?.get('state')}&${query}`;
    return (await fetch(url)).status;
  };
  const isOpen = async (count: number): Promise<void> => {
    while (opened.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { signOn, opened, comeBack, isOpen };
}

describe('signing in in the system’s browser', () => {
  it('opens the hub’s own page with a challenge, and keeps the verifier', async () => {
    const { signOn, opened, comeBack, isOpen } = setUp();
    const proof = signOn.prove(HUB, 'enter');
    await isOpen(1);
    expect(`${opened[0]?.origin}${opened[0]?.pathname}`).toBe(`${HUB}/api/v1/auth/sign-on/start`);
    expect(await comeBack(`code=${CODE}`)).toBe(200);
    const { code, verifier } = await proof;
    expect(code).toBe(CODE);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    expect(opened[0]?.searchParams.get('challenge')).toBe(challenge);
    expect(opened[0]?.href).not.toContain(verifier);
  });

  it('says what the hub said', async () => {
    const { signOn, comeBack, isOpen } = setUp();
    const proof = signOn.prove(HUB, 'enter');
    const refused = expect(proof).rejects.toMatchObject({ code: 'sign_on_unknown' });
    await isOpen(1);
    await comeBack('error=sign_on_unknown');
    await refused;
  });

  it('says that it failed for a reason it does not know', async () => {
    const { signOn, comeBack, isOpen } = setUp();
    const refused = expect(signOn.prove(HUB, 'enter')).rejects.toMatchObject({ code: 'sign_on_failed' });
    await isOpen(1);
    await comeBack('error=made_up');
    await refused;
  });

  it('waits for the newest of two, with other secrets', async () => {
    const { signOn, opened, comeBack, isOpen } = setUp();
    const first = expect(signOn.prove(HUB, 'enter')).rejects.toMatchObject({ code: 'sign_on_denied' });
    await isOpen(1);
    const second = signOn.prove(HUB, 'link');
    await isOpen(2);
    await first;
    expect(opened[1]?.searchParams.get('state')).not.toBe(opened[0]?.searchParams.get('state'));
    await comeBack(`code=${CODE}`, 1);
    expect((await second).code).toBe(CODE);
  });

  it('stops when it is cancelled, and after its time', async () => {
    const { signOn, isOpen } = setUp();
    const cancelled = expect(signOn.prove(HUB, 'enter')).rejects.toMatchObject({ code: 'sign_on_denied' });
    await isOpen(1);
    signOn.cancel();
    await cancelled;
    await expect(setUp(20).signOn.prove(HUB, 'enter')).rejects.toMatchObject({ code: 'sign_on_expired' });
  });
});

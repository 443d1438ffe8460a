import { describe, expect, it } from 'vitest';
import { askedAgain } from '#electron/network/asked-again.ts';

/** Refuses as often as is said, then answers; counts how often it was asked. */
function refusing(times: number, why: string) {
  let asked = 0;
  const fetch = askedAgain(() => {
    asked += 1;
    return asked > times ? Promise.resolve(new Response('here')) : Promise.reject(new Error(why));
  });
  return { ask: () => fetch('https://hub.example/', {}), asked: () => asked };
}

describe('[DK1] a hub whose certificate a company vouches for', () => {
  it('is asked again when the first answer about its certificate came too early', async () => {
    const { ask, asked } = refusing(1, 'net::ERR_CERT_AUTHORITY_INVALID');
    expect(await (await ask()).text()).toBe('here');
    expect(asked()).toBe(2);
  });

  it('is refused when nobody vouches for it the second time either', async () => {
    const { ask, asked } = refusing(9, 'net::ERR_CERT_AUTHORITY_INVALID');
    await expect(ask()).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    expect(asked()).toBe(2);
  });

  it.each(['net::ERR_CERT_DATE_INVALID', 'net::ERR_CERT_COMMON_NAME_INVALID', 'net::ERR_CONNECTION_REFUSED'])(
    'is not asked again after %s',
    async (why) => {
      const { ask, asked } = refusing(1, why);
      await expect(ask()).rejects.toThrow(why);
      expect(asked()).toBe(1);
    },
  );
});

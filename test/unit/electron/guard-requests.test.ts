import { describe, expect, it } from 'vitest';
import { exchangeOf, isSame } from '#electron/windows/guard-requests.ts';
import { isOurPermission } from '#electron/windows/our-permission.ts';

const answering = (data: unknown) => async () => new Response(JSON.stringify(data));

describe('which sockets a page may open', () => {
  it('[DK1] takes addresses of one origin for the same, whatever their path', () => {
    expect(isSame('wss://pbx.example/ws?x=1', 'wss://pbx.example')).toBe(true);
    expect(isSame('ws://127.0.0.1:4000/socket.io/', 'http://127.0.0.1:4000')).toBe(true);
  });

  it('[DK1] refuses another host, port or scheme, and whatever there is while nothing is named', () => {
    expect(isSame('wss://pbx.example.evil/ws', 'wss://pbx.example')).toBe(false);
    expect(isSame('wss://pbx.example:444/ws', 'wss://pbx.example')).toBe(false);
    expect(isSame('ws://pbx.example/ws', 'wss://pbx.example')).toBe(false);
    expect(isSame('wss://pbx.example/ws', null)).toBe(false);
  });

  it('[DK1] asks the hub which exchange it is, and names none where the hub names none', async () => {
    const ask = (data: unknown) =>
      exchangeOf({ hub: () => 'https://hub.example', token: async () => 't', fetch: answering(data) })();
    expect(await ask({ ok: true, data: { account: { wsUrl: 'wss://pbx.example/ws' }, provider: [] } })).toBe(
      'wss://pbx.example/ws',
    );
    expect(await ask({ ok: true, data: { account: null, provider: [] } })).toBeNull();
    expect(await ask({ ok: false, error: {} })).toBeNull();
  });

  it('[DK1] gives the page the microphone and never the camera, and nobody else either', () => {
    expect(isOurPermission('media', 'app://tsunagi/', ['audio'])).toBe(true);
    expect(isOurPermission('media', 'app://tsunagi/', ['audio', 'video'])).toBe(false);
    expect(isOurPermission('media', 'https://evil.example/', ['audio'])).toBe(false);
  });

  it.each(['fullscreen', 'screen-wake-lock'])('lets our wallboard have %s, and nobody else', (permission) => {
    expect(isOurPermission(permission, 'app://tsunagi/')).toBe(true);
    expect(isOurPermission(permission, 'https://evil.example/')).toBe(false);
  });
});

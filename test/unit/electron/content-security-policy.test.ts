import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '#electron/scheme/content-security-policy.ts';

function directives(hub: string | null): Record<string, string> {
  const pairs = contentSecurityPolicy(hub)
    .split('; ')
    .map((part) => [part.split(' ', 1)[0] ?? '', part.split(' ').slice(1).join(' ')] as const);
  return Object.fromEntries(pairs);
}

describe('the content security policy', () => {
  it('[DK1] starts from nothing', () => {
    expect(directives(null)['default-src']).toBe("'none'");
  });

  it('[DK1] runs our scripts only: none inline, none evaluated, none from elsewhere', () => {
    expect(directives('https://hub.example')['script-src']).toBe("'self'");
    expect(contentSecurityPolicy('https://hub.example').replace("style-src-attr 'unsafe-inline'", '')).not.toMatch(
      /unsafe-|\*|nonce|strict-dynamic/,
    );
  });

  it('[DK1] connects to the hub alone by HTTP, and to sockets with a certificate, of which the main process picks', () => {
    expect(directives('http://127.0.0.1:4000')['connect-src']).toBe(
      'http://127.0.0.1:4000 ws://127.0.0.1:4000 wss: ws://127.0.0.1:* ws://localhost:*',
    );
    expect(directives('https://hub.example')['connect-src']).toBe('https://hub.example wss://hub.example wss:');
  });

  it('[DK1] connects to nothing while there is no hub', () => {
    expect(directives(null)['connect-src']).toBe("'none'");
    expect(contentSecurityPolicy(null)).not.toContain('null');
  });

  it('[DK1] lets no page frame it, no base move it, no form leave it, no string become HTML but a cleaned mail', () => {
    expect(directives(null)).toMatchObject({
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': 'tsunagi-mail',
    });
  });

  it('[DK1] takes style sheets from itself alone, style attributes of mails too, and frames no address', () => {
    expect(directives(null)).toMatchObject({ 'style-src': "'self'", 'style-src-attr': "'unsafe-inline'" });
    expect(directives(null)['frame-src']).toBeUndefined();
    expect(directives(null)['default-src']).toBe("'none'");
  });
});

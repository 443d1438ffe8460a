import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '#test/support/database.ts';
import { testHub } from '#test/support/hub.ts';
import { makeTempDir, removeDir } from '#test/support/temp-dir.ts';

const database = await testDatabase();
const built = await makeTempDir();
afterAll(() => removeDir(built));
const hub = await testHub(database, {
  builtFolder: built,
  widgetOrigins: ['https://shop.example'],
  rateLimits: { signIn: 3, refresh: 100, visitor: 100, form: 100 },
});

describe('the pages', () => {
  it('says so when they are not built', async () => {
    for (const path of ['/', '/widget/tsunagi.js']) {
      const response = await hub.fetch(path);
      expect(response.status).toBe(503);
      expect(await response.text()).toContain('npm start');
    }
  });

  it('serves the desk with a strict policy, never kept, and its assets for ever', async () => {
    await mkdir(join(built, 'desk', 'assets'), { recursive: true });
    await writeFile(join(built, 'desk', 'index.html'), '<!doctype html><title>desk</title>');
    await writeFile(join(built, 'desk', 'assets', 'main-abc123.js'), 'export {};');
    await writeFile(join(built, 'desk', 'assets', 'main-abc123.js.map'), '{}');
    const page = await hub.fetch('/');
    expect(await page.text()).toContain('desk');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "require-trusted-types-for 'script'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(rule);
    }
    // Of all that is unsafe, the style attributes of mails alone.
    expect(policy.match(/[^;]*unsafe[^;]*/gu)).toEqual(["style-src-attr 'unsafe-inline'"]);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const asset = await hub.fetch('/assets/main-abc123.js');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await hub.fetch('/assets/main-abc123.js.map')).status).toBe(404);
    expect((await hub.fetch('/assets/..%2f..%2fpackage.json')).status).not.toBe(200);
  });

  it('serves the widget to any shop’s page', async () => {
    await mkdir(join(built, 'widget'), { recursive: true });
    await writeFile(join(built, 'widget', 'tsunagi.js'), '(() => {})();');
    const script = await hub.fetch('/widget/tsunagi.js');
    expect(script.status).toBe(200);
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(script.headers.get('cache-control')).toMatch(/max-age=300/);
  });
});

describe('other origins', () => {
  const allowed = async (path: string, origin: string) => {
    const response = await hub.fetch(path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    return response.headers.get('access-control-allow-origin');
  };

  it('lets the desk’s window read everything', async () => {
    expect(await allowed('/api/v1/queries/me', 'app://tsunagi')).toBe('app://tsunagi');
  });

  it('lets the shop’s page reach the visitor’s routes alone', async () => {
    expect(await allowed('/api/v1/visitor/session', 'https://shop.example')).toBe('https://shop.example');
    expect(await allowed('/api/v1/blobs', 'https://shop.example')).toBe('https://shop.example');
    expect(await allowed('/api/v1/queries/me', 'https://shop.example')).toBeNull();
    expect(await allowed('/api/v1/auth/login', 'https://shop.example')).toBeNull();
    expect(await allowed('/api/v1/visitor/session', 'https://evil.example')).toBeNull();
    expect(await allowed('/api/v1/visitor/session', 'null')).toBeNull();
  });

  it('never lets cookies cross', async () => {
    const response = await hub.fetch('/healthz', { headers: { origin: 'app://tsunagi' } });
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('rates', () => {
  it('limits sign-ins from one address and says when to come again', async () => {
    const knock = () =>
      hub.fetch('/api/v1/auth/login', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: 'nobody', password: 'x', client: 'desktop' }),
      });
    for (let i = 0; i < 3; i++) expect((await knock()).status).toBe(401);
    const last = await knock();
    expect(last.status).toBe(429);
    expect(await last.json()).toMatchObject({ ok: false, error: { code: 'rate_limited', retryable: true } });
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

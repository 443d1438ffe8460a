import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig, readLocale } from '#server/config.ts';
import { tempDir } from '#test/support/temp-dir.ts';

const home = { XDG_DATA_HOME: '/data-home' };

describe('the hub’s configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({}, home)).toMatchObject({
      host: '127.0.0.1',
      port: 4310,
      databaseUrl: undefined,
      logLevel: 'info',
      allowedWidgetOrigins: [],
      poolSize: 12,
      drainMs: 10_000,
      trustProxy: false,
    });
  });

  it('takes the command line before the environment, and an empty variable as not set', () => {
    const env = { ...home, TSUNAGI_PORT: '5000', TSUNAGI_HOST: '', TSUNAGI_DATA: '/elsewhere' };
    expect(readConfig({ port: '6000' }, env)).toMatchObject({
      port: 6000,
      host: '127.0.0.1',
      dataFolder: '/elsewhere',
    });
    expect(readConfig({ data: '/given' }, env)).toMatchObject({ port: 5000, dataFolder: '/given' });
  });

  it('reads addresses as origins, without what follows', () => {
    const env = {
      ...home,
      TSUNAGI_WIDGET_ORIGINS: ' https://shop.example.com/ , http://localhost:3000',
      TSUNAGI_PUBLIC_URL: 'https://desk.example.com/',
    };
    expect(readConfig({}, env)).toMatchObject({
      allowedWidgetOrigins: ['https://shop.example.com', 'http://localhost:3000'],
      publicUrl: 'https://desk.example.com',
    });
  });

  it.each([
    [{ TSUNAGI_PORT: '-1' }, 'TSUNAGI_PORT', '-1'],
    [{ TSUNAGI_PORT: '80.5' }, 'TSUNAGI_PORT', '80.5'],
    [{ TSUNAGI_LOG_LEVEL: 'loud' }, 'TSUNAGI_LOG_LEVEL', 'loud'],
    [{ TSUNAGI_WIDGET_ORIGINS: 'shop.example.com' }, 'TSUNAGI_WIDGET_ORIGINS', 'shop.example.com'],
    [{ TSUNAGI_PUBLIC_URL: 'ftp://x' }, 'TSUNAGI_PUBLIC_URL', 'ftp://x'],
    [{ TSUNAGI_TRUST_PROXY: 'yes' }, 'TSUNAGI_TRUST_PROXY', 'yes'],
  ])('refuses %j by name', (env, setting, found) => {
    expect(() => readConfig({}, { ...home, ...env })).toThrow(
      expect.objectContaining({ code: 'bad_config', details: { setting, found, expected: expect.any(String) } }),
    );
  });

  it('believes the proxies that are named, by address or network', () => {
    const proxies = (text: string) => readConfig({}, { ...home, TSUNAGI_TRUST_PROXY: text }).trustProxy;
    expect(proxies('1')).toBe(true);
    expect(proxies('10.0.0.5, 10.1.0.0/16,fd00::/8')).toEqual(['10.0.0.5', '10.1.0.0/16', 'fd00::/8']);
    expect(() => proxies('10.0.0.0/33')).toThrow(expect.objectContaining({ code: 'bad_config' }));
  });

  it('takes certificate and key together, as files', () => {
    const tls = { TSUNAGI_TLS_CERT: '/a/cert.pem', TSUNAGI_TLS_KEY: '/a/key.pem' };
    expect(readConfig({}, { ...home, ...tls }).tls).toEqual({ cert: '/a/cert.pem', key: '/a/key.pem' });
    expect(() => readConfig({}, { ...home, TSUNAGI_TLS_CERT: '/a/cert.pem' })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ setting: 'TSUNAGI_TLS_KEY' }) }),
    );
  });

  it('reads a secret from the file that NAME_FILE names; an empty one counts as not set, but for a key', async () => {
    const folder = await tempDir();
    const file = join(folder, 'secret');
    await writeFile(file, 'postgres://hub:s3cret@db/x\n');
    expect(readConfig({}, { ...home, DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://hub:s3cret@db/x');
    await writeFile(file, '\n');
    expect(readConfig({}, { ...home, DATABASE_URL_FILE: file }).databaseUrl).toBeUndefined();
    // A hub that made a key of its own instead would seal with it.
    expect(() => readConfig({}, { ...home, TSUNAGI_SECRET_KEY_FILE: file })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ setting: 'TSUNAGI_SECRET_KEY_FILE' }) }),
    );
    expect(() => readConfig({}, { ...home, DATABASE_URL_FILE: join(folder, 'none') })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ setting: 'DATABASE_URL_FILE' }) }),
    );
  });

  it.each(['postgres//nothing', 'mysql://root:s3cret@db/x'])('never repeats a database address: %s', (text) => {
    expect(() => readConfig({}, { ...home, DATABASE_URL: text })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ setting: 'DATABASE_URL', found: '(hidden)' }) }),
    );
  });

  it('speaks Japanese where the terminal does', () => {
    expect([
      readLocale({ LANG: 'ja_JP.UTF-8' }),
      readLocale({ LANG: 'ja_JP.UTF-8', LC_ALL: 'C' }),
      readLocale({}),
    ]).toEqual(['ja', 'en', 'en']);
  });
});

import { describe, expect, it } from 'vitest';
import { readConfig, readLocale } from '#server/config.ts';

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

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';

/** What the hub is told from outside. This file is the only one of the hub that reads the environment. */
export type Config = {
  readonly host: string;
  /** 0 lets the system choose one. */
  readonly port: number;
  readonly dataFolder: string;
  /** A PostgreSQL of one's own; without it the hub runs one in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** How the outside reaches this hub, without a slash at the end; by default as it listens. */
  readonly publicUrl: string | undefined;
  /** Sites that may embed the widget, as origins; none lets every site. */
  readonly allowedWidgetOrigins: readonly string[];
  /** Most database connections at once. */
  readonly poolSize: number;
  /** Longest that requests under way are waited for when the hub stops, in milliseconds. */
  readonly drainMs: number;
  /** Takes the visitor's address from X-Forwarded-For; only behind a proxy that sets it. */
  readonly trustProxy: boolean;
  /** Key that seals the secrets of connected channels, 32 bytes in base64; by default a file of the data folder. */
  readonly secretKey: string | undefined;
};

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Options of the command line, as text; they win over the environment. */
export type ConfigOptions = { readonly port?: string; readonly host?: string; readonly data?: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Shown instead of a value that may hold a password. */
const HIDDEN = '(hidden)';
const DEFAULT_PORT = '4310';

const url = (protocols: RegExp) => z.url({ protocol: protocols });
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);

/**
 * Reads the configuration. Error: `bad_config` for the first setting that is wrong, naming it as it was given (option
 * or variable), what was found and what is expected.
 */
export function readConfig(options: ConfigOptions = {}, env: Environment = process.env): Config {
  const setting = settingReader(env);
  return {
    host: setting('TSUNAGI_HOST', z.string().min(1), 'an address to listen on, such as 127.0.0.1', {
      option: ['--host', options.host],
      fallback: '127.0.0.1',
    }),
    port: setting(
      'TSUNAGI_PORT',
      z.string().regex(/^\d+$/).transform(Number).pipe(z.number().max(65_535)),
      'a port from 0 to 65535',
      {
        option: ['--port', options.port],
        fallback: DEFAULT_PORT,
      },
    ),
    dataFolder: setting(
      'TSUNAGI_DATA',
      z
        .string()
        .min(1)
        .transform((path) => resolve(path)),
      'a folder',
      {
        option: ['--data', options.data],
        fallback: defaultDataFolder(env),
      },
    ),
    databaseUrl: setting(
      'DATABASE_URL',
      url(/^postgres(ql)?$/).optional(),
      'postgres://USER:PASSWORD@HOST:PORT/DATABASE',
      { hidden: true },
    ),
    redisUrl: setting('REDIS_URL', url(/^rediss?$/).optional(), 'redis://HOST:PORT', { hidden: true }),
    logLevel: setting(
      'TSUNAGI_LOG_LEVEL',
      z.enum(['debug', 'info', 'warn', 'error', 'silent']),
      'debug, info, warn, error or silent',
      {
        fallback: 'info',
      },
    ),
    publicUrl: setting(
      'TSUNAGI_PUBLIC_URL',
      url(/^https?$/)
        .transform((text) => text.replace(/\/+$/, ''))
        .optional(),
      'an address such as https://support.example.com',
    ),
    allowedWidgetOrigins: setting(
      'TSUNAGI_WIDGET_ORIGINS',
      z.string().transform(splitList).pipe(z.array(origin)),
      'addresses of sites with commas between, such as https://shop.example.com',
      { fallback: '' },
    ),
    poolSize: setting('TSUNAGI_POOL_SIZE', wholeNumber(2, 200), 'a whole number from 2 to 200', { fallback: '12' }),
    drainMs: setting(
      'TSUNAGI_DRAIN_SECONDS',
      wholeNumber(0, 600).transform((seconds) => seconds * 1000),
      'seconds from 0 to 600',
      {
        fallback: '10',
      },
    ),
    secretKey: setting('TSUNAGI_SECRET_KEY', z.base64().min(44).max(44).optional(), '32 bytes in base64', {
      hidden: true,
    }),
    trustProxy: setting(
      'TSUNAGI_TRUST_PROXY',
      z.enum(['0', '1']).transform((text) => text === '1'),
      '1 or 0',
      { fallback: '0' },
    ),
  };
}

type SettingOptions = {
  /** The option that wins, and what was given for it. */
  readonly option?: readonly [name: string, given: string | undefined];
  readonly fallback?: string;
  readonly hidden?: boolean;
};

function settingReader(env: Environment) {
  return function setting<T>(
    variable: string,
    schema: z.ZodType<T>,
    expected: string,
    options: SettingOptions = {},
  ): T {
    const [option, given] = options.option ?? [];
    // An empty variable is how shells and compose files say "not set".
    const text = given ?? (env[variable] || options.fallback);
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    const name = given === undefined ? variable : (option ?? variable);
    throw new AppError('bad_config', { details: { setting: name, found: options.hidden ? HIDDEN : text, expected } });
  };
}

function wholeNumber(low: number, high: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(low).max(high));
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function defaultDataFolder(env: Environment): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Tsunagi');
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'tsunagi');
}

/** The language of this terminal, as far as we speak it. */
export function readLocale(env: Environment = process.env): 'ja' | 'en' {
  return /^ja/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'ja' : 'en';
}

/** Programs that a developer's machine names in the environment; for `doctor`. */
export function readToolPaths(env: Environment = process.env): {
  electron: string | undefined;
  chromium: string | undefined;
} {
  return { electron: env['TSUNAGI_ELECTRON'] || undefined, chromium: env['TSUNAGI_CHROMIUM'] || undefined };
}

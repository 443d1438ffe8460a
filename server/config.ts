import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
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
  /**
   * Whose X-Forwarded-For is believed: addresses and networks of proxies. `true` believes whoever connects, which is right
   * only where nobody else can.
   */
  readonly trustProxy: boolean | readonly string[];
  /** Files of a certificate and its key: the hub itself speaks https then. */
  readonly tls: TlsFiles | undefined;
  /** Key that seals the secrets of connected channels, 32 bytes in base64; by default a file of the data folder. */
  readonly secretKey: string | undefined;
  /** An S3-compatible store for files ([SY7]); without one they are in the database. */
  readonly s3: S3Config | undefined;
};

export type TlsFiles = { readonly cert: string; readonly key: string };

export type S3Config = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
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
      z
        .string()
        .transform(proxies)
        .pipe(z.union([z.boolean(), z.array(z.string().refine(isAddressOrNetwork))])),
      '0, 1, or addresses of proxies with commas between, such as 10.0.0.5,10.1.0.0/16',
      { fallback: '0' },
    ),
    tls: tlsSettings(setting),
    s3: s3Settings(setting),
  };
}

/** Both or none. */
function tlsSettings(setting: ReturnType<typeof settingReader>): TlsFiles | undefined {
  const path = z
    .string()
    .min(1)
    .transform((text) => resolve(text));
  const cert = setting('TSUNAGI_TLS_CERT', path.optional(), 'a file with a certificate and its chain, in PEM');
  const key = setting('TSUNAGI_TLS_KEY', path.optional(), 'a file with the key of that certificate, in PEM');
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === undefined && key === undefined) return undefined;
  const missing = cert === undefined ? 'TSUNAGI_TLS_CERT' : 'TSUNAGI_TLS_KEY';
  const details = { setting: missing, found: 'nothing', expected: 'a file: certificate and key go together' };
  throw new AppError('bad_config', { details });
}

/** All of them or none: the endpoint decides. */
function s3Settings(setting: ReturnType<typeof settingReader>): S3Config | undefined {
  const endpoint = setting(
    'TSUNAGI_S3_ENDPOINT',
    url(/^https?$/)
      .transform((text) => text.replace(/\/+$/, ''))
      .optional(),
    'an address such as https://s3.ap-northeast-1.amazonaws.com',
  );
  if (endpoint === undefined) return undefined;
  const text = z.string().min(1);
  return {
    endpoint,
    bucket: setting('TSUNAGI_S3_BUCKET', z.string().regex(/^[a-z0-9][a-z0-9.-]{1,62}$/), 'the name of a bucket'),
    region: setting('TSUNAGI_S3_REGION', text, 'a region such as ap-northeast-1', { fallback: 'us-east-1' }),
    accessKeyId: setting('TSUNAGI_S3_ACCESS_KEY_ID', text, 'the id of an access key', { hidden: true }),
    secretAccessKey: setting('TSUNAGI_S3_SECRET_ACCESS_KEY', text, 'the secret of that key', { hidden: true }),
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
    const inEnvironment = env[variable] || (options.hidden ? fileSetting(env, variable) : undefined);
    const text = given ?? (inEnvironment || options.fallback);
    const parsed = schema.safeParse(text);
    if (parsed.success) return parsed.data;
    const name = given === undefined ? variable : (option ?? variable);
    throw new AppError('bad_config', { details: { setting: name, found: options.hidden ? HIDDEN : text, expected } });
  };
}

/** A secret may be in a file that `NAME_FILE` names, as systemd's credentials and containers' secrets have it. */
function fileSetting(env: Environment, variable: string): string | undefined {
  const path = env[`${variable}_FILE`];
  if (!path) return undefined;
  try {
    const text = readFileSync(path, 'utf8').trim();
    // A key that was not written is not "no key": the hub would make one of its own.
    if (text !== '' || !variable.endsWith('_KEY')) return text;
  } catch (error) {
    const found = `${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`;
    throw new AppError('bad_config', {
      cause: error,
      details: { setting: `${variable}_FILE`, found, expected: 'a file that this user may read' },
    });
  }
  throw new AppError('bad_config', {
    details: { setting: `${variable}_FILE`, found: `${path} (empty)`, expected: 'a file with the key in it' },
  });
}

function proxies(text: string): boolean | string[] {
  if (text === '0' || text === '1') return text === '1';
  return splitList(text);
}

/** `10.0.0.5` or `10.0.0.0/8`, of either family. */
function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
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

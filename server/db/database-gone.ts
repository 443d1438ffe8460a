/** Codes of the operating system for "nobody answers there". */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'EACCES',
]);
/** SQLSTATEs that mean the server goes away or does not let us in: shutting down, starting up, password, no database. */
const UNAVAILABLE = new Set(['57P01', '57P02', '57P03', '28000', '28P01', '3D000', '53300']);
/** The driver reports a lost or slow connection by words alone. */
const LOST_CONNECTION =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/** Whether an error of the driver is about the database as a whole: gone, not there yet, or lets nobody in. */
export function isDatabaseGone(error: Error): boolean {
  const code = databaseCode(error);
  return UNREACHABLE.has(code) || UNAVAILABLE.has(code) || code.startsWith('08') || LOST_CONNECTION.test(error.message);
}

/** The SQLSTATE or the operating system's code; empty when there is none. */
export function databaseCode(error: Error): string {
  // Several addresses tried (IPv4 and IPv6) come as an AggregateError that carries the code of the first.
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  return error instanceof AggregateError && error.errors[0] instanceof Error ? databaseCode(error.errors[0]) : '';
}

import { AppError } from '#server/errors.ts';

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
const DISK_FULL = new Set(['53100', 'ENOSPC', 'EDQUOT']);
/** The driver reports a lost or slow connection by words alone. */
const LOST_CONNECTION =
  /Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error/i;

/**
 * An error of the driver as one of ours, where it is about the database as a whole (gone, full); any other comes back
 * unchanged, for only the caller knows what a violated constraint means. `where` is shown to people.
 */
export function asDatabaseError(error: unknown, where: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (DISK_FULL.has(code)) return new AppError('disk_full', { cause: error, details: { folder: where } });
  if (UNREACHABLE.has(code) || UNAVAILABLE.has(code) || code.startsWith('08') || LOST_CONNECTION.test(error.message)) {
    return new AppError('database_unreachable', { cause: error, details: { where, reason: error.message || code } });
  }
  return error;
}

function codeOf(error: Error): string {
  // Several addresses tried (IPv4 and IPv6) come as an AggregateError that carries the code of the first.
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  return error instanceof AggregateError && error.errors[0] instanceof Error ? codeOf(error.errors[0]) : '';
}

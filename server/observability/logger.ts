import type { DestinationStream, Logger } from 'pino';
import { destination, pino } from 'pino';
import type { LogLevel } from '#server/config.ts';

/** [PR4] Fields that carry secrets or personal data wherever they turn up are not written. */
const SECRET_FIELDS = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'authorization',
  'cookie',
  'body',
  'text',
  'value',
];

/** An error as where it happened and of what kind; its message may quote what somebody sent ([PR4]). */
function errorForLog(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return { name: typeof error };
  const { name, code, stack, constraint, table } = error as Record<string, unknown>;
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return { name, code, constraint, table, frames: frames.slice(0, 12).map((line) => line.trim()) };
}

/** What the HTTP framework logs by itself: a request is its id and method, never its address, headers or sender. */
const serializers = {
  err: errorForLog,
  error: errorForLog,
  req: (request: { id?: unknown; method?: unknown }) => ({ id: request.id, method: request.method }),
  res: (reply: { statusCode?: unknown }) => ({ status: reply.statusCode }),
};

const paths = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Structured logs, one JSON object a line, on stderr: stdout belongs to what a command answers. */
export function createLogger(level: LogLevel, to: DestinationStream = destination(2)): Logger {
  const redact = { paths, censor: '(redacted)' };
  return pino({ level, base: null, redact, serializers, timestamp: pino.stdTimeFunctions.isoTime }, to);
}

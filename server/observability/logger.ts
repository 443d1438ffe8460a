import type { Logger } from 'pino';
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

const paths = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Structured logs, one JSON object a line, on stderr: stdout belongs to what a command answers. */
export function createLogger(level: LogLevel): Logger {
  return pino(
    { level, base: null, redact: { paths, censor: '(redacted)' }, timestamp: pino.stdTimeFunctions.isoTime },
    destination(2),
  );
}

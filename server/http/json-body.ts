import type { FastifyInstance } from 'fastify';
import { AppError } from '#server/errors.ts';

/**
 * JSON bodies by our own reader: where it does not parse is told, what it says is not ([PR4]). Keys that would change
 * what objects inherit are refused.
 */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

export function parseJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('malformed', { cause: error, details: { reason: 'it is not UTF-8' } });
  }
  if (text.trim() === '') throw new AppError('malformed', { details: { reason: 'the body is empty' } });
  try {
    // A reviver costs tenfold, so it runs only where there may be something to refuse.
    return text.includes('__proto__') ? JSON.parse(text, refuseProto) : JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('malformed', { cause: error, details: { reason: whereOf(error, text) } });
  }
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__')
    throw new AppError('malformed', { details: { reason: 'the key __proto__ is not accepted' } });
  return value;
}

/** Position as line and column; V8's own words quote the text. */
function whereOf(error: unknown, text: string): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (position === undefined) return 'it ends too early';
  const before = text.slice(0, Number(position)).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

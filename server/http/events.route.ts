import type { FastifyPluginAsync } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { createIngest, type RawLine } from '#server/domains/ingest/ingest.service.ts';
import { AppError } from '#server/errors.ts';
import { askingOf } from './guard.ts';
import { parseJson } from './json-body.ts';

/** The longest body, in bytes. */
export const BODY_LIMIT = 8 * 1024 * 1024;
const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/json-lines'];

/** What the body was; the answer speaks the same. */
type EventsBody = { readonly format: 'json' | 'ndjson'; readonly lines: readonly RawLine[] };

/**
 * `POST /api/v1/events`: events of any system without an adapter, as a JSON array or NDJSON, answered line by line in
 * the same form ([DESIGN 6]). The whole is refused only when it is no JSON at all, too large, or nobody's.
 */
export const eventsRoute: FastifyPluginAsync<{ readonly deps: Deps }> = async (app, { deps }) => {
  const ingest = createIngest(deps);
  // This route reads its bodies itself: NDJSON line by line, and arrays of any JSON.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, { format: 'json', lines: arrayLines(parseJson(body as Buffer)) } satisfies EventsBody);
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser(NDJSON, { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, { format: 'ndjson', lines: textLines(body as Buffer) } satisfies EventsBody);
    } catch (error) {
      done(error as Error);
    }
  });
  app.post(
    '/api/v1/events',
    { bodyLimit: BODY_LIMIT, config: { action: 'ingest.write', askers: ['key'] } },
    async (request, reply) => {
      const body = request.body as EventsBody | undefined;
      if (body === undefined) throw new AppError('malformed', { details: { reason: 'the body is empty' } });
      const lines = await ingest(askingOf(request), body.lines);
      if (body.format === 'json') return { ok: true, data: { lines } };
      return reply
        .type('application/x-ndjson; charset=utf-8')
        .send(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    },
  );
};

/** A single event is as good as a list of one. */
function arrayLines(value: unknown): RawLine[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map((element: unknown, i) => ({ line: i + 1, value: element ?? null }));
}

/** Lines keep the number they have in the body; blank ones are no lines of ours. */
function textLines(bytes: Buffer): RawLine[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('malformed', { cause: error, details: { reason: 'it is not UTF-8' } });
  }
  return text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [{ line: i + 1, text: line }]));
}

import type { Asking } from '#server/asking.ts';
import type { CommandData } from '#server/cli/with-data.ts';
import { createIngest, type RawLine } from '#server/domains/ingest/ingest.service.ts';
import { AppError } from '#server/errors.ts';
import { wireErrorSchema } from '#shared/wire/ack.ts';
import type { IngestLine } from '#shared/wire/ingest.ts';
import { ingestLineSchema } from '#shared/wire/ingest.ts';

export type Sender = (lines: readonly RawLine[]) => Promise<readonly IngestLine[]>;

/** Whoever may write into the data folder vouches for what is in the file: its verified points count ([ID2]). */
const OPERATOR: Asking = {
  actor: { role: 'integration', id: 'import', teamIds: [], grants: ['identity:assert'] },
  name: 'import',
  locale: 'en',
};

/** Straight into the hub's data, by the same service that the hub uses. */
export function directSender(data: CommandData): Sender {
  const ingest = createIngest({ ...data, publisher: { publish: () => undefined } });
  return (lines) => ingest(OPERATOR, lines);
}

type Remote = { readonly hub: string; readonly key: string };

/** Through a running hub, as any other system: what the key may say is what counts. */
export function hubSender({ hub, key }: Remote): Sender {
  const url = new URL('/api/v1/events', hub);
  return async (lines) => {
    const answers = lines.flatMap((line) => ('error' in line ? [refusalOf(line.line, line.error)] : []));
    for (const part of inRequests(lines)) answers.push(...(await sendPart(url, key, part)));
    return answers.sort((a, b) => a.line - b.line);
  };
}

type Text = { readonly line: number; readonly text: string };

/** Below what a hub takes at once, also when every character is three bytes long. */
const REQUEST_CHARACTERS = 2 * 1024 * 1024;

function inRequests(lines: readonly RawLine[]): Text[][] {
  const parts: Text[][] = [];
  let room = 0;
  for (const line of lines) {
    if (!('text' in line)) continue;
    const text = { line: line.line, text: line.text.trim() };
    if (text.text.length > room) {
      parts.push([]);
      room = REQUEST_CHARACTERS;
    }
    parts.at(-1)?.push(text);
    room -= text.text.length;
  }
  return parts;
}

async function sendPart(url: URL, key: string, part: readonly Text[]): Promise<IngestLine[]> {
  const response = await post(url, key, part.map(({ text }) => `${text}\n`).join(''));
  if (!response.ok) throw await refusal(response, url.origin);
  const answers = (await response.text()).trim().split('\n');
  return answers.map((text) => {
    const answer = ingestLineSchema.parse(JSON.parse(text));
    return { ...answer, line: part[answer.line - 1]?.line ?? answer.line };
  });
}

async function post(url: URL, key: string, body: string): Promise<Response> {
  try {
    const headers = { 'content-type': 'application/x-ndjson', authorization: `Bearer ${key}` };
    return await fetch(url, { method: 'POST', headers, body });
  } catch (error) {
    throw new AppError('hub_unreachable', { cause: error, details: { where: url.origin } });
  }
}

async function refusal(response: Response, hub: string): Promise<AppError> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = wireErrorSchema.safeParse((body as { error?: unknown } | null)?.error);
  if (!parsed.success) return new AppError('hub_unreachable', { details: { where: hub, status: response.status } });
  return new AppError(parsed.data.code, { details: parsed.data.details ?? {}, message: parsed.data.message });
}

function refusalOf(line: number, error: AppError): IngestLine {
  return { line, status: 'rejected', error: { code: error.code, message: error.message, retryable: false } };
}

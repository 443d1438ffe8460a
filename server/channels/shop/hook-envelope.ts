import { createHash } from 'node:crypto';
import { type HookEvent, type HookRequest, ProviderError } from '#server/channels/provider.ts';

/** A webhook as it is kept: its topic came in a header. */
export type Envelope = { readonly topic: string; readonly payload: unknown };

/**
 * One verified call as the one event that is kept. Its id is not covered by the signature, so a repetition under another
 * id is kept too and changes nothing: items go by what the shop names ([TL3]). Throws for what is not JSON.
 */
export function envelope(
  { rawBody }: HookRequest,
  { id, topic }: { id: string | undefined; topic: string | undefined },
): HookEvent[] {
  let payload: unknown;
  try {
    payload = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch (cause) {
    throw notJson(cause);
  }
  const hash = createHash('sha256').update(rawBody).digest('hex');
  const named = payload as { id?: unknown; order_id?: unknown } | null;
  const body = Buffer.from(JSON.stringify({ topic: topic ?? '', payload }));
  return [{ id: id ?? `${topic ?? ''}:${hash}`, body, order: String(named?.order_id ?? named?.id ?? '') }];
}

export const opened = (event: HookEvent): Envelope => JSON.parse(event.body.toString('utf8')) as Envelope;

const notJson = (cause: unknown) => new ProviderError('refused', 'malformed', 'the call holds no JSON', { cause });

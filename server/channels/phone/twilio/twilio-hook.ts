import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type HookEvent, type HookRequest, ProviderError } from '#server/channels/provider.ts';

const UUID = z.uuid();

/** A verified call of Twilio's, taken apart: which of our addresses it came to and what it says. */
export type TwilioHook = {
  readonly to: string;
  readonly callId: string | null;
  readonly agentId: string | null;
  readonly params: Readonly<Record<string, string>>;
};

/** Names of the addresses; what comes to none of them is malformed. */
const ADDRESSES = new Set([
  'voice',
  'menu',
  'status',
  'leg',
  'agent',
  'help',
  'helper',
  'room',
  'recording',
  'recorded',
  'transcription',
  'voicemail',
]);

/** Throws `ProviderError` for what cannot be read. */
export function readHook({
  query,
  rawBody,
  contentType,
}: Pick<HookRequest, 'query' | 'rawBody' | 'contentType'>): TwilioHook {
  const to = query['do'] ?? 'voice';
  if (!ADDRESSES.has(to)) throw new ProviderError('refused', 'malformed', `no address is called ${to.slice(0, 40)}`);
  const text = rawBody.toString('utf8');
  const params = contentType.startsWith('application/json')
    ? jsonFields(text)
    : Object.fromEntries(new URLSearchParams(text));
  const id = (name: string): string | null => {
    const value = query[name];
    return UUID.safeParse(value).success ? (value ?? null) : null;
  };
  return { to, callId: id('call'), agentId: id('agent'), params };
}

/** Undefined for what is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function jsonFields(text: string): Record<string, string> {
  const body = jsonOf(text);
  if (body === null || body === undefined || typeof body !== 'object' || Array.isArray(body))
    throw new ProviderError('refused', 'malformed', 'the body is not an object');
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

/** What names an event across redeliveries: where it came to and what it says, whatever the order it comes in. */
export function eventOf(hook: TwilioHook): HookEvent {
  const { to, callId, agentId, params } = hook;
  const sid =
    params['RecordingSid'] ?? params['TranscriptionSid'] ?? params['CallSid'] ?? params['ConferenceSid'] ?? '';
  const said = Object.keys(params)
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&');
  const hash = createHash('sha256').update(said).digest('hex').slice(0, 32);
  return {
    id: `${to}:${sid}:${hash}`,
    body: Buffer.from(JSON.stringify({ to, callId, agentId, params })),
    order: callId ?? params['CallSid'],
  };
}

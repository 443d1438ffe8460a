import { z } from 'zod';
import {
  type Connection,
  type HookEvent,
  type HookRequest,
  type Provider,
  ProviderError,
} from '#server/channels/provider.ts';
import { jsonOf } from '#server/channels/webhooks/json-of.ts';
import { isSignedCall, SIGNATURE_HEADER } from '#server/channels/webhooks/signed-call.ts';
import { takeTillEvent } from './take-till-event.service.ts';
import { tillEventSchema } from './till-events.ts';

const MOST_EVENTS = 500;
const call = z.union([
  z.object({ events: z.array(z.unknown()).min(1).max(MOST_EVENTS) }),
  z.object({ type: z.string() }).loose(),
]);

/** What happens at counters: nothing leaves by it. */
export const STORE_CAPABILITIES = { textLimit: 1, files: null, typing: false, delivery: false } as const;

/** A point of sale that calls us, signed with our own scheme. */
export const posProvider: Provider = {
  adapter: 'pos',
  channel: 'store',
  name: { ja: 'POSレジ（Webhook）', en: 'Point of sale (webhook)' },
  about: {
    ja: '購入・返品・来店・試着・受け取り・スタッフメモを、署名付きのWebhookで受け取ります。',
    en: 'Purchases, returns, visits, fittings, pickups and notes by a signed webhook.',
  },
  fields: [
    {
      name: 'secret',
      kind: 'secret',
      label: { ja: '署名の秘密鍵', en: 'Signing secret' },
      help: {
        ja: 'POS側と同じ32文字以上の文字列',
        en: 'The same text of 32 characters or more as at the point of sale',
      },
      required: true,
    },
  ],
  capabilities: STORE_CAPABILITIES,
  webhook: {
    verify: (connection: Connection, request: HookRequest) =>
      isSignedCall(
        request.headers[SIGNATURE_HEADER],
        request.rawBody,
        [connection.secrets['secret'], connection.secrets['secret:former']],
        new Date(),
      ),
    events: (request) => eventsOf(request.rawBody),
    handle: async (deps, connection, { body }) => {
      const parsed = tillEventSchema.safeParse(JSON.parse(body.toString('utf8')));
      // Told by its id in the settings: the others of the call were taken.
      if (!parsed.success) throw new ProviderError('refused', 'malformed', z.prettifyError(parsed.error).slice(0, 400));
      await takeTillEvent(deps, connection, parsed.data);
    },
  },
};

function eventsOf(raw: Buffer): HookEvent[] {
  const parsed = call.safeParse(jsonOf(raw));
  if (!parsed.success)
    throw new ProviderError('refused', 'malformed', `expected {"events": [1 to ${MOST_EVENTS}]} or one event`);
  const list: unknown[] =
    'events' in parsed.data && Array.isArray(parsed.data.events) ? parsed.data.events : [parsed.data];
  return list.map((event, i) => {
    const body = Buffer.from(JSON.stringify(event));
    const named = event as { id?: unknown; store?: unknown; type?: unknown } | null;
    const { id, store, type } = named ?? {};
    return {
      id: `${String(store)}:${String(type)}:${String(id ?? `#${i}:${body.length}`)}`,
      body,
      order: String(store),
    };
  });
}

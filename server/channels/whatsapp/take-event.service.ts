import { hear } from '#server/channels/hear.ts';
import { bindFiles } from '#server/channels/messaging/keep-file.ts';
import { markByRefOrId } from '#server/channels/messaging/mark-sent.service.ts';
import { takeOptWord } from '#server/channels/messaging/opt-word.service.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { inWork } from '#server/work.ts';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';
import type { DeliveryState } from '#shared/domain/timeline-item.ts';
import { openWindow } from './whatsapp.repository.ts';
import { reasonFor, STOPPED_MARKETING } from './whatsapp-codes.ts';
import { eventSchema, type WhatsappMessage, type WhatsappStatus } from './whatsapp-events.ts';
import { dataOf, filesOf } from './whatsapp-items.ts';
import { whatsappSettings } from './whatsapp-settings.ts';

const STATES: Readonly<Record<string, DeliveryState>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
};

/** Meta's ids of people are numbers without the plus. */
const numberFrom = (id: string): string | null => normaliseContactPoint('whatsapp', `+${id.replace(/^\+/, '')}`);

/** Works on one event of Meta's: a message, or how far one of ours got. Those of other numbers of the account are not ours. */
export async function takeWhatsappEvent(deps: Deps, connection: Connection, raw: unknown): Promise<void> {
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) throw new ProviderError('refused', 'malformed', parsed.error.issues[0]?.message ?? 'unreadable');
  const event = parsed.data;
  const { phoneNumberId } = whatsappSettings(connection);
  if (event.phoneNumberId !== undefined && event.phoneNumberId !== phoneNumberId) return;
  if ('status' in event) await takeStatus(deps, connection, event.status);
  else await takeMessage(deps, connection, event.message, event.name);
}

async function takeMessage(deps: Deps, connection: Connection, message: WhatsappMessage, name?: string): Promise<void> {
  const from = numberFrom(message.from);
  if (from === null) throw new ProviderError('refused', 'no_sender', 'the sender is no number');
  const files = await filesOf(deps, connection, message);
  const at = new Date(Math.min(message.timestamp * 1000, deps.clock.now().getTime()));
  // The number is proven by WhatsApp alone: for calls and texts it is what they say of themselves.
  const points = [
    { kind: 'whatsapp', value: from, verified: true },
    { kind: 'phone', value: from, verified: false },
  ] as const;
  const data = dataOf(message, files);
  await inWork(deps, async (work) => {
    const heard = await hear(work, connection, {
      externalId: message.id,
      kind: 'message',
      data,
      direction: 'in',
      occurredAt: at,
      points,
      name: name?.trim() === '' ? undefined : name?.slice(0, 200),
      // A thumb up joins the conversation and asks for nothing.
      quiet: message.reaction !== undefined,
    });
    await bindFiles(work, files, heard.customerId);
    await openWindow(work.tx, connection.id, from, at);
    if (heard.duplicate || message.text === undefined) return;
    await takeOptWord(work, connection, { text: message.text.body, id: message.id, at, points, purpose: 'marketing' });
  });
}

async function takeStatus(deps: Deps, connection: Connection, mark: WhatsappStatus): Promise<void> {
  const state = STATES[mark.status];
  if (state === undefined) return;
  const code = mark.errors?.[0]?.code;
  const reason = state === 'failed' ? reasonFor(code ?? 0) : undefined;
  await markByRefOrId(deps, connection, { providerId: mark.id, ref: mark.biz_opaque_callback_data, state, reason });
  const to = mark.recipient_id === undefined ? null : numberFrom(mark.recipient_id);
  if (code !== STOPPED_MARKETING || to === null) return;
  const data = {
    channel: connection.channel,
    purpose: 'marketing',
    granted: false,
    source: 'provider',
    evidence: String(code),
  };
  await inWork(deps, (work) =>
    hear(work, connection, {
      externalId: `consent:${mark.id}`,
      kind: 'consent',
      data,
      direction: 'none',
      occurredAt: work.at,
      points: [{ kind: 'whatsapp', value: to, verified: true }],
    }),
  );
}

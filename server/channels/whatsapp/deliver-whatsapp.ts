import { type Connection, type OutgoingItem, ProviderError, type Taken } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import { lastHeard } from './whatsapp.repository.ts';
import { whatsappApi } from './whatsapp-api.ts';
import { templateFor, templatesOf, whatsappSettings } from './whatsapp-settings.ts';

/** How long after their last message a customer may be answered in free words. */
export const WINDOW_MS = 24 * 3_600_000;

/** Until when free words are taken, or null: the window is closed. */
export async function windowUntil(deps: Deps, connection: Connection, to: string): Promise<Date | null> {
  const last = await lastHeard(deps.db, connection.id, to);
  const until = last === null ? 0 : last.getTime() + WINDOW_MS;
  return until > deps.clock.now().getTime() ? new Date(until) : null;
}

/**
 * Hands an answer to WhatsApp: in free words within the window, after it as the approved template that its text is. The
 * item's own id goes along and comes back with every mark, so that an answer that never came is found out about ([CH3]).
 */
export async function deliverWhatsapp(deps: Deps, connection: Connection, out: OutgoingItem): Promise<Taken> {
  const settings = whatsappSettings(connection);
  if (!settings.switchedOn) throw new ProviderError('config', 'switched_off', 'answering by WhatsApp is switched off');
  const { item, to, ref } = out;
  if (item.kind !== 'message' || to === null)
    throw new ProviderError('refused', 'no_address', 'no number to send it to');
  const { text, attachments = [] } = item.data;
  const isOpen = (await windowUntil(deps, connection, to)) !== null;
  const message = isOpen
    ? await freeMessage(deps, connection, text, attachments[0])
    : templateMessage(settings, text, attachments.length);
  const digits = to.replace(/^\+/, '');
  const { id } = await whatsappApi(connection).send({ to: digits, biz_opaque_callback_data: ref, ...message });
  return { providerId: id };
}

async function freeMessage(deps: Deps, connection: Connection, text: string, file: Attachment | undefined) {
  if (file === undefined) return { type: 'text', text: { body: text, preview_url: false } };
  const bytes = await deps.blobs.bytes(file.blobId);
  if (bytes === null) throw new ProviderError('refused', 'not_found', 'the file is gone');
  const id = await whatsappApi(connection).upload({ name: file.name, mime: file.mime, bytes });
  const caption = text === '' ? {} : { caption: text };
  if (file.mime.startsWith('image/')) return { type: 'image', image: { id, ...caption } };
  return { type: 'document', document: { id, filename: file.name, ...caption } };
}

function templateMessage(settings: ReturnType<typeof whatsappSettings>, text: string, files: number) {
  const found = files === 0 ? templateFor(templatesOf(settings), text) : null;
  if (found === null)
    throw new ProviderError('refused', 'window_closed', 'more than 24 hours after their last message');
  const { template, values } = found;
  const parameters = values.map((value) => ({ type: 'text', text: value }));
  return {
    type: 'template',
    template: {
      name: template.name,
      language: { code: template.language },
      ...(parameters.length === 0 ? {} : { components: [{ type: 'body', parameters }] }),
    },
  };
}

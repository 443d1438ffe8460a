import { keepFile } from '#server/channels/messaging/keep-file.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { Attachment, ItemData } from '#shared/domain/item-data.ts';
import { whatsappApi } from './whatsapp-api.ts';
import type { WhatsappMessage } from './whatsapp-events.ts';

const MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const;

/** Fetches what a message brings at once: its address works for minutes, the file for a month. */
export async function filesOf(deps: Deps, connection: Connection, message: WhatsappMessage): Promise<Attachment[]> {
  const kind = MEDIA.find((name) => message[name] !== undefined);
  const given = kind === undefined ? undefined : message[kind];
  if (kind === undefined || given === undefined) return [];
  const file = await whatsappApi(connection).media(given.id);
  if (file === null) return [];
  const type = given.mime_type?.split(';')[0]?.trim() ?? file.type;
  return [await keepFile(deps, connection.id, { name: given.filename ?? kind, bytes: file.bytes, type })];
}

/** A message in the hub's words; what we do not know yet says what it is. */
export function dataOf(message: WhatsappMessage, files: readonly Attachment[]): ItemData<'message'> {
  const attachments = files.length === 0 ? {} : { attachments: [...files] };
  const { location } = message;
  if (location !== undefined) {
    const { latitude, longitude, name, address } = location;
    const named = { ...(name ? { title: name } : {}), ...(address ? { address } : {}) };
    return { text: '', location: { ...named, latitude, longitude } };
  }
  return { text: textOf(message, files.length > 0), ...attachments };
}

function textOf(message: WhatsappMessage, hasFiles: boolean): string {
  const { text, button, interactive, reaction, contacts } = message;
  const said = text?.body ?? button?.text ?? interactive?.button_reply?.title ?? interactive?.list_reply?.title;
  if (said !== undefined) return said;
  if (reaction !== undefined) return reaction.emoji ?? '';
  if (contacts !== undefined)
    return contacts
      .map(({ name, phones = [] }) => [name.formatted_name, ...phones.flatMap(({ phone }) => phone ?? [])].join(' '))
      .join('\n');
  const caption = MEDIA.map((kind) => message[kind]?.caption).find((words) => words !== undefined);
  return caption ?? (hasFiles ? '' : `[${message.type}]`);
}

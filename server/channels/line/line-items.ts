import { keepFile } from '#server/channels/messaging/keep-file.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { Attachment, ItemData } from '#shared/domain/item-data.ts';
import type { Locale } from '#shared/domain/people.ts';
import { lineApi } from './line-api.ts';
import type { LineEvent, LineMessage } from './line-events.ts';

type Body =
  | { readonly kind: 'message'; readonly data: ItemData<'message'> }
  | { readonly kind: 'device'; readonly data: ItemData<'device'> }
  | { readonly kind: 'identity'; readonly data: ItemData<'identity'> };

const WORDS = {
  ja: {
    follow: 'LINEの友だちに追加',
    unfollow: 'LINEでブロック',
    gone: '（LINEでの保存期間が過ぎ、ファイルを取得できませんでした）',
  },
  en: {
    follow: 'Added us as a friend on LINE',
    unfollow: 'Blocked us on LINE',
    gone: '(LINE no longer kept the file)',
  },
} as const;

/** An event in the hub's words. */
export function itemOf(
  event: Exclude<LineEvent, { type: 'unsend' }>,
  files: readonly Attachment[],
  locale: Locale,
): Body {
  switch (event.type) {
    case 'message':
      return { kind: 'message', data: messageOf(event.message, files, locale) };
    case 'postback':
      // What was chosen; a picked date says more than the button's own data.
      return { kind: 'message', data: { text: Object.values(event.postback.params ?? {})[0] ?? event.postback.data } };
    case 'follow':
    case 'unfollow':
      return { kind: 'device', data: { title: WORDS[locale][event.type] } };
    case 'accountLink':
      return { kind: 'identity', data: { event: `account_link_${event.link.result}`, detail: event.link.nonce } };
  }
}

function messageOf(message: LineMessage, files: readonly Attachment[], locale: Locale): ItemData<'message'> {
  switch (message.type) {
    case 'text':
      return { text: message.text };
    case 'sticker': {
      const { packageId, stickerId, keywords } = message;
      const sticker = { packageId, stickerId, ...(keywords === undefined ? {} : { keywords }) };
      return { text: message.text ?? '', sticker };
    }
    case 'location': {
      const { title, address, latitude, longitude } = message;
      const named = { ...(title ? { title } : {}), ...(address ? { address } : {}) };
      return { text: '', location: { ...named, latitude, longitude } };
    }
    default:
      return files.length > 0 ? { text: '', attachments: [...files] } : { text: WORDS[locale].gone };
  }
}

const NAMES = { image: 'photo', video: 'video', audio: 'voice' } as const;
const PREPARING_WAIT_MS = 3000;

/** Fetches what a message brings at once, for LINE keeps it for a while only; none where it is gone already. */
export async function filesOf(deps: Deps, connection: Connection, message: LineMessage): Promise<Attachment[]> {
  if (message.type === 'text' || message.type === 'sticker' || message.type === 'location') return [];
  const content = await lineApi(connection).content(message.id);
  if (content === 'preparing')
    throw new ProviderError('retry', 'preparing', 'LINE still prepares the file', { retryAfterMs: PREPARING_WAIT_MS });
  if (content === 'gone') return [];
  const name = message.type === 'file' ? message.fileName : `${NAMES[message.type]}-${message.id}`;
  return [await keepFile(deps, connection.id, { name, ...content })];
}

import { z } from 'zod';
import type { Connection } from '#server/channels/provider.ts';
import type { ConnectionField } from '#shared/domain/channel-connection.ts';

export const LINE_FIELDS: readonly ConnectionField[] = [
  {
    name: 'channelSecret',
    kind: 'secret',
    label: { ja: 'チャネルシークレット', en: 'Channel secret' },
    help: {
      ja: 'LINE Developersコンソール → チャネル基本設定',
      en: 'LINE Developers console → Basic settings of the channel',
    },
    required: true,
  },
  {
    name: 'accessToken',
    kind: 'secret',
    label: { ja: 'チャネルアクセストークン（長期）', en: 'Channel access token (long-lived)' },
    help: {
      ja: 'LINE Developersコンソール → Messaging API設定',
      en: 'LINE Developers console → Messaging API of the channel',
    },
    required: true,
  },
  {
    name: 'apiUrl',
    kind: 'url',
    label: { ja: 'APIのアドレス', en: 'Address of the API' },
    required: false,
    initial: 'https://api.line.me',
  },
  {
    name: 'dataUrl',
    kind: 'url',
    label: { ja: '画像・動画のアドレス', en: 'Address of the API for media' },
    required: false,
    initial: 'https://api-data.line.me',
  },
];

const schema = z.object({
  apiUrl: z.string().catch('https://api.line.me'),
  dataUrl: z.string().catch('https://api-data.line.me'),
});
export type LineSettings = z.infer<typeof schema>;

export const lineSettings = (connection: Pick<Connection, 'settings'>): LineSettings =>
  schema.parse(connection.settings);

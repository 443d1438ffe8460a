import { z } from 'zod';
import type { Connection } from '#server/channels/provider.ts';
import type { ConnectionField, Localised } from '#shared/domain/channel-connection.ts';

export const WHATSAPP_FIELDS: readonly ConnectionField[] = [
  {
    name: 'switchedOn',
    kind: 'boolean',
    label: { ja: 'WhatsAppでの返信を有効にする', en: 'Answer by WhatsApp' },
    help: {
      ja: '国内ではほとんど使われないため、初期設定では無効です。受信は無効でも記録されます。',
      en: 'Off at first: hardly anybody in Japan uses it. What comes in is kept either way.',
    },
    required: false,
    initial: 'false',
  },
  {
    name: 'phoneNumberId',
    kind: 'text',
    label: { ja: '電話番号ID', en: 'Phone number ID' },
    help: { ja: 'Meta for Developers → WhatsApp → APIセットアップ', en: 'Meta for Developers → WhatsApp → API setup' },
    required: true,
  },
  {
    name: 'accessToken',
    kind: 'secret',
    label: { ja: 'アクセストークン（システムユーザー）', en: 'Access token (system user)' },
    required: true,
  },
  {
    name: 'appSecret',
    kind: 'secret',
    label: { ja: 'app secret', en: 'App secret' },
    help: { ja: 'Webhookの署名の確認に使います', en: 'Checks the signature of webhooks' },
    required: true,
  },
  {
    name: 'verifyToken',
    kind: 'secret',
    label: { ja: '確認トークン', en: 'Verify token' },
    help: { ja: 'Webhookの登録時に同じ文字列を入力します', en: 'Enter the same text when registering the webhook' },
    required: true,
  },
  {
    name: 'templates',
    kind: 'list',
    label: { ja: '承認済みテンプレート', en: 'Approved templates' },
    help: {
      ja: '1行に「名前|言語|本文（{{1}}など）」。この本文に合う文面は24時間を過ぎても送れます',
      en: 'One per line: “name|language|body with {{1}}”. A text that fits one can be sent after 24 hours too',
    },
    required: false,
  },
  {
    name: 'apiUrl',
    kind: 'url',
    label: { ja: 'APIのアドレス', en: 'Address of the API' },
    required: false,
    initial: 'https://graph.facebook.com/v23.0',
  },
];

const schema = z.object({
  switchedOn: z.boolean().catch(false),
  phoneNumberId: z.string().catch(''),
  templates: z.array(z.string()).catch([]),
  apiUrl: z.string().catch('https://graph.facebook.com/v23.0'),
});
export type WhatsappSettings = z.infer<typeof schema>;

export const whatsappSettings = (connection: Pick<Connection, 'settings'>): WhatsappSettings =>
  schema.parse(connection.settings);

export type Template = { readonly name: string; readonly language: string; readonly body: string };

function templateOf(line: string): Template | null {
  const [, name = '', language = '', body = ''] = /^\s*([a-z0-9_]+)\s*\|\s*([a-zA-Z_]+)\s*\|\s*(.+)$/s.exec(line) ?? [];
  return name === '' ? null : { name, language, body: body.trim() };
}

export const templatesOf = (settings: WhatsappSettings): Template[] =>
  settings.templates.flatMap((line) => templateOf(line) ?? []);

export function checkWhatsappSettings(settings: Readonly<Record<string, unknown>>): Localised | null {
  const wrong = schema.parse(settings).templates.find((line) => templateOf(line) === null);
  if (wrong === undefined) return null;
  return {
    ja: `テンプレート「${wrong}」は「名前|言語|本文」の形で指定してください`,
    en: `“${wrong}” should look like “name|language|body”`,
  };
}

const PLACE = /\{\{\d+\}\}/;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The template that a text is, with what stands in its places; null for a text that is none. */
export function templateFor(
  templates: readonly Template[],
  text: string,
): { readonly template: Template; readonly values: readonly string[] } | null {
  for (const template of templates) {
    const pattern = template.body.split(PLACE).map(escaped).join('([\\s\\S]{1,500}?)');
    const match = new RegExp(`^${pattern}$`).exec(text.trim());
    if (match !== null) return { template, values: match.slice(1) };
  }
  return null;
}

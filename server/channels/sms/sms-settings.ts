import { z } from 'zod';
import type { Connection } from '#server/channels/provider.ts';
import type { ConnectionField, Localised } from '#shared/domain/channel-connection.ts';

export const SMS_FIELDS: readonly ConnectionField[] = [
  { name: 'accountSid', kind: 'text', label: { ja: 'Account SID', en: 'Account SID' }, required: true },
  {
    name: 'authToken',
    kind: 'secret',
    label: { ja: 'Auth Token', en: 'Auth token' },
    help: { ja: 'APIの認証とWebhookの署名に使います', en: 'For the API and for the signature of webhooks' },
    required: true,
  },
  {
    name: 'from',
    kind: 'text',
    label: { ja: '送信元', en: 'Sender' },
    help: {
      ja: '電話番号（+81…）、英数字の送信者名、またはMessaging Service SID（MG…）',
      en: 'A number (+81…), an alphanumeric sender or a messaging service’s SID (MG…)',
    },
    required: true,
  },
  {
    name: 'senders',
    kind: 'list',
    label: { ja: '国別の送信元', en: 'Senders by country' },
    help: { ja: '1行に「+1 +15551234567」の形で', en: 'One per line, like “+1 +15551234567”' },
    required: false,
  },
  {
    name: 'company',
    kind: 'text',
    label: { ja: '冒頭に付ける会社名', en: 'Company name put first' },
    help: { ja: '「【会社名】」として本文の前に付きます', en: 'Put before every text as “[name]”' },
    required: false,
  },
  {
    name: 'apiUrl',
    kind: 'url',
    label: { ja: 'APIのアドレス', en: 'Address of the API' },
    required: false,
    initial: 'https://api.twilio.com',
  },
];

const schema = z.object({
  accountSid: z.string().catch(''),
  from: z.string().catch(''),
  senders: z.array(z.string()).catch([]),
  company: z.string().catch(''),
  apiUrl: z.string().catch('https://api.twilio.com'),
});
export type SmsSettings = z.infer<typeof schema>;

export const smsSettings = (connection: Pick<Connection, 'settings'>): SmsSettings => schema.parse(connection.settings);

const BY_COUNTRY = /^(\+\d{1,4})\s+(\S.*)$/;

export function checkSmsSettings(settings: Readonly<Record<string, unknown>>): Localised | null {
  const wrong = schema.parse(settings).senders.find((line) => !BY_COUNTRY.test(line));
  if (wrong === undefined) return null;
  return {
    ja: `国別の送信元「${wrong}」は「+1 +15551234567」の形で指定してください`,
    en: `“${wrong}” should look like “+1 +15551234567”`,
  };
}

/** Whom a message to this number comes from: the sender of the longest prefix that fits, else the usual one. */
export function senderFor({ from, senders }: SmsSettings, to: string): string {
  const fitting = senders
    .flatMap((line) => {
      const [, prefix = '', sender = ''] = BY_COUNTRY.exec(line) ?? [];
      return prefix !== '' && to.startsWith(prefix) ? [{ prefix, sender }] : [];
    })
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return fitting[0]?.sender ?? from;
}

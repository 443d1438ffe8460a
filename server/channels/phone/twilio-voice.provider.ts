import type { Provider } from '#server/channels/provider.ts';
import type { ConnectionField, ConnectionTest } from '#shared/domain/channel-connection.ts';
import { TWILIO_VOICE } from './adapters.ts';
import { isNumberLine } from './phone-fields.ts';
import { PHONE_CAPABILITIES } from './sip.provider.ts';
import { twilioClient } from './twilio/twilio-client.ts';
import { twilioDoor } from './twilio/twilio-door.ts';

const field = (
  name: string,
  kind: ConnectionField['kind'],
  label: ConnectionField['label'],
  rest: Partial<ConnectionField> = {},
): ConnectionField => ({ name, kind, label, required: false, ...rest });

const fields: readonly ConnectionField[] = [
  field('accountSid', 'text', { ja: 'アカウントSID', en: 'Account SID' }, { required: true }),
  field('authToken', 'secret', { ja: '認証トークン', en: 'Auth token' }, { required: true }),
  field('apiUrl', 'url', { ja: 'APIのアドレス', en: 'API address' }, { initial: 'https://api.twilio.com' }),
  field(
    'numbers',
    'list',
    { ja: '自社の番号', en: 'Our numbers' },
    { required: true, help: { ja: '1行に1つ。例：+815012345678 代表', en: 'One a line: +815012345678 Main line' } },
  ),
  field(
    'accounts',
    'list',
    { ja: '担当者の電話', en: 'Agents’ telephones' },
    {
      help: {
        ja: '1行に1人。ログインID=電話番号またはSIPアドレス',
        en: 'One a line: login=number or SIP address',
      },
    },
  ),
  field('greeting', 'long_text', { ja: '最初のあいさつ', en: 'Greeting' }, { initial: 'お電話ありがとうございます。' }),
  field(
    'menu',
    'list',
    { ja: '番号メニュー', en: 'Menu' },
    { help: { ja: '1行に1つ。例：1=ご注文', en: 'One a line: 1=Orders' } },
  ),
  field('menuPrompt', 'long_text', { ja: 'メニューの案内', en: 'What the menu says' }),
  field(
    'voicemailGreeting',
    'long_text',
    { ja: '留守番電話の案内', en: 'Voicemail greeting' },
    { initial: '担当者が電話に出ることができません。発信音のあとにご用件をお話しください。' },
  ),
  field(
    'closedGreeting',
    'long_text',
    { ja: '営業時間外の案内', en: 'Greeting out of hours' },
    { initial: '本日の営業は終了しました。発信音のあとにご用件をお話しください。' },
  ),
  field('language', 'text', { ja: '読み上げの言語', en: 'Language of the voice' }, { initial: 'ja-JP' }),
  field('ringSeconds', 'number', { ja: '呼び出し秒数', en: 'Seconds to ring' }, { initial: '45' }),
  field('voicemailSeconds', 'number', { ja: '録音の最長秒数', en: 'Longest message, seconds' }, { initial: '120' }),
  field('record', 'boolean', { ja: '通話を録音する', en: 'Record calls' }, { initial: 'false' }),
  field('transcribe', 'boolean', { ja: '留守番電話を文字にする', en: 'Transcribe messages' }, { initial: 'false' }),
  field(
    'trustCallerId',
    'boolean',
    { ja: '発信者番号を確認済みとして扱う', en: 'Take caller numbers as verified' },
    {
      initial: 'false',
      help: {
        ja: '回線側で番号の正しさが保証されている場合だけ',
        en: 'Only where the line guarantees that numbers are genuine',
      },
    },
  ),
];

/** Telephony of Twilio's shape: its webhooks tell, its REST API is told. */
export const twilioVoiceProvider: Provider = {
  adapter: TWILIO_VOICE,
  channel: 'phone',
  name: { ja: 'Twilio 電話', en: 'Twilio Voice' },
  about: {
    ja: '電話番号の着信・録音・留守番電話・文字起こしを受け取り、通話を操作します。',
    en: 'Calls to your numbers with recording, voicemail and transcripts; calls are steered from the desk.',
  },
  fields,
  check: ({ numbers }) =>
    Array.isArray(numbers) && numbers.every((line) => isNumberLine(String(line)))
      ? null
      : { ja: '「自社の番号」は +81… の形で入力してください', en: '“Our numbers” should be written as +81…' },
  capabilities: PHONE_CAPABILITIES,
  webhook: twilioDoor,
  test: async (_deps, connection): Promise<ConnectionTest> => {
    const name = { ja: 'アカウントを確認', en: 'Account' };
    const reachable = { ja: '外部からのアドレス', en: 'Public address' };
    const account = await twilioClient(connection)
      .account()
      .then(({ friendlyName, status }) => ({ ok: status === 'active', detail: `${friendlyName} (${status})` }))
      .catch((error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message : 'fault' }));
    const hook = connection.hookUrl !== null;
    const steps = [
      { name, ...account },
      { name: reachable, ok: hook, ...(hook ? {} : { detail: 'TSUNAGI_PUBLIC_URL' }) },
    ];
    return { ok: steps.every((step) => step.ok), steps };
  },
};

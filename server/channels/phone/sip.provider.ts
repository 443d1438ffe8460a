import type { Provider } from '#server/channels/provider.ts';
import { isSignedCall, SIGNATURE_HEADER } from '#server/channels/webhooks/signed-call.ts';
import type { ConnectionField, ConnectionTest } from '#shared/domain/channel-connection.ts';
import { SIP } from './adapters.ts';
import { isNumberLine } from './phone-fields.ts';
import { passwordsIn, phoneSettings } from './phone-settings.ts';
import { pbxEvents, takePbxEvent } from './sip-events.service.ts';

/** Nobody writes to a telephone. */
export const PHONE_CAPABILITIES = { textLimit: 1, files: null, typing: false, delivery: false } as const;
const TEST_MS = 5000;

const fields: readonly ConnectionField[] = [
  {
    name: 'wsUrl',
    kind: 'url',
    label: { ja: 'SIPのWebSocketアドレス', en: 'SIP WebSocket address' },
    help: { ja: '例：wss://pbx.example.jp/ws', en: 'Such as wss://pbx.example.com/ws' },
    required: true,
  },
  { name: 'domain', kind: 'text', label: { ja: 'SIPドメイン', en: 'SIP domain' }, required: true },
  {
    name: 'accounts',
    kind: 'list',
    label: { ja: '担当者の内線', en: 'Agents’ accounts' },
    help: { ja: '1行に1人。ログインID=内線', en: 'One a line: login=user' },
    required: true,
  },
  {
    name: 'passwords',
    kind: 'secret',
    label: { ja: '内線のパスワード', en: 'Passwords of the accounts' },
    help: {
      ja: '「内線 パスワード」を1行に1つ、または「;」区切りで（「*」は残り全員）。本人のデスクだけに渡されます。',
      en: '“user password” a line or between semicolons (“*” for all others). Given to nobody but that agent’s own desk.',
    },
    required: true,
  },
  {
    name: 'numbers',
    kind: 'list',
    label: { ja: '自社の番号', en: 'Our numbers' },
    help: { ja: '1行に1つ。例：+81312345678 代表', en: 'One a line: +81312345678 Main line' },
    required: false,
  },
  {
    name: 'iceServers',
    kind: 'list',
    label: { ja: 'STUN／TURNサーバー', en: 'STUN and TURN servers' },
    help: { ja: '1行に1つ。turn:host:port ユーザー パスワード', en: 'One a line: turn:host:port user password' },
    required: false,
  },
  {
    name: 'numberFormat',
    kind: 'choice',
    label: { ja: '発信時の番号の形', en: 'How numbers are dialled' },
    required: true,
    initial: 'e164',
    choices: [
      { value: 'e164', label: { ja: '+81312345678', en: '+81312345678' } },
      { value: 'national', label: { ja: '0312345678', en: '0312345678' } },
    ],
  },
  {
    name: 'dialPrefix',
    kind: 'text',
    label: { ja: '外線の発信番号', en: 'Prefix for outside lines' },
    required: false,
  },
  {
    name: 'ringSeconds',
    kind: 'number',
    label: { ja: '呼び出し秒数', en: 'Seconds to ring' },
    required: false,
    initial: '45',
  },
  {
    name: 'registerSeconds',
    kind: 'number',
    label: { ja: '登録の間隔（秒）', en: 'Registration, seconds' },
    required: false,
    initial: '300',
  },
  {
    name: 'trustCallerId',
    kind: 'boolean',
    label: { ja: '発信者番号を確認済みとして扱う', en: 'Take caller numbers as verified' },
    help: {
      ja: '電話会社が保証した番号だけをPBXが渡す場合に限ります',
      en: 'Only where the exchange passes on nothing but numbers that the carrier guarantees',
    },
    required: false,
    initial: 'false',
  },
  {
    name: 'hookSecret',
    kind: 'secret',
    label: { ja: 'PBXからの通知の署名鍵', en: 'Signing secret of the exchange’s webhook' },
    help: {
      ja: '不在着信・留守番電話・録音をPBXから受け取る場合',
      en: 'Where the exchange tells of missed calls, messages and recordings',
    },
    required: false,
  },
];

/** The desk's own softphone at a company's exchange: SIP over WebSocket, audio straight to the desk. */
export const sipProvider: Provider = {
  adapter: SIP,
  channel: 'phone',
  name: { ja: 'SIPソフトフォン', en: 'SIP softphone' },
  about: {
    ja: '自社のPBX（Kamailio、Asteriskなど）にデスクの電話機能をつなぎます。',
    en: 'The desk’s own telephone at your exchange (Kamailio, Asterisk and others).',
  },
  fields,
  check: (settings) => {
    const { accounts, wsUrl } = phoneSettings(settings);
    if (!/^wss?:\/\//.test(wsUrl))
      return { ja: '「SIPのWebSocketアドレス」は wss:// で始めてください', en: 'The address should begin with wss://' };
    if (accounts.size === 0)
      return {
        ja: '「担当者の内線」は「ログインID=内線」の形で入力してください',
        en: 'Accounts should be written as login=user',
      };
    const numbers = Array.isArray(settings['numbers']) ? settings['numbers'] : [];
    return numbers.every((line) => isNumberLine(String(line)))
      ? null
      : { ja: '「自社の番号」は +81… の形で入力してください', en: '“Our numbers” should be written as +81…' };
  },
  capabilities: PHONE_CAPABILITIES,
  webhook: {
    verify: (connection, request) =>
      isSignedCall(
        request.headers[SIGNATURE_HEADER],
        request.rawBody,
        [connection.secrets['hookSecret'], connection.secrets['hookSecret:former']],
        new Date(),
      ),
    events: (request) => pbxEvents(request.rawBody),
    handle: (deps, connection, { body }) => takePbxEvent(deps, connection, body),
  },
  test: async (_deps, { settings, secrets }): Promise<ConnectionTest> => {
    const { wsUrl, accounts } = phoneSettings(settings);
    const opened = await opens(wsUrl);
    const users = passwordsIn(secrets['passwords'] ?? '');
    const without = users.has('*') ? [] : [...accounts.values()].filter((user) => !users.has(user));
    const steps = [
      { name: { ja: 'PBXにWebSocketでつながる', en: 'The exchange takes a SIP WebSocket' }, ...opened },
      {
        name: { ja: '全員にパスワードがある', en: 'Every account has a password' },
        ok: without.length === 0,
        ...(without.length === 0 ? {} : { detail: without.join(', ') }),
      },
    ];
    return { ok: steps.every((step) => step.ok), steps };
  },
};

/** Whether the exchange opens a WebSocket that speaks SIP. */
function opens(url: string): Promise<{ ok: boolean; detail?: string }> {
  return new Promise((resolve) => {
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, 'sip');
    } catch {
      resolve({ ok: false, detail: 'not an address' });
      return;
    }
    const end = (outcome: { ok: boolean; detail?: string }) => {
      clearTimeout(timer);
      socket.close();
      resolve(outcome);
    };
    const timer = setTimeout(() => end({ ok: false, detail: 'no answer within 5 s' }), TEST_MS);
    socket.addEventListener('open', () => {
      const isSip = socket.protocol === 'sip';
      end(isSip ? { ok: true } : { ok: false, detail: 'it does not speak SIP' });
    });
    socket.addEventListener('error', () => end({ ok: false, detail: 'no connection' }));
  });
}

import type { ConnectionField, Localised } from '#shared/domain/channel-connection.ts';

const SECURITY = [
  { value: 'tls', label: { ja: 'SSL/TLS', en: 'SSL/TLS' } },
  { value: 'starttls', label: { ja: 'STARTTLS', en: 'STARTTLS' } },
  { value: 'none', label: { ja: 'なし（社内のみ）', en: 'None (inside your network only)' } },
];

const field = (
  name: string,
  kind: ConnectionField['kind'],
  label: Localised,
  rest: Partial<Omit<ConnectionField, 'name' | 'kind' | 'label'>> = {},
): ConnectionField => ({ name, kind, label, required: false, ...rest });

const receiving: readonly ConnectionField[] = [
  field('imapHost', 'text', { ja: '受信サーバー（IMAP）', en: 'Incoming server (IMAP)' }, { required: true }),
  field('imapPort', 'number', { ja: '受信ポート', en: 'Incoming port' }, { required: true, initial: '993' }),
  field(
    'imapSecurity',
    'choice',
    { ja: '受信の暗号化', en: 'Incoming encryption' },
    {
      required: true,
      initial: 'tls',
      choices: SECURITY,
    },
  ),
  field('folder', 'text', { ja: '読むフォルダ', en: 'Folder to read' }, { required: true, initial: 'INBOX' }),
  field(
    'after',
    'choice',
    { ja: '取り込み後', en: 'Once taken in' },
    {
      required: true,
      initial: 'nothing',
      choices: [
        { value: 'nothing', label: { ja: '何もしない', en: 'Leave it as it is' } },
        { value: 'seen', label: { ja: '既読にする', en: 'Mark as read' } },
        { value: 'move', label: { ja: 'フォルダへ移す', en: 'Move it to a folder' } },
      ],
    },
  ),
  field('moveTo', 'text', { ja: '移動先フォルダ', en: 'Folder to move to' }),
];

const sending: readonly ConnectionField[] = [
  field('smtpHost', 'text', { ja: '送信サーバー（SMTP）', en: 'Outgoing server (SMTP)' }, { required: true }),
  field('smtpPort', 'number', { ja: '送信ポート', en: 'Outgoing port' }, { required: true, initial: '465' }),
  field(
    'smtpSecurity',
    'choice',
    { ja: '送信の暗号化', en: 'Outgoing encryption' },
    {
      required: true,
      initial: 'tls',
      choices: SECURITY,
    },
  ),
  field(
    'smtpUser',
    'text',
    { ja: '送信のユーザー名', en: 'Outgoing user name' },
    {
      help: { ja: '空欄なら受信と同じです。', en: 'The incoming one when left empty.' },
    },
  ),
  field(
    'smtpPassword',
    'secret',
    { ja: '送信のパスワード', en: 'Outgoing password' },
    {
      help: { ja: '空欄なら受信と同じです。', en: 'The incoming one when left empty.' },
    },
  ),
  field(
    'sentFolder',
    'text',
    { ja: '送信済みフォルダ', en: 'Folder of sent mail' },
    {
      help: {
        ja: '送信の成否が分からないとき、ここで確かめます。',
        en: 'Where the hub looks when it does not know whether a mail was taken.',
      },
    },
  ),
  field(
    'saveSent',
    'boolean',
    { ja: '送信済みフォルダへ保存する', en: 'Save sent mail there' },
    {
      initial: 'false',
      help: {
        ja: 'Gmail と Microsoft 365 は自動で保存します。',
        en: 'Gmail and Microsoft 365 do so by themselves.',
      },
    },
  ),
];

const trust: readonly ConnectionField[] = [
  field(
    'replyTokens',
    'boolean',
    { ja: '返信先アドレスで会話を見分ける', en: 'Tell conversations by reply address' },
    {
      initial: 'true',
    },
  ),
  field(
    'replyTemplate',
    'text',
    { ja: '返信先アドレスの形', en: 'Form of reply addresses' },
    {
      help: {
        ja: '例：reply+{token}@shop.example。空欄なら「アドレス+{token}」です。',
        en: 'Such as reply+{token}@shop.example. A plus-address of the mailbox when left empty.',
      },
    },
  ),
  field(
    'authservId',
    'text',
    { ja: '認証サーバー名', en: 'Authentication server name' },
    {
      help: {
        ja: '自社サーバーが Authentication-Results に書く名前（Gmail は mx.google.com）。空欄なら DNS で確かめます。',
        en: 'How your own server calls itself in Authentication-Results (Gmail: mx.google.com). DNS is asked when left empty.',
      },
    },
  ),
  field('checkDns', 'boolean', { ja: 'DNS で送信者を確かめる', en: 'Check senders by DNS' }, { initial: 'true' }),
  field(
    'trustReceived',
    'boolean',
    { ja: '先頭の Received を信用する', en: 'Trust the newest Received line' },
    {
      initial: 'false',
      help: {
        ja: '自社の MX が直接受け取る場合だけ有効にしてください（SPF の確認に使います）。',
        en: 'Only when your own MX writes it; SPF is checked by it.',
      },
    },
  ),
  field(
    'relays',
    'list',
    { ja: 'モールの中継アドレス', en: 'Relay addresses of marketplaces' },
    {
      help: {
        ja: '中継に使われるドメイン（例：marketplace.amazon.co.jp）。本人のアドレスとはみなさず、注文番号で照合します。',
        en: 'Their domains, such as marketplace.amazon.co.jp. They never count as a person’s address; mail is matched by order number.',
      },
    },
  ),
];

/** For servers that take no passwords, as Microsoft 365. */
const oauth: readonly ConnectionField[] = [
  field(
    'login',
    'choice',
    { ja: 'サインインの方法', en: 'Way of signing in' },
    {
      required: true,
      initial: 'password',
      choices: [
        { value: 'password', label: { ja: 'パスワード', en: 'Password' } },
        { value: 'oauth2', label: { ja: 'OAuth 2（Microsoft 365 など）', en: 'OAuth 2 (Microsoft 365 and others)' } },
      ],
    },
  ),
  field('tokenUrl', 'url', { ja: 'トークンの URL', en: 'Token address' }),
  field('clientId', 'text', { ja: 'クライアント ID', en: 'Client ID' }),
  field('clientSecret', 'secret', { ja: 'クライアントシークレット', en: 'Client secret' }),
  field(
    'refreshToken',
    'secret',
    { ja: 'リフレッシュトークン', en: 'Refresh token' },
    {
      help: {
        ja: '空欄ならアプリ自身の権限（client credentials）で取得します。',
        en: 'Without one the application signs in by itself (client credentials).',
      },
    },
  ),
  field('scope', 'text', { ja: 'スコープ', en: 'Scope' }),
];

const words: readonly ConnectionField[] = [
  field('signatureJa', 'long_text', { ja: '署名（日本語）', en: 'Signature (Japanese)' }),
  field('signatureEn', 'long_text', { ja: '署名（英語）', en: 'Signature (English)' }),
  field(
    'autoReplyJa',
    'long_text',
    { ja: '自動返信（日本語）', en: 'Automatic reply (Japanese)' },
    {
      help: {
        ja: '新しい会話に一度だけ、差出人が確かな場合に送ります。空欄なら送りません。',
        en: 'Sent once per new conversation, to proven senders only. None when left empty.',
      },
    },
  ),
  field('autoReplyEn', 'long_text', { ja: '自動返信（英語）', en: 'Automatic reply (English)' }),
];

/** What connecting a mailbox asks for. */
export const EMAIL_FIELDS: readonly ConnectionField[] = [
  field('address', 'email', { ja: 'メールアドレス', en: 'Email address' }, { required: true }),
  field('senderName', 'text', { ja: '差出人名', en: 'Sender name' }),
  field(
    'aliases',
    'list',
    { ja: '同じ受信箱の別アドレス', en: 'Other addresses of this mailbox' },
    {
      help: { ja: '1行に1つ。', en: 'One a line.' },
    },
  ),
  field('user', 'text', { ja: 'ユーザー名', en: 'User name' }, { required: true }),
  field(
    'password',
    'secret',
    { ja: 'パスワード', en: 'Password' },
    {
      help: {
        ja: 'Gmail などではアプリパスワード。OAuth 2 では不要です。',
        en: 'An app password with Gmail and its like; none with OAuth 2.',
      },
    },
  ),
  ...oauth,
  ...receiving,
  ...sending,
  ...trust,
  ...words,
];

/** Settings that do not fit each other; null when they do. */
export function checkEmailSettings(settings: Readonly<Record<string, unknown>>): Localised | null {
  const template = settings['replyTemplate'];
  if (typeof template === 'string' && template !== '' && !/^[^@\s]*\{token\}[^@\s]*@[^@\s]+$/.test(template)) {
    return {
      ja: '返信先アドレスの形には、@ の前に {token} が必要です',
      en: 'The form of reply addresses needs {token} before its @',
    };
  }
  if (settings['login'] === 'oauth2' && ((settings['tokenUrl'] ?? '') === '' || (settings['clientId'] ?? '') === '')) {
    return {
      ja: 'OAuth 2 にはトークンの URL とクライアント ID が必要です',
      en: 'OAuth 2 needs a token address and a client ID',
    };
  }
  if (settings['after'] === 'move' && (settings['moveTo'] ?? '') === '') {
    return { ja: '移動先フォルダを指定してください', en: 'A folder to move to is needed' };
  }
  if (settings['saveSent'] === true && (settings['sentFolder'] ?? '') === '') {
    return { ja: '送信済みフォルダを指定してください', en: 'The folder of sent mail is needed' };
  }
  return null;
}

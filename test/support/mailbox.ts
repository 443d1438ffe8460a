import type { CommandInput } from '#shared/wire/commands.ts';
import { MAIL_PASSWORD, type TestImap, type TestSmtp } from './mail-server.ts';

type Fields = CommandInput<'channel:connect'>['fields'];

/** What an administrator gives to connect a mailbox of the test's own servers. */
export const mailboxFields = (
  servers: { readonly imap: Pick<TestImap, 'port'>; readonly smtp: Pick<TestSmtp, 'port'> },
  over: Fields = {},
): Fields => ({
  address: 'support@shop.example',
  senderName: '珈琲店サポート',
  user: 'support',
  password: MAIL_PASSWORD,
  imapHost: '127.0.0.1',
  imapPort: servers.imap.port,
  imapSecurity: 'none',
  smtpHost: '127.0.0.1',
  smtpPort: servers.smtp.port,
  smtpSecurity: 'none',
  authservId: 'mx.shop.example',
  ...over,
});

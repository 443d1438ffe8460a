import { randomUUID } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { ConnectionTest, Localised } from '#shared/domain/channel-connection.ts';
import { domainOf, type EmailSettings, emailSettings } from './email-settings.ts';
import { imapError, openMailbox } from './imap/open-mailbox.ts';
import { sendRaw } from './smtp/deliver-mail.ts';
import { testMark } from './test-mark.ts';

const LOOK_MS = 30_000;
const PAUSE_MS = 500;

const STEPS = {
  receive: { ja: '受信サーバーに接続', en: 'Connect to the incoming server' },
  send: { ja: '自分あてに送信', en: 'Send a mail to ourselves' },
  see: { ja: '届いたことを確認', en: 'See it come back' },
} satisfies Record<string, Localised>;

type Step = ConnectionTest['steps'][number];

/** Tries a mailbox: signs in, sends a mail to its own address, and sees it arrive. The mail is removed afterwards. */
export async function testMailbox(deps: Deps, connection: Connection): Promise<ConnectionTest> {
  const settings = emailSettings(connection);
  const steps: Step[] = [];
  const step = async <T>(name: Localised, act: () => Promise<T>): Promise<T | null> => {
    try {
      const result = await act();
      steps.push({ name, ok: true });
      return result;
    } catch (thrown) {
      const error = imapError(thrown);
      steps.push({ name, ok: false, detail: `${error.code}: ${error.message}` });
      return null;
    }
  };
  const client = await step(STEPS.receive, () => openFolder(connection, settings));
  if (client === null) return { ok: false, steps };
  try {
    const messageId = `<${randomUUID()}@${domainOf(settings.address)}>`;
    const sent = await step(STEPS.send, () => sendTest(deps, connection, settings, messageId));
    if (sent !== null) await step(STEPS.see, () => seeTest(client, settings, messageId));
  } finally {
    client.close();
  }
  return { ok: steps.every(({ ok }) => ok), steps };
}

async function openFolder(connection: Connection, { folder }: EmailSettings): Promise<ImapFlow> {
  const client = await openMailbox(connection);
  try {
    await client.mailboxOpen(folder);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

async function sendTest(deps: Deps, connection: Connection, settings: EmailSettings, messageId: string): Promise<true> {
  const raw = await new MailComposer({
    from: { name: settings.senderName, address: settings.address },
    to: settings.address,
    subject: 'Tsunagi: 接続テスト / connection test',
    messageId,
    date: deps.clock.now(),
    text: 'この接続テストのメールは自動的に削除されます。\nThis mail tries a connection and is removed by itself.\n',
    headers: { 'X-Tsunagi-Test': await testMark(deps, randomUUID()), 'Auto-Submitted': 'auto-generated' },
  })
    .compile()
    .build();
  await sendRaw(connection, { raw, envelope: { from: settings.address, to: [settings.address] } });
  return true;
}

async function seeTest(client: ImapFlow, { folder, moveTo }: EmailSettings, messageId: string): Promise<true> {
  const until = performance.now() + LOOK_MS;
  const folders = moveTo === '' ? [folder] : [folder, moveTo];
  while (performance.now() < until) {
    for (const name of folders) {
      await client.mailboxOpen(name);
      const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
      if (Array.isArray(found) && found.length > 0) {
        await client.messageDelete(found, { uid: true });
        return true;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new ProviderError('retry', 'not_seen', `it did not arrive within ${LOOK_MS / 1000} s`);
}

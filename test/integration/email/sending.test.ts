import { createServer as createHttpServer } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { runMigrations } from 'graphile-worker';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { testConnection } from '#server/channels/connections/test-connection.service.ts';
import { deliverMail } from '#server/channels/email/smtp/deliver-mail.ts';
import { findOutgoing, findOutgoingItem } from '#server/channels/outgoing/outgoing.repository.ts';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import { systemClock } from '#shared/lib/clock.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { makeMail } from '#test/support/mail-factory.ts';
import { testImap, testSmtp } from '#test/support/mail-server.ts';
import { mailboxFields } from '#test/support/mailbox.ts';

const database = await testDatabase();
const { db } = database;
await runMigrations({ pgPool: database.pool });
const deps = testDeps(database, systemClock);
const give = giveTo(deps);
const { team, agents } = await seedWorkspace(db);
const [agent] = agents;
const admin = askingAs(await makeAgent(db, [], { role: 'admin' }));
const imap = await testImap();

type Fields = CommandInput<'channel:connect'>['fields'];
type Format = CommandInput<'message:send'>['format'];

async function connect(smtpPort: number, over: Fields = {}): Promise<string> {
  const fields = mailboxFields({ imap, smtp: { port: smtpPort } }, over);
  return dataOf(await give(admin, 'channel:connect', { adapter: 'mailbox', name: 'サポート', fields })).connectionId;
}

let n = 0;
/** An answer on its way by a connection. */
async function answer(connectionId: string, format: Format = {}, text = 'お調べします。') {
  n += 1;
  const address = `c${n}@customer.example`;
  const customer = await makeCustomer(db, [{ kind: 'email', value: address }]);
  const contact_point_id = customer.contactPoints[0]?.id ?? null;
  const session = { channel: 'email', contact_point_id, connection_id: connectionId };
  const { id } = await makeConversation(db, { customer, team, owner: agent, over: { channel: 'email' }, session });
  const email = { messageId: `<in${n}@customer.example>`, from: { address: 'x' }, to: [] };
  await makeItem(deps, customer, {
    conversationId: id,
    channel: 'email',
    data: { text: '？', subject: '注文', email },
  });
  const input = { conversationId: id, epoch: 1, seen: { [customer.id]: 5 }, text, format };
  const { item } = dataOf(await give(askingAs(agent), 'message:send', input));
  return { itemId: item.id, address, conversationId: id };
}
const stateOf = async (itemId: string) => {
  const row = await db.selectFrom('outgoing').selectAll().where('item_id', '=', itemId).executeTakeFirst();
  const delivery = await db.selectFrom('delivery').selectAll().where('item_id', '=', itemId).executeTakeFirst();
  return {
    state: row?.state,
    error: row?.last_error_code,
    delivery: delivery?.state,
    reason: delivery?.reason,
    ref: row?.ref,
  };
};
const refusing = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A server that greets and takes everything as SMTP has it, until `at`, where it hangs up or says nothing. */
async function brokenServer(at: 'greeting' | 'data_end', act: 'hang_up' | 'silence'): Promise<number> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    if (at === 'greeting') return act === 'hang_up' ? socket.destroy() : undefined;
    socket.write('220 x ESMTP\r\n');
    let isData = false;
    socket.on('data', (bytes) => {
      const text = bytes.toString('latin1');
      if (isData) {
        if (/\r\n\.\r\n$/.test(text) && act === 'hang_up') socket.destroy();
      } else if (/^EHLO/i.test(text)) socket.write('250-x\r\n250 AUTH PLAIN LOGIN\r\n');
      else if (/^AUTH/i.test(text)) socket.write('235 ok\r\n');
      else if (/^DATA/im.test(text)) {
        isData = true;
        socket.write('354 go\r\n');
      } else socket.write('250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('an answer by mail', () => {
  it('has HTML with its text beside it, copies, files, signature; blind copies are in no header', async () => {
    const smtp = await testSmtp();
    const connectionId = await connect(smtp.port, { signatureJa: '珈琲店\n03-1234-5678' });
    const format = {
      html: '<p>明日<b>お届け</b></p><script>alert(1)</script>',
      subject: 'ご注文の件\r\nBcc: evil@x.example',
      cc: ['boss@customer.example'],
      bcc: ['archive@shop.example'],
      confirmed: ['boss@customer.example', 'archive@shop.example'],
    };
    const { itemId, address } = await answer(connectionId, format);
    await sendOutgoing(deps, itemId);
    expect(await stateOf(itemId)).toMatchObject({ state: 'sent', delivery: 'sent' });
    const [taken] = smtp.taken;
    const raw = taken?.raw.toString('utf8') ?? '';
    expect(taken?.to).toEqual([address, 'boss@customer.example', 'archive@shop.example']);
    expect(raw).not.toMatch(/archive@|^Bcc:/m);
    expect(raw).toContain('multipart/alternative');
    expect(raw).toMatch(/^Cc: boss@customer\.example\r$/m);
    expect(raw).not.toContain('<script');
    const { ref } = await stateOf(itemId);
    expect(raw).toContain(`Message-ID: ${ref}`);
    const { createMailParser } = await import('#server/channels/email/parse/mail-parser.ts');
    const parser = createMailParser();
    const { mail } = await parser.parse(taken?.raw ?? Buffer.alloc(0));
    await parser.close();
    expect(mail.text).toBe('お調べします。\n\n珈琲店\n03-1234-5678');
    expect(mail.html).toContain('<b>お届け</b>');
    expect(mail.html).toContain('03-1234-5678');
    expect(mail.subject).toBe('ご注文の件 Bcc: evil@x.example');
    expect(mail.inReplyTo).toMatch(/^<in\d+@customer\.example>$/);
  });

  it('[CH3] waits and goes once where a server is busy (421), and fails where it is refused (550)', async () => {
    let busy = 2;
    const smtp = await testSmtp({
      onRcptTo: (to, _session, callback) => {
        if (to.address.startsWith('c') && busy-- > 0) return callback(refusing(421, 'too busy'));
        return callback();
      },
    });
    const connectionId = await connect(smtp.port);
    const { itemId } = await answer(connectionId);
    await sendOutgoing(deps, itemId);
    expect(await stateOf(itemId)).toMatchObject({ state: 'queued', error: 'busy', delivery: 'queued', reason: 'busy' });
    for (let tries = 0; tries < 2; tries += 1) {
      await db.updateTable('outgoing').set({ next_at: null }).where('item_id', '=', itemId).execute();
      await sendOutgoing(deps, itemId);
    }
    expect(await stateOf(itemId)).toMatchObject({ state: 'sent', delivery: 'sent' });
    expect(smtp.taken).toHaveLength(1);
    const strict = await testSmtp({ onRcptTo: (_to, _session, callback) => callback(refusing(550, 'no such user')) });
    const refused = await answer(await connect(strict.port));
    await sendOutgoing(deps, refused.itemId);
    expect(await stateOf(refused.itemId)).toMatchObject({
      state: 'failed',
      delivery: 'failed',
      reason: 'recipient_refused',
    });
  });

  it('says what an administrator has to mend, and tries again where nobody answers', async () => {
    const smtp = await testSmtp();
    const wrong = await answer(await connect(smtp.port, { smtpPassword: 'wrong' }));
    await sendOutgoing(deps, wrong.itemId);
    expect(await stateOf(wrong.itemId)).toMatchObject({ state: 'queued', error: 'bad_credentials' });
    const nobody = await answer(await connect(1));
    await sendOutgoing(deps, nobody.itemId);
    expect(await stateOf(nobody.itemId)).toMatchObject({ state: 'queued', error: 'unreachable' });
    const gone = await answer(await connect(await brokenServer('greeting', 'hang_up')));
    await sendOutgoing(deps, gone.itemId);
    expect((await stateOf(gone.itemId)).state).toBe('queued');
  });

  it('[CH3] a timeout before the mail has left is tried again, one after it is unknown', async () => {
    const timing = { connectMs: 2000, socketMs: 3000 };
    const kindAt = async (port: number) => {
      const id = await connect(port);
      const { itemId } = await answer(id);
      const out = await findOutgoing(db, itemId);
      const row = await findOutgoingItem(db, itemId);
      if (out === null || row === null) throw new Error('it is on its way');
      const item = asItem(row);
      assertMayLeave(item);
      return deliverMail(deps, await connectionOf(deps, id), { ...out, item }, timing).then(
        () => 'taken',
        (error: { kind?: string }) => error.kind,
      );
    };
    expect(await kindAt(await brokenServer('greeting', 'silence'))).toBe('retry');
    expect(await kindAt(await brokenServer('data_end', 'silence'))).toBe('unknown');
  });

  it('[CH3] cut after the mail has left it is unknown, never sent again blindly, and found in the folder of sent mail', async () => {
    const port = await brokenServer('data_end', 'hang_up');
    await imap.inMailbox('support', (client) => client.mailboxCreate('Sent'));
    const { itemId } = await answer(await connect(port, { sentFolder: 'Sent' }));
    await sendOutgoing(deps, itemId);
    expect(await stateOf(itemId)).toMatchObject({ state: 'unknown', reason: 'unknown' });
    await sendOutgoing(deps, itemId);
    expect(await stateOf(itemId)).toMatchObject({ state: 'unknown' });
    const { ref } = await stateOf(itemId);
    await imap.deliver('support', makeMail({ messageId: ref ?? '' }), 'Sent');
    await sendOutgoing(deps, itemId);
    expect(await stateOf(itemId)).toMatchObject({ state: 'sent', delivery: 'sent' });
  });

  it('is copied to the folder of sent mail where the mailbox says so', async () => {
    const smtp = await testSmtp();
    await imap.inMailbox('copies', (client) => client.mailboxCreate('Sent'));
    const { itemId } = await answer(await connect(smtp.port, { user: 'copies', sentFolder: 'Sent', saveSent: true }));
    await sendOutgoing(deps, itemId);
    expect((await imap.mails('copies', 'Sent'))[0]).toContain((await stateOf(itemId)).ref);
  });
});

describe('a server that takes no passwords', () => {
  it('is signed in to by a token, renewed after one that it does not take', async () => {
    let asked = 0;
    let refuse = false;
    const provider = createHttpServer((request, response) => {
      asked += 1;
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString('utf8');
      });
      request.on('end', () => {
        const isRight = body.includes('grant_type=client_credentials') && body.includes('client_secret=hidden');
        if (refuse || !isRight) response.writeHead(401).end('{"error":"invalid_client"}');
        else response.end(JSON.stringify({ access_token: `token-${asked}`, expires_in: 3600 }));
      });
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    afterAll(() => provider.close());
    const at = provider.address();
    const tokenUrl = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}/token`;
    let good = 'token-1';
    const smtp = await testSmtp({
      authMethods: ['XOAUTH2'],
      onAuth: ({ accessToken, username }, _session, callback) => {
        if (accessToken === good) callback(null, { user: username });
        else callback(refusing(535, 'expired'));
      },
    });
    const oauth = { login: 'oauth2', tokenUrl, clientId: 'hub', clientSecret: 'hidden', scope: 'x/.default' };
    const connectionId = await connect(smtp.port, oauth);
    const first = await answer(connectionId);
    await sendOutgoing(deps, first.itemId);
    expect(await stateOf(first.itemId)).toMatchObject({ state: 'sent' });
    good = 'token-2';
    const second = await answer(connectionId);
    await sendOutgoing(deps, second.itemId);
    expect(await stateOf(second.itemId)).toMatchObject({ state: 'queued', error: 'bad_credentials' });
    await db.updateTable('outgoing').set({ next_at: null }).where('item_id', '=', second.itemId).execute();
    await sendOutgoing(deps, second.itemId);
    expect(await stateOf(second.itemId)).toMatchObject({ state: 'sent' });
    expect(asked).toBe(2);
    refuse = true;
    const other = await answer(await connect(smtp.port, oauth));
    await sendOutgoing(deps, other.itemId);
    expect(await stateOf(other.itemId)).toMatchObject({ state: 'queued', error: 'bad_credentials' });
  });
});

describe('the try of a mailbox', () => {
  it('sends itself a mail, sees it come back and removes it', async () => {
    const smtp = await testSmtp({}, ({ raw }) => imap.deliver('tried', raw));
    const id = await connect(smtp.port, { user: 'tried' });
    const result = await testConnection(deps, id);
    expect(result).toMatchObject({ ok: true, steps: [{ ok: true }, { ok: true }, { ok: true }] });
    expect(await imap.mails('tried')).toEqual([]);
  });

  it('says at which step it ended', async () => {
    const smtp = await testSmtp();
    const wrong = await testConnection(deps, await connect(smtp.port, { password: 'wrong' }));
    expect(wrong).toMatchObject({
      ok: false,
      steps: [{ ok: false, detail: expect.stringContaining('bad_credentials') }],
    });
    const unsent = await testConnection(deps, await connect(1));
    expect(unsent.steps.map(({ ok }) => ok)).toEqual([true, false]);
  });
});

import { createServer } from 'node:net';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { CommandInput } from '#shared/wire/commands.ts';
import { dataOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';
import { cutter } from '#test/support/mail-cutter.ts';
import { makeMail, passed } from '#test/support/mail-factory.ts';
import { testImap, testSmtp } from '#test/support/mail-server.ts';
import { mailboxFields } from '#test/support/mailbox.ts';

const database = await testDatabase();
const { db } = database;
const hub = await testHub(database, { work: true });
const imap = await testImap();
const smtp = await testSmtp();
const admin = await hub.signIn(await makeAgent(db, [], { role: 'admin' }));
const agent = await hub.signIn(hub.agents[0]);

const items = () =>
  db
    .selectFrom('timeline_item')
    .selectAll()
    .where('channel', '=', 'email')
    .where('kind', '=', 'message')
    .orderBy('received_at')
    .orderBy('seq')
    .execute();
const waitForItems = (count: number, timeout = 40_000) =>
  vi.waitFor(
    async () => {
      const all = await items();
      expect(all.length).toBeGreaterThanOrEqual(count);
      return all;
    },
    { timeout, interval: 30 },
  );

async function connect(fields: CommandInput<'channel:connect'>['fields'] = {}, name = 'サポート') {
  const input = { adapter: 'mailbox', name, fields: mailboxFields({ imap, smtp }, fields) };
  return dataOf(await admin.command('channel:connect', input)).connectionId;
}

const health = async (id: string) => {
  const { connections } = dataOf(await admin.query('channel.list', {}));
  return connections.find((c) => c.id === id)?.health;
};

/** Until the mailbox is read: the cursor says from where on. */
const isRead = (id: string) =>
  vi.waitFor(
    async () => {
      const row = await db.selectFrom('channel_connection').select('cursor').where('id', '=', id).executeTakeFirst();
      expect(row?.cursor).toHaveProperty('uidValidity');
    },
    { timeout: 40_000, interval: 50 },
  );

describe('a mailbox', () => {
  it('[CH4] brings a mail within moments, and its answer and the answer to that stay one conversation', async () => {
    const id = await connect();
    await isRead(id);
    const before = performance.now();
    await imap.deliver(
      'support',
      makeMail({ headers: passed('customer.example'), messageId: '<first@customer.example>' }),
    );
    const [first] = await waitForItems(1);
    process.stdout.write(`mail to thread by IDLE: ${Math.round(performance.now() - before)} ms\n`);
    expect(first).toMatchObject({ direction: 'in', data: { text: 'いつ届きますか。', subject: '注文について' } });
    expect(first?.data).toMatchObject({
      email: { from: { name: '佐藤 花子', address: 'h•••@customer.example' }, auth: { summary: 'pass' } },
    });
    const conversationId = first?.conversation_id ?? '';
    const { conversation } = dataOf(await agent.command('conversation:claim', { conversationId, epoch: 1 }));
    const facts = dataOf(await agent.query('conversation.sending', { conversationId }));
    expect(facts).toMatchObject({ channel: 'email', rich: true, subject: 'Re: 注文について' });
    const seen = { [first?.customer_id ?? '']: Number(first?.seq) + 5 };
    const answer = { conversationId, epoch: conversation.epoch, text: '明日お届けします。', seen };
    dataOf(await agent.command('message:send', { ...answer, format: { html: '<p>明日<b>お届け</b>します。</p>' } }));
    await vi.waitFor(() => expect(smtp.taken).toHaveLength(1), { timeout: 40_000 });
    const raw = smtp.taken[0]?.raw.toString('utf8') ?? '';
    expect(smtp.taken[0]?.to).toEqual(['hanako@customer.example']);
    expect(raw).toMatch(/^In-Reply-To: <first@customer\.example>\r$/m);
    expect(raw).toMatch(/^References: <first@customer\.example>\r$/m);
    const replyTo = /^Reply-To:.*?([\w.+-]+@shop\.example)/ms.exec(raw)?.[1] ?? '';
    expect(replyTo).toMatch(/^support\+\d+x[a-z2-7]{26}@shop\.example$/);
    const ours = /^Message-ID: (<[^>]+>)/m.exec(raw)?.[1] ?? '';
    await vi.waitFor(async () => {
      const row = await db.selectFrom('delivery').selectAll().executeTakeFirst();
      expect(row?.state).toBe('sent');
    }, 40_000);
    // A second mail of theirs opens no other conversation, also without the thread's references: its address has the token.
    const reply = makeMail({
      to: replyTo,
      subject: 'Re: Re: 注文について',
      text: 'わかりました。二個ですか。',
      headers: passed('customer.example'),
    });
    await imap.deliver('support', reply);
    const all = await waitForItems(3);
    expect(all[2]).toMatchObject({ conversation_id: conversationId, data: { email: { answers: { proven: true } } } });
    expect(ours).not.toBe('');
    expect(await health(id)).toMatchObject({ state: 'ok' });
    await admin.command('channel:pause', { connectionId: id });
  });

  it('brings each of 100 mails once through ten dropped connections', async () => {
    const wire = await cutter(imap.port);
    const before = (await items()).length;
    const id = await connect({ user: 'flaky', imapPort: wire.port }, 'flaky');
    await isRead(id);
    let sent = 0;
    for (let round = 0; round < 10; round += 1) {
      await imap.inMailbox('flaky', async (client) => {
        for (let n = 0; n < 10; n += 1) {
          sent += 1;
          await client.append('INBOX', Buffer.from(makeMail({ from: `c${n}@many.example`, subject: `No. ${sent}` })));
        }
      });
      // In the middle of what it reads.
      await waitForItems(before + round * 10 + 3);
      await vi.waitFor(() => expect(wire.cut()).toBeGreaterThan(0), { timeout: 40_000, interval: 20 });
    }
    const all = (await waitForItems(before + 100, 80_000)).slice(before);
    const subjects = all.map(({ data }) => (data as { subject: string }).subject);
    expect(new Set(subjects).size).toBe(100);
    expect(subjects).toHaveLength(100);
    expect(wire.count()).toBeGreaterThanOrEqual(11);
    await admin.command('channel:pause', { connectionId: id });
  });

  it('reads a folder again that was numbered anew, and nothing comes twice; what it took is put away', async () => {
    await imap.inMailbox('renumbered', (client) => client.mailboxCreate('Done'));
    const id = await connect({ user: 'renumbered', after: 'move', moveTo: 'Done' }, 'renumbered');
    await isRead(id);
    const before = (await items()).length;
    await imap.deliver('renumbered', makeMail({ from: 'r@renumbered.example', subject: 'one' }));
    await waitForItems(before + 1);
    await vi.waitFor(async () => expect(await imap.mails('renumbered', 'Done')).toHaveLength(1), { timeout: 40_000 });
    await admin.command('channel:pause', { connectionId: id });
    // The server moves what it has back, under new numbers, while nobody looks.
    await imap.inMailbox('renumbered', async (client) => {
      await client.mailboxOpen('Done');
      await client.messageMove('1:*', 'INBOX');
    });
    const { cursor } = await db
      .selectFrom('channel_connection')
      .select('cursor')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const anew = { ...(cursor as Record<string, unknown>), uidValidity: '1', lastUid: 4711 };
    await db
      .updateTable('channel_connection')
      .set({ cursor: JSON.stringify(anew) })
      .where('id', '=', id)
      .execute();
    await imap.deliver('renumbered', makeMail({ from: 'r@renumbered.example', subject: 'two' }));
    await admin.command('channel:resume', { connectionId: id });
    await vi.waitFor(async () => expect(await imap.mails('renumbered', 'Done')).toHaveLength(2), { timeout: 40_000 });
    const subjects = (await items()).slice(before).map(({ data }) => (data as { subject: string }).subject);
    expect(subjects).toEqual(['one', 'two']);
    await admin.command('channel:pause', { connectionId: id });
  });

  it('says what is wrong with a server that is gone, hangs up, or speaks something else', async () => {
    const babble = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    await new Promise<void>((resolve) => babble.listen(0, '127.0.0.1', resolve));
    afterAll(() => babble.close());
    const at = babble.address();
    const other = typeof at === 'object' && at !== null ? at.port : 0;
    const ids = [await connect({ imapPort: 1 }, 'gone'), await connect({ imapPort: other }, 'babble')];
    for (const id of ids) {
      await vi.waitFor(async () => expect(await health(id)).toMatchObject({ state: 'failing' }), { timeout: 40_000 });
      expect((await health(id))?.lastErrorCode).toMatch(/^(?:unreachable|malformed_answer)$/);
      await admin.command('channel:pause', { connectionId: id });
    }
  });

  it('says that its password is wrong, and does not hammer', async () => {
    const wire = await cutter(imap.port);
    const id = await connect({ user: 'locked', password: 'wrong', imapPort: wire.port }, 'locked');
    await vi.waitFor(async () => expect(await health(id)).toMatchObject({ lastErrorCode: 'bad_credentials' }), {
      timeout: 40_000,
    });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(wire.count()).toBe(1);
    await admin.command('channel:update', {
      connectionId: id,
      fields: mailboxFields({ imap, smtp }, { user: 'locked', imapPort: wire.port }),
    });
    await isRead(id);
    await vi.waitFor(async () => expect(await health(id)).toMatchObject({ state: 'ok' }), { timeout: 40_000 });
    await admin.command('channel:pause', { connectionId: id });
  });
});

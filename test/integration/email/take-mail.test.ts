import { runMigrations } from 'graphile-worker';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { emailKey } from '#server/channels/email/email-keys.ts';
import { createMailParser } from '#server/channels/email/parse/mail-parser.ts';
import { replyToken } from '#server/channels/email/reply-token.ts';
import { composeMail } from '#server/channels/email/smtp/compose-mail.ts';
import { takeMail } from '#server/channels/email/take-mail.service.ts';
import { findOutgoing, findOutgoingItem } from '#server/channels/outgoing/outgoing.repository.ts';
import { releaseQuarantined } from '#server/channels/release-quarantined.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { quarantineQueries } from '#server/domains/quarantine/quarantine.handlers.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { dataOf, giveTo, refusalOf } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs, makeAgent } from '#test/support/factories/people.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { makeMail, passed } from '#test/support/mail-factory.ts';
import { mailboxFields } from '#test/support/mailbox.ts';

const database = await testDatabase();
const { db } = database;
await runMigrations({ pgPool: database.pool });
const deps = testDeps(database);
const give = giveTo(deps);
const { agents } = await seedWorkspace(db);
const me = askingAs(agents[0]);
const admin = askingAs(await makeAgent(db, [], { role: 'admin' }));
const lead = askingAs(await makeAgent(db, [], { role: 'lead' }));
const parser = createMailParser();
afterAll(() => parser.close());

const listQuarantine = async (state: 'open' | 'discarded' = 'open') =>
  (await quarantineQueries['quarantine.list'](deps, lead, { state, limit: 50 })).rows;

type Fields = CommandInput<'channel:connect'>['fields'];
async function mailbox(over: Fields = {}) {
  const fields = mailboxFields({ imap: { port: 1 }, smtp: { port: 1 } }, over);
  const { connectionId } = dataOf(
    await give(admin, 'channel:connect', { adapter: 'mailbox', name: 'サポート', fields }),
  );
  const take = async (raw: string | Buffer) =>
    takeMail(
      deps,
      await connectionOf(deps, connectionId),
      { raw: Buffer.from(raw as string), receivedAt: deps.clock.now() },
      { parser },
    );
  return { connectionId, take };
}
const item = async (id: string) =>
  db.selectFrom('timeline_item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
async function taken(outcome: Awaited<ReturnType<typeof takeMail>>) {
  if (outcome.outcome !== 'item' && outcome.outcome !== 'duplicate') throw new Error(`it was ${outcome.outcome}`);
  return { ...outcome, row: await item(outcome.itemId) };
}
let n = 0;
/** Somebody new, at a domain that vouches for them. */
const somebody = () => {
  n += 1;
  const domain = `d${n}.example`;
  return { address: `c${n}@${domain}`, from: `"顧客 ${n}" <c${n}@${domain}>`, headers: passed(domain) };
};
const now = () => deps.clock.now();
const mail = (over: Parameters<typeof makeMail>[0]) => makeMail({ date: now(), ...over });

describe('who a mail is from', () => {
  it('[ID2] is proven by DMARC alone; whoever only says so gets onto nobody’s thread', async () => {
    const { take } = await mailbox();
    const { from, headers } = somebody();
    const proven = await taken(await take(mail({ from, headers })));
    const again = await taken(await take(mail({ from, headers, subject: 'もう一つ' })));
    expect(again.customerId).toBe(proven.customerId);
    const said = await taken(await take(mail({ from })));
    expect(said.customerId).not.toBe(proven.customerId);
    expect(said.row.data).toMatchObject({ email: { auth: { summary: 'none' } } });
  });

  it('[CH4] is From and never Reply-To; that they differ is told, and Cc is nobody', async () => {
    const { take } = await mailbox();
    const { from, headers } = somebody();
    const victim = somebody();
    const first = await taken(await take(mail({ from: victim.from, headers: victim.headers })));
    const raw = mail({ from, headers: { ...headers, 'Reply-To': victim.address, Cc: victim.address } });
    const second = await taken(await take(raw));
    expect(second.customerId).not.toBe(first.customerId);
    expect(second.row.data).toMatchObject({ email: { replyToDiffers: true } });
    const points = await db
      .selectFrom('contact_point_link')
      .selectAll()
      .where('customer_id', '=', second.customerId)
      .execute();
    expect(points).toHaveLength(1);
  });

  it('[PR4] shows masked on the item; masked too are card numbers in text and source', async () => {
    const { take } = await mailbox();
    const { from, headers, address } = somebody();
    const { row } = await taken(await take(mail({ from, headers, text: 'カード番号は 4111111111111111 です' })));
    expect(JSON.stringify(row.data)).not.toContain(address);
    expect(JSON.stringify(row.data)).not.toContain('4111111111111111');
    const { rawBlobId } = (row.data as { email: { rawBlobId: string } }).email;
    expect((await deps.blobs.bytes(rawBlobId))?.toString('utf8')).not.toContain('4111111111111111');
  });
});

describe('what a mail answers', () => {
  /** Nothing but a proof leads back to it now ([CV10]). */
  const forgottenLongAgo = (id: string) =>
    db
      .updateTable('conversation')
      .set({ status: 'resolved', resolved_at: new Date(0) })
      .where('id', '=', id)
      .execute();

  /** A conversation in which we have answered by mail. */
  async function answered() {
    const box = await mailbox();
    const who = somebody();
    const first = await taken(await box.take(mail({ from: who.from, headers: who.headers })));
    const conversationId = first.conversationId ?? '';
    const { conversation } = dataOf(await give(me, 'conversation:claim', { conversationId, epoch: 1 }));
    const seen = { [first.customerId]: 10 };
    const { item: sent } = dataOf(
      await give(me, 'message:send', { conversationId, epoch: conversation.epoch, text: 'お調べします', seen }),
    );
    const key = await emailKey(deps, 'reply');
    const token = replyToken(key, { conversationNumber: conversation.number, conversationId, recipient: who.address });
    const messageId = sent.kind === 'message' ? (sent.data.email?.messageId ?? '') : '';
    return { ...box, ...who, first, conversationId, token, messageId, number: conversation.number };
  }

  it('[CH4] joins its conversation by the token in its address, also years later and with another subject', async () => {
    const { take, from, headers, conversationId, token } = await answered();
    await forgottenLongAgo(conversationId);
    const other = await taken(
      await take(mail({ from, headers, to: `support+${token}@shop.example`, subject: '別件' })),
    );
    expect(other).toMatchObject({ conversationId });
    expect(other.row.data).toMatchObject({ email: { answers: { conversationId, proven: true } } });
  });

  it('[CH4] joins by the Message-ID of our mail', async () => {
    const { take, from, headers, conversationId, messageId } = await answered();
    await forgottenLongAgo(conversationId);
    const reply = await taken(await take(mail({ from, headers: { ...headers, 'In-Reply-To': messageId } })));
    expect(reply.row.data).toMatchObject({ email: { answers: { conversationId, proven: true } } });
    expect(reply.conversationId).toBe(conversationId);
  });

  it('[CH4] joins nothing for somebody else who has the address: they get a thread of their own', async () => {
    const { take, conversationId, token, messageId, first } = await answered();
    const stranger = somebody();
    const to = `support+${token}@shop.example`;
    for (const headers of [stranger.headers, { ...stranger.headers, References: messageId }]) {
      const reply = await taken(await take(mail({ from: stranger.from, headers, to })));
      expect(reply.customerId).not.toBe(first.customerId);
      expect(reply.conversationId).not.toBe(conversationId);
      expect(reply.row.data).toMatchObject({ email: { answers: { conversationId, proven: false } } });
    }
  });

  it('[CH4] joins nothing for a forged sender, nor by a token that we never gave', async () => {
    const { take, from, conversationId, token, first, number, headers } = await answered();
    const forged = await taken(await take(mail({ from, to: `support+${token}@shop.example` })));
    expect(forged.customerId).not.toBe(first.customerId);
    expect(forged.row.data).toMatchObject({ email: { answers: { proven: false } } });
    const stranger = somebody();
    const made = `support+${number}x${'a'.repeat(26)}@shop.example`;
    const guess = await taken(await take(mail({ from: stranger.from, headers: stranger.headers, to: made })));
    expect(guess.conversationId).not.toBe(conversationId);
    expect((guess.row.data as { email: object }).email).not.toHaveProperty('answers');
    expect(headers).toBeDefined();
  });

  it('proves an address that was merely said, once what we sent there is answered with DMARC', async () => {
    const box = await mailbox();
    const who = somebody();
    const first = await taken(await box.take(mail({ from: who.from })));
    const conversationId = first.conversationId ?? '';
    const { number } = await db
      .selectFrom('conversation')
      .select('number')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    const key = await emailKey(deps, 'reply');
    const token = replyToken(key, { conversationNumber: Number(number), conversationId, recipient: who.address });
    const reply = await taken(
      await box.take(mail({ from: who.from, headers: who.headers, to: `support+${token}@shop.example` })),
    );
    expect(reply).toMatchObject({ customerId: first.customerId, conversationId });
  });
});

describe('mail of machines', () => {
  it('[CH4] a bounce marks the mail that came back as failed, with the reason, and starts no clock', async () => {
    const { take, connectionId } = await mailbox();
    const { from, headers } = somebody();
    const first = await taken(await take(mail({ from, headers })));
    const conversationId = first.conversationId ?? '';
    const { conversation } = dataOf(await give(me, 'conversation:claim', { conversationId, epoch: 1 }));
    const input = { conversationId, epoch: conversation.epoch, text: 'x', seen: { [first.customerId]: 10 } };
    const { item: sent } = dataOf(await give(me, 'message:send', input));
    const messageId = sent.kind === 'message' ? (sent.data.email?.messageId ?? '') : '';
    await db
      .updateTable('outgoing')
      .set({ provider_id: messageId, state: 'sent' })
      .where('item_id', '=', sent.id)
      .execute();
    await db.updateTable('delivery').set({ state: 'sent' }).where('item_id', '=', sent.id).execute();
    const report = [
      'Content-Type: message/delivery-status',
      '',
      'Action: failed',
      'Status: 5.1.1',
      '--r',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: ${messageId}`,
      '',
      'x',
    ].join('\r\n');
    const bounce = mail({
      from: 'MAILER-DAEMON@mx.example',
      headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r' },
      text: `--r\r\n\r\nSorry\r\n--r\r\n${report}\r\n--r--`,
    });
    const outcome = await taken(await take(bounce));
    // On the thread of whom it was for, not on one of the reporting server's.
    expect(outcome).toMatchObject({ conversationId, customerId: first.customerId });
    const clock = await db
      .selectFrom('conversation')
      .select('customer_waits_since')
      .where('id', '=', conversationId)
      .executeTakeFirst();
    expect(clock?.customer_waits_since).toBeNull();
    const delivery = await db.selectFrom('delivery').selectAll().where('item_id', '=', sent.id).executeTakeFirst();
    expect(delivery).toMatchObject({ state: 'failed', reason: 'bounced 5.1.1' });
    expect(connectionId).toBeDefined();
  });

  it('[CV10] an absence joins the conversation, but reopens none and starts no clock', async () => {
    const { take } = await mailbox();
    const { from, headers } = somebody();
    const first = await taken(await take(mail({ from, headers })));
    await db
      .updateTable('conversation')
      .set({ customer_waits_since: null, reply_due_at: null })
      .where('id', '=', first.conversationId ?? '')
      .execute();
    const away = { ...headers, 'Auto-Submitted': 'auto-replied' };
    const outcome = await taken(await take(mail({ from, headers: away, subject: '自動応答: 不在です' })));
    expect(outcome).toMatchObject({ conversationId: first.conversationId });
    expect(outcome.row.data).toMatchObject({ email: { automatic: 'out_of_office' } });
    const row = await db
      .selectFrom('conversation')
      .selectAll()
      .where('id', '=', first.conversationId ?? '')
      .executeTakeFirst();
    expect(row?.customer_waits_since).toBeNull();
  });

  it('[CH4] gets no automatic reply; people whose sender is proven do, once a conversation and five times an hour', async () => {
    const { take, connectionId } = await mailbox({
      autoReplyJa: '受け付けました。',
      autoReplyEn: 'We have your mail.',
    });
    const replies = () => db.selectFrom('outgoing').selectAll().where('connection_id', '=', connectionId).execute();
    const { from, headers } = somebody();
    await take(mail({ from }));
    await take(mail({ from, headers: { ...headers, 'Auto-Submitted': 'auto-generated' } }));
    expect(await replies()).toHaveLength(0);
    const first = await taken(await take(mail({ from, headers })));
    await take(mail({ from, headers, subject: '追伸' }));
    expect(await replies()).toHaveLength(1);
    expect((await replies())[0]?.details).toMatchObject({ auto: true });
    for (let round = 0; round < 8; round += 1) {
      await db
        .updateTable('conversation')
        .set({ status: 'resolved', resolved_at: new Date(0) })
        .where('customer_id', '=', first.customerId)
        .execute();
      await take(mail({ from, headers, subject: `loop ${round}` }));
    }
    expect((await replies()).length).toBe(5);
    const [reply] = await replies();
    const out = await findOutgoing(db, reply?.item_id ?? '');
    const row = await findOutgoingItem(db, reply?.item_id ?? '');
    if (out === null || row === null) throw new Error('it is on its way');
    const item = asItem(row);
    assertMayLeave(item);
    const { raw } = await composeMail(deps, await connectionOf(deps, connectionId), { ...out, item });
    const head = raw.toString('utf8').split('\r\n\r\n')[0];
    expect(head).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(head).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
    expect(raw.toString('utf8')).not.toContain('loop');
  });
});

describe('mail that a marketplace relays', () => {
  const relays = ['marketplace.example'];
  it('[ID4] is matched by its order’s number; its address is shared and proves nobody', async () => {
    const { take } = await mailbox({ relays });
    const buyer = await makeCustomer(db);
    const order = { number: '250-1234567-7654321', state: 'paid' as const, items: [] };
    await makeItem(deps, buyer, {
      kind: 'order',
      channel: 'shop',
      direction: 'none',
      visibility: 'internal',
      data: order,
    });
    const relayed = { from: '"購入者" <abc123xyz@marketplace.example>', headers: passed('marketplace.example') };
    const first = await taken(await take(mail({ ...relayed, subject: 'ご注文 250-1234567-7654321 について' })));
    expect(first.customerId).toBe(buyer.id);
    expect(first.conversationId).not.toBeNull();
    const point = await db
      .selectFrom('contact_point')
      .selectAll()
      .where('value', '=', 'abc123xyz@marketplace.example')
      .executeTakeFirst();
    expect(point?.shared).toBe(true);
    const links = await db
      .selectFrom('contact_point_link')
      .selectAll()
      .where('contact_point_id', '=', point?.id ?? '')
      .execute();
    expect(links).toMatchObject([{ customer_id: buyer.id, verified_by: null, shared: true }]);
    // The next mail by the same relay, without the number, is the same buyer's; another relay address is somebody else.
    expect((await taken(await take(mail({ ...relayed, subject: 'いつですか' })))).customerId).toBe(buyer.id);
    const other = { ...relayed, from: 'other999@marketplace.example' };
    expect((await taken(await take(mail({ ...other, subject: '教えて' })))).customerId).not.toBe(buyer.id);
  });
});

describe('what comes twice, and what can not be taken in', () => {
  it('[TL3] the same mail is one item; another with its Message-ID is another', async () => {
    const { take } = await mailbox();
    const { from, headers } = somebody();
    const raw = mail({ from, headers, messageId: '<same@x.example>' });
    const first = await take(raw);
    const second = await take(raw);
    expect(second).toMatchObject({ outcome: 'duplicate', itemId: (first as { itemId: string }).itemId });
    const stolen = await take(mail({ from: somebody().from, messageId: '<same@x.example>', text: '別の話' }));
    expect(stolen.outcome).toBe('item');
  });

  it('[CH4] keeps bad mail whole with its reason, once; a lead opens, releases or discards it, on record', async () => {
    const { take, connectionId } = await mailbox();
    const many = `From: a@b.example\r\nSubject: parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(1500)}`;
    expect(await take(many)).toMatchObject({ outcome: 'quarantined', reason: 'too_many_parts' });
    expect(await take(many)).toMatchObject({ outcome: 'quarantined' });
    expect(await take('Subject: nobody\r\n\r\nx')).toMatchObject({ outcome: 'quarantined', reason: 'no_sender' });
    const list = async (state?: 'open' | 'discarded') =>
      (await listQuarantine(state)).filter((r) => r.connectionId === connectionId);
    const open = await list();
    expect(open.map(({ reason }) => reason).sort()).toEqual(['no_sender', 'too_many_parts']);
    const bad = open.find(({ reason }) => reason === 'too_many_parts');
    const none = open.find(({ reason }) => reason === 'no_sender');
    expect(bad).toMatchObject({ summary: { subject: 'parts' }, size: many.length });
    dataOf(await give(lead, 'quarantine:release', { id: bad?.id ?? '' }));
    await releaseQuarantined(deps, bad?.id ?? '');
    expect((await list()).map(({ id }) => id)).toContain(bad?.id);
    dataOf(await give(lead, 'quarantine:discard', { id: none?.id ?? '' }));
    refusalOf(await give(lead, 'quarantine:discard', { id: none?.id ?? '' }), 'wrong_state');
    refusalOf(await give(me, 'quarantine:discard', { id: bad?.id ?? '' }), 'forbidden');
    expect(await list('discarded')).toMatchObject([{ decidedBy: lead.name, state: 'discarded' }]);
  });
});

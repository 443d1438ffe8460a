import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import { makeRule, seenByCustomer } from '#test/support/approval-world.ts';
import { dataOf } from '#test/support/commands.ts';
import { crossingDesk } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { ACK_MS, eventually, openVisitorSocket } from '#test/support/desk.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

/** As an agent wrote it, and nobody approved it; and what a lead made of it. */
const WRITTEN = 'ZQX-未承認-7391';
const LET_OUT = '承認した返信です-4410';

const database = await testDatabase();
const desk = await crossingDesk(database);
const { db, deps, give, me, agent, lead } = desk;
const hub = await testHub(database, { clock: deps.clock, seeded: desk, publicUrl: deps.publicUrl });
const sv = askingAs(lead);
await makeRule(give, sv);

/** Everything that any provider's fake was handed, whatever of it: paths, heads, bodies, mails. */
function handedOver(): string {
  const calls = [desk.twilio, desk.line, desk.whatsapp].flatMap((fake) => fake.calls);
  const bodies = calls.map(({ path, body }) => `${decodeURIComponent(path)}\n${readable(body)}`);
  return [...bodies, ...desk.post.taken().map((mail) => JSON.stringify(mail))].join('\n');
}
function readable(body: Buffer): string {
  const text = body.toString('utf8');
  const decoded = [...new URLSearchParams(text)].join('\n');
  try {
    return `${text}\n${decoded}\n${JSON.stringify(JSON.parse(text))}`;
  } catch {
    return `${text}\n${decoded}`;
  }
}

const CHANNELS = ['sms', 'line', 'whatsapp', 'email'] as const;
const outgoingOf = (conversationId: string) =>
  db.selectFrom('outgoing').selectAll().where('conversation_id', '=', conversationId).execute();

async function holdingOn(channel: (typeof CHANNELS)[number]) {
  const { customer, conversation } = await desk.begin({ channel });
  await makeItem(deps, customer, { conversationId: conversation.id, channel, data: { text: 'まだですか' } });
  const input = { conversationId: conversation.id, epoch: 1, seen: { [customer.id]: 1 } };
  const format = channel === 'email' ? { format: { html: `<p>${WRITTEN}</p>`, subject: '件名' } } : {};
  const { held, item } = dataOf(await give(me, 'message:send', { ...input, text: WRITTEN, ...format }));
  if (held === undefined) throw new Error('it was not held');
  return { customer, conversation, held, item };
}

it.each(CHANNELS)('[TL5] %s: nothing of a held answer is with the provider, nor on its way there', async (channel) => {
  const { customer, conversation, held, item } = await holdingOn(channel);
  // Even if somebody asked for it to be sent.
  await sendOutgoing(deps, item.id);
  expect(await outgoingOf(conversation.id)).toEqual([]);
  expect(await seenByCustomer(deps, customer.id)).toEqual([]);
  const note = '言い直してください';
  dataOf(await give(sv, 'approval:decide', { heldId: held.id, decision: 'return', note }));
  expect(await outgoingOf(conversation.id)).toEqual([]);
  expect(handedOver()).not.toContain(WRITTEN);
});

it.each(CHANNELS)(
  '[TL5] %s: let out as a lead changed it, the provider has those words and no others',
  async (channel) => {
    const { conversation, held } = await holdingOn(channel);
    const decided = await give(sv, 'approval:decide', {
      heldId: held.id,
      decision: 'approve',
      text: LET_OUT,
      note: 'x',
    });
    const { item } = dataOf(decided);
    const [row] = await outgoingOf(conversation.id);
    expect(row?.item_id).toBe(item?.id);
    await sendOutgoing(deps, item?.id ?? '');
    expect(handedOver()).toContain(LET_OUT);
    // Nor in the formatted form, which was of other words.
    expect(handedOver()).not.toContain(WRITTEN);
  },
);

it('[TL5] the widget hears nothing of an answer before a lead let it out: no frame, no page; then the answer', async () => {
  const response = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const visitor = dataOf((await response.json()) as Answer<VisitorSession>);
  const headers = { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' };
  const asVisitor = async (path: string, body?: unknown): Promise<string> => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await hub.fetch(`/api/v1/${path}`, init)).text();
  };
  const { socket } = await openVisitorSocket(hub.url, { token: visitor.token });
  const frames: string[] = [];
  socket.onAny((...frame: unknown[]) => frames.push(JSON.stringify(frame)));
  await socket.timeout(ACK_MS).emitWithAck('follow', {});
  await asVisitor('commands/visitor:send', { id: randomUUID(), input: { text: 'まだですか' } });
  const { conversation_id, customer_id: customerId } = await db
    .selectFrom('timeline_item')
    .select(['conversation_id', 'customer_id'])
    .where('kind', '=', 'message')
    .where('direction', '=', 'in')
    .where('channel', '=', 'chat')
    .orderBy('received_at', 'desc')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  const conversationId = conversation_id ?? '';
  const [asAgent, asLead] = [await hub.signIn(agent), await hub.signIn(lead)];
  const { conversation } = dataOf(await asAgent.command('conversation:claim', { conversationId, epoch: 1 }));
  const input = { conversationId, epoch: conversation.epoch, seen: { [customerId]: 100 } };
  const first = dataOf(await asAgent.command('message:send', { ...input, text: WRITTEN }));
  await asAgent.command('approval:withdraw', { heldId: first.held?.id ?? '' });
  const second = dataOf(await asAgent.command('message:send', { ...input, text: `${WRITTEN} 改` }));
  // A stray id is of no use to them: what is held is no item.
  const page = await asVisitor('visitor/history');
  const said = { heldId: second.held?.id ?? '', decision: 'approve', text: LET_OUT, note: 'ZQX-社内' } as const;
  dataOf(await asLead.command('approval:decide', said));
  await eventually('the answer is in the widget', () => frames.some((frame) => frame.includes(LET_OUT)));
  const everything = [page, await asVisitor('visitor/history'), ...frames].join('\n');
  expect(everything).toContain(LET_OUT);
  for (const word of ['ZQX', 'held', 'approval', lead.id, first.held?.id ?? '?', second.held?.id ?? '?'])
    expect(everything).not.toContain(word);
});

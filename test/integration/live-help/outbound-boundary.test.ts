import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { ownChannel } from '#server/channels/answering.ts';
import { connectionOf } from '#server/channels/connections/open-connection.ts';
import { transcriptText } from '#server/channels/inviting/transcript.ts';
import { queueOutgoing } from '#server/channels/outgoing/queue-outgoing.service.ts';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import { PROVIDERS, providerOf } from '#server/channels/providers.ts';
import type { LeavingItem } from '#server/domains/messages/may-leave.ts';
import { inWork } from '#server/work.ts';
import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import { ITEM_KINDS } from '#shared/domain/item-data.ts';
import { type TimelineItem, visibilitySchema } from '#shared/domain/timeline-item.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import { dataOf } from '#test/support/commands.ts';
import { crossingDesk } from '#test/support/crossing-desk.ts';
import { testDatabase } from '#test/support/database.ts';
import { ACK_MS, eventually, openAgentSocket, openVisitorSocket } from '#test/support/desk.ts';
import { makeItem } from '#test/support/factories/conversations.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { testHub } from '#test/support/hub.ts';

/** Stands in everything that is not for the customer, and in nothing that is. */
const SECRET = 'ZQX-内緒-7391';
const PUBLIC = 'お客様へのお返事です';

const database = await testDatabase();
const desk = await crossingDesk(database);
const { db, deps, give, me, agent, colleague, lead } = desk;
const hub = await testHub(database, { clock: deps.clock, seeded: desk, publicUrl: deps.publicUrl });
const asLead = askingAs(lead);
const asColleague = askingAs(colleague);

/** Everything that any provider's fake was handed, whatever of it: paths, heads, bodies, mails. */
function handedOver(): string {
  const calls = [desk.twilio, desk.line, desk.whatsapp].flatMap((fake) =>
    fake.calls.map(
      ({ path, headers, body }) => `${decodeURIComponent(path)}\n${JSON.stringify(headers)}\n${readable(body)}`,
    ),
  );
  return [...calls, ...desk.post.taken().map((mail) => JSON.stringify(mail))].join('\n');
}
const readable = (body: Buffer): string => {
  const text = body.toString('utf8');
  try {
    return `${text}\n${decodeURIComponent(text.replaceAll('+', ' '))}\n${JSON.stringify(JSON.parse(text))}`;
  } catch {
    return `${text}\n${[...new URLSearchParams(text)].join('\n')}`;
  }
};

/** Channels by which words leave, each with the adapter that hands them over; chat is our own. */
const BY_PROVIDER = { sms: 'twilio_sms', line: 'line', whatsapp: 'whatsapp_cloud', email: 'mailbox' } as const;
const LEAVING = Object.keys(BY_PROVIDER) as (keyof typeof BY_PROVIDER)[];
const LEAVES_BY = ['chat', ...LEAVING] as const satisfies readonly Channel[];

/** Data of a kind with the secret in it; what the schema of the kind does not know does not matter at the door. */
const secretData = (kind: string): Record<string, unknown> => ({
  text: SECRET,
  summary: SECRET,
  title: SECRET,
  number: SECRET,
  note: SECRET,
  ...(kind === 'consent' ? { channel: 'email', purpose: 'marketing', granted: true, evidence: SECRET } : {}),
  ...(kind === 'call' ? { durationSec: 1, transcript: SECRET } : {}),
});

/** Every item that is not for the customer: all kinds but a message, and a message of every other visibility. */
const NOT_FOR_THEM = ITEM_KINDS.flatMap((kind) =>
  visibilitySchema.options
    .filter((visibility) => kind !== 'message' || visibility !== 'customer')
    .map((visibility) => ({ kind, visibility })),
);

async function madeItem(
  place: { kind: string; visibility: string; channel: Channel },
  begun: Begun,
): Promise<TimelineItem> {
  return makeItem(deps, begun.customer, {
    kind: place.kind,
    visibility: place.visibility,
    audience: [me.actor.id, lead.id],
    conversationId: begun.conversation.id,
    channel: place.channel,
    direction: 'out',
    author: { type: 'agent', id: me.actor.id, name: SECRET },
    data: secretData(place.kind),
  } as never);
}
type Begun = Awaited<ReturnType<typeof desk.begin>>;

type Who = 'agent' | 'lead' | 'colleague';
type As = <N extends CommandName>(who: Who, name: N, input: CommandInput<N>) => Promise<CommandOutput<N>>;

/** By the services alone. */
const bySelf: As = async (who, name, input) =>
  dataOf(await give({ agent: me, lead: asLead, colleague: asColleague }[who], name, input));

/** Everything that help and its neighbours write beside a conversation of the agent's, with the secret in all of it. */
async function helpAround({ customerId, conversationId, epoch, isLive }: Place, as: As = bySelf): Promise<void> {
  const ids = [me.actor.id, lead.id, colleague.id];
  await db
    .updateTable('agent')
    .set({ name: `${SECRET} 担当`, presence: 'ready' })
    .where('id', 'in', ids)
    .execute();
  await as('lead', 'help:watch', { conversationId });
  await as('lead', 'help:whisper', { conversationId, toId: me.actor.id, text: `承認します ${SECRET}` });
  await as('agent', 'help:whisper', { conversationId, toId: lead.id, text: `承知しました ${SECRET}` });
  await as('agent', 'note:add', { customerId, conversationId, text: `社内メモ ${SECRET}` });
  const question = `例外でしょうか ${SECRET}`;
  await as('agent', 'escalation:raise', { conversationId, epoch, question, asked: 'approval' });
  const line = [{ text: SECRET, items: [] }];
  const brief = { wants: line, done: line, promised: line, next: line, identity: line };
  const to = { type: 'agent', id: colleague.id } as const;
  const fenced = { conversationId, epoch, snapshot: {}, note: SECRET };
  const { handoff } = await as('agent', 'handoff:offer', { ...fenced, to, brief, kind: 'warm' });
  if (isLive) {
    await as('colleague', 'handoff:accept', { handoffId: handoff.id });
    await as('agent', 'handoff:talk', { handoffId: handoff.id, text: `内輪の話 ${SECRET}` });
  }
  const taken = await as('lead', 'help:take-over', { conversationId, epoch });
  await as('lead', 'help:give-back', { conversationId, epoch: taken.conversation.epoch });
  await as('lead', 'help:unwatch', { conversationId });
}
type Place = {
  readonly customerId: string;
  readonly conversationId: string;
  readonly epoch: number;
  readonly isLive: boolean;
};
const placeOf = ({ customer, conversation }: Begun): Place => ({
  customerId: customer.id,
  conversationId: conversation.id,
  epoch: 1,
  isLive: false,
});

const epochOf = async (id: string) =>
  (await db.selectFrom('conversation').select('epoch').where('id', '=', id).executeTakeFirstOrThrow()).epoch;

async function answer({ customerId, conversationId }: Place, as: As = bySelf): Promise<TimelineItem> {
  const last = await db
    .selectFrom('customer')
    .select('last_seq')
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  const seen = { [customerId]: Number(last.last_seq) };
  const epoch = Number(await epochOf(conversationId));
  const { item } = await as('agent', 'message:send', { conversationId, epoch, text: PUBLIC, seen });
  return item as TimelineItem;
}

const outgoingOf = async (conversationId: string): Promise<string[]> =>
  (await db.selectFrom('outgoing').select('item_id').where('conversation_id', '=', conversationId).execute()).map(
    ({ item_id }) => item_id,
  );

it('[TL5] every way by which words leave is looked at here: a new one has to be added', () => {
  const delivering = PROVIDERS.filter(({ deliver }) => deliver !== undefined).map(({ adapter }) => adapter);
  expect(delivering.sort()).toEqual(Object.values(BY_PROVIDER).sort());
  expect(CHANNELS.filter((channel) => ownChannel(channel) !== null)).toEqual(['chat']);
});

it.each(LEAVING)(
  '[TL5] %s: help around a conversation leaves nothing of it with the provider, an answer does',
  async (channel) => {
    const begun = await desk.begin({ channel });
    await makeItem(deps, begun.customer, {
      conversationId: begun.conversation.id,
      channel,
      data: { text: 'まだですか' },
    });
    await helpAround(placeOf(begun));
    const item = await answer(placeOf(begun));
    expect(await outgoingOf(begun.conversation.id)).toEqual([item.id]);
    await sendOutgoing(deps, item.id);
    const got = handedOver();
    expect(got).toContain(PUBLIC);
    expect(got).not.toContain(SECRET);
  },
);

it.each(LEAVES_BY)(
  '[TL5] %s: refuses each item that is not for the customer, handed to it directly',
  async (channel) => {
    const begun = await desk.begin({ channel });
    const before = handedOver().length;
    const address = { customerId: begun.customer.id, conversationId: begun.conversation.id, contactPointId: null };
    for (const place of NOT_FOR_THEM) {
      const item = (await madeItem({ ...place, channel }, begun)) as LeavingItem;
      const what = `${place.kind} ${place.visibility}`;
      const refused = expect.objectContaining({ code: 'internal_item' });
      if (channel === 'chat') {
        const send = () =>
          inWork(deps, async (work) => ownChannel('chat')?.send(work, { ...address, sessionId: null }, item));
        await expect(send(), what).rejects.toEqual(refused);
        continue;
      }
      const connectionId = desk.connections[channel];
      // On the way out, as a job that somebody put there by hand, and at the provider's own door.
      const queue = () => inWork(deps, (work) => queueOutgoing(work, { connectionId, to: address, item }));
      await expect(queue(), what).rejects.toEqual(refused);
      await db
        .insertInto('outgoing')
        .values({
          item_id: item.id,
          connection_id: connectionId,
          customer_id: item.customerId,
          ref: randomUUID(),
          created_at: deps.clock.now(),
          details: {} as never,
        })
        .execute();
      await sendOutgoing(deps, item.id);
      const row = await db.selectFrom('outgoing').selectAll().where('item_id', '=', item.id).executeTakeFirstOrThrow();
      expect([row.state, row.last_error_code], what).toEqual(['failed', 'internal_item']);
      const connection = await connectionOf(deps, connectionId);
      const out = { item, ref: randomUUID(), to: 'x', details: {}, conversationId: null, attempts: 0 };
      const deliver = async () => providerOf(BY_PROVIDER[channel])?.deliver?.(deps, connection, out);
      await expect(deliver(), what).rejects.toEqual(refused);
    }
    expect(handedOver()).toHaveLength(before);
  },
);

it('[TL5] a transcript by mail holds what the customer saw, and nothing else', async () => {
  const begun = await desk.begin({ channel: 'chat', also: ['email'] });
  await makeItem(deps, begun.customer, {
    conversationId: begun.conversation.id,
    data: { text: 'メールでお願いします' },
  });
  await helpAround(placeOf(begun));
  await answer(placeOf(begun));
  for (const place of NOT_FOR_THEM) await madeItem({ ...place, channel: 'chat' }, begun);
  const epoch = Number(await epochOf(begun.conversation.id));
  const { handoff } = dataOf(await desk.cross({ id: begun.conversation.id, epoch }, { channel: 'email', way: 'mail' }));
  await desk.said(handoff);
  const mail = JSON.stringify(desk.post.taken().at(-1));
  expect(mail).toContain('メールでお願いします');
  expect(mail).toContain(PUBLIC);
  expect(handedOver()).not.toContain(SECRET);
  const every = await Promise.all(NOT_FOR_THEM.map((place) => madeItem({ ...place, channel: 'chat' }, begun)));
  const whom = { locale: 'ja', timeZone: 'Asia/Tokyo', now: deps.clock.now(), company: '店' } as const;
  expect(transcriptText(every, whom)).toBe('');
});

async function visitorAt(): Promise<VisitorSession> {
  const response = await hub.fetch('/api/v1/visitor/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  return dataOf((await response.json()) as Answer<VisitorSession>);
}

it('[TL5] [ES3] the widget hears its answers and nothing of the help: no frame, no page, no word of who is there', async () => {
  const visitor = await visitorAt();
  const headers = { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' };
  const asVisitor = async (path: string, body?: unknown): Promise<string> => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    return (await hub.fetch(`/api/v1/${path}`, init)).text();
  };
  const { socket, events } = await openVisitorSocket(hub.url, { token: visitor.token });
  const frames: string[] = [];
  socket.onAny((...frame: unknown[]) => frames.push(JSON.stringify(frame)));
  await socket.timeout(ACK_MS).emitWithAck('follow', {});
  await asVisitor('commands/visitor:send', { id: randomUUID(), input: { text: 'まだですか' } });
  const found = await db
    .selectFrom('timeline_item')
    .select(['conversation_id', 'customer_id'])
    .where('kind', '=', 'message')
    .where('direction', '=', 'in')
    .where('customer_id', '=', visitor.customerId)
    .executeTakeFirstOrThrow();
  const conversationId = found.conversation_id ?? '';
  const customerId = found.customer_id;
  const people = { agent: hub.signIn(agent), lead: hub.signIn(lead), colleague: hub.signIn(colleague) };
  for (const one of Object.values(people)) await openAgentSocket(hub.url, { token: (await one).token });
  const as: As = async (who, name, input) => dataOf(await (await people[who]).command(name, input));
  const claimed = await as('agent', 'conversation:claim', { conversationId, epoch: 1 });
  const place = { customerId, conversationId, epoch: claimed.conversation.epoch, isLive: true };
  // A lead's window reads along as an owner's does.
  await as('lead', 'seen:mark', { customerId, seen: { [customerId]: 1 } });
  await as('lead', 'thread:mark-read', { customerId, conversationId, seq: 1 });
  await helpAround(place, as);
  for (const item of NOT_FOR_THEM) await madeItem({ ...item, channel: 'chat' }, placedAt(place));
  const item = await answer(place, as);
  await eventually('the answer is in the widget', () => frames.some((frame) => frame.includes(PUBLIC)));
  const pages = [await asVisitor('visitor/history')];
  const said = await asVisitor('commands/visitor:send', { id: randomUUID(), input: { text: 'ありがとう' } });
  expect(pages[0]).toContain(PUBLIC);
  expect(item.visibility).toBe('customer');
  const everything = [...pages, said, ...frames].join('\n');
  expect(everything).not.toContain(SECRET);
  for (const word of ['help_changed', 'watch', 'whisper', 'escalation', 'handoff', lead.id])
    expect(everything).not.toContain(word);
  const shown = events.flatMap(({ event }) => (event.type === 'item_added' ? [event.item] : []));
  expect(shown.every((one) => 'kind' in one && one.kind === 'message' && one.visibility === 'customer')).toBe(true);
  const told = new Set(events.map(({ event }) => event.type));
  for (const type of told) expect(['item_added', 'hidden', 'delivery_changed']).toContain(type);
});

const placedAt = ({ customerId, conversationId }: Place) =>
  ({ customer: { id: customerId }, conversation: { id: conversationId } }) as Begun;

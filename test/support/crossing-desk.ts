import { runMigrations } from 'graphile-worker';
import { newSigningKeys } from '#server/auth/signing-keys.ts';
import { waysAcross } from '#server/channels/inviting.ts';
import { sendOutgoing } from '#server/channels/outgoing/send-outgoing.service.ts';
import type { Database } from '#server/db/pool.ts';
import type { Channel } from '#shared/domain/channels.ts';
import { channelFacts } from '#shared/domain/channels.ts';
import type { Crossing } from '#shared/domain/crossing.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { CommandInput } from '#shared/wire/commands.ts';
import { dataOf, giveTo } from './commands.ts';
import { makeConversation } from './factories/conversations.ts';
import { type ContactPointWish, type MadeCustomer, makeCustomer } from './factories/customers.ts';
import { testDeps } from './factories/deps.ts';
import { askingAs, makeAgent } from './factories/people.ts';
import { makeLine } from './factories/phone.ts';
import { seedWorkspace } from './factories/workspace.ts';
import { fakeLine } from './fake-line.ts';
import { fakeTwilioMessages } from './fake-twilio-messages.ts';
import { fakeWhatsapp } from './fake-whatsapp.ts';
import { mailboxFields } from './mailbox.ts';
import { startPost } from './test-smtp.ts';

let made = 0;
const OF_CHANNEL: Partial<Record<Channel, (n: number) => ContactPointWish>> = {
  phone: (n) => ({ kind: 'phone', value: `+8190${String(10000000 + n)}` }),
  sms: (n) => ({ kind: 'phone', value: `+8190${String(10000000 + n)}` }),
  email: (n) => ({ kind: 'email', value: `hanako${n}@customer.example` }),
  line: (n) => ({ kind: 'line', value: `U${String(n).padStart(32, '0')}` }),
  whatsapp: (n) => ({ kind: 'whatsapp', value: `+8180${String(10000000 + n)}` }),
  chat: (n) => ({ kind: 'visitor', value: `visitor-${n}` }),
};

type Begin = {
  readonly channel: Channel;
  /** By which else they can be reached. */
  readonly also?: readonly Channel[];
  readonly locale?: Locale;
  readonly over?: Parameters<typeof makeConversation>[1]['over'];
};

/** A hub's services on a fake clock, every channel connected to a fake of its provider, and an agent who leads customers across. */
export async function crossingDesk(database: Pick<Database, 'db' | 'pool'>) {
  const { db } = database;
  await runMigrations({ pgPool: database.pool });
  const deps = testDeps(database);
  const give = giveTo(deps);
  const keys = newSigningKeys();
  const signing = { signing_key_public: keys.publicPem, signing_key_private: keys.privatePem };
  const seeded = await seedWorkspace(db, { name: '北の焙煎所', ...signing });
  const { team, agents } = seeded;
  const [agent, colleague] = agents;
  await db.updateTable('agent').set({ public_name: '木村' }).where('id', '=', agent.id).execute();
  const me = askingAs(agent);
  const admin = askingAs(await makeAgent(db, [], { role: 'admin' }));
  const [twilio, line, whatsapp, post] = await Promise.all([
    fakeTwilioMessages(),
    fakeLine(),
    fakeWhatsapp(),
    startPost(),
  ]);
  const connect = async (adapter: string, fields: CommandInput<'channel:connect'>['fields']) =>
    dataOf(await give(admin, 'channel:connect', { adapter, name: adapter, fields })).connectionId;
  const connections = {
    sms: await connect('twilio_sms', twilio.fields),
    line: await connect('line', line.fields),
    whatsapp: await connect('whatsapp_cloud', { ...whatsapp.fields, switchedOn: 'true' }),
    email: await connect(
      'mailbox',
      mailboxFields({ imap: { port: 1 }, smtp: { port: post.port } }, { saveSent: false }),
    ),
    phone: (await makeLine(db, deps, { logins: [agent.login] })).id,
  };
  await db
    .insertInto('store')
    .values({ id: deps.ids.next(), code: 'GINZA', name: '銀座店', active: true, created_at: deps.clock.now() })
    .execute();

  /** A conversation of the agent's with a customer who can also be reached elsewhere. */
  async function begin({ channel, also = [], locale = 'ja', over = {} }: Begin) {
    made += 1;
    const wishes = new Map(
      [channel, ...also].flatMap((one) =>
        OF_CHANNEL[one] === undefined ? [] : [[channelFacts(one).address, OF_CHANNEL[one](made)]],
      ),
    );
    const customer: MadeCustomer = await makeCustomer(db, [...wishes.values()], { locale });
    const pointOf = (of: Channel) => customer.contactPoints.find(({ kind }) => kind === channelFacts(of).address);
    const connectionId = connections[channel as keyof typeof connections] ?? null;
    const session = { channel, contact_point_id: pointOf(channel)?.id ?? null, connection_id: connectionId };
    const conversation = await makeConversation(db, {
      customer,
      team,
      owner: agent,
      over: { channel, ...over },
      session,
    });
    if (pointOf('whatsapp') !== undefined)
      await db
        .insertInto('whatsapp_window')
        .values({
          connection_id: connections.whatsapp,
          user_id: pointOf('whatsapp')?.value ?? '',
          last_heard_at: deps.clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    return { customer, conversation, pointOf };
  }

  const ways = async (conversationId: string) => waysAcross(deps, me, { conversationId });

  /** Leads a customer across to the agent themselves. */
  const cross = async (conversation: { id: string; epoch: number }, crossing: Crossing) =>
    give(me, 'handoff:offer', {
      conversationId: conversation.id,
      epoch: conversation.epoch,
      to: { type: 'agent', id: agent.id },
      brief: { wants: [], done: [], promised: [], next: [], identity: [] },
      snapshot: {},
      crossing,
    });

  /** The words that an invitation put on the thread, sent on their way. */
  async function said(handoff: Pick<Handoff, 'id'>) {
    const row = await db
      .selectFrom('invitation')
      .selectAll()
      .where('handoff_id', '=', handoff.id)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    const item = await db.selectFrom('timeline_item').selectAll().where('id', '=', row.item_id).executeTakeFirst();
    if (row.item_id !== null && item?.channel !== 'chat') await sendOutgoing(deps, row.item_id);
    return { invitation: row, item };
  }

  return {
    db,
    deps,
    give,
    me,
    ...seeded,
    agent,
    colleague,
    connections,
    twilio,
    line,
    whatsapp,
    post,
    begin,
    ways,
    cross,
    said,
  };
}

export type CrossingDesk = Awaited<ReturnType<typeof crossingDesk>>;

/** The secret of the link in some words. */
export const tokenIn = (text: string): string => /\/go#([\w-]+)/.exec(text)?.[1] ?? '';

import { dataOf } from '#test/support/commands.ts';
import type { RawVisitor } from '#test/support/desk.ts';
import type { MatrixChannel } from './cases.ts';
import type { MatrixDesk } from './desks.ts';
import { callBack, hangUp, linkSent, ringAt, write } from './doors.ts';
import { invitationOf } from './facts.ts';
import { type MatrixPerson, openChat } from './person.ts';
import type { MatrixWorld } from './world.ts';

/** A customer on one channel of a case: how they came, and how they go on there. */
export type Presence = {
  /** Says something there; gives the words that are on the thread, or null for what leaves none. */
  readonly say: (text: string) => Promise<string | null>;
  /** They go: a call is hung up. */
  readonly leave: () => Promise<void>;
};

const nobody = async (): Promise<void> => undefined;

/** The customer begins on a channel by themselves, and this desk takes them up. */
export async function beginOn(
  world: MatrixWorld,
  person: MatrixPerson,
  on: { readonly channel: MatrixChannel; readonly text: string; readonly desk: MatrixDesk },
): Promise<Presence> {
  const { channel, text, desk } = on;
  if (channel === 'phone') return onCall(desk, await ringAt(world, person, desk));
  const chat = channel === 'chat' ? ((await openChat(world, person)) ?? undefined) : undefined;
  await write(world, person, { channel, text, chat });
  return inWriting(world, person, { channel, chat });
}

type Way = {
  readonly conversationId: string;
  readonly channel: MatrixChannel;
  readonly text: string;
  /** Who picks up when they call, or calls them. */
  readonly desk: MatrixDesk;
};

/**
 * The customer acts on the channel they were asked onto, by the way they were given: opens the link and writes, answers
 * the message or the call, shows the code. Null when what they were given leads nowhere.
 */
export async function comeOver(world: MatrixWorld, person: MatrixPerson, way: Way): Promise<Presence | null> {
  const { conversationId, channel, text, desk } = way;
  const invitation = await invitationOf(world, conversationId);
  if (channel === 'phone') {
    const calls = invitation?.way === 'callback' && invitation.state !== 'expired';
    return onCall(desk, calls ? await callBack(person, desk, conversationId) : await ringAt(world, person, desk));
  }
  if (channel === 'store') return showCode(world, person, conversationId);
  let chat: RawVisitor | undefined;
  if (channel === 'chat') {
    const opened = await openChat(world, person, {
      invitation: await linkSent(world, person, person.chats[0] ?? null),
    });
    if (opened === null) return null;
    chat = opened;
  }
  await write(world, person, { channel, text, chat });
  return inWriting(world, person, { channel, chat });
}

/** The clerk finds them by their code and serves them: for the hub that is their first act in the store. */
async function showCode(world: MatrixWorld, person: MatrixPerson, conversationId: string): Promise<Presence | null> {
  const invitation = await invitationOf(world, conversationId);
  const serve = { customerId: person.customer.id, invitationId: invitation?.id ?? '', text: 'レジでお受けしました' };
  const clerk = await world.clerk();
  // A clerk serves whom they have looked up.
  dataOf(await clerk.query('clerk.find', { text: invitation?.code ?? person.loyalty }));
  const served = await clerk.command('clerk:serve', serve);
  // Once its time is over a code is nobody's.
  if (!served.ok && served.error.code === 'not_found') return null;
  return dataOf(served).arrived ? inWriting(world, person, { channel: 'store' }) : null;
}

function inWriting(
  world: MatrixWorld,
  person: MatrixPerson,
  on: { readonly channel: Exclude<MatrixChannel, 'phone'>; readonly chat?: RawVisitor | undefined },
): Presence {
  return {
    async say(text) {
      await write(world, person, { ...on, text });
      return text;
    },
    leave: nobody,
  };
}

/** What is said on the telephone is on the thread when it is over. */
function onCall(desk: MatrixDesk, callId: string): Presence {
  let isOver = false;
  const leave = async (): Promise<void> => {
    if (isOver) return;
    isOver = true;
    await hangUp(desk, callId);
  };
  return {
    async say() {
      await leave();
      return null;
    },
    leave,
  };
}

import type { LeavingItem } from '#server/domains/messages/may-leave.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { ItemData } from '#shared/domain/item-data.ts';
import type { ChannelAdapter } from './channel.ts';
import { chatChannel } from './chat/chat.channel.ts';
import { findConnection, listConnections } from './connections/connections.repository.ts';
import { closedConnection } from './connections/open-connection.ts';
import { queueOutgoing } from './outgoing/queue-outgoing.service.ts';
import type { AnswerDraft, Connection } from './provider.ts';
import { providerOf } from './providers.ts';
import type { SecretText } from './secret-text.ts';

/** Channels of our own: the commit is the sending. */
const OWN: { readonly [C in Channel]?: Pick<ChannelAdapter, 'capabilities' | 'send'> } = { chat: chatChannel };

/** The channel where the commit is the sending, or null: a provider has to be asked. */
export const ownChannel = (channel: Channel) => OWN[channel] ?? null;

export type AnswerAsk = AnswerDraft & {
  readonly channel: Channel;
  /** The account the leg runs over, as far as known. */
  readonly connectionId: string | null;
  readonly sessionId: string | null;
  /** A part of the text that only its receiver may read: on the thread it stands as shown. */
  readonly secret?: SecretText;
};

export type ReadyAnswer = {
  /** What the item holds beside text and files. */
  readonly data: Partial<ItemData<'message'>>;
  readonly send: (item: LeavingItem) => Promise<'sent' | 'queued'>;
};

/**
 * Makes an answer ready to leave on a channel, by the account its author chose, else the one the customer wrote to, else
 * the channel's first. Throws `no_channel` when nothing leads there, `too_large` for a text beyond what it can carry.
 */
export async function prepareAnswer(work: Work, ask: AnswerAsk): Promise<ReadyAnswer> {
  const own = ownChannel(ask.channel);
  if (own !== null) return { data: {}, send: (item) => own.send(work, ask, item) };
  const connection = await connectionFor(work, ask);
  const provider = connection === null ? null : providerOf(connection.adapter);
  if (connection === null || provider?.deliver === undefined) throw new AppError('no_channel');
  const { textLimit } = provider.capabilities;
  if (ask.text.length > textLimit) throw new AppError('too_large', { details: { limit: textLimit } });
  const { data = {}, ref, details } = (await provider.prepare?.(work, connection, ask)) ?? {};
  const whole = ask.secret === undefined ? details : { ...details, secret: ask.secret };
  return {
    data: { via: connection.name, ...data },
    send: (item) => queueOutgoing(work, { connectionId: connection.id, to: ask, item, ref, details: whole }),
  };
}

async function connectionFor(work: Work, ask: AnswerAsk): Promise<Connection | null> {
  const chosen = ask.format.connectionId ?? ask.connectionId;
  if (chosen !== null && chosen !== undefined) {
    const record = await findConnection(work.tx, chosen);
    if (record !== null && record.channel === ask.channel) return closedConnection(record);
  }
  const records = await listConnections(work.tx, ask.channel);
  const first = records.find((r) => r.state === 'active' && providerOf(r.adapter)?.deliver !== undefined);
  return first === undefined ? null : closedConnection(first);
}

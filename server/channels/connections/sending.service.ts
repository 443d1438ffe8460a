import type { Asking } from '#server/asking.ts';
import { ownChannel } from '#server/channels/answering.ts';
import type { ChannelCapabilities } from '#server/channels/channel.ts';
import type { AnswerTo, Connection, Provider } from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { AppError } from '#server/errors.ts';
import { answerChannel } from '#shared/domain/channels.ts';
import type { SendingFacts } from '#shared/domain/sending.ts';
import { mayDo } from '#shared/wire/policy.ts';
import { listConnections } from './connections.repository.ts';
import { openConnection } from './open-connection.ts';
import { legFor, type SendingLeg } from './sending.repository.ts';

/** Not more than an author waits for: what is not known by then is left out. */
const NOTICES_WITHIN_MS = 1500;

/**
 * What can be sent on a conversation's channel now, for its composer. The customer's address is masked: it shows in full
 * where contact points do ([PR4]). Throws `not_found`, `no_channel`.
 */
export async function sendingFacts(deps: Deps, asking: Asking, conversationId: string): Promise<SendingFacts> {
  const conversation = await findConversation(deps.db, conversationId);
  if (conversation === null) throw new AppError('not_found');
  if (!mayDo(asking.actor, 'thread.read')) throw new AppError('forbidden', { details: { action: 'thread.read' } });
  const channel = answerChannel(conversation.channel);
  const own = ownChannel(channel);
  if (own !== null) return { channel, ...limitsOf(own.capabilities), rich: false, senders: [], cc: [], notices: [] };
  const leg =
    (await legFor(deps.db, conversationId, channel)) ?? (await legFor(deps.db, conversationId, conversation.channel));
  const all = (await listConnections(deps.db, channel)).filter((r) => providerOf(r.adapter)?.deliver !== undefined);
  const records = [...all].sort((a, b) => Number(b.id === leg?.connectionId) - Number(a.id === leg?.connectionId));
  const first = records.find((r) => r.state === 'active' || r.id === leg?.connectionId);
  const provider = first === undefined ? null : providerOf(first.adapter);
  if (first === undefined || provider === null) throw new AppError('no_channel');
  const connection = openConnection(deps, first);
  const to = {
    customerId: leg?.customerId ?? conversation.customerId,
    conversationId,
    contactPointId: leg?.contactPointId ?? null,
  };
  const [facts, notices, senders] = await Promise.all([
    provider.facts?.(deps, connection, to),
    noticesOf(deps, provider, connection, to),
    Promise.all(records.map((r) => senderOf(deps, openConnection(deps, r), to))),
  ]);
  return {
    channel,
    ...limitsOf(provider.capabilities),
    rich: provider.capabilities.rich === true,
    senders,
    ...addressOf(leg),
    ...(facts?.subject === undefined ? {} : { subject: facts.subject }),
    cc: facts?.cc ?? [],
    ...(facts?.signature === undefined ? {} : { signature: facts.signature }),
    notices: [...notices, ...pausedNotice(first.state)],
  };
}

const limitsOf = ({ textLimit, files }: ChannelCapabilities) => ({
  textLimit,
  files: files === null ? null : { types: [...files.types], bytes: files.bytes },
});

const addressOf = (leg: SendingLeg | null) => (leg?.maskedTo === undefined ? {} : { to: leg.maskedTo });

async function senderOf(deps: Deps, connection: Connection, to: AnswerTo) {
  const facts = await providerOf(connection.adapter)?.facts?.(deps, connection, to);
  const address = facts?.address;
  return { connectionId: connection.id, name: connection.name, ...(address === undefined ? {} : { address }) };
}

/** A provider that does not answer in time says nothing; the composer opens all the same. */
async function noticesOf(deps: Deps, provider: Provider, connection: Connection, to: AnswerTo) {
  if (provider.notices === undefined) return [];
  const late = new Promise<[]>((resolve) => setTimeout(resolve, NOTICES_WITHIN_MS, []).unref());
  return Promise.race([provider.notices(deps, connection, to).catch(() => []), late]);
}

const pausedNotice = (state: 'active' | 'paused'): SendingFacts['notices'] =>
  state === 'active'
    ? []
    : [
        {
          code: 'paused',
          level: 'warn',
          text: {
            ja: 'この接続は一時停止中です。送信は再開後に行われます。',
            en: 'This connection is paused. What you send waits until it is resumed.',
          },
        },
      ];

import { type Asking, demand } from '#server/asking.ts';
import { revokeInvitations } from '#server/channels/invitations.ts';
import { invite } from '#server/channels/inviting.ts';
import { authorOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import type { ConversationRecord } from '#server/domains/conversations/conversations.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Crossing } from '#shared/domain/crossing.ts';
import type { Handoff } from '#shared/domain/handoff.ts';
import type { Author } from '#shared/domain/party.ts';
import { maskSensitive } from '#shared/domain/sensitive.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { setCrossing } from './handoff-changes.repository.ts';
import { eitherOf, handoffLocked, handoffNow } from './handoff-locked.service.ts';
import { asHandoff } from './handoff-view.ts';
import { type HandoffRecord, lockAgents } from './handoffs.repository.ts';
import { handoffData, tellHandoff } from './tell-handoff.service.ts';

/** Throws `no_way_across` for a crossing that leads nowhere else; masks what is said to the customer with it ([PR4]). */
export function checkedCrossing(crossing: Crossing, from: Channel): Crossing {
  if (crossing.channel === from) throw new AppError('no_way_across', { details: { reason: 'same_channel' } });
  return crossing.text === undefined ? crossing : { ...crossing, text: maskSensitive(crossing.text) };
}

type Asker = { readonly by: Author /** By whose public name the customer is asked. */; readonly agentId: string };

/**
 * The customer is on the way from now on: they are asked over, and until they come the sender owns and whoever accepted is
 * reserved ([HO4]). The caller has moved the handoff there and locked its agents. Throws `no_way_across`, and then
 * nothing has changed.
 */
export async function askOver(
  work: Work,
  { handoff, locked }: { readonly handoff: HandoffRecord; readonly locked: ConversationRecord },
  { by, agentId }: Asker,
): Promise<HandoffRecord> {
  const { crossing } = handoff;
  if (crossing === null) throw new Error(`handoff ${handoff.id} leads onto no other channel`);
  await appendItem(work, { ...internalItem(work, locked, by), kind: 'handoff', data: handoffData(handoff, 'invited') });
  const { lapseAt, sessionId } = await invite(work, { handoffId: handoff.id, conversation: locked, crossing, agentId });
  await setCrossing(work, handoff.id, { crossing, lapseAt, sessionId });
  const asked = await handoffNow(work, handoff.id);
  await tellHandoff(work, asked);
  return asked;
}

/** Asks the customer over once more; what was sent before leads nowhere. By sender or receiver, while they are on the way. */
export async function inviteAgain(
  work: Work,
  asking: Asking,
  input: CommandParsed<'handoff:invite-again'>,
): Promise<Handoff> {
  const found = await handoffLocked(work, input.handoffId);
  demand(asking, 'handoff.decide', { ownerId: eitherOf(found, asking.actor.id) });
  const { handoff, locked } = found;
  if (handoff.stage !== 'crossing' || handoff.crossing === null) {
    throw new AppError('handoff_decided', { details: { state: handoff.state } });
  }
  const crossing = checkedCrossing(input.crossing ?? handoff.crossing, handoff.channelFrom);
  await lockAgents(work, [handoff.fromAgentId, handoff.toAgentId, handoff.acceptedBy]);
  await revokeInvitations(work, handoff.id, 'revoked');
  const anew = { ...handoff, crossing, channelTo: crossing.channel };
  return asHandoff(await askOver(work, { handoff: anew, locked }, { by: authorOf(asking), agentId: asking.actor.id }));
}

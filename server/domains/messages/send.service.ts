import type { Asking } from '#server/asking.ts';
import { holdIfAsked } from '#server/domains/approval/hold.service.ts';
import { ownedConversation } from '#server/domains/conversations/ownership.service.ts';
import { refuseWording } from '#server/domains/replies/refuse-wording.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { answerChannel } from '#shared/domain/channels.ts';
import type { CommandOutput, CommandParsed } from '#shared/wire/commands.ts';
import { refuseUnknownAddresses } from './addresses.service.ts';
import { claimAttachments } from './attachments.service.ts';
import { answerPlace, letOut, refuseUnwanted } from './let-out.service.ts';
import { refuseStale } from './stale.service.ts';

type Send = CommandParsed<'message:send'>;

/**
 * Answers the customer on the conversation's channel. Sends nothing and throws `stale` with the items its author had not
 * seen ([CV3]), `not_owner`, `wrong_state` once resolved, what `refuseWording` minds, `address_unknown` with copies that nobody was asked about, or
 * `no_channel`. Where a rule asks for it, a lead decides before anything leaves: then `held` says so. How far it got is
 * what the channel says of it ([SY5]): `sent` where the commit is the sending, `queued` where a provider has to be asked.
 */
export async function sendMessage(work: Work, asking: Asking, input: Send): Promise<CommandOutput<'message:send'>> {
  const authorId = asking.actor.id;
  const locked = await ownedConversation(work, input.conversationId, input.epoch, authorId);
  if (locked.status === 'resolved') throw new AppError('wrong_state', { details: { state: locked.status } });
  await refuseStale(work, asking, locked, { authorId, seen: input.seen });
  const { text, attachments: files = [], format = {}, seen } = input;
  await refuseWording(work, { conversationId: locked.id, channel: answerChannel(locked.channel), text, format });
  await refuseUnknownAddresses(work, locked.customerId, format);
  const place = await answerPlace(work, locked);
  const { channel, customerId } = place;
  const attachments = await claimAttachments(work, asking.actor, files, customerId);
  // Of what is held too its author hears now what can be told now.
  await refuseUnwanted(work, locked, place);
  const holding = await holdIfAsked(work, asking, locked, { channel, text, attachments, format, seen });
  if (holding !== null) return holding;
  return { item: await letOut(work, locked, { authorId, text, attachments, format }, place) };
}

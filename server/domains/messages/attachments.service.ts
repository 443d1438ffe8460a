import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Actor } from '#shared/wire/policy.ts';
import { claimOwnBlobs } from './attachments.repository.ts';

/**
 * Puts files onto a customer's thread that the actor uploaded and has not used on another's. Names, types and sizes are
 * what the hub stored, whatever the command says. Throws `not_found` for any that is not the actor's to send.
 */
export async function claimAttachments(
  work: Work,
  actor: Pick<Actor, 'id' | 'role'>,
  attachments: readonly Pick<Attachment, 'blobId'>[],
  customerId: string,
): Promise<Attachment[]> {
  if (attachments.length === 0) return [];
  const ids = [...new Set(attachments.map((a) => a.blobId))];
  const owner = { type: actor.role === 'visitor' ? 'visitor' : 'agent', id: actor.id } as const;
  const stored = await claimOwnBlobs(work, owner, ids, customerId);
  const inOrder = ids.map((id) => stored.find((a) => a.blobId === id)).filter((a) => a !== undefined);
  if (inOrder.length !== ids.length) throw new AppError('not_found');
  return inOrder;
}

import { claimForCustomer } from '#server/blobs/blobs.repository.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Actor } from '#shared/wire/policy.ts';

/**
 * Puts files onto a customer's thread that the actor uploaded and has not used on another's, or that a colleague put there:
 * their returned answer goes on with its files. Names, types and sizes are
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
  const ownerType = actor.role === 'visitor' ? 'visitor' : 'agent';
  const stored = await claimForCustomer(work.tx, { ids, customerId, ownerType, ownerId: actor.id });
  const byId = new Map(stored.map((blob) => [blob.id, blob]));
  return ids.map((id) => {
    const blob = byId.get(id);
    if (blob === undefined) throw new AppError('not_found');
    const { name, mime, size, width, height } = blob;
    const pixels = width === null || height === null ? {} : { width, height };
    return { blobId: id, name, mime, size, ...pixels };
  });
}

import { createHash } from 'node:crypto';

/** A view as it is sealed: every field that says who saw whom, when, why. */
export type SealedFields = {
  readonly id: string;
  readonly at: Date;
  readonly actorType: string;
  readonly actorId: string;
  readonly customerId: string;
  readonly what: string;
  readonly contactPointId: string | null;
  readonly reason: string | null;
};

/** The link of a view: its number, the link before it, and all of its fields. Changing any of them changes all after it. */
export function sealHash(sealNo: number, before: Buffer, view: SealedFields): Buffer {
  const fields = [
    sealNo,
    view.id,
    view.at.toISOString(),
    view.actorType,
    view.actorId,
    view.customerId,
    view.what,
    view.contactPointId,
    view.reason,
  ];
  return createHash('sha256').update(before).update(JSON.stringify(fields)).digest();
}

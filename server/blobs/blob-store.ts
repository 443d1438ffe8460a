import type { Attachment } from '#shared/domain/item-data.ts';

/** What is known of a file besides its bytes. */
export type BlobFacts = {
  readonly id: string;
  readonly ownerType: 'agent' | 'visitor' | 'system';
  readonly ownerId: string;
  /** Whose thread it stands on, once it was sent. */
  readonly customerId: string | null;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
};

/**
 * Where attachments live ([SY7]): PostgreSQL by default, so that every hub has them; never a hub's own disk. Facts are
 * always in the database, where rights are decided; another store would keep the bytes alone elsewhere.
 */
export type BlobStore = {
  /** Kept when it resolves. */
  readonly put: (facts: BlobFacts, bytes: Buffer) => Promise<void>;
  /** Null when there is none. */
  readonly facts: (id: string) => Promise<BlobFacts | null>;
  readonly bytes: (id: string) => Promise<Buffer | null>;
  /** Removes bytes whose facts are gone, where they lie elsewhere; some at a time. Gives how many. */
  readonly sweep: () => Promise<number>;
};

/** The file as a message carries it. */
export function asAttachment(blob: BlobFacts): Attachment {
  return {
    blobId: blob.id,
    name: blob.name,
    mime: blob.mime,
    size: blob.size,
    ...(blob.width === null ? {} : { width: blob.width }),
    ...(blob.height === null ? {} : { height: blob.height }),
  };
}

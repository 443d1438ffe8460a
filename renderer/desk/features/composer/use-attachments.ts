import { v7 } from 'uuid';
import { useUpload } from '#renderer/data/hooks/use-blobs.ts';
import type { ComposerAccess } from './use-composer.ts';

/** As many as a message holds. */
export const MOST_FILES = 10;

export type Attachments = {
  readonly add: (files: readonly File[]) => void;
  readonly retry: (uploadId: string) => void;
  readonly drop: (uploadId: string) => void;
  readonly remove: (blobId: string) => void;
};

/** Files of a draft: each is put on the hub at once, and is part of the draft when it is there. */
export function useAttachments({ draft, change }: Pick<ComposerAccess, 'draft' | 'change'>): Attachments {
  const upload = useUpload();

  async function start(id: string, file: File): Promise<void> {
    const answer = await upload(file);
    change(({ uploads, attachments }) => {
      // Taken away while it was on its way.
      if (!uploads.some((one) => one.id === id)) return {};
      if (!answer.ok) {
        const { message } = answer.error;
        return { uploads: uploads.map((one) => (one.id === id ? { ...one, state: 'failed', error: message } : one)) };
      }
      return { uploads: uploads.filter((one) => one.id !== id), attachments: [...attachments, answer.data] };
    });
  }

  return {
    add(files) {
      const room = MOST_FILES - draft.attachments.length - draft.uploads.length;
      const fresh = files.slice(0, Math.max(0, room)).map((file) => ({ id: v7(), file, state: 'uploading' as const }));
      if (fresh.length === 0) return;
      change(({ uploads }) => ({ uploads: [...uploads, ...fresh] }));
      for (const { id, file } of fresh) void start(id, file);
    },
    retry(uploadId) {
      const failed = draft.uploads.find((one) => one.id === uploadId);
      if (failed === undefined) return;
      change(({ uploads }) => ({
        uploads: uploads.map(({ id, file, state }) => ({ id, file, state: id === uploadId ? 'uploading' : state })),
      }));
      void start(uploadId, failed.file);
    },
    drop: (uploadId) => change(({ uploads }) => ({ uploads: uploads.filter((one) => one.id !== uploadId) })),
    remove: (blobId) =>
      change(({ attachments }) => ({ attachments: attachments.filter((one) => one.blobId !== blobId) })),
  };
}

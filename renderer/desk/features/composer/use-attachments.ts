import { v7 } from 'uuid';
import { useUpload } from '#renderer/data/hooks/use-blobs.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import type { SendingFacts } from '#shared/domain/sending.ts';
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
export function useAttachments(
  { draft, change }: Pick<ComposerAccess, 'draft' | 'change'>,
  limits: SendingFacts['files'] | undefined,
): Attachments {
  const upload = useUpload();
  const { t } = useTranslation('mail');

  /** Why the channel takes a file not; null when it does, or when nobody knows yet. */
  function refusal({ name, size, type }: File): string | null {
    if (limits === undefined) return null;
    if (limits === null) return t('noFiles');
    if (size > limits.bytes) return t('fileTooLarge', { name, most: Math.floor(limits.bytes / 1_000_000) });
    return type === '' || limits.types.some((one) => takes(one, type)) ? null : t('fileType', { name });
  }

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
    add(given) {
      const files = given.filter((file) => {
        const why = refusal(file);
        if (why !== null) showToast({ title: why, tone: 'bad' });
        return why === null;
      });
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

/** A pattern such as `image/*` takes every image; a star alone takes everything. */
function takes(pattern: string, type: string): boolean {
  if (pattern.startsWith('*')) return true;
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

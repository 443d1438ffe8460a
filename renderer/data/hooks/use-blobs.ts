import { useEffect, useState } from 'react';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { useDeskClient } from './desk-client-context.tsx';

/** Puts a file on the hub; what comes back goes into a message's `attachments`. */
export function useUpload(): DeskClient['upload'] {
  return useDeskClient().upload;
}

/** An address for an image or a link within this window; null until it is here, or when it cannot be read. */
export function useBlobUrl(blobId: string | null): string | null {
  const client = useDeskClient();
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (blobId === null) return;
    let made: string | null = null;
    let ended = false;
    client.readBlob(blobId).then(
      (blob) => {
        if (ended) return;
        made = URL.createObjectURL(blob);
        setUrl(made);
      },
      () => undefined,
    );
    return () => {
      ended = true;
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [client, blobId]);
  return url;
}

import { useCallback, useEffect, useState } from 'react';
import { useDeskClient } from './desk-client-context.tsx';

export type MailHtml =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly html: string; readonly images: boolean }
  | { readonly state: 'error'; readonly retry: () => void };

type Kept = { readonly blobId: string; readonly outcome: MailHtml };

/**
 * A mail's HTML as the hub cleaned it, still to be cleaned by the window. With `images` the hub fetches those that lie
 * elsewhere; until they are here, what was shown before stays.
 */
export function useMailHtml(blobId: string, images: boolean): MailHtml {
  const client = useDeskClient();
  const [kept, setKept] = useState<Kept | null>(null);
  const [tries, setTries] = useState(0);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again at each try
  useEffect(() => {
    let ended = false;
    const tell = (outcome: MailHtml): void => {
      if (!ended) setKept({ blobId, outcome });
    };
    client.readMail(blobId, images).then(
      (html) => tell({ state: 'ready', html, images }),
      () => tell({ state: 'error', retry }),
    );
    return () => {
      ended = true;
    };
  }, [client, blobId, images, retry, tries]);
  return kept?.blobId === blobId ? kept.outcome : { state: 'loading' };
}

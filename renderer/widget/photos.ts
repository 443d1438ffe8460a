/** What can be shown of a photo: it is on its way, it is here, or it can not be had. */
export type Photo =
  | { readonly state: 'loading' }
  | { readonly state: 'lost' }
  | { readonly state: 'here'; readonly blob: Blob; readonly url: string };

/** Photos of the thread, each fetched once with the visitor's token and shown from memory. */
export type Photos = {
  readonly of: (blobId: string) => Photo;
  /** One that was just uploaded need not be fetched. */
  readonly keep: (blobId: string, blob: Blob) => void;
  readonly again: (blobId: string) => void;
};

const LOADING: Photo = { state: 'loading' };
const LOST: Photo = { state: 'lost' };

export function createPhotos(fetchBlob: (blobId: string) => Promise<Blob | null>, changed: () => void): Photos {
  const known = new Map<string, Photo>();

  const keep = (blobId: string, blob: Blob): void => {
    known.set(blobId, { state: 'here', blob, url: URL.createObjectURL(blob) });
  };
  async function load(blobId: string): Promise<void> {
    known.set(blobId, LOADING);
    const blob = await fetchBlob(blobId);
    if (blob === null) known.set(blobId, LOST);
    else keep(blobId, blob);
    changed();
  }

  return {
    of(blobId) {
      if (!known.has(blobId)) void load(blobId);
      return known.get(blobId) ?? LOADING;
    },
    keep,
    again(blobId) {
      void load(blobId);
      changed();
    },
  };
}

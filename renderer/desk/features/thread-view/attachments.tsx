import { Download, File as FileIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useBlobUrl } from '#renderer/data/hooks/use-blobs.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Attachment } from '#shared/domain/item-data.ts';
import { useThreadWords } from './thread-context.tsx';

/** Pictures that every browser draws and that carry no script. */
const PICTURE = /^image\/(?:png|jpe?g|gif|webp|avif)$/u;
const THUMB = { width: 240, height: 180 } as const;

/** What came with a message: pictures as pictures, the rest as files to keep. */
export function Attachments({ list }: { readonly list: readonly Attachment[] | undefined }) {
  if (list === undefined || list.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-2">
      {list.map((attachment) => (
        <li key={attachment.blobId} className="min-w-0">
          {PICTURE.test(attachment.mime) ? <Picture attachment={attachment} /> : <FileChip attachment={attachment} />}
        </li>
      ))}
    </ul>
  );
}

/** Its room before it is here, so that nothing moves when it comes. */
function thumbSize({ width, height }: Attachment): { width: number; height: number } {
  if (width === undefined || height === undefined) return THUMB;
  const scale = Math.min(1, THUMB.width / width, THUMB.height / height);
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) };
}

function Picture({ attachment }: { readonly attachment: Attachment }) {
  const t = useThreadWords();
  const url = useBlobUrl(attachment.blobId);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-label={t('thread:openImage', { name: attachment.name })}
        disabled={url === null}
        style={thumbSize(attachment)}
        className="block max-w-full overflow-hidden rounded-r border border-line bg-panel"
        onClick={() => setIsOpen(true)}
      >
        {url !== null && <img src={url} alt="" className="size-full object-cover" />}
      </button>
      <Dialog
        open={isOpen}
        onClose={() => setIsOpen(false)}
        title={attachment.name}
        closeLabel={t('common:close')}
        width="l"
      >
        {url !== null && (
          <img
            src={url}
            alt={attachment.name}
            className="mx-auto max-h-[calc(100vh-160px)] max-w-full object-contain"
          />
        )}
      </Dialog>
    </>
  );
}

function FileChip({ attachment: { blobId, name, size } }: { readonly attachment: Attachment }) {
  const t = useThreadWords();
  const [isWanted, setIsWanted] = useState(false);
  // A file is fetched when somebody wants it, not when it is scrolled past.
  const url = useBlobUrl(isWanted ? blobId : null);
  useEffect(() => {
    if (url === null) return;
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setIsWanted(false);
  }, [url, name]);
  return (
    <button
      type="button"
      aria-label={t('thread:download', { name })}
      aria-busy={isWanted}
      className="flex min-h-8 max-w-80 items-center gap-2 rounded-s border border-line-strong bg-raised px-2.5 hover:border-field-line"
      onClick={() => setIsWanted(true)}
    >
      <FileIcon aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
      <span className="min-w-0 truncate">
        <Words>{name}</Words>
      </span>
      <span className="figures shrink-0 text-ink-3">{sizeWords(size)}</span>
      <Download aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
    </button>
  );
}

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

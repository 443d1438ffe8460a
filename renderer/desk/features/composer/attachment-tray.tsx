import { FileText, RotateCw, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useBlobUrl } from '#renderer/data/hooks/use-blobs.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { Spinner } from '#renderer/ui/spinner.tsx';
import type { Attachment } from '#shared/domain/item-data.ts';
import type { Draft, Upload } from './composer-store.ts';
import type { Attachments } from './use-attachments.ts';

type TileProps = {
  readonly name: string;
  readonly picture: ReactNode;
  readonly note?: string | undefined;
  readonly isBad?: boolean;
  readonly onRemove: () => void;
  readonly onRetry?: (() => void) | undefined;
};

const SMALL = 'grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line hover:text-ink';

function Tile({ name, picture, note, isBad = false, onRemove, onRetry }: TileProps) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  return (
    <li
      className={classNames(
        'flex max-w-64 items-center gap-2 rounded-s border bg-raised p-1',
        isBad ? 'border-bad' : 'border-line',
      )}
    >
      <span className="grid size-9 shrink-0 place-items-center overflow-hidden rounded-s bg-panel text-ink-3">
        {picture}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">{name}</span>
        {note !== undefined && (
          <span role="status" className={classNames('block truncate', isBad ? 'text-bad' : 'text-ink-3')} title={note}>
            {note}
          </span>
        )}
      </span>
      {onRetry && (
        <button type="button" aria-label={`${common('retry')}: ${name}`} onClick={onRetry} className={SMALL}>
          <RotateCw aria-hidden="true" size={14} />
        </button>
      )}
      <button type="button" aria-label={t('removeAttachment', { name })} onClick={onRemove} className={SMALL}>
        <X aria-hidden="true" size={14} />
      </button>
    </li>
  );
}

const isImage = (mime: string): boolean => mime.startsWith('image/');
const FILE = <FileText aria-hidden="true" size={18} />;

function UploadTile({ upload, files }: { readonly upload: Upload; readonly files: Attachments }) {
  const { t } = useTranslation('composer');
  const hasFailed = upload.state === 'failed';
  return (
    <Tile
      name={upload.file.name}
      picture={hasFailed ? FILE : <Spinner />}
      note={hasFailed ? upload.error : t('uploadingNow')}
      isBad={hasFailed}
      onRemove={() => files.drop(upload.id)}
      onRetry={hasFailed ? () => files.retry(upload.id) : undefined}
    />
  );
}

function AttachmentTile({ attachment, files }: { readonly attachment: Attachment; readonly files: Attachments }) {
  const url = useBlobUrl(isImage(attachment.mime) ? attachment.blobId : null);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  return (
    <Tile
      name={attachment.name}
      picture={
        url === null || url === failedUrl ? (
          FILE
        ) : (
          <img src={url} alt="" onError={() => setFailedUrl(url)} className="size-full object-cover" />
        )
      }
      onRemove={() => files.remove(attachment.blobId)}
    />
  );
}

/** The files of a draft, under its words: on their way, there, or failed with the reason and a way to try again. */
export function AttachmentTray({ draft, files }: { readonly draft: Draft; readonly files: Attachments }) {
  const { t } = useTranslation('composer');
  if (draft.attachments.length === 0 && draft.uploads.length === 0) return null;
  return (
    <ul aria-label={t('attachments')} className="flex max-h-28 flex-wrap gap-1.5 overflow-y-auto px-3 pb-2">
      {draft.attachments.map((attachment) => (
        <AttachmentTile key={attachment.blobId} attachment={attachment} files={files} />
      ))}
      {draft.uploads.map((upload) => (
        <UploadTile key={upload.id} upload={upload} files={files} />
      ))}
    </ul>
  );
}

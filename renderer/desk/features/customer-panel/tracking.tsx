import { Copy } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { trackingLink } from '#shared/domain/tracking-link.ts';

type TrackingProps = { readonly carrier: string | undefined; readonly trackingNumber: string };

/** Who carries a parcel and under which number, which can be copied. */
export function Tracking({ carrier, trackingNumber }: TrackingProps) {
  const { t } = useTranslation('customer');
  const page = trackingLink(carrier, trackingNumber);
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(trackingNumber);
      showToast({ title: t('trackingCopied'), detail: trackingNumber });
    } catch {
      // The page is not in front, or may not write there: the number can still be selected.
      showToast({ title: t('copyFailed'), tone: 'bad' });
    }
  }
  return (
    <p className="flex min-h-7 items-center gap-1 text-ink-2">
      {carrier !== undefined && (
        <span className="min-w-0 truncate">
          <Words>{carrier}</Words>
        </span>
      )}
      {page === null ? (
        <span className="figures shrink-0 select-text">{trackingNumber}</span>
      ) : (
        <a
          href={page}
          target="_blank"
          rel="noreferrer noopener"
          className="figures shrink-0 select-text underline-offset-2 hover:text-accent hover:underline"
        >
          {trackingNumber}
        </a>
      )}
      <IconButton
        label={t('copyTracking')}
        icon={<Copy aria-hidden="true" size={14} />}
        onClick={() => void copy()}
        className="-my-1 -mr-2"
      />
    </p>
  );
}

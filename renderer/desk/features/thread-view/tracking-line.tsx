import { Copy } from 'lucide-react';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { useThreadWords } from './thread-context.tsx';

type Props = { readonly carrier: string | undefined; readonly number: string };

/** Who carries a parcel and under which number, which can be copied. */
export function TrackingLine({ carrier, number }: Props) {
  const t = useThreadWords();
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(number);
      showToast({ title: t('customer:trackingCopied'), detail: number });
    } catch {
      // The page is not in front, or may not write there: the number can still be selected.
      showToast({ title: t('customer:copyFailed'), tone: 'bad' });
    }
  }
  return (
    <p className="flex min-h-7 items-center gap-1.5 text-ink-2">
      {carrier !== undefined && <Words>{carrier}</Words>}
      <span className="figures select-text">{number}</span>
      <IconButton
        label={t('customer:copyTracking')}
        icon={<Copy aria-hidden="true" size={14} />}
        onClick={() => void copy()}
        className="-my-1"
      />
    </p>
  );
}

import { useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card } from './section-frame.tsx';

type AddressCardProps = { readonly title: string; readonly detail: string; readonly url: string };

/** An address of the hub to give away. Without a public address of the hub, only its unchanging part is known. */
export function AddressCard({ title, detail, url }: AddressCardProps) {
  const { t } = useTranslation('channelSettings');
  const { t: common } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  const isWhole = /^https?:/.test(url);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url);
    setIsCopied(true);
  };
  return (
    <Card title={title} detail={detail}>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 select-all break-all rounded-s border border-line bg-panel px-2.5 py-1.5 font-sans">
          {url}
        </code>
        <Button onClick={() => void copy()}>{isCopied ? common('copied') : common('copy')}</Button>
      </div>
      {!isWhole && <p className="mt-2 text-warn">{t('hook.noPublicUrl')}</p>}
    </Card>
  );
}

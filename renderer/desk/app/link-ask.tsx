import { useEffect, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

/** The part of an address that says whose it is, and the rest before and after it. */
export function splitAddress(url: string): { readonly before: string; readonly whose: string; readonly after: string } {
  const { protocol, host, pathname } = new URL(url);
  const before = protocol === 'https:' || protocol === 'http:' ? `${protocol}//` : protocol;
  const whose = host === '' ? pathname : host;
  const rest = url.slice(before.length);
  return rest.startsWith(whose)
    ? { before, whose, after: rest.slice(whose.length) }
    : { before: '', whose, after: ` ${url}` };
}

/**
 * Asks before a link of an email is opened, with the host it really leads to. Only the desktop asks: in a browser the link
 * says its host where it stands, and opens by the browser itself.
 */
export function LinkAsk() {
  const { t } = useTranslation(['mail', 'common']);
  const [url, setUrl] = useState<string | null>(null);
  const [note, setNote] = useState<{ readonly text: string; readonly isBad: boolean } | null>(null);
  useEffect(
    () =>
      desktop?.onLinkAsked((asked) => {
        setNote(null);
        setUrl(asked.url);
      }),
    [],
  );
  const open = async (): Promise<void> => {
    if (url === null) return;
    const answer = await desktop?.openExternal({ url });
    if (answer?.ok === true) setUrl(null);
    else setNote({ text: t('mail:link.failed'), isBad: true });
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url ?? '');
    setNote({ text: t('mail:link.copied'), isBad: false });
  };
  const parts = url === null ? null : splitAddress(url);
  return (
    <Dialog
      open={url !== null}
      onClose={() => setUrl(null)}
      title={t('mail:link.title')}
      closeLabel={t('common:close')}
      footer={
        <>
          {note !== null && (
            <span role="status" className={note.isBad ? 'mr-auto text-bad' : 'mr-auto text-ink-2'}>
              {note.text}
            </span>
          )}
          <Button onClick={() => void copy()}>{t('mail:link.copy')}</Button>
          <Button variant="primary" onClick={() => void open()}>
            {t('mail:link.open')}
          </Button>
        </>
      }
    >
      {parts !== null && (
        <>
          <p className="text-ink-2">{t('mail:link.leads')}</p>
          <p className="mt-1 break-all font-semibold text-xl">
            <bdi>{parts.whose}</bdi>
          </p>
          <p className="mt-1 max-h-40 select-text overflow-y-auto break-all text-ink-3">
            {parts.before}
            <b className="font-medium text-ink">{parts.whose}</b>
            {parts.after}
          </p>
        </>
      )}
    </Dialog>
  );
}

import { Send, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Computer } from '#renderer/data/hooks/use-computer.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import type { Crash } from '#shared/ipc/computer.ts';

type CrashListProps = { readonly computer: Computer; readonly canSend: boolean; readonly isOpen: boolean };

/** What stopped on this computer. Each stays here until its agent sends it or puts it away. */
export function CrashList({ computer, canSend, isOpen }: CrashListProps) {
  const { t } = useTranslation('settings');
  const { locale, timeZone } = useFormatContext();
  const [crashes, setCrashes] = useState<readonly Crash[]>([]);
  useEffect(() => {
    if (isOpen) void computer.crashes().then(setCrashes);
  }, [isOpen, computer]);
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

  async function send(id: string): Promise<void> {
    const outcome = await computer.sendCrash(id);
    if (outcome === 'failed') showToast({ title: t('computer.crashFailed'), tone: 'bad' });
    if (outcome === 'sent') showToast({ title: t('computer.crashSent') });
  }

  async function putAway(id: string): Promise<void> {
    await computer.deleteCrash(id);
    setCrashes(await computer.crashes());
  }

  return (
    <section className="flex flex-col gap-1 border-line border-t py-3">
      <h3 className="font-semibold">{t('computer.crashes')}</h3>
      <p className="text-ink-2">{t(canSend ? 'computer.crashesDetail' : 'computer.crashesStay')}</p>
      {crashes.length === 0 ? (
        <p className="text-ink-2">{t('computer.noCrashes')}</p>
      ) : (
        <ul className="max-h-40 overflow-y-auto">
          {crashes.map(({ id, at, bytes }) => (
            <li key={id} className="flex items-center gap-3 border-line border-t py-1.5 first:border-t-0">
              <span className="min-w-0 flex-1 tabular-nums">
                {when.format(new Date(at))}
                <span className="ml-3 text-ink-2">{`${size.format(Math.ceil(bytes / 1024))} KB`}</span>
              </span>
              {canSend && (
                <Button icon={<Send aria-hidden="true" size={14} />} onClick={() => void send(id)}>
                  {t('computer.crashSend')}
                </Button>
              )}
              <IconButton
                label={t('computer.crashDelete')}
                icon={<Trash2 aria-hidden="true" size={16} />}
                onClick={() => void putAway(id)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

import { AppWindow, Monitor } from 'lucide-react';
import { useState } from 'react';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { deviceOf } from '#shared/domain/device.ts';
import type { OpenSession } from '#shared/domain/sign-on.ts';

type SessionListProps = {
  readonly sessions: readonly OpenSession[];
  /** Ends one; false when it could not be. */
  readonly onEnd: (id: string) => Promise<boolean>;
};

/** Where somebody is signed in, each with the way to end it. One that was ended is gone from the list at once. */
export function SessionList({ sessions, onEnd }: SessionListProps) {
  const { t } = useTranslation('signOn');
  const [ended, setEnded] = useState<readonly string[]>([]);
  const shown = sessions.filter(({ id }) => !ended.includes(id));
  if (shown.length === 0) return <p className="text-ink-2">{t('sessions.none')}</p>;
  return (
    <ul aria-label={t('sessions.title')} className="overflow-hidden rounded-r border border-line bg-raised">
      {shown.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          onEnd={async () => {
            if (await onEnd(session.id)) setEnded((now) => [...now, session.id]);
          }}
        />
      ))}
    </ul>
  );
}

type SessionRowProps = { readonly session: OpenSession; readonly onEnd: () => Promise<void> };

function SessionRow({ session, onEnd }: SessionRowProps) {
  const { t } = useTranslation('signOn');
  const context = useFormatContext();
  const [isBusy, setIsBusy] = useState(false);
  const { client, userAgent, address, method, isThis } = session;
  const { program, system } = deviceOf(userAgent);
  const Icon = client === 'desktop' ? Monitor : AppWindow;
  // The desktop's program is said by the hub; a browser's is what it calls itself.
  const name = client === 'desktop' ? 'tsunagi' : program;
  const device = t('sessions.device', {
    program: t(`sessions.program.${name}`),
    system: t(`sessions.system.${system}`),
  });
  const facts = [
    t('sessions.used', { at: formatDayTime(session.usedAt, context) }),
    address === '' ? '' : t('sessions.from', { address }),
    t('sessions.since', { at: formatDayTime(session.since, context) }),
    t(`sessions.by.${method}`),
  ];
  return (
    <li className="flex items-center gap-3 border-line border-t px-3 py-2 first:border-t-0">
      <Icon aria-hidden="true" size={18} className="shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-semibold">{device}</span>
          {isThis && <Chip tone="ok">{t('sessions.this')}</Chip>}
        </p>
        <p className="select-text text-ink-2">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      </div>
      {!isThis && (
        <Button
          busy={isBusy}
          aria-label={t('sessions.endNamed', { device })}
          onClick={() => {
            setIsBusy(true);
            void onEnd().finally(() => setIsBusy(false));
          }}
        >
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}

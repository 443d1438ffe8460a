import { Paperclip } from 'lucide-react';
import { goTo } from '#renderer/desk/routes.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon } from '#renderer/ui/channel-icon.tsx';
import { Hostile } from '#renderer/ui/hostile.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { WaitingRow } from './waiting-list.tsx';

/** To whom, by whom, why it waits, and what goes beside its words. */
export function HeldFacts({ row }: { readonly row: WaitingRow }) {
  const { t } = useTranslation(['approvals', 'common']);
  const format = useFormatContext();
  const { held, customerName, conversationNumber, teamName, customerWaitsSince } = row;
  const { subject, cc = [], bcc = [] } = held.format;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('approvals:fact.author'), `${held.author.name} · ${formatDayTime(held.heldAt, format)}`],
    [t('approvals:fact.rules'), held.rules.join(t('approvals:join'))],
    [t('approvals:fact.team'), teamName],
    [t('approvals:fact.waits'), customerWaitsSince && formatDayTime(customerWaitsSince, format)],
    [t('approvals:fact.subject'), subject],
    [t('approvals:fact.copies'), [...cc, ...bcc].join(', ')],
  ];
  return (
    <div className="grid gap-2">
      <div className="flex items-center gap-2">
        <ChannelIcon sign={held.channel} />
        <h2 className="min-w-0 flex-1 truncate font-semibold text-lg">
          <Words>{customerName === '' ? t('approvals:nameUnknown') : customerName}</Words>
        </h2>
        <Button variant="ghost" onClick={() => goTo({ tab: 'all', conversationId: held.conversationId })}>
          {t('approvals:act.open', { number: conversationNumber })}
        </Button>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {facts.map(([name, value]) =>
          value === undefined || value === '' ? null : (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="break-words">
                <Hostile>{value}</Hostile>
              </dd>
            </div>
          ),
        )}
      </dl>
      {held.attachments.length > 0 && (
        <ul className="flex flex-wrap gap-x-3 text-ink-2">
          {held.attachments.map(({ blobId, name }) => (
            <li key={blobId} className="flex items-center gap-1">
              <Paperclip aria-hidden="true" size={13} />
              <Hostile>{name}</Hostile>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

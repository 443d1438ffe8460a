import { goTo } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Handoff } from '#shared/domain/handoff.ts';

/** What this agent accepted and does not own yet, for finding the way back to it: a talk, or a customer on the way. */
export function TakenCards({ taken }: { readonly taken: readonly Handoff[] }) {
  const { t } = useTranslation('handoff');
  return (
    <div className="flex min-h-0 flex-col gap-1 overflow-y-auto">
      <h3 className="font-medium text-ink-3">{t('takenTitle')}</h3>
      {taken.map((handoff) => (
        <TakenCard key={handoff.id} handoff={handoff} />
      ))}
    </div>
  );
}

function TakenCard({ handoff }: { readonly handoff: Handoff }) {
  const { t } = useTranslation(['handoff', 'common']);
  const { stage, from, channelTo, customerName, conversationId } = handoff;
  const words =
    stage === 'talking'
      ? t('handoff:takenTalking', { name: from.name })
      : t('handoff:takenCrossing', { channel: t(`common:channel.${channelTo}`) });
  return (
    <button
      type="button"
      onClick={() => goTo({ tab: 'mine', conversationId })}
      className={classNames(
        'flex min-h-9 flex-col items-start rounded-s border border-line border-l-3 border-l-dye bg-raised px-2.5 py-1 text-left hover:border-dye',
        dyeClass(stage === 'talking' ? 'note' : channelTo),
      )}
    >
      <b className="max-w-full truncate font-semibold">
        <Words>{customerName === '' ? t('common:words.nameUnknown') : customerName}</Words>
      </b>
      <span className="max-w-full truncate text-ink-2">
        <Words>{words}</Words>
      </span>
    </button>
  );
}

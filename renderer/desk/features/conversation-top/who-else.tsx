import { useTyping } from '#renderer/data/hooks/use-typing.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';

/** Which colleagues are at this customer now, by what they write. */
export function WhoElse({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation('thread');
  const signals = useTyping(customerId).filter(({ by }) => by === 'agent');
  const words = signals.flatMap(({ name, mode }) =>
    name === undefined ? [] : [t(mode === 'note' ? 'top.writesNote' : 'top.writesReply', { name })],
  );
  return (
    <span role="status" className="min-w-0 flex-1 truncate text-warn">
      {[...new Set(words)].join(' · ')}
    </span>
  );
}

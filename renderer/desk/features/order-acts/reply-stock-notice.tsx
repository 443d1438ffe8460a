import { useEffect, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { mayOfferPickup } from '#shared/domain/stock.ts';

/** Not with every key: once the author pauses. */
const PAUSE_MS = 700;

/** A quiet line above the sending row: the reply offers a pickup in a store that has none of the goods. */
export function ReplyStockNotice({ conversationId, text }: { readonly conversationId: string; readonly text: string }) {
  const locale = useLocale();
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const enabled = mayOfferPickup(settled);
  const checked = useHubQuery(
    'shop.check-reply',
    { conversationId, text: settled.slice(0, 20_000) },
    { enabled, keepPrevious: true },
  );
  if (!enabled || checked.state !== 'ready' || checked.data.notices.length === 0) return null;
  return (
    <div role="status" className="tint-warn px-3.5 py-1.5">
      {checked.data.notices.map((notice) => (
        <p key={notice.text.en}>{notice.text[locale]}</p>
      ))}
    </div>
  );
}

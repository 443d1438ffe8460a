import { useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { ShopActName, ShopOrderView } from '#shared/domain/shop.ts';
import type { Stock } from '#shared/domain/stock.ts';
import { ActDialog } from './act-dialog.tsx';
import { useActing, useShopOrders, type Wanted } from './use-shop-order.ts';

/** Where the goods of the customer's newest order lie that still needs them, with the shortest ways to hand them over. */
export function StockCards({ customerId }: { readonly customerId: string }) {
  const orders = useShopOrders(customerId).filter(({ stock }) => stock);
  const order = orders.find(({ state }) => state === 'paid' || state === 'processing') ?? orders[0];
  return order === undefined || order.state === 'cancelled' ? null : <OfOrder key={order.ref} order={order} />;
}

function OfOrder({ order }: { readonly order: ShopOrderView }) {
  const { t } = useTranslation('shop');
  const { connectionId, ref: orderRef } = order;
  const acting = useActing();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const stock = useHubQuery('shop.stock', { connectionId, orderRef }, { staleMs: 60_000 });
  if (stock.state === 'error') return <p className="text-ink-3">{t('stockFailed')}</p>;
  if (stock.state !== 'ready') return null;
  return (
    <>
      {stock.data.goods.slice(0, 3).map((goods) => (
        <OneCard
          key={goods.lineRef}
          goods={goods}
          asOf={stock.data.asOf}
          acts={acting === null ? [] : order.acts}
          onWant={setWanted}
        />
      ))}
      {wanted !== null && acting !== null && (
        <ActDialog order={order} wanted={wanted} acting={acting} onClose={() => setWanted(null)} />
      )}
    </>
  );
}

type OneCardProps = {
  readonly goods: Stock;
  readonly asOf: string;
  readonly acts: readonly ShopActName[];
  readonly onWant: (wanted: Wanted) => void;
};

function OneCard({ goods, asOf, acts, onWant }: OneCardProps) {
  const { t } = useTranslation('shop');
  const format = useFormatContext();
  const has = goods.places
    .filter((place) => place.kind === 'store' && (place.available ?? 0) > 0)
    .sort((a, b) => (b.available ?? 0) - (a.available ?? 0))[0];
  const counts = goods.places.map(({ name, available }) => `${name} ${available ?? '–'}`).join(' · ');
  return (
    <article className="rounded-r border border-line bg-raised px-3 py-2">
      <header className="flex items-baseline justify-between gap-2">
        <span className="min-w-0 truncate font-semibold">
          <Words>{goods.name}</Words>
        </span>
        <span className="shrink-0 text-ink-2">{`${t('stock')} · ${t('stockAsOf', { time: formatTime(asOf, format) })}`}</span>
      </header>
      <p className="figures text-ink-2">
        <Words>{counts}</Words>
      </p>
      {has !== undefined && (acts.includes('hold_in_store') || acts.includes('ship_from_store')) && (
        <div className="mt-2 flex flex-wrap gap-1.5">
          {acts.includes('hold_in_store') && (
            <Button onClick={() => onWant({ what: 'hold_in_store', placeId: has.id })}>
              {t('hold', { store: has.name })}
            </Button>
          )}
          {acts.includes('ship_from_store') && (
            <Button onClick={() => onWant({ what: 'ship_from_store', placeId: has.id })}>
              {t('shipToday', { store: has.name })}
            </Button>
          )}
        </div>
      )}
    </article>
  );
}

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { formatDayTime, formatMoney } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import type { OrderCard } from '#shared/domain/customer.ts';
import type { ShopActView } from '#shared/domain/shop.ts';
import { ActDialog } from './act-dialog.tsx';
import { useActing, useShopOrders, type Wanted } from './use-shop-order.ts';

/** What can be done with an order where its shop can, behind one button, and what became of it. */
export function OrderActs({ order }: { readonly order: OrderCard }) {
  const { t } = useTranslation('shop');
  const acting = useActing();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const known = useShopOrders(order.customerId).find(({ number }) => number === order.number);
  if (known === undefined) return null;
  return (
    <div className="mt-1.5 flex items-end gap-2">
      <div className="min-w-0 flex-1">
        {known.recent.slice(0, 2).map((act) => (
          <Told key={act.id} act={act} />
        ))}
      </div>
      {acting !== null && known.acts.length > 0 && (
        <Menu
          align="end"
          trigger={
            <IconButton
              label={t('acts', { number: order.number })}
              icon={<Ellipsis aria-hidden="true" size={16} />}
              className="-mr-2 -mb-1"
            />
          }
        >
          {known.acts.map((what) => (
            <MenuItem key={what} onSelect={() => setWanted({ what })}>
              {`${t(`act.${what}`)}…`}
            </MenuItem>
          ))}
        </Menu>
      )}
      {wanted !== null && acting !== null && (
        <ActDialog order={known} wanted={wanted} acting={acting} onClose={() => setWanted(null)} />
      )}
    </div>
  );
}

/** One act in a line: what, how much or where, how it stands, who and when. */
function Told({ act }: { readonly act: ShopActView }) {
  const { t } = useTranslation('shop');
  const format = useFormatContext();
  const amount = act.amount && formatMoney(act.amount.amount, act.amount.currency, format.locale);
  const words = [t(`act.${act.what}`), amount, act.placeName].filter((part) => part !== undefined).join(' ');
  return (
    <p className="flex flex-wrap gap-x-2 text-ink-2">
      <span>
        {words}
        {' · '}
        <span className={act.state === 'failed' ? 'text-bad' : 'text-ink-2'}>{t(`state.${act.state}`)}</span>
      </span>
      <span className="figures whitespace-nowrap text-ink-3">{`${act.by} ${formatDayTime(act.at, format)}`}</span>
    </p>
  );
}

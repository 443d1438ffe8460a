import { showItem } from '#renderer/desk/app/show-item.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { JourneyView } from '#shared/domain/journey/view.ts';
import { LINE, Part } from './part.tsx';
import { useTouchWords } from './use-touch-words.ts';

type LeftListProps = { readonly cart: JourneyView['cart']; readonly wishes: JourneyView['wishes'] };

const SHOWN = 4;

/** What was put into the cart or on the wish list and not bought since. */
export function LeftList({ cart, wishes }: LeftListProps) {
  const { t, when } = useTouchWords();
  const rest = wishes.length - SHOWN;
  return (
    <Part title={t('journey:left.title')}>
      {cart === undefined && wishes.length === 0 && <p className="text-ink-3">{t('journey:left.none')}</p>}
      <ul className="flex flex-col">
        {cart !== undefined && (
          <li>
            <button type="button" className={LINE} onClick={() => showItem(cart.item)}>
              <span className="shrink-0 text-ink-2">{t('journey:left.cart')}</span>
              <span className="min-w-0 flex-1 truncate">
                <Words>{cart.goods.join(t('common:listComma'))}</Words>
              </span>
              <span className="figures shrink-0 text-ink-3">{when(cart.at)}</span>
            </button>
          </li>
        )}
        {wishes.slice(0, SHOWN).map(({ name, item, at }) => (
          <li key={name}>
            <button type="button" className={LINE} onClick={() => showItem(item)}>
              <span className="shrink-0 text-ink-2">{t('journey:left.wish')}</span>
              <span className="min-w-0 flex-1 truncate">
                <Words>{name}</Words>
              </span>
              <span className="figures shrink-0 text-ink-3">{when(at)}</span>
            </button>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="text-ink-3">{t('journey:left.more', { count: rest })}</p>}
    </Part>
  );
}

import { MoreHorizontal } from 'lucide-react';
import { askIdentity, type PointAct } from '#renderer/desk/app/identity-questions.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import type { ContactPoint } from '#shared/domain/contact-point.ts';

/** What can be said about a contact point; each act asks why. */
export function PointMenu({ point }: { readonly point: ContactPoint }) {
  const { t } = useTranslation(['identity', 'customer']);
  const ask = (act: PointAct) => () =>
    askIdentity({ what: 'point', act, customerId: point.customerId, contactPointId: point.id });
  const acts: readonly PointAct[] = [
    ...(point.verified ? [] : (['verify'] as const)),
    point.shared ? 'unshare' : 'share',
    point.blocked ? 'unblock' : 'block',
    'move',
    'remove',
  ];
  const trigger = (
    <button
      type="button"
      aria-label={t('identity:pointActs', { point: t(`customer:pointKind.${point.kind}`) })}
      className="grid size-6 place-items-center rounded-s text-ink-3 hover:bg-line hover:text-ink"
    >
      <MoreHorizontal aria-hidden="true" size={14} />
    </button>
  );
  return (
    <Menu trigger={trigger} align="end">
      {acts.map((act) => (
        <MenuItem key={act} onSelect={ask(act)}>
          {t(`identity:act.${act}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}

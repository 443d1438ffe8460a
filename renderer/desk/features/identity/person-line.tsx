import { useTranslation } from '#renderer/i18n/translation.ts';
import { initials } from '#renderer/ui/avatar.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Person } from '#shared/domain/identity.ts';

/** Of whom it is about: who, how much there is of them, and how they are reached. */
export function PersonLine({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['identity', 'customer', 'common']);
  const { name, orders, visits, pointKinds } = person;
  const much = [
    orders > 0 && t('identity:orders', { count: orders }),
    visits > 0 && t('identity:visits', { count: visits }),
  ].filter((text) => text !== false);
  const kinds = pointKinds.filter((kind) => kind !== 'visitor' && kind !== 'device');
  return (
    <div className="grid grid-cols-[22px_minmax(0,1fr)] items-center gap-x-2">
      <span
        aria-hidden="true"
        className="grid size-5.5 place-items-center rounded-full bg-avatar font-semibold text-[10px] text-avatar-ink"
      >
        {initials(name)}
      </span>
      <span className="truncate">
        <b className="font-semibold">
          <Words>{name === '' ? t('common:words.nameUnknown') : name}</Words>
        </b>
        {much.length > 0 && <span className="text-ink-2"> · {much.join(' · ')}</span>}
      </span>
      {kinds.length > 0 && (
        <span className="col-start-2 truncate text-ink-3">
          {kinds.map((kind) => t(`customer:pointKind.${kind}`)).join(' · ')}
        </span>
      )}
    </div>
  );
}

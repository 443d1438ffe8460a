import { Eye, Globe, IdCard, Monitor, ShoppingBag } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon, dyeClass, type ThreadSign } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Reach } from '#shared/domain/consent.ts';
import type { ContactPoint, ContactPointKind } from '#shared/domain/contact-point.ts';
import { Nothing, PanelSection } from './panel-section.tsx';
import { ReachList } from './reach-list.tsx';
import { readablePoint } from './readable-point.ts';
import { RevealPoint } from './reveal-point.tsx';
import { reachWord, useReach } from './use-reach.ts';

/** Kinds that a channel stands behind, and so have its dye. */
const SIGN: Readonly<Partial<Record<ContactPointKind, ThreadSign>>> = {
  phone: 'phone',
  email: 'email',
  line: 'line',
  whatsapp: 'whatsapp',
  visitor: 'chat',
  loyalty: 'store',
  shop: 'shop',
};

const PLAIN: Readonly<Partial<Record<ContactPointKind, ReactNode>>> = {
  device: <Monitor aria-hidden="true" size={14} />,
  loyalty: <IdCard aria-hidden="true" size={14} />,
  shop: <ShoppingBag aria-hidden="true" size={14} />,
  visitor: <Globe aria-hidden="true" size={14} />,
};

/** Ways to reach a person; the others only say who they are. */
const ADDRESSES: readonly ContactPointKind[] = ['phone', 'email', 'line', 'whatsapp'];

/** Which say by their own look what they are. */
const SPEAKS: readonly ContactPointKind[] = ['phone', 'email', 'whatsapp'];

type ContactPointsProps = {
  readonly points: readonly ContactPoint[];
  readonly acts?: ((point: ContactPoint) => ReactNode) | undefined;
};

/** Where the customer can be reached, masked until revealed with a reason unless one owns a conversation of theirs ([PR4]). */
export function ContactPoints({ points, acts }: ContactPointsProps) {
  const { t } = useTranslation(['customer', 'consent']);
  const ways = useReach(points[0]?.customerId ?? null);
  // Ids of browsers mean nothing to a person; that chat reaches the customer is said once.
  const shown = points.filter(
    (point, i) => point.kind !== 'visitor' || points.findIndex((p) => p.kind === 'visitor') === i,
  );
  return (
    <PanelSection title={t('customer:contactPoints')}>
      {shown.length === 0 && <Nothing>{t('customer:noContactPoints')}</Nothing>}
      <ul className="flex flex-col">
        {shown.map((point) => (
          <li
            key={point.id}
            className={classNames(
              'grid min-h-6 grid-cols-[20px_minmax(0,1fr)_auto] items-center gap-x-2',
              dyeClass(SIGN[point.kind] ?? 'app'),
            )}
          >
            <span className="text-dye">{PLAIN[point.kind] ?? <ChannelIcon sign={SIGN[point.kind] ?? 'app'} />}</span>
            <PointValue point={point} />
            <span className="flex items-center gap-1 text-ink-3">
              {statusOf(point, ways, t)}
              {acts?.(point)}
            </span>
          </li>
        ))}
      </ul>
      {ways !== null && ways.length > 0 && <ReachList ways={ways} />}
    </PanelSection>
  );
}

function PointValue({ point }: { readonly point: ContactPoint }) {
  const { t } = useTranslation('customer');
  const kind = t(`pointKind.${point.kind}`);
  if (point.kind === 'visitor') return <span>{kind}</span>;
  if (point.masked) {
    return (
      <RevealPoint customerId={point.customerId} point={point} name={kind}>
        <span className="figures truncate">{point.value}</span>
        <Eye aria-hidden="true" size={14} className="shrink-0 text-ink-3" />
      </RevealPoint>
    );
  }
  return (
    <span>
      {/* An address says by itself what it is; an id does not. */}
      <span className={SPEAKS.includes(point.kind) ? 'sr-only' : 'text-ink-2'}>{kind} </span>
      <span className="figures select-text">
        <Breakable>{readablePoint(point.kind, point.value)}</Breakable>
      </span>
    </span>
  );
}

/** An email address that does not fit breaks before its `@`, not anywhere. */
function Breakable({ children }: { readonly children: string }) {
  const at = children.lastIndexOf('@');
  if (at < 1) return children;
  return (
    <>
      {children.slice(0, at)}
      <wbr />
      {children.slice(at)}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation<['customer', 'consent']>>['t'];

/** What stands at the right of a contact point: what is wrong with it first, then that it leads to the customer. */
function statusOf(point: ContactPoint, ways: readonly Reach[] | null, t: Translate): string {
  if (point.blocked) return t('customer:blockedByUs');
  if (point.shared) return t('customer:shared');
  const word = ways === null ? null : reachWord(ways.filter((way) => way.contactPoint?.id === point.id));
  if (word !== null && word !== 'reachable')
    return word === 'friend' ? t('consent:friend') : t(`consent:reason.${word}` as 'consent:reason.unreachable');
  if (!point.verified) return t('customer:unverified');
  return ADDRESSES.includes(point.kind) ? t('customer:reachable') : '';
}

import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatShortDate, formatTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { CustomerPanel } from '#shared/domain/customer.ts';
import { PanelSection } from './panel-section.tsx';

type VisitsProps = { readonly visits: CustomerPanel['visits'] };

/** The last few times in a store; each leads to its place on the thread. */
export function Visits({ visits }: VisitsProps) {
  const { t } = useTranslation('customer');
  const format = useFormatContext();
  if (visits.length === 0) return null;
  return (
    <PanelSection title={t('visits')}>
      <ul className="dye-store flex flex-col gap-1">
        {visits.map((visit) => (
          <li key={`${visit.customerId} ${visit.seq}`} className="border-dye border-l-[3px]">
            <button
              type="button"
              className="w-full rounded-s py-0.5 pr-1 pl-2.5 text-left hover:bg-raised"
              onClick={() => showItem({ customerId: visit.customerId, seq: visit.seq })}
            >
              <span className="flex items-baseline justify-between gap-2">
                <span className="min-w-0 truncate font-medium">
                  <Words>{visit.store}</Words>{' '}
                  <span className="font-normal text-ink-2">{t(`visitKind.${visit.kind}`)}</span>
                </span>
                <span className="figures shrink-0 text-ink-3">
                  {`${formatShortDate(visit.at, format)} ${formatTime(visit.at, format)}`}
                </span>
              </span>
              {visit.summary !== undefined && (
                <span className="line-clamp-2 text-ink-2">
                  <Words>{visit.summary}</Words>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
